package de.hilfenetz.protect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What is left of a protected service: an allow-list of fields (SP-1, SP-4, SP-5). No free text of the feed, no place, no
 * hours, no direct line; name, kind of help and hotline stay. A field that is not named here cannot get out.
 */
public final class Projection {

    /** The city as a whole: all that is said about where. */
    private static final String CITY = "05111000";

    private static final List<String> KEPT = List.of(
            "kind",
            "id",
            "status",
            "organization",
            "topics",
            "lifeSituations",
            "generations",
            "kindsOfHelp",
            "audiences",
            "languages",
            "access",
            "changed",
            "confirmed");

    private Projection() {}

    /**
     * The public part of the draft of a protected service.
     *
     * @param secret what must not be in the name either
     */
    public static ObjectNode of(ObjectNode draft, ConfidentialValues secret) {
        var kept = JsonNodeFactory.instance.objectNode();
        for (var field : KEPT) {
            if (draft.has(field)) {
                kept.set(field, draft.get(field));
            }
        }
        kept.set("name", name(draft.path("name"), secret));
        kept.put("protected", true);
        kept.putArray("area").add(CITY);
        kept.putArray("contacts").addAll(hotlines(draft.path("contacts")));
        return kept;
    }

    private static JsonNode name(JsonNode name, ConfidentialValues secret) {
        var clean = name.isObject() && !name.isEmpty();
        for (var text : name) {
            clean &= !secret.isIn(text.asText()) && text.asText().chars().noneMatch(Character::isDigit);
        }
        return clean ? name : JsonNodeFactory.instance.objectNode().put("de", "Schutzunterkunft");
    }

    private static List<ObjectNode> hotlines(JsonNode contacts) {
        var hotlines = new java.util.ArrayList<ObjectNode>();
        for (var contact : contacts) {
            if (contact.path("role").asText().equals("hotline")
                    && !contact.path("phones").isEmpty()) {
                var hotline = JsonNodeFactory.instance.objectNode().put("role", "hotline");
                var phones = hotline.putArray("phones");
                contact.path("phones")
                        .forEach(phone -> phones.addObject()
                                .put("number", phone.path("number").asText())
                                .put("type", "voice"));
                hotlines.add(hotline);
            }
        }
        return hotlines;
    }
}
