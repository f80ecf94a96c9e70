package de.hilfenetz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Strapi 5: a row for each language, drafts beside what is published. */
final class LiveStrapi extends LiveCms {

    private String session = "";

    @Override
    String health() {
        return "/_health";
    }

    LiveStrapi(Path scripts, Path folder, int port, URI hook) throws IOException {
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
