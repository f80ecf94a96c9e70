package de.hilfenetz.store;

import java.util.Objects;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIter1;
import org.jspecify.annotations.Nullable;

/** All solutions of a pattern on top of each solution that comes in; of an optional one, that itself where there are none. */
final class PatternMatches extends QueryIter1 {

    private final Join join;
    private final boolean optional;
    private @Nullable Binding next;

    PatternMatches(QueryIterator input, Join join, boolean optional, ExecutionContext context) {
        super(input, context);
        this.join = join;
        this.optional = optional;
    }

    @Override
    protected boolean hasNextBinding() {
        if (next == null) {
            next = join.next();
        }
        while (next == null && getInput().hasNext()) {
            var outer = getInput().next();
            join.begin(outer);
            next = join.next();
            if (next == null && optional) {
                next = outer;
            }
        }
        return next != null;
    }

    @Override
    protected Binding moveToNextBinding() {
        var found = Objects.requireNonNull(next);
        next = null;
        return found;
    }

    @Override
    protected void requestSubCancel() {}

    @Override
    protected void closeSubIterator() {}
}
