package de.hilfenetz.graph;

import de.hilfenetz.graph.Terms.Dcat;
import de.hilfenetz.record.Entry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.mem.GraphMemFast;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphMapLink;

/**
 * The graph of one release in memory, as its sealed files say it: the default graph holds exactly the triples of its RDF files;
 * {@code {base}graph/vokabular} those of the vocabulary alone; {@code {base}graph/herkunft} the release's name and which line
 * of which delivery each record came from. Never changed once it is made: any number of threads may read. A million triples
 * take about 220 MB.
 */
public final class ReleaseGraph {

    private static final String PROV = "http://www.w3.org/ns/prov#";

    private final String release;
    private final Graph published = new GraphMemFast();
    private final Graph vocabulary = new GraphMemFast();
    private final Graph provenance = new GraphMemFast();
    private final DatasetGraph dataset = new DatasetGraphMapLink(published);
    private final String originPlace;

    private ReleaseGraph(URI base, String release) {
        this.release = release;
        originPlace = base + "def/originPlace";
        dataset.addGraph(NodeFactory.createURI(base + VOCABULARY), vocabulary);
        dataset.addGraph(NodeFactory.createURI(base + PROVENANCE), provenance);
        provenance.add(
                NodeFactory.createURI(base + "id/datensatz/angebote"),
                Dcat.version,
                NodeFactory.createLiteralString(release));
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
        var graph = new ReleaseGraph(base, release);
        graph.read(everything, Lang.NTRIPLES, graph.adding());
        graph.read(vocabulary, Lang.TURTLE, new Sink(graph.vocabulary));
        return graph;
    }

    /** The graph that a release of these records would have. */
    public static ReleaseGraph of(Crosswalk crosswalk, String release, Iterable<? extends Entry> records) {
        var graph = new ReleaseGraph(crosswalk.base(), release);
        var all = graph.adding();
        crosswalk.describeVocabulary(triple -> {
            all.triple(triple);
            graph.vocabulary.add(triple);
        });
        records.forEach(entry -> crosswalk.describe(entry, all::triple));
        return graph;
    }

    private void read(Path file, Lang lang, StreamRDF into) throws IOException {
        try (var bytes = open(file)) {
            RDFParser.source(bytes)
                    .lang(lang)
                    .checking(false)
                    .errorHandler(ErrorHandlerFactory.errorHandlerStrict)
                    .parse(into);
        } catch (RuntimeException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        var bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private StreamRDF adding() {
        return new StreamRDFBase() {
            @Override
            public void triple(Triple triple) {
                published.add(triple);
                var predicate = triple.getPredicate().getURI();
                if (predicate.startsWith(PROV) || predicate.equals(originPlace)) {
                    provenance.add(triple);
                }
            }
        };
    }

    private static final class Sink extends StreamRDFBase {
        private final Graph graph;

        private Sink(Graph graph) {
            this.graph = graph;
        }

        @Override
        public void triple(Triple triple) {
            graph.add(triple);
        }
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
