package de.hilfenetz.planning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/** Small records of a city quarter, with nothing in them but what a test says. */
final class Quarter {

    private Quarter() {}

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static Entry place(String name, String quarter, Consumer<ObjectNode> more) {
        var json = common("location", name).put("locationKind", "physical");
        json.putObject("area").put("quarter", quarter).put("district", quarter.substring(0, 2));
        more.accept(json);
        return entry(json);
    }

    static Entry place(String name, String quarter) {
        return place(name, quarter, json -> {});
    }

    static Entry service(String name, String situation, Consumer<ObjectNode> more) {
        var json = common("service", name).put("status", "active");
        json.putArray("lifeSituations").add(situation);
        more.accept(json);
        return entry(json);
    }

    /** The part of a service that says where it is. */
    static Consumer<ObjectNode> at(String... places) {
        return json -> {
            var at = json.withArray("at");
            for (var place : places) {
                at.addObject().put("location", id(place).toString());
            }
        };
    }

    static Consumer<ObjectNode> hours(String osm) {
        return json -> json.putObject("hours").put("osm", osm);
    }

    private static ObjectNode common(String kind, String name) {
        var json = CanonicalJson.mapper().createObjectNode();
        json.put("kind", kind)
                .put("id", id(name).toString())
                .put("feed", "verband")
                .put("sourceId", name);
        json.putObject("name").put("de", name);
        return json;
    }

    private static Entry entry(ObjectNode json) {
        return CanonicalJson.from(json);
    }
}
