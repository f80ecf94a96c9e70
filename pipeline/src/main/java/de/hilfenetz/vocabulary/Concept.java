package de.hilfenetz.vocabulary;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One concept of one scheme (skos:Concept).
 *
 * @param notation its word in records and the last part of its IRI
 * @param labels preferred label by language: {@code de}, {@code en}, {@code de-simple}
 * @param otherLabels what providers and people also call it, in the order of the file
 * @param definitions one sentence by language, German among them
 * @param broader notation of the broader concept of the same scheme, null for a top concept
 * @param implies notations of other schemes that go with this concept, by scheme: a topic's {@code lebenslage} and
 *     {@code hilfeart}
 * @param replacedBy notation of the concept of the same scheme that took its place, null while it is in use
 */
public record Concept(
        String scheme,
        String notation,
        SortedMap<String, String> labels,
        List<String> otherLabels,
        SortedMap<String, String> definitions,
        @Nullable String broader,
        SortedMap<String, List<String>> implies,
        @Nullable String replacedBy) {

    public Concept {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        otherLabels = List.copyOf(otherLabels);
        definitions = Collections.unmodifiableSortedMap(new TreeMap<>(definitions));
        var copied = new TreeMap<String, List<String>>();
        for (Map.Entry<String, List<String>> entry : implies.entrySet()) {
            copied.put(entry.getKey(), List.copyOf(entry.getValue()));
        }
        implies = Collections.unmodifiableSortedMap(copied);
    }

    /** The label in {@code language}, in German where there is none. */
    public String label(String language) {
        var label = labels.get(language);
        return label == null ? label() : label;
    }

    /** The German label. */
    public String label() {
        return labels.getOrDefault("de", notation);
    }

    /** The German definition. */
    public String definition() {
        return definitions.getOrDefault("de", "");
    }

    /** The definition in {@code language}, in German where there is none. */
    public String definition(String language) {
        var definition = definitions.get(language);
        return definition == null ? definition() : definition;
    }

    /** The IRI without the base: {@code def/thema/schulden}. */
    public String path() {
        return "def/" + scheme + "/" + notation;
    }
}
