package de.hilfenetz.store;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.jena.datatypes.xsd.XSDDatatype;
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
        return isDay(one) && isDay(other)
                ? one.getLiteralLexicalForm().compareTo(other.getLiteralLexicalForm())
                : BindingComparator.compareNodesRaw(value(one), value(other));
    }

    /** Days without a time zone, in four-digit years: their order is that of their letters. */
    private boolean isDay(@Nullable Node term) {
        return term != null
                && term.isLiteral()
                && XSDDatatype.XSDdate.equals(term.getLiteralDatatype())
                && term.getLiteralLexicalForm().length() == DAY
                && value(term).isDate();
    }

    private @Nullable NodeValue value(@Nullable Node term) {
        if (term == null) {
            return null;
        }
        if (values.size() >= MOST_REMEMBERED) {
            values.clear();
        }
        return values.computeIfAbsent(term, NodeValue::makeNode);
    }
}
