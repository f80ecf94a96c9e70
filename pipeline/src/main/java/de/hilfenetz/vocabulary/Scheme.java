package de.hilfenetz.vocabulary;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One concept scheme: its concepts in the order of its file, their hierarchy and their words. Immutable. */
public final class Scheme {

    private final String name;
    private final Map<String, String> titles;
    private final Map<String, Concept> byNotation;
    private final Map<String, Concept> byWord;
    private final Map<String, List<Concept>> narrower;

    Scheme(String name, Map<String, String> titles, Collection<Concept> concepts) {
        this.name = name;
        this.titles = Map.copyOf(titles);
        var notations = new LinkedHashMap<String, Concept>();
        var words = new HashMap<String, Concept>();
        var children = new HashMap<String, List<Concept>>();
        for (var concept : concepts) {
            notations.put(concept.notation(), concept);
            claim(words, concept.notation(), concept);
            concept.labels().values().forEach(label -> claim(words, label, concept));
            concept.otherLabels().forEach(label -> claim(words, label, concept));
            if (concept.broader() != null) {
                children.computeIfAbsent(concept.broader(), broader -> new ArrayList<>())
                        .add(concept);
            }
        }
        byNotation = Collections.unmodifiableMap(notations);
        byWord = Map.copyOf(words);
        children.replaceAll((broader, list) -> List.copyOf(list));
        narrower = Map.copyOf(children);
    }

    private void claim(Map<String, Concept> words, String label, Concept concept) {
        var other = words.putIfAbsent(Words.fold(label), concept);
        if (other != null && !other.equals(concept)) {
            throw new IllegalStateException("vocab/%s.ttl: '%s' is a word of %s and of %s; a word may lead to one only"
                    .formatted(name, label, other.notation(), concept.notation()));
        }
    }

    /** The scheme's word: {@code thema}, {@code lebenslage}, … */
    public String name() {
        return name;
    }

    /** The German title. */
    public String title() {
        return title("de");
    }

    /** The title in {@code language}, in German where there is none. */
    public String title(String language) {
        var title = titles.get(language);
        return title == null ? titles.getOrDefault("de", name) : title;
    }

    /** All concepts. */
    public List<Concept> concepts() {
        return List.copyOf(byNotation.values());
    }

    /** The concepts without a broader one. */
    public List<Concept> topConcepts() {
        return byNotation.values().stream()
                .filter(concept -> concept.broader() == null)
                .toList();
    }

    /** The concepts directly below {@code notation}. */
    public List<Concept> narrower(String notation) {
        return narrower.getOrDefault(notation, List.of());
    }

    /** The concept with exactly this notation. */
    public Optional<Concept> find(String notation) {
        return Optional.ofNullable(byNotation.get(notation));
    }

    /**
     * The concept that people call so: by notation, label or alternative label in any language, whatever the case, blanks,
     * hyphens and spelling of umlauts.
     */
    public Optional<Concept> findByWord(String word) {
        return Optional.ofNullable(byWord.get(Words.fold(word)));
    }

    /** Whether {@code notation} is {@code ancestor} or lies below it. */
    public boolean isWithin(String notation, String ancestor) {
        for (var concept = byNotation.get(notation); concept != null; ) {
            if (concept.notation().equals(ancestor)) {
                return true;
            }
            concept = concept.broader() == null ? null : byNotation.get(concept.broader());
        }
        return false;
    }
}
