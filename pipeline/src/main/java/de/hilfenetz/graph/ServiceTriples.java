package de.hilfenetz.graph;

import static de.hilfenetz.record.Kind.LOCATION;
import static de.hilfenetz.record.Kind.ORGANIZATION;
import static de.hilfenetz.record.Kind.SERVICE;

import de.hilfenetz.graph.Description.Part;
import de.hilfenetz.graph.SharedTriples.HourNodes;
import de.hilfenetz.graph.Terms.Adms;
import de.hilfenetz.graph.Terms.Cpsv;
import de.hilfenetz.graph.Terms.Cv;
import de.hilfenetz.graph.Terms.Dcat;
import de.hilfenetz.graph.Terms.Dct;
import de.hilfenetz.graph.Terms.Eli;
import de.hilfenetz.graph.Terms.Eu;
import de.hilfenetz.graph.Terms.Foaf;
import de.hilfenetz.graph.Terms.Prov;
import de.hilfenetz.graph.Terms.Schema;
import de.hilfenetz.graph.Terms.Skos;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Service;
import java.util.Locale;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;

/** The crosswalk's table for services. */
final class ServiceTriples {

    private final Names names;
    private final Hnv own;
    private final Alignments alignments;
    private final SharedTriples shared;

    ServiceTriples(Names names, Alignments alignments, SharedTriples shared) {
        this.names = names;
        this.alignments = alignments;
        this.shared = shared;
        own = names.own();
    }

    void describe(Service service, Description description) {
        var self = description.self();
        identity(service, self);
        topics(service, self);
        audience(service, self, description);
        reach(service, self);
        responsibility(service, self, description);
        conditions(service, self, description);
        access(service, self, description);
        results(service, self, description);
        lifetime(service, self);
        shared.provenance(service, self, description);
    }

    /**
     * A service is a public service only if the public body and the basis are named ({@code users.md} 10: a free provider's
     * independence), and only with the description that CPSV-AP demands.
     */
    static boolean isPublicService(Service service) {
        return service.competentAuthority() != null && !service.basis().isEmpty() && service.description() != null;
    }

    private void identity(Service service, Part self) {
        self.type(Schema.Service);
        if (isPublicService(service)) {
            self.type(Cpsv.PublicService, Schema.GovernmentService);
        }
        self.plain(Dct.identifier, service.id().toString())
                .plain(Schema.identifier, service.id().toString())
                .texts(Dct.title, service.name())
                .texts(Schema.name, service.name())
                .texts(Schema.alternateName, service.alternateName())
                .texts(Dct.description, service.description())
                .texts(Schema.description, service.description())
                .link(Adms.status, names.concept("status", notation(service.status())))
                .texts(own.alert, service.alert())
                .link(Dct.isPartOf, names.dataset());
    }

    private static String notation(Service.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void topics(Service service, Part self) {
        alignments.themes(service.topics()).forEach(theme -> self.link(Cv.sector, theme));
        for (var topic : service.topics()) {
            var concept = names.concept("thema", topic);
            self.link(Cv.thematicArea, concept).link(Schema.category, concept);
        }
        for (var situation : service.lifeSituations()) {
            // A Lebenslage is rarely an event of life (users.md 3).
            var concept = names.concept("lebenslage", situation);
            self.link(alignments.isEvent(situation) ? Cv.isGroupedBy : Cv.thematicArea, concept)
                    .link(own.lifeSituation, concept);
        }
        service.generations().forEach(one -> self.link(own.generation, names.concept("generation", one)));
        for (var help : service.kindsOfHelp()) {
            self.link(own.kindOfHelp, names.concept("hilfeart", help))
                    .german(Schema.serviceType, names.label("hilfeart", help));
        }
        service.categories().forEach(category -> self.german(own.category, category));
        service.keywords().forEach(keyword -> self.german(Dcat.keyword, keyword));
        service.goals().forEach(goal -> self.link(own.goal, names.concept("ziel", goal)));
        if (service.goalsAssigned() != null) {
            self.plain(own.goalsAssignedBy, service.goalsAssigned().by())
                    .day(own.goalsAssignedOn, service.goalsAssigned().on());
        }
        // cv:relatedService would promise that the other one is a public service, which this record cannot know.
        service.related().forEach(other -> self.link(Schema.isRelatedTo, names.record(SERVICE, other)));
    }

    private void audience(Service service, Part self, Description description) {
        service.audiences().forEach(one -> self.link(Dct.audience, names.concept("zielgruppe", one)));
        var ages = service.ages();
        if (ages != null || !service.audiences().isEmpty()) {
            var part = description.part("audience").type(Schema.PeopleAudience);
            service.audiences().forEach(one -> part.german(Schema.audienceType, names.label("zielgruppe", one)));
            if (ages != null) {
                part.whole(Schema.requiredMinAge, ages.min()).whole(Schema.requiredMaxAge, ages.max());
            }
            self.link(Schema.audience, part.node());
        }
        for (var language : service.languages()) {
            self.link(Dct.language, names.language(language));
        }
        answer(self, own.interpreting, service.interpreting());
    }

    private void reach(Service service, Part self) {
        if (service.protectedPlace()) {
            // Whom a protected place serves would say where it is.
            self.typed(own.protectedPlace, "true", XSDDatatype.XSDboolean)
                    .link(Dct.spatial, names.city())
                    .link(Schema.areaServed, names.city());
            return;
        }
        for (var number : service.area()) {
            self.link(Dct.spatial, names.area(number)).link(Schema.areaServed, names.area(number));
        }
    }

    private void responsibility(Service service, Part self, Description description) {
        var provider = names.record(ORGANIZATION, service.organization());
        if (provider != null) {
            var participation = description.part("participation").type(Cv.Participation);
            participation
                    .plain(Dct.identifier, participation.identifier())
                    .german(Dct.description, "Träger des Angebots")
                    .link(Cv.role, names.concept("rolle", "traeger"))
                    .link(Cv.hasParticipant, provider);
            self.link(Schema.provider, provider)
                    .link(Prov.wasAttributedTo, provider)
                    .link(Cv.hasParticipation, participation.node());
        }
        if (isPublicService(service)) {
            self.link(Cv.hasCompetentAuthority, names.record(ORGANIZATION, service.competentAuthority()))
                    .link(Schema.serviceOperator, provider);
        }
        self.link(own.responsibility, names.concept("verantwortung", service.responsibility()));
        shared.basis(service.basis(), self, description);
        var number = 0;
        for (var funding : service.funding()) {
            var part = description.part("funding-" + ++number).type(own.FundingShare);
            part.link(own.fundingLevel, names.concept("verantwortung", funding.level()))
                    .texts(own.fundingSource, funding.source())
                    .day(own.fundedUntil, funding.until());
            self.link(own.funding, part.node());
        }
    }

    private void conditions(Service service, Part self, Description description) {
        service.access().forEach((notation, answer) -> {
            var threshold = names.concept("zugang", notation);
            switch (answer) {
                case YES -> self.link(own.accessYes, threshold);
                case LIMITED -> self.link(own.accessLimited, threshold);
                case NO -> self.link(own.accessNo, threshold);
                case UNKNOWN -> {
                    // What nobody knows is no fact.
                }
            }
        });
        cost(service, self, description);
        if (service.waitTime() != null) {
            self.typed(Cv.processingTime, service.waitTime().duration(), XSDDatatype.XSDduration)
                    .texts(own.waitTime, service.waitTime().text());
        }
        if (service.eligibility() != null) {
            var part = description.part("requirement").type(Cv.Requirement);
            part.plain(Dct.identifier, part.identifier())
                    .german(Dct.title, "Voraussetzungen")
                    .texts(Dct.description, service.eligibility());
            self.link(Cv.holdsRequirement, part.node());
        }
        if (service.procedure() != null) {
            var part = description.part("rule").type(Cpsv.Rule);
            part.plain(Dct.identifier, part.identifier())
                    .german(Dct.title, "Ablauf")
                    .texts(Dct.description, service.procedure());
            self.link(Cpsv.follows, part.node());
        }
        documents(service, self, description);
        legalBasis(service, self, description);
        for (var key : service.leika()) {
            var part = description.part("leika-" + key).type(Skos.Concept);
            self.link(Cv.isClassifiedBy, part.plain(Skos.notation, key).node());
        }
    }

    private void cost(Service service, Part self, Description description) {
        var cost = service.cost();
        if (cost == null) {
            return;
        }
        var part = description.part("cost").type(Cv.Cost, Schema.Offer);
        part.plain(Dct.identifier, part.identifier()).texts(Dct.description, cost.text());
        if (cost.amount() != null) {
            var amount = cost.amount().toPlainString();
            part.typed(Cv.hasValue, amount, XSDDatatype.XSDdouble).typed(Schema.price, amount, XSDDatatype.XSDdecimal);
            var currency = cost.currency() == null ? "EUR" : cost.currency();
            part.link(Cv.currency, currency.equals("EUR") ? Eu.EUR : null).plain(Schema.priceCurrency, currency);
        }
        self.link(Cv.hasCost, part.node()).link(Schema.offers, part.node());
    }

    private void documents(Service service, Part self, Description description) {
        var number = 0;
        for (var document : service.documents()) {
            var fragment = "document-" + ++number;
            var part = description.part(fragment).type(Cv.Evidence);
            part.plain(Dct.identifier, part.identifier())
                    .texts(Dct.title, document.title())
                    .link(Foaf.page, shared.page(document.url(), fragment + "-page", description));
            self.link(Cpsv.hasInput, part.node());
        }
    }

    private void legalBasis(Service service, Part self, Description description) {
        var number = 0;
        for (var norm : service.legalBasis()) {
            var fragment = "legal-" + ++number;
            var part = description.part(fragment).type(Eli.LegalResource);
            part.texts(Dct.title, norm.title())
                    .link(Foaf.page, shared.page(norm.url(), fragment + "-page", description));
            self.link(Cv.hasLegalResource, part.node());
        }
    }

    /** How to get in touch: contacts, channels, places, and when. */
    private void access(Service service, Part self, Description description) {
        var contacts = shared.contacts(service.contacts(), "contact-", description);
        contacts.forEach(
                contact -> self.link(Cv.contactPoint, contact.node()).link(Schema.contactPoint, contact.node()));
        var hours = shared.hours(service.hours(), self, "hours-", description);
        hours.openings().forEach(opening -> self.link(Schema.hoursAvailable, opening));
        if (hours.closures() != null) {
            self.link(Schema.hoursAvailable, hours.closures());
        }
        contacts.stream().findFirst().ifPresent(hours::link);
        for (var contact : contacts) {
            service.languages().forEach(language -> contact.plain(Schema.availableLanguage, language));
        }
        var number = 0;
        for (var channel : service.channels()) {
            var part = channel("channel-" + ++number, service, self, description)
                    .link(Dct.type, names.concept("kanal", channel));
            if (channel.equals("telefon")) {
                contacts.forEach(contact -> part.link(Schema.servicePhone, contact.node()));
            }
            if (channel.equals("online")) {
                service.contacts().forEach(contact -> part.link(Schema.serviceUrl, Links.web(contact.url())));
            }
            if (channel.equals("persoenlich")) {
                hours.link(part);
            }
        }
        places(service, self, hours, description);
    }

    private void places(Service service, Part self, HourNodes usual, Description description) {
        var number = 0;
        for (var at : service.at()) {
            var fragment = "at-" + ++number;
            var place = names.record(LOCATION, at.location());
            var part = channel(fragment, service, self, description)
                    .type(own.OfferAtSite)
                    .link(own.site, place)
                    .link(Schema.serviceLocation, place)
                    .texts(own.room, at.room());
            for (var contact : shared.contacts(at.contacts(), fragment + "-contact-", description)) {
                part.link(Schema.contactPoint, contact.node());
            }
            var hours = shared.hours(at.hours(), part, fragment + "-hours-", description);
            (at.hours() == null ? usual : hours).link(part);
            self.link(own.offeredAt, part.node());
        }
    }

    private Part channel(String fragment, Service service, Part self, Description description) {
        var part = description.part(fragment).type(Cv.Channel, Schema.ServiceChannel);
        part.plain(Dct.identifier, part.identifier())
                .link(Cv.ownedBy, names.record(ORGANIZATION, service.organization()));
        if (service.waitTime() != null) {
            part.typed(Schema.processingTime, service.waitTime().duration(), XSDDatatype.XSDduration);
        }
        self.link(Cv.hasChannel, part.node()).link(Schema.availableChannel, part.node());
        return part;
    }

    private void results(Service service, Part self, Description description) {
        var number = 0;
        for (var outcome : service.outcome()) {
            var part = description.part("outcome-" + ++number).type(own.Outcome);
            part.link(own.outcomeLevel, names.concept("wirkungsstufe", outcome.level()))
                    .texts(own.indicator, outcome.indicator())
                    .typed(
                            own.value,
                            outcome.value() == null ? null : outcome.value().toPlainString(),
                            XSDDatatype.XSDdecimal)
                    .typed(
                            own.below,
                            outcome.below() == null ? null : outcome.below().toString(),
                            XSDDatatype.XSDinteger)
                    .german(own.unit, outcome.unit())
                    .plain(own.period, outcome.period())
                    .german(own.method, outcome.method())
                    .link(Dct.source, Links.web(outcome.source()))
                    .german(own.reportedBy, outcome.reportedBy());
            self.link(own.outcome, part.node());
        }
        number = 0;
        for (var quality : service.quality()) {
            var part = description.part("quality-" + ++number).type(own.QualityEvidence);
            part.german(own.qualityScheme, quality.scheme())
                    .german(own.issuer, quality.issuer())
                    .day(own.validUntil, quality.validUntil())
                    .link(Dct.source, Links.web(quality.url()));
            self.link(own.quality, part.node());
        }
        if (service.capacity() != null) {
            self.whole(own.capacity, service.capacity().number())
                    .german(own.capacityUnit, service.capacity().unit());
        }
        if (service.availability() != null) {
            self.plain(own.availability, service.availability().state())
                    .instant(own.availabilityAt, service.availability().at());
        }
    }

    private void lifetime(Service service, Part self) {
        self.day(own.existsSince, service.existsSince())
                .day(own.endsOn, service.endsOn())
                .day(own.fundedUntil, service.fundedUntil());
    }

    private static void answer(Part part, Node property, @Nullable Answer answer) {
        if (answer != null && answer != Answer.UNKNOWN) {
            part.plain(property, answer.json());
        }
    }
}
