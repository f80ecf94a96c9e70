package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for again is answered in short, and nobody can tell. */
class KeptDocumentsTest {

    private static final String PATH = "/id/angebot/" + Records.SERVICE;

    @ParameterizedTest
    @CsvSource({
        "/id/angebot/{id}.ttl, identity",
        "/id/angebot/{id}.jsonld, gzip",
        "/id/angebot/{id}.json, gzip",
        "/api/v1/services/{id}, identity",
    })
    void answersTheSecondTimeAsTheFirst(String template, String encoding) {
        var path = template.replace("{id}", Records.SERVICE.toString());
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            var first = browser.bytes(path, "Accept-Encoding", encoding);
            var second = browser.bytes(path, "Accept-Encoding", encoding);

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(fields(second.headers())).isEqualTo(fields(first.headers()));
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.headers().allValues("Date")).hasSize(1);

            var head = browser.send(
                    path,
                    request -> request.method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .header("Accept-Encoding", encoding));
            assertThat(head.body()).isEmpty();
            assertThat(fields(head.headers())).isEqualTo(fields(first.headers()));

            var tag = first.headers().firstValue("ETag").orElseThrow();
            var known = browser.get(path, "Accept-Encoding", encoding, "If-None-Match", tag);
            assertThat(known.statusCode()).isEqualTo(304);
            assertThat(known.body()).isEmpty();
            assertThat(known.headers().firstValue("ETag")).contains(tag);
            assertThat(known.headers().firstValueAsLong("Content-Length").orElse(0))
                    .as("nothing comes that a client could wait for")
                    .isZero();
            assertThat(known.headers().allValues("Date")).hasSize(1);
        }
    }

    private static Map<String, List<String>> fields(HttpHeaders headers) {
        return headers.map().entrySet().stream()
                .filter(field -> !field.getKey().equals("date"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void saysWhatIsNewAtOnceAndTellsWhoHasWhatStayed() {
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            var before = browser.get(PATH + ".ttl");
            var place = "/id/ort/" + Records.LOCATION + ".ttl";
            var tag = browser.get(place).headers().firstValue("ETag").orElseThrow();

            town.deliver(Records.service(json -> json.putObject("name").put("de", "Neuer Name")));

            assertThat(before.body()).doesNotContain("Neuer Name");
            assertThat(browser.get(PATH + ".ttl").body()).contains("Neuer Name");
            assertThat(browser.get(place, "If-None-Match", tag).statusCode())
                    .as("another record changed, not this one")
                    .isEqualTo(304);
            var past = browser.get(PATH + ".ttl?stand=2026-11-23.1");
            assertThat(past.body()).isEqualTo(before.body());
        }
    }

    @Test
    void forgetsWhatIsWithdrawnBeforeThereIsAnotherRelease() {
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            assertThat(browser.get(PATH + ".json").statusCode()).isEqualTo(200);

            town.journal().withdraw("beispielverband", List.of(Records.SERVICE));

            assertThat(browser.get(PATH + ".json").statusCode()).isNotEqualTo(200);
        }
    }

    /** Whoever asks again does not reach what made the answer; whoever asks for something new does. */
    @Test
    void answersBeforeAnybodyElseLooks() throws Exception {
        try (var town = Town.withExamples()) {
            var made = new AtomicInteger();
            var documents = new KeptDocuments(town.publication());
            var server = Javalin.create(config -> {
                config.jetty.modifyServer(jetty -> jetty.setHandler(documents));
                config.routes.get("/id/{name}", ctx -> {
                    ctx.header("ETag", "\"1\"").result("answer " + made.incrementAndGet());
                    documents.keep(
                            ctx,
                            town.publication().get().orElseThrow(),
                            town.journal().emptied());
                });
            });
            try (var browser = new Browser(server)) {
                assertThat(browser.get("/id/a").body()).isEqualTo("answer 1");
                assertThat(browser.get("/id/a").body()).isEqualTo("answer 1");
                assertThat(browser.get("/id/b").body()).isEqualTo("answer 2");

                town.journal().withdraw("beispielverband", List.of(Records.SERVICE));

                assertThat(browser.get("/id/a").body()).isEqualTo("answer 3");
            }
        }
    }
}
