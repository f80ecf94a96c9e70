package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Rule;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HSDS's lists of objects, however they came: everything that reads an HSDS object finds them as lists of objects. */
final class HsdsLists {

    static final Rule READ = Rule.info(
            "hsds-liste-gelesen",
            "In „{field}“ erwartet HSDS eine Liste von Objekten; „{value}“ wurde als {suggestion} gelesen.",
            "In \"{field}\" HSDS expects a list of objects; \"{value}\" was read as {suggestion}.");

    /** Each list with the member that a plain text in it stands for; empty where it could be anything. */
    private static final Map<String, String> LISTS = Map.ofEntries(
            Map.entry("phones", "number"),
            Map.entry("contacts", ""),
            Map.entry("schedules", "description"),
            Map.entry("languages", "name"),
            Map.entry("service_areas", "name"),
            Map.entry("service_at_locations", ""),
            Map.entry("addresses", ""),
            Map.entry("accessibility", "description"),
            Map.entry("cost_options", "amount_description"),
            Map.entry("required_documents", "document"),
            Map.entry("funding", "source"),
            Map.entry("organization_identifiers", ""),
            Map.entry("attributes", ""),
            Map.entry("taxonomy_terms", "name"),
            Map.entry("eligibilities", "eligibility"),
            Map.entry("capacities", ""),
            Map.entry("programs", "name"),
            Map.entry("locations", ""),
            Map.entry("services", ""));

    /** Lists of records, which are straightened when it is their turn. */
    private static final Set<String> RECORDS = Set.of("locations", "services");

    private HsdsLists() {}

    /** The object itself where its lists are right; values keep their nodes. Tells what it had to change or leave out. */
    static ObjectNode straighten(ObjectNode object, HsdsMember member) {
        return straighten(object, "", member);
    }

    private static ObjectNode straighten(ObjectNode object, String path, HsdsMember member) {
        ObjectNode copy = null;
        for (var entry : object.properties()) {
            var name = entry.getKey();
            var value = entry.getValue();
            if (!LISTS.containsKey(name) || !HsdsMember.isSomething(value)) {
                continue;
            }
            var rows = object.arrayNode();
            var changed = !value.isArray();
            for (var item : value.isArray() ? value : object.arrayNode().add(value)) {
                var row = HsdsMember.isSomething(item) ? row(name, item, value.isArray(), path + name, member) : null;
                var straight = row == null || RECORDS.contains(name) ? row : straighten(row, path + name + ".", member);
                changed |= !item.equals(straight);
                if (straight != null) {
                    rows.add(straight);
                }
            }
            if (!changed) {
                continue;
            }
            copy = copy == null ? object.objectNode().setAll(object) : copy;
            copy.set(name, rows);
        }
        return copy == null ? object : copy;
    }

    private static @Nullable ObjectNode row(
            String name, JsonNode item, boolean inList, String path, HsdsMember member) {
        var plain = LISTS.getOrDefault(name, "");
        if (item instanceof ObjectNode object && (inList || HsdsNames.isPart(name, object))) {
            if (!inList) {
                member.read(path, item, "[" + item + "]");
            }
            return object;
        }
        if (item.isTextual() && !plain.isEmpty()) {
            var row = member.mapped().json().objectNode();
            row.set(plain, item);
            member.read(path, item, "[" + row + "]");
            return row;
        }
        member.unreadable(path, item, plain.isEmpty() ? "[{…}]" : "[{\"" + plain + "\": \"…\"}]");
        return null;
    }
}
