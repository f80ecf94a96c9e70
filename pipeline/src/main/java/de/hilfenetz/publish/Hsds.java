package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.Dates;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.RecordIds;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Scheme;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records in HSDS 3.0 (Open Referral), one line a member where it fits. Names of persons have no place in our records, so
 * {@code contact.name} is never written. Reading the result as a feed gives the same records again.
 */
public final class Hsds {

    private final String base;
    private final Vocabulary vocabulary;

    /**
     * @param base public base IRI, ends with a slash
     */
    public Hsds(URI base, Vocabulary vocabulary) {
        this.base = base.toString();
        this.vocabulary = vocabulary;
    }

    private HsdsParts parts(Entry entry) {
        return new HsdsParts(base, vocabulary, entry.id());
    }

    private static ObjectNode head(Entry entry) {
        return JsonNodeFactory.instance.objectNode().put("id", entry.id().toString());
    }

    private static void provenance(HsdsParts parts, ObjectNode to, Entry entry) {
        parts.value(to, "source", "Datenquelle und Kennung dort", entry.feed() + "/" + entry.sourceId());
        parts.value(to, "licence", "Lizenz", entry.licence());
        parts.value(to, "attribution", "Namensnennung", entry.attribution());
    }

    /** The id of the {@code number}th place of a service, counted from 1. */
    public static String atId(UUID service, int number) {
        return HsdsParts.id(service, "at", number);
    }

    /** An organization without what it offers. */
    public ObjectNode organization(Organization from) {
        var parts = parts(from);
        var to = head(from);
        parts.texts(to, "name", "name", from.name());
        parts.texts(to, "alternate_name", "alternateName", from.alternateName());
        if (from.description() == null) {
            // Required: the name says again what is known.
            to.put("description", from.name().best());
        }
        parts.texts(to, "description", "description", from.description());
        put(to, "website", from.url());
        parts.contacts(to, from.contacts(), null, "email");
        put(to, "parent_organization_id", from.parent());
        for (var identifier : from.identifiers()) {
            parts.part(to, "organization_identifiers", "identifier")
                    .put("identifier_scheme", identifier.scheme())
                    .put("identifier_type", identifier.scheme())
                    .put("identifier", identifier.value());
        }
        parts.concept(to, "organizationKind", "traegerart", from.organizationKind(), null);
        parts.concept(to, "association", "verband", from.association(), null);
        parts.words(to, "area", "Gebiet, für das der Träger da ist", from.area());
        parts.words(to, "sameAs", "Derselbe Träger anderswo", from.sameAs());
        parts.json(to, "basis", "Worauf seine Arbeit beruht", from.basis());
        provenance(parts, to, from);
        return to;
    }

    /** A place. */
    public ObjectNode location(Location from) {
        var parts = parts(from);
        var to = head(from);
        put(to, "location_type", from.locationKind().name().toLowerCase(java.util.Locale.ROOT));
        put(to, "organization_id", from.organization());
        parts.texts(to, "name", "name", from.name());
        parts.texts(to, "alternate_name", "alternateName", from.alternateName());
        parts.texts(to, "description", "description", from.description());
        parts.texts(to, "transportation", "transport", from.transport());
        if (from.point() != null) {
            to.put("latitude", from.point().lat()).put("longitude", from.point().lon());
            parts.value(
                    to,
                    "pointSource",
                    "Woher die Koordinate kommt",
                    from.point().source());
        }
        address(parts, to, from);
        parts.json(to, "area", "Stadtteil, Stadtbezirk und Wohnquartier", from.area());
        from.features().forEach((notation, answer) -> {
            var row = parts.part(to, "accessibility", "accessibility")
                    .put("description", vocabulary.label("merkmal", notation))
                    .put("details", HsdsParts.german(answer));
            vocabulary.find("merkmal", notation).ifPresent(concept -> row.put("url", base + concept.path()));
        });
        parts.answers(to, "features", "merkmal", from.features());
        parts.json(to, "measures", "Maße zur Barrierefreiheit", from.measures());
        HsdsSchedules.write(parts, to, from.hours());
        parts.contacts(to, from.contacts(), null, null);
        provenance(parts, to, from);
        return to;
    }

    private void address(HsdsParts parts, ObjectNode to, Location place) {
        var from = place.address();
        if (from == null) {
            return;
        }
        var street = join(" ", from.street(), from.houseNumber());
        var box = from.poBox() == null ? null : "Postfach " + from.poBox();
        var row = parts.part(to, "addresses", "address").put("address_1", street.isEmpty() ? join("", box) : street);
        put(row, "address_2", from.addition());
        // All five are required: an empty text where nobody said.
        row.put("city", join("", from.city()))
                .put("state_province", join("", from.state()))
                .put("postal_code", join("", from.postalCode()))
                .put("country", from.country() == null ? "DE" : from.country())
                .put("address_type", street.isEmpty() && box != null ? "postal" : "physical");
        var quarter = place.area() == null ? null : place.area().quarter();
        if (quarter != null) {
            put(row, "region", vocabulary.areas().find(quarter).map(Area::label).orElse(quarter));
        }
        parts.json(row, "address", "Anschrift in Einzelteilen", from);
    }

    private static String join(String between, @Nullable String... words) {
        return String.join(
                between, Stream.of(words).filter(word -> word != null).toArray(String[]::new));
    }

    /**
     * A service with its organization and its places in full.
     *
     * @param organizations the HSDS form of a public organization by its id, null for others
     * @param locations the same for locations
     */
    public ObjectNode service(
            Service from,
            Function<UUID, @Nullable JsonNode> organizations,
            Function<UUID, @Nullable JsonNode> locations) {
        var parts = parts(from);
        var to = head(from);
        put(to, "organization_id", from.organization());
        parts.texts(to, "name", "name", from.name());
        parts.texts(to, "alternate_name", "alternateName", from.alternateName());
        parts.texts(to, "description", "description", from.description());
        put(
                to,
                "status",
                from.status().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        parts.texts(to, "alert", "alert", from.alert());
        parts.contacts(to, from.contacts(), "url", "email");
        if (from.ages() != null) {
            put(to, "minimum_age", from.ages().min());
            put(to, "maximum_age", from.ages().max());
        }
        waitTime(to, from);
        put(to, "interpretation_services", from.interpreting() == null ? null : HsdsParts.german(from.interpreting()));
        parts.texts(to, "eligibility_description", "eligibility", from.eligibility());
        parts.texts(to, "application_process", "procedure", from.procedure());
        cost(parts, to, from.cost());
        dates(to, from.dates());
        HsdsSchedules.write(parts, to, from.hours());
        for (var language : from.languages()) {
            var row = parts.part(to, "languages", "language").put("code", language);
            put(
                    row,
                    "name",
                    vocabulary
                            .findLanguage(language)
                            .map(known -> known.label("de"))
                            .orElse(null));
        }
        for (var document : from.documents()) {
            var row = parts.part(to, "required_documents", "document");
            parts.texts(row, "document", "title", document.title());
            put(row, "uri", document.url());
        }
        for (var area : from.area()) {
            var row = parts.part(to, "service_areas", "area");
            var known = vocabulary.areas().find(area);
            row.put("name", known.map(Area::label).orElse(area));
            known.ifPresent(there -> row.put("uri", base + there.path()));
        }
        for (var funding : from.funding()) {
            var row = parts.part(to, "funding", "funding");
            row.put("source", vocabulary.label("verantwortung", funding.level()));
            parts.texts(row, "source", "source", funding.source());
            parts.json(row, "funding", "Finanzierung in Einzelteilen", funding);
        }
        attributes(parts, to, from);
        provenance(parts, to, from);
        var organization = from.organization() == null ? null : organizations.apply(from.organization());
        if (organization != null) {
            to.set("organization", organization);
        }
        at(parts, to, from, locations);
        return to;
    }

    /** The words, else the duration; HSDS has one text for both. */
    private static void waitTime(ObjectNode to, Service from) {
        var wait = from.waitTime();
        if (wait != null) {
            put(
                    to,
                    "wait_time",
                    wait.text() == null ? wait.duration() : wait.text().best());
        }
    }

    private static void at(HsdsParts parts, ObjectNode to, Service from, Function<UUID, @Nullable JsonNode> locations) {
        for (var at : from.at()) {
            var row = parts.part(to, "service_at_locations", "at")
                    .put("service_id", from.id().toString())
                    .put("location_id", at.location().toString());
            parts.texts(row, "description", "room", at.room());
            if (at.room() != null) {
                parts.json(row, "room", "Raum", at.room());
            }
            HsdsSchedules.write(parts, row, at.hours());
            parts.contacts(row, at.contacts(), null, null);
            var location = locations.apply(at.location());
            if (location != null) {
                row.set("location", location);
            }
        }
    }

    private static void cost(HsdsParts parts, ObjectNode to, Service.@Nullable Cost cost) {
        if (cost == null) {
            return;
        }
        parts.texts(to, "fees_description", "cost", cost.text());
        if (cost.amount() != null) {
            put(parts.part(to, "cost_options", "cost").put("amount", cost.amount()), "currency", cost.currency());
        }
    }

    private static void dates(ObjectNode to, @Nullable Dates dates) {
        if (dates != null) {
            put(to, "last_modified", dates.changed());
            put(to, "assured_date", dates.confirmed());
        }
    }

    private static void attributes(HsdsParts parts, ObjectNode to, Service from) {
        parts.concepts(to, "topics", "thema", from.topics());
        parts.concepts(to, "lifeSituations", "lebenslage", from.lifeSituations());
        parts.concepts(to, "generations", "generation", from.generations());
        parts.concepts(to, "kindsOfHelp", "hilfeart", from.kindsOfHelp());
        parts.concepts(to, "audiences", "zielgruppe", from.audiences());
        parts.concepts(to, "channels", "kanal", from.channels());
        parts.concepts(to, "goals", "ziel", from.goals());
        parts.concept(to, "responsibility", "verantwortung", from.responsibility(), null);
        parts.answers(to, "access", "zugang", from.access());
        parts.words(to, "categories", "Wort des Trägers für das, was er anbietet", from.categories());
        parts.words(to, "keywords", "Schlagwort", from.keywords());
        parts.words(to, "leika", "Leistungsschlüssel (LeiKa)", from.leika());
        parts.value(to, "competentAuthority", "Zuständige Stelle", from.competentAuthority());
        parts.json(to, "basis", "Worauf das Angebot beruht", from.basis());
        parts.json(to, "outcome", "Berichtete Wirkung", from.outcome());
        parts.json(to, "quality", "Qualitätsnachweise", from.quality());
        parts.json(to, "capacity", "Zahl der Plätze", from.capacity());
        parts.json(to, "availability", "Freie Plätze", from.availability());
        parts.json(to, "waitTime", "Wartezeit", from.waitTime());
        parts.json(to, "legalBasis", "Rechtsgrundlagen", from.legalBasis());
        parts.json(to, "related", "Verwandte Angebote", from.related());
        parts.json(to, "goalsAssigned", "Wer die Ziele zugeordnet hat", from.goalsAssigned());
        parts.value(to, "existsSince", "Besteht seit", from.existsSince());
        parts.value(to, "endsOn", "Endet am", from.endsOn());
        parts.value(to, "fundedUntil", "Finanziert bis", from.fundedUntil());
        parts.value(to, "protected", "Ort ist geschützt", from.protectedPlace() ? "ja" : null);
    }

    /** One of our schemes as a taxonomy. */
    public ObjectNode taxonomy(Scheme scheme) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", RecordIds.ofPart("def/" + scheme.name()).toString())
                .put("name", scheme.title())
                .put("description", scheme.title())
                .put("uri", base + "def/" + scheme.name());
    }

    /** One of our concepts as a term of its taxonomy. */
    public ObjectNode term(Concept concept) {
        var to = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "id",
                        RecordIds.ofPart("def/" + concept.scheme() + "/" + concept.notation())
                                .toString())
                .put("code", concept.notation())
                .put("name", concept.label())
                .put("description", concept.definition())
                .put("taxonomy", base + "def/" + concept.scheme())
                .put("taxonomy_id", RecordIds.ofPart("def/" + concept.scheme()).toString())
                .put("term_uri", base + concept.path())
                .put("language", Texts.GERMAN);
        if (concept.broader() != null) {
            to.put(
                    "parent_id",
                    RecordIds.ofPart("def/" + concept.scheme() + "/" + concept.broader())
                            .toString());
        }
        return to;
    }

    private static void put(ObjectNode to, String name, @Nullable Object value) {
        if (value instanceof Integer number) {
            to.put(name, number);
        } else if (value != null) {
            to.put(name, value.toString());
        }
    }
}
