package de.hilfenetz.query;

import static java.util.stream.Collectors.toSet;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.store.NumberedExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.jena.atlas.RuntimeIOException;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryException;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.optimize.Optimize;
import org.apache.jena.sparql.algebra.optimize.RewriteFactory;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.exec.RowSetStream;
import org.apache.jena.sparql.pfunction.PropertyFunctionRegistry;
import org.apache.jena.sparql.resultset.ResultsWriter;
import org.apache.jena.sparql.service.ServiceExecutorRegistry;
import org.apache.jena.sparql.syntax.ElementGroup;
import org.apache.jena.sparql.util.Context;

/**
 * Evaluates queries over the graph of one release, in the thread that asks: SELECT, ASK, CONSTRUCT and DESCRIBE, nothing that
 * writes, fetches or runs code. {@code text:query} searches names and descriptions ({@link TextSearch}). DESCRIBE gives a record with its parts. The first megabyte is held back until the answer is
 * complete or longer than that, so that a query which fails or runs out of time has sent nothing.
 *
 * <p>The time limit is checked between steps of evaluation, so a single regular expression over a long text can overrun it,
 * and memory is not bounded per query: whoever asks strangers' queries has it done in a process that can be killed
 * ({@link Workers}).
 */
public final class Evaluation implements Answering {

    private static final int HELD_BACK = 1 << 20;
    private static final long MOST_BYTES = 50L << 20;

    private final ReleaseGraph graph;
    private final ShortNames names;
    private final int heldBack;
    private final Context context;
    private final Contents contents;
    private final TextIndex index;

    public Evaluation(ReleaseGraph graph, ShortNames names) {
        this(graph, names, HELD_BACK);
    }

    Evaluation(ReleaseGraph graph, ShortNames names, int heldBack) {
        this(graph, names, heldBack, TextIndex.of(graph.published()));
    }

    private Evaluation(ReleaseGraph graph, ShortNames names, int heldBack, TextIndex index) {
        this.index = index;
        this.heldBack = heldBack;
        this.graph = graph;
        this.names = names;
        contents = Contents.of(graph.published());
        context = ARQ.getContext().copy();
        // Beside the guard: should it ever overlook a SERVICE, there is nobody here who could carry it out.
        context.set(ARQ.httpServiceAllowed, false);
        ServiceExecutorRegistry.set(context, new ServiceExecutorRegistry());
        NumberedExecutor.install(context);
        var searches = new PropertyFunctionRegistry();
        searches.put(QueryGuard.TEXT, name -> new TextSearch(index));
        PropertyFunctionRegistry.set(context, searches);
        context.set(ARQConstants.sysOptimizerFactory, (RewriteFactory) settings ->
                query -> Optimize.stdOptimizationFactory.create(settings).rewrite(Bounds.of(SortKeys.of(query))));
    }

    static {
        ARQ.allowServiceDefault = false;
        ARQ.globalServiceAllowed = false;
    }

    /**
     * The same over another release, made of this one, which must not be used any more; see {@link ReleaseGraph#with}.
     *
     * @throws IOException where the triples cannot be read; this one may be used then
     */
    Evaluation with(ReleaseFiles.Change change, String release) throws IOException {
        var gone = ReleaseGraph.triples(change.gone());
        var come = ReleaseGraph.triples(change.come());
        var next = graph.with(release, gone, come);
        var changed = Stream.of(gone, come)
                .flatMap(List::stream)
                .map(Triple::getSubject)
                .collect(toSet());
        return new Evaluation(next, names, heldBack, index.with(next.published(), changed));
    }

    /** What there is to ask about. */
    public Contents contents() {
        return contents;
    }

    @Override
    public void answer(Request request, Receiver receiver) throws SparqlProblem, IOException {
        var query = QueryGuard.read(request.text(), names, contents).query();
        var out = new HeldBack(
                heldBack,
                most(request),
                state -> receiver.begin(new Head(request.mediaType(), graph.release(), state)));
        try {
            evaluate(query, request, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeIOException e) {
            switch (e.getCause()) {
                case HeldBack.Overflow cause -> throw new SparqlProblem.Broken(cause);
                case IOException cause -> throw cause;
                case null, default -> throw new IOException(e);
            }
        }
    }

    /** Tables are streamed as long as they are; everything else somebody has to hold in memory. */
    private static long most(Request request) {
        return request.rows() == 0 && request.mediaType().startsWith("text/") ? Long.MAX_VALUE : MOST_BYTES;
    }

    private void evaluate(Query query, Request request, HeldBack out) throws SparqlProblem, IOException {
        try (var execution = QueryExec.dataset(graph.dataset())
                .query(query.isDescribeType() ? described(query) : query)
                .context(context.copy()) // an execution writes its cancel signal into its context
                .timeout(request.time().toMillis(), TimeUnit.MILLISECONDS)
                .build()) {
            write(execution, query, request, out);
            out.finish();
        } catch (QueryCancelledException e) {
            throw out.hasBegun() ? new SparqlProblem.Broken(e) : new SparqlProblem.Timeout(request.time());
        } catch (QueryException | IllegalArgumentException e) { // the latter for a language tag that is none
            throw out.hasBegun() ? new SparqlProblem.Broken(e) : QueryGuard.impossible(e);
        } catch (Bounds.Exceeded e) {
            throw out.hasBegun() ? new SparqlProblem.Broken(e) : e.problem();
        } catch (StackOverflowError e) {
            if (out.hasBegun()) {
                throw new SparqlProblem.Broken(e);
            }
            var problem = QueryGuard.tooDeep();
            problem.initCause(e);
            throw problem;
        } catch (HeldBack.Overflow e) {
            throw new SparqlProblem.Broken(e);
        }
    }

    private void write(QueryExec execution, Query query, Request request, HeldBack out)
            throws SparqlProblem, IOException {
        if (query.isDescribeType()) {
            graphFormat(request).write(describe(execution, query), names, out);
        } else if (query.isConstructType()) {
            var triples = execution.constructTriples();
            graphFormat(request).write(() -> triples, names, out);
        } else if (query.isAskType()) {
            rows(request).write(out, execution.ask());
        } else if (request.rows() == 0) {
            write(execution.select(), request, out);
        } else {
            writeFirst(execution.select(), request, out);
        }
    }

    /** Takes the rows before any is written, so that the answer says at its beginning whether they are all. */
    private static void writeFirst(RowSet all, Request request, HeldBack out) throws IOException, SparqlProblem {
        var first = new ArrayList<Binding>();
        while (first.size() < request.rows() && all.hasNext()) {
            first.add(all.next());
        }
        if (all.hasNext()) {
            if (!request.partial()) {
                throw SparqlProblem.TooLong.of(request.rows());
            }
            out.truncate();
        }
        write(RowSetStream.create(all.getResultVars(), first.iterator()), request, out);
    }

    private static void write(RowSet rows, Request request, HeldBack out) throws IOException {
        if (request.mediaType().equals(RowFormat.JSON.mediaType())) {
            JsonRows.write(out, rows);
        } else if (request.mediaType().equals(RowFormat.CSV.mediaType())) {
            CsvRows.write(out, rows);
        } else {
            rows(request).write(out, rows);
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

    private Collection<Triple> describe(QueryExec execution, Query query) {
        var resources = new LinkedHashSet<Node>(query.getResultURIs());
        var rows = execution.select();
        rows.forEachRemaining(row -> row.vars().forEachRemaining(variable -> resources.add(row.get(variable))));
        var triples = new LinkedHashSet<Triple>();
        resources.stream().filter(Node::isURI).forEach(resource -> triples.addAll(graph.describe(resource.getURI())));
        return triples;
    }

    private static ResultsWriter rows(Request request) {
        var format = Arrays.stream(RowFormat.values())
                .filter(one -> one.mediaType().equals(request.mediaType()))
                .findFirst()
                .orElseThrow();
        return ResultsWriter.create().lang(format.lang()).build();
    }

    private static GraphFormat graphFormat(Request request) {
        return Arrays.stream(GraphFormat.values())
                .filter(one -> one.mediaType().equals(request.mediaType()))
                .findFirst()
                .orElseThrow();
    }
}
