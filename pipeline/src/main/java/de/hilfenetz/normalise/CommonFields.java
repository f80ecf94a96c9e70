package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** What organizations, services and locations have in common. */
final class CommonFields {

    static final Rule READ = Rule.info(
            "angabe-vereinheitlicht",
            "„{value}“ wurde als „{suggestion}“ übernommen.",
            "\"{value}\" was taken as \"{suggestion}\".");
    static final Rule NAME_MISSING = Rule.error(
            "name-fehlt",
            "Der Datensatz hat keinen Namen und wird zurückgestellt. Bitte einen Namen angeben.",
            "The record has no name and is held. Please give one.");
    static final Rule CONFIDENTIAL = Rule.warning(
            "vertraulich-angenommen",
            "„{value}“ im Feld „vertraulich“ ist weder ja noch nein; der Datensatz wird vorsichtshalber geschützt.",
            "\"{value}\" as confidentiality is neither yes nor no; the record is protected to be safe.");
    static final Rule AREA_READ = Rule.info(
            "gebiet-gelesen",
            "„{value}“ wurde als Gebiet {suggestion} übernommen.",
            "\"{value}\" was taken as the area {suggestion}.");

    private static final Pattern CITY = Pattern.compile(
            "(?i)(?:(?:landeshaupt)?stadt |stadtgebiet |ganz )?düsseldorf|gesamtes stadtgebiet düsseldorf");
    private static final String CITY_KEY = "05111000";

    private CommonFields() {}

    static void head(Form form) {
        form.line("id", 500);
        form.texts("name", false);
        form.texts("alternateName", false);
        form.texts("description", true);
    }

    /** After everything that could give a name has been read. */
    static void requireName(Form form) {
        if (!form.to().has("name")) {
            form.remarks().tell(NAME_MISSING, null, "/name", null, null);
        }
    }

    /** What intake consumes: when it changed, when it was confirmed, whether it is confidential. */
    static void tail(Form form) {
        form.line("attribution", 500);
        form.parsed("changed", Dates::parseInstant);
        form.parsed("confirmed", Dates::parse);
        var confirmed = form.to().path("confirmed").asText("");
        var today = form.setting().delivered().atZone(Dates.ZONE).toLocalDate();
        if (!confirmed.isEmpty() && LocalDate.parse(confirmed).isAfter(today)) {
            form.remarks().tell(Dates.FUTURE, form.take("confirmed"), form.at("confirmed"), confirmed, null);
            form.to().remove("confirmed");
        }
        var confidential = isConfidential(form, "confidential");
        var isProtected = isConfidential(form, "protected");
        if (confidential || isProtected) {
            form.to().put("confidential", true);
        }
        var consent = form.read("addressConsent", Answers::parse);
        if ("yes".equals(consent)) {
            form.to().put("addressConsent", consent);
        }
    }

    private static boolean isConfidential(Form form, String name) {
        var node = form.take(name);
        if (node == null) {
            return false;
        }
        var typed = node.isValueNode() ? Form.plain(node) : node.toString();
        var reading = Answers.parse(typed);
        if (reading.value() == null) {
            form.remarks()
                    .tell(
                            CONFIDENTIAL,
                            node,
                            form.at("confidential"),
                            typed.length() > 200 ? typed.substring(0, 200) + "…" : typed,
                            null);
            return true;
        }
        return !reading.value().equals("no") && !reading.value().equals("unknown");
    }

    /** The organization a record belongs to, or its parent: an id of the provider's. */
    static void reference(Form form, String name) {
        form.parsed(name, typed -> Reading.of(typed.strip()));
    }

    /** Keys of areas; enrichment knows the names of quarters and districts. */
    static void area(Form form) {
        form.words(
                "area",
                typed -> CITY.matcher(typed).matches() || typed.equals("5111000")
                        ? Reading.changed(CITY_KEY, AREA_READ, typed, CITY_KEY)
                        : Reading.of(typed));
    }

    /** What a record rests on; a word alone is its kind. */
    static void basis(Form form) {
        form.children("basis", CommonFields::oneBasis, item -> item.isValueNode() ? of(item, "kind") : null);
    }

    private static void oneBasis(Form form) {
        form.line("kind", 80);
        form.line("norm", 500);
        form.parsed("source", Urls::parse);
        form.line("from", 30);
        form.line("until", 30);
        form.line("body", 300);
        dropWithout(form, "kind");
    }

    /** An element that was written as one value. */
    static ObjectNode of(JsonNode item, String name) {
        return JsonNodeFactory.instance.objectNode().set(name, item);
    }

    /** Empties an element that says nothing without this member. */
    static void dropWithout(Form form, String name) {
        if (!form.to().isEmpty() && !form.to().has(name)) {
            form.unreadable(form.to().deepCopy(), name, "eine Angabe");
            form.to().removeAll();
        }
    }

    /** Adds a line to a text that may be there already. */
    static void append(Form form, String name, String words) {
        var line = PlainText.line(words).value();
        if (line == null) {
            return;
        }
        var texts = form.to().get(name) instanceof ObjectNode there
                ? there
                : form.to().putObject(name);
        var language = form.setting().language();
        var before = texts.path(language).asText("");
        if (!List.of(before.split("\n")).contains(line)) {
            texts.put(language, before.isEmpty() ? line : before + "\n" + line);
        }
    }
}
