package de.hilfenetz.store;

import java.util.Objects;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIter1;
import org.jspecify.annotations.Nullable;

/** All solutions of a pattern on top of each solution that comes in. */
final class PatternMatches extends QueryIter1 {

    private final Join join;
    private @Nullable Binding next;

    PatternMatches(QueryIterator input, Join join, ExecutionContext context) {
        super(input, context);
        this.join = join;
    }

    @Override
    protected boolean hasNextBinding() {
        if (next == null) {
            next = join.next();
        }
        while (next == null && getInput().hasNext()) {
            join.begin(getInput().next());
            next = join.next();
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
