package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    static final Rule TAXONOMY = Rule.info(
            "hsds-systematik",
            "„{value}“ ist eine Systematik oder ein Begriff daraus. Das ist kein Eintrag und wird nicht übernommen; Begriffe gelten,"
                    + " wo ein Angebot sie nennt.",
            "\"{value}\" is a taxonomy or a term of one. That is no record and is not taken; terms count where a service names"
                    + " them.");
    static final Rule UNKNOWN = Rule.error(
            "hsds-art-unbekannt",
            "Das Objekt mit den Feldern {value} ist als kein Angebot, Träger oder Ort von HSDS zu erkennen und wird zurückgestellt."
                    + " Erwartet wird z. B. „status“ (Angebot), „location_type“ (Ort) oder „website“ (Träger).",
            "The object with the fields {value} cannot be recognised as a service, organization or location of HSDS and is held."
                    + " Expected is for example \"status\" (service), \"location_type\" (location) or \"website\" (organization).");

    /** A remark on the way: the value's node and its words. */
    record Note(
            Rule rule,
            @Nullable JsonNode source,
            String value,
            @Nullable String suggestion,
            Map<String, String> values) {

        Finding at(Place place) {
            return new Finding(rule, place, null, value, suggestion, values, null);
        }
    }

    /** A record in the shape that mappings return, and what was noted about it; empty where the object is no record. */
    record Mapped(ObjectNode json, List<Note> notes) {}

    private final Map<String, Mapped> found = new LinkedHashMap<>();

    private HsdsMapping() {}

    /** The records of one HSDS object. */
    static List<Mapped> apply(JsonNode root) {
        if (!(root instanceof ObjectNode object)) {
            return List.of();
        }
        var mapping = new HsdsMapping();
        var none = mapping.root(object);
        if (none != null) {
            return List.of(new Mapped(object.objectNode(), List.of(none)));
        }
        var list = new ArrayList<Mapped>();
        for (var kind : List.of("organization", "location", "service")) {
            mapping.found.values().stream()
                    .filter(mapped -> mapped.json().path("kind").asText().equals(kind))
                    .forEach(list::add);
        }
        return list;
    }

    /** Null where records came of it, else why none did. */
    private @Nullable Note root(ObjectNode object) {
        if (object.get("service") instanceof ObjectNode service && object.get("location") instanceof ObjectNode) {
            serviceAtLocation(object, service);
            return null;
        }
        var kind = HsdsKind.of(object).orElse(null);
        if (kind == null && object.get("location") instanceof ObjectNode location) {
            placeOfUnnamed(object, location);
            return null;
        }
        switch (kind) {
            case SERVICE -> service(object, null);
            case LOCATION -> location(object, null);
            case ORGANIZATION -> organization(object);
            case TAXONOMY -> {
                return new Note(TAXONOMY, null, Form.cut(object.path("name").asText()), null, Map.of());
            }
            case null -> {
                return new Note(
                        UNKNOWN,
                        null,
                        Form.cut(object.propertyStream().map(Map.Entry::getKey).collect(Collectors.joining(", "))),
                        null,
                        Map.of());
            }
        }
        return null;
    }

    private void serviceAtLocation(ObjectNode object, ObjectNode service) {
        ObjectNode at = object.objectNode().setAll(object);
        at.remove("service");
        ObjectNode copy = service.objectNode().setAll(service);
        copy.putArray("service_at_locations").add(at);
        service(copy, null);
    }

    /** A service at a location in short form says where, but not what: the place counts. */
    private void placeOfUnnamed(ObjectNode object, ObjectNode location) {
        var place = location(location, null);
        object.properties().forEach(member -> {
            if (!Set.of("id", "location").contains(member.getKey()) && HsdsMember.isSomething(member.getValue())) {
                place.notTaken("service_at_location." + member.getKey(), member.getValue());
            }
        });
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

    private @Nullable JsonNode organization(ObjectNode given) {
        var member = open(given, "organization");
        var from = member.from();
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

    private HsdsMember location(ObjectNode given, @Nullable JsonNode organization) {
        var member = open(given, "location");
        var from = member.from();
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
        return member;
    }

    private void service(ObjectNode given, @Nullable JsonNode owner) {
        var member = open(given, "service");
        var from = member.from();
        var organization = reference(from, "organization", member, this::organization);
        if (organization == null) {
            organization = owner;
        }
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
            if (!(row instanceof ObjectNode object)) {
                continue;
            }
            var id = reference(object, "location", service, place -> {
                location(place, organization);
                return place.get("id");
            });
            if (id == null) {
                service.unreadable("service_at_locations", row, "[{\"location\": {\"id\": \"…\"}}]");
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

    /** Whom an object names: in full, by the id alone, or by a member of its own for the id. */
    private static @Nullable JsonNode reference(
            ObjectNode from, String name, HsdsMember member, Function<ObjectNode, @Nullable JsonNode> take) {
        var named = from.get(name);
        var id = named instanceof ObjectNode object ? take.apply(object) : named;
        if (HsdsMember.isSomething(id) && id.isContainerNode()) {
            member.unreadable(name, id, "{\"id\": \"…\"}");
            id = null;
        }
        return HsdsMember.isSomething(id) ? id : HsdsMember.first(from, name + "_id");
    }

    /** An array or nothing. */
    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
