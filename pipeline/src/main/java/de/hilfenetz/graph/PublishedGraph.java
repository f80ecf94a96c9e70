package de.hilfenetz.graph;

import de.hilfenetz.graph.Terms.Dcat;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.system.Txn;

/**
 * The graph that is asked, in memory: the default graph holds exactly the triples of the release's RDF files, the named graph
 * {@code {base}graph/stand} one triple that names the release. One writer at a time; a reader keeps the state it began with
 * while the next one is written, so that release and answer always belong together. Right up to about a million triples: in
 * the order of one kilobyte of heap for four triples.
 */
public final class PublishedGraph {

    private final Crosswalk crosswalk;
    private final DatasetGraph dataset = DatasetGraphFactory.createTxnMem();
    private final Node state;
    private final Node subject;

    public PublishedGraph(Crosswalk crosswalk) {
        this.crosswalk = crosswalk;
        state = NodeFactory.createURI(crosswalk.base() + "graph/stand");
        subject = NodeFactory.createURI(crosswalk.base() + "id/datensatz/angebote");
    }

    /** A record to take away. */
    public record Removed(Kind kind, UUID id) {}

    /**
     * Replaces everything by the vocabulary and the records that {@code entries} hands over; readers see the old state until
     * all is there. When {@code entries} throws, the old state stays.
     */
    public void load(String release, Consumer<Consumer<Entry>> entries) {
        Txn.executeWrite(dataset, () -> {
            dataset.clear();
            crosswalk.describeVocabulary(this::add);
            entries.accept(entry -> crosswalk.describe(entry, this::add));
            name(release);
        });
    }

    /** Brings the graph from one release to the next: each record of {@code put} takes the place of its older self. */
    public void apply(String release, Iterable<Entry> put, Iterable<Removed> removed) {
        Txn.executeWrite(dataset, () -> {
            for (var gone : removed) {
                owned(record(gone.kind(), gone.id())).forEach(this::delete);
            }
            put.forEach(this::replace);
            name(release);
        });
    }

    /**
     * Reads one consistent state, on the calling thread. {@code question} must not keep the dataset or iterators over it.
     */
    public <T> T read(Function<Snapshot, T> question) {
        return Txn.calculateRead(dataset, () -> question.apply(new Snapshot()));
    }

    /** One state of the graph, valid during {@link #read}. */
    public final class Snapshot {

        private Snapshot() {}

        /** The release it is made of; empty before the first. */
        public String release() {
            var found = dataset.find(state, subject, Dcat.version, Node.ANY);
            return found.hasNext() ? found.next().getObject().getLiteralLexicalForm() : "";
        }

        /** How many triples the default graph holds. */
        public long size() {
            var count = 0L;
            for (var all = dataset.find(Quad.defaultGraphIRI, Node.ANY, Node.ANY, Node.ANY);
                    all.hasNext();
                    all.next()) {
                count++;
            }
            return count;
        }

        /** What is said of {@code iri} and its fragments; empty where nothing is. */
        public List<Triple> describe(String iri) {
            return owned(NodeFactory.createURI(iri));
        }

        DatasetGraph dataset() {
            return dataset;
        }
    }

    private void replace(Entry entry) {
        var before = owned(record(entry.kind(), entry.id()));
        var after = new HashSet<Triple>();
        crosswalk.describe(entry, after::add);
        for (var triple : before) {
            if (!after.remove(triple)) {
                delete(triple);
            }
        }
        after.forEach(this::add);
    }

    /** The triples of a record: those of its IRI and of the fragments reached from it. */
    private List<Triple> owned(Node record) {
        var triples = new ArrayList<Triple>();
        collect(record, record.getURI() + "#", triples, new HashSet<>());
        return triples;
    }

    private void collect(Node node, String fragments, List<Triple> triples, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        var parts = new ArrayList<Node>();
        dataset.find(Quad.defaultGraphIRI, node, Node.ANY, Node.ANY).forEachRemaining(quad -> {
            triples.add(quad.asTriple());
            if (quad.getObject().isURI() && quad.getObject().getURI().startsWith(fragments)) {
                parts.add(quad.getObject());
            }
        });
        parts.forEach(part -> collect(part, fragments, triples, seen));
    }

    private Node record(Kind kind, UUID id) {
        return NodeFactory.createURI(crosswalk.iri(kind, id));
    }

    private void name(String release) {
        dataset.deleteAny(state, Node.ANY, Node.ANY, Node.ANY);
        dataset.add(state, subject, Dcat.version, NodeFactory.createLiteralString(release));
    }

    private void add(Triple triple) {
        dataset.add(Quad.defaultGraphIRI, triple.getSubject(), triple.getPredicate(), triple.getObject());
    }

    private void delete(Triple triple) {
        dataset.delete(Quad.defaultGraphIRI, triple.getSubject(), triple.getPredicate(), triple.getObject());
    }
}
