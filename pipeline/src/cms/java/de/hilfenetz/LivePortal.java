package de.hilfenetz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hilfenetz as its own process, with one feed of editors and one of a provider. */
final class LivePortal implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home;
    private final int port;
    private @Nullable Process process;

    LivePortal(Path home, int port) throws IOException {
        this.home = home;
        this.port = port;
        Files.createDirectories(home.resolve("feeds"));
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("feeds/verein.jslt"), """
                {"kind": "service", "id": .nr, "name": .name, "phone": .telefon, "categories": [.art]}
                """);
        Files.writeString(home.resolve("feeds/verein.yaml"), """
                id: verein
                title: Beispielverein
                format: csv
                mapping: verein.jslt
                fetch: {url: "file:verein.csv", every: PT1M}
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """);
        deliver("0221 4710123");
    }

    /** What the provider's file says from now on. */
    void deliver(String phone) throws IOException {
        Files.writeString(home.resolve("feeds/verein.csv"), """
                nr,name,telefon,art
                1,Beratung Bilk,%s,Geldnot
                2,Treff Eller,0221 4710124,Café
                """.formatted(phone));
    }

    void readFrom(LiveCms cms, String format) throws IOException {
        Files.writeString(home.resolve("feeds/redaktion.yaml"), """
                id: redaktion
                title: Redaktion
                format: %s
                fetch: {url: "%s", every: PT1M, internal: true}
                secret: redaktion
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """.formatted(format, cms.base()));
        Files.writeString(home.resolve("secrets/redaktion"), cms.readerToken() + "\n");
        Files.writeString(home.resolve("secrets/redaktion.status"), cms.token("writer") + "\n");
        hears(true);
    }

    /** Whether it takes the secret that hooks show. */
    void hears(boolean hooks) throws IOException {
        Files.writeString(home.resolve("secrets/redaktion.hook"), hooks ? LiveCms.HOOK_SECRET + "\n" : "ein anderes\n");
    }

    /** Everything that it said so far. */
    String log() throws IOException {
        return Files.readString(home.resolve("log"));
    }

    /** Where the CMS tells changes. */
    static URI hook(int port) {
        return URI.create("http://127.0.0.1:" + port + "/hooks/redaktion");
    }

    void start() throws IOException {
        process = command("serve")
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
        Waiting.until("the portal answers", Duration.ofMinutes(2), () -> shows("/bereit", "bereit"));
    }

    /** What a command says that runs beside it. */
    String run(String... words) throws IOException {
        return new String(command(words).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private ProcessBuilder command(String... words) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Hilfenetz.class.getName()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HILFENETZ_PORT", String.valueOf(port));
        builder.environment().put("HILFENETZ_DATA", home.resolve("data").toString());
        builder.environment().put("HILFENETZ_FEEDS", home.resolve("feeds").toString());
        builder.environment().put("HILFENETZ_SECRETS", home.resolve("secrets").toString());
        builder.environment().put("HILFENETZ_KEY_FILE", home.resolve("key").toString());
        builder.environment().put("HILFENETZ_FEED_HOSTS", "verein.example.org");
        return builder;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Delivers a CSV file as a provider's system does; what it answers. */
    String push(String feed, String key, String csv) throws IOException {
        return send(HttpRequest.newBuilder(address().resolve("/api/v1/feeds/" + feed + "/deliveries"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv)));
    }

    void kill() {
        Processes.kill(Objects.requireNonNull(process));
    }

    /** The page at {@code path}, whatever its status. */
    String get(String path) throws IOException {
        return send(HttpRequest.newBuilder(address().resolve(path)).header("Accept", "*/*"));
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    boolean shows(String path, String text) throws IOException {
        return get(path).contains(text);
    }

    @Override
    public void close() {
        if (process != null) {
            Processes.kill(process);
        }
        client.close();
    }
}
