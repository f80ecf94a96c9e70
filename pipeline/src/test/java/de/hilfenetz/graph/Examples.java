package de.hilfenetz.graph;

import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;

/** The full examples of the schemas, changed where a test wants it. */
public final class Examples {

    public static final URI BASE = URI.create("https://hilfenetz.example/");
    public static final Crosswalk CROSSWALK = new Crosswalk(BASE, Vocabulary.load());
    public static final ShortNames NAMES = ShortNames.load(BASE);

    private Examples() {}

    public static Service service(UnaryOperator<String> change) {
        return (Service) read("service", change);
    }

    public static Service service() {
        return service(UnaryOperator.identity());
    }

    public static Organization organization(UnaryOperator<String> change) {
        return (Organization) read("organization", change);
    }

    public static Organization organization() {
        return organization(UnaryOperator.identity());
    }

    public static Location location(UnaryOperator<String> change) {
        return (Location) read("location", change);
    }

    public static Location location() {
        return location(UnaryOperator.identity());
    }

    private static Entry read(String kind, UnaryOperator<String> change) {
        try {
            var json = Files.readString(Path.of("../schemas/examples", kind + ".json"));
            return CanonicalJson.read(change.apply(json).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Triple> describe(Entry entry) {
        var triples = new ArrayList<Triple>();
        CROSSWALK.describe(entry, triples::add);
        return triples;
    }

    public static Graph graph(Iterable<Triple> triples) {
        var graph = GraphFactory.createDefaultGraph();
        triples.forEach(graph::add);
        return graph;
    }

    public static String write(GraphFormat format, Iterable<Triple> triples) {
        try {
            var out = new ByteArrayOutputStream();
            format.write(triples, NAMES, out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
