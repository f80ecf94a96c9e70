package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service, member by member in canonical order. */
final class ServiceFields {

    static final Rule STATUS_READ = Rule.info(
            "status-gelesen",
            "Der Status „{value}“ wurde als „{suggestion}“ übernommen.",
            "The status \"{value}\" was taken as \"{suggestion}\".");
    static final Rule STATUS_UNKNOWN = Rule.warning(
            "status-unbekannt",
            "„{value}“ ist kein Status, den wir kennen; angenommen wird „aktiv“. Erwartet wird aktiv, ruht,"
                    + " eingestellt oder vorübergehend geschlossen.",
            "\"{value}\" is no status we know; \"active\" is assumed. Expected is active, inactive, defunct or"
                    + " temporarily closed.");
    static final Rule LEIKA = Rule.warning(
            "leika-unlesbar",
            "„{value}“ ist kein Leistungsschlüssel (14 Ziffern, beginnt mit 99) und wird nicht übernommen.",
            "\"{value}\" is no LeiKa key (14 digits, begins with 99) and is not taken.");
    static final Rule FREE_READ = Rule.info(
            "kostenfrei-gelesen",
            "„{value}“ wurde auch als „kostenfrei: ja“ übernommen.",
            "\"{value}\" was also taken as \"free: yes\".");

    private static final Map<String, String> STATUS = Map.ofEntries(
            Map.entry("active", "active"),
            Map.entry("aktiv", "active"),
            Map.entry("ja", "active"),
            Map.entry("in betrieb", "active"),
            Map.entry("geöffnet", "active"),
            Map.entry("offen", "active"),
            Map.entry("laufend", "active"),
            Map.entry("inactive", "inactive"),
            Map.entry("inaktiv", "inactive"),
            Map.entry("ruht", "inactive"),
            Map.entry("ruhend", "inactive"),
            Map.entry("pausiert", "inactive"),
            Map.entry("geschlossen", "inactive"),
            Map.entry("defunct", "defunct"),
            Map.entry("eingestellt", "defunct"),
            Map.entry("beendet", "defunct"),
            Map.entry("dauerhaft geschlossen", "defunct"),
            Map.entry("aufgelöst", "defunct"),
            Map.entry("temporarily closed", "temporarily closed"),
            Map.entry("temporarily-closed", "temporarily closed"),
            Map.entry("vorübergehend geschlossen", "temporarily closed"),
            Map.entry("zurzeit geschlossen", "temporarily closed"),
            Map.entry("zur zeit geschlossen", "temporarily closed"));
    private static final Pattern BETWEEN_LANGUAGES = Pattern.compile("\\s+(?:und|and|u\\.|oder|&)\\s+|\\s*/\\s*");
    private static final Pattern LEIKA_KEY = Pattern.compile("99\\d{12}");
    private static final Pattern CAPACITY = Pattern.compile("(\\d{1,6})(?:\\s+(.{1,100}))?");

    private ServiceFields() {}

    static void fill(Form form) {
        CommonFields.head(form);
        form.to().put("status", status(form));
        form.texts("alert", true);
        CommonFields.reference(form, "organization");
        CommonFields.reference(form, "competentAuthority");
        for (var name : List.of(
                "topics", "lifeSituations", "generations", "kindsOfHelp", "audiences", "categories", "keywords")) {
            form.words(name);
        }
        ages(form);
        languages(form);
        interpreting(form);
        form.putList("keywords", AnswersField.fill(form, "access", Features::findOfService));
        cost(form);
        waitTime(form);
        form.texts("eligibility", true);
        form.texts("procedure", true);
        form.children(
                "documents",
                ServiceFields::document,
                item -> item.isValueNode() ? CommonFields.of(item, "title") : null);
        form.children(
                "legalBasis",
                ServiceFields::document,
                item -> item.isValueNode() ? CommonFields.of(item, "title") : null);
        ContactField.fill(form, true);
        form.words("channels");
        HoursField.fill(form);
        form.children("at", ServiceFields::at, item -> item.isValueNode() ? CommonFields.of(item, "location") : null);
        CommonFields.area(form);
        form.words("leika", ServiceFields::leika);
        form.words("related");
        CommonFields.basis(form);
        form.line("responsibility", 80);
        form.children(
                "funding", ServiceFields::funding, item -> item.isValueNode() ? CommonFields.of(item, "level") : null);
        form.words("goals");
        goalsAssigned(form);
        form.children("outcome", ServiceFields::outcome, null);
        form.children(
                "quality", ServiceFields::quality, item -> item.isValueNode() ? CommonFields.of(item, "scheme") : null);
        capacity(form);
        availability(form);
        for (var name : List.of("existsSince", "endsOn", "fundedUntil")) {
            form.parsed(name, Dates::parse);
        }
        CommonFields.tail(form);
        CommonFields.requireName(form);
    }

    private static String status(Form form) {
        var node = form.take("status");
        var typed = node == null ? null : form.scalar(node, "status");
        if (node == null || typed == null || PlainText.isNothing(typed)) {
            return "active";
        }
        var status = STATUS.get(typed.strip().toLowerCase(Locale.GERMAN));
        if (status == null) {
            form.remarks().tell(STATUS_UNKNOWN, node, form.at("status"), typed, null);
            return "active";
        }
        form.remarks().notes(Reading.ofText(typed, status, STATUS_READ), node, form.at("status"));
        return status;
    }

    private static void ages(Form form) {
        var node = form.take("ages");
        var ages = form.to().objectNode();
        if (node instanceof ObjectNode object) {
            var child = form.within(object, "ages");
            years(child, "min", "min", ages);
            years(child, "max", "max", ages);
            child.finish();
        } else if (node != null) {
            var range = form.read("ages", Ages::parse);
            if (range != null && range.min() != null) {
                ages.put("min", range.min());
            }
            if (range != null && range.max() != null) {
                ages.put("max", range.max());
            }
        }
        years(form, "minAge", "min", ages);
        years(form, "maxAge", "max", ages);
        if (!ages.isEmpty()) {
            form.to().set("ages", ages);
        }
    }

    private static void years(Form form, String name, String end, ObjectNode ages) {
        var years = form.read(name, Ages::parseYears);
        if (years != null && !ages.has(end)) {
            ages.put(end, years);
        }
    }

    private static void languages(Form form) {
        var tags = new java.util.ArrayList<String>();
        var others = new java.util.ArrayList<String>();
        form.eachWord("languages", word -> {
            for (var name : BETWEEN_LANGUAGES.split(word.text(), -1)) {
                var reading = Languages.parse(name);
                form.remarks().notes(reading, word.source(), form.at("languages"));
                if (reading.value() != null) {
                    Form.addOnce(tags, reading.value());
                } else if (!reading.notes().isEmpty()) {
                    Form.addOnce(others, name);
                }
            }
        });
        form.putList("languages", tags);
        form.putList("keywords", others);
    }

    /** An answer; a sentence about it means that there is some. */
    private static void interpreting(Form form) {
        var node = form.take("interpreting");
        if (node == null || !node.isValueNode()) {
            return;
        }
        var reading = Answers.parse(Form.plain(node));
        if (reading.value() != null) {
            if (!node.isBoolean()) {
                form.remarks().notes(reading, node, form.at("interpreting"));
            }
            form.to().put("interpreting", reading.value());
        } else {
            // A sentence: it stays where people read it.
            var sentence = PlainText.line(node.asText()).value();
            CommonFields.append(form, "description", sentence == null ? "" : "Dolmetschen: " + sentence);
            form.remarks().notes(reading, node, form.at("interpreting"));
        }
    }

    private static void cost(Form form) {
        var node = form.take("cost");
        if (node == null) {
            return;
        }
        var cost = form.to().objectNode();
        if (node instanceof ObjectNode object
                && (object.has("amount") || object.has("text") || object.has("currency"))) {
            var child = form.within(object, "cost");
            costObject(child);
            child.finish();
            cost = child.to();
        } else if (node.isNumber()) {
            cost.set("amount", node);
            cost.put("currency", "EUR");
        } else {
            var texts = form.texts(node, "cost", true);
            if (!texts.isEmpty()) {
                cost.set("text", texts);
            }
        }
        amountFromText(form, node, cost);
        if (!cost.isEmpty()) {
            form.to().set("cost", cost);
        }
    }

    private static void costObject(Form form) {
        var amount = form.take("amount");
        if (amount != null && amount.isNumber() && amount.decimalValue().signum() >= 0) {
            form.to().set("amount", amount);
        } else if (amount != null) {
            var typed = form.scalar(amount, "amount");
            var reading = Costs.parse(typed == null ? "" : typed);
            if (reading.value() != null) {
                form.remarks().notes(reading, amount, form.at("amount"));
                form.to().put("amount", reading.value().amount());
                if (reading.value().currency() != null) {
                    form.to().put("currency", reading.value().currency());
                }
            } else {
                form.remarks().tell(Costs.UNREADABLE, amount, form.at("amount"), amount.asText(), null);
            }
        }
        form.parsed("currency", Costs::parseCurrency);
        if (form.to().has("amount") && !form.to().has("currency")) {
            form.to().put("currency", "EUR");
        }
        form.texts("text", true);
    }

    /** An amount that the text says and nothing else; "free of charge" is also an answer about the threshold. */
    private static void amountFromText(Form form, JsonNode source, ObjectNode cost) {
        var text = cost.path("text").path(form.setting().language()).asText("");
        if (!cost.has("amount") && !text.isEmpty()) {
            var reading = Costs.parse(text);
            if (reading.value() != null) {
                form.remarks().notes(reading, source, form.at("cost"));
                cost.removeAll();
                cost.put("amount", reading.value().amount());
                cost.put(
                        "currency",
                        reading.value().currency() == null
                                ? "EUR"
                                : reading.value().currency());
                cost.set("text", form.to().objectNode().put(form.setting().language(), text));
            }
        }
        var access = form.to().get("access") instanceof ObjectNode there ? there : null;
        if (Costs.isFree(text) && (access == null || !access.has("kostenfrei"))) {
            form.remarks().tell(FREE_READ, source, form.at("access") + "/kostenfrei", text, "yes");
            var sorted = new java.util.TreeMap<String, String>();
            if (access != null) {
                access.properties()
                        .forEach(member ->
                                sorted.put(member.getKey(), member.getValue().asText()));
            }
            sorted.put("kostenfrei", "yes");
            var all = access == null ? form.to().putObject("access") : access.removeAll();
            sorted.forEach(all::put);
        }
    }

    /** A duration that leaves no doubt is kept as one; the wording stays in any case. */
    private static void waitTime(Form form) {
        var node = form.take("waitTime");
        if (node == null) {
            return;
        }
        var wait = form.to().objectNode();
        if (node instanceof ObjectNode object && (object.has("duration") || object.has("text"))) {
            var child = form.within(object, "waitTime");
            child.parsed("duration", Durations::parse);
            child.texts("text", false);
            child.finish();
            wait = child.to();
        } else {
            var texts = form.texts(node, "waitTime", false);
            var reading = Durations.parse(texts.path(form.setting().language()).asText(""));
            if (reading.value() != null) {
                form.remarks().notes(reading, node, form.at("waitTime"));
                wait.put("duration", reading.value());
            }
            if (!texts.isEmpty()) {
                wait.set("text", texts);
            }
        }
        if (!wait.isEmpty()) {
            form.to().set("waitTime", wait);
        }
    }

    /** Only a statement with its author and day counts. */
    private static void goalsAssigned(Form form) {
        if (!(form.take("goalsAssigned") instanceof ObjectNode object)) {
            return;
        }
        var child = form.within(object, "goalsAssigned");
        var by = child.scalar("by");
        child.parsed("on", Dates::parse);
        child.finish();
        var on = child.to().path("on").asText("");
        if (by != null && by.matches("provider|editor") && !on.isEmpty()) {
            form.to().putObject("goalsAssigned").put("by", by).put("on", on);
        } else {
            form.unreadable(object, "goalsAssigned", "by (provider, editor) und on");
        }
    }

    private static void document(Form form) {
        form.texts("title", false);
        form.parsed("url", Urls::parse);
        if (!form.to().has("title")) {
            form.to().removeAll();
        }
    }

    private static void at(Form form) {
        CommonFields.reference(form, "location");
        form.texts("room", false);
        HoursField.fill(form);
        ContactField.fill(form, true);
        if (!form.to().has("location")) {
            form.to().removeAll();
        }
    }

    static Reading<String> leika(String typed) {
        var key = typed.replaceAll("\\s|[.,]0$", "");
        return LEIKA_KEY.matcher(key).matches()
                ? Reading.ofText(typed, key, CommonFields.READ)
                : Reading.refused(LEIKA, typed, null);
    }

    private static void funding(Form form) {
        form.line("level", 80);
        form.texts("source", true);
        form.parsed("until", Dates::parse);
        CommonFields.dropWithout(form, "level");
    }

    private static void outcome(Form form) {
        form.line("level", 80);
        form.texts("indicator", false);
        form.number("value");
        form.number("below");
        form.line("unit", 100);
        form.line("period", 100);
        form.line("method", 1000);
        form.parsed("source", Urls::parse);
        form.line("reportedBy", 300);
        CommonFields.dropWithout(form, "level");
        CommonFields.dropWithout(form, "indicator");
    }

    private static void quality(Form form) {
        form.line("scheme", 300);
        form.line("issuer", 300);
        form.parsed("validUntil", Dates::parse);
        form.parsed("url", Urls::parse);
        CommonFields.dropWithout(form, "scheme");
    }

    private static void capacity(Form form) {
        var node = form.take("capacity");
        if (node instanceof ObjectNode object) {
            var child = form.within(object, "capacity");
            var number = child.scalar("number");
            if (number != null && number.strip().matches("\\d{1,6}")) {
                child.to().put("number", Integer.parseInt(number.strip()));
            }
            child.line("unit", 100);
            child.finish();
            CommonFields.dropWithout(child, "number");
            if (!child.to().isEmpty()) {
                form.to().set("capacity", child.to());
            }
            return;
        }
        var typed = node == null ? null : form.scalar(node, "capacity");
        if (node == null || typed == null || PlainText.isNothing(typed)) {
            return;
        }
        var match = typed.length() > 120 ? null : CAPACITY.matcher(typed.strip());
        if (match == null || !match.matches()) {
            form.unreadable(node, "capacity", "eine Zahl");
            return;
        }
        var capacity = form.to().putObject("capacity").put("number", Integer.parseInt(match.group(1)));
        var unit = unit(match.group(2));
        if (unit != null) {
            capacity.put("unit", unit);
        }
    }

    private static @Nullable String unit(@Nullable String typed) {
        return typed == null ? null : PlainText.line(typed).value();
    }

    private static void availability(Form form) {
        if (!(form.take("availability") instanceof ObjectNode object)) {
            return;
        }
        var child = form.within(object, "availability");
        var state = child.scalar("state");
        child.parsed("at", Dates::parseInstant);
        child.finish();
        if (state != null && state.matches("free|few|full") && child.to().has("at")) {
            var at = child.to().path("at").asText();
            form.to().putObject("availability").put("state", state).put("at", at);
        } else {
            form.unreadable(object, "availability", "state (free, few, full) und at");
        }
    }
}
