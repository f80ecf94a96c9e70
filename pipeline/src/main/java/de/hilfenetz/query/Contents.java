package de.hilfenetz.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;

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

    /** Counts what is in {@code graph}. */
    public static Contents of(Graph graph) {
        var classes = new TreeMap<String, Members>();
        var classesOf = new HashMap<Node, List<String>>();
        var counts = new HashMap<String, Long>();
        var examples = new HashMap<String, String>();
        graph.find(Node.ANY, RDF.type.asNode(), Node.ANY).forEachRemaining(triple -> {
            if (triple.getObject().isURI()) {
                var type = triple.getObject().getURI();
                classesOf
                        .computeIfAbsent(triple.getSubject(), s -> new ArrayList<>(2))
                        .add(type);
                counts.merge(type, 1L, Long::sum);
                // The least, so that the same graph gives the same example.
                examples.merge(
                        type, triple.getSubject().toString(), (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        });
        counts.forEach((type, count) ->
                classes.put(type, new Members(count, String.valueOf(examples.get(type)), new TreeMap<>())));
        var properties = new TreeMap<String, Long>();
        var last = new HashMap<String, Node>();
        var all = 0L;
        for (var triples = graph.find(); triples.hasNext(); ) {
            var triple = triples.next();
            var property = triple.getPredicate().getURI();
            all++;
            properties.merge(property, 1L, Long::sum);
            for (var type : classesOf.getOrDefault(triple.getSubject(), List.of())) {
                // Several values of one thing lie side by side, so that looking at the last one is enough.
                if (!triple.getSubject().equals(last.put(type + " " + property, triple.getSubject()))) {
                    members(classes, type).properties().merge(property, 1L, Long::sum);
                }
            }
        }
        return new Contents(all, properties, classes);
    }

    private static Members members(Map<String, Members> classes, String type) {
        var members = classes.get(type);
        if (members == null) {
            throw new IllegalStateException("counted no " + type);
        }
        return members;
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
