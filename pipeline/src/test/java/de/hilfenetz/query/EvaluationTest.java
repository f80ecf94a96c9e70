package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.ReleaseGraph;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.core.Var;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {

    private static final String PREFIXES = """
            PREFIX schema: <https://schema.org/>
            PREFIX dct: <http://purl.org/dc/terms/>
            PREFIX hnv: <https://hilfenetz.example/def/>
            """;
    private static final ReleaseGraph GRAPH = ReleaseGraph.of(
            Examples.CROSSWALK,
            "2026-11-22.3",
            List.of(Examples.service(), Examples.organization(), Examples.location()));

    private final Evaluation evaluation = new Evaluation(GRAPH, Examples.NAMES);

    /** What came. */
    private record Answer(Head head, String body) {

        String mediaType() {
            return head.mediaType();
        }

        String release() {
            return head.release();
        }
    }

    private Answer ask(String query, @Nullable String accept) throws SparqlProblem, IOException {
        return ask(query, accept, 0, false);
    }

    private Answer ask(String query, @Nullable String accept, long rows, boolean partial)
            throws SparqlProblem, IOException {
        var heads = new ArrayList<Head>();
        var out = new ByteArrayOutputStream();
        evaluation.answer(request(PREFIXES + query, accept, rows, partial, Duration.ofSeconds(30)), head -> {
            heads.add(head);
            return out;
        });
        assertThat(heads).as("begun once").hasSize(1);
        return new Answer(heads.getFirst(), out.toString(StandardCharsets.UTF_8));
    }

    private Request request(String text, @Nullable String accept, long rows, boolean partial, Duration time)
            throws SparqlProblem {
        var asked = AskedQuery.read(text, Examples.NAMES, evaluation.contents());
        return new Request(text, asked.mediaType(null, accept).orElseThrow(), null, rows, partial, time, false);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                                                   | application/sparql-results+json | "value":"Schuldnerberatung Bilk"
            */*                                    | application/sparql-results+json | "value":"Schuldnerberatung Bilk"
            application/json;q=0.5,text/csv        | text/csv                        | Schuldnerberatung Bilk
            application/xml                        | application/sparql-results+xml  | >Schuldnerberatung Bilk</literal>
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

    @Test
    void givesAsJsonWhatAnotherReaderFindsInIt() throws Exception {
        var answer = ask("""
                PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                SELECT ?x ?y ?none {
                  VALUES (?x ?y) {
                    ("Grüße \\"ß\\"\\n\\t\\u0001😀"@de 1) (<https://example.org/ä> 1.50) ("" true) ("2026-11-22"^^xsd:date UNDEF)
                    ("eigen"^^<https://example.org/typ> "text")
                  }
                }""", "application/sparql-results+json");

        var read = RowSetReaderRegistry.getFactory(ResultSetLang.RS_JSON)
                .create(ResultSetLang.RS_JSON)
                .read(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)), ARQ.getContext());
        var rows = new ArrayList<String>();
        read.forEachRemaining(row -> rows.add(row.get("x") + " " + row.get("y") + " " + row.get("none")));
        assertThat(read.getResultVars()).extracting(Var::getVarName).containsExactly("x", "y", "none");
        assertThat(rows)
                .containsExactly(
                        NodeFactory.createLiteralLang("Grüße \"ß\"\n\t\u0001😀", "de") + " "
                                + NodeFactory.createLiteralDT("1", XSDDatatype.XSDinteger) + " null",
                        "https://example.org/ä " + NodeFactory.createLiteralDT("1.50", XSDDatatype.XSDdecimal)
                                + " null",
                        NodeFactory.createLiteralString("") + " "
                                + NodeFactory.createLiteralDT("true", XSDDatatype.XSDboolean) + " null",
                        NodeFactory.createLiteralDT("2026-11-22", XSDDatatype.XSDdate) + " null null",
                        NodeFactory.createLiteralDT(
                                        "eigen", TypeMapper.getInstance().getSafeTypeByName("https://example.org/typ"))
                                + " " + NodeFactory.createLiteralString("text") + " null");
        assertThat(answer.body().lines()).as("a row a line").hasSizeGreaterThan(5);
    }

    /** ARQ by itself throws the dice at each comparison, and then finds that there is no order. */
    @Test
    void takesAnyFew() throws Exception {
        assertThat(ask("SELECT ?a { ?a a ?t } ORDER BY RAND() LIMIT 5", "text/csv")
                        .body()
                        .lines())
                .hasSize(6);
        assertThat(ask("SELECT * { VALUES ?x { 1 3 2 } } ORDER BY DESC(?x * 2)", "text/csv")
                        .body())
                .as("what is sorted by is not shown")
                .isEqualTo("x\r\n3\r\n2\r\n1\r\n");
        assertThat(sorted("SELECT ?x { } ORDER BY DESC(RAND()) ?x"))
                .as("one projection, so that the first few are known to be enough")
                .startsWith("(project (?x) (order ((desc ?/sort0) ?x) (extend ((?/sort0 (rand)))");
    }

    private static String sorted(String query) {
        return SortKeys.of(Algebra.compile(QueryFactory.create(query)))
                .toString()
                .replaceAll("\\s+", " ");
    }

    /** Else each row were another one. */
    @Test
    void forgetsWhatItSortedBy() throws Exception {
        assertThat(ask("SELECT DISTINCT * { VALUES ?x { 1 1 } } ORDER BY RAND()", "text/csv")
                        .body())
                .isEqualTo("x\r\n1\r\n");
        assertThat(ask(
                                "DESCRIBE * { VALUES ?x { <https://nirgends.example/a> } } ORDER BY IRI(\"%s\")"
                                        .formatted(Examples.CROSSWALK.iri(
                                                Examples.location().kind(),
                                                Examples.location().id())),
                                "text/turtle")
                        .body())
                .doesNotContain("Beratungshaus Bilk");
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
        assertThat(problem.german()).contains("Zeile 5, Spalte 15", "„}“ passt hier nicht");
        assertThat(problem.pointer()).isEqualTo("WHERE { ?s ?p }\n              ^");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            SELECT ?s { ?s text:query "Hilfe" }       | Am Anfang ergänzen: PREFIX text: <http://jena.apache.org/text#>
            SELECT ?n { ?s foaf:name ?n }             | Am Anfang ergänzen: PREFIX foaf: <http://xmlns.com/foaf/0.1/>
            SELECT ?n { ?s shema:name ?n }            | Meinten Sie schema:name? (PREFIX schema: <https://schema.org/>)
            SELCT ?n { ?s schema:name ?n }            | Meinten Sie SELECT?
            SELECT ?n { ?s schema:name ?n } ODER BY ?n | Meinten Sie ORDER?
            SELECT ?n { ?s schema:name ?n             |
            """)
    void saysWhatWasLikelyMeant(String query, @Nullable String suggestion) {
        var problem = catchThrowableOfType(SparqlProblem.Syntax.class, () -> ask(query, null));

        assertThat(problem.line()).as(problem.getMessage()).isEqualTo(4);
        assertThat(problem.excerpt()).isEqualTo(query);
        assertThat(problem.suggestion()).isEqualTo(suggestion);
    }

    @Test
    void namesPropertiesThatNothingHas() throws Exception {
        var contents = evaluation.contents();
        var asked = AskedQuery.read(
                PREFIXES + "SELECT ?n { ?s schema:nmae ?n ; schema:provider/schema:legalNameOfAll ?m }",
                Examples.NAMES,
                contents);

        assertThat(asked.unused())
                .containsExactly(
                        new AskedQuery.Unused("https://schema.org/nmae", "https://schema.org/name"),
                        new AskedQuery.Unused("https://schema.org/legalNameOfAll", null));
    }

    @Test
    void saysWhetherAnAnswerIsComplete() throws Exception {
        var all = "SELECT ?s ?p ?o { ?s ?p ?o }";

        assertThat(ask("SELECT ?s { ?s a schema:Service }", null, 2, false)
                        .head()
                        .state())
                .isEqualTo(Head.State.COMPLETE);
        var cut = ask(all, "text/csv", 3, true);
        assertThat(cut.head().state()).isEqualTo(Head.State.TRUNCATED);
        assertThat(cut.body().lines()).hasSize(1 + 3);
        assertThatThrownBy(() -> ask(all, null, 3, false))
                .isInstanceOf(SparqlProblem.TooLong.class)
                .hasMessageContaining("more than 3 rows");
        assertThat(ask(all, "text/csv").body().lines()).hasSizeGreaterThan(1_000);
    }

    /** SPARQL 1.1 Query Results CSV and TSV Formats, section 3: no value is nothing, an empty one a pair of quotation marks. */
    @Test
    void writesValuesAsCsv() throws Exception {
        var rows = ask("""
                SELECT * { VALUES (?a ?b) {
                  ("mit \\"Marken\\", Komma" "") (UNDEF "zwei\\nZeilen"@de) (<https://example.org/ä> 1.50) } }""", "text/csv");
        assertThat(rows.body()).isEqualTo("""
                a,b\r
                "mit ""Marken"", Komma",""\r
                ,"zwei
                Zeilen"\r
                https://example.org/ä,1.50\r
                """);
    }

    @Test
    void hasTwoNamedGraphs() throws Exception {
        assertThat(ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", "text/csv")
                        .body()
                        .lines())
                .containsExactly(
                        "g", "https://hilfenetz.example/graph/herkunft", "https://hilfenetz.example/graph/vokabular");
        assertThat(ask("SELECT ?v { GRAPH ?g { ?d <http://www.w3.org/ns/dcat#version> ?v } }", "text/csv")
                        .body())
                .contains("2026-11-22.3");
        assertThat(ask("ASK FROM <https://hilfenetz.example/graph/vokabular> { ?s a schema:Service }", "text/csv")
                        .body())
                .contains("false");
        assertThat(ask(
                                "SELECT ?o FROM <https://hilfenetz.example/graph/herkunft> { ?s <http://www.w3.org/ns/prov#wasDerivedFrom> ?o }",
                                "text/csv")
                        .body())
                .contains("/id/lieferung/");
    }

    /** Section 7.2 of the defence: what would compute for ever is refused before it is begun. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
                "SELECT * { { ?a ?b ?c } { ?d ?e ?f } }",
                "SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f } }",
                "SELECT * { ?a ?b ?c FILTER EXISTS { ?d ?e ?f . ?g ?h ?i } }",
                "SELECT * { ?a ?b ?c MINUS { ?d ?e ?f . ?g ?h ?i } }",
                "SELECT * { { SELECT ?a { ?a ?b ?c . ?d ?e ?f } } }",
                "SELECT * { ?a ?b ?c { SELECT ?d { ?d ?e ?f } } }",
                "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER (?a = ?d) }",
                "ASK { GRAPH ?g { ?a ?b ?c } ?d ?e ?f }",
                "SELECT (COUNT(*) AS ?n) { ?a schema:name+ ?b }",
                "SELECT (COUNT(*) AS ?n) { ?a (schema:name|!schema:name)* ?b }",
                "SELECT * { ?a <http://www.w3.org/2004/02/skos/core#broader>* ?b }",
                "SELECT * { <a:a> (schema:name/schema:name)* ?b }"
            })
    void refusesWhatNobodyCanWaitFor(String query) {
        assertThatThrownBy(() -> ask(query, null)).isInstanceOf(SparqlProblem.Costly.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { ?a schema:name ?b . ?a schema:address ?d OPTIONAL { ?d schema:postalCode ?e } }",
                "SELECT * { ?s a schema:Service . ?p a <http://www.w3.org/ns/org#Organization> }",
                "SELECT * { ?s schema:category/<http://www.w3.org/2004/02/skos/core#broader>* ?t . ?t dct:title ?n }",
                "SELECT * { ?a <http://www.w3.org/2004/02/skos/core#broader>+ <a:a> }",
                "SELECT * { VALUES ?x { 1 2 } ?s schema:name ?n }",
                "SELECT * { ?s schema:name ?n BIND (STR(?n) AS ?t) FILTER NOT EXISTS { ?s schema:address ?a } }",
                "SELECT ?a (COUNT(?b) AS ?n) { ?a schema:name ?b } GROUP BY ?a HAVING (COUNT(?b) > 1)",
                "SELECT * { { ?s schema:name ?n } UNION { ?s dct:title ?n } ?s a ?t }",
                "SELECT * { ?s schema:name ?n { SELECT ?s (COUNT(*) AS ?m) { ?s ?p ?o } GROUP BY ?s } }",
                "SELECT * { ?s ?p ?o BIND (1 AS ?x) BIND (?x + 1 AS ?y) VALUES ?z { 7 } } LIMIT 5",
                "SELECT * { { SELECT (COUNT(?a) AS ?n) { ?a ?b ?c } } { SELECT (COUNT(?a) AS ?m) { ?a ?b ?c } } }",
                "CONSTRUCT { ?s dct:title ?n } { ?s schema:name ?n } LIMIT 5"
            })
    void answersWhatIsBounded(String query) throws Exception {
        assertThat(ask(query, null).head().state()).isEqualTo(Head.State.COMPLETE);
    }

    @Test
    void boundsTheSizeOfAQuery() {
        assertThatThrownBy(() -> ask("SELECT * { " + "?s schema:name ?n . ".repeat(65) + "}", null))
                .isInstanceOf(SparqlProblem.Refused.class)
                .hasMessageContaining("64 patterns");
        assertThatThrownBy(() ->
                        ask("SELECT * { ?s schema:name ?n " + "OPTIONAL { ?s schema:url ?u } ".repeat(33) + "}", null))
                .isInstanceOf(SparqlProblem.Refused.class)
                .hasMessageContaining("32 UNION");
        assertThatThrownBy(() -> ask("SELECT * { VALUES ?x {" + " 1".repeat(1_001) + "} }", null))
                .isInstanceOf(SparqlProblem.Refused.class)
                .hasMessageContaining("1000 rows");
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
                "SELECT * FROM <https://hilfenetz.example/graph/andere> { ?s ?p ?o }",
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
                "LOAD SILENT <file:///etc/passwd> INTO GRAPH <a:a>"
            })
    void refusesToWrite(String text) {
        assertThatThrownBy(() -> ask(text, null))
                .isInstanceOf(SparqlProblem.Refused.class)
                .hasMessageContaining("Reading only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * { LATERAL { ?s ?p ?o } }", "JSON { 'a': ?s } WHERE { ?s ?p ?o }", ""})
    void takesSparql11Only(String text) {
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

    /** Connected, so that it may be asked, and more than anybody can wait for. */
    private static final String ENDLESS = "{ ?a a ?t . ?b a ?t . ?c a ?t . ?d a ?t . ?e a ?t . ?f a ?t }";

    @ParameterizedTest
    @ValueSource(strings = {"SELECT (COUNT(*) AS ?n) ", "SELECT ?a ", "CONSTRUCT { ?a ?t ?f } WHERE "})
    void sendsNothingWhenTimeIsUp(String form) throws Exception {
        var query = form + ENDLESS + (form.equals("SELECT ?a ") ? " ORDER BY ?a" : "");
        var impatient = request(query, "application/n-triples, application/json", 0, false, Duration.ofMillis(50));

        assertThatThrownBy(() -> evaluation.answer(impatient, head -> {
                    throw new AssertionError("begun");
                }))
                .isInstanceOf(SparqlProblem.Timeout.class)
                .hasMessageContaining("0.05 seconds");
    }

    @Test
    void answersTheNextQueryAfterOneThatTookTooLong() throws Exception {
        var answer = new ByteArrayOutputStream();
        var endless = request("SELECT (COUNT(*) AS ?n) " + ENDLESS, null, 0, false, Duration.ofMillis(300));

        assertThatThrownBy(() -> evaluation.answer(endless, head -> answer)).isInstanceOf(SparqlProblem.Timeout.class);

        evaluation.answer(request("ASK { ?a ?b ?c }", null, 0, false, Duration.ofSeconds(1)), head -> answer);
        assertThat(answer.toString(StandardCharsets.UTF_8)).contains("true");
    }

    @Test
    void saysThatAnAnswerBrokeOff() throws Exception {
        var unpatient = new Evaluation(GRAPH, Examples.NAMES, 16);
        var endless = request("SELECT * " + ENDLESS, "text/csv", 0, false, Duration.ofSeconds(2));

        assertThatThrownBy(() -> unpatient.answer(endless, head -> OutputStream.nullOutputStream()))
                .isInstanceOf(SparqlProblem.Broken.class);
    }

    @Test
    void handsOnWhatTheReceiverThrows() throws Exception {
        var question = request("ASK {}", null, 0, false, Duration.ofSeconds(2));

        assertThatThrownBy(() -> evaluation.answer(question, head -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }
}
