package de.hilfenetz;

import static de.hilfenetz.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How feeds stand, as anybody sees it: each state once (portal.md P15). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedStatusTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private RunningService service;
    private Serving serving;

    @BeforeAll
    void serve(@TempDir Path home) throws Exception {
        var feeds = new LinkedHashMap<String, String>();
        for (var feed :
                new String[] {"nie", "gut", "teils", "kaputt", "halt", "loesch", "weg", "schutz", "seite", "klick"}) {
            feeds.put(
                    feed, """
                    title: Verein <%s>
                    contact: geheim@verein.example.org
                    expect: P1D
                    %s
                    """.formatted(feed, feed.equals("weg") ? "fetch: {url: \"file:weg.csv\", every: PT6H}" : ""));
        }
        service = new RunningService(
                home, "{\"kind\": \"service\", \"id\": .id, \"name\": .name, \"kindsOfHelp\": [.art]}", feeds);
        service.deliver("gut", services(2, "Beratung"));
        service.deliver("seite", services(2, "Beratung"));
        service.deliver("klick", services(2, "Beratung"));
        service.deliver("teils", services(2, "Beratung") + "9,,\n");
        service.deliver("kaputt", "<html>Anmelden");
        service.deliver("halt", services(40, "Beratung"));
        service.deliver("halt", services(40, "Umbenannt"));
        service.deliver("loesch", services(40, "Beratung"));
        service.deliver("loesch", services(20, "Beratung"));
        service.deliver("schutz", services(2, "Beratung") + "9,Frauenhaus am Anger,\n");
        serving = service.start();
        until(() -> get("/api/v1/feeds/weg").body().contains("fetch-error"));
    }

    @AfterAll
    void stop() throws IOException {
        client.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nie    | never       | noch nichts geliefert           | none
            gut    | ok          | in Ordnung                      | good
            teils  | warn        | Einträge zurückgestellt         | attention
            kaputt | error       | letzte Lieferung nicht lesbar   | bad
            halt   | held        | letzte Lieferung angehalten     | bad
            loesch | parked      | Löschungen warten auf Freigabe  | attention
            weg    | fetch-error | nicht erreichbar                | bad
            schutz | ok          | in Ordnung                      | good
            """)
    void saysTheSameWordEverywhere(String feed, String state, String label, String sign) throws Exception {
        var json = new ObjectMapper().readTree(get("/api/v1/feeds/" + feed).body());
        assertThat(json.path("state").asText()).isEqualTo(state);
        assertThat(json.path("label").asText()).isEqualTo(label);

        var page = get("/liefern/quellen/" + feed);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<span class=\"sign " + sign + "\">", label, "Verein &lt;" + feed + "&gt;")
                .doesNotContain("geheim@verein", "null", "<" + feed + ">");

        assertThat(get("/liefern/quellen").body()).contains("/liefern/quellen/" + feed, label);

        var badge = get("/liefern/quellen/" + feed + "/plakette.svg");
        assertThat(badge.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(badge.body()).contains(label).startsWith("<svg ");
    }

    @Test
    void saysWhenItWasChecked() throws Exception {
        var ended = serving.installation()
                .journal()
                .runs("gut")
                .getFirst()
                .findEnded()
                .orElseThrow();

        assertThat(get("/api/v1/feeds/gut").body()).contains("\"last_checked\":\"" + ended + "\"");
        var there = ended.atZone(ZoneId.of("Europe/Berlin")).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        assertThat(get("/liefern/quellen/gut").body())
                .containsPattern("geprüft um</dt><dd><time datetime=\"" + Pattern.quote(there));
    }

    @Test
    void marksTheLastGoodVersionOnItsPage() throws Exception {
        var id = id("seite", "Beratung 1");
        var path = "/angebote/" + id;
        until(() -> get(path).statusCode() == 200);
        var before = get(path);
        assertThat(before.body()).doesNotContain("letzte gute Fassung");

        service.deliver("seite", services(2, "Beratung").replace("Beratung 1", ""));

        var after = get(path);
        assertThat(after.body()).contains("Beratung 1", "Gezeigt ist die letzte gute Fassung");
        assertThat(after.headers().firstValue("ETag"))
                .isNotEqualTo(before.headers().firstValue("ETag"));
        service.deliver("seite", services(2, "Beratung"));
        assertThat(get(path).body()).doesNotContain("letzte gute Fassung");
    }

    private String id(String feed, String name) {
        try (var snapshot = serving.installation().journal().snapshot()) {
            var found = new java.util.ArrayList<String>();
            snapshot.forEach(de.hilfenetz.record.Kind.SERVICE, version -> {
                if (version.entry().feed().equals(feed)
                        && version.entry().name().best().equals(name)) {
                    found.add(version.id().toString());
                }
            });
            return found.getFirst();
        }
    }

    @Test
    void countsForPrometheusOnAPortOfItsOwn() throws Exception {
        until(() -> metrics().contains("outcome=\"failed\",route=\"feed-weg\"} 1"));

        assertThat(metrics().lines())
                .contains(
                        "# TYPE hilfenetz_route_looks_total counter",
                        "hilfenetz_route_attempts_total{route=\"feed-weg\"} 1",
                        "hilfenetz_feed_records{feed=\"halt\"} 40",
                        "hilfenetz_feed_trouble{feed=\"halt\",state=\"held\"} 1",
                        "hilfenetz_feed_trouble{feed=\"gut\",state=\"ok\"} 0")
                .allMatch(line -> line.startsWith("#") || line.matches("[a-z_]+(\\{[^}]*\\})? [0-9.E-]+"));
        assertThat(get("/metrics").statusCode()).as("not in public").isEqualTo(404);
    }

    private String metrics() throws IOException, InterruptedException {
        var address = java.net.URI.create("http://127.0.0.1:" + serving.managementPort() + "/metrics");
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void aProviderConfirmsAllItHasWithOneClick() throws Exception {
        var journal = serving.installation().journal();
        var link = journal.addLink("klick");
        var path = java.net.URI.create(serving.installation().address(link)).getPath();
        assertThat(journal.linkSecret(link)).as("256 bits").hasSize(43);

        var before = get(path);
        assertThat(before.body()).contains("Stimmt alles noch", "Beratung 1", "noch nie");
        assertThat(before.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
        assertThat(get(path).body()).as("a look changes nothing").contains("noch nie");

        var done = post(path + "/bestaetigen");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(get(path).body()).contains("Bestätigt am").doesNotContain("noch nie", "<button>Stimmt");
        assertThat(journal.runs("klick").getFirst().counters().changed()).isEqualTo(2);
        assertThat(journal.verify()).isEmpty();
        service.deliver("klick", services(2, "Beratung") + "7,Neues,\n");
        assertThat(get(path).body())
                .as("what comes again as it was stays confirmed")
                .containsOnlyOnce("noch nie");

        assertThat(get(path.substring(0, path.length() - 2) + "--").statusCode())
                .isEqualTo(404);
        journal.revokeLink(link.id());
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(post(path + "/bestaetigen").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(serving.address().resolve(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void opensAReportToWhoeverHasItsLinkOnly() throws Exception {
        assertThat(get("/liefern/quellen/gut/verarbeitungen/1").statusCode()).isEqualTo(404);
        assertThat(get("/liefern/quellen/gut/verarbeitungen/1?bericht=1-" + "A".repeat(43))
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/liefern/quellen/gibt-es-nicht").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(serving.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static String services(int count, String name) {
        return IntStream.range(0, count)
                .mapToObj(id -> "%d,%s %d,\n".formatted(id, name, id))
                .collect(Collectors.joining("", "id,name,art\n", ""));
    }
}
