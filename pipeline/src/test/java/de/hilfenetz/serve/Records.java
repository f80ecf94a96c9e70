package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;

/** Records for tests, made from {@code schemas/examples} with a change each. */
final class Records {

    static final UUID SHELTER = id("Frauenhaus Beispielstadt");
    static final UUID SERVICE = UUID.fromString("5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01");
    static final UUID ORGANIZATION = UUID.fromString("0d3f6a1c-2b4e-5f60-8a7b-9c0d1e2f3a4b");
    static final UUID LOCATION = UUID.fromString("77aa1b2c-3d4e-5f60-8a7b-0c1d2e3f4a5b");

    private Records() {}

    static Entry service() {
        return service(json -> {});
    }

    static Entry service(Consumer<ObjectNode> change) {
        return read("service", change);
    }

    /** Another service like the example, of that name. */
    static Entry service(String name, Consumer<ObjectNode> change) {
        return service(json -> {
            json.put("id", id(name).toString());
            json.put("sourceId", name);
            json.set("name", text(name));
            change.accept(json);
        });
    }

    static Entry organization() {
        return organization(json -> {});
    }

    static Entry organization(Consumer<ObjectNode> change) {
        return read("organization", change);
    }

    static Entry location() {
        return location(json -> {});
    }

    static Entry location(Consumer<ObjectNode> change) {
        return read("location", change);
    }

    /** A women's shelter: no place, only a number. */
    static Entry shelter() {
        return service("Frauenhaus Beispielstadt", json -> {
            json.put("protected", true);
            json.remove("at");
            json.putArray("topics").add("frauenhaus");
            json.putArray("lifeSituations").add("gewalt");
        });
    }

    /** What editors keep. */
    static Editorial entry(String type, String key, String content) {
        try {
            var json = (ObjectNode) CanonicalJson.mapper().readTree(content);
            var name = json.path("title").path("de").asText(key);
            return new Editorial(
                    id(type + key),
                    "redaktion",
                    type + "/" + key,
                    type,
                    Texts.german(name),
                    json,
                    null,
                    null,
                    null,
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode text(String german) {
        return CanonicalJson.mapper().createObjectNode().put("de", german);
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Entry read(String name, Consumer<ObjectNode> change) {
        try {
            var json = (ObjectNode)
                    CanonicalJson.mapper().readTree(Files.readString(Path.of("../schemas/examples", name + ".json")));
            change.accept(json);
            return CanonicalJson.from(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
