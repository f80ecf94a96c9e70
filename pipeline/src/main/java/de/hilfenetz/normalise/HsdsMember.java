package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One HSDS object on its way to one of ours. Values are handed on as the same nodes, so that they keep their places. */
final class HsdsMember {

    private static final Set<String> TECHNICAL = Set.of(
            "id",
            "last_modified",
            "metadata",
            "logo",
            "uri",
            "year_incorporated",
            "tax_status",
            "tax_id",
            "licenses",
            "assurer_email",
            "program",
            "program_id",
            "external_identifier",
            "external_identifier_type");

    private final ObjectNode from;
    private final ObjectNode to = JsonNodeFactory.instance.objectNode();
    private final List<HsdsMapping.Note> notes = new ArrayList<>();
    private final HsdsMapping.Mapped mapped;
    private final Set<String> read = new HashSet<>();
    private HsdsMapping.@Nullable Mapped fills;

    HsdsMember(ObjectNode from, String kind) {
        this.from = from;
        this.mapped = new HsdsMapping.Mapped(to, notes);
        if (!kind.isEmpty()) {
            to.put("kind", kind);
        }
    }

    HsdsMapping.Mapped mapped() {
        return mapped;
    }

    void fillInto(HsdsMapping.Mapped known) {
        fills = known;
    }

    HsdsMember copy(String name, String ours) {
        read.add(name);
        return put(ours, from.get(name));
    }

    HsdsMember put(String ours, @Nullable JsonNode value) {
        if (isSomething(value)) {
            to.set(ours, value);
        }
        return this;
    }

    private static boolean isSomething(@Nullable JsonNode value) {
        return value != null
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isBlank())
                && !(value.isContainerNode() && value.isEmpty());
    }

    /** The first member that says something. */
    static @Nullable JsonNode first(JsonNode object, String... names) {
        for (var name : names) {
            if (isSomething(object.get(name))) {
                return object.get(name);
            }
        }
        return null;
    }

    ArrayNode list(String ours) {
        return to.get(ours) instanceof ArrayNode there ? there : to.putArray(ours);
    }

    /** Takes over a part with its notes. */
    void take(HsdsMember part, String ours) {
        list(ours).add(part.to);
        notes.addAll(part.notes);
    }

    /** A text of ours that several members of HSDS speak to: a paragraph each. */
    void paragraph(String ours, @Nullable JsonNode value) {
        if (!isSomething(value) || value == null) {
            return;
        }
        var before = to.get(ours);
        if (before == null) {
            to.set(ours, value);
        } else if (!before.asText().contains(value.asText())) {
            to.set(ours, TextNode.valueOf(before.asText() + "\n" + value.asText()));
        }
    }

    /** A member that becomes a paragraph of the description, under a heading. */
    void text(String name, String heading) {
        read.add(name);
        if (isSomething(from.get(name))) {
            paragraph(
                    "description",
                    TextNode.valueOf(heading + ": " + from.get(name).asText()));
        }
    }

    void changed(ObjectNode object) {
        put("changed", object.get("last_modified"));
    }

    void phoneRegion(@Nullable String country) {
        if (country != null) {
            to.put("phoneRegion", country);
        }
    }

    void note(de.hilfenetz.finding.Rule rule, @Nullable JsonNode source, String value) {
        notes.add(new HsdsMapping.Note(rule, source, value));
    }

    void notTaken(String name, JsonNode value) {
        var text = value.isValueNode() ? value.asText() : value.toString();
        note(HsdsMapping.NOT_TAKEN, value, name + ": " + (text.length() > 200 ? text.substring(0, 200) + "…" : text));
    }

    /** Contacts and the record's own phones; names of persons stay behind. */
    void contacts(ObjectNode object, boolean office) {
        var contacts = HsdsMapping.array();
        for (var contact : object.path("contacts")) {
            var ours = contacts.objectNode();
            if (isSomething(contact.get("name"))) {
                note(
                        HsdsMapping.PERSON,
                        contact.get("name"),
                        contact.path("name").asText());
            }
            var desk = first(contact, "department", "title");
            if (desk != null) {
                ours.set("name", desk);
            }
            if (isSomething(contact.get("email"))) {
                ours.set("email", contact.get("email"));
            }
            phones(contact, ours);
            if (ours.has("email") || ours.has("phones")) {
                contacts.add(ours);
            }
        }
        var own = contacts.objectNode();
        phones(object, own);
        if (!own.isEmpty()) {
            if (office) {
                own.put("role", "office");
            }
            contacts.insert(0, own);
        }
        if (!contacts.isEmpty()) {
            to.set("contacts", contacts);
        }
    }

    private static void phones(JsonNode object, ObjectNode contact) {
        var phones = HsdsMapping.array();
        for (var phone : object.path("phones")) {
            if (!isSomething(phone.get("number"))) {
                continue;
            }
            var ours = phones.addObject();
            ours.set("number", phone.get("number"));
            for (var name : List.of("extension", "type")) {
                if (isSomething(phone.get(name))) {
                    ours.set(name, phone.get(name));
                }
            }
            if (isSomething(phone.get("description"))) {
                ours.set("note", phone.get("description"));
            }
        }
        if (!phones.isEmpty()) {
            contact.set("phones", phones);
        }
    }

    /** Tells what nobody read, and hands on to the record's first appearance what that lacks. */
    void done(Set<String> alsoRead) {
        from.properties().forEach(member -> {
            if (isSomething(member.getValue())
                    && !read.contains(member.getKey())
                    && !alsoRead.contains(member.getKey())
                    && !TECHNICAL.contains(member.getKey())) {
                notTaken(member.getKey(), member.getValue());
            }
        });
        if (fills != null) {
            var known = fills.json();
            to.properties().forEach(member -> {
                if (!known.has(member.getKey())) {
                    known.set(member.getKey(), member.getValue());
                }
            });
            notes.stream().filter(note -> !fills.notes().contains(note)).forEach(fills.notes()::add);
        }
    }
}
