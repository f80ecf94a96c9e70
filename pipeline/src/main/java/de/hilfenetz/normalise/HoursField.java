package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Opening hours of a service, a place, or a service at a place: wording, OSM, or HSDS schedules. */
final class HoursField {

    private static final int MAX_TEXT = 5000;

    private HoursField() {}

    static void fill(Form form) {
        var node = form.take("hours");
        var schedules = form.take("schedules");
        if (node instanceof ObjectNode object) {
            put(form, whole(form, object));
        } else if (node != null) {
            var text = node.isArray() ? joined(node) : Form.plain(node);
            var hours = form.to().objectNode();
            wording(form, node, text, "hours", hours);
            put(form, hours);
        }
        if (schedules != null && !form.to().has("hours")) {
            put(form, Schedules.read(form, schedules));
        }
    }

    /** Hours in canonical shape. */
    static ObjectNode whole(Form form, ObjectNode hours) {
        var child = form.within(hours, "hours");
        object(child);
        child.finish();
        return child.to();
    }

    private static void put(Form form, ObjectNode hours) {
        if (!hours.isEmpty()) {
            form.to().set("hours", hours);
        }
    }

    private static String joined(JsonNode lines) {
        var texts = new ArrayList<String>();
        lines.forEach(line -> texts.add(Form.plain(line)));
        return String.join("\n", texts);
    }

    private static void object(Form form) {
        var source = form.take("osm");
        var osm = source == null ? null : form.scalar(source, "osm");
        var text = form.take("text");
        var appointment = form.read("byAppointment", Answers::parse);
        var strict = osm == null ? null : OpeningHours.parseOsm(osm).orElse(null);
        if (strict != null && text != null) {
            form.to().put("osm", strict);
            textOf(form, text);
            remarkOsm(form, source, osm, strict);
        } else if (strict != null) {
            form.to().put("osm", strict).put("text", strict);
            remarkOsm(form, source, osm, strict);
        } else if (text != null && text.isValueNode()) {
            if (osm != null) {
                form.remarks().tell(OpeningHours.UNREADABLE, source, form.at("osm"), osm, null);
            }
            wording(form, text, Form.plain(text), "text", form.to());
        } else if (source != null && osm != null) {
            wording(form, source, osm, "text", form.to());
        }
        if (appointment != null) {
            form.to().put("byAppointment", appointment);
        }
    }

    private static void remarkOsm(Form form, @Nullable JsonNode source, @Nullable String osm, String strict) {
        if (osm != null && !strict.equals(osm)) {
            form.remarks().tell(OpeningHours.READ, source, form.at("osm"), osm, strict);
        }
    }

    private static void textOf(Form form, JsonNode text) {
        var reading = PlainText.parse(text.isValueNode() ? Form.plain(text) : text.toString());
        form.remarks().notes(reading, text, form.at("text"));
        if (reading.value() != null && reading.value().length() <= MAX_TEXT) {
            form.to().put("text", reading.value());
        }
    }

    static void wording(Form form, JsonNode source, String typed, String name, ObjectNode hours) {
        var pointer = form.at(name);
        var plain = PlainText.parse(typed);
        form.remarks().notes(plain, source, pointer);
        if (plain.value() == null) {
            return;
        }
        var reading = OpeningHours.parse(plain.value());
        form.remarks().notes(reading, source, pointer);
        var said = reading.value();
        if (said != null && said.osm() != null) {
            hours.put("osm", said.osm());
        }
        if (plain.value().length() <= MAX_TEXT) {
            hours.put("text", plain.value());
        }
        if (said != null && said.byAppointment() != null) {
            hours.put("byAppointment", said.byAppointment());
        }
    }
}
