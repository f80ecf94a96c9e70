package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** G22: what somebody looked for is in no file, log or figure of ours. */
class SearchWordTest {

    private static final String WORD = "Xylophonkummer";

    private static final List<String> ASKED = List.of(
            "/suche?q=%s",
            "/en/suche?q=%s",
            "/finden?q=%s",
            "/wegweiser?q=%s",
            "/angebote?q=%s",
            "/angebote?lebenslage=%s",
            "/angebote.csv?q=%s",
            "/traeger?q=%s",
            "/daten?q=%s",
            "/daten/angebote/tabelle?q=%s",
            "/daten/angebote/tabelle.csv?name=%s",
            "/fragen/angebote-zur-lebenslage?lebenslage=%s",
            "/fragen/angebote-je-thema.csv?thema=%s",
            "/karte?zielgruppe=%s",
            "/aenderungen?gebiet=%s",
            "/aenderungen.atom?thema=%s",
            "/abfrage?q=%s",
            "/ergebnis?q=SELECT+%%2A+%%7B+%%3Fs+%%3Fp+%%22%s%%22+%%7D",
            "/sparql?query=SELECT+%%2A+%%7B+%%3Fs+%%3Fp+%%22%s%%22+%%7D",
            "/sparql?query=%s",
            "/api/v1/services?q=%s",
            "/hsds/services?search=%s",
            "/daten/angebote?stand=%s",
            "/%s",
            "/angebote/%s",
            "/liefern/berichte/%s");

    @Test
    void isKeptNowhere(@TempDir Path home) throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        LoggerFactory.getLogger(SearchWordTest.class).error("what is logged is seen");
        try (var service = new RunningService(
                        home,
                        "{\"kind\": \"service\", \"id\": .id, \"name\": .name, \"phone\": .telefon}",
                        Map.of("a", "title: Beispielverein"));
                var client = HttpClient.newHttpClient()) {
            var serving = service.start();
            service.deliver("a", "id,name,telefon\n1,Beratung Unterbach,0221 4710123\n");
            var address = serving.address();
            var list = HttpRequest.newBuilder(address.resolve("/angebote")).build();
            Patience.until(
                    () -> client.send(list, BodyHandlers.ofString()).body().contains("Beratung Unterbach"));
            for (var path : ASKED) {
                for (var accept : List.of("text/html", "application/json")) {
                    var request = HttpRequest.newBuilder(address.resolve(path.formatted(WORD)))
                            .header("Accept", accept);
                    assertThat(client.send(request.build(), BodyHandlers.ofString())
                                    .statusCode())
                            .as(path)
                            .isNotEqualTo(500);
                }
            }
            assertThat(post(client, address.resolve("/suche"), "application/x-www-form-urlencoded", "q=" + WORD))
                    .as("the word arrived")
                    .contains(WORD);
            post(client, address.resolve("/sparql"), "application/sparql-query", "SELECT * { ?s ?p \"" + WORD + "\" }");
            post(client, address.resolve("/sparql"), "application/sparql-query", "SELECT " + WORD);
            post(client, address.resolve("/api/v1/check"), "text/csv", "id,name\n1," + WORD + "\n");

            assertThat(log.list)
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(said(event)).doesNotContain(WORD));
            var metrics = URI.create("http://127.0.0.1:" + serving.managementPort() + "/metrics");
            assertThat(client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                            .body())
                    .contains("hilfenetz_")
                    .doesNotContain(WORD);
            assertThat(filesWith("Beratung Unterbach", home))
                    .as("what was delivered is found")
                    .isNotEmpty();
            assertThat(filesWith(WORD, home)).isEmpty();
        } finally {
            root.detachAppender(log);
        }
        assertThat(filesWith(WORD, home)).as("after the end").isEmpty();
    }

    private static String post(HttpClient client, URI address, String type, String body) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", type)
                                .header("Accept", "text/html")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String said(ILoggingEvent event) {
        var failure = event.getThrowableProxy();
        return event.getFormattedMessage() + " " + (failure == null ? "" : ThrowableProxyUtil.asString(failure));
    }

    private static List<Path> filesWith(String word, Path home) throws IOException {
        try (var files = Files.walk(home.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> text(file).contains(word.toLowerCase(Locale.ROOT)))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8).toLowerCase(Locale.ROOT);
        } catch (IOException gone) {
            return ""; // a file that was there for a moment
        }
    }
}
