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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real CMS with our types, and an editor at work in it. The start scripts and the packages they install lie outside of this
 * project; what is of ours is put in their place: the types, the reader's rights, the webhook.
 */
abstract class LiveCms implements AutoCloseable {

    static final String HOOK_SECRET = "nur-auf-diesem-rechner";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(12);

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
        var command =
                new ArrayList<>(List.of("nice", "bash", kit.resolve("start.sh").toString(), String.valueOf(port)));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HN_CMS_HOME", home.toString());
        builder.environment().put("HN_WEBHOOK_URL", hook.toString());
        builder.environment().put("HN_WEBHOOK_SECRET", HOOK_SECRET);
        var log = kit.resolve("log");
        process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        var tokens = home.resolve("data/tokens.json");
        Waiting.until("it is ready: " + log, STARTS_WITHIN, () -> {
            if (!process.isAlive()) {
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
    final void kill() throws InterruptedException {
        var running = Objects.requireNonNull(process);
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
        running.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        if (process != null && process.isAlive()) {
            kill();
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

    /** Strapi 5: a row for each language, drafts beside what is published. */
    static final class Strapi extends LiveCms {

        private String session = "";

        @Override
        String health() {
            return "/_health";
        }

        Strapi(Path scripts, Path folder, int port, URI hook) throws IOException {
            super("strapi", scripts, folder, port, hook);
            place(Path.of("../schemas/cms/strapi.mjs"), "types.mjs");
            place(Path.of("../schemas/cms/types.json"), "types.json");
            place(Path.of("src/cms/node/strapi.js"), "src/index.js");
        }

        @Override
        void publish(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception {
            write(path, key, "published", shared.put("key", key), texts, true);
        }

        @Override
        JsonNode list(String path) throws Exception {
            return ask("GET", "/api/" + path, token("editor"), null);
        }

        @Override
        void change(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception {
            write(path, key, "published", shared, texts, false);
        }

        @Override
        void draft(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception {
            write(path, key, "draft", shared.put("key", key), texts, true);
        }

        private void write(
                String path, String key, String status, ObjectNode shared, Map<String, ObjectNode> texts, boolean isNew)
                throws Exception {
            var fresh = isNew;
            var languages = texts.isEmpty() ? Map.of("", fields()) : texts;
            for (var language : languages.entrySet()) {
                var body = fields();
                var data = body.putObject("data");
                data.setAll(shared);
                data.setAll(language.getValue());
                var query = "?status=" + status + (language.getKey().isEmpty() ? "" : "&locale=" + language.getKey());
                if (fresh) {
                    remember(
                            path,
                            key,
                            ask("POST", "/api/" + path + query, token("editor"), body)
                                    .at("/data/documentId"));
                    fresh = false;
                } else {
                    ask("PUT", "/api/" + path + "/" + id(path, key) + query, token("editor"), body);
                }
            }
        }

        @Override
        void unpublish(String path, String key) throws Exception {
            act(path, key, "unpublish");
        }

        @Override
        void republish(String path, String key) throws Exception {
            act(path, key, "publish");
        }

        /** What a button of the editors' app does. */
        private void act(String path, String key, String action) throws Exception {
            if (session.isEmpty()) {
                var secrets = Files.readString(home.resolve(".env"));
                var password = secrets.replaceFirst("(?s).*HN_ADMIN_PASSWORD=([^\n]*).*", "$1");
                session = ask(
                                "POST",
                                "/admin/login",
                                "",
                                fields().put("email", "redaktion@hilfenetz.example.org")
                                        .put("password", password))
                        .at("/data/token")
                        .asText();
            }
            var type = path.replaceFirst("s$", "");
            ask(
                    "POST",
                    "/content-manager/collection-types/api::%s.%s/%s/actions/%s?locale=de"
                            .formatted(type, type, id(path, key), action),
                    session,
                    fields());
        }

        @Override
        void delete(String path, String key) throws Exception {
            ask("DELETE", "/api/" + path + "/" + id(path, key), token("editor"), null);
        }
    }

    /** Directus 11: a row for each entry with its languages inside, published by a field. */
    static final class Directus extends LiveCms {

        Directus(Path scripts, Path folder, int port, URI hook) throws IOException {
            super("directus", scripts, folder, port, hook);
            place(Path.of("../schemas/cms/directus.mjs"), "directus.mjs");
            place(Path.of("../schemas/cms/types.json"), "types.json");
            place(Path.of("src/cms/node/directus.mjs"), "seed.mjs");
        }

        @Override
        String health() {
            return "/server/ping";
        }

        @Override
        void publish(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception {
            create(path, key, "published", shared, texts);
        }

        @Override
        JsonNode list(String path) throws Exception {
            return ask("GET", "/items/" + path.replace('-', '_'), token("editor"), null);
        }

        @Override
        void draft(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception {
            create(path, key, "draft", shared, texts);
        }

        private void create(String path, String key, String status, ObjectNode shared, Map<String, ObjectNode> texts)
                throws Exception {
            var body = shared.put("key", key).put("status", status);
            if (!texts.isEmpty()) {
                var translations = body.putArray("translations");
                texts.forEach(
                        (language, said) -> translations.add(said.deepCopy().put("languages_code", language)));
            }
            remember(
                    path,
                    key,
                    ask("POST", "/items/" + path, token("editor"), body).at("/data/id"));
        }

        @Override
        void change(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception {
            var item = "/items/" + path + "/" + id(path, key);
            if (!texts.isEmpty()) {
                var said = ask(
                                "GET",
                                item + "?fields=translations.id,translations.languages_code",
                                token("editor"),
                                null)
                        .at("/data/translations");
                var translations = shared.putArray("translations");
                texts.forEach((language, text) -> {
                    var row = text.deepCopy().put("languages_code", language);
                    said.forEach(old -> {
                        if (old.path("languages_code").asText().equals(language)) {
                            row.set("id", old.get("id"));
                        }
                    });
                    translations.add(row);
                });
                said.forEach(old -> {
                    if (!texts.containsKey(old.path("languages_code").asText())) {
                        translations.add(fields().set("id", old.get("id")));
                    }
                });
            }
            ask("PATCH", item, token("editor"), shared);
        }

        @Override
        void unpublish(String path, String key) throws Exception {
            set(path, key, "archived");
        }

        @Override
        void republish(String path, String key) throws Exception {
            set(path, key, "published");
        }

        private void set(String path, String key, String status) throws Exception {
            ask("PATCH", "/items/" + path + "/" + id(path, key), token("editor"), fields().put("status", status));
        }

        @Override
        void delete(String path, String key) throws Exception {
            ask("DELETE", "/items/" + path + "/" + id(path, key), token("editor"), null);
        }
    }
}
