package de.hilfenetz.enrich;

import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The concepts that a provider's word names, over one or several schemes. Thread-safe. */
final class WordIndex {

    /** Providers use the same few hundred words over and over; free text must not fill the memory. */
    private static final int REMEMBERED = 20_000;

    private static final Pattern AND = Pattern.compile("\\s*[/,;|>›]\\s*|\\s+(?:und|u\\.|&|\\+|and)\\s+");

    private final Vocabulary vocabulary;
    private final List<String> schemes;
    private volatile Known known;

    /** What was found by one state of the vocabulary. */
    private record Known(String fingerprint, Map<String, List<Concept>> words) {

        Known(String fingerprint) {
            this(fingerprint, new ConcurrentHashMap<>());
        }
    }

    WordIndex(Vocabulary vocabulary, String... schemes) {
        this.vocabulary = vocabulary;
        this.schemes = List.of(schemes);
        known = new Known(vocabulary.fingerprint());
    }

    /**
     * The concepts that {@code word} names as a whole; else those of its parts ({@code Kinder und Jugendliche},
     * {@code Sucht / Drogen}) where every part names one. Empty where the word is unknown.
     */
    List<Concept> find(String word) {
        var before = known;
        if (!before.fingerprint().equals(vocabulary.fingerprint())) {
            before = new Known(vocabulary.fingerprint());
            known = before;
        }
        var found = before.words().get(word);
        if (found == null) {
            found = search(word);
            if (before.words().size() < REMEMBERED) {
                before.words().put(word, found);
            }
        }
        return found;
    }

    private List<Concept> search(String word) {
        var whole = named(word);
        return whole.isEmpty() ? partsOf(word) : whole;
    }

    private List<Concept> named(String word) {
        return schemes.stream()
                .flatMap(scheme -> vocabulary.getScheme(scheme).findByWord(word).stream())
                .toList();
    }

    private List<Concept> partsOf(String word) {
        var found = new LinkedHashSet<Concept>();
        for (var part : AND.split(word.strip(), -1)) {
            // "Frauen- und Familienberatung" is not about women in general: half a compound is no word.
            var concepts = part.endsWith("-") ? List.<Concept>of() : named(part);
            if (concepts.isEmpty()) {
                return List.of();
            }
            found.addAll(concepts);
        }
        return List.copyOf(found);
    }
}
