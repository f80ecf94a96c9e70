package de.hilfenetz.publish;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a release: {@code 2026-11-22.3}. In the order of time.
 *
 * @param day in Europe/Berlin
 * @param number of that day, from 1
 */
public record ReleaseId(LocalDate day, int number) implements Comparable<ReleaseId> {

    private static final Pattern FORM = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})\\.([1-9][0-9]{0,5})");

    /** The id, where {@code text} is one. */
    public static Optional<ReleaseId> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReleaseId(LocalDate.parse(form.group(1)), Integer.parseInt(form.group(2))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @JsonCreator
    static ReleaseId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not the name of a release: " + text));
    }

    @Override
    public int compareTo(ReleaseId other) {
        return Comparator.comparing(ReleaseId::day)
                .thenComparingInt(ReleaseId::number)
                .compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return day + "." + number;
    }
}
