package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One HSDS object on its way to one of ours. Values are handed on as the same nodes, so that they keep their places. */
final class HsdsMember {

    private final ObjectNode from;
    private final ObjectNode to = JsonNodeFactory.instance.objectNode();
    private final List<HsdsMapping.Note> notes = new ArrayList<>();
    private final HsdsMapping.Mapped mapped;
    private final Set<String> read = new HashSet<>();
    private HsdsMapping.@Nullable Mapped fills;

    /** @param kind empty for a part of a record, whose lists are straight already */
    HsdsMember(ObjectNode from, String kind) {
        this.mapped = new HsdsMapping.Mapped(to, notes);
        this.from = kind.isEmpty() ? from : HsdsLists.straighten(from, this);
        if (!kind.isEmpty()) {
            to.put("kind", kind);
        }
    }

    /** What came, every list in it a list of objects. */
    ObjectNode from() {
        return from;
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

    boolean has(String ours) {
        return to.has(ours);
    }

    static boolean isSomething(@Nullable JsonNode value) {
        return value != null
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isBlank())
                && !(value.isContainerNode() && value.isEmpty());
    }

    void drop(String ours) {
        to.remove(ours);
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

    ObjectNode object(String ours) {
        return to.get(ours) instanceof ObjectNode there ? there : to.putObject(ours);
    }

    /** A text with the other languages that attributes hold. */
    HsdsMember texts(String name, String ours) {
        read.add(name);
        return put(ours, HsdsAttributes.texts(from, from.get(name), ours));
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
        if (value.isContainerNode()) {
            unreadable(ours, value, "\"…\"");
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
        var value = from.get(name);
        if (isSomething(value) && value.isContainerNode()) {
            unreadable(name, value, "\"…\"");
        } else if (isSomething(value)) {
            paragraph("description", TextNode.valueOf(heading + ": " + value.asText()));
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
        notes.add(new HsdsMapping.Note(rule, source, value, null, Map.of()));
    }

    /** Tells that a member was read though it is not what HSDS expects. */
    void read(String name, JsonNode value, String as) {
        notes.add(new HsdsMapping.Note(HsdsLists.READ, value, text(value), Form.cut(as), Map.of("field", name)));
    }

    void unreadable(String name, JsonNode value, String expected) {
        notes.add(new HsdsMapping.Note(
                Form.UNREADABLE_FIELD, value, text(value), null, Map.of("field", name, "expected", expected)));
    }

    private static String text(JsonNode value) {
        return Form.cut(value.isValueNode() ? value.asText() : value.toString());
    }

    void notTaken(String name, JsonNode value) {
        note(HsdsMapping.NOT_TAKEN, value, name + ": " + text(value));
    }

    /** Desks, and what the record says of itself as the first of them; names of persons stay behind. */
    void contacts(ObjectNode object, boolean office) {
        var contacts = HsdsMapping.array();
        var own = contacts.addObject();
        reach(object, own);
        put(own, "name", HsdsAttributes.json(object, "contactName"));
        if (office && !own.isEmpty() && !HsdsAttributes.hasOurs(object)) {
            own.put("role", "office");
        }
        for (var contact : object.path("contacts")) {
            if (isSomething(contact.get("name"))) {
                note(
                        HsdsMapping.PERSON,
                        contact.get("name"),
                        contact.path("name").asText());
            }
            var ours = contacts.addObject();
            if (isSomething(contact.get("name"))) {
                ours.put("person", contact.path("name").asText());
            }
            var desk = first(contact, "department", "title");
            var title = contact.get("title");
            put(ours, "name", HsdsAttributes.texts(contact, desk, "contactName"));
            reach(contact, ours);
            if (!ours.has("email") && !ours.has("phones") && !ours.has("url")) {
                contacts.remove(contacts.size() - 1);
                desk = null;
            }
            if (title != null && isSomething(title) && !title.equals(desk)) {
                notTaken("contacts.title", title);
            }
        }
        if (own.isEmpty()) {
            contacts.remove(0);
        }
        if (!contacts.isEmpty()) {
            to.set("contacts", contacts);
        }
    }

    /** Phones, mailbox and page of a desk. */
    private void reach(JsonNode object, ObjectNode ours) {
        put(ours, "role", HsdsAttributes.code(object, "contactRole"));
        phones(object, ours);
        put(ours, "email", first(object, "email"));
        put(ours, "email", HsdsAttributes.value(object, "contactEmail"));
        put(ours, "url", first(object, "url"));
        put(ours, "url", HsdsAttributes.value(object, "contactUrl"));
    }

    private static void put(ObjectNode ours, String name, @Nullable JsonNode value) {
        if (isSomething(value)) {
            ours.set(name, value);
        }
    }

    private void phones(JsonNode object, ObjectNode contact) {
        var phones = HsdsMapping.array();
        for (var phone : object.path("phones")) {
            if (!isSomething(phone.get("number"))) {
                notTaken("phones", phone);
                continue;
            }
            var ours = phones.addObject();
            ours.set("number", phone.get("number"));
            put(ours, "extension", phone.get("extension"));
            put(ours, "extension", HsdsAttributes.value(phone, "extension"));
            put(ours, "type", phone.get("type"));
            put(ours, "note", HsdsAttributes.texts(phone, phone.get("description"), "note"));
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
                    && !HsdsNames.isLink(member.getKey())) {
                notTaken(member.getKey(), member.getValue());
            }
        });
        HsdsNames.tellUnread(from, this);
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
