package de.hilfenetz.store;

import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterProcessBinding;
import org.jspecify.annotations.Nullable;

/** Those of the solutions that come in on top of which a pattern has a solution, or those on top of which it has none. */
final class ExistingMatches extends QueryIterProcessBinding {

    private final Join join;
    private final boolean wanted;

    ExistingMatches(QueryIterator input, Join join, boolean wanted, ExecutionContext context) {
        super(input, context);
        this.join = join;
        this.wanted = wanted;
    }

    @Override
    public @Nullable Binding accept(Binding solution) {
        join.begin(solution);
        return join.advance() == wanted ? solution : null;
    }
}
