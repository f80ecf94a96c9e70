package de.hilfenetz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparqlTest {

    private static final String PREFIXES = """
            PREFIX schema: <https://schema.org/>
            PREFIX dct: <http://purl.org/dc/terms/>
            PREFIX hnv: <https://hilfenetz.example/def/>
            """;
    private static final PublishedGraph GRAPH = new PublishedGraph(Examples.CROSSWALK);

    private final Sparql sparql = new Sparql(GRAPH, Examples.NAMES, Duration.ofSeconds(30));

    @BeforeAll
    static void load() {
        GRAPH.load("2026-11-22.3", out -> {
            out.accept(Examples.service());
            out.accept(Examples.organization());
            out.accept(Examples.location());
        });
    }

    /** What came, and how often it was begun. */
    private record Answer(String mediaType, String release, String body) {}

    private Answer ask(String query, @Nullable String accept) throws SparqlProblem, IOException {
        var begun = new ArrayList<String>();
        var out = new ByteArrayOutputStream();
        sparql.answer(PREFIXES + query, accept, (mediaType, release) -> {
            begun.addAll(List.of(mediaType, release));
            return out;
        });
        assertThat(begun).as("begun once").hasSize(2);
        return new Answer(begun.get(0), begun.get(1), out.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                                                   | application/sparql-results+json | "value":"Schuldnerberatung Bilk"
            */*                                    | application/sparql-results+json | "value":"Schuldnerberatung Bilk"
            application/json;q=0.5,text/csv        | text/csv                        | Schuldnerberatung Bilk
            text/tab-separated-values              | text/tab-separated-values       | "Schuldnerberatung Bilk"@de
            application/sparql-results+xml         | application/sparql-results+xml  | >Schuldnerberatung Bilk</literal>
            text/html                              | application/sparql-results+json | "value":"Schuldnerberatung Bilk"
            """)
    void givesRowsInTheFormAskedFor(@Nullable String accept, String mediaType, String part) throws Exception {
        var answer = ask("SELECT ?name { ?s a schema:Service ; schema:name ?name FILTER(lang(?name) = 'de') }", accept);

        assertThat(answer.mediaType()).isEqualTo(mediaType);
        assertThat(answer.release()).isEqualTo("2026-11-22.3");
        assertThat(answer.body().replace("\" : \"", "\":\"").replace("\": \"", "\":\""))
                .contains(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"})
    void answersYesOrNo(String accept) throws Exception {
        assertThat(ask("ASK { ?s a schema:Service }", accept).body()).contains("true");
        assertThat(ask("ASK { ?s a schema:Car }", accept).body()).contains("false");
    }

    @Test
    void countsWhatTheFilesHold() throws Exception {
        var triples = new ArrayList<Triple>();
        Examples.CROSSWALK.describeVocabulary(triples::add);
        triples.addAll(Examples.describe(Examples.service()));
        triples.addAll(Examples.describe(Examples.organization()));
        triples.addAll(Examples.describe(Examples.location()));

        var json = new ObjectMapper()
                .readTree(ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", null).body());

        assertThat(json.at("/results/bindings/0/n/value").asInt()).isEqualTo(triples.size());
    }

    @ParameterizedTest
    @CsvSource({
        ",text/turtle,TURTLE",
        "application/n-triples,application/n-triples,N-Triples",
        "application/ld+json,application/ld+json,JSON-LD",
        "application/rdf+xml,application/rdf+xml,RDF/XML"
    })
    void describesARecordWithItsParts(@Nullable String accept, String mediaType, String lang) throws Exception {
        var answer = ask("DESCRIBE ?s { ?s a schema:Service }", accept);

        assertThat(answer.mediaType()).isEqualTo(mediaType);
        var graph = RDFParser.fromString(answer.body(), RDFLanguages.nameToLang(lang))
                .toGraph();
        assertThat(graph.isIsomorphicWith(Examples.graph(Examples.describe(Examples.service()))))
                .isTrue();
    }

    @Test
    void describesAnIri() throws Exception {
        var iri = Examples.CROSSWALK.iri(
                Examples.location().kind(), Examples.location().id());

        assertThat(ask("DESCRIBE <" + iri + ">", null).body()).contains("Beratungshaus Bilk", iri + "#address");
        assertThat(ask("DESCRIBE <https://hilfenetz.example/id/ort/none>", "application/n-triples")
                        .body())
                .isEmpty();
    }

    @Test
    void constructs() throws Exception {
        var answer = ask(
                "CONSTRUCT { [] dct:title ?name } WHERE { ?s a schema:Service ; schema:name ?name }",
                "application/ld+json");

        assertThat(RDFParser.fromString(answer.body(), Lang.JSONLD).toGraph().size())
                .isEqualTo(2);
    }

    @Test
    void saysWhereTheSyntaxIsWrong() {
        var problem = catchThrowableOfType(SparqlProblem.Syntax.class, () -> ask("SELECT ?s\nWHERE { ?s ?p }", null));

        assertThat(problem.line()).isEqualTo(5);
        assertThat(problem.column()).isEqualTo(15);
        assertThat(problem.getMessage()).contains("line 5, column 15").contains("Encountered");
        assertThat(problem.german()).contains("Zeile 5, Spalte 15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { SERVICE <http://localhost/x> { ?s ?p ?o } }",
                "SELECT * { SERVICE SILENT <http://localhost/x> { ?s ?p ?o } }",
                "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://localhost/x> { ?s ?p ?o } } }",
                "SELECT * { ?s ?p ?o FILTER NOT EXISTS { { SELECT * { SERVICE ?s { ?s ?p ?o } } } } }",
                "SELECT * { ?s ?p ?o OPTIONAL { { SERVICE <http://localhost/x> { ?s ?p ?o } } UNION { ?s ?p ?o } } }",
                "SELECT (EXISTS { SERVICE <http://localhost/x> { ?s ?p ?o } } AS ?e) { ?s ?p ?o }",
                "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <http://localhost/x> { ?s ?p ?o } })",
                "SELECT ?s (COUNT(EXISTS { SERVICE <http://localhost/x> { ?s ?p ?o } }) AS ?n) { ?s ?p ?o } GROUP BY ?s",
                "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <http://localhost/x> { ?s ?p ?o } })",
                "\\u0053ELECT * { \\u0053ERVICE <http://localhost/x> { ?s ?p ?o } }",
                "SELECT * FROM <http://localhost/x> { ?s ?p ?o }",
                "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
                "SELECT (<java:java.lang.System.exit>(0) AS ?x) {}",
                "SELECT * { ?s ?p ?o FILTER(<java:org.example.Fn>(?o)) }",
                "SELECT * { ?s <java:org.example.Pf> ?o }",
                "SELECT * { ?s <http://jena.apache.org/ARQ/property#concat> ?o }",
                "SELECT (<http://jena.apache.org/ARQ/function#wait>(100000) AS ?x) {}",
                "SELECT (<js:alert>(1) AS ?x) {}",
                "SELECT (SUM(<java:x.Y>(?o)) AS ?n) { ?s ?p ?o }"
            })
    void refusesWhatLeavesTheGraph(String query) {
        assertThatThrownBy(() -> ask(query, null)).isInstanceOf(SparqlProblem.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT DATA { <a:a> <a:b> <a:c> }",
                "DELETE WHERE { ?s ?p ?o }",
                "LOAD <http://localhost/x>",
                "CLEAR ALL",
                "DROP ALL",
                "SELECT * { LATERAL { ?s ?p ?o } }",
                "JSON { 'a': ?s } WHERE { ?s ?p ?o }",
                ""
            })
    void takesQueriesOnly(String text) {
        assertThatThrownBy(() -> ask(text, null)).isInstanceOf(SparqlProblem.Syntax.class);
    }

    @Test
    void allowsTheStandardsFunctions() throws Exception {
        var answer = ask("""
                SELECT (<http://www.w3.org/2001/XMLSchema#integer>("7") AS ?n)
                       (<http://jena.apache.org/ARQ/function#localname>(<https://a.example/x>) AS ?l) {}
                """, "text/csv");

        assertThat(answer.body()).isEqualTo("n,l\r\n7,x\r\n");
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        var deep = "SELECT * { ?s ?p ?o FILTER(" + "(".repeat(25_000) + "1" + ")".repeat(25_000) + ") }";

        assertThatThrownBy(() -> ask(deep, null)).isInstanceOf(SparqlProblem.Refused.class);
        assertThatThrownBy(() -> ask("SELECT * { " + " ".repeat(70_000) + " }", null))
                .isInstanceOf(SparqlProblem.Refused.class)
                .hasMessageContaining("65536");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a",
                "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?d), STR(?g)) = 'x') }",
                "CONSTRUCT { ?a ?b ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?d), STR(?g)) = 'x') }"
            })
    void sendsNothingWhenTimeIsUp(String query) {
        var impatient = new Sparql(GRAPH, Examples.NAMES, Duration.ofMillis(50));

        assertThatThrownBy(() -> impatient.answer(query, null, (mediaType, release) -> {
                    throw new AssertionError("begun");
                }))
                .isInstanceOf(SparqlProblem.Timeout.class)
                .hasMessageContaining("0.05 seconds");
    }

    @Test
    void answersTheNextQueryAfterOneThatTookTooLong() throws Exception {
        var once = new Sparql(GRAPH, Examples.NAMES, Duration.ofSeconds(1));
        var answer = new java.io.ByteArrayOutputStream();

        assertThatThrownBy(() -> once.answer(
                        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", null, (type, release) -> answer))
                .isInstanceOf(SparqlProblem.Timeout.class);

        once.answer("ASK { ?a ?b ?c }", null, (type, release) -> answer);
        assertThat(answer.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("true");
    }

    @Test
    void saysThatAnAnswerBrokeOff() {
        var impatient = new Sparql(GRAPH, Examples.NAMES, Duration.ofSeconds(2), 16);

        assertThatThrownBy(() -> impatient.answer(
                        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                        "text/csv",
                        (mediaType, release) -> OutputStream.nullOutputStream()))
                .isInstanceOf(SparqlProblem.Broken.class);
    }

    @Test
    void handsOnWhatTheReceiverThrows() {
        assertThatThrownBy(() -> sparql.answer("ASK {}", null, (mediaType, release) -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }
}
