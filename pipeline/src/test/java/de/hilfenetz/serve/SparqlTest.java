package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint for programs, and the page for people at the same address. */
class SparqlTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());
    private static final String COUNT = "SELECT (COUNT(?x) AS ?n) WHERE { ?x a <https://schema.org/Service> }";
    /** Nobody can wait for this. */
    private static final String ENDLESS =
            "SELECT (COUNT(*) AS ?n) { ?a a ?t . ?b a ?t . ?c a ?t . ?d a ?t . ?e a ?t . ?f a ?t }";

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static String ask(String query) {
        return "/sparql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "application/sparql-results+json, application/sparql-results+json",
        "text/csv, text/csv;charset=utf-8",
        "text/tab-separated-values, text/tab-separated-values;charset=utf-8",
        "application/sparql-results+xml, application/sparql-results+xml",
        "*/*, application/sparql-results+json"
    })
    void answersInTheFormAskedFor(String accept, String type) {
        var answer = BROWSER.get(ask(COUNT), "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(answer.body()).contains("2");
        assertThat(header(answer, "ETag")).contains("2026-11-23.1");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(BROWSER.get(ask(COUNT), "Accept", accept, "If-None-Match", header(answer, "ETag"))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void takesFormsAndPlainQueriesByPost() {
        var form = "query=" + URLEncoder.encode(COUNT, StandardCharsets.UTF_8);

        assertThat(BROWSER.post("/sparql", "application/x-www-form-urlencoded", form)
                        .body())
                .contains("\"2\"");
        assertThat(BROWSER.post("/sparql", "application/sparql-query", COUNT).body())
                .contains("\"2\"");
        assertThat(BROWSER.post("/sparql", "text/plain", COUNT).statusCode()).isEqualTo(415);
        assertThat(BROWSER.post("/sparql", "application/x-www-form-urlencoded", "x=y")
                        .statusCode())
                .isEqualTo(400);
        assertThat(BROWSER.get(ask("CONSTRUCT WHERE { ?x a <https://schema.org/Service> }"))
                        .body())
                .contains("schema:Service");
    }

    @ParameterizedTest
    @CsvSource({
        "/sparql?update=DROP%20ALL, 403",
        "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D, 400",
        "/sparql?query=ASK%20%7B%7D&stand=2026-11-22.1, 404",
        "/sparql?query=ASK%20%7B%7D&stand=2026-11-23.1, 200"
    })
    void refusesWhatItWouldOnlySeemToAnswer(String path, int status) {
        assertThat(BROWSER.get(path).statusCode()).isEqualTo(status);
    }

    /** A letter that is none is told, not replaced by another query. */
    @Test
    void refusesWhatIsNoText() {
        assertThat(BROWSER.send(
                                "/sparql",
                                request -> request.header("Content-Type", "application/sparql-query")
                                        .POST(BodyPublishers.ofByteArray(
                                                new byte[] {'A', 'S', 'K', ' ', '{', '}', '#', (byte) 0xff})))
                        .statusCode())
                .isEqualTo(400);
        assertThat(BROWSER.get("/sparql?query=ASK%20%7B%7D%23%ED%A0%80").statusCode())
                .isEqualTo(400);
        assertThat(BROWSER.post("/sparql", "application/x-www-form-urlencoded", "query=ASK%7B%7D%2")
                        .statusCode())
                .isEqualTo(400);
        assertThat(BROWSER.post("/sparql", "application/x-www-form-urlencoded", "query=ASK%7B%7D%23%C3%A4ä")
                        .statusCode())
                .isEqualTo(200);
    }

    /** What asks for the time or throws dice is answered anew. */
    @Test
    void keepsNoAnswerThatChanges() {
        var dice = ask("SELECT (RAND() AS ?x) {}");

        assertThat(BROWSER.get(dice).body()).isNotEqualTo(BROWSER.get(dice).body());
        assertThat(header(BROWSER.get(dice), "ETag")).isEmpty();
        assertThat(header(BROWSER.get(ask("SELECT (NOW() AS ?x) {}")), "Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void letsPagesOfOtherSitesAsk() {
        var preflight = BROWSER.send("/sparql", request -> request.method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("Content-Type");
    }

    @Test
    void refusesToWriteAndToAskOthers() {
        var insert = "INSERT DATA { <a:a> <a:b> <a:c> }";
        var service = "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }";

        assertThat(BROWSER.post("/sparql", "application/sparql-update", insert).statusCode())
                .isEqualTo(403);
        assertThat(BROWSER.post("/sparql", "application/x-www-form-urlencoded", "update=x")
                        .statusCode())
                .isEqualTo(403);
        assertThat(BROWSER.get(ask(insert)).statusCode()).isEqualTo(403);
        var refused = BROWSER.get(ask(service));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void tellsWhereAQueryIsWrongAndKeepsIt() {
        var wrong = "SELECT ?x WHERE {\n ?x a }";

        assertThat(BROWSER.get(ask(wrong)).statusCode()).isEqualTo(400);
        assertThat(BROWSER.get(ask(wrong)).body()).contains("Zeile 2", "„}“ passt hier nicht");
        var page = BROWSER.open(ask(wrong));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("role=\"alert\"", "Zeile 2", "„}“ passt hier nicht", "?x a }</textarea>");
        assertThat(BROWSER.open("/en/abfrage?q=" + URLEncoder.encode(wrong, StandardCharsets.UTF_8))
                        .body())
                .contains("role=\"alert\"", "line 2")
                .doesNotContain("Zeile 2");
    }

    @Test
    void stopsAfterItsTimeAndStaysAliveWhileItComputes() {
        try (var town = Town.withExamples().withQueryTime(Duration.ofMillis(300));
                var browser = new Browser(town.server())) {
            var queries = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> browser.get(ask(ENDLESS + " LIMIT " + (i + 1)))))
                    .toList();
            assertThat(browser.get("/gesund").statusCode()).isEqualTo(200);
            assertThat(queries).allSatisfy(query -> {
                assertThat(query.join().statusCode()).isEqualTo(503);
                assertThat(header(query.join(), "Retry-After")).isNotEmpty();
            });
            assertThat(browser.open(ask(ENDLESS)).body()).contains("nach 0.3 Sekunden abgebrochen");
        }
    }

    /** SPARQL 1.1 Protocol 2.1: three ways to send, one query, our graphs only. */
    @Test
    void keepsToTheProtocol() {
        var vocabulary = URLEncoder.encode(Town.BASE + "graph/vokabular", StandardCharsets.UTF_8);
        var services = ask("ASK { ?s a <https://schema.org/Service> }");

        assertThat(BROWSER.get(services).body()).contains("true");
        assertThat(BROWSER.get(services + "&default-graph-uri=" + vocabulary).body())
                .contains("false");
        assertThat(BROWSER.get(services + "&default-graph-uri=http%3A%2F%2Flocalhost%2Fx")
                        .statusCode())
                .isEqualTo(403);
        assertThat(BROWSER.post(
                                "/sparql?named-graph-uri=" + vocabulary,
                                "application/sparql-query",
                                "ASK { GRAPH ?g { ?s ?p ?o } }")
                        .body())
                .contains("true");
        assertThat(BROWSER.post("/sparql?query=ASK%20%7B%7D", "application/sparql-query", "ASK {}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(BROWSER.post("/sparql", "application/sparql-query; charset=UTF-16", "ASK {}")
                        .statusCode())
                .isEqualTo(415);
        assertThat(BROWSER.send("/sparql", request -> request.PUT(BodyPublishers.ofString("ASK {}")))
                        .statusCode())
                .isEqualTo(405);
        var head = BROWSER.send(services, request -> request.method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Type")).isEqualTo("application/sparql-results+json");
    }

    @ParameterizedTest
    @CsvSource({
        "csv, text/csv;charset=utf-8",
        "xml, application/sparql-results+xml",
        "tsv, text/tab-separated-values;charset=utf-8",
        "application/json, application/sparql-results+json"
    })
    void takesTheFormInTheAddress(String format, String type) {
        var answer = BROWSER.open(ask(COUNT) + "&format=" + format);

        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Hilfenetz-Answer")).isEqualTo("complete");
        assertThat(header(answer, "Hilfenetz-Release")).isEqualTo("2026-11-23.1");
        assertThat(BROWSER.get(ask(COUNT) + "&format=pdf").body()).contains("json, xml, csv, tsv");
    }

    /** Programs see no page: a misspelt property would look like "there is none". */
    @Test
    void namesThePropertyThatNothingHas() {
        var misspelt = BROWSER.get(
                ask("SELECT ?n { ?s <https://schema.org/nmae> ?n }"),
                "Accept",
                "text/csv",
                "Origin",
                "https://other.example");

        assertThat(misspelt.body()).isEqualTo("n\r\n");
        assertThat(header(misspelt, "Hilfenetz-Unused"))
                .isEqualTo("<https://schema.org/nmae>; nearest=\"https://schema.org/name\"");
        assertThat(header(misspelt, "Access-Control-Expose-Headers")).contains("Hilfenetz-Unused");
        assertThat(header(BROWSER.get(ask("ASK { ?s <urn:%zz-ü> ?n }"), "Accept", "text/csv"), "Hilfenetz-Unused"))
                .isEqualTo("<urn:%zz-?>");
        assertThat(BROWSER.get(ask(COUNT), "Accept", "text/csv").headers().firstValue("Hilfenetz-Unused"))
                .isEmpty();
    }

    @Test
    void neverCutsAnAnswerUnnoticed() {
        var long_ = "SELECT * { ?a a ?t . ?b a ?t }";

        assertThat(BROWSER.get(ask(long_), "Accept", "application/sparql-results+json")
                        .statusCode())
                .isEqualTo(422);
        var part = BROWSER.get(ask(long_) + "&partial=1", "Accept", "application/sparql-results+json");
        assertThat(part.statusCode()).isEqualTo(200);
        assertThat(header(part, "Hilfenetz-Answer")).isEqualTo("truncated; rows=10000");
        assertThat(BROWSER.get(ask(long_), "Accept", "text/csv").body().lines()).hasSizeGreaterThan(10_000);
        assertThat(BROWSER.open(ask(long_)).body()).contains("Die ersten 1.000 Zeilen");
    }

    /** Python's own client asks so; an answer that only ends with its connection would not tell that it was cut. */
    @Test
    void saysWhereAStreamedAnswerEnds() throws Exception {
        var server = BROWSER.uri("/");
        try (var socket = new java.net.Socket(server.getHost(), server.getPort())) {
            var request = "GET " + ask("SELECT * { ?a a ?t . ?b a ?t }") + " HTTP/1.1\r\nHost: " + server.getAuthority()
                    + "\r\nAccept: text/csv\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer.substring(0, answer.indexOf("\r\n\r\n")))
                    .containsIgnoringCase("Hilfenetz-Answer: streamed")
                    .containsIgnoringCase("Transfer-Encoding: chunked");
            assertThat(answer).endsWith("\r\n0\r\n\r\n");
        }
    }

    /** HTTP/1.0, as old proxies speak it, knows no pieces: the answer comes with its length, and so can be seen to be whole. */
    @Test
    void givesTheWholeAnswerToClientsWithoutPieces() throws Exception {
        var server = BROWSER.uri("/");
        try (var socket = new java.net.Socket(server.getHost(), server.getPort())) {
            var request = "GET " + ask("SELECT * { ?a a ?t . ?b a ?t }") + " HTTP/1.0\r\nAccept: text/csv\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readAllBytes();

            var text = new String(answer, StandardCharsets.UTF_8);
            var head = text.substring(0, text.indexOf("\r\n\r\n"));
            var length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
            assertThat(length.find()).as(head).isTrue();
            assertThat(Integer.parseInt(length.group(1)))
                    .isGreaterThan(1 << 20)
                    .isEqualTo(answer.length - head.getBytes(StandardCharsets.UTF_8).length - 4);
            assertThat(head).doesNotContainIgnoringCase("transfer-encoding");
        }
    }

    @Test
    void tellsProgramsWhereAQueryIsWrong() throws Exception {
        var wrong = BROWSER.get(ask("SELECT ?n\nWHERE { ?x shema:name ?n }"), "Accept-Language", "en-GB");

        var problem = new com.fasterxml.jackson.databind.ObjectMapper().readTree(wrong.body());
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(problem.path("type").asText()).endsWith("/liefern/probleme/abfrage-syntax");
        assertThat(problem.path("line").asInt()).isEqualTo(2);
        assertThat(problem.path("column").asInt()).isEqualTo(12);
        assertThat(problem.path("pointer").asText()).isEqualTo("WHERE { ?x shema:name ?n }\n           ^");
        assertThat(problem.path("suggestion").asText()).contains("schema:name");
        assertThat(problem.path("detail").asText()).contains("not declared");
        assertThat(BROWSER.open("/liefern/probleme/abfrage-syntax").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "text/turtle, text/turtle;charset=utf-8, Turtle",
        "application/ld+json, application/ld+json, JSON-LD",
        "application/rdf+xml, application/rdf+xml, RDF/XML",
        "application/n-triples, application/n-triples, N-Triples",
        "*/*, text/turtle;charset=utf-8, Turtle"
    })
    void describesItselfInTheFormAskedFor(String accept, String type, String lang) {
        var answer = BROWSER.get("/sparql", "Accept", accept);

        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        var graph = org.apache.jena.riot.RDFParser.fromString(
                        answer.body(), org.apache.jena.riot.RDFLanguages.nameToLang(lang))
                .toGraph();
        var sd = "http://www.w3.org/ns/sparql-service-description#";
        var endpoint = org.apache.jena.graph.NodeFactory.createURI(Town.BASE + "sparql");
        assertThat(graph.contains(endpoint, org.apache.jena.graph.NodeFactory.createURI(sd + "endpoint"), endpoint))
                .isTrue();
        assertThat(graph.find(null, org.apache.jena.graph.NodeFactory.createURI(sd + "namedGraph"), null)
                        .toList())
                .hasSize(2);
    }

    /** Layout and prefixes make no other query of it; another release does. */
    @Test
    void knowsAnAnswerAgain() {
        var spread =
                "PREFIX s: <https://schema.org/>\n# the same\nSELECT (COUNT( ?x) AS ?n)\nWHERE {\n ?x a s:Service }";

        assertThat(header(BROWSER.get(ask(spread)), "ETag")).isEqualTo(header(BROWSER.get(ask(COUNT)), "ETag"));
    }

    @Test
    void isAPageForPeopleAndADescriptionForPrograms() {
        assertThat(BROWSER.open("/sparql").body()).contains("<textarea", "Beispiele");
        var description = BROWSER.get("/sparql", "Accept", "text/turtle");
        assertThat(header(description, "Content-Type")).startsWith("text/turtle");
        assertThat(description.body())
                .contains("sparql-service-description#Service", "https://hilfenetz.example.org/sparql");

        assertThat(BROWSER.open(
                                ask(
                                        "SELECT ?name WHERE { ?x a <https://schema.org/Service> ; <https://schema.org/name> ?name }"))
                        .body())
                .contains("<td>Schuldnerberatung Bilk</td>", "format=csv");
        assertThat(BROWSER.open(ask("ASK { ?x a <https://schema.org/Service> }"))
                        .body())
                .contains("Die Antwort ist: ja");
        assertThat(BROWSER.open(ask("DESCRIBE <https://hilfenetz.example.org/id/ort/" + Records.LOCATION + ">"))
                        .body())
                .contains("Beratungshaus Bilk", "href=\"/id/ort/" + Records.LOCATION + "\"");
    }

    /** P7: prefixes come by themselves, what nothing has is told, and the query is ready for other programs. */
    @Test
    void helpsWhoeverWritesAQuery() {
        var query = "SELECT ?name WHERE { ?x a schema:Service ; schema:name ?name ; schema:nmae \"x\" }";
        var page = BROWSER.open("/abfrage?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body().replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", "\""))
                .contains("PREFIX schema: <https://schema.org/>")
                .contains("Meinten Sie <https://schema.org/name>?")
                .contains("0 Zeilen")
                .contains("höchstens 10 Sekunden")
                .contains("--data-urlencode query@- https://hilfenetz.example.org/sparql")
                .contains("schema:nmae \"\"x\"\" }");
        assertThat(BROWSER.open("/abfrage").body()).contains("<textarea", "Was ist drin?");
    }

    @Test
    void saysWhereAQueryComesToNothing() {
        assertThat(BROWSER.open("/abfrage?q="
                                + URLEncoder.encode(
                                        "SELECT ?x { ?x a schema:Service ; schema:name \"gibt es nicht\" ; schema:provider ?p }",
                                        StandardCharsets.UTF_8))
                        .body())
                .contains("0 Zeilen", "mit diesem Muster bleibt nichts übrig: ?x schema:name \"gibt es nicht\"");
        assertThat(BROWSER.open("/abfrage?q="
                                + URLEncoder.encode(
                                        "SELECT ?x { ?x a schema:Service FILTER (1 = 2) }", StandardCharsets.UTF_8))
                        .body())
                .contains("was danach kommt");
        assertThat(BROWSER.open("/abfrage?q="
                                + URLEncoder.encode(
                                        "SELECT ?x { ?x a schema:Place , schema:Service }", StandardCharsets.UTF_8))
                        .body())
                .contains("mit diesem Muster bleibt nichts übrig: ?x a schema:Service");
    }

    /** What the page says there is, the endpoint counts. */
    @Test
    void tellsWhatThereIsToAskAbout() {
        var classes = Pattern.compile("<summary><code>schema:([A-Za-z]+)</code> \\p{L}[^<]* · (\\d+)</summary>")
                .matcher(BROWSER.open("/abfrage").body())
                .results()
                .toList();

        assertThat(classes)
                .hasSizeGreaterThan(3)
                .allSatisfy(type -> assertThat(BROWSER.get(
                                        ask("SELECT (COUNT(*) AS ?n) { ?x a <https://schema.org/" + type.group(1)
                                                + "> }"),
                                        "Accept",
                                        "text/csv")
                                .body())
                        .isEqualTo("n\r\n" + type.group(2) + "\r\n"));
    }

    @Test
    void givesExamplesThatFindSomething() {
        Queries.EXAMPLES.forEach((key, query) -> {
            var rows =
                    BROWSER.get(ask(query), "Accept", "text/csv").body().lines().count();
            assertThat(rows).as(key).isGreaterThan(key.endsWith("aufzug") ? 0 : 1);
        });
    }

    /** P1.1: each figure of the start page equals what its own query counts. */
    @Test
    void showsFiguresThatTheirQueriesCount() {
        var start = BROWSER.open("/").body();
        var figures = Pattern.compile(
                        "<dt>([^<]*)</dt><dd class=\"big\">(?:<time[^>]*>)?([^<]*)(?:</time>)?</dd><dd class=\"how\"><a href=\"([^\"]*)\"")
                .matcher(start)
                .results()
                .toList();

        assertThat(figures).hasSize(4);
        for (var figure : figures.subList(0, 3)) {
            var counted = BROWSER.get(figure.group(3), "Accept", "text/csv")
                    .body()
                    .lines()
                    .toList();
            assertThat(counted.get(1)).as(figure.group(1)).isEqualTo(figure.group(2));
        }
        assertThat(BROWSER.get(figures.getLast().group(3), "Accept", "text/csv").body())
                .contains("2026-11-23.1");
    }
}
