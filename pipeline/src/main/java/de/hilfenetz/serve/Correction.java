package de.hilfenetz.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.publish.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error in figures that we published, as whoever runs this site tells it.
 *
 * @param day on which it was told
 * @param first release with the wrong figure
 * @param last release with the wrong figure
 * @param questions whose answers were wrong, by their slugs; none where others were, or all
 * @param german what was wrong, and what is right
 * @param english the same; null where it was not translated
 */
public record Correction(
        LocalDate day,
        ReleaseId first,
        ReleaseId last,
        List<String> questions,
        String german,
        @Nullable String english) {

    /**
     * Reads a YAML list of entries with {@code day}, {@code from}, {@code until}, {@code questions} (may be left out), {@code de}
     * and {@code en} (may be left out); gives the newest first.
     *
     * @throws IllegalArgumentException what is wrong in which entry
     */
    public static List<Correction> read(Path file) throws IOException {
        JsonNode list;
        try {
            list = new YAMLMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is no YAML: " + e.getOriginalMessage(), e);
        }
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            throw new IllegalArgumentException(file + ": expected is a list, each entry beginning with '- day: …'");
        }
        var corrections = new ArrayList<Correction>();
        for (var entry : list) {
            try {
                corrections.add(one(entry));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "%s, entry %d: %s".formatted(file, corrections.size() + 1, e.getMessage()), e);
            }
        }
        corrections.sort(Comparator.comparing(Correction::day).reversed());
        return List.copyOf(corrections);
    }

    private static Correction one(JsonNode entry) {
        var questions = new ArrayList<String>();
        entry.path("questions").forEach(slug -> questions.add(slug.asText()));
        var first = release(entry, "from");
        var last = release(entry, "until");
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("'from' (%s) comes after 'until' (%s)".formatted(first, last));
        }
        if (entry.path("de").asText().isBlank()) {
            throw new IllegalArgumentException("'de' is missing: what was wrong, and what is right");
        }
        return new Correction(
                readDay(entry),
                first,
                last,
                List.copyOf(questions),
                entry.path("de").asText().strip(),
                entry.path("en").textValue());
    }

    private static LocalDate readDay(JsonNode entry) {
        var text = entry.path("day").asText();
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'day' is '%s'; expected is a day like 2026-11-22".formatted(text), e);
        }
    }

    private static ReleaseId release(JsonNode entry, String field) {
        var text = entry.path(field).asText();
        return ReleaseId.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is '%s'; expected is a release like 2026-11-22.3".formatted(field, text)));
    }

    /**
     * Whether figures of {@code release} may be wrong.
     *
     * @param question whose answer is shown; null for that of any other query
     */
    boolean concerns(String release, @Nullable String question) {
        return (question == null || questions.isEmpty() || questions.contains(question))
                && ReleaseId.parse(release)
                        .filter(one -> first.compareTo(one) <= 0 && one.compareTo(last) <= 0)
                        .isPresent();
    }
}
