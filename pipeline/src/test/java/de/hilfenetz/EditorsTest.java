package de.hilfenetz;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.lessThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static de.hilfenetz.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Editors at work in a CMS, with everything running: what they publish is there, and nothing else. */
class EditorsTest {

    @RegisterExtension
    static final WireMockExtension CMS = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Map<String, ObjectNode>> published = new HashMap<>();

    @TempDir
    Path home;

    /** A hook is followed by a look after so long; those that come meanwhile by the same one. */
    private static final Duration SOON = Duration.ofSeconds(3);
    /** The id of the feed lets its schedule begin 51 seconds after the start, so that only hooks are seen before. */
    private static final Duration UNDISTURBED = Duration.ofSeconds(50);

    private Serving serving;
    private long started;

    @BeforeEach
    void serve() throws IOException {
        announce("dauerhaft", "Redaktion ist da");
        announce("eis", "Glatteis");
        Files.createDirectories(home.resolve("feeds"));
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/redaktion"), "READER_TOKEN\n");
        Files.writeString(home.resolve("secrets/redaktionen.hook"), "WEBHOOK_SECRET\n");
        Files.writeString(home.resolve("feeds/redaktion.yaml"), """
                id: redaktionen
                title: Redaktion
                format: strapi5
                fetch: {url: "%s", every: PT5M, internal: true}
                secret: redaktion
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """.formatted(CMS.baseUrl()));
        started = System.nanoTime();
        serving = start();
    }

    private Serving start() throws IOException {
        var settings = Map.of(
                "HILFENETZ_PORT",
                "0",
                "HILFENETZ_DATA",
                home.resolve("data").toString(),
                "HILFENETZ_FEEDS",
                home.resolve("feeds").toString(),
                "HILFENETZ_SECRETS",
                home.resolve("secrets").toString(),
                "HILFENETZ_FEED_HOSTS",
                "verein.example.org",
                "HILFENETZ_RELEASE_SETTLE",
                "PT0.01S");
        var begun = new Serving(Settings.from(settings::get), Clock.systemUTC());
        begun.start(new PrintWriter(new StringWriter()));
        return begun;
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        serving.close();
    }

    @Test
    void arePublicSecondsAfterTheirHookAndAStormOfHooksCostsOnePull() throws Exception {
        until(() -> open("/").body().contains("Glatteis"));
        CMS.resetRequests();
        var began = System.nanoTime();

        announce("strom", "Stromausfall in Eller");
        withdraw("eis");
        for (var i = 0; i < 30; i++) {
            assertThat(hook("Bearer WEBHOOK_SECRET", "{\"event\":\"entry.publish\",\"entry\":\"null\"}")
                            .statusCode())
                    .isEqualTo(202);
        }

        var hooked = System.nanoTime() - began;
        until(() -> open("/").body().contains("Stromausfall in Eller"));
        assertThat(open("/").body()).doesNotContain("Glatteis");
        // One look that finds something new and the one that confirms it; each asks for one page.
        // Only where the thirty hooks take longer than those of one look may be apart, there is one more for each such
        // time;
        // and on a machine that takes most of a minute for all this, the schedule and the second look begin too.
        var looks =
                1 + (int) (hooked / SOON.toNanos()) + 2 * (int) ((System.nanoTime() - started) / UNDISTURBED.toNanos());
        CMS.verify(moreThanOrExactly(2), getRequestedFor(urlPathEqualTo("/api/announcements")));
        CMS.verify(lessThanOrExactly(2 * looks), getRequestedFor(urlPathEqualTo("/api/announcements")));
    }

    @Test
    void areNotHeardWithoutTheSecret() throws Exception {
        until(() -> open("/").body().contains("Glatteis"));
        CMS.resetRequests();

        assertThat(hook("Bearer geraten", "{}").statusCode()).isEqualTo(401);
        assertThat(hook("", "{}").statusCode()).isEqualTo(401);
        assertThat(post("/hooks/gibt-es-nicht", "Bearer WEBHOOK_SECRET", "{}").statusCode())
                .isEqualTo(401);
        CMS.verify(0, getRequestedFor(urlPathMatching("/api/.*")));
    }

    @Test
    void stayPublicWhileTheCmsIsDownAndThePageOfFeedsSaysSo() throws Exception {
        until(() -> open("/").body().contains("Glatteis"));
        CMS.resetMappings();
        CMS.stubFor(get(urlPathMatching("/api/.*")).willReturn(serverError()));

        serving.close();
        serving = start();

        until(() -> open("/api/v1/feeds/redaktionen").body().contains("fetch-error"));
        assertThat(open("/").body()).contains("Glatteis");
        assertThat(open("/liefern/quellen").body()).contains("nicht erreichbar");
        assertThat(open("/liefern/quellen/redaktionen").body())
                .contains(
                        "Die Datenquelle war beim letzten Abruf nicht erreichbar. Öffentlich ist, was davor in Ordnung war.")
                .contains("zuletzt erreicht");
    }

    @Test
    void readInTheirCmsWhatBecameOfTheirFeeds() throws Exception {
        CMS.stubFor(get(urlPathEqualTo("/api/feed-states")).willReturn(okJson(answer(Map.of()))));
        CMS.stubFor(WireMock.post(urlPathEqualTo("/api/feed-states")).willReturn(okJson("{\"data\":{}}")));
        feed("beispielverein", "https://verein.example.org/angebote.csv");
        feed("woanders", "https://anderswo.example.org/angebote.csv");
        feed("falsch", "https://verein.example.org/angebote.csv");
        Objects.requireNonNull(table("feed").get("falsch")).put("format", "pdf");
        stubs();
        Files.writeString(home.resolve("secrets/redaktionen.status"), "WRITER_TOKEN\n");
        hook("Bearer WEBHOOK_SECRET", "{}");

        until(() -> Stream.of("beispielverein", "woanders", "falsch")
                .allMatch(feed -> !CMS.findAll(postRequestedFor(urlPathEqualTo("/api/feed-states"))
                                .withRequestBody(matchingJsonPath("$.data[?(@.key == '%s')]".formatted(feed))))
                        .isEmpty()));

        CMS.verify(postRequestedFor(urlPathEqualTo("/api/feed-states"))
                .withHeader("Authorization", equalTo("Bearer WRITER_TOKEN"))
                .withRequestBody(matchingJsonPath("$.data[?(@.key == 'beispielverein' && @.state == 'in-force')]")));
        CMS.verify(postRequestedFor(urlPathEqualTo("/api/feed-states"))
                .withRequestBody(matchingJsonPath("$.data[?(@.key == 'woanders' && @.field == 'fetch.url')]")));
        CMS.verify(postRequestedFor(urlPathEqualTo("/api/feed-states"))
                .withRequestBody(matchingJsonPath("$.data[?(@.key == 'falsch' && @.field == 'format')]")));
        // The page of feeds names the same field, though the entry was refused before it was a feed.
        assertThat(JSON.readTree(open("/api/v1/feeds").body()).path("contents")).anySatisfy(feed -> {
            assertThat(feed.path("id").asText()).isEqualTo("falsch");
            assertThat(feed.path("field").asText()).isEqualTo("format");
        });
        CMS.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void startAndStopFeedsWhileEverythingRuns() throws Exception {
        until(() -> open("/").body().contains("Glatteis"));

        feed("beispielverein", "https://verein.example.org/angebote.csv");
        feed("woanders", "https://anderswo.example.org/angebote.csv");
        hook("Bearer WEBHOOK_SECRET", "{}");

        until(() -> open("/api/v1/feeds").body().contains("Beispielverein Eller")
                && open("/api/v1/feeds").body().contains("refused"));
        var feeds = JSON.readTree(open("/api/v1/feeds").body()).path("contents");
        assertThat(feeds).anySatisfy(feed -> {
            assertThat(feed.path("id").asText()).isEqualTo("woanders");
            assertThat(feed.path("state").asText()).isEqualTo("refused");
            assertThat(feed.path("field").asText()).isEqualTo("fetch.url");
        });
        assertThat(open("/liefern/quellen").body()).contains("woanders (Feld fetch.url)");

        table("feed").remove("beispielverein");
        stub("feed", "feeds");
        hook("Bearer WEBHOOK_SECRET", "{}");

        until(() -> !open("/api/v1/feeds").body().contains("Beispielverein Eller"));
    }

    // The CMS

    private void announce(String key, String title) {
        var row = row(key);
        row.put("locale", "de").put("title", title).put("level", "info");
        row.put("from", "2020-01-01").put("until", "2099-12-31").putNull("text");
        table("announcement").put(key, row);
        stubs();
    }

    private void withdraw(String key) {
        table("announcement").remove(key);
        stubs();
    }

    private void feed(String key, String url) {
        var row = row(key);
        for (var field : de.hilfenetz.cms.CmsType.ours().stream()
                .filter(type -> type.name().equals("feed"))
                .findFirst()
                .orElseThrow()
                .shared()) {
            row.putNull(field);
        }
        row.put("title", key.equals("woanders") ? "Woanders" : "Beispielverein Eller")
                .put("format", "hsds");
        row.put("licence", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0");
        row.putObject("fetch").put("url", url).put("every", "PT6H");
        table("feed").put(key, row);
        stubs();
    }

    private static ObjectNode row(String key) {
        return JSON.createObjectNode()
                .put("documentId", "doc-" + key)
                .put("key", key)
                .put("publishedAt", "2026-11-22T08:44:51.034Z");
    }

    private Map<String, ObjectNode> table(String type) {
        return published.computeIfAbsent(type, none -> new TreeMap<>());
    }

    private void stubs() {
        CMS.stubFor(get(urlPathMatching("/api/.*")).atPriority(9).willReturn(okJson(answer(Map.of()))));
        stub("announcement", "announcements");
        stub("feed", "feeds");
    }

    private void stub(String type, String path) {
        CMS.stubFor(get(urlPathEqualTo("/api/" + path)).willReturn(okJson(answer(table(type)))));
    }

    private static String answer(Map<String, ObjectNode> rows) {
        var answer = JSON.createObjectNode();
        answer.putArray("data").addAll(rows.values());
        answer.putObject("meta").putObject("pagination").put("pageSize", 100).put("total", rows.size());
        return answer.toString();
    }

    // The portal

    private HttpResponse<String> open(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(serving.address().resolve(path)).header("Accept", "*/*");
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> hook(String authorization, String body) throws IOException, InterruptedException {
        return post("/hooks/redaktionen", authorization, body);
    }

    private HttpResponse<String> post(String path, String authorization, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(serving.address().resolve(path)).POST(BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
