package de.hilfenetz.vocabulary;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A language with its IRI in the EU's list of languages, or in Lexvo where that list lacks it.
 *
 * @param code ISO 639-1 where there is one, else ISO 639-3, as records write it
 * @param iri of a {@code dct:LinguisticSystem}
 * @param labels name by language
 */
public record Language(String code, String iri, SortedMap<String, String> labels) {

    public Language {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** The name in {@code language}, in German where there is none. */
    public String label(String language) {
        var label = labels.get(language);
        return label == null ? labels.getOrDefault("de", code) : label;
    }
}
