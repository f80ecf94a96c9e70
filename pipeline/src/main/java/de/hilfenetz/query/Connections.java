package de.hilfenetz.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.Op1;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpSlice;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpTriple;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprVars;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.apache.jena.vocabulary.RDF;

/**
 * Refuses queries whose patterns have nothing to do with each other, where every match of one would be combined with every
 * match of the other, and paths that search the whole graph. What is joined is looked at as a whole; every sub-query,
 * OPTIONAL, UNION, MINUS and EXISTS by itself.
 */
final class Connections {

    /** What a constant and a property usually lead to. */
    private static final long FEW = 100;

    /** What a search usually finds. */
    private static final long FOUND = 1_000;

    /** What gives one value, so that it multiplies nothing. */
    private static final long ALONE = 0;

    private final Contents contents;

    Connections(Contents contents) {
        this.contents = contents;
    }

    /**
     * Something that binds variables together.
     *
     * @param most how many solutions it has at most, as far as is known
     */
    private record Leaf(Set<Var> variables, long most) {}

    /** Passes, or throws {@link QueryGuard.Forbidden}. */
    void check(Op query) {
        scope(query, Set.of());
    }

    /** One group of things that are joined; {@code outer} has a value from outside. */
    private void scope(Op op, Set<Var> outer) {
        var leaves = new ArrayList<Leaf>();
        var paths = new ArrayList<TriplePath>();
        collect(op, outer, leaves, paths);
        if (!outer.isEmpty()) {
            leaves.add(new Leaf(outer, 1));
        }
        combined(leaves);
        for (var path : paths) {
            bounded(path, leaves);
        }
    }

    private void collect(Op op, Set<Var> outer, List<Leaf> leaves, List<TriplePath> paths) {
        switch (op) {
            case OpBGP pattern -> pattern.getPattern().forEach(triple -> leaves.add(leaf(triple)));
            case OpTriple pattern -> leaves.add(leaf(pattern.getTriple()));
            case OpPath path -> {
                paths.add(path.getTriplePath());
                leaves.add(leaf(path.getTriplePath()));
            }
            case OpTable table ->
                leaves.add(new Leaf(
                        Set.copyOf(table.getTable().getVars()),
                        table.getTable().size() == 1 ? ALONE : table.getTable().size()));
            case OpJoin join -> {
                collect(join.getLeft(), outer, leaves, paths);
                collect(join.getRight(), outer, leaves, paths);
            }
            case OpSequence sequence -> sequence.getElements().forEach(part -> collect(part, outer, leaves, paths));
            case OpFilter filter -> {
                collect(filter.getSubOp(), outer, leaves, paths);
                exists(filter.getExprs(), variables(filter.getSubOp(), outer));
            }
            case OpExtend extend -> {
                collect(extend.getSubOp(), outer, leaves, paths);
                extend.getVarExprList().forEachVarExpr((variable, expression) -> {
                    var together = new HashSet<>(ExprVars.getVarsMentioned(expression));
                    together.add(variable);
                    leaves.add(new Leaf(together, ALONE));
                    exists(new ExprList(expression), variables(extend.getSubOp(), outer));
                });
            }
            case OpGraph graph -> {
                var inside = new ArrayList<Leaf>();
                collect(graph.getSubOp(), outer, inside, paths);
                inside.forEach(leaf -> leaves.add(new Leaf(with(leaf.variables(), graph.getNode()), leaf.most())));
            }
            case OpLeftJoin optional -> {
                collect(optional.getLeft(), outer, leaves, paths);
                var left = variables(optional.getLeft(), outer);
                scope(optional.getRight(), left);
                if (optional.getExprs() != null) {
                    exists(optional.getExprs(), left);
                }
                // It adds to what it hangs on and multiplies nothing else.
                leaves.add(new Leaf(variables(optional, Set.of()), 1));
            }
            case OpMinus minus -> {
                collect(minus.getLeft(), outer, leaves, paths);
                scope(minus.getRight(), Set.of());
            }
            case OpUnion union -> {
                scope(union.getLeft(), Set.of());
                scope(union.getRight(), Set.of());
                leaves.add(new Leaf(variables(union, Set.of()), Long.MAX_VALUE));
            }
            case Op1 one -> {
                scope(one.getSubOp(), Set.of());
                leaves.add(new Leaf(variables(one, Set.of()), rows(one)));
            }
            default -> leaves.add(new Leaf(variables(op, Set.of()), Long.MAX_VALUE));
        }
    }

    /** How many rows a sub-query has at most, where it says so itself. */
    private static long rows(Op op) {
        return switch (op) {
            case OpSlice some
            when some.getLength() != Query.NOLIMIT -> Math.min(some.getLength(), rows(some.getSubOp()));
            case OpGroup all when all.getGroupVars().isEmpty() -> 1;
            case Op1 one -> rows(one.getSubOp());
            default -> Long.MAX_VALUE;
        };
    }

    private void exists(ExprList expressions, Set<Var> outer) {
        for (Expr expression : expressions) {
            Walker.walk(expression, new ExprVisitorBase() {
                @Override
                public void visit(ExprFunctionOp exists) {
                    scope(exists.getGraphPattern(), outer);
                }
            });
        }
    }

    private static Set<Var> variables(Op op, Set<Var> more) {
        var variables = new HashSet<Var>(more);
        OpVars.visibleVars(op, variables);
        return variables;
    }

    private static Set<Var> with(Set<Var> variables, Node graph) {
        var all = new HashSet<>(variables);
        if (Var.isVar(graph)) {
            all.add(Var.alloc(graph));
        }
        return all;
    }

    private Leaf leaf(Triple triple) {
        return new Leaf(
                variables(triple.getSubject(), triple.getPredicate(), triple.getObject()),
                most(triple.getSubject(), triple.getPredicate(), triple.getObject()));
    }

    private Leaf leaf(TriplePath path) {
        if (path.getPredicate() != null) {
            return leaf(path.asTriple());
        }
        var variables = variables(path.getSubject(), path.getObject());
        return new Leaf(variables, variables.size() < 2 ? FEW : Long.MAX_VALUE);
    }

    private static Set<Var> variables(Node... nodes) {
        var variables = new HashSet<Var>();
        for (var node : nodes) {
            if (Var.isVar(node)) {
                variables.add(Var.alloc(node));
            }
        }
        return variables;
    }

    private long most(Node subject, Node predicate, Node object) {
        if (!Var.isVar(subject)) {
            return Var.isVar(object) || Var.isVar(predicate) ? FEW : 1;
        }
        if (!predicate.isURI() || contents.triples() == 0) {
            return Long.MAX_VALUE;
        }
        if (predicate.getURI().equals(QueryGuard.TEXT)) {
            return FOUND;
        }
        if (predicate.equals(RDF.type.asNode()) && object.isURI()) {
            var members = contents.classes().get(object.getURI());
            return members == null ? 0 : members.count();
        }
        return contents.properties().getOrDefault(predicate.getURI(), 0L);
    }

    /** Each group of leaves that share variables multiplies the others; together they must stay few. */
    private static void combined(List<Leaf> leaves) {
        var groups = new ArrayList<Leaf>();
        for (var leaf : leaves) {
            if (leaf.variables().isEmpty()) {
                continue;
            }
            var joined = leaf;
            for (var group : List.copyOf(groups)) {
                if (group.variables().stream().anyMatch(leaf.variables()::contains)) {
                    groups.remove(group);
                    joined = join(joined, group);
                }
            }
            groups.add(joined);
        }
        groups.removeIf(group -> group.most() == ALONE);
        if (groups.size() < 2) {
            return;
        }
        var product = 1.0;
        for (var group : groups) {
            product *= Math.max(1, group.most());
        }
        if (product > Limits.COMBINATIONS) {
            throw new QueryGuard.Forbidden(new SparqlProblem.Costly(
                    ("Teile der Abfrage haben keine gemeinsame Variable (%s): jeder Treffer des einen würde mit jedem des anderen"
                                    + " verbunden. Verbinden Sie sie über eine gemeinsame Variable.")
                            .formatted(names(groups)),
                    "Parts of the query share no variable (%s): every match of one would be combined with every match of the other. Join them by a common variable."
                            .formatted(names(groups))));
        }
    }

    private static Leaf join(Leaf one, Leaf other) {
        var variables = new HashSet<>(one.variables());
        variables.addAll(other.variables());
        // A BIND or an OPTIONAL alone does not make what it hangs on small.
        var most = one.most() <= 1 ? other.most() : other.most() <= 1 ? one.most() : Math.min(one.most(), other.most());
        return new Leaf(variables, most);
    }

    private static String names(List<Leaf> groups) {
        return groups.stream()
                .map(group -> group.variables().stream()
                        .filter(variable -> !variable.isAllocVar())
                        .map(Var::toString)
                        .sorted()
                        .findFirst()
                        .orElse("…"))
                .sorted()
                .collect(java.util.stream.Collectors.joining(" / "));
    }

    private static void bounded(TriplePath path, List<Leaf> leaves) {
        if (path.getPath() == null || !Paths.isClosure(path.getPath())) {
            return;
        }
        var ends = variables(path.getSubject(), path.getObject());
        var bound = ends.size() < 2
                || ends.stream()
                        .anyMatch(end -> leaves.stream()
                                        .filter(leaf -> leaf.variables().contains(end))
                                        .count()
                                > 1);
        if (!bound || !Paths.isShort(path.getPath())) {
            throw new QueryGuard.Forbidden(
                    new SparqlProblem.Costly(
                            "Ein Pfad mit * oder + geht hier nur über kurze Beziehungen (zum Beispiel skos:broader,"
                                    + " schema:containedInPlace) und braucht ein Ende, das an anderer Stelle festgelegt ist.",
                            "A path with * or + is possible here only over short relations (for example skos:broader, schema:containedInPlace), and one of its ends has to be bound elsewhere."));
        }
    }
}
