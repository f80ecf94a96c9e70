package de.hilfenetz.normalise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of an HSDS object that say, in terms of this vocabulary, what HSDS has no member for. {@code link_type} is the
 * member of the canonical record, the term's {@code taxonomy} ends in {@code /def/} or {@code /def/{scheme}}, whatever the base
 * before it: another installation's export is understood too. Attributes of other taxonomies are categories.
 */
final class HsdsAttributes {

    private static final Pattern OURS = Pattern.compile("https?://.+/def/[a-z]*");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Concepts of ours: the term's code is the notation. */
    private static final Set<String> CONCEPTS =
            Set.of("topics", "lifeSituations", "generations", "kindsOfHelp", "audiences", "channels", "goals");
    /** One concept of ours. */
    private static final Set<String> CONCEPT = Set.of("responsibility", "organizationKind", "association");
    /** A concept each, with an answer as its value. */
    private static final Set<String> ANSWERS = Set.of("access", "features");
    /** Words, each the value of one attribute. */
    private static final Set<String> WORDS = Set.of("categories", "keywords", "leika", "sameAs");

    private static final Set<String> VALUES =
            Set.of("competentAuthority", "attribution", "existsSince", "endsOn", "fundedUntil", "protected");
    /** Canonical JSON as the value. */
    private static final Set<String> PARTS = Set.of(
            "basis",
            "outcome",
            "quality",
            "capacity",
            "availability",
            "area",
            "room",
            "waitTime",
            "legalBasis",
            "related",
            "goalsAssigned",
            "measures");
    /** Read where the member they complete is read. */
    private static final Set<String> ELSEWHERE = Set.of(
            "source",
            "licence",
            "contactName",
            "contactRole",
            "contactUrl",
            "contactEmail",
            "pointSource",
            "name",
            "alternateName",
            "description",
            "alert",
            "eligibility",
            "procedure",
            "transport",
            "cost");

    private HsdsAttributes() {}

    static boolean isOurs(JsonNode attribute) {
        return attribute.path("link_type").isTextual()
                && OURS.matcher(attribute.path("taxonomy_term").path("taxonomy").asText(""))
                        .matches();
    }

    /** Whether the object was exported from a record of this form. */
    static boolean hasOurs(JsonNode object) {
        for (var attribute : object.path("attributes")) {
            if (isOurs(attribute)) {
                return true;
            }
        }
        return false;
    }

    /** The value of the first attribute of that name. */
    static @Nullable JsonNode value(JsonNode object, String name) {
        for (var attribute : object.path("attributes")) {
            if (isOurs(attribute) && attribute.path("link_type").textValue().equals(name)) {
                return attribute.get("value");
            }
        }
        return null;
    }

    /** The notation that the first attribute of that name points to. */
    static @Nullable JsonNode code(JsonNode object, String name) {
        for (var attribute : object.path("attributes")) {
            if (isOurs(attribute) && attribute.path("link_type").textValue().equals(name)) {
                return attribute.path("taxonomy_term").get("code");
            }
        }
        return null;
    }

    /** The value of the first attribute of that name, read as JSON; null where it is none. */
    static @Nullable JsonNode json(JsonNode object, String name) {
        var value = value(object, name);
        try {
            return value == null || !value.isTextual() ? null : JSON.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** A text with its other languages; as it is where it has none. */
    static @Nullable JsonNode texts(JsonNode object, @Nullable JsonNode text, String name) {
        ObjectNode byLanguage = null;
        for (var attribute : object.path("attributes")) {
            var language = attribute.path("taxonomy_term").path("code").asText("");
            if (isOurs(attribute)
                    && attribute.path("link_type").textValue().equals(name)
                    && attribute.path("value").isTextual()
                    && !language.isEmpty()) {
                byLanguage = byLanguage == null ? JsonNodeFactory.instance.objectNode() : byLanguage;
                byLanguage.set(language, attribute.get("value"));
            }
        }
        if (byLanguage == null) {
            return text;
        }
        // Where there is no German, the member repeats one of the others.
        var said = text == null ? "" : text.asText();
        var repeats = byLanguage.valueStream().anyMatch(other -> other.asText().equals(said));
        if (text != null && !repeats) {
            byLanguage.set("de", text);
        }
        return byLanguage;
    }

    /** Reads everything that is not read elsewhere; {@code others} of other taxonomies are handed to the caller. */
    static void read(ObjectNode from, HsdsMember member) {
        for (var attribute : from.path("attributes")) {
            if (isOurs(attribute)) {
                ours(attribute, member);
            } else if (!HsdsServices.category(attribute.path("taxonomy_term"), member)) {
                member.notTaken("attributes", attribute);
            }
        }
    }

    private static void ours(JsonNode attribute, HsdsMember member) {
        var name = attribute.path("link_type").textValue();
        var term = attribute.path("taxonomy_term");
        var value = attribute.get("value");
        if (CONCEPTS.contains(name) && term.hasNonNull("code")) {
            member.list(name).add(term.get("code"));
        } else if (CONCEPT.contains(name)) {
            member.put(name, term.get("code"));
        } else if (ANSWERS.contains(name) && term.hasNonNull("code") && value != null) {
            member.object(name).set(term.path("code").asText(), value);
        } else if (WORDS.contains(name) && value != null) {
            member.list(name).add(value);
        } else if (name.equals("area") && value != null && !value.asText().startsWith("{")) {
            member.list(name).add(value);
        } else if (VALUES.contains(name)) {
            member.put(name, value);
        } else if (PARTS.contains(name)) {
            var json = value == null ? null : parse(value);
            if (json == null) {
                member.notTaken("attributes." + name, value == null ? TextNode.valueOf("") : value);
            } else {
                member.put(name, json);
            }
        } else if (!ELSEWHERE.contains(name)) {
            member.notTaken("attributes." + name, value == null ? term.path("name") : value);
        }
    }

    private static @Nullable JsonNode parse(JsonNode value) {
        try {
            var json = JSON.readTree(value.asText());
            return json.isContainerNode() ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
