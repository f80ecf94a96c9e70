package de.hilfenetz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real CMS with our types, and an editor at work in it. The start scripts and the packages they install lie outside of this
 * project; what is of ours is put in their place: the types, the reader's rights, the webhook.
 */
abstract class LiveCms implements AutoCloseable {

    static final String HOOK_SECRET = "nur-auf-diesem-rechner";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(12);

    static {
        // Node closes a connection after five seconds without a request; a write that meets that moment is not tried
        // again.
        System.setProperty("jdk.httpclient.keepalive.timeout", "2");
    }

    final int port;
    final Path kit;
    final Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> ids = new HashMap<>();
    private final URI hook;
    private @Nullable Process process;

    /** @param hook where it tells changes */
    LiveCms(String name, Path scripts, Path folder, int port, URI hook) throws IOException {
        this.port = port;
        this.hook = hook;
        kit = folder.resolve(name);
        home = Path.of(System.getProperty("cms.home", System.getProperty("user.home") + "/.cache/hilfenetz-cms"))
                .resolve(name);
        copy(scripts.resolve(name), kit);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var there = to.resolve(from.relativize(file).toString());
                Files.createDirectories(there.getParent());
                Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Puts a file of ours into the project that is started. */
    final void place(Path ours, String there) throws IOException {
        Files.copy(ours, kit.resolve("project").resolve(there), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Starts it and comes back when it answers. */
    final void start(String... options) throws IOException {
        var command = new ArrayList<>(List.of("bash", kit.resolve("start.sh").toString(), String.valueOf(port)));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HN_CMS_HOME", home.toString());
        builder.environment().put("HN_WEBHOOK_URL", hook.toString());
        builder.environment().put("HN_WEBHOOK_SECRET", HOOK_SECRET);
        builder.environment()
                .put("PRESSURE_LIMITER_ENABLED", "false"); // by it Directus turns editors away on a busy machine
        var log = kit.resolve("log");
        var started = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        var tokens = home.resolve("data/tokens.json");
        Waiting.until("it is ready: " + log, STARTS_WITHIN, () -> {
            if (!started.isAlive()) {
                throw new IllegalStateException("it stopped: " + Files.readString(log));
            }
            return isWell() && Files.exists(tokens) && Files.size(tokens) > 0;
        });
    }

    private boolean isWell() throws IOException {
        try {
            var request = HttpRequest.newBuilder(base().resolve(health())).timeout(Duration.ofSeconds(5));
            return client.send(request.build(), BodyHandlers.discarding()).statusCode() < 300;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Where it says that it is well. */
    abstract String health();

    /** Kills it and everything it started, without a word. */
    final void kill() {
        Processes.kill(Objects.requireNonNull(process));
    }

    @Override
    public void close() {
        if (process != null) {
            Processes.kill(process);
        }
        client.close();
    }

    final URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The token that Hilfenetz reads with. */
    final String readerToken() throws IOException {
        return token("reader");
    }

    final String token(String whose) throws IOException {
        return JSON.readTree(home.resolve("data/tokens.json").toFile())
                .path(whose)
                .asText();
    }

    static ObjectNode fields() {
        return JSON.createObjectNode();
    }

    /**
     * Publishes a new entry.
     *
     * @param texts by language; empty for a type without
     */
    abstract void publish(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception;

    /** All entries of a type. */
    abstract JsonNode list(String path) throws Exception;

    /** Publishes a change of an entry. */
    abstract void change(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception;

    /** Writes a draft that nobody publishes. */
    abstract void draft(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception;

    /** Takes a published entry back and keeps it as a draft. */
    abstract void unpublish(String path, String key) throws Exception;

    /** Publishes it again as it is. */
    abstract void republish(String path, String key) throws Exception;

    abstract void delete(String path, String key) throws Exception;

    final String id(String path, String key) {
        return Objects.requireNonNull(ids.get(path + "/" + key), "no entry " + path + "/" + key);
    }

    final void remember(String path, String key, JsonNode id) {
        ids.put(path + "/" + key, id.asText());
    }

    /** What the CMS answers to an editor's request; not JSON null but missing where it answers nothing. */
    final JsonNode ask(String method, String path, String token, @Nullable JsonNode body) throws Exception {
        var request = HttpRequest.newBuilder(base().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
    }
}
