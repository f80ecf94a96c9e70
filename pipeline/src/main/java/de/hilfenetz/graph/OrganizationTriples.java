package de.hilfenetz.graph;

import static de.hilfenetz.record.Kind.ORGANIZATION;

import de.hilfenetz.graph.Description.Part;
import de.hilfenetz.graph.Terms.Adms;
import de.hilfenetz.graph.Terms.Cv;
import de.hilfenetz.graph.Terms.Dct;
import de.hilfenetz.graph.Terms.Foaf;
import de.hilfenetz.graph.Terms.Org;
import de.hilfenetz.graph.Terms.Schema;
import de.hilfenetz.graph.Terms.Skos;
import de.hilfenetz.record.Organization;
import java.util.Set;

/** The crosswalk's table for organizations. */
final class OrganizationTriples {

    private static final Set<String> PUBLIC = Set.of("kommunal", "amt");
    private static final Set<String> UNITS = Set.of("amt", "schule", "einrichtung");
    private static final Set<String> NON_PROFIT = Set.of("frei", "kirchlich", "verein", "verband", "stiftung");

    private final Names names;
    private final Hnv own;
    private final SharedTriples shared;

    OrganizationTriples(Names names, SharedTriples shared) {
        this.names = names;
        this.shared = shared;
        own = names.own();
    }

    void describe(Organization organization, Description description) {
        var self = description.self();
        types(organization, self);
        self.plain(Dct.identifier, organization.id().toString())
                .plain(Schema.identifier, organization.id().toString())
                .texts(Skos.prefLabel, organization.name())
                .texts(Foaf.name, organization.name())
                .texts(Dct.title, organization.name())
                .texts(Schema.name, organization.name())
                .texts(Skos.altLabel, organization.alternateName())
                .texts(Schema.alternateName, organization.alternateName())
                .texts(Dct.description, organization.description())
                .texts(Schema.description, organization.description())
                .link(own.organizationKind, names.concept("traegerart", organization.organizationKind()))
                .link(Org.classification, names.concept("verband", organization.association()))
                .link(Foaf.homepage, Links.web(organization.url()))
                .link(Schema.url, Links.web(organization.url()));
        parent(organization, self);
        reach(organization, self);
        for (var contact : shared.contacts(organization.contacts(), "contact-", description)) {
            self.link(Cv.contactPoint, contact.node()).link(Schema.contactPoint, contact.node());
        }
        elsewhere(organization, self, description);
        shared.basis(organization.basis(), self, description);
        shared.provenance(organization, self, description);
    }

    private static boolean is(Set<String> kinds, Organization organization) {
        return organization.organizationKind() != null && kinds.contains(organization.organizationKind());
    }

    private static boolean isUnit(Organization organization) {
        return organization.parent() != null && is(UNITS, organization);
    }

    private static void types(Organization organization, Part self) {
        // Without inference a shape that asks for org:Organization wants it written out.
        self.type(Org.Organization, Foaf.Agent, isUnit(organization) ? Org.OrganizationalUnit : Org.FormalOrganization);
        if (is(PUBLIC, organization)) {
            self.type(Cv.PublicOrganisation, Schema.GovernmentOrganization);
        } else if ("schule".equals(organization.organizationKind())) {
            self.type(Schema.EducationalOrganization);
        } else {
            self.type(is(NON_PROFIT, organization) ? Schema.NGO : Schema.Organization);
        }
    }

    private void parent(Organization organization, Part self) {
        var parent = names.record(ORGANIZATION, organization.parent());
        self.link(isUnit(organization) ? Org.unitOf : Org.subOrganizationOf, parent)
                .link(Schema.parentOrganization, parent);
    }

    private void reach(Organization organization, Part self) {
        if (is(PUBLIC, organization)) {
            self.link(Dct.spatial, names.city());
        }
        for (var number : organization.area()) {
            self.link(Dct.spatial, names.area(number)).link(Schema.areaServed, names.area(number));
        }
    }

    private static void elsewhere(Organization organization, Part self, Description description) {
        var number = 0;
        for (var identifier : organization.identifiers()) {
            var part = description.part("identifier-" + ++number).type(Adms.Identifier);
            part.plain(Skos.notation, identifier.value()).plain(Schema.propertyID, identifier.scheme());
            self.link(Adms.identifier, part.node()).plain(Org.identifier, identifier.value());
        }
        for (var same : organization.sameAs()) {
            self.link(Skos.exactMatch, Links.web(same)).link(Schema.sameAs, Links.web(same));
        }
    }
}
