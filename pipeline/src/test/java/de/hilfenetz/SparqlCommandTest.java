package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint over files: one real server with its real processes. */
class SparqlCommandTest {

    private static final URI BASE = URI.create("http://localhost:8080/");

    @TempDir
    private Path folder;

    private static HttpResponse<String> ask(int port, String query) throws IOException, InterruptedException {
        var address =
                "http://127.0.0.1:%d/sparql?query=%s".formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Accept", "text/csv")
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void answersFromFilesInSeveralForms() throws Exception {
        var turtle = Files.writeString(
                folder.resolve("eins.ttl"), "<http://a.example/1> <http://a.example/name> \"Eins\"@de ; a [] .");
        var triples = Files.writeString(
                folder.resolve("zwei.nt"), "<http://a.example/2> <http://a.example/name> \"Zwei\"@de .\n");

        try (var running = SparqlCommand.open(
                List.of(turtle, triples), folder, BASE, Settings.from(name -> null), 0, Clock.systemUTC())) {
            var names = ask(running.port(), "SELECT ?n { ?s <http://a.example/name> ?n } ORDER BY ?n");
            assertThat(names.body()).isEqualTo("n\r\nEins\r\nZwei\r\n");
            assertThat(names.headers().firstValue("Hilfenetz-Answer")).hasValue("complete");
            assertThat(ask(running.port(), "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(ask(running.port(), "LOAD <file:///etc/passwd>").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void saysWhichFileItCannotRead() throws IOException {
        var broken = Files.writeString(folder.resolve("kaputt.ttl"), "<a> <b>");

        assertThatThrownBy(() -> SparqlCommand.open(
                        List.of(broken), folder, BASE, Settings.from(name -> null), 0, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kaputt.ttl");
        assertThat(folder).as("nothing is left behind").isDirectoryNotContaining("glob:**hilfenetz-sparql*");
    }
}
