package de.hilfenetz.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Phone;
import de.hilfenetz.record.RecordIds;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one HSDS record: what hangs below a service, an organization or a location, each with an id that depends on
 * the record and the part's number only. What HSDS has no member for becomes an attribute: {@code link_type} is the member of
 * our canonical record, the taxonomy our scheme, {@code value} the rest.
 */
final class HsdsParts {

    private final String base;
    private final Vocabulary vocabulary;
    private final UUID record;
    private final Map<String, Integer> counts = new HashMap<>();

    HsdsParts(String base, Vocabulary vocabulary, UUID record) {
        this.base = base;
        this.vocabulary = vocabulary;
        this.record = record;
    }

    /** A new object with an id of its own. */
    ObjectNode part(String kind) {
        var number = counts.merge(kind, 1, Integer::sum);
        return JsonNodeFactory.instance.objectNode().put("id", id(record, kind, number));
    }

    static String id(UUID record, String kind, int number) {
        return RecordIds.ofPart(record + "#" + kind + "-" + number).toString();
    }

    /** A new object at the end of a list. */
    ObjectNode part(ObjectNode to, String list, String kind) {
        var part = part(kind);
        to.withArrayProperty(list).add(part);
        return part;
    }

    /** Writes a text in German where it is, in what it has else; its other languages become attributes. */
    void texts(ObjectNode to, String name, String ours, @Nullable Texts texts) {
        if (texts == null) {
            return;
        }
        to.put(name, texts.best());
        texts.byLanguage().forEach((language, text) -> {
            if (!language.equals(Texts.GERMAN)) {
                var attribute = attribute(to, ours, text);
                term(attribute, "sprache/" + language, languageName(language), "Text in dieser Sprache", base + "def/")
                        .put("code", language)
                        .put("language", language);
            }
        });
    }

    private String languageName(String tag) {
        if (tag.equals("de-simple")) {
            return "Leichte Sprache";
        }
        var primary = tag.indexOf('-') < 0 ? tag : tag.substring(0, tag.indexOf('-'));
        return vocabulary
                .findLanguage(primary)
                .map(language -> language.label("de"))
                .orElse(tag);
    }

    private ObjectNode attribute(ObjectNode to, String ours, @Nullable String value) {
        var attribute = part(to, "attributes", "attribute").put("link_type", ours);
        if (value != null) {
            attribute.put("value", value);
        }
        return attribute;
    }

    private static ObjectNode term(
            ObjectNode attribute, String path, String name, String description, String taxonomy) {
        return attribute
                .putObject("taxonomy_term")
                .put("id", RecordIds.ofPart("def/" + path).toString())
                .put("name", name)
                .put("description", description)
                .put("taxonomy", taxonomy);
    }

    /** One of our concepts, with an answer or without. */
    void concept(ObjectNode to, String ours, String scheme, @Nullable String notation, @Nullable String value) {
        if (notation == null) {
            return;
        }
        var concept = vocabulary.find(scheme, notation);
        var label = concept.map(Concept::label).orElse(notation);
        var term = term(
                        attribute(to, ours, value),
                        scheme + "/" + notation,
                        label,
                        concept.map(Concept::definition).orElse(label),
                        base + "def/" + scheme)
                .put("code", notation)
                .put("language", Texts.GERMAN);
        concept.ifPresent(known -> term.put("term_uri", base + known.path()));
    }

    void concepts(ObjectNode to, String ours, String scheme, Collection<String> notations) {
        notations.forEach(notation -> concept(to, ours, scheme, notation, null));
    }

    void answers(ObjectNode to, String ours, String scheme, SortedMap<String, Answer> answers) {
        answers.forEach((notation, answer) -> concept(to, ours, scheme, notation, german(answer)));
    }

    /** Words of the provider's. */
    void words(ObjectNode to, String ours, String what, Collection<String> words) {
        for (var word : words) {
            term(attribute(to, ours, word), ours + "/" + word, word, what, base + "def/");
        }
    }

    /** A member of ours for which neither HSDS nor a scheme has a place. */
    void value(ObjectNode to, String ours, String what, @Nullable Object value) {
        if (value != null) {
            var attribute = attribute(to, ours, value.toString());
            term(attribute, ours, what, what, base + "def/").put("code", ours);
        }
    }

    /** The same for what has parts: its canonical JSON. */
    void json(ObjectNode to, String ours, String what, @Nullable Object value) {
        if (value == null || (value instanceof Collection<?> list && list.isEmpty())) {
            return;
        }
        try {
            value(to, ours, what, CanonicalJson.mapper().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String german(Answer answer) {
        return switch (answer) {
            case YES -> "ja";
            case LIMITED -> "eingeschränkt";
            case NO -> "nein";
            case UNKNOWN -> "unbekannt";
        };
    }

    /**
     * The first contact is the record's own; the others are desks beside it.
     *
     * @param url member for the address on the web; an attribute where HSDS has none
     */
    void contacts(ObjectNode to, List<Contact> contacts, @Nullable String url, @Nullable String email) {
        for (var i = 0; i < contacts.size(); i++) {
            var contact = contacts.get(i);
            if (i == 0) {
                reach(to, contact, url, email);
                if (contact.name() != null) {
                    json(to, "contactName", "Name der Anlaufstelle", contact.name());
                }
            } else {
                var desk = part(to, "contacts", "contact");
                texts(desk, "department", "contactName", contact.name());
                reach(desk, contact, null, "email");
            }
        }
    }

    private void reach(ObjectNode to, Contact contact, @Nullable String url, @Nullable String email) {
        put(to, email, "contactEmail", "E-Mail der Anlaufstelle", contact.email());
        put(to, url, "contactUrl", "Webseite der Anlaufstelle", contact.url());
        concept(to, "contactRole", "kontaktart", contact.role(), null);
        contact.phones().forEach(phone -> phone(to, phone));
    }

    private void put(ObjectNode to, @Nullable String name, String ours, String what, @Nullable String value) {
        if (name == null) {
            value(to, ours, what, value);
        } else if (value != null) {
            to.put(name, value);
        }
    }

    private void phone(ObjectNode to, Phone phone) {
        var part = part(to, "phones", "phone").put("number", phone.number());
        var extension = phone.extension();
        if (extension != null && extension.matches("[1-9]\\d{0,8}")) {
            part.put("extension", Integer.parseInt(extension));
        } else {
            // A number in HSDS: leading zeros would be lost.
            value(part, "extension", "Durchwahl", extension);
        }
        if (phone.type() != null) {
            part.put("type", phone.type());
        }
        texts(part, "description", "note", phone.note());
    }
}
