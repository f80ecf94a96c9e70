package de.hilfenetz.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.BasicPattern;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.util.VarUtils;
import org.jspecify.annotations.Nullable;

/**
 * A basic pattern over a graph, to be matched on top of any number of solutions, one after the other: triple by triple, each
 * time the one of which fewest are expected next. Not for several threads.
 */
final class Join {

    private static final int MOST_VARIABLES = Long.SIZE - 1;
    private static final int LOOK_UP_EVERY = 1 << 12;

    private final SortedGraph graph;
    private final ExecutionContext context;
    private final Var[] vars;
    /** Three places a triple: the number of a term, or a variable as the complement of its place in {@link #vars}. */
    private final int[][] triples;

    /** A term of the pattern is none of the graph. */
    private final boolean impossible;

    /** By place of a variable: the number of what it is, as far as that is known. */
    private final int[] values;

    private final List<Test> tests;
    /** What is known so far, for tests to look at; it changes as the search goes on. */
    private final Binding matched;

    private @Nullable Binding outer;
    /** Which variables the outer solutions give values to; what is arranged for them follows. */
    private long given = -1;

    private List<Test> givenTests = List.of();
    private Step[] order = {};
    private Var[] found = {};
    private int[] foundPlaces = {};

    private int depth = -1;
    private int steps;

    private Join(
            SortedGraph graph,
            int[][] triples,
            Var[] vars,
            boolean impossible,
            Collection<Expr> tests,
            ExecutionContext context) {
        this.graph = graph;
        this.triples = triples;
        this.vars = vars;
        this.impossible = impossible;
        this.context = context;
        this.tests =
                tests.stream().map(test -> new Test(test, bits(test, vars))).toList();
        values = new int[vars.length];
        matched = new NumberedBinding(Binding.noParent, graph.terms(), vars, values);
    }

    /**
     * What a solution has to fulfil.
     *
     * @param needs the places of the variables it looks at, as bits
     */
    private record Test(Expr expression, long needs) {

        boolean canBeMade(long known) {
            return (needs & ~known) == 0;
        }
    }

    private static long bits(Expr test, Var[] vars) {
        var bits = 0L;
        for (var variable : test.getVarsMentioned()) {
            bits |= 1L << Arrays.asList(vars).indexOf(variable);
        }
        return bits;
    }

    /** Whether {@code test} can be made as soon as the variables of {@code pattern} that it looks at are known. */
    static boolean canTest(BasicPattern pattern, Expr test) {
        var variables = new HashSet<Var>();
        VarUtils.addVars(variables, pattern);
        var mentioned = test.getVarsMentioned();
        return !mentioned.isEmpty() && variables.containsAll(mentioned) && isByValues(test);
    }

    private static boolean isByValues(Expr expression) {
        return switch (expression) {
            case ExprFunctionOp pattern -> false;
            case ExprFunction function -> function.getArgs().stream().allMatch(Join::isByValues);
            default -> expression.isVariable() || expression.isConstant();
        };
    }

    /**
     * A pattern to be matched.
     *
     * @param tests what each solution has to fulfil, all of them {@link #canTest possible}
     * @param context asked now and then whether anybody still waits
     * @return null for a pattern with triples inside of triples or with more than {@value #MOST_VARIABLES} variables
     */
    static @Nullable Join of(
            SortedGraph graph, BasicPattern pattern, Collection<Expr> tests, ExecutionContext context) {
        var places = new LinkedHashMap<Var, Integer>();
        var triples = new ArrayList<int[]>();
        var impossible = false;
        for (var triple : pattern) {
            var numbers = new int[3];
            var terms = new Node[] {triple.getSubject(), triple.getPredicate(), triple.getObject()};
            for (var i = 0; i < 3; i++) {
                if (terms[i].isTripleTerm()) {
                    return null;
                }
                if (Var.isVar(terms[i])) {
                    numbers[i] = ~places.computeIfAbsent(Var.alloc(terms[i]), variable -> places.size());
                } else {
                    numbers[i] = graph.terms().find(terms[i]);
                    impossible |= numbers[i] < 0;
                }
            }
            triples.add(numbers);
        }
        return places.size() > MOST_VARIABLES
                ? null
                : new Join(
                        graph,
                        triples.toArray(int[][]::new),
                        places.keySet().toArray(Var[]::new),
                        impossible,
                        tests,
                        context);
    }

    /** One triple of the pattern, when those before it are matched. */
    private static final class Step {
        private final int subject;
        private final int property;
        private final int object;
        /** Which of the three are known by then. */
        private final boolean[] known;

        private final List<Test> tests;
        private final Cursor cursor = new Cursor();

        private Step(int[] triple, boolean[] known, List<Test> tests) {
            subject = triple[0];
            property = triple[1];
            object = triple[2];
            this.known = known;
            this.tests = tests;
        }
    }

    /** Begins on top of a solution; {@link #next} finds all that follow from it. */
    void begin(Binding solution) {
        outer = solution;
        depth = -1;
        if (impossible) {
            return;
        }
        var bound = 0L;
        for (var i = 0; i < vars.length; i++) {
            values[i] = NumberedBinding.number(solution, vars[i], graph.terms());
            if (values[i] == NumberedBinding.ABSENT) {
                return;
            }
            if (values[i] >= 0) {
                bound |= 1L << i;
            }
        }
        if (bound != given) {
            arrange(bound);
        }
        if (order.length > 0 && fulfils(givenTests)) {
            open(0);
        }
    }

    private void arrange(long bound) {
        given = bound;
        givenTests = tests.stream().filter(test -> test.canBeMade(bound)).toList();
        order = new Step[triples.length];
        var known = bound;
        var places = JoinOrder.of(graph, triples, bound);
        for (var i = 0; i < order.length; i++) {
            var triple = triples[places[i]];
            var before = known;
            var after = JoinOrder.with(triple, known);
            order[i] = new Step(
                    triple,
                    new boolean[] {
                        JoinOrder.isKnown(triple[0], before),
                        JoinOrder.isKnown(triple[1], before),
                        JoinOrder.isKnown(triple[2], before)
                    },
                    tests.stream()
                            .filter(test -> test.canBeMade(after) && !test.canBeMade(before))
                            .toList());
            known = after;
        }
        foundPlaces = IntStream.range(0, vars.length)
                .filter(i -> (bound & 1L << i) == 0)
                .toArray();
        found = Arrays.stream(foundPlaces).mapToObj(i -> vars[i]).toArray(Var[]::new);
    }

    /** The next solution; null when there is none any more. */
    @Nullable
    Binding next() {
        if (!advance()) {
            return null;
        }
        if (found.length == 0) {
            return outer;
        }
        var numbers = new int[found.length];
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] = values[foundPlaces[i]];
        }
        return new NumberedBinding(Objects.requireNonNull(outer), graph.terms(), found, numbers);
    }

    /** Goes on to the next solution without saying what it is; false when there is none. */
    boolean advance() {
        while (depth >= 0) {
            if (++steps % LOOK_UP_EVERY == 0) {
                context.checkCancelSignal();
            }
            var step = order[depth];
            if (!step.cursor.next()) {
                depth--;
            } else if (take(step) && fulfils(step.tests)) {
                if (depth == order.length - 1) {
                    return true;
                }
                open(depth + 1);
            }
        }
        return false;
    }

    /** Where the number of what a variable is stands, solution by solution. */
    IntSupplier column(Var variable) {
        var place = Arrays.asList(vars).indexOf(variable);
        return place < 0 ? () -> NumberedBinding.UNBOUND : () -> values[place];
    }

    private void open(int place) {
        depth = place;
        var step = order[place];
        graph.point(
                step.cursor,
                value(step.subject, step.known[0]),
                value(step.property, step.known[1]),
                value(step.object, step.known[2]));
    }

    private int value(int term, boolean known) {
        if (term >= 0) {
            return term;
        }
        return known ? values[~term] : Cursor.ANY;
    }

    /** Keeps what was found; false where one variable stands for two things. */
    private boolean take(Step step) {
        if (!step.known[0]) {
            values[~step.subject] = step.cursor.subject;
        }
        if (!step.known[1]) {
            if (step.property == step.subject && step.cursor.property != step.cursor.subject) {
                return false;
            }
            values[~step.property] = step.cursor.property;
        }
        if (!step.known[2]) {
            if ((step.object == step.subject && step.cursor.object != step.cursor.subject)
                    || (step.object == step.property && step.cursor.object != step.cursor.property)) {
                return false;
            }
            values[~step.object] = step.cursor.object;
        }
        return true;
    }

    private boolean fulfils(List<Test> some) {
        for (var test : some) {
            if (!test.expression.isSatisfied(matched, context)) {
                return false;
            }
        }
        return true;
    }
}
