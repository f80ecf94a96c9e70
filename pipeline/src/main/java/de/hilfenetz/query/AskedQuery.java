package de.hilfenetz.query;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.atlas.io.IndentedLineBuffer;
import org.apache.jena.atlas.web.AcceptList;
import org.apache.jena.query.Query;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.serializer.FormatterElement;
import org.apache.jena.sparql.serializer.SerializationContext;
import org.apache.jena.sparql.syntax.ElementGroup;
import org.apache.jena.sparql.syntax.ElementPathBlock;
import org.jspecify.annotations.Nullable;

/** A query that was read and may be asked. */
public final class AskedQuery {

    /** The words of {@code format=}, and other names that people and old clients give to our media types. */
    private static final Map<String, String> ROW_NAMES = new LinkedHashMap<>();

    private static final Map<String, String> GRAPH_NAMES = new LinkedHashMap<>();

    static {
        for (var format : RowFormat.values()) {
            ROW_NAMES.put(format.name().toLowerCase(Locale.ROOT), format.mediaType());
            ROW_NAMES.put(format.mediaType(), format.mediaType());
        }
        ROW_NAMES.put("application/json", RowFormat.JSON.mediaType());
        ROW_NAMES.put("application/xml", RowFormat.XML.mediaType());
        ROW_NAMES.put("text/xml", RowFormat.XML.mediaType());
        for (var format : GraphFormat.values()) {
            GRAPH_NAMES.put(format.extension(), format.mediaType());
            GRAPH_NAMES.put(format.mediaType(), format.mediaType());
        }
        GRAPH_NAMES.put("turtle", GraphFormat.TURTLE.mediaType());
        GRAPH_NAMES.put("json", GraphFormat.JSONLD.mediaType());
        GRAPH_NAMES.put("xml", GraphFormat.RDFXML.mediaType());
        GRAPH_NAMES.put("application/x-turtle", GraphFormat.TURTLE.mediaType());
        GRAPH_NAMES.put("text/plain", GraphFormat.NTRIPLES.mediaType());
        GRAPH_NAMES.put("application/json", GraphFormat.JSONLD.mediaType());
        GRAPH_NAMES.put("application/xml", GraphFormat.RDFXML.mediaType());
    }

    private final Query query;
    private final String text;
    private final List<Unused> unused;
    private final String normalised;

    private final boolean steady;

    AskedQuery(Query query, String text, List<Unused> unused, boolean steady) {
        this.steady = steady;
        this.query = query;
        this.text = text;
        this.unused = List.copyOf(unused);
        normalised = normalised(query);
    }

    private static String normalised(Query query) {
        var plain = query.cloneQuery();
        plain.getPrefixMapping().clearNsPrefixMap();
        return plain.serialize(Syntax.syntaxSPARQL_11);
    }

    /**
     * A property the release does not use.
     *
     * @param nearest the one that was likely meant; null where none is near
     */
    public record Unused(String property, @Nullable String nearest) {}

    /**
     * Reads {@code text}, if it may be asked.
     *
     * @param contents of the release that is asked
     * @throws SparqlProblem why not
     */
    public static AskedQuery read(String text, ShortNames names, Contents contents) throws SparqlProblem {
        return QueryGuard.read(text, names, contents);
    }

    /**
     * The same query over other graphs of ours, as the protocol's parameters name them (SPARQL 1.1 Protocol 2.1.4: they replace
     * FROM and FROM NAMED).
     *
     * @throws SparqlProblem.Refused for a graph that is none of ours
     */
    public AskedQuery over(List<String> defaultGraphs, List<String> namedGraphs, ShortNames names)
            throws SparqlProblem {
        if (defaultGraphs.isEmpty() && namedGraphs.isEmpty()) {
            return this;
        }
        return QueryGuard.deep(() -> {
            var other = query.cloneQuery();
            other.getGraphURIs().clear();
            other.getNamedGraphURIs().clear();
            defaultGraphs.forEach(other::addGraphURI);
            namedGraphs.forEach(other::addNamedGraphURI);
            QueryGuard.checkGraphs(other, names);
            return new AskedQuery(other, other.serialize(Syntax.syntaxSPARQL_11), unused, steady);
        });
    }

    Query query() {
        return query;
    }

    /**
     * One pattern more than the step before.
     *
     * @param pattern as SPARQL
     * @param ask whether there is anything that fits this pattern and all before it
     */
    public record Step(String pattern, String ask) {}

    /**
     * How the query gets narrower, pattern by pattern, leaving aside what is optional, one of several or filtered: for whoever
     * found nothing to see where it came to nothing.
     *
     * @param most more steps than this are left out
     */
    public List<Step> steps(int most) {
        var steps = new ArrayList<Step>();
        var patterns = new ElementPathBlock();
        if (query.getQueryPattern() instanceof ElementGroup group) {
            for (var element : group.getElements()) {
                if (element instanceof ElementPathBlock block) {
                    for (var pattern : block.getPattern()) {
                        patterns.addTriplePath(pattern);
                        steps.add(step(pattern, patterns));
                    }
                }
            }
        }
        return steps.stream().limit(most).toList();
    }

    private Step step(TriplePath pattern, ElementPathBlock all) {
        var one = new ElementPathBlock();
        one.addTriplePath(pattern);
        var ask = new Query();
        ask.setSyntax(Syntax.syntaxSPARQL_11);
        ask.setPrefixMapping(query.getPrefixMapping());
        ask.setQueryAskType();
        var text = new IndentedLineBuffer();
        FormatterElement.format(text, new SerializationContext(query.getPrefixMapping()), one);
        ask.setQueryPattern(all);
        return new Step(text.asString().strip().replaceAll("\\s+", " "), ask.serialize(Syntax.syntaxSPARQL_11));
    }

    /** As it was sent. */
    public String text() {
        return text;
    }

    /** Whether the answer is rows, or yes or no; else it is a graph. */
    public boolean givesRows() {
        return query.isSelectType() || query.isAskType();
    }

    /** Whether the answer is yes or no. */
    public boolean givesYesOrNo() {
        return query.isAskType();
    }

    /** The properties in it that the release does not use, so that those patterns find nothing. */
    public List<Unused> unused() {
        return unused;
    }

    /** Whether its answer stays the same as long as the release does: it asks for no time and throws no dice. */
    public boolean isSteady() {
        return steady;
    }

    /** The same for queries that differ in layout, comments and prefixes only. */
    public String normalised() {
        return normalised;
    }

    /**
     * The form of the answer.
     *
     * @param format a word like {@code csv}, or a media type; null leaves it to {@code accept}
     * @param accept an HTTP Accept header; null or what we cannot give leads to our own preference
     * @return empty where {@code format} is none of ours
     */
    public Optional<String> mediaType(@Nullable String format, @Nullable String accept) {
        var names = givesRows() ? ROW_NAMES : GRAPH_NAMES;
        if (format != null && !format.isBlank()) {
            return Optional.ofNullable(names.get(format.strip().toLowerCase(Locale.ROOT)));
        }
        var preferred = givesRows() ? RowFormat.JSON.mediaType() : GraphFormat.TURTLE.mediaType();
        if (accept == null || accept.isBlank()) {
            return Optional.of(preferred);
        }
        var offered = Stream.concat(
                        Stream.of(preferred), names.keySet().stream().filter(name -> name.contains("/")))
                .toArray(String[]::new);
        var match = AcceptList.match(new AcceptList(accept), AcceptList.create(offered));
        return Optional.of(match == null ? preferred : names.getOrDefault(match.getContentTypeStr(), preferred));
    }

    /** The words that {@code format=} knows for this query. */
    public List<String> formats() {
        var words = new ArrayList<String>();
        (givesRows() ? ROW_NAMES : GRAPH_NAMES)
                .keySet().stream().filter(name -> !name.contains("/")).forEach(words::add);
        return words;
    }
}
