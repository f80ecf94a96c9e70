package de.hilfenetz.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.mem.GraphMemFast;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.util.Context;

/** Whatever is asked, the answer is what ARQ gives over a graph of its own. */
class NumberedExecutorTest {

    private static final List<Node> TERMS = List.of(
            iri("a"),
            iri("b"),
            iri("c"),
            iri("p"),
            NodeFactory.createLiteralString("a"),
            NodeFactory.createLiteralLang("a", "de"),
            NodeFactory.createLiteralDT("1", XSDDatatype.XSDinteger),
            NodeFactory.createLiteralDT("01", XSDDatatype.XSDinteger),
            NodeFactory.createLiteralDT("1.0", XSDDatatype.XSDdecimal),
            NodeFactory.createLiteralDT("2026-11-22", XSDDatatype.XSDdate),
            NodeFactory.createLiteralDT("2026-02-30", XSDDatatype.XSDdate),
            NodeFactory.createLiteralDT("2025-12-31", XSDDatatype.XSDdate),
            NodeFactory.createLiteralDT("2026-11-2Z", XSDDatatype.XSDdate));

    private static Node iri(String name) {
        return NodeFactory.createURI("urn:x:" + name);
    }

    @Provide
    Arbitrary<List<Triple>> triples() {
        return Combinators.combine(
                        Arbitraries.of(TERMS.subList(0, 4)), Arbitraries.of(iri("p"), iri("q")), Arbitraries.of(TERMS))
                .as(Triple::create)
                .list()
                .ofMaxSize(25);
    }

    private static Arbitrary<String> pattern() {
        var subjects = Arbitraries.of("?a", "?b", "?c", "?p", "<urn:x:a>", "<urn:x:none>", "[]");
        var properties = Arbitraries.of("<urn:x:p>", "<urn:x:q>", "?p");
        var objects = Arbitraries.of("?a", "?b", "?c", "?d", "<urn:x:b>", "1", "01", "\"a\"@de", "_:one");
        return Combinators.combine(subjects, properties, objects)
                .as("%s %s %s . "::formatted)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(some -> String.join("", some).replace("_:one", "_:b" + some.hashCode()));
    }

    private static Arbitrary<String> part() {
        return Arbitraries.oneOf(
                pattern(),
                pattern().map("OPTIONAL { %s} "::formatted),
                pattern().map("FILTER NOT EXISTS { %s} "::formatted),
                pattern().map("FILTER EXISTS { %s} "::formatted),
                Combinators.combine(pattern(), test()).as("%s %s "::formatted),
                Combinators.combine(pattern(), test()).as("OPTIONAL { %s %s } "::formatted),
                Combinators.combine(pattern(), test()).as("FILTER NOT EXISTS { %s %s } "::formatted),
                pattern().map("MINUS { %s} "::formatted),
                Combinators.combine(pattern(), pattern()).as("{ %s} UNION { %s} "::formatted),
                Arbitraries.of(
                        "?a <urn:x:p>* ?b . ",
                        "?a <urn:x:p>+ <urn:x:b> . ",
                        "<urn:x:a> <urn:x:p>* ?d . ",
                        "?c (<urn:x:p>|<urn:x:q>)+ ?c . ",
                        "<urn:x:none> <urn:x:q>* ?a . ",
                        "?a <urn:x:p>/<urn:x:q> ?d . ",
                        "BIND (STR(?a) AS ?e) ",
                        "VALUES ?c { <urn:x:none> <urn:x:b> UNDEF } ",
                        "FILTER (?d = 1) ",
                        "FILTER (!BOUND(?d)) "));
    }

    private static Arbitrary<String> test() {
        return Arbitraries.of(
                "FILTER (?d = 1)",
                "FILTER (?a != ?b)",
                "FILTER (LANG(?c) = 'de' || ?c = ?a)",
                "FILTER (?d > '2026-01-01'^^<http://www.w3.org/2001/XMLSchema#date>)",
                "FILTER (ISIRI(?b) && EXISTS { ?b ?p ?c })",
                "FILTER (BOUND(?e))",
                "FILTER (STRLEN(STR(?a)) > 6) FILTER (?c IN (<urn:x:a>, ?d))");
    }

    @Provide
    Arbitrary<String> queries() {
        var selects = Arbitraries.of(
                "SELECT * WHERE { ‹› }",
                "SELECT DISTINCT ?a ?d WHERE { ‹› }",
                "SELECT ?a (COUNT(*) AS ?n) WHERE { ‹› } GROUP BY ?a",
                "SELECT ?a ?e (COUNT(DISTINCT ?d) AS ?n) (COUNT(?b) AS ?m) WHERE { ‹› } GROUP BY ?a ?e",
                "SELECT (COUNT(?d) AS ?n) (COUNT(DISTINCT ?e) AS ?m) WHERE { ‹› }",
                "SELECT ?a (COUNT(?d) AS ?n) WHERE { ‹› } GROUP BY ?a HAVING (COUNT(?d) > 1)",
                "SELECT (MAX(?d) AS ?n) (COUNT(DISTINCT *) AS ?m) WHERE { ‹› }",
                "SELECT ?a ?d WHERE { ‹› } ORDER BY DESC(?d) ?a",
                "SELECT ?d ?c WHERE { ‹› } ORDER BY ?d ?c LIMIT 3",
                "SELECT DISTINCT ?d WHERE { ‹› } ORDER BY ?d LIMIT 2",
                "ASK { ‹› }");
        return Combinators.combine(selects, part().list().ofMinSize(1).ofMaxSize(4))
                .as((select, parts) -> select.replace("‹›", String.join("", parts)))
                .filter(NumberedExecutorTest::isQuery);
    }

    private static boolean isQuery(String text) {
        try {
            QueryFactory.create(text);
            return true;
        } catch (QueryException e) {
            return false; // a variable that BIND gives a value to has one already
        }
    }

    @Property(tries = 3_000)
    void answersAsArqDoes(@ForAll("triples") List<Triple> triples, @ForAll("queries") String query) {
        var builder = new SortedGraph.Builder();
        triples.forEach(builder::add);
        var other = new GraphMemFast();
        triples.forEach(other::add);

        var here = answer(builder.build(), query, true);
        var there = answer(other, query, false);
        if (query.contains("ORDER BY")) {
            assertThat(here).isEqualTo(there);
        } else {
            assertThat(here).containsExactlyInAnyOrderElementsOf(there);
        }
    }

    private static List<String> answer(Graph graph, String query, boolean byNumbers) {
        try (var execution = QueryExec.dataset(DatasetGraphFactory.wrap(graph))
                .query(query)
                .context(context(byNumbers))
                .build()) {
            if (query.startsWith("ASK")) {
                return List.of(Boolean.toString(execution.ask()));
            }
            var rows = new ArrayList<String>();
            var all = execution.select();
            var variables = all.getResultVars();
            all.forEachRemaining(row -> rows.add(Arrays.toString(
                    variables.stream().map(row::get).map(String::valueOf).toArray())));
            return rows;
        }
    }

    /** There is no circle of seven where everything leads from one half to the other. */
    @Example
    void stopsInTheMiddleOfAPatternThatFindsNothing() {
        var builder = new SortedGraph.Builder();
        for (var one = 0; one < 60; one++) {
            for (var other = 0; other < 60; other++) {
                builder.add(Triple.create(iri("one" + one), iri("p"), iri("other" + other)));
                builder.add(Triple.create(iri("other" + other), iri("p"), iri("one" + one)));
            }
        }
        try (var execution = QueryExec.dataset(DatasetGraphFactory.wrap(builder.build()))
                .query("SELECT * { ?1 <urn:x:p> ?2 . ?2 <urn:x:p> ?3 . ?3 <urn:x:p> ?4 . ?4 <urn:x:p> ?5 ."
                        + " ?5 <urn:x:p> ?6 . ?6 <urn:x:p> ?7 . ?7 <urn:x:p> ?1 }")
                .context(context(true))
                .timeout(50)
                .build()) {
            assertThatThrownBy(() -> execution.select().forEachRemaining(row -> {}))
                    .isInstanceOf(QueryCancelledException.class);
        }
    }

    private static Context context(boolean byNumbers) {
        var context = ARQ.getContext().copy();
        if (byNumbers) {
            NumberedExecutor.install(context);
        }
        return context;
    }
}
