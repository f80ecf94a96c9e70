package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.journal.Withdrawal;
import de.hilfenetz.query.Question;
import de.hilfenetz.query.Questions;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Questions that answer at once, and results that stay what they are. */
class QuestionPagesTest {

    private static final String NAMES =
            "SELECT ?name (1 AS ?zahl) WHERE { ?x a schema:Service ; schema:name ?name FILTER (LANG(?name) = \"de\") } ORDER BY ?name";

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void listsEveryQuestionUnderItsDesk() {
        var page = BROWSER.open("/fragen");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Questions.load().list().stream().map(Question::slug))
                .allSatisfy(slug -> assertThat(page.body()).contains("href=\"/fragen/" + slug + "\""));
        assertThat(page.body()).contains("<h2>Barrierefreiheit</h2>");
    }

    @Test
    void answersEveryQuestionOnItsPage() {
        for (var question : Questions.load().list()) {
            if (question.slots().isEmpty()) {
                var page = BROWSER.open("/fragen/" + question.slug());
                assertThat(page.statusCode()).as(question.slug()).isEqualTo(200);
                assertThat(page.body())
                        .as(question.slug())
                        .contains("class=\"answer\"", "Was diese Zahl nicht sagt", "Datenstand")
                        .doesNotContain("{rows", "{first", "{slot");
            }
        }
    }

    /** What is ours is English, down to the file; what providers wrote is marked as German. */
    @Test
    void answersInEnglish() {
        var list = BROWSER.open("/en/fragen").body();
        var topics = BROWSER.open("/en/fragen/angebote-je-thema").body();
        var services = BROWSER.open("/en/fragen/angebote-zur-lebenslage").body();
        var districts = BROWSER.open("/en/fragen/angebote-je-stadtbezirk.csv").body();

        assertThat(list).contains("<h2>Accessibility</h2>", "How many services are there on each topic?");
        assertThat(list.substring(list.indexOf("<main"))).doesNotContain("lang=\"de\"");
        assertThat(topics)
                .contains(
                        "<h1>How many services are there on each topic?</h1>",
                        "<p class=\"answer\">There are services on")
                .contains("Counted: services. Population: services with", "Not counted – services without a topic")
                .contains("Debt counselling", "This counts services, not need")
                .doesNotContain("Schuldnerberatung");
        assertThat(services).containsPattern("lang=\"de\"><a href=\"/id/angebot/[^>]*>Schuldnerberatung Bilk");
        assertThat(districts).startsWith("City district,Services\r\n").contains("District 3,");
    }

    @Test
    void offersForASlotWhatThereIsAndRefusesTheRest() {
        var page = BROWSER.open("/fragen/angebote-zur-lebenslage");

        assertThat(page.statusCode()).isEqualTo(200);
        var option = Pattern.compile("<option value=\"([^\"]+)\"[^>]*>([^<]+) \\((\\d+)\\)</option>")
                .matcher(page.body());
        assertThat(option.find()).isTrue();
        var chosen = BROWSER.open("/fragen/angebote-zur-lebenslage?lebenslage=" + option.group(1));
        assertThat(chosen.body())
                .contains(
                        "value=\"" + option.group(1) + "\" selected",
                        "Für „" + option.group(2) + "“ gibt es " + option.group(3));
        assertThat(BROWSER.open("/fragen/angebote-zur-lebenslage?lebenslage=unsinn")
                        .statusCode())
                .isEqualTo(404);
        assertThat(BROWSER.open("/fragen/unsinn").statusCode()).isEqualTo(404);
    }

    /** P6.4: the query that is shown gives the same rows at the endpoint. */
    @Test
    void givesTheSameRowsAsPageAsFileAndAtTheEndpoint() throws Exception {
        var csv = BROWSER.get("/fragen/angebote-je-lebenslage.csv");
        var json = new ObjectMapper()
                .readTree(BROWSER.get("/fragen/angebote-je-lebenslage.json").body());
        var rows = csv.body().lines().skip(1).toList();

        assertThat(header(csv, "Content-Type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(csv.body()).startsWith("Lebenslage,Angebote\r\n");
        assertThat(json.path("rows")).hasSameSizeAs(rows).isNotEmpty();
        var endpoint = BROWSER.get(
                "/sparql?format=csv&query=" + encoded(json.path("sparql").asText()));
        assertThat(endpoint.body().lines().skip(1).toList()).isEqualTo(rows);
        assertThat(BROWSER.get("/fragen/angebote-je-lebenslage.csv", "If-None-Match", header(csv, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(
                BROWSER.bytes("/fragen/angebote-je-lebenslage.xlsx").body()))) {
            var sheet = workbook.getFirstSheet().read();
            assertThat(sheet).hasSize(rows.size() + 1);
            assertThat(sheet.get(1).getCell(0).getText() + ","
                            + sheet.get(1).getCell(1).asNumber())
                    .isEqualTo(rows.getFirst());
        }
        assertThat(BROWSER.get("/fragen/angebote-je-lebenslage.excel.csv").body())
                .startsWith("\ufeffLebenslage;Angebote\r\n");
    }

    @Test
    void drawsAChartWhoseEveryValueStandsInTheTable() {
        var svg = BROWSER.get("/fragen/angebote-je-lebenslage.svg");

        assertThat(header(svg, "Content-Type")).isEqualTo("image/svg+xml");
        assertThat(svg.body()).contains("role=\"img\"", "<title", "<desc");
        var page = BROWSER.open("/fragen/angebote-je-lebenslage").body();
        var labels = Pattern.compile("<text x=\"0\"[^>]*>([^<]*)</text>")
                .matcher(svg.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(labels).isNotEmpty().allSatisfy(label -> assertThat(page).contains("<td>" + label + "</td>"));
    }

    /** P8: a line for days, a map for areas, three bars for three numbers, and where nothing can be drawn, what it would need. */
    @Test
    void drawsWhatTheColumnsAllow() {
        var days = "SELECT ?tag ?n { VALUES (?tag ?n) { (\"2026-11-01\"^^xsd:date 3) (\"2026-11-21\"^^xsd:date 5) } }";
        assertThat(BROWSER.open("/ergebnis?q=" + encoded(days)).body())
                .contains("M50 138L670 50", "1. November 2026", "höchstens 5");

        var areas = "SELECT ?wo ?n { VALUES (?wo ?n) { (\"Bilk\" 3) (\"Oberbilk\" 12) } }";
        assertThat(BROWSER.open("/ergebnis?q=" + encoded(areas)).body())
                .contains("Bilk: 3 n", "Oberbilk: 12 n", "Stadtmitte: nicht in der Antwort", "href=\"/gebiete/037\"");
        assertThat(BROWSER.get("/ergebnis.karte.svg?q=" + encoded(areas)).body())
                .contains("href=\"https://hilfenetz.example.org/gebiete/037\"");
        assertThat(BROWSER.open("/ergebnis?q=" + encoded(areas.replace("Oberbilk", "Bilk")))
                        .body())
                .as("one area twice is no map")
                .doesNotContain("/gebiete/");

        var numbers = "SELECT ?x ?a ?b ?c ?d { VALUES (?x ?a ?b ?c ?d) { (\"eins\" 1 2 3 4) (\"zwei\" 4 3 2 1) } }";
        assertThat(BROWSER.get("/ergebnis.svg?q=" + encoded(numbers)).body())
                .contains("1 a", "2 b", "3 c")
                .doesNotContain("4 d");
        assertThat(BROWSER.open("/ergebnis?q=" + encoded("SELECT ?x { VALUES ?x { \"eins\" \"zwei\" } }"))
                        .body())
                .contains("eine Spalte mit Namen und eine mit Zahlen")
                .doesNotContain("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bars\"");
    }

    /** SP-7: the release before goes on answering until there is a new one, but nobody keeps what was withdrawn from it. */
    @Test
    void keepsNoResultOfAReleaseFromWhichSomethingWasWithdrawn() {
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            town.journal()
                    .withdraw(new Withdrawal(
                            Records.service().id(), null, false, "Redaktion", "Ein Irrtum.", Town.NOW.instant()));

            var answer = browser.post("/ergebnis", "application/x-www-form-urlencoded", "q=" + encoded(NAMES));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("eben etwas zurückgezogen");
        }
    }

    /** W1: whoever opens the address of a result sees the result, whatever was published since. */
    @Test
    void keepsAResultAsItWas() {
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            var pinned = "/ergebnis.csv?stand=2026-11-23.1&q=" + encoded(NAMES);
            var before = browser.get(pinned);
            var form = "q=" + encoded(NAMES) + "&stand=2026-11-23.1&titel=" + encoded("Alle Angebote");
            var stored = header(browser.post("/ergebnis", "application/x-www-form-urlencoded", form), "Location");
            assertThat(stored).matches(".*/ergebnis/[0-9a-f]{16}");
            var path = stored.substring(stored.indexOf("/ergebnis/"));
            var asStored = browser.get(path + ".csv").body();

            town.deliver(Records.service("Ganz neues Angebot", json -> {}));

            assertThat(before.body()).contains("Schuldnerberatung Bilk").doesNotContain("Ganz neues Angebot");
            assertThat(browser.get(pinned).body()).isEqualTo(before.body());
            assertThat(browser.get("/ergebnis.csv?q=" + encoded(NAMES)).body()).contains("Ganz neues Angebot");
            assertThat(browser.get(path + ".csv").body()).isEqualTo(asStored).isEqualTo(before.body());
            assertThat(browser.open(path).body())
                    .contains(
                            "Alle Angebote",
                            "Schuldnerberatung Bilk",
                            "2026-11-23.1",
                            "Gleiche Abfrage, heutige Daten");
            assertThat(browser.open(path + "?vergleich=1").body())
                    .contains("0 Zeilen stehen nur in 2026-11-23.1, 1 nur in 2026-11-23.2", "Ganz neues Angebot");
            assertThat(browser.get("/sparql?format=csv&stand=2026-11-23.1&query="
                                    + encoded("SELECT (COUNT(*) AS ?n) { ?x a <https://schema.org/Service> }"))
                            .body())
                    .isEqualTo("n\r\n2\r\n");
            assertThat(browser.open("/fragen/angebote-zur-lebenslage?stand=2026-11-23.1")
                            .body())
                    .contains("Sie sehen den Datenstand 2026-11-23.1");
            assertThat(browser.get("/ergebnis.csv?stand=2020-01-01.1&q=" + encoded(NAMES))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    /** A link of a figure gives the same bytes in every form, also to a server that has computed nothing before. */
    @Test
    void givesTheSameBytesAfterThreeMoreReleases() {
        try (var town = Town.withExamples()) {
            var release = town.release();
            var links = new ArrayList<String>();
            for (var form : List.of("csv", "excel.csv", "xlsx", "json", "svg", "zip")) {
                links.add("/fragen/angebote-je-thema." + form + "?stand=" + release);
                links.add("/ergebnis." + form + "?stand=" + release + "&q=" + encoded(NAMES));
            }
            var before = new HashMap<String, byte[]>();
            try (var browser = new Browser(town.server())) {
                var stored = browser.post(
                        "/ergebnis", "application/x-www-form-urlencoded", "stand=" + release + "&q=" + encoded(NAMES));
                var path = header(stored, "Location").replaceFirst(".*(?=/ergebnis/)", "");
                links.add(path + ".csv");
                links.add(path + ".xlsx");
                links.forEach(link -> before.put(link, bytes(browser, link)));
            }

            for (var i = 1; i <= 3; i++) {
                town.deliver(Records.service("Neues Angebot " + i, json -> {}));
            }

            assertThat(town.release()).isNotEqualTo(release);
            try (var browser = new Browser(town.server())) {
                for (var link : links) {
                    assertThat(bytes(browser, link)).as(link).isEqualTo(before.get(link));
                }
                assertThat(browser.get("/fragen/angebote-je-thema.csv").body())
                        .as("without a release the newest is meant")
                        .isNotEqualTo(new String(before.get(links.getFirst()), StandardCharsets.UTF_8));
            }
        }
    }

    private static byte[] bytes(Browser browser, String link) {
        var answer = browser.bytes(link);
        assertThat(answer.statusCode()).as(link).isEqualTo(200);
        return answer.body();
    }

    /** An error in figures is told on a page of its own and wherever the figures stand, and nowhere else. */
    @Test
    void saysWhereWeWereWrong() throws Exception {
        try (var town = Town.withExamples()) {
            var file = Files.createTempFile("korrekturen", ".yaml");
            Files.writeString(file, """
                    - day: 2026-11-24
                      from: 2026-11-20.1
                      until: %s
                      questions: [angebote-je-thema]
                      de: Angebote mit zwei Themen waren doppelt <gezählt>.
                      en: Services with two topics were counted twice.
                    """.formatted(town.release()));
            var site = Site.demonstration(Town.BASE).withCorrections(Correction.read(file));
            Files.delete(file);
            String before;
            try (var browser = new Browser(town.server())) {
                before = header(browser.open("/korrekturen"), "ETag");
            }
            try (var browser = new Browser(town.server(site))) {
                var wrong = "Angebote mit zwei Themen waren doppelt &lt;gezählt&gt;.";
                var stored = browser.post("/ergebnis", "application/x-www-form-urlencoded", "q=" + encoded(NAMES));
                var path = header(stored, "Location").replaceFirst(".*(?=/ergebnis/)", "");

                assertThat(browser.get("/korrekturen", "If-None-Match", before).statusCode())
                        .as("who looked when none was known, reads it too")
                        .isEqualTo(200);
                assertThat(browser.open("/korrekturen").body())
                        .contains("Wenn wir uns geirrt haben", wrong, "2026-11-20.1", "/fragen/angebote-je-thema");
                assertThat(browser.open("/en/korrekturen").body())
                        .contains("When we were wrong", "Services with two topics were counted twice.");
                assertThat(browser.open("/fragen/angebote-je-thema").body()).contains(wrong);
                assertThat(browser.open("/fragen/angebote-je-traeger").body()).doesNotContain(wrong);
                assertThat(browser.open(path).body()).contains(wrong, "Dieser Datenstand enthält einen Fehler");
                assertThat(browser.open(path + "/einbetten").body()).contains(wrong);

                town.deliver(Records.service("Neues Angebot", json -> {}));

                assertThat(browser.open("/fragen/angebote-je-thema").body()).doesNotContain(wrong);
                assertThat(browser.open(path).body()).contains(wrong);
            }
        }
        assertThat(BROWSER.open("/korrekturen").body()).contains("kein Fehler in veröffentlichten Zahlen bekannt");
    }

    /** As in the release's own tables: what Excel would make a date, a number or a formula of stays what it is. */
    @Test
    void keepsWhatExcelWouldSpoil() throws Exception {
        var query = encoded("SELECT (\"1-5\" AS ?a) (\"=1+1\" AS ?b) (\"Mai 26\" AS ?c) (\"Bilk\" AS ?d)"
                + " (1.5 AS ?e) (\"2026-11-23\" AS ?f) (\"01234\" AS ?g) {}");

        assertThat(BROWSER.get("/ergebnis.excel.csv?q=" + query).body())
                .endsWith("'1-5;'=1+1;'Mai 26;Bilk;1,5;23.11.2026;'01234\r\n");
        var workbook = BROWSER.bytes("/ergebnis.xlsx?q=" + query).body();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                        .as("no time of making, so that the same result has the same bytes: " + entry.getName())
                        .doesNotContain("dcterms:created");
            }
        }
    }

    @Test
    void showsAResultWhenItsAddressIsOpened() {
        var page = BROWSER.open("/ergebnis?titel=Meine+Liste&q=" + encoded(NAMES));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>Meine Liste</h1>", "Schuldnerberatung Bilk", "Zitierfähig machen", "<rect")
                .contains("Hilfenetz: Meine Liste Datenstand 2026-11-23.1");
        assertThat(BROWSER.open("/ergebnis").statusCode()).isEqualTo(400);
        assertThat(BROWSER.open("/ergebnis/0123456789abcdef").statusCode()).isEqualTo(404);
        assertThat(BROWSER.open("/ergebnis/..%2F..%2Fjournal").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(BROWSER.open("/ergebnis?q=" + encoded("SELECT ?x { ?x schema:name }"))
                        .statusCode())
                .isEqualTo(400);
    }

    /** P8.5: for the frame of another site, without a script; its page says what to write there. */
    @Test
    void canBeShownOnOtherSites() {
        var query = "/ergebnis?titel=Meine+%3CListe%3E&stand=2026-11-23.1&q=" + encoded(NAMES);
        var code = Pattern.compile("&lt;iframe src=\"([^\"]*)\" title=\"([^\"]*)\" width")
                .matcher(BROWSER.open(query).body());

        assertThat(code.find()).isTrue();
        assertThat(code.group(2)).isEqualTo("Meine &amp;lt;Liste&gt;");
        var frame =
                BROWSER.open(code.group(1).replace("&amp;amp;", "&").replace("https://hilfenetz.example.org/", "/"));
        assertThat(frame.statusCode()).isEqualTo(200);
        assertThat(header(frame, "Content-Security-Policy")).contains("frame-ancestors *", "script-src 'self'");
        assertThat(frame.body())
                .contains("Schuldnerberatung Bilk", "Meine &lt;Liste&gt;", "<base target=\"_blank\">")
                .doesNotContain("<script", "<nav");
        assertThat(header(BROWSER.open(query), "Content-Security-Policy")).contains("frame-ancestors 'none'");
    }

    @Test
    void takesNoMoreResultsThanPeopleCite() {
        try (var browser = new Browser(TOWN.server())) {
            var statuses = java.util.stream.IntStream.range(0, 12)
                    .map(i -> browser.send(
                                    "/ergebnis",
                                    request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                                            .POST(BodyPublishers.ofString("q=" + encoded("ASK { }"))))
                            .statusCode())
                    .toArray();
            assertThat(statuses).contains(429);
        }
    }
}
