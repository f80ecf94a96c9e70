package de.hilfenetz.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.BasicPattern;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;

/**
 * A basic pattern over a graph, to be matched on top of any number of solutions, one after the other: triple by triple, each
 * time the one of which fewest are expected next. Not for several threads.
 */
final class Join {

    private static final int MOST_VARIABLES = Long.SIZE - 1;
    private static final int LOOK_UP_EVERY = 1 << 12;

    private final SortedGraph graph;
    private final Runnable interrupted;
    private final Var[] vars;
    /** Three places a triple: the number of a term, or a variable as the complement of its place in {@link #vars}. */
    private final int[][] triples;

    /** A term of the pattern is none of the graph. */
    private final boolean impossible;

    /** By place of a variable: the number of what it is, as far as that is known. */
    private final int[] values;

    private @Nullable Binding outer;
    /** Which variables the outer solutions give values to; what is arranged for them follows. */
    private long given = -1;

    private Step[] order = {};
    private Var[] found = {};
    private int[] foundPlaces = {};

    private int depth = -1;
    private int steps;

    private Join(SortedGraph graph, int[][] triples, Var[] vars, boolean impossible, Runnable interrupted) {
        this.graph = graph;
        this.triples = triples;
        this.vars = vars;
        this.impossible = impossible;
        this.interrupted = interrupted;
        values = new int[vars.length];
    }

    /**
     * A pattern to be matched.
     *
     * @param interrupted called now and then, to throw when nobody waits any more
     * @return null for a pattern with triples inside of triples or with more than {@value #MOST_VARIABLES} variables
     */
    static @Nullable Join of(SortedGraph graph, BasicPattern pattern, Runnable interrupted) {
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
                        interrupted);
    }

    /** One triple of the pattern, when those before it are matched. */
    private static final class Step {
        private final int subject;
        private final int property;
        private final int object;
        /** Which of the three are known by then. */
        private final boolean[] known;

        private final Cursor cursor = new Cursor();

        private Step(int[] triple, boolean[] known) {
            subject = triple[0];
            property = triple[1];
            object = triple[2];
            this.known = known;
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
        if (order.length > 0) {
            open(0);
        }
    }

    private void arrange(long bound) {
        given = bound;
        order = new Step[triples.length];
        var known = bound;
        var places = JoinOrder.of(graph, triples, bound);
        for (var i = 0; i < order.length; i++) {
            var triple = triples[places[i]];
            order[i] = new Step(triple, new boolean[] {
                JoinOrder.isKnown(triple[0], known),
                JoinOrder.isKnown(triple[1], known),
                JoinOrder.isKnown(triple[2], known)
            });
            known = JoinOrder.with(triple, known);
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
                interrupted.run();
            }
            var step = order[depth];
            if (!step.cursor.next()) {
                depth--;
            } else if (take(step)) {
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
}
