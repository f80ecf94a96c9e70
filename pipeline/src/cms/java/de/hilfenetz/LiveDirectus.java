package de.hilfenetz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Directus 11: a row for each entry with its languages inside, published by a field. */
final class LiveDirectus extends LiveCms {

    LiveDirectus(Path scripts, Path folder, int port, URI hook) throws IOException {
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
            texts.forEach((language, said) -> translations.add(said.deepCopy().put("languages_code", language)));
        }
        remember(path, key, ask("POST", "/items/" + path, token("editor"), body).at("/data/id"));
    }

    @Override
    void change(String path, String key, ObjectNode shared, Map<String, ObjectNode> texts) throws Exception {
        var item = "/items/" + path + "/" + id(path, key);
        if (!texts.isEmpty()) {
            var said = ask("GET", item + "?fields=translations.id,translations.languages_code", token("editor"), null)
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

    /** Writes the first text of an entry where the translations are, past the entry. */
    void rewrite(String path, String key, ObjectNode text) throws Exception {
        var first = ask(
                        "GET",
                        "/items/" + path + "/" + id(path, key) + "?fields=translations.id",
                        token("editor"),
                        null)
                .at("/data/translations/0/id");
        ask("PATCH", "/items/" + path + "_translations/" + first.asText(), token("editor"), text);
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
