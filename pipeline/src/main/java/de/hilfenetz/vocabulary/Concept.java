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
 * @param definition one German sentence
 * @param broader notation of the broader concept of the same scheme, null for a top concept
 * @param implies notations of other schemes that go with this concept, by scheme: a topic's {@code lebenslage} and
 *     {@code hilfeart}
 */
public record Concept(
        String scheme,
        String notation,
        SortedMap<String, String> labels,
        List<String> otherLabels,
        String definition,
        @Nullable String broader,
        SortedMap<String, List<String>> implies) {

    public Concept {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        otherLabels = List.copyOf(otherLabels);
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

    /** The IRI without the base: {@code def/thema/schulden}. */
    public String path() {
        return "def/" + scheme + "/" + notation;
    }
}
