package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** What HSDS says of places. */
final class HsdsPlaces {

    private HsdsPlaces() {}

    /** The country of the first address in a service's places. */
    static @Nullable String country(ObjectNode service) {
        for (var row : service.path("service_at_locations")) {
            for (var address : row.path("location").path("addresses")) {
                var code = address.path("country").asText("").strip();
                if (code.length() == 2) {
                    return code.toUpperCase(java.util.Locale.ROOT);
                }
            }
        }
        return null;
    }

    /** The address to visit, else the first there is. */
    static void address(ObjectNode from, HsdsMember member) {
        JsonNode chosen = null;
        for (var address : from.path("addresses")) {
            if (chosen == null || (!isPhysical(chosen) && isPhysical(address))) {
                if (chosen != null) {
                    member.notTaken("addresses", chosen);
                }
                chosen = address;
            } else {
                member.notTaken("addresses", address);
            }
        }
        if (!(chosen instanceof ObjectNode address)) {
            return;
        }
        var ours = new HsdsMember(address, "");
        ours.copy("address_1", "street")
                .copy("address_2", "addition")
                .copy("city", "city")
                .copy("state_province", "state");
        ours.copy("postal_code", "postalCode").copy("country", "country");
        var parts = HsdsAttributes.json(address, "address");
        member.put("address", parts == null ? ours.mapped().json() : parts);
        if (HsdsMember.first(address, "attention") != null) {
            member.note(
                    HsdsMapping.PERSON,
                    address.get("attention"),
                    address.path("attention").asText());
        }
        var region = HsdsMember.first(address, "region");
        if (region != null && address.path("country").asText("DE").equalsIgnoreCase("DE")) {
            member.put("area", from.objectNode().set("quarter", region));
        } else if (region != null) {
            member.notTaken("region", region);
        }
    }

    private static boolean isPhysical(JsonNode address) {
        return address.path("address_type").asText("physical").equals("physical");
    }

    static void point(ObjectNode from, HsdsMember member) {
        if (from.hasNonNull("latitude") || from.hasNonNull("longitude")) {
            var point = from.objectNode();
            point.set("lat", from.path("latitude").isMissingNode() ? TextNode.valueOf("") : from.get("latitude"));
            point.set("lon", from.path("longitude").isMissingNode() ? TextNode.valueOf("") : from.get("longitude"));
            var source = HsdsAttributes.value(from, "pointSource");
            if (source != null) {
                point.set("source", source);
            }
            member.put("point", point);
        }
    }

    /** Free text: a word that names a feature counts, a sentence stays in the description. */
    static void accessibility(ObjectNode from, HsdsMember member) {
        var features = from.objectNode();
        for (var row : from.path("accessibility")) {
            var description = row.path("description").asText("");
            var known = Features.findOfPlace(description).orElse(null);
            var details = Answers.parse(row.path("details").asText("")).value();
            if (known != null) {
                features.put(known.notation(), details == null ? known.answer() : details);
            } else {
                member.paragraph("description", row.get("description"));
            }
            if (known == null || details == null) {
                member.paragraph("description", row.get("details"));
            }
        }
        member.put("features", features);
    }
}
