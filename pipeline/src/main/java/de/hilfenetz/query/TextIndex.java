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
import org.apache.lucene.document.SortedDocValuesField;
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
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;

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

    /** The best first; of equally good ones always the same. */
    private static final Sort ORDER = new Sort(SortField.FIELD_SCORE, new SortField(THING, SortField.Type.STRING));

    private final Directory directory;
    private final IndexSearcher searcher;

    private TextIndex(Directory directory) throws IOException {
        this.directory = directory;
        searcher = new IndexSearcher(DirectoryReader.open(directory));
        searcher.setQueryCache(null); // one query, one search
    }

    private interface Writing {
        void write(IndexWriter writer) throws IOException;
    }

    private static TextIndex write(Directory directory, Writing writing) {
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(GermanStems.ANALYZER))) {
            writing.write(writer);
            writer.forceMerge(1); // what is deleted would count for how rare a word is
            writer.commit();
            return new TextIndex(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is all in memory
        }
    }

    /** The index of what {@code graph} says. */
    static TextIndex of(Graph graph) {
        return write(new ByteBuffersDirectory(), writer -> {
            for (var thing : things(graph)) {
                writer.addDocument(document(graph, thing));
            }
        });
    }

    /**
     * The index of what {@code graph} says, made of this one, which must not be used any more.
     *
     * @param changed of what something else may be said than before
     */
    TextIndex with(Graph graph, Set<Node> changed) {
        return write(directory, writer -> {
            for (var thing : changed) {
                if (!thing.isURI()) {
                    continue;
                }
                var name = new Term(THING, thing.getURI());
                var document = document(graph, thing);
                if (document.getField(ALL) == null) {
                    writer.deleteDocuments(name);
                } else {
                    writer.updateDocument(name, document);
                }
            }
        });
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
        document.add(new SortedDocValuesField(THING, new BytesRef(thing.getURI())));
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
                    query, Math.max(1, Math.min(most, searcher.getIndexReader().maxDoc())), ORDER, true);
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
