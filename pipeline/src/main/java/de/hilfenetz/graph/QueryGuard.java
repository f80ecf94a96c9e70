package de.hilfenetz.graph;

import java.util.List;
import java.util.Set;
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
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpPropFunc;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.algebra.op.OpTriple;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprVisitorBase;

/**
 * Reads a query and lets through only what stays inside our graph: SPARQL 1.1 query forms, no SERVICE in any place, no
 * dataset of its own, no function beyond the standard's and a harmless few. Looks at the algebra, where no comment or escape
 * can hide anything.
 */
final class QueryGuard {

    /** Longer ones are not written by people. */
    static final int LONGEST = 64 * 1024;

    private static final List<String> FUNCTIONS = List.of(
            "http://www.w3.org/2001/XMLSchema#",
            "http://www.w3.org/2005/xpath-functions#",
            "http://www.w3.org/2005/xpath-functions/math#");

    private static final String AFN = "http://jena.apache.org/ARQ/function#";
    private static final Set<String> HARMLESS_AFN =
            Set.of("e", "pi", "min", "max", "localname", "namespace", "sha1sum", "strjoin", "substr", "substring");

    /** Predicates that Jena runs as code instead of looking them up. */
    private static final List<String> MAGIC = List.of(
            "java:",
            "http://jena.apache.org/ARQ/property#",
            "http://jena.apache.org/ARQ/list#",
            "http://jena.hpl.hp.com/ARQ/property#",
            "http://jena.hpl.hp.com/ARQ/list#",
            "http://jena.apache.org/text#");

    private static final Pattern PLACE = Pattern.compile("[Ll]ine ([0-9]+), column ([0-9]+)");
    private static final Patterns PATTERNS = new Patterns();
    private static final Functions FUNCTION_CALLS = new Functions();

    private QueryGuard() {}

    /** The query, if it may be run. */
    static Query read(String text) throws SparqlProblem {
        if (text.length() > LONGEST) {
            throw new SparqlProblem.Refused(
                    "Die Abfrage ist länger als %d Zeichen.".formatted(LONGEST),
                    "The query is longer than %d characters.".formatted(LONGEST));
        }
        try {
            var query = QueryFactory.create(text, Syntax.syntaxSPARQL_11);
            check(query);
            return query;
        } catch (QueryException e) {
            throw e.getCause() instanceof StackOverflowError ? tooDeep() : syntax(e);
        } catch (Forbidden e) {
            throw new SparqlProblem.Refused(e.german, e.english);
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    static SparqlProblem tooDeep() {
        return new SparqlProblem.Refused("Die Abfrage ist zu tief verschachtelt.", "The query is nested too deeply.");
    }

    /** The parser's message tells the place better than its fields. */
    private static SparqlProblem syntax(QueryException e) {
        var reason = firstLine(e);
        var place = PLACE.matcher(reason);
        return place.find()
                ? new SparqlProblem.Syntax(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), reason)
                : new SparqlProblem.Syntax(0, 0, reason);
    }

    static SparqlProblem impossible(QueryException e) {
        return new SparqlProblem.Refused(
                "Die Abfrage lässt sich nicht auswerten: " + firstLine(e),
                "The query cannot be evaluated: " + firstLine(e));
    }

    private static String firstLine(QueryException e) {
        var message = e.getMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    private static void check(Query query) {
        if (!query.isSelectType() && !query.isAskType() && !query.isConstructType() && !query.isDescribeType()) {
            throw new Forbidden(
                    "Nur SELECT, ASK, CONSTRUCT und DESCRIBE.", "Only SELECT, ASK, CONSTRUCT and DESCRIBE.");
        }
        if (query.hasDatasetDescription()) {
            throw new Forbidden(
                    "FROM und FROM NAMED gibt es hier nicht: der Standardgraph ist der ganze Datenstand.",
                    "FROM and FROM NAMED are not supported: the default graph is the whole release.");
        }
        if (query.getQueryPattern() != null) {
            Walker.walk(Algebra.compile(query), PATTERNS, FUNCTION_CALLS);
        }
    }

    private static final class Patterns extends OpVisitorBase {

        @Override
        public void visit(OpService service) {
            throw new Forbidden("SERVICE ist nicht erlaubt.", "SERVICE is not allowed.");
        }

        /** Jena's walker leaves out what stands in ORDER BY. */
        @Override
        public void visit(OpOrder order) {
            for (var condition : order.getConditions()) {
                Walker.walk(condition.getExpression(), PATTERNS, FUNCTION_CALLS);
            }
        }

        /** Jena's walker leaves out what stands inside COUNT, SUM and their like. */
        @Override
        public void visit(OpGroup group) {
            for (var aggregation : group.getAggregators()) {
                var expressions = aggregation.getAggregator().getExprList();
                if (expressions != null) {
                    expressions.forEach(expression -> Walker.walk(expression, PATTERNS, FUNCTION_CALLS));
                }
            }
        }

        @Override
        public void visit(OpPropFunc function) {
            predicate(function.getProperty());
        }

        @Override
        public void visit(OpBGP pattern) {
            pattern.getPattern().getList().stream().map(Triple::getPredicate).forEach(Patterns::predicate);
        }

        @Override
        public void visit(OpTriple pattern) {
            predicate(pattern.getTriple().getPredicate());
        }

        @Override
        public void visit(OpPath pattern) {
            var predicate = pattern.getTriplePath().getPredicate();
            if (predicate != null) {
                predicate(predicate);
            }
        }

        private static void predicate(Node predicate) {
            if (predicate.isURI() && MAGIC.stream().anyMatch(predicate.getURI()::startsWith)) {
                throw new Forbidden(
                        "Die Eigenschaft <%s> ist nicht erlaubt.".formatted(predicate.getURI()),
                        "The property <%s> is not allowed.".formatted(predicate.getURI()));
            }
        }
    }

    private static final class Functions extends ExprVisitorBase {

        @Override
        public void visit(ExprFunctionN function) {
            if (function instanceof E_Function named && !isAllowed(named.getFunctionIRI())) {
                throw new Forbidden(
                        "Die Funktion <%s> ist nicht erlaubt.".formatted(named.getFunctionIRI()),
                        "The function <%s> is not allowed.".formatted(named.getFunctionIRI()));
            }
        }

        private static boolean isAllowed(String iri) {
            return FUNCTIONS.stream().anyMatch(iri::startsWith)
                    || (iri.startsWith(AFN) && HARMLESS_AFN.contains(iri.substring(AFN.length())));
        }
    }

    /** Carries a refusal out of a visitor. */
    private static final class Forbidden extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String german;
        private final String english;

        private Forbidden(String german, String english) {
            super(english, null, false, false);
            this.german = german;
            this.english = english;
        }
    }
}
