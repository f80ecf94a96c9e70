package de.hilfenetz.query;

import java.util.ArrayList;
import java.util.List;
import org.apache.jena.query.SortCondition;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.expr.ExprVar;

/**
 * Has what ORDER BY sorts by computed once for each row. ARQ computes it anew at each comparison: {@code ORDER BY RAND()} then
 * is no order at all, and fails. What was computed is gone from the rows once they are sorted.
 */
final class SortKeys extends TransformCopy {

    /** Begins the names of variables that no query can spell. */
    private static final String NAME = "/sort";

    private int keys;

    private SortKeys() {}

    static Op of(Op query) {
        return Transformer.transform(new SortKeys(), query);
    }

    @Override
    public Op transform(OpOrder order, Op sorted) {
        var conditions = new ArrayList<SortCondition>();
        var keyed = sorted;
        for (var condition : order.getConditions()) {
            if (condition.getExpression().isVariable()) {
                conditions.add(condition);
            } else {
                var key = Var.alloc(NAME + keys++);
                keyed = OpExtend.extend(keyed, key, condition.getExpression());
                conditions.add(new SortCondition(new ExprVar(key), condition.getDirection()));
            }
        }
        var keyedOrder = new OpOrder(keyed, conditions);
        return keyed.equals(sorted) ? keyedOrder : new OpProject(keyedOrder, List.copyOf(OpVars.visibleVars(sorted)));
    }

    /** One projection is enough: the optimizer knows the order below one, not below two. */
    @Override
    public Op transform(OpProject project, Op projected) {
        return projected instanceof OpProject inner && inner.getSubOp() instanceof OpOrder
                ? new OpProject(inner.getSubOp(), project.getVars())
                : super.transform(project, projected);
    }
}
