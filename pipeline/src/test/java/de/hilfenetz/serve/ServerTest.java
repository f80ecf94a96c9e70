package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.record.Entry;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The site as a person's browser and as a program sees it. */
class ServerTest {

    private static final URI BASE = URI.create("https://hilfenetz.example.org/");
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC);
    private static final Vocabulary VOCABULARY = Vocabulary.load();

    private static final AtomicReference<Optional<Published>> CURRENT = new AtomicReference<>(Optional.empty());
    private static final Browser BROWSER =
            new Browser(new Server(CURRENT::get, Site.demonstration(BASE), VOCABULARY, NOW));

    @BeforeEach
    void publishNothing() {
        CURRENT.set(Optional.empty());
    }

    @AfterAll
    static void stop() {
        BROWSER.close();
    }

    private void publish(Entry... entries) {
        CURRENT.set(Optional.of(Preview.published(List.of(entries))));
    }

    private void publishExamples() {
        publish(Records.service(), Records.organization(), Records.location(), Records.shelter());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /                         | text/html;charset=utf-8
                    /angebote                 | text/html;charset=utf-8
                    /traeger                  | text/html;charset=utf-8
                    /orte                     | text/html;charset=utf-8
                    /hilfe                    | text/html;charset=utf-8
                    /impressum                | text/html;charset=utf-8
                    /datenschutz              | text/html;charset=utf-8
                    /barrierefreiheit         | text/html;charset=utf-8
                    /lizenz                   | text/html;charset=utf-8
                    /liefern                  | text/html;charset=utf-8
                    /api                      | text/html;charset=utf-8
                    /robots.txt               | text/plain;charset=utf-8
                    /sitemap.xml              | application/xml
                    /.well-known/security.txt | text/plain;charset=utf-8
                    /gesund                   | text/plain
                    """)
    void answersBeforeAndAfterTheFirstRelease(String path, String type) {
        var before = BROWSER.open(path);
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(header(before, "Content-Type")).isEqualTo(type);
        assertThat(before.body()).doesNotContain("NaN", ">null<", "null ");

        publishExamples();
        assertThat(BROWSER.open(path).statusCode()).isEqualTo(200);
        var head = BROWSER.send(path, request -> request.HEAD().header("Accept", "text/html"));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Type")).isEqualTo(type);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void saysThatNothingIsPublishedYet() {
        assertThat(BROWSER.open("/").body())
                .contains("Noch keine Veröffentlichung")
                .contains("tel:112");
        assertThat(BROWSER.get("/bereit").statusCode()).isEqualTo(503);

        publishExamples();
        assertThat(BROWSER.open("/").body())
                .doesNotContain("Noch keine Veröffentlichung")
                .contains("tel:112");
        assertThat(BROWSER.get("/bereit").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/angebote", "/gesund", "/gibt-es-nicht", "/static/fehlt.css"})
    void loadsNothingForeignAndKeepsNothing(String path) {
        var response = BROWSER.open(path);

        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "X-Robots-Tag")).isEqualTo("noindex");
        assertThat(Browser.names(response)).doesNotContain("set-cookie", "server", "x-powered-by");
        assertThat(response.body())
                .doesNotContainPattern("(src|action)=\"https?:")
                .doesNotContain("<script", "style=\"");
    }

    @Test
    void dropsTheBannerOnceSomebodyAnswersForTheSite() {
        var operator = new Site.Operator(
                "Beispielstadt", "post@beispielstadt.example.org", "https://beispielstadt.example.org/");
        try (var official = new Browser(
                new Server(CURRENT::get, Site.demonstration(BASE).withOperator(operator), VOCABULARY, NOW))) {
            var page = official.open("/impressum");
            assertThat(page.body()).contains("post@beispielstadt.example.org").doesNotContain("Demonstration");
            assertThat(Browser.names(page)).doesNotContain("x-robots-tag");
        }
        assertThat(BROWSER.open("/").body())
                .contains("Demonstration – kein Angebot der Stadt", "Hilfenetz (Demonstration)</title>");
    }

    @Test
    void showsAServiceInWords() {
        publishExamples();

        var page = BROWSER.open("/angebote/" + Records.SERVICE).body();

        assertThat(page)
                .contains("<h1>Schuldnerberatung Bilk</h1>", "tel:+492214710123", "0221 4710123", "Ohne Telefonieren")
                .contains("mailto:schuldnerberatung@beispielverband.example.org", "Türkisch", "Beispielstraße 1-5")
                .contains("https://hilfenetz.example.org/id/angebot/" + Records.SERVICE, "angebote.csv, Zeile 17")
                .contains("nicht gemeldet", "eingeschränkt");
        assertThat(page.indexOf("Seite schnell verlassen"))
                .isBetween(page.indexOf("class=\"skip\""), page.indexOf("<header"));
    }

    @Test
    void neverShowsWhereAProtectedServiceIs() {
        publishExamples();

        var page = BROWSER.open("/angebote/" + Records.id("frauenhaus")).body();

        assertThat(page)
                .contains("Adresse geschützt", "tel:+492214710123", "Seite schnell verlassen")
                .doesNotContain("Beispielstraße", "40223", "51.2065");
    }

    @Test
    void letsNoTextOfAProviderRun() {
        publish(Records.service(json -> {
            json.set("name", Records.text("\"><script>alert(1)</script>"));
            json.set("description", Records.text("<img src=x onerror=alert(1)> " + "A".repeat(10_000)));
            json.withArray("documents")
                    .removeAll()
                    .addObject()
                    .put("url", "javascript:alert(1)")
                    .set("title", Records.text("Antrag"));
            var contact = json.withArray("contacts").removeAll().addObject();
            contact.put("url", "JavaScript:alert(1)").put("email", "a@b.example\" onclick=\"alert(1)");
        }));

        for (var path : List.of("/angebote/" + Records.SERVICE, "/angebote", "/angebote?q=%22%3E%3Cscript%3E")) {
            var page = BROWSER.open(path).body();
            for (var harm : List.of("<script", "<img", "(?i)href=\"\\s*javascript:", "<[^>]*\"\\s+onclick=")) {
                assertThat(Pattern.compile(harm).matcher(page).find())
                        .as(harm + " on " + path)
                        .isFalse();
            }
        }
    }

    @Test
    void findsServicesByWordAreaAndTopic() {
        publishExamples();

        assertThat(BROWSER.open("/angebote?q=SCHULDEN+bilk").body()).contains("1 Angebot<", "Schuldnerberatung Bilk");
        assertThat(BROWSER.open("/angebote?gebiet=03&thema=schulden").body()).contains("1 Angebot<");
        assertThat(BROWSER.open("/angebote?gebiet=01").body())
                .contains("0 Angebote")
                .contains("Dazu ist nichts gemeldet");
        assertThat(header(BROWSER.open("/angebote?q=frauenhaus"), "Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void leadsThroughLongListsByLinks() {
        publish(java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> Records.service(json -> {
                    json.put("id", Records.id("s" + i).toString());
                    json.set("name", Records.text((i % 2 == 0 ? "Ärztehaus " : "Zuflucht ") + i));
                }))
                .toArray(Entry[]::new));

        var first = BROWSER.open("/angebote").body();
        assertThat(first).contains("60 Angebote", "Seite 1 von 3", "href=\"/angebote?seite=2\"", "buchstabe=A");
        assertThat(BROWSER.open("/angebote?seite=3").body())
                .contains("Seite 3 von 3")
                .doesNotContain("rel=\"next\"");
        assertThat(BROWSER.open("/angebote?buchstabe=Z").body())
                .contains("30 Angebote")
                .doesNotContain("Ärztehaus");
        assertThat(BROWSER.open("/angebote?seite=999999").body()).contains("Seite 3 von 3");
    }

    @Test
    void answers304ToWhoHasThePageAndSendsItPackedToWhoCanRead() {
        publishExamples();
        var first = BROWSER.open("/");
        var tag = header(first, "ETag");
        assertThat(tag).startsWith("\"2026-11-22.3-");

        assertThat(BROWSER.get("/", "Accept", "text/html", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(BROWSER.get("/", "Accept", "text/html", "If-None-Match", "\"andere\"")
                        .statusCode())
                .isEqualTo(200);
        var packed = BROWSER.bytes("/", "Accept-Encoding", "gzip");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "ETag")).isNotEqualTo(tag);
        assertThat(header(packed, "Vary")).contains("Accept", "Accept-Encoding");
    }

    @Test
    void tellsPeopleWithAPageAndProgramsWithAProblem() {
        var page = BROWSER.open("/angebote/gibt-es-nicht");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body())
                .contains("Diese Seite gibt es nicht", "Kennung dieser Anfrage")
                .doesNotContain("Exception");

        var problem = BROWSER.get("/nirgends", "Accept", "application/json");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(header(problem, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.body()).contains("\"status\":404", "urn:hilfenetz:request:");

        assertThat(BROWSER.post("/angebote", "text/plain", "x").statusCode()).isEqualTo(405);
    }

    @Test
    void keepsStyleSheetsForEver() {
        var page = BROWSER.open("/").body();
        var path = page.replaceFirst("(?s).*href=\"(/static/hilfenetz\\.[0-9a-f]+\\.css)\".*", "$1");

        var style = BROWSER.get(path);

        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(header(style, "Cache-Control")).contains("immutable");
        assertThat(header(style, "Content-Type")).isEqualTo("text/css;charset=utf-8");
    }
}
