package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an HSDS object is, by the members that HSDS 3.0 gives to one kind only. The order decides where as many speak for two. */
enum HsdsKind {
    SERVICE,
    LOCATION,
    ORGANIZATION,
    /** A taxonomy or one of its terms. */
    TAXONOMY;

    private static final Map<HsdsKind, Set<String>> OWN = Map.of(
            SERVICE,
                    Set.of(
                            "status",
                            "interpretation_services",
                            "application_process",
                            "fees_description",
                            "fees",
                            "wait_time",
                            "accreditations",
                            "eligibility_description",
                            "eligibilities",
                            "minimum_age",
                            "maximum_age",
                            "assured_date",
                            "assurer_email",
                            "licenses",
                            "alert",
                            "program",
                            "program_id",
                            "organization",
                            "service_at_locations",
                            "service_areas",
                            "cost_options",
                            "required_documents",
                            "capacities"),
            LOCATION,
                    Set.of(
                            "location_type",
                            "addresses",
                            "latitude",
                            "longitude",
                            "transportation",
                            "accessibility",
                            "external_identifier",
                            "external_identifier_type"),
            ORGANIZATION,
                    Set.of(
                            "website",
                            "additional_websites",
                            "tax_status",
                            "tax_id",
                            "year_incorporated",
                            "legal_status",
                            "logo",
                            "parent_organization_id",
                            "organization_identifiers",
                            "programs",
                            "locations",
                            "services"),
            TAXONOMY, Set.of("version", "taxonomy", "taxonomy_id", "taxonomy_detail", "term_uri"));

    /** Empty where nothing tells it from an error message, a person or a row of another table. */
    static Optional<HsdsKind> of(ObjectNode object) {
        HsdsKind best = null;
        for (var kind : values()) {
            if (kind == TAXONOMY && !object.hasNonNull("name")) {
                continue; // the root of an API has a version too
            }
            if (kind.speaks(object) > (best == null ? 0 : best.speaks(object))) {
                best = kind;
            }
        }
        if (best != null || !object.hasNonNull("name")) {
            return Optional.ofNullable(best);
        }
        // HSDS requires a status of services and a type of locations; what a person has, has no description.
        return object.has("schedules")
                ? Optional.of(SERVICE)
                : object.hasNonNull("description")
                                && (object.has("email")
                                        || object.has("phones")
                                        || object.has("contacts")
                                        || HsdsAttributes.hasOurs(object))
                        ? Optional.of(ORGANIZATION)
                        : Optional.empty();
    }

    private long speaks(ObjectNode object) {
        return OWN.getOrDefault(this, Set.of()).stream()
                .filter(name -> object.has(name)
                        // The status of an answer of HTTP.
                        && !(name.equals("status") && object.get(name).isNumber()))
                .count();
    }
}
