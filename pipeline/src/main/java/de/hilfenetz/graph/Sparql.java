package de.hilfenetz.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.jena.atlas.web.AcceptList;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryException;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.resultset.ResultsWriter;
import org.apache.jena.sparql.syntax.ElementGroup;
import org.apache.jena.sparql.util.Context;
import org.jspecify.annotations.Nullable;

/**
 * Answers SPARQL 1.1 queries over the published graph: SELECT, ASK, CONSTRUCT and DESCRIBE, nothing that writes, fetches or
 * runs code. DESCRIBE gives a record with its parts. The first megabyte is held back until the answer is complete or longer
 * than that, so that a query which fails or runs out of time has sent nothing.
 *
 * <p>Limits: the time limit is checked between steps of evaluation, so a single regular expression over a long text can
 * overrun it; memory is not bounded per query, so sorting and grouping of everything costs what it costs. How many queries
 * run at once is the caller's decision.
 */
public final class Sparql {

    private static final int HELD_BACK = 1 << 20;

    private final PublishedGraph graph;
    private final ShortNames names;
    private final Duration limit;
    private final int heldBack;
    private final Context context;

    /**
     * Answers over {@code graph}.
     *
     * @param limit after which a query is stopped; ten seconds serve people and machines well
     */
    public Sparql(PublishedGraph graph, ShortNames names, Duration limit) {
        this(graph, names, limit, HELD_BACK);
    }

    Sparql(PublishedGraph graph, ShortNames names, Duration limit, int heldBack) {
        this.heldBack = heldBack;
        this.graph = graph;
        this.names = names;
        this.limit = limit;
        context = ARQ.getContext().copy();
        // Beside the guard: two locks of the library, should it find a way to SERVICE that the guard does not see.
        context.set(ARQ.httpServiceAllowed, false);
    }

    /** Where an answer goes, once there is one. */
    @FunctionalInterface
    public interface Receiver {

        /**
         * Called once, before the first byte.
         *
         * @param mediaType of the answer
         * @param release the answer is made of
         */
        OutputStream begin(String mediaType, String release) throws IOException;
    }

    /**
     * Evaluates and writes the answer in the form {@code accept} prefers (rows: JSON unless another is named; graphs:
     * Turtle).
     *
     * @param accept an HTTP Accept header or a media type; null for the default
     * @throws SparqlProblem when there is no answer; nothing was sent unless it is {@link SparqlProblem.Broken}
     * @throws IOException from the receiver's stream
     */
    public void answer(String text, @Nullable String accept, Receiver receiver) throws SparqlProblem, IOException {
        var query = QueryGuard.read(text);
        var mediaType = mediaType(query, accept);
        try {
            var problem = graph.read(snapshot -> evaluate(query, mediaType, snapshot, receiver));
            if (problem != null) {
                throw problem;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Null when all went well: problems must leave the transaction the regular way. */
    private @Nullable SparqlProblem evaluate(
            Query query, String mediaType, PublishedGraph.Snapshot snapshot, Receiver receiver) {
        var out = new HeldBack(heldBack, () -> receiver.begin(mediaType, snapshot.release()));
        try (var execution = QueryExec.dataset(snapshot.dataset())
                .query(query.isDescribeType() ? described(query) : query)
                .context(context.copy()) // an execution writes its cancel signal into its context
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .build()) {
            write(execution, snapshot, query, mediaType, out);
            out.finish();
            return null;
        } catch (QueryCancelledException e) {
            return out.hasBegun() ? new SparqlProblem.Broken(e) : new SparqlProblem.Timeout(limit);
        } catch (QueryException e) {
            return out.hasBegun() ? new SparqlProblem.Broken(e) : QueryGuard.impossible(e);
        } catch (StackOverflowError e) {
            return out.hasBegun() ? new SparqlProblem.Broken(e) : QueryGuard.tooDeep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(
            QueryExec execution, PublishedGraph.Snapshot snapshot, Query query, String mediaType, OutputStream out)
            throws IOException {
        if (query.isDescribeType()) {
            graphFormat(mediaType).write(describe(execution, query, snapshot), names, out);
        } else if (query.isConstructType()) {
            var triples = execution.constructTriples();
            graphFormat(mediaType).write(() -> triples, names, out);
        } else if (query.isAskType()) {
            rows(mediaType).write(out, execution.ask());
        } else {
            rows(mediaType).write(out, execution.select());
        }
    }

    /** The query that finds what a DESCRIBE is to describe. */
    private static Query described(Query describe) {
        var select = describe.cloneQuery();
        select.setQuerySelectType();
        if (select.getQueryPattern() == null) {
            select.setQueryPattern(new ElementGroup());
        }
        if (select.getProjectVars().isEmpty()) {
            select.setQueryResultStar(true);
        }
        return select;
    }

    private static Collection<Triple> describe(QueryExec execution, Query query, PublishedGraph.Snapshot snapshot) {
        var resources = new LinkedHashSet<Node>(query.getResultURIs());
        var rows = execution.select();
        rows.forEachRemaining(row -> row.vars().forEachRemaining(variable -> resources.add(row.get(variable))));
        var triples = new LinkedHashSet<Triple>();
        resources.stream()
                .filter(Node::isURI)
                .forEach(resource -> triples.addAll(snapshot.describe(resource.getURI())));
        return triples;
    }

    private static ResultsWriter rows(String mediaType) {
        var format = Arrays.stream(RowFormat.values())
                .filter(one -> one.mediaType().equals(mediaType))
                .findFirst()
                .orElseThrow();
        return ResultsWriter.create().lang(format.lang()).build();
    }

    private static GraphFormat graphFormat(String mediaType) {
        return Arrays.stream(GraphFormat.values())
                .filter(one -> one.mediaType().equals(mediaType))
                .findFirst()
                .orElseThrow();
    }

    private static String mediaType(Query query, @Nullable String accept) {
        var offered = query.isSelectType() || query.isAskType()
                ? Stream.of(RowFormat.values()).map(RowFormat::mediaType).toArray(String[]::new)
                : Stream.of(GraphFormat.values()).map(GraphFormat::mediaType).toArray(String[]::new);
        if (accept == null || accept.isBlank()) {
            return offered[0];
        }
        var match = AcceptList.match(new AcceptList(accept), AcceptList.create(offered));
        return match == null ? offered[0] : match.getContentTypeStr();
    }
}
