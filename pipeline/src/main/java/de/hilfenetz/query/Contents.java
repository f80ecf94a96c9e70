package de.hilfenetz.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.jspecify.annotations.Nullable;

/**
 * What there is in the graph of a release, counted once when it is loaded: for the order of joins, for the estimate of a
 * query's cost, and for whoever asks what can be asked.
 *
 * @param triples in the default graph
 * @param properties how often each is used, by IRI
 * @param classes by IRI
 */
public record Contents(long triples, SortedMap<String, Long> properties, SortedMap<String, Members> classes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing is known. */
    public static final Contents NONE = new Contents(0, new TreeMap<>(), new TreeMap<>());

    /**
     * The things of one class.
     *
     * @param example one of them
     * @param properties on how many of them each property is used, by IRI
     */
    public record Members(long count, String example, SortedMap<String, Long> properties) {}

    /** Counts what is in {@code graph}, which gives the triples of one subject together. */
    public static Contents of(Graph graph) {
        var counting = new Counting();
        graph.find().forEachRemaining(counting::add);
        counting.end();
        return new Contents(counting.triples, counting.properties, counting.classes);
    }

    private static final class Counting {

        private final SortedMap<String, Long> properties = new TreeMap<>();
        private final SortedMap<String, Members> classes = new TreeMap<>();
        private final Set<String> used = new HashSet<>();
        private final Set<String> types = new HashSet<>();
        private @Nullable Node subject;
        private long triples;

        private void add(Triple triple) {
            if (!triple.getSubject().equals(subject)) {
                end();
                subject = triple.getSubject();
            }
            var property = triple.getPredicate().getURI();
            properties.merge(property, 1L, Long::sum);
            used.add(property);
            if (triple.getPredicate().equals(RDF.type.asNode())
                    && triple.getObject().isURI()) {
                types.add(triple.getObject().getURI());
            }
            triples++;
        }

        /** All is known of one subject. */
        private void end() {
            for (var type : types) {
                var name = String.valueOf(subject);
                var before = classes.getOrDefault(type, new Members(0, name, new TreeMap<>()));
                used.forEach(property -> before.properties().merge(property, 1L, Long::sum));
                // The least, so that the same graph gives the same example.
                var example = before.example().compareTo(name) < 0 ? before.example() : name;
                classes.put(type, new Members(before.count() + 1, example, before.properties()));
            }
            types.clear();
            used.clear();
        }
    }

    byte[] write() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Contents read(byte[] json) throws IOException {
        return JSON.readValue(json, Contents.class);
    }
}
