package de.hilfenetz.vocabulary;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDFBase;

/** The triples of one file of {@code vocab/}, in its order and by subject. */
final class TurtleFile {

    private final byte[] bytes;
    private final List<Triple> triples = new ArrayList<>();
    private final Map<Node, List<Triple>> bySubject = new LinkedHashMap<>();

    private TurtleFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads {@code vocab/{name}.ttl} from the class path; what is not plain, valid Turtle is a defect of the build. */
    static TurtleFile read(String name) {
        var path = "/vocab/" + name + ".ttl";
        var file = new TurtleFile(bytes(path));
        try {
            RDFParser.create()
                    .source(new ByteArrayInputStream(file.bytes))
                    .lang(Lang.TURTLE)
                    .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
                    .parse(new StreamRDFBase() {
                        @Override
                        public void triple(Triple triple) {
                            file.add(triple);
                        }
                    });
        } catch (RiotException e) {
            throw new IllegalStateException(path + " is not valid Turtle: " + e.getMessage(), e);
        }
        return file;
    }

    private static byte[] bytes(String path) {
        try (InputStream in = TurtleFile.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, with what editors say over it. */
    TurtleFile with(List<EditedConcept> concepts) {
        var edited = new LinkedHashMap<>(bySubject);
        for (var concept : concepts) {
            edited.put(concept.subject(), concept.over(edited.getOrDefault(concept.subject(), List.of())));
        }
        var file = new TurtleFile(bytes);
        edited.values().forEach(said -> said.forEach(file::add));
        return file;
    }

    private void add(Triple triple) {
        triples.add(triple);
        bySubject
                .computeIfAbsent(triple.getSubject(), subject -> new ArrayList<>())
                .add(triple);
    }

    byte[] bytes() {
        return bytes;
    }

    List<Triple> triples() {
        return triples;
    }

    /** The subjects that are {@code skos:inScheme} of {@code scheme}, in the order of the file. */
    List<Node> conceptsOf(String scheme) {
        return bySubject.keySet().stream()
                .filter(subject -> objects(subject, Terms.IN_SCHEME).stream()
                        .anyMatch(object -> object.isURI() && object.getURI().equals(scheme)))
                .toList();
    }

    /** The subjects with {@code type}, in the order of the file. */
    List<Node> subjectsOf(Node type) {
        return bySubject.keySet().stream()
                .filter(subject -> objects(subject, Terms.TYPE).contains(type))
                .toList();
    }

    /** The objects of {@code property}, in the order of the file. */
    List<Node> objects(Node subject, Node property) {
        return bySubject.getOrDefault(subject, List.of()).stream()
                .filter(triple -> triple.getPredicate().equals(property))
                .map(Triple::getObject)
                .toList();
    }

    /** The texts of {@code property}, in the order of the file. */
    List<String> texts(Node subject, Node property) {
        return objects(subject, property).stream()
                .map(Node::getLiteralLexicalForm)
                .toList();
    }

    /** The texts of {@code property} by language. */
    SortedMap<String, String> textsByLanguage(Node subject, Node property) {
        var texts = new TreeMap<String, String>();
        for (var object : objects(subject, property)) {
            texts.put(object.getLiteralLanguage(), object.getLiteralLexicalForm());
        }
        return texts;
    }

    /** The only text of {@code property}. */
    String text(Node subject, Node property) {
        var texts = texts(subject, property);
        if (texts.size() != 1) {
            throw new IllegalStateException(
                    "%s has %d values of %s, one is expected".formatted(subject, texts.size(), property));
        }
        return texts.getFirst();
    }

    /** The last path segments of the IRIs that {@code property} names. */
    List<String> notations(Node subject, Node property) {
        return objects(subject, property).stream()
                .map(object -> object.getURI().substring(object.getURI().lastIndexOf('/') + 1))
                .toList();
    }

    /** The first of {@link #notations}. */
    Optional<String> findNotation(Node subject, Node property) {
        return notations(subject, property).stream().findFirst();
    }
}
