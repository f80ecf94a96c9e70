package de.hilfenetz.graph;

import de.hilfenetz.record.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/**
 * Holds a whole release against the shapes of {@code vocab/}: each record alone, and what they say of each other. It takes
 * seconds and belongs into quiet hours.
 */
public final class ReleaseShapes {

    private final Crosswalk crosswalk;
    private final List<ShapeFile> shapes;

    public ReleaseShapes(Crosswalk crosswalk) {
        this.crosswalk = crosswalk;
        shapes = Stream.of("record", "release")
                .map(name -> ShapeFile.load(name, crosswalk.base()))
                .toList();
    }

    /**
     * One breach, for people.
     *
     * @param record in words: {@code Angebot „Schuldnerberatung Bilk“}
     * @param iri of the record, or of what else breaks the shape
     * @param german what is not as it should be, a sentence
     */
    public record Breach(String record, String iri, String german) {

        @Override
        public String toString() {
            return record + ": " + german + " <" + iri + ">";
        }
    }

    /** All breaches in a release. */
    public List<Breach> check(ReleaseGraph release) {
        var graph = release.published();
        var breaches = new ArrayList<Breach>();
        for (var file : shapes) {
            for (var breach : file.check(graph)) {
                var record = record(breach.focus());
                breaches.add(new Breach(words(record, graph), record.toString(), breach.german()));
            }
        }
        return breaches;
    }

    /** The record that a fragment belongs to. */
    private static Node record(Node focus) {
        if (!focus.isURI() || focus.getURI().indexOf('#') < 0) {
            return focus;
        }
        return NodeFactory.createURI(focus.getURI().substring(0, focus.getURI().indexOf('#')));
    }

    private String words(Node record, Graph graph) {
        return kind(record) + " „" + name(record, graph) + "“";
    }

    private String kind(Node record) {
        for (var kind : Kind.PUBLISHED) {
            if (record.toString().startsWith(crosswalk.base() + "id/" + kind.path() + "/")) {
                return switch (kind) {
                    case SERVICE -> "Angebot";
                    case ORGANIZATION -> "Träger";
                    case LOCATION -> "Ort";
                    case EDITORIAL -> "Eintrag";
                };
            }
        }
        return "Eintrag";
    }

    private static String name(Node record, Graph graph) {
        var name = record.toString();
        for (var property : List.of(Terms.Skos.prefLabel, Terms.Dct.title)) {
            for (var found = graph.find(record, property, Node.ANY); found.hasNext(); ) {
                var text = found.next().getObject();
                if (text.isLiteral()
                        && (name.equals(record.toString())
                                || text.getLiteralLanguage().equals("de"))) {
                    name = text.getLiteralLexicalForm();
                }
            }
        }
        return name;
    }
}
