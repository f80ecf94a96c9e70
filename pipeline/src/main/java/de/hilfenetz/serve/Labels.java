package de.hilfenetz.serve;

import de.hilfenetz.vocabulary.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names, in one language, of the vocabulary's concepts and of the city's areas; a notation nobody named is shown as it is. */
final class Labels {

    /** The word for areas where a scheme is asked for. */
    static final String AREA = "gebiet";

    private final Vocabulary vocabulary;
    private final String language;

    Labels(Vocabulary vocabulary, Words t) {
        this.vocabulary = vocabulary;
        language = t.tag();
    }

    /** Of the vocabulary they come from: with another one, labels may be others. */
    String mark() {
        return vocabulary.fingerprint();
    }

    /** The label of a concept: {@code of("thema", "schulden")}. */
    String of(String scheme, String notation) {
        return vocabulary
                .find(scheme, notation)
                .map(concept -> concept.label(language))
                .orElseGet(() -> plain(notation));
    }

    /** The labels of several concepts. */
    List<String> all(String scheme, List<String> notations) {
        return notations.stream().map(notation -> of(scheme, notation)).toList();
    }

    /** The name of an area by its number: {@code Oberbilk}, {@code Stadtbezirk 3} or {@code District 3}, {@code Düsseldorf}. */
    String area(String number) {
        return vocabulary.areas().find(number).map(area -> area.label(language)).orElse(number);
    }

    /** Notations by their labels, in the order of the labels. */
    SortedMap<String, String> byLabel(String scheme, Iterable<String> notations) {
        var sorted = new TreeMap<String, String>(GermanOrder.comparator());
        for (var notation : notations) {
            sorted.putIfAbsent(scheme.equals(AREA) ? area(notation) : of(scheme, notation), notation);
        }
        return sorted;
    }

    private static String plain(String notation) {
        return notation.isEmpty()
                ? notation
                : notation.substring(0, 1).toUpperCase(Locale.GERMAN)
                        + notation.substring(1).replace('-', ' ');
    }
}
