package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Pattern;

/** What HSDS says of services beyond names and references. */
final class HsdsServices {

    /** The members read here and in {@link HsdsMapping}, beyond those copied. */
    static final Set<String> READ = Set.of(
            "organization",
            "organization_id",
            "phones",
            "contacts",
            "eligibility_description",
            "eligibility",
            "eligibilities",
            "languages",
            "interpretation_services",
            "cost_options",
            "fees_description",
            "fees",
            "email",
            "url",
            "last_modified",
            "required_documents",
            "service_areas",
            "attributes",
            "funding",
            "service_at_locations",
            "locations",
            "wait_time",
            "accreditations",
            "taxonomy_terms",
            "capacities");

    private static final int MAX_NAME = 60;
    private static final Pattern AREA = Pattern.compile("https?://.+/id/gebiet/(\\d{2,8})");

    private HsdsServices() {}

    static void eligibility(ObjectNode from, HsdsMember member) {
        member.texts("eligibility_description", "eligibility");
        member.paragraph("eligibility", from.get("eligibility"));
        for (var row : from.path("eligibilities")) {
            member.put("minAge", row.get("minimum_age")).put("maxAge", row.get("maximum_age"));
            member.paragraph("eligibility", row.get("eligibility"));
        }
    }

    static void languages(ObjectNode from, HsdsMember member) {
        for (var row : from.path("languages")) {
            var language = HsdsMember.first(row, "code", "name", "language");
            if (language != null) {
                member.list("languages").add(language);
            }
        }
    }

    /** An answer where it is one; a sentence about interpreting says that there is some and when. */
    static void interpreting(ObjectNode from, HsdsMember member) {
        var value = HsdsMember.first(from, "interpretation_services");
        if (value == null) {
            return;
        }
        if (Answers.parse(value.asText()).value() != null) {
            member.put("interpreting", value);
        } else {
            member.paragraph("description", value);
        }
    }

    static void cost(ObjectNode from, HsdsMember member) {
        var text = new HsdsMember(from, "");
        text.put("text", HsdsAttributes.texts(from, from.get("fees_description"), "cost"));
        if (!from.path("fees").asText("").equals("fees_description")) {
            text.paragraph("text", from.get("fees"));
        }
        var options = from.path("cost_options");
        var only = options.size() == 1 ? options.get(0) : null;
        if (only != null && only.hasNonNull("amount") && !only.hasNonNull("valid_to") && !only.hasNonNull("option")) {
            text.put("amount", only.get("amount")).put("currency", only.get("currency"));
        }
        for (var option : options) {
            if (!text.mapped().json().has("amount")
                    || option.hasNonNull("amount_description")
                    || option.hasNonNull("valid_from")) {
                text.paragraph("text", TextNode.valueOf(words(option)));
            }
        }
        member.put("cost", text.mapped().json());
        member.mapped().notes().addAll(text.mapped().notes());
    }

    private static String words(JsonNode option) {
        var words = new StringBuilder(option.path("option").asText("").strip());
        if (option.hasNonNull("amount")) {
            words.append(words.isEmpty() ? "" : ": ")
                    .append(option.path("amount").asText())
                    .append(' ')
                    .append(option.path("currency").asText("").toUpperCase(java.util.Locale.ROOT));
        }
        words.append(words.isEmpty() ? "" : " ")
                .append(option.path("amount_description").asText(""));
        if (option.hasNonNull("valid_from") || option.hasNonNull("valid_to")) {
            words.append(" (")
                    .append(option.path("valid_from").asText(""))
                    .append("–")
                    .append(option.path("valid_to").asText(""))
                    .append(')');
        }
        return words.toString().strip();
    }

    static void documents(ObjectNode from, HsdsMember member) {
        for (var row : from.path("required_documents")) {
            var title = HsdsMember.first(row, "document");
            if (title == null) {
                member.notTaken("required_documents", row);
            } else {
                var document = member.list("documents").addObject();
                document.set("title", HsdsAttributes.texts(row, title, "title"));
                if (HsdsMember.first(row, "uri") != null) {
                    document.set("url", row.get("uri"));
                }
            }
        }
    }

    /** Keys and short names are areas; a sentence about an area is a condition. */
    static void areas(ObjectNode from, HsdsMember member) {
        for (var row : from.path("service_areas")) {
            var ours = AREA.matcher(row.path("uri").asText(""));
            if (ours.matches()) {
                member.list("area").add(ours.group(1));
                continue;
            }
            var name = HsdsMember.first(row, "name", "service_area", "description");
            if (name != null && name.asText().length() <= MAX_NAME) {
                member.list("area").add(name);
            } else {
                member.paragraph("eligibility", name);
            }
            if (row.hasNonNull("description") && !row.path("description").equals(name)) {
                member.paragraph("eligibility", row.get("description"));
            }
        }
    }

    static void categories(ObjectNode from, HsdsMember member) {
        for (var term : from.path("taxonomy_terms")) {
            if (!category(term, member)) {
                member.notTaken("taxonomy_terms", term);
            }
        }
    }

    /** Whether the term says anything. */
    static boolean category(JsonNode term, HsdsMember member) {
        var code = term.path("code").asText("");
        if (code.matches("99\\d{12}")) {
            member.list("leika").add(term.get("code"));
            return true;
        }
        var name = HsdsMember.first(term, "name", "term", "code");
        if (name != null) {
            member.list("categories").add(name);
        }
        return name != null;
    }

    /** HSDS names the payer in words, not its level: that is a sentence about the service. */
    static void funding(ObjectNode from, HsdsMember member) {
        for (var row : from.path("funding")) {
            var ours = HsdsAttributes.json(row, "funding");
            if (ours != null) {
                member.list("funding").add(ours);
            } else if (HsdsMember.first(row, "source") != null) {
                member.paragraph(
                        "description",
                        TextNode.valueOf("Finanzierung: " + row.path("source").asText()));
            }
        }
    }

    /** HSDS 3.1: how many at most, and whether there is room now. */
    static void capacity(ObjectNode from, HsdsMember member) {
        var rows = from.path("capacities");
        for (int i = 1; i < rows.size(); i++) {
            member.notTaken("capacities", rows.get(i));
        }
        var row = rows.path(0);
        if (row.hasNonNull("maximum")) {
            var capacity = from.objectNode();
            capacity.set("number", row.get("maximum"));
            if (row.path("unit").hasNonNull("name")) {
                capacity.set("unit", row.path("unit").get("name"));
            }
            member.put("capacity", capacity);
        }
        var available = row.get("available");
        if (available != null && available.asText("").matches("\\d{1,9}") && row.hasNonNull("updated")) {
            var availability = from.objectNode().put("state", available.asInt() > 0 ? "free" : "full");
            member.put("availability", availability.set("at", row.get("updated")));
        } else if (available != null && HsdsMember.isSomething(available)) {
            member.notTaken("capacities.available", available);
        }
    }

    static void extras(ObjectNode from, HsdsMember member) {
        if (!from.path("wait_time").asText("").equals("wait_time") && !member.has("waitTime")) {
            member.put("waitTime", from.get("wait_time"));
        }
        var accreditation = HsdsMember.first(from, "accreditations");
        if (accreditation != null && accreditation.asText().length() <= 300) {
            member.list("quality").addObject().set("scheme", accreditation);
        } else {
            member.paragraph("description", accreditation);
        }
    }
}
