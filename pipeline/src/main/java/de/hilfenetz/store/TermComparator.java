package de.hilfenetz.store;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingComparator;
import org.apache.jena.sparql.expr.NodeValue;
import org.jspecify.annotations.Nullable;

/**
 * Compares solutions as ARQ does ({@link BindingComparator}), but reads each term once: a graph gives the same object for the
 * same term, and a date is costly to read.
 */
final class TermComparator implements Comparator<Binding> {

    private static final int DAY = "2026-11-22".length();
    private static final int MOST_REMEMBERED = 1 << 17;

    private record Key(Var variable, boolean descending) {}

    private final List<Key> keys;
    private final IdentityHashMap<Node, NodeValue> values = new IdentityHashMap<>();

    /** @param conditions all of them variables */
    TermComparator(List<SortCondition> conditions) {
        keys = conditions.stream()
                .map(one -> new Key(one.getExpression().asVar(), one.getDirection() == Query.ORDER_DESCENDING))
                .toList();
    }

    @Override
    public int compare(Binding one, Binding other) {
        for (var key : keys) {
            var compared = compare(one.get(key.variable), other.get(key.variable));
            if (compared != 0) {
                return key.descending ? -compared : compared;
            }
        }
        return BindingComparator.compareBindingsSyntactic(one, other);
    }

    private int compare(@Nullable Node one, @Nullable Node other) {
        if (Objects.equals(one, other)) {
            return 0;
        }
        if (one == null || other == null) {
            return one == null ? -1 : 1;
        }
        var value = value(one);
        var otherValue = value(other);
        return isDay(one, value) && isDay(other, otherValue)
                ? one.getLiteralLexicalForm().compareTo(other.getLiteralLexicalForm())
                : BindingComparator.compareNodesRaw(value, otherValue);
    }

    /** Days without a time zone, in four-digit years: their order is that of their letters. */
    private static boolean isDay(Node term, NodeValue value) {
        return value.isDate() && term.getLiteralLexicalForm().length() == DAY;
    }

    private NodeValue value(Node term) {
        var known = values.get(term);
        if (known != null) {
            return known;
        }
        if (values.size() >= MOST_REMEMBERED) {
            values.clear();
        }
        var value = NodeValue.makeNode(term);
        values.put(term, value);
        return value;
    }
}
