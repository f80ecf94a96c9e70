package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The members of HSDS parts that are read, so that the others can be told by name. Ids and what only links or describes
 * the exchange itself ({@code metadata}) are nobody's loss.
 */
final class HsdsNames {

    private static final Map<String, Set<String>> READ = Map.ofEntries(
            Map.entry("phones", Set.of("number", "extension", "type", "description", "attributes")),
            Map.entry("contacts", Set.of("name", "title", "department", "email", "phones", "attributes")),
            Map.entry(
                    "schedules",
                    Set.of(
                            "valid_from",
                            "valid_to",
                            "until",
                            "count",
                            "freq",
                            "interval",
                            "byday",
                            "weekday",
                            "byweekno",
                            "bymonthday",
                            "byyearday",
                            "description",
                            "opens_at",
                            "closes_at",
                            "timezone",
                            "attending_type",
                            "notes",
                            "attributes")),
            Map.entry("languages", Set.of("code", "name", "language")),
            Map.entry("service_areas", Set.of("name", "service_area", "description", "uri", "extent_type")),
            Map.entry(
                    "service_at_locations",
                    Set.of("location", "schedules", "phones", "contacts", "attributes", "description")),
            Map.entry(
                    "addresses",
                    Set.of(
                            "attention",
                            "address_1",
                            "address_2",
                            "city",
                            "region",
                            "state_province",
                            "postal_code",
                            "country",
                            "address_type",
                            "attributes")),
            Map.entry("accessibility", Set.of("description", "details", "url")),
            Map.entry(
                    "cost_options",
                    Set.of("valid_from", "valid_to", "option", "currency", "amount", "amount_description")),
            Map.entry("required_documents", Set.of("document", "uri", "attributes")),
            Map.entry("funding", Set.of("source", "attributes")),
            Map.entry("organization_identifiers", Set.of("identifier_scheme", "identifier_type", "identifier")));

    /** What parts of other lists have. */
    private static final Set<String> OTHERS =
            Set.of("name", "term", "code", "taxonomy_term", "eligibility", "maximum", "available");

    private HsdsNames() {}

    /** Tells of every part's members that are not read, each name once, with the first value it had. */
    static void tellUnread(ObjectNode object, HsdsMember member) {
        var unread = new LinkedHashMap<String, JsonNode>();
        walk(object, "", unread);
        unread.forEach(member::notTaken);
    }

    private static void walk(JsonNode object, String path, Map<String, JsonNode> unread) {
        object.properties().forEach(entry -> {
            var known = READ.get(entry.getKey());
            if (known != null && entry.getValue().isArray()) {
                entry.getValue().forEach(part -> part(part, path + entry.getKey(), known, unread));
            }
        });
    }

    private static void part(JsonNode part, String path, Set<String> known, Map<String, JsonNode> unread) {
        part.properties().forEach(entry -> {
            var name = entry.getKey();
            if (!known.contains(name) && !isLink(name) && HsdsMember.isSomething(entry.getValue())) {
                unread.putIfAbsent(path + "." + name, entry.getValue());
            }
        });
        walk(part, path + ".", unread);
    }

    /** Whether an object has anything of what a part of that list has. */
    static boolean isPart(String list, ObjectNode object) {
        return object.has("id") || READ.getOrDefault(list, OTHERS).stream().anyMatch(object::has);
    }

    static boolean isLink(String name) {
        return name.equals("id") || name.endsWith("_id") || name.equals("link_entity") || name.equals("metadata");
    }
}
