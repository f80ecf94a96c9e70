package de.hilfenetz.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.engine.iterator.QueryIterNullIterator;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.engine.iterator.QueryIterRepeatApply;
import org.apache.jena.sparql.engine.iterator.QueryIterSingleton;
import org.apache.jena.sparql.path.P_OneOrMore1;
import org.apache.jena.sparql.path.P_ZeroOrMore1;
import org.apache.jena.sparql.path.PathLib;
import org.apache.jena.sparql.path.eval.PathEval;

/**
 * The solutions of {@code path*} and {@code path+}: what is reached from a term is found once, not once for each solution
 * that comes in. Both give each term once (SPARQL 1.1, section 9.3), so that a set says all.
 */
final class Closure extends QueryIterRepeatApply {

    private static final int MOST_REMEMBERED = 1_000;

    private final SortedGraph graph;
    private final TriplePath path;
    private final Map<Node, Set<Node>> reached = new Remembered();
    private final Map<Node, Set<Node>> reaching = new Remembered();

    Closure(QueryIterator input, SortedGraph graph, TriplePath path, ExecutionContext context) {
        super(input, context);
        this.graph = graph;
        this.path = path;
    }

    private static final class Remembered extends LinkedHashMap<Node, Set<Node>> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Node, Set<Node>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    static boolean isOne(TriplePath path) {
        return (path.getPath() instanceof P_ZeroOrMore1 || path.getPath() instanceof P_OneOrMore1)
                && !path.getSubject().isTripleTerm()
                && !path.getObject().isTripleTerm();
    }

    @Override
    protected QueryIterator nextStage(Binding solution) {
        var subject = Var.lookup(solution, path.getSubject());
        var object = Var.lookup(solution, path.getObject());
        if (!Var.isVar(subject) && !Var.isVar(object) && !subject.isLiteral() && !object.isLiteral()) {
            var reaches = path.getObject().isVariable()
                    ? reached(subject).contains(object)
                    : reaching(object).contains(subject);
            return reaches
                    ? QueryIterSingleton.create(solution, getExecContext())
                    : QueryIterNullIterator.create(getExecContext());
        }
        if (!Var.isVar(subject) && Var.isVar(object)) {
            return with(solution, Var.alloc(object), reached(subject));
        }
        if (Var.isVar(subject) && !Var.isVar(object)) {
            return with(solution, Var.alloc(subject), reaching(object));
        }
        return PathLib.execTriplePath(solution, path, getExecContext());
    }

    private Set<Node> reached(Node from) {
        return reached.computeIfAbsent(
                from,
                one -> set(PathEval.eval(
                        graph, one, path.getPath(), getExecContext().getContext())));
    }

    private Set<Node> reaching(Node to) {
        return reaching.computeIfAbsent(
                to,
                one -> set(PathEval.evalReverse(
                        graph, one, path.getPath(), getExecContext().getContext())));
    }

    private static Set<Node> set(Iterator<Node> nodes) {
        var set = new LinkedHashSet<Node>();
        nodes.forEachRemaining(set::add);
        return set;
    }

    private QueryIterator with(Binding solution, Var variable, Set<Node> values) {
        return QueryIterPlainWrapper.create(
                values.stream()
                        .map(value -> BindingFactory.binding(solution, variable, value))
                        .iterator(),
                getExecContext());
    }
}
