package de.hilfenetz.vocabulary;

import de.hilfenetz.vocabulary.Vocabulary.Overlap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One concept scheme: its concepts in the order of its file, their hierarchy and their words. Immutable. */
public final class Scheme {

    private final String name;
    private final Map<String, String> titles;
    private final Map<String, Concept> byNotation;
    private final Map<String, Concept> byWord;
    private final Map<String, List<Concept>> narrower;

    private final List<Overlap> overlaps = new ArrayList<>();

    /**
     * @param edited what editors say: their words come before the other words of {@code vocab/}, and after all names
     * @param added notations that only editors have: they come last, for nobody chose them as words
     */
    Scheme(
            String name,
            Map<String, String> titles,
            Collection<Concept> concepts,
            Collection<EditedConcept> edited,
            Set<String> added) {
        this.name = name;
        this.titles = Map.copyOf(titles);
        var notations = new LinkedHashMap<String, Concept>();
        var children = new HashMap<String, List<Concept>>();
        for (var concept : concepts) {
            notations.put(concept.notation(), concept);
            if (concept.broader() != null) {
                children.computeIfAbsent(concept.broader(), broader -> new ArrayList<>())
                        .add(concept);
            }
        }
        byNotation = Collections.unmodifiableMap(notations);
        children.replaceAll((broader, list) -> List.copyOf(list));
        narrower = Map.copyOf(children);
        var words = new HashMap<String, Concept>();
        claims(concepts, edited, added).forEach((word, concept) -> words.put(word, meant(concept)));
        byWord = Map.copyOf(words);
    }

    /** By word the concept that has it as its own. */
    private Map<String, Concept> claims(
            Collection<Concept> concepts, Collection<EditedConcept> edited, Set<String> added) {
        var claims = new HashMap<String, Concept>();
        var theirs = edited.stream().map(EditedConcept::notation).collect(Collectors.toSet());
        concepts.stream()
                .filter(concept -> !added.contains(concept.notation()))
                .forEach(concept -> claim(claims, concept.notation(), concept, theirs));
        concepts.stream()
                .filter(concept -> !theirs.contains(concept.notation()))
                .forEach(concept -> concept.labels().values().forEach(label -> claim(claims, label, concept, theirs)));
        edited.forEach(said -> said.words()
                .forEach(word -> find(said.notation()).ifPresent(concept -> claim(claims, word, concept, theirs))));
        var taken =
                edited.stream().flatMap(EditedConcept::words).map(Words::fold).collect(Collectors.toSet());
        concepts.forEach(concept -> Stream.concat(concept.labels().values().stream(), concept.otherLabels().stream())
                .filter(word -> !taken.contains(Words.fold(word)))
                .forEach(word -> claim(claims, word, concept, theirs)));
        concepts.stream()
                .filter(concept -> added.contains(concept.notation()))
                .forEach(concept -> claim(claims, concept.notation(), concept, theirs));
        return claims;
    }

    /** A word leads to one concept only. */
    private void claim(Map<String, Concept> claims, String label, Concept concept, Set<String> theirs) {
        var other = claims.putIfAbsent(Words.fold(label), concept);
        if (other == null || meant(other).equals(meant(concept))) {
            return;
        }
        if (!theirs.contains(concept.notation()) && !theirs.contains(other.notation())) {
            throw new IllegalStateException("vocab/%s.ttl: '%s' is a word of %s and of %s; a word may lead to one only"
                    .formatted(name, label, other.notation(), concept.notation()));
        }
        overlaps.add(new Overlap(name + "/" + concept.notation(), label, name + "/" + other.notation()));
    }

    /** The words of a concept lead to its successor where one has taken its place. */
    private Concept meant(Concept concept) {
        return Optional.ofNullable(concept.replacedBy()).flatMap(this::find).orElse(concept);
    }

    /** Words of editors that are another concept's name. */
    List<Overlap> overlaps() {
        return overlaps.stream().distinct().toList();
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
