package de.hilfenetz.graph;

import de.hilfenetz.graph.Terms.Cv;
import de.hilfenetz.graph.Terms.Eu;
import de.hilfenetz.graph.Terms.Skos;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;

/** What {@code vocab/} says of concepts besides their words: which life situations are events, to which EU theme topics belong. */
final class Alignments {

    private static final String BASE = Vocabulary.PLACEHOLDER;
    private static final String SITUATION = BASE + "def/lebenslage/";
    private static final String TOPIC = BASE + "def/thema/";

    private final Vocabulary vocabulary;
    private final Set<String> events = new HashSet<>();
    private final Map<String, Node> themes = new HashMap<>();

    Alignments(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        vocabulary.forEachTriple(URI.create(BASE), triple -> {
            var subject = triple.getSubject().getURI();
            if (triple.getObject().equals(Cv.LifeEvent)) {
                events.add(subject.substring(SITUATION.length()));
            } else if (triple.getPredicate().equals(Skos.broadMatch)
                    && triple.getObject().getURI().startsWith(Eu.THEMES)) {
                themes.put(subject.substring(TOPIC.length()), triple.getObject());
            }
        });
    }

    /** Whether something happens to people (the birth of a child), rather than that they live in a situation (care). */
    boolean isEvent(String lifeSituation) {
        return events.contains(lifeSituation);
    }

    /** The EU's themes of a service: society, and what its topics, or those above them, belong to besides. */
    Set<Node> themes(Collection<String> topics) {
        var all = new LinkedHashSet<Node>();
        all.add(Eu.SOCI);
        for (var topic : topics) {
            @Nullable String at = topic;
            while (at != null && !themes.containsKey(at)) {
                at = vocabulary.find("thema", at).map(Concept::broader).orElse(null);
            }
            if (at != null) {
                all.add(themes.get(at));
            }
        }
        return all;
    }
}
