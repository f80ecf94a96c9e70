package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.journal.PushKey;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An operator's decisions over HTTP, against everything as it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> keys = new ArrayList<>();
    private RunningService service;
    private Serving serving;

    @BeforeAll
    void serve(@TempDir Path home) throws IOException {
        var mapping = "{\"kind\": \"service\", \"id\": .id, \"name\": .name, \"ages\": {\"min\": .von, \"max\": .bis}}";
        service = new RunningService(home, mapping, Map.of("a", "title: Beispielverein", "b", "title: Beispielverein"));
        serving = service.start();
        keys.add(service.addKey(PushKey.OPERATOR));
        keys.add(service.addKey("a"));
    }

    @AfterAll
    void stop() throws IOException {
        client.close();
        service.close();
    }

    @Test
    void opensToNobodyButAnOperator() throws Exception {
        assertThat(get("/api/v1/quarantine", "hn_falsch").statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/quarantine", keys.get(1)).statusCode()).isEqualTo(403);
        assertThat(post("/api/v1/runs/1/confirm", keys.get(1), "{}").statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/feeds/a/deliveries", keys.get(0), "id,name\n").statusCode())
                .as("and delivers nothing")
                .isEqualTo(403);
    }

    @Test
    void releasesWhatIsHeld() throws Exception {
        service.deliver("a", "id,name,von,bis\n1,Jugendtreff,27,12\n2,Beratung,,\n");
        var held = JSON.readTree(get("/api/v1/quarantine", keys.get(0)).body())
                .path("records")
                .path(0);
        assertThat(held.path("place").asText()).isEqualTo("liste.csv, Zeile 2");
        assertThat(held.path("releasable").asBoolean()).isTrue();
        var path = "/api/v1/quarantine/" + held.path("id").asText() + "/release";

        assertThat(post(path, keys.get(0), "{}").statusCode()).as("no reason").isEqualTo(422);
        var done = post(path, keys.get(0), "{\"reason\": \"--help\"}");

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(JSON.readTree(done.body()).path("text").asText()).contains("Freigegeben", "alter-verkehrt");
        assertThat(serving.installation().journal().waivers("a").getFirst())
                .extracting("by", "reason")
                .containsExactly("Schlüssel 1", "help");
        var again = post(path, keys.get(0), "{\"reason\": \"noch einmal\"}");
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void triesAgainWhatFailed() throws Exception {
        service.deliver("a", "<html>Anmelden");
        var failed = JSON.readTree(get("/api/v1/quarantine", keys.get(0)).body())
                .path("deliveries")
                .path(0);
        assertThat(failed.path("state").asText()).isEqualTo("failed");

        var again = post("/api/v1/quarantine/" + failed.path("id").asText() + "/retry", keys.get(0), "");

        assertThat(again.statusCode()).as("it is as it was").isEqualTo(422);
        assertThat(post("/api/v1/quarantine/d999/retry", keys.get(0), "").body())
                .contains("999");
    }

    @Test
    void withdrawsAndForgets() throws Exception {
        service.deliver("b", "id,name,von,bis\n1,Mittagstisch,,\n2,Kleiderkammer,,\n");
        var id = idOf("Mittagstisch");

        var withdrawn = post(
                "/api/v1/withdrawals", keys.get(0), "{\"record\": \"%s\", \"reason\": \"Einspruch\"}".formatted(id));

        assertThat(withdrawn.statusCode()).as(withdrawn.body()).isEqualTo(200);
        assertThat(withdrawn.body()).doesNotContain("Einspruch");
        assertThat(names("b")).containsExactly("Kleiderkammer");
        assertThat(post("/api/v1/withdrawals", keys.get(0), "{\"record\": \"-x\", \"reason\": \"Einspruch\"}")
                        .statusCode())
                .isEqualTo(422);

        var delivery = serving.installation().journal().runs("b").getLast().delivery();
        var forgotten = post("/api/v1/deliveries/" + delivery + "/forget", keys.get(0), "{\"reason\": \"Irrläufer\"}");
        assertThat(forgotten.statusCode()).as(forgotten.body()).isEqualTo(200);
        assertThat(names("b")).isEmpty();
    }

    private String idOf(String name) {
        return records("b").stream()
                .filter(record -> record.path("name").path("de").asText().equals(name))
                .map(record -> record.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    private List<String> names(String feed) {
        return records(feed).stream()
                .map(record -> record.path("name").path("de").asText())
                .sorted()
                .toList();
    }

    private List<JsonNode> records(String feed) {
        var records = new ArrayList<JsonNode>();
        try (var snapshot = serving.installation().journal().snapshot()) {
            for (var kind : de.hilfenetz.record.Kind.values()) {
                snapshot.forEach(kind, version -> {
                    try {
                        records.add(JSON.readTree(version.json()));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
            }
        }
        records.removeIf(record -> !record.path("feed").asText().equals(feed));
        return records;
    }

    private HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(serving.address().resolve(path))
                        .header("Authorization", "Bearer " + key)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String key, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(serving.address().resolve(path))
                        .header("Authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
