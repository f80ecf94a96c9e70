package de.hilfenetz.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.SortCondition;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpTopN;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.iterator.QueryIterFilterExpr;
import org.apache.jena.sparql.engine.iterator.QueryIterSort;
import org.apache.jena.sparql.engine.iterator.QueryIterTopN;
import org.apache.jena.sparql.engine.main.OpExecutor;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.expr.E_Exists;
import org.apache.jena.sparql.expr.E_NotExists;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.util.Context;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the parts of a query that a {@link SortedGraph} answers by numbers: patterns, optional ones, tests whether there is
 * one, closures of properties, counts, and orders by variables. Everything else, and any other graph, is left to ARQ.
 */
public final class NumberedExecutor extends OpExecutor {

    private final @Nullable SortedGraph graph;

    private NumberedExecutor(ExecutionContext context) {
        super(context);
        graph = context.getActiveGraph() instanceof SortedGraph sorted ? sorted : null;
    }

    /** Has queries with this context evaluated so. */
    public static void install(Context context) {
        QC.setFactory(context, NumberedExecutor::new);
        context.set(ARQ.optFilterPlacementBGP, false); // a pattern in one piece; its tests are made as early as can be
    }

    /** What matches a pattern with the tests right above it; null where that is left to ARQ. */
    private @Nullable Join join(Op op) {
        return switch (op) {
            case OpBGP pattern -> join(pattern, List.of());
            case OpFilter filter
            when filter.getSubOp() instanceof OpBGP pattern ->
                filter.getExprs().getList().stream().allMatch(test -> Join.canTest(pattern.getPattern(), test))
                        ? join(pattern, filter.getExprs().getList())
                        : null;
            default -> null;
        };
    }

    private @Nullable Join join(OpBGP pattern, List<Expr> tests) {
        return graph == null || pattern.getPattern().isEmpty()
                ? null
                : Join.of(graph, pattern.getPattern(), tests, execCxt);
    }

    @Override
    protected QueryIterator execute(OpBGP pattern, QueryIterator input) {
        var join = join(pattern);
        return join == null ? super.execute(pattern, input) : new PatternMatches(input, join, false, execCxt);
    }

    @Override
    protected QueryIterator execute(OpConditional optional, QueryIterator input) {
        var join = join(optional.getRight());
        return join == null
                ? super.execute(optional, input)
                : new PatternMatches(exec(optional.getLeft(), input), join, true, execCxt);
    }

    @Override
    protected QueryIterator execute(OpFilter filter, QueryIterator input) {
        var early = new ArrayList<Expr>();
        var later = new ArrayList<Expr>();
        Join join = null;
        if (filter.getSubOp() instanceof OpBGP pattern) {
            for (var test : filter.getExprs()) {
                (Join.canTest(pattern.getPattern(), test) ? early : later).add(test);
            }
            join = join(pattern, early);
        }
        var rows = join == null ? exec(filter.getSubOp(), input) : new PatternMatches(input, join, false, execCxt);
        for (var test : join == null ? filter.getExprs().getList() : later) {
            rows = test(rows, test);
        }
        return rows;
    }

    private QueryIterator test(QueryIterator rows, Expr test) {
        var join = test instanceof E_Exists || test instanceof E_NotExists
                ? join(((ExprFunctionOp) test).getGraphPattern())
                : null;
        return join == null
                ? new QueryIterFilterExpr(rows, test, execCxt)
                : new ExistingMatches(rows, join, test instanceof E_Exists, execCxt);
    }

    @Override
    protected QueryIterator execute(OpPath path, QueryIterator input) {
        return graph != null && Closure.isOne(path.getTriplePath())
                ? new Closure(input, graph, path.getTriplePath(), execCxt)
                : super.execute(path, input);
    }

    @Override
    protected QueryIterator execute(OpGroup group, QueryIterator input) {
        if (graph == null || !CountedGroups.canCount(group)) {
            return super.execute(group, input);
        }
        var groups = new CountedGroups(group, graph.terms());
        var join = input.isJoinIdentity() ? join(group.getSubOp()) : null;
        return join == null ? groups.of(exec(group.getSubOp(), input), execCxt) : groups.of(input, join, execCxt);
    }

    @Override
    protected QueryIterator execute(OpOrder order, QueryIterator input) {
        return graph == null || !isByVariables(order.getConditions())
                ? super.execute(order, input)
                : new QueryIterSort(exec(order.getSubOp(), input), new TermComparator(order.getConditions()), execCxt);
    }

    @Override
    protected QueryIterator execute(OpTopN first, QueryIterator input) {
        if (graph == null || !isByVariables(first.getConditions())) {
            return super.execute(first, input);
        }
        var distinct = first.getSubOp() instanceof OpDistinct;
        var sorted = first.getSubOp() instanceof OpDistinct one ? one.getSubOp() : first.getSubOp();
        return new QueryIterTopN(
                exec(sorted, input), new TermComparator(first.getConditions()), first.getLimit(), distinct, execCxt);
    }

    private static boolean isByVariables(List<SortCondition> conditions) {
        return conditions.stream().allMatch(one -> one.getExpression().isVariable());
    }
}
