package de.hilfenetz.query;

import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.BasicPattern;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.main.StageGeneratorGeneric;
import org.apache.jena.sparql.engine.optimizer.StatsMatcher;
import org.apache.jena.sparql.engine.optimizer.reorder.ReorderWeighted;

/** Joins the patterns of a query in the order that the counts of the release promise to be cheapest. */
final class JoinOrder extends StageGeneratorGeneric {

    private final ReorderWeighted order;

    JoinOrder(Contents contents) {
        var stats = new StatsMatcher();
        contents.properties().forEach((property, count) -> stats.addPatterns(NodeFactory.createURI(property), count));
        order = new ReorderWeighted(stats);
    }

    @Override
    public QueryIterator execute(BasicPattern pattern, QueryIterator input, ExecutionContext context) {
        return execute(pattern, order, input, context);
    }
}
