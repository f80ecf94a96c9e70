package de.hilfenetz.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.hilfenetz.record.Entry;
import de.hilfenetz.store.SortedGraph;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.mem.GraphMemFast;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphMapLink;

/**
 * The graph of one release in memory, as its sealed files say it: the default graph holds exactly the triples of its RDF files;
 * {@code {base}graph/vokabular} those of the vocabulary alone; {@code {base}graph/herkunft} the release's name and which line
 * of which delivery each record came from. Never changed once it is made: any number of threads may read.
 */
public final class ReleaseGraph {

    private final URI base;
    private final String release;
    private final SortedGraph published;
    private final Graph vocabulary;
    private final DatasetGraph dataset;

    private ReleaseGraph(URI base, String release, SortedGraph published, Graph vocabulary) {
        this.base = base;
        this.release = release;
        this.published = published;
        this.vocabulary = vocabulary;
        dataset = new DatasetGraphMapLink(published);
        dataset.addGraph(NodeFactory.createURI(base + VOCABULARY), vocabulary);
        dataset.addGraph(NodeFactory.createURI(base + PROVENANCE), new Provenance(base, release, published));
    }

    /** The name of the graph of the vocabulary, below the base IRI. */
    public static final String VOCABULARY = "graph/vokabular";

    /** The name of the graph of the provenance, below the base IRI. */
    public static final String PROVENANCE = "graph/herkunft";

    /**
     * Reads the two files of a release that hold its graph, packed as they lie there.
     *
     * @param everything N-Triples of all that is public
     * @param vocabulary Turtle of the vocabulary
     * @throws IOException also when a file is damaged
     */
    public static ReleaseGraph read(URI base, String release, Path everything, Path vocabulary) throws IOException {
        var all = new SortedGraph.Builder();
        read(everything, Lang.NTRIPLES, all::add);
        var words = new GraphMemFast();
        read(vocabulary, Lang.TURTLE, words::add);
        return new ReleaseGraph(base, release, all.build(), words);
    }

    /** The graph that a release of these records would have. */
    public static ReleaseGraph of(Crosswalk crosswalk, String release, Iterable<? extends Entry> records) {
        var all = new SortedGraph.Builder();
        var words = new GraphMemFast();
        crosswalk.describeVocabulary(triple -> {
            all.add(triple);
            words.add(triple);
        });
        records.forEach(entry -> crosswalk.describe(entry, all::add));
        return new ReleaseGraph(crosswalk.base(), release, all.build(), words);
    }

    /**
     * The graph of another release of the same vocabulary, which differs from this one's by so much. It is the same as if it had
     * been read from that release's files, for less.
     *
     * @param gone what is in it once less
     * @param come what is in it once more
     */
    public ReleaseGraph with(String otherRelease, List<Triple> gone, List<Triple> come) {
        return new ReleaseGraph(base, otherRelease, published.with(gone, come), vocabulary);
    }

    /** Reads some N-Triples. */
    public static List<Triple> triples(String some) throws IOException {
        var triples = new ArrayList<Triple>();
        read(new ByteArrayInputStream(some.getBytes(UTF_8)), Lang.NTRIPLES, triples::add, "what changed");
        return triples;
    }

    private static void read(Path file, Lang lang, Consumer<Triple> into) throws IOException {
        try (var bytes = open(file)) {
            read(bytes, lang, into, file.toString());
        }
    }

    private static void read(InputStream bytes, Lang lang, Consumer<Triple> into, String name) throws IOException {
        try {
            RDFParser.source(bytes)
                    .lang(lang)
                    .checking(false)
                    .errorHandler(ErrorHandlerFactory.errorHandlerStrict)
                    .parse(new StreamRDFBase() {
                        @Override
                        public void triple(Triple triple) {
                            into.accept(triple);
                        }
                    });
        } catch (RuntimeException e) {
            throw new IOException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        var bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    /** The release it is of. */
    public String release() {
        return release;
    }

    /** The default graph. */
    public Graph published() {
        return published;
    }

    /** All three graphs. */
    public DatasetGraph dataset() {
        return dataset;
    }

    /** What is said of {@code iri} and of its fragments that are reached from it; empty where nothing is. */
    public List<Triple> describe(String iri) {
        var triples = new ArrayList<Triple>();
        collect(NodeFactory.createURI(iri), iri + "#", triples, new HashSet<>());
        return triples;
    }

    private void collect(Node node, String fragments, List<Triple> triples, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        var parts = new ArrayList<Node>();
        published.find(node, Node.ANY, Node.ANY).forEachRemaining(triple -> {
            triples.add(triple);
            if (triple.getObject().isURI() && triple.getObject().getURI().startsWith(fragments)) {
                parts.add(triple.getObject());
            }
        });
        parts.forEach(part -> collect(part, fragments, triples, seen));
    }
}
