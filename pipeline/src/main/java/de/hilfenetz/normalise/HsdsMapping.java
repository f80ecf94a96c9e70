package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of HSDS 3.0 and its profiles (Open Referral UK): a service, an organization, a location or a service at a
 * location, in full or short form, to what a mapping returns. Organizations come first, then locations, then services. What
 * HSDS tells of persons is dropped; what has no place with us is told.
 */
final class HsdsMapping {

    static final Rule PERSON = PhoneNumbers.PERSON;
    static final Rule NOT_TAKEN = Rule.info(
            "hsds-feld-nicht-uebernommen",
            "„{value}“ hat in Hilfenetz keinen Platz und wird nicht übernommen.",
            "\"{value}\" has no place in Hilfenetz and is not taken.");

    /** A remark on the way: the value's node and its words. */
    record Note(Rule rule, @Nullable JsonNode source, String value) {}

    /** A record in the shape that mappings return, and what was noted about it. */
    record Mapped(ObjectNode json, List<Note> notes) {}

    private final Map<String, Mapped> found = new LinkedHashMap<>();

    private HsdsMapping() {}

    /** The records of one HSDS object. */
    static List<Mapped> apply(JsonNode root) {
        if (!(root instanceof ObjectNode object)) {
            return List.of();
        }
        var mapping = new HsdsMapping();
        mapping.root(object);
        var list = new ArrayList<Mapped>();
        for (var kind : List.of("organization", "location", "service")) {
            mapping.found.values().stream()
                    .filter(mapped -> mapped.json().path("kind").asText().equals(kind))
                    .forEach(list::add);
        }
        return list;
    }

    private void root(ObjectNode object) {
        if (object.has("service") && object.has("location")) {
            serviceAtLocation(object);
        } else if (isService(object)) {
            service(object, null);
        } else if (isLocation(object)) {
            location(object, null);
        } else {
            organization(object);
        }
    }

    private static boolean isService(JsonNode object) {
        return object.has("status")
                || object.has("service_at_locations")
                || object.has("organization")
                || object.has("eligibility_description");
    }

    private static boolean isLocation(JsonNode object) {
        return object.has("location_type")
                || object.has("addresses")
                || object.has("latitude")
                || object.has("accessibility");
    }

    private void serviceAtLocation(ObjectNode object) {
        if (object.get("service") instanceof ObjectNode service && object.get("location") instanceof ObjectNode) {
            var copy = JsonNodeFactory.instance.objectNode();
            service.properties().forEach(member -> copy.set(member.getKey(), member.getValue()));
            var at = JsonNodeFactory.instance.objectNode();
            object.properties().stream()
                    .filter(member -> !member.getKey().equals("service"))
                    .forEach(member -> at.set(member.getKey(), member.getValue()));
            copy.set(
                    "service_at_locations", JsonNodeFactory.instance.arrayNode().add(at));
            service(copy, null);
        }
    }

    private HsdsMember open(ObjectNode from, String kind) {
        var id = from.path("id").asText("");
        var member = new HsdsMember(from, kind);
        var known = found.get(kind + "/" + id);
        if (known == null || id.isEmpty()) {
            found.put(kind + "/" + (id.isEmpty() ? "#" + found.size() : id), member.mapped());
        } else {
            // The same record at another place in the tree, often in less detail: fills only what is missing.
            member.fillInto(known);
        }
        return member;
    }

    private @Nullable JsonNode organization(ObjectNode from) {
        var member = open(from, "organization");
        member.copy("id", "id")
                .texts("name", "name")
                .texts("alternate_name", "alternateName")
                .texts("description", "description");
        if (from.path("description").equals(from.path("name"))) {
            // Required in HSDS: who has nothing to say repeats the name.
            member.drop("description");
        }
        member.copy("website", "url").copy("parent_organization_id", "parent");
        member.text("legal_status", "Rechtsform");
        member.contacts(from, true);
        for (var row : from.path("organization_identifiers")) {
            var scheme = HsdsMember.first(row, "identifier_scheme", "identifier_type");
            if (scheme != null && row.hasNonNull("identifier")) {
                member.list("identifiers")
                        .addObject()
                        .<ObjectNode>set("scheme", scheme)
                        .set("value", row.get("identifier"));
            }
            var type = row.get("identifier_type");
            if (scheme != null && HsdsMember.isSomething(type) && !scheme.equals(type)) {
                member.notTaken("organization_identifiers.identifier_type", type);
            }
        }
        member.changed(from);
        HsdsAttributes.read(from, member);
        nested(from, member, "locations", "services");
        member.done(Set.of(
                "organization_identifiers",
                "locations",
                "services",
                "programs",
                "phones",
                "contacts",
                "email",
                "last_modified",
                "attributes"));
        return from.get("id");
    }

    private void nested(ObjectNode from, HsdsMember member, String locations, String services) {
        for (var location : from.path(locations)) {
            if (location instanceof ObjectNode object) {
                location(object, from.get("id"));
            }
        }
        for (var service : from.path(services)) {
            if (service instanceof ObjectNode object) {
                service(object, from.get("id"));
            }
        }
        if (from.path("programs").isArray() && !from.path("programs").isEmpty()) {
            member.notTaken("programs", from.path("programs").path(0).path("name"));
        }
    }

    private void location(ObjectNode from, @Nullable JsonNode organization) {
        var member = open(from, "location");
        member.copy("id", "id")
                .texts("name", "name")
                .texts("alternate_name", "alternateName")
                .texts("description", "description");
        member.copy("location_type", "locationKind")
                .texts("transportation", "transport")
                .copy("schedules", "schedules");
        member.put("organization", from.hasNonNull("organization_id") ? from.get("organization_id") : organization);
        HsdsPlaces.address(from, member);
        HsdsPlaces.point(from, member);
        HsdsPlaces.accessibility(from, member);
        HsdsAttributes.read(from, member);
        member.contacts(from, false);
        member.changed(from);
        member.done(Set.of(
                "organization_id",
                "organization",
                "addresses",
                "latitude",
                "longitude",
                "accessibility",
                "phones",
                "contacts",
                "url",
                "last_modified",
                "attributes"));
    }

    private void service(ObjectNode from, @Nullable JsonNode owner) {
        var organization = from.get("organization") instanceof ObjectNode object
                ? organization(object)
                : from.hasNonNull("organization_id") ? from.get("organization_id") : owner;
        var member = open(from, "service");
        member.copy("id", "id")
                .texts("name", "name")
                .texts("alternate_name", "alternateName")
                .texts("description", "description");
        member.copy("status", "status").texts("alert", "alert").put("organization", organization);
        member.copy("schedules", "schedules");
        member.copy("minimum_age", "minAge").copy("maximum_age", "maxAge").texts("application_process", "procedure");
        member.copy("assured_date", "confirmed");
        member.changed(from);
        member.phoneRegion(HsdsPlaces.country(from));
        member.contacts(from, false);
        HsdsServices.eligibility(from, member);
        HsdsServices.languages(from, member);
        HsdsServices.interpreting(from, member);
        HsdsServices.cost(from, member);
        HsdsServices.documents(from, member);
        HsdsServices.areas(from, member);
        HsdsAttributes.read(from, member);
        HsdsServices.categories(from, member);
        HsdsServices.funding(from, member);
        HsdsServices.extras(from, member);
        HsdsServices.capacity(from, member);
        at(from, member, organization);
        member.done(HsdsServices.READ);
    }

    private void at(ObjectNode from, HsdsMember service, @Nullable JsonNode organization) {
        for (var row : from.path("service_at_locations")) {
            var location = row.path("location");
            if (location instanceof ObjectNode object) {
                location(object, organization);
            }
            var id = location.hasNonNull("id") ? location.get("id") : row.get("location_id");
            if (id == null || id.isNull() || !(row instanceof ObjectNode object)) {
                continue;
            }
            var at = new HsdsMember(object, "");
            at.put("location", id).copy("schedules", "schedules");
            at.contacts(object, false);
            var room = HsdsAttributes.json(object, "room");
            at.put("room", room);
            if (room == null && object.hasNonNull("description")) {
                service.notTaken("service_at_locations.description", object.get("description"));
            }
            service.take(at, "at");
        }
        for (var location : from.path("locations")) {
            if (location instanceof ObjectNode object && location.hasNonNull("id")) {
                location(object, organization);
                service.list("at").add(location.get("id"));
            }
        }
    }

    /** An array or nothing. */
    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
