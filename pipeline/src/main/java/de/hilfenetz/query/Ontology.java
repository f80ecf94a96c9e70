package de.hilfenetz.query;

import de.hilfenetz.graph.ShortNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.RDFS;
import org.jspecify.annotations.Nullable;

/** What the classes and properties of our data are called, what they mean, and what each thing of a class must say. */
public final class Ontology {

    private static final List<String> NAMES = List.of("/vocab/bezeichnungen.ttl", "/vocab/hilfenetz.ttl");
    private static final List<String> SHAPES = List.of("/vocab/record.shapes.ttl", "/vocab/release.shapes.ttl");
    private static final String PLACEHOLDER = "https://hilfenetz.invalid/";
    private static final String SH = "http://www.w3.org/ns/shacl#";

    private final String base;
    private final Graph terms;
    private final Graph shapes;

    /** Reads what is packed with the program; {@code names} say the base. */
    public Ontology(ShortNames names) {
        base = names.iri("hnv:").replaceFirst("def/$", "");
        terms = read(NAMES);
        shapes = read(SHAPES);
    }

    /**
     * What is demanded of a property of one class.
     *
     * @param least values of each thing; 0 where it may be missing
     * @param most values; null for any number
     * @param kind class or datatype of the values; null where nothing is said
     */
    public record Demand(
            int least, @Nullable Integer most, @Nullable String kind) {

        private Demand and(Demand other) {
            return new Demand(
                    Math.max(least, other.least), most == null ? other.most : most, kind == null ? other.kind : kind);
        }
    }

    private Graph read(List<String> files) {
        var graph = GraphFactory.createDefaultGraph();
        files.forEach(file -> RDFParser.fromString(text(file), Lang.TURTLE).parse(graph));
        return graph;
    }

    private String text(String file) {
        try (var stream = Ontology.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the class path lacks " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace(PLACEHOLDER, base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shapes of records as Turtle. */
    public String shapes() {
        return text(SHAPES.getFirst());
    }

    /** What a class or property is called; empty where nobody named it. */
    public Optional<String> label(String iri, String language) {
        return literal(iri, RDFS.Nodes.label, language);
    }

    /** Whether it is a class: in every vocabulary here those and only those begin with a capital letter. */
    public static boolean isClass(String iri) {
        return Character.isUpperCase(iri.charAt(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1));
    }

    /** What it means; empty where its own vocabulary says so better. */
    public Optional<String> comment(String iri, String language) {
        return literal(iri, RDFS.Nodes.comment, language);
    }

    private Optional<String> literal(String iri, Node property, String language) {
        return terms.stream(NodeFactory.createURI(iri), property, Node.ANY)
                .map(triple -> triple.getObject())
                .filter(text -> text.isLiteral() && text.getLiteralLanguage().equals(language))
                .map(Node::getLiteralLexicalForm)
                .findFirst();
    }

    /** The class or datatype of its values, where that is the same for all things. */
    public Optional<String> range(String property) {
        return object(terms, NodeFactory.createURI(property), RDFS.Nodes.range).map(Node::getURI);
    }

    /** What the shapes demand of each property of things of {@code type}, by the property's IRI. */
    public SortedMap<String, Demand> demands(String type) {
        var demands = new TreeMap<String, Demand>();
        shapes.stream(Node.ANY, shacl("targetClass"), NodeFactory.createURI(type))
                .flatMap(shape -> shapes.stream(shape.getSubject(), shacl("property"), Node.ANY))
                .map(property -> property.getObject())
                .forEach(property -> object(shapes, property, shacl("path"))
                        .filter(Node::isURI)
                        .ifPresent(path -> demands.merge(path.getURI(), demand(property), Demand::and)));
        return Collections.unmodifiableSortedMap(demands);
    }

    private Demand demand(Node property) {
        return new Demand(
                number(property, "minCount").orElse(0),
                number(property, "maxCount").orElse(null),
                object(shapes, property, shacl("class"))
                        .or(() -> object(shapes, property, shacl("datatype")))
                        .map(Node::getURI)
                        .orElse(null));
    }

    private Optional<Integer> number(Node property, String name) {
        return object(shapes, property, shacl(name))
                .map(Node::getLiteralLexicalForm)
                .map(Integer::valueOf);
    }

    private static Optional<Node> object(Graph graph, Node subject, Node predicate) {
        return graph.stream(subject, predicate, Node.ANY)
                .map(triple -> triple.getObject())
                .findFirst();
    }

    private static Node shacl(String name) {
        return NodeFactory.createURI(SH + name);
    }
}
