package de.hilfenetz.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Names and descriptions of one release by their words, in memory: German stems, ä like a and ae, and a word is found inside a
 * longer one ("Beratung" in "Schuldnerberatung"). Made of the graph it belongs to, so that what is gone there is not found
 * here. Safe for use by several threads.
 */
final class TextIndex {

    private static final List<String> SEARCHED = List.of(
            "https://schema.org/name",
            "https://schema.org/alternateName",
            "https://schema.org/description",
            "http://www.w3.org/2004/02/skos/core#prefLabel",
            "http://www.w3.org/2004/02/skos/core#altLabel",
            "http://www.w3.org/2000/01/rdf-schema#label");

    private static final String THING = "thing";
    private static final String ALL = "all";
    private static final float WHOLE_WORD = 4;
    private static final int WORDS = 8;
    private static final int SHORTEST_PART = 3;

    private final IndexSearcher searcher;

    private TextIndex(Graph graph) throws IOException {
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(GermanStems.ANALYZER))) {
            for (var thing : things(graph)) {
                writer.addDocument(document(graph, thing));
            }
            writer.forceMerge(1);
        }
        searcher = new IndexSearcher(DirectoryReader.open(directory));
        searcher.setQueryCache(null); // one query, one search
    }

    /** The index of what {@code graph} says. */
    static TextIndex of(Graph graph) {
        try {
            return new TextIndex(graph);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is all in memory
        }
    }

    private static Set<Node> things(Graph graph) {
        var things = new LinkedHashSet<Node>();
        for (var property : SEARCHED) {
            graph.find(Node.ANY, NodeFactory.createURI(property), Node.ANY).forEachRemaining(triple -> {
                if (triple.getSubject().isURI() && triple.getObject().isLiteral()) {
                    things.add(triple.getSubject());
                }
            });
        }
        return things;
    }

    private static Document document(Graph graph, Node thing) {
        var document = new Document();
        document.add(new StringField(THING, thing.getURI(), Field.Store.YES));
        for (var property : SEARCHED) {
            graph.find(thing, NodeFactory.createURI(property), Node.ANY).forEachRemaining(triple -> {
                if (triple.getObject().isLiteral()) {
                    var text = triple.getObject().getLiteralLexicalForm();
                    document.add(new TextField(property, text, Field.Store.NO));
                    document.add(new TextField(ALL, text, Field.Store.NO));
                }
            });
        }
        return document;
    }

    /** The properties that are searched, by IRI. */
    static List<String> properties() {
        return SEARCHED;
    }

    /**
     * What has all words of {@code text}, the best first, with how well it fits.
     *
     * @param property one of {@link #properties}; null for all
     * @param most at most so many
     */
    Map<Node, Float> find(String text, @org.jspecify.annotations.Nullable String property, int most) {
        try {
            var query = query(property == null ? ALL : property, text);
            var found = new LinkedHashMap<Node, Float>();
            var hits = searcher.search(
                    query, Math.max(1, Math.min(most, searcher.getIndexReader().maxDoc())));
            var stored = searcher.storedFields();
            for (var hit : hits.scoreDocs) {
                found.put(NodeFactory.createURI(stored.document(hit.doc).get(THING)), hit.score);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Query query(String field, String text) {
        var all = new BooleanQuery.Builder();
        for (var word : GermanStems.of(text).stream().limit(WORDS).toList()) {
            var one = new BooleanQuery.Builder();
            one.add(new BoostQuery(new TermQuery(new Term(field, word)), WHOLE_WORD), Occur.SHOULD);
            if (word.length() >= SHORTEST_PART) {
                one.add(new ConstantScoreQuery(new WildcardQuery(new Term(field, "*" + word + "*"))), Occur.SHOULD);
            }
            all.add(one.build(), Occur.MUST);
        }
        return all.build();
    }
}
