package de.hilfenetz.record;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One text in one or more languages, by BCP 47 tag ({@code de}, {@code de-simple} for Leichte Sprache, {@code en}, …), in
 * the order of the tags. Never empty, no text blank.
 */
public record Texts(@JsonValue SortedMap<String, String> byLanguage) {

    /** German, the language of the data unless a feed says otherwise. */
    public static final String GERMAN = "de";

    @JsonCreator
    public Texts(SortedMap<String, String> byLanguage) {
        if (byLanguage.isEmpty() || byLanguage.values().stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a text needs at least one language and no blank text: " + byLanguage);
        }
        this.byLanguage = Collections.unmodifiableSortedMap(new TreeMap<>(byLanguage));
    }

    /** A German text. */
    public static Texts german(String text) {
        return of(Map.of(GERMAN, text));
    }

    /** The texts of {@code byLanguage}. */
    public static Texts of(Map<String, String> byLanguage) {
        return new Texts(new TreeMap<>(byLanguage));
    }

    /** The text in exactly this language. */
    public Optional<String> find(String language) {
        return Optional.ofNullable(byLanguage.get(language));
    }

    /** The text to show: in {@code language}, else German, else the first there is. */
    public String best(String language) {
        return requireNonNull(byLanguage.get(bestLanguage(language)));
    }

    /** The language of the text to show. */
    public String bestLanguage(String language) {
        for (var one : List.of(language, GERMAN)) {
            if (byLanguage.containsKey(one)) {
                return one;
            }
        }
        return byLanguage.firstKey();
    }

    /** The text to show to a German reader. */
    public String best() {
        return best(GERMAN);
    }
}
