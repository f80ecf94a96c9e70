package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.journal.Way;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody without a key asks for everything there is about feeds, runs and findings of the demo. */
class PublicCrawlTest {

    private static final Pattern WORDS = Pattern.compile(
            "\"((?:[^\"\\\\]|\\\\.){6,})\"|(?<=[;,\\t]|^)([^;,\\t\"]{6,})(?=[;,\\t]|$)", Pattern.MULTILINE);

    /** At a fixed time: "14 Uhr" of a delivery may stand on a page made at 23:14. */
    private static final Clock EARLY = Clock.fixed(Instant.parse("2026-11-23T06:05:00Z"), ZoneOffset.UTC);

    @Test
    void findsNoneOfTheRawValues(@TempDir Path home) throws Exception {
        DemoCommand.copyTo(home);
        var raw = new TreeSet<String>();
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString(),
                "HILFENETZ_PORT", "0");
        var settings = new Hilfenetz.World(environment::get, EARLY).settings();
        var answers = new ArrayList<String>();
        try (var serving = new Serving(settings, EARLY);
                var client = HttpClient.newHttpClient()) {
            var feeds = receiveAll(serving.installation(), raw);
            serving.whileIdle(serving.installation()::process);
            var paths = new ArrayList<>(List.of("/api/v1/feeds", "/liefern/quellen"));
            for (var feed : feeds) {
                var own = "/api/v1/feeds/" + feed;
                paths.add(own);
                paths.add(own + "/runs");
                paths.add("/liefern/quellen/" + feed);
                paths.add("/liefern/quellen/" + feed + "/plakette.svg");
                paths.add("/liefern/quellen/" + feed + "/verarbeitungen/1");
                for (var summary : serving.installation().journal().runs(feed)) {
                    var run = summary.id();
                    paths.addAll(List.of(
                            own + "/runs/" + run,
                            own + "/runs/d" + run,
                            own + "/runs/" + run + "/findings",
                            own + "/runs/d" + run + "/findings?report=" + run + "-" + "A".repeat(43)));
                }
            }
            for (var feed : List.of("paritaet", "diakonie-orte")) {
                var status = new ObjectMapper()
                        .readTree(client.send(
                                        HttpRequest.newBuilder(serving.address().resolve("/api/v1/feeds/" + feed))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body());
                assertThat(status.path("received").asLong())
                        .as("what is held of a refuge is no difference of two numbers: %s", status)
                        .isEqualTo(status.path("live").asLong()
                                + status.path("held").asLong())
                        .isPositive();
            }
            for (var path : paths) {
                for (var accept : List.of("application/json", "text/csv", "text/html")) {
                    var request = HttpRequest.newBuilder(serving.address().resolve(path))
                            .header("Accept", accept)
                            .build();
                    var answer = client.send(request, BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(path).isIn(200, 401, 404);
                    answers.add(answer.body());
                }
            }
            var configured = new ArrayList<>(configured(serving.installation()));
            RuleCatalogue.list().forEach(rule -> configured.add(rule.code()));
            // What stands around every page, with an error in it and without.
            for (var path : List.of("/gibt-es-nicht", "/lizenz")) {
                var bare = HttpRequest.newBuilder(serving.address().resolve(path))
                        .header("Accept", "text/html")
                        .build();
                configured.add(client.send(bare, BodyHandlers.ofString()).body());
            }
            raw.removeIf(value -> configured.stream().anyMatch(text -> text.contains(value)));
        }

        assertThat(raw).hasSizeGreaterThan(500);
        var said = String.join("\n", answers);
        assertThat(raw.stream().filter(said::contains)).isEmpty();
    }

    private static Set<String> receiveAll(Installation installation, Set<String> raw) throws IOException {
        for (var source : installation.sources().values()) {
            if (source.feed().format().isEditorial()) {
                continue; // a folder comes by its own way, and what editors write is meant to be read
            }
            var file = Path.of(Objects.requireNonNull(source.feed().fetch()).url());
            try (var bytes = Files.newInputStream(file)) {
                installation.receive(source.feed(), String.valueOf(file.getFileName()), null, Way.PULL, bytes);
            }
            var utf8 = file.toString().endsWith("json");
            var text = Files.readString(file, utf8 ? UTF_8 : Charset.forName("windows-1252"));
            if (utf8) {
                values(text, raw);
            } else {
                WORDS.matcher(text)
                        .results()
                        .forEach(word -> raw.add(
                                Objects.requireNonNullElse(word.group(1), Objects.requireNonNullElse(word.group(2), ""))
                                        .strip()));
            }
        }
        raw.removeIf(value -> value.length() < 6);
        return installation.sources().keySet();
    }

    private static void values(String text, Set<String> raw) throws IOException {
        try (var parser = new ObjectMapper().getFactory().createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    raw.add(parser.getText());
                }
            }
        }
    }

    /** What the operator himself wrote about feeds is public on purpose; so are our own words on any page. */
    private static List<String> configured(Installation installation) {
        return installation.sources().values().stream()
                .map(source -> source.feed().title() + "\n" + source.feed().id() + "\n"
                        + source.feed().licence())
                .toList();
    }
}
