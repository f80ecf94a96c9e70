package de.hilfenetz.vocabulary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.SKOS;
import org.jspecify.annotations.Nullable;

/**
 * What editors say of a concept, new or shipped: texts count in their languages, words are added, everything else takes the
 * place of what was said; what they leave out stays as it is.
 *
 * @param labels preferred label by language
 * @param otherLabels what providers and people also call it, by language
 * @param definition one sentence by language
 * @param broader notation of the broader concept of the same scheme
 * @param implies notations of {@code lebenslage} and {@code hilfeart} that go with it, by scheme
 * @param matches concepts of other vocabularies, by SKOS relation ({@code closeMatch})
 * @param source where the wording comes from
 * @param replacedBy notation of the concept that took its place
 */
public record EditedConcept(
        String scheme,
        String notation,
        SortedMap<String, String> labels,
        SortedMap<String, List<String>> otherLabels,
        SortedMap<String, String> definition,
        @Nullable String broader,
        SortedMap<String, List<String>> implies,
        SortedMap<String, List<String>> matches,
        @Nullable String source,
        @Nullable String replacedBy) {

    private static final Map<String, Node> IMPLIED =
            Map.of("lebenslage", Terms.IMPLIES_LIFE_SITUATION, "hilfeart", Terms.IMPLIES_KIND_OF_HELP);

    public EditedConcept {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        otherLabels = lists(otherLabels);
        definition = Collections.unmodifiableSortedMap(new TreeMap<>(definition));
        implies = lists(implies);
        matches = lists(matches);
    }

    private static SortedMap<String, List<String>> lists(Map<String, List<String>> lists) {
        var copied = new TreeMap<String, List<String>>();
        lists.forEach((name, list) -> copied.put(name, List.copyOf(list)));
        return Collections.unmodifiableSortedMap(copied);
    }

    /** {@code thema/schulden}. */
    public String name() {
        return scheme + "/" + notation;
    }

    /** All it is called, in any language. */
    Stream<String> words() {
        return Stream.concat(
                labels.values().stream(), otherLabels.values().stream().flatMap(List::stream));
    }

    /** The same words and the notation, each with a JSON pointer to where it stands in the entry. */
    public SortedMap<String, String> wordsByField() {
        var words = new TreeMap<String, String>();
        words.put("/notation", notation);
        labels.forEach((language, label) -> words.put("/labels/" + language, label));
        otherLabels.forEach((language, others) -> {
            for (var i = 0; i < others.size(); i++) {
                words.put("/otherLabels/" + language + "/" + i, others.get(i));
            }
        });
        return words;
    }

    /** The same without what leads to nothing: {@code known} tells which {@code thema/schulden} there are. */
    EditedConcept leadingTo(Set<String> known) {
        var leading = new TreeMap<String, List<String>>();
        implies.forEach((there, notations) -> leading.put(
                there,
                notations.stream()
                        .filter(one -> known.contains(there + "/" + one))
                        .toList()));
        return new EditedConcept(
                scheme,
                notation,
                labels,
                otherLabels,
                definition,
                broader != null && known.contains(scheme + "/" + broader) ? broader : null,
                leading,
                matches,
                source,
                replacedBy != null && known.contains(scheme + "/" + replacedBy) ? replacedBy : null);
    }

    /** The same at the top of its scheme. */
    EditedConcept atTheTop() {
        return new EditedConcept(
                scheme, notation, labels, otherLabels, definition, null, implies, matches, source, replacedBy);
    }

    Node subject() {
        return concept(notation);
    }

    private Node concept(String other) {
        return ours(scheme + "/" + other);
    }

    private static Node ours(String path) {
        return NodeFactory.createURI(Vocabulary.PLACEHOLDER + "def/" + path);
    }

    /** All that is said of the concept now, where {@code shipped} was said of it before; nothing for a new one. */
    List<Triple> over(List<Triple> shipped) {
        var said = new LinkedHashSet<Triple>();
        if (shipped.isEmpty()) {
            said.add(triple(Terms.TYPE, SKOS.Concept.asNode()));
            said.add(triple(Terms.NOTATION, NodeFactory.createLiteralString(notation)));
            said.add(triple(Terms.IN_SCHEME, ours(scheme)));
        }
        for (var triple : shipped) {
            if (!isReplaced(triple)) {
                said.add(triple);
            } else if (triple.getPredicate().equals(Terms.PREF_LABEL)) {
                retire(triple.getObject(), said);
            }
        }
        if (broader != null) {
            said.add(triple(Terms.BROADER, concept(broader)));
        } else if (shipped.isEmpty()) {
            said.add(triple(Terms.TOP_CONCEPT_OF, ours(scheme)));
        }
        texts(Terms.PREF_LABEL, labels, said);
        otherLabels.forEach((language, words) ->
                words.forEach(word -> said.add(triple(Terms.ALT_LABEL, literal(word, language)))));
        texts(Terms.DEFINITION, definition, said);
        implies.forEach((there, notations) ->
                notations.forEach(one -> said.add(triple(implied(there), ours(there + "/" + one)))));
        matches.forEach((relation, iris) -> iris.forEach(
                iri -> said.add(triple(NodeFactory.createURI(SKOS.getURI() + relation), NodeFactory.createURI(iri)))));
        if (source != null) {
            said.add(triple(Terms.SOURCE, NodeFactory.createLiteralString(source)));
        }
        if (replacedBy != null) {
            said.add(triple(Terms.REPLACED_BY, concept(replacedBy)));
            said.add(triple(Terms.DEPRECATED, NodeFactory.createLiteralDT("true", XSDDatatype.XSDboolean)));
        }
        return new ArrayList<>(said);
    }

    /** Providers go on calling it by its former name. */
    private void retire(Node label, Set<Triple> said) {
        if (!label.getLiteralLexicalForm().equals(labels.get(label.getLiteralLanguage()))) {
            said.add(triple(Terms.ALT_LABEL, label));
        }
    }

    private static Node implied(String scheme) {
        var property = IMPLIED.get(scheme);
        if (property == null) {
            throw new IllegalArgumentException("a concept brings along no " + scheme);
        }
        return property;
    }

    private boolean isReplaced(Triple triple) {
        var property = triple.getPredicate();
        if (property.equals(Terms.PREF_LABEL)) {
            return labels.containsKey(triple.getObject().getLiteralLanguage());
        }
        if (property.equals(Terms.DEFINITION)) {
            return definition.containsKey(triple.getObject().getLiteralLanguage());
        }
        if (property.equals(Terms.BROADER) || property.equals(Terms.TOP_CONCEPT_OF)) {
            return broader != null;
        }
        return (property.equals(Terms.SOURCE) && source != null)
                || implies.keySet().stream().anyMatch(there -> implied(there).equals(property));
    }

    private void texts(Node property, Map<String, String> texts, Set<Triple> out) {
        texts.forEach((language, text) -> out.add(triple(property, literal(text, language))));
    }

    private static Node literal(String text, String language) {
        return NodeFactory.createLiteralLang(text, language);
    }

    private Triple triple(Node property, Node object) {
        return Triple.create(subject(), property, object);
    }
}
