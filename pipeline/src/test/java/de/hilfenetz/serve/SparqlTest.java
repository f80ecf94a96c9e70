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
    private static final String ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

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
        assertThat(BROWSER.get(ask(insert)).statusCode()).isEqualTo(400);
        var refused = BROWSER.get(ask(service));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void tellsWhereAQueryIsWrongAndKeepsIt() {
        var wrong = "SELECT ?x WHERE {\n ?x a }";

        assertThat(BROWSER.get(ask(wrong)).statusCode()).isEqualTo(400);
        assertThat(BROWSER.get(ask(wrong)).body()).contains("Zeile 2");
        var page = BROWSER.open(ask(wrong));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("role=\"alert\"", "Zeile 2", "?x a }</textarea>");
    }

    @Test
    void stopsAfterItsTimeAndStaysAliveWhileItComputes() {
        var site = Site.demonstration(Town.BASE).withQueryTimeout(Duration.ofSeconds(2));
        try (var browser = new Browser(TOWN.server(site))) {
            var queries = IntStream.range(0, 2 * site.queriesAtOnce())
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> browser.get(ask(ENDLESS + "#" + i))))
                    .toList();
            assertThat(browser.get("/gesund").statusCode()).isEqualTo(200);
            assertThat(queries).allSatisfy(query -> {
                assertThat(query.join().statusCode()).isEqualTo(503);
                assertThat(header(query.join(), "Retry-After")).isNotEmpty();
            });
            assertThat(browser.open(ask(ENDLESS)).body()).contains("nach 2 Sekunden abgebrochen");
        }
    }

    @Test
    void isAPageForPeopleAndADescriptionForPrograms() {
        assertThat(BROWSER.open("/sparql").body()).contains("<textarea", "Beispiele");
        var description = BROWSER.get("/sparql", "Accept", "text/turtle");
        assertThat(header(description, "Content-Type")).startsWith("text/turtle");
        assertThat(description.body()).contains("sd:Service", "https://hilfenetz.example.org/sparql");

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
                        "<dt>([^<]*)</dt><dd class=\"big\">([^<]*)</dd><dd class=\"how\"><a href=\"([^\"]*)\"")
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
