package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Phone numbers of a contact: texts with one or several numbers, or objects with a number each. */
final class PhoneField {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("voice", "voice"),
            Map.entry("fax", "fax"),
            Map.entry("text", "text"),
            Map.entry("sms", "text"),
            Map.entry("cell", "cell"),
            Map.entry("mobile", "cell"),
            Map.entry("mobil", "cell"),
            Map.entry("video", "video"),
            Map.entry("pager", "pager"),
            Map.entry("textphone", "textphone"),
            Map.entry("tty", "textphone"),
            Map.entry("telefon", "voice"),
            Map.entry("hotline", "voice"),
            Map.entry("telefax", "fax"));

    private PhoneField() {}

    static void fill(Form form, String name, String type, ArrayNode phones) {
        var node = form.take(name);
        if (node == null) {
            return;
        }
        for (var item : node.isArray() ? node : form.to().arrayNode().add(node)) {
            if (item instanceof ObjectNode object) {
                var child = form.within(object, name + "/" + phones.size());
                object(child, type, phones);
                child.finish();
            } else if (item.isValueNode()) {
                numbers(form, item, Form.plain(item), name, type, null, phones);
            } else {
                form.unreadable(item, name, "eine Telefonnummer");
            }
        }
    }

    private static void object(Form form, String type, ArrayNode phones) {
        var source = form.take("number");
        var number = source == null ? null : form.scalar(source, "number");
        var given = form.scalar("type");
        var extension = form.scalar("extension");
        form.texts("note", false);
        if (source == null || number == null) {
            return;
        }
        var kind = given == null ? type : TYPES.getOrDefault(given.strip().toLowerCase(Locale.ROOT), type);
        var before = phones.size();
        numbers(form, source, number, "number", kind, extension, phones);
        var note = form.to().get("note");
        if (note != null && phones.size() > before) {
            ((ObjectNode) phones.get(phones.size() - 1)).set("note", note);
        }
    }

    private static void numbers(
            Form form,
            JsonNode source,
            String typed,
            String name,
            String type,
            @Nullable String extension,
            ArrayNode phones) {
        var markup = typed.indexOf('<') >= 0 || typed.indexOf('&') >= 0;
        var plain = markup ? PlainText.parse(typed).value() : typed;
        var reading =
                PhoneNumbers.parse(plain == null ? "" : plain, form.setting().region(), type);
        form.remarks().notes(reading, source, form.at(name));
        if (reading.value() == null) {
            return;
        }
        for (var number : reading.value()) {
            if (number.personal()
                    && number.type().equals("cell")
                    && !form.setting().mayName(number.number())) {
                form.remarks().tell(Persons.MOBILE, source, form.at(name), number.number(), null);
                continue;
            }
            var phone = form.to().objectNode().put("number", number.number());
            var digits = extension == null || reading.value().size() > 1 ? "" : extension.replaceAll("\\D", "");
            var inner = number.extension() != null ? number.extension() : digits.length() > 20 ? "" : digits;
            if (!inner.isEmpty()) {
                phone.put("extension", inner);
            }
            phone.put("type", number.type());
            var note =
                    number.note() == null ? null : PlainText.line(number.note()).value();
            if (note != null) {
                phone.set("note", phone.objectNode().put(form.setting().language(), note));
            }
            if (!isThere(phones, phone)) {
                phones.add(phone);
            }
        }
    }

    private static boolean isThere(ArrayNode phones, JsonNode phone) {
        for (var known : phones) {
            if (known.equals(phone)) {
                return true;
            }
        }
        return false;
    }
}
