package de.hilfenetz.graph;

import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.validation.ReportEntry;
import org.apache.jena.shacl.vocabulary.SHACL;

/**
 * SHACL shapes of {@code vocab/}, with what they say to people: every shape of ours has a German and an English sentence.
 * Immutable and thread-safe.
 */
public final class ShapeFile {

    private final Shapes shapes;

    private ShapeFile(Shapes shapes) {
        this.shapes = shapes;
    }

    /**
     * Reads {@code vocab/{name}.shapes.ttl} from the class path.
     *
     * @param base takes the place of the placeholder in the file
     */
    public static ShapeFile load(String name, URI base) {
        var path = "/vocab/" + name + ".shapes.ttl";
        try (var stream = ShapeFile.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + path);
            }
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(Vocabulary.PLACEHOLDER, base.toString());
            return new ShapeFile(
                    Shapes.parse(RDFParser.fromString(text, Lang.TURTLE).toGraph()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One breach of one shape.
     *
     * @param focus what breaks it
     */
    public record Breach(Node focus, String german, String english) {}

    /** All breaches in {@code graph}, in the validator's order; empty where it conforms. */
    public List<Breach> check(Graph graph) {
        var validator = ShaclValidator.get();
        // Nearly all conform, and the report costs a fifth of the check.
        return validator.conforms(shapes, graph)
                ? List.of()
                : validator.validate(shapes, graph).getEntries().stream()
                        .map(this::breach)
                        .toList();
    }

    private Breach breach(ReportEntry entry) {
        return new Breach(entry.focusNode(), message(entry, "de"), message(entry, "en"));
    }

    private String message(ReportEntry entry, String language) {
        for (var found = shapes.getGraph().find(entry.source(), SHACL.message, Node.ANY); found.hasNext(); ) {
            var text = found.next().getObject();
            if (text.getLiteralLanguage().equals(language)) {
                return text.getLiteralLexicalForm();
            }
        }
        return entry.message();
    }
}
