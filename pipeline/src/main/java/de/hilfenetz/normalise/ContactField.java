package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Contacts: of desks, never of persons. */
final class ContactField {

    private ContactField() {}

    /** {@code contacts}, and {@code phone}, {@code fax}, {@code email}, {@code url} of the record as one more. */
    static void fill(Form form, boolean withUrl) {
        form.children("contacts", ContactField::contact, null);
        var own = form.to().objectNode();
        for (var name : withUrl ? List.of("phone", "fax", "email", "url") : List.of("phone", "fax", "email")) {
            var value = form.take(name);
            if (value != null) {
                own.set(name, value);
            }
        }
        if (!own.isEmpty()) {
            var count = form.to().path("contacts").size();
            var child = form.within(own, "contacts/" + count);
            contact(child);
            append(form.to(), child.to());
        }
        unfold(form.to());
    }

    private static void contact(Form form) {
        form.line("role", 80);
        form.texts("name", false);
        // HSDS says in a member of its own that a contact is a person.
        var person = form.scalar("person");
        for (var text : form.to().path("name")) {
            if (Persons.isNamed(text.asText())) {
                form.remarks().tell(PhoneNumbers.PERSON, null, form.at("name"), text.asText(), null);
                form.to().remove("name");
                person = text.asText();
                break;
            }
        }
        var phones = form.to().arrayNode();
        PhoneField.fill(form, "phones", "voice", phones);
        PhoneField.fill(form, "phone", "voice", phones);
        PhoneField.fill(form, "fax", "fax", phones);
        if (!phones.isEmpty()) {
            form.to().set("phones", phones);
        }
        putAll(form, "email", form.read("email", Emails::parseAll));
        putAll(form, "url", form.read("url", Urls::parseAll));
        Persons.takeOut(form, person);
    }

    private static void putAll(Form form, String name, @org.jspecify.annotations.Nullable List<String> values) {
        if (values != null) {
            form.to().put(name, values.getFirst());
            if (values.size() > 1) {
                var more = form.to().putArray("more-" + name);
                values.subList(1, values.size()).forEach(more::add);
            }
        }
    }

    /** A contact holds one mailbox and one page: further ones become contacts of the same desk. */
    private static void unfold(ObjectNode record) {
        if (!(record.get("contacts") instanceof ArrayNode contacts)) {
            return;
        }
        var all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode node : contacts) {
            var contact = (ObjectNode) node;
            addOnce(all, contact);
            for (var name : List.of("email", "url")) {
                var more = contact.remove("more-" + name);
                if (more != null) {
                    more.forEach(value -> {
                        var further = all.objectNode();
                        if (contact.has("role")) {
                            further.set("role", contact.get("role"));
                        }
                        addOnce(all, further.set(name, value));
                    });
                }
            }
        }
        record.set("contacts", all);
    }

    private static void addOnce(ArrayNode all, JsonNode contact) {
        for (var known : all) {
            if (known.equals(contact)) {
                return;
            }
        }
        if (contact.size() > (contact.has("role") ? 1 : 0)) {
            all.add(contact);
        }
    }

    private static void append(ObjectNode record, ObjectNode contact) {
        if (!contact.isEmpty()) {
            var contacts = record.get("contacts") instanceof ArrayNode there ? there : record.putArray("contacts");
            contacts.add(contact);
        }
    }
}
