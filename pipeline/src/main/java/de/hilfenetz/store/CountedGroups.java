package de.hilfenetz.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.apache.jena.atlas.iterator.IteratorDelayedInitialization;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIter1;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.AggCount;
import org.apache.jena.sparql.expr.aggregate.AggCountVar;
import org.apache.jena.sparql.expr.aggregate.AggCountVarDistinct;
import org.jspecify.annotations.Nullable;

/** Groups by variables in which solutions, values or different values are counted; the groups come as they begin. */
final class CountedGroups {

    private static final int OTHERS = -3;

    private final TermDictionary terms;
    private final List<Var> groupedBy;
    private final List<ExprAggregator> counts;
    /** Values that are no terms of the graph; their numbers follow downwards from {@link #OTHERS}. */
    private final Map<Node, Integer> numbersOfOthers = new HashMap<>();

    private final List<Node> others = new ArrayList<>();

    CountedGroups(OpGroup group, TermDictionary terms) {
        this.terms = terms;
        groupedBy = group.getGroupVars().getVars();
        counts = group.getAggregators();
    }

    /** Whether nothing but variables is grouped by and counted. */
    static boolean canCount(OpGroup group) {
        return group.getGroupVars().getExprs().isEmpty()
                && !group.getAggregators().isEmpty()
                && group.getAggregators().stream().allMatch(CountedGroups::isCount);
    }

    private static boolean isCount(ExprAggregator one) {
        return switch (one.getAggregator()) {
            case AggCount all -> true;
            case AggCountVar some -> some.getExprList().get(0).isVariable();
            case AggCountVarDistinct different -> different.getExprList().get(0).isVariable();
            default -> false;
        };
    }

    /** The groups of what comes in. */
    QueryIterator of(QueryIterator input, ExecutionContext context) {
        var rows = new Object() {
            private @Nullable Binding row;

            private boolean next() {
                row = input.hasNext() ? input.next() : null;
                return row != null;
            }
        };
        return new Groups(input, () -> count(rows::next, variable -> () -> number(rows.row, variable)), context);
    }

    /** The groups of what a pattern finds on top of the one solution that comes in. */
    QueryIterator of(QueryIterator input, Join join, ExecutionContext context) {
        return new Groups(
                input,
                () -> {
                    join.begin(input.next());
                    return count(join::advance, join::column);
                },
                context);
    }

    private int number(@Nullable Binding row, Var variable) {
        var number = NumberedBinding.number(row, variable, terms);
        if (number != NumberedBinding.ABSENT || row == null) {
            return number;
        }
        return numbersOfOthers.computeIfAbsent(row.get(variable), value -> {
            others.add(value);
            return OTHERS - numbersOfOthers.size();
        });
    }

    /** Where the numbers of a variable are to be had, solution by solution. */
    interface Columns {
        IntSupplier of(Var variable);
    }

    private Iterator<Binding> count(BooleanSupplier next, Columns columns) {
        var keys = groupedBy.stream().map(columns::of).toArray(IntSupplier[]::new);
        var counted = counts.stream()
                .map(one -> one.getAggregator() instanceof AggCount
                        ? (IntSupplier) () -> 0
                        : columns.of(one.getAggregator().getExprList().get(0).asVar()))
                .toArray(IntSupplier[]::new);
        var groups = new LinkedHashMap<Key, Tally[]>();
        var last = new Key(new int[0]);
        Tally[] tallies = null;
        while (next.getAsBoolean()) {
            if (tallies == null || !last.is(keys)) {
                last = Key.of(keys);
                tallies = groups.computeIfAbsent(last, key -> tallies());
            }
            for (var i = 0; i < tallies.length; i++) {
                tallies[i].add(counted[i].getAsInt());
            }
        }
        if (groups.isEmpty() && groupedBy.isEmpty()) {
            groups.put(new Key(new int[0]), tallies());
        }
        return groups.entrySet().stream()
                .map(group -> result(group.getKey(), group.getValue()))
                .iterator();
    }

    private Tally[] tallies() {
        return counts.stream()
                .map(one -> one.getAggregator() instanceof AggCountVarDistinct ? new Distinct() : new Tally())
                .toArray(Tally[]::new);
    }

    private Binding result(Key key, Tally[] tallies) {
        var row = Binding.builder();
        for (var i = 0; i < groupedBy.size(); i++) {
            var number = key.numbers[i];
            if (number >= 0) {
                row.add(groupedBy.get(i), terms.get(number));
            } else if (number <= OTHERS) {
                row.add(groupedBy.get(i), others.get(OTHERS - number));
            }
        }
        for (var i = 0; i < tallies.length; i++) {
            row.add(
                    counts.get(i).getVar(),
                    NodeValue.makeInteger(tallies[i].count()).asNode());
        }
        return row.build();
    }

    private static final class Key {
        private final int[] numbers;

        private Key(int[] numbers) {
            this.numbers = numbers;
        }

        static Key of(IntSupplier[] columns) {
            return new Key(
                    Arrays.stream(columns).mapToInt(IntSupplier::getAsInt).toArray());
        }

        boolean is(IntSupplier[] columns) {
            for (var i = 0; i < columns.length; i++) {
                if (columns[i].getAsInt() != numbers[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(numbers, key.numbers);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(numbers);
        }
    }

    /** Counts what has a value. */
    private static class Tally {
        private long count;

        void add(int number) {
            if (number != NumberedBinding.UNBOUND) {
                count++;
            }
        }

        long count() {
            return count;
        }
    }

    private static final class Distinct extends Tally {
        private int[] numbers = new int[8];
        private int used;

        @Override
        void add(int number) {
            if (number == NumberedBinding.UNBOUND || (used > 0 && numbers[used - 1] == number)) {
                return;
            }
            if (used == numbers.length) {
                used = once();
                if (used > numbers.length / 2) {
                    numbers = Arrays.copyOf(numbers, 2 * numbers.length);
                }
            }
            numbers[used++] = number;
        }

        /** Leaves each number once and says how many that are. */
        private int once() {
            Arrays.sort(numbers, 0, used);
            var different = 0;
            for (var i = 0; i < used; i++) {
                if (different == 0 || numbers[different - 1] != numbers[i]) {
                    numbers[different++] = numbers[i];
                }
            }
            return different;
        }

        @Override
        long count() {
            used = once();
            return used;
        }
    }

    private interface Counting {
        Iterator<Binding> count();
    }

    private static final class Groups extends QueryIter1 {

        private final Iterator<Binding> groups;

        private Groups(QueryIterator input, Counting counting, ExecutionContext context) {
            super(input, context);
            groups = new IteratorDelayedInitialization<>() {
                @Override
                protected Iterator<Binding> initializeIterator() {
                    return counting.count();
                }
            };
        }

        @Override
        protected boolean hasNextBinding() {
            return groups.hasNext();
        }

        @Override
        protected Binding moveToNextBinding() {
            return groups.next();
        }

        @Override
        protected void requestSubCancel() {}

        @Override
        protected void closeSubIterator() {}
    }
}
