package de.hilfenetz.query;

import de.hilfenetz.graph.ShortNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpPropFunc;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpTriple;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.ExprFunction0;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.apache.jena.vocabulary.RDF;

/**
 * Reads a query and lets through only what stays inside our graph and can be answered in bounded time: SPARQL 1.1 query forms,
 * no SERVICE in any place, no data set but ours, no function beyond the standard's and a harmless few, closure paths over short
 * relations only, no patterns that have nothing to do with each other. Looks at the algebra, where no comment or escape can
 * hide anything.
 */
final class QueryGuard {

    /**
     * Functions by name that may be called beside those of the standard. Not among them what takes another function by name
     * ({@code fn:apply}), waits, fetches, or makes texts and numbers without a bound: the standard's own words do that within
     * {@link Bounds}.
     */
    private static final Map<String, Pattern> FUNCTIONS = Map.of(
            "http://www.w3.org/2001/XMLSchema#",
            Pattern.compile("\\w+"),
            "http://www.w3.org/2005/xpath-functions#",
            Pattern.compile(
                    "abs|ceiling|floor|round|round-half-to-even|not|boolean|dateTime|(lower|upper)-case|contains"
                            + "|(starts|ends)-with|substring(-before|-after)?|string-length|normalize-space|normalize-unicode"
                            + "|(years?|months?|days?|hours|minutes|seconds|timezone)-from-(dateTime|date|time|duration)"
                            + "|adjust-(dateTime|date|time)-to-timezone"),
            "http://www.w3.org/2005/xpath-functions/math#",
            Pattern.compile("pi|exp|log|log10|sqrt|sin|cos|tan|asin|acos|atan|atan2"),
            "http://jena.apache.org/ARQ/function#",
            Pattern.compile("e|pi|min|max|localname|namespace|sha1sum|substr|substring"));

    /** The only property that is looked up in an index instead of the graph, see {@link TextSearch}. */
    static final String TEXT = "http://jena.apache.org/text#query";

    /** Predicates that Jena runs as code instead of looking them up. */
    private static final List<String> MAGIC = List.of(
            "java:",
            "http://jena.apache.org/ARQ/property#",
            "http://jena.apache.org/ARQ/list#",
            "http://jena.hpl.hp.com/ARQ/property#",
            "http://jena.hpl.hp.com/ARQ/list#",
            "http://jena.apache.org/text#");

    /** Bytes of stack for reading and evaluating; only what is used is taken. */
    static final long STACK = 64L << 20;

    private QueryGuard() {}

    /** The query, if it may be run over a graph with these contents. */
    static AskedQuery read(String text, ShortNames names, Contents contents) throws SparqlProblem {
        if (text.length() > Limits.LONGEST) {
            throw new SparqlProblem.Refused(
                    "Die Abfrage ist länger als %d Zeichen.".formatted(Limits.LONGEST),
                    "The query is longer than %d characters.".formatted(Limits.LONGEST));
        }
        if (Nesting.of(text) > Limits.DEEPEST) {
            throw tooDeep();
        }
        return deep(() -> readInDepth(text, names, contents));
    }

    private static AskedQuery readInDepth(String text, ShortNames names, Contents contents) throws SparqlProblem {
        try {
            var query = QueryFactory.create(text, names.base().toString(), Syntax.syntaxSPARQL_11);
            var seen = check(query, names);
            if (query.getQueryPattern() != null) {
                new Connections(contents).check(Algebra.compile(query));
            }
            return new AskedQuery(query, text, seen.unused(contents), seen.functions.steady);
        } catch (QueryException e) {
            throw e.getCause() instanceof StackOverflowError ? tooDeep() : SyntaxErrors.explain(text, e, names);
        } catch (Forbidden e) {
            throw e.problem;
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    /** Something that reads a query. */
    interface Reading {
        AskedQuery read() throws SparqlProblem;
    }

    /**
     * Reads in a thread that has room for it: a sum of thirty thousand terms is a tree of that depth, and an ordinary thread
     * would overflow, maybe in the middle of a class being made ready, which then stays broken.
     */
    static AskedQuery deep(Reading reading) throws SparqlProblem {
        var read = new AtomicReference<AskedQuery>();
        var failed = new AtomicReference<Throwable>();
        var thread = new Thread(
                null,
                () -> {
                    try {
                        read.set(reading.read());
                    } catch (SparqlProblem | RuntimeException | Error e) {
                        failed.set(e);
                    }
                },
                "read-query",
                STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Turns.busy();
        }
        return switch (failed.get()) {
            case null -> Objects.requireNonNull(read.get());
            case SparqlProblem problem -> throw problem;
            case StackOverflowError e -> throw tooDeep();
            case Error e -> throw e;
            case Throwable e -> throw (RuntimeException) e;
        };
    }

    static SparqlProblem tooDeep() {
        return new SparqlProblem.Refused(
                "Die Abfrage ist zu tief verschachtelt (höchstens %d Klammern ineinander) oder reiht zu viel aneinander."
                        .formatted(Limits.DEEPEST),
                "The query is nested too deeply (at most %d brackets within each other) or strings too much together."
                        .formatted(Limits.DEEPEST));
    }

    static SparqlProblem impossible(RuntimeException e) {
        return new SparqlProblem.Refused(
                "Die Abfrage lässt sich nicht auswerten: " + SyntaxErrors.firstLine(e),
                "The query cannot be evaluated: " + SyntaxErrors.firstLine(e));
    }

    /** Passes where the query names no graphs but ours. */
    static void checkGraphs(Query query, ShortNames names) throws SparqlProblem {
        try {
            query.getGraphURIs().forEach(graph -> ours(graph, names));
            query.getNamedGraphURIs().forEach(graph -> ours(graph, names));
        } catch (Forbidden e) {
            throw e.problem;
        }
    }

    private static Seen check(Query query, ShortNames names) {
        if (!query.isSelectType() && !query.isAskType() && !query.isConstructType() && !query.isDescribeType()) {
            throw new Forbidden(
                    "Nur SELECT, ASK, CONSTRUCT und DESCRIBE.", "Only SELECT, ASK, CONSTRUCT and DESCRIBE.");
        }
        query.getGraphURIs().forEach(graph -> ours(graph, names));
        query.getNamedGraphURIs().forEach(graph -> ours(graph, names));
        var seen = new Seen();
        if (query.getQueryPattern() != null) {
            Walker.walk(Algebra.compile(query), seen, seen.functions);
        }
        return seen;
    }

    private static void ours(String graph, ShortNames names) {
        if (!names.namedGraphs().contains(graph)) {
            throw new Forbidden(
                    ("FROM <%s>: diesen Graphen gibt es hier nicht. Ohne FROM wird der ganze Datenstand gefragt; mit Namen gibt es"
                                    + " nur %s.")
                            .formatted(graph, String.join(", ", names.namedGraphs())),
                    "FROM <%s>: there is no such graph here. Without FROM the whole release is asked; the named graphs are %s."
                            .formatted(graph, String.join(", ", names.namedGraphs())));
        }
    }

    /** Refuses what may never be asked, counts what is bounded, and notes the properties. */
    private static final class Seen extends OpVisitorBase {

        private final Set<String> properties = new LinkedHashSet<>();
        private final Functions functions = new Functions();
        private boolean searches;
        private int patterns;
        private int branches;

        private List<AskedQuery.Unused> unused(Contents contents) {
            var unused = new ArrayList<AskedQuery.Unused>();
            if (contents.triples() > 0) {
                if (searches) {
                    // The arguments of a search are written as a list, which is none of the graph.
                    properties.removeAll(Set.of(RDF.first.getURI(), RDF.rest.getURI()));
                }
                for (var property : properties) {
                    if (!contents.properties().containsKey(property)) {
                        unused.add(new AskedQuery.Unused(
                                property,
                                Nearest.to(property, contents.properties().keySet())
                                        .orElse(null)));
                    }
                }
            }
            return unused;
        }

        @Override
        public void visit(OpService service) {
            throw new Forbidden(
                    "SERVICE ist nicht erlaubt: dieser Server fragt keine anderen. Ergebnisse lassen sich als CSV holen und dort"
                            + " verbinden.",
                    "SERVICE is not allowed: this server asks no others. Fetch results as CSV and join them at your place.");
        }

        /** Jena's walker leaves out what stands in ORDER BY. */
        @Override
        public void visit(OpOrder order) {
            keys(order.getConditions().size());
            for (var condition : order.getConditions()) {
                Walker.walk(condition.getExpression(), this, functions);
            }
        }

        /** Jena's walker leaves out what stands inside COUNT, SUM and their like. */
        @Override
        public void visit(OpGroup group) {
            keys(group.getGroupVars().size());
            for (var aggregation : group.getAggregators()) {
                var expressions = aggregation.getAggregator().getExprList();
                if (expressions != null) {
                    expressions.forEach(expression -> Walker.walk(expression, this, functions));
                }
            }
        }

        private static void keys(int number) {
            if (number > Limits.KEYS) {
                throw new Forbidden(
                        "Die Abfrage ordnet oder gruppiert nach mehr als %d Ausdrücken.".formatted(Limits.KEYS),
                        "The query orders or groups by more than %d expressions.".formatted(Limits.KEYS));
            }
        }

        @Override
        public void visit(OpUnion union) {
            branch();
        }

        @Override
        public void visit(OpLeftJoin optional) {
            branch();
        }

        @Override
        public void visit(OpTable table) {
            if (table.getTable().size() > Limits.VALUES) {
                throw new Forbidden(
                        "VALUES mit mehr als %d Zeilen.".formatted(Limits.VALUES),
                        "VALUES with more than %d rows.".formatted(Limits.VALUES));
            }
        }

        @Override
        public void visit(OpPropFunc function) {
            predicate(function.getProperty());
        }

        @Override
        public void visit(OpBGP pattern) {
            pattern.getPattern().getList().stream().map(Triple::getPredicate).forEach(this::pattern);
        }

        @Override
        public void visit(OpTriple pattern) {
            pattern(pattern.getTriple().getPredicate());
        }

        @Override
        public void visit(OpPath pattern) {
            count();
            var predicate = pattern.getTriplePath().getPredicate();
            if (predicate != null) {
                predicate(predicate);
            }
            var path = pattern.getTriplePath().getPath();
            if (path != null) {
                Paths.properties(path).forEach(this::predicate);
            }
        }

        private void pattern(Node predicate) {
            count();
            predicate(predicate);
        }

        private void count() {
            if (++patterns > Limits.PATTERNS) {
                throw new Forbidden(
                        "Die Abfrage hat mehr als %d Muster.".formatted(Limits.PATTERNS),
                        "The query has more than %d patterns.".formatted(Limits.PATTERNS));
            }
        }

        private void branch() {
            if (++branches > Limits.BRANCHES) {
                throw new Forbidden(
                        "Die Abfrage hat mehr als %d UNION und OPTIONAL.".formatted(Limits.BRANCHES),
                        "The query has more than %d UNION and OPTIONAL.".formatted(Limits.BRANCHES));
            }
        }

        private void predicate(Node predicate) {
            if (!predicate.isURI()) {
                return;
            }
            if (predicate.getURI().equals(TEXT)) {
                searches = true;
                return;
            }
            if (MAGIC.stream().anyMatch(predicate.getURI()::startsWith)) {
                throw new Forbidden(
                        "Die Eigenschaft <%s> ist nicht erlaubt.".formatted(predicate.getURI()),
                        "The property <%s> is not allowed.".formatted(predicate.getURI()));
            }
            properties.add(predicate.getURI());
        }
    }

    private static final class Functions extends ExprVisitorBase {

        private boolean steady = true;

        /** NOW, RAND, UUID and STRUUID. */
        @Override
        public void visit(ExprFunction0 function) {
            steady = false;
        }

        @Override
        public void visit(ExprFunctionN function) {
            if (function instanceof E_Function named && !isAllowed(named.getFunctionIRI())) {
                throw new Forbidden(
                        "Die Funktion <%s> ist nicht erlaubt.".formatted(named.getFunctionIRI()),
                        "The function <%s> is not allowed.".formatted(named.getFunctionIRI()));
            }
        }

        private static boolean isAllowed(String iri) {
            return FUNCTIONS.entrySet().stream()
                    .anyMatch(some -> iri.startsWith(some.getKey())
                            && some.getValue()
                                    .matcher(iri.substring(some.getKey().length()))
                                    .matches());
        }
    }

    /** Carries a refusal out of a visitor. */
    static final class Forbidden extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient SparqlProblem problem;

        private Forbidden(String german, String english) {
            this(new SparqlProblem.Refused(german, english));
        }

        Forbidden(SparqlProblem problem) {
            super(problem.getMessage(), null, false, false);
            this.problem = problem;
        }
    }
}
