package de.hilfenetz.serve;

import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.serve.Views.Call;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Row;
import de.hilfenetz.serve.Views.ServicePage;
import de.hilfenetz.serve.Views.Spot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a service to its page. */
final class ServicePages {

    private final Words t;
    private final Labels labels;
    private final Parts parts;

    ServicePages(Words t, Labels labels, Parts parts) {
        this.t = t;
        this.labels = labels;
        this.parts = parts;
    }

    /** The page as of {@code now}; {@code find} gives the records it points to. */
    ServicePage of(Service service, Function<UUID, Optional<Entry>> find, Instant now) {
        var today = LocalDate.ofInstant(now, Words.BERLIN);
        var provider = find(find, service.organization(), Organization.class);
        var contacts = contacts(service, provider.orElse(null));
        return new ServicePage(
                service.name().best(t.tag()),
                t.mark(service.name()),
                service.alternateName() == null ? null : service.alternateName().best(t.tag()),
                provider.map(parts::link).orElse(null),
                service.alert() == null ? null : service.alert().best(t.tag()),
                status(service.status()),
                parts.paragraphs(service.description()),
                t.mark(service.description()),
                simple(service),
                topics(service),
                service.protectedPlace(),
                calls(service, contacts),
                parts.reach(contacts, service.channels()),
                parts.hours(service, service.hours(), today),
                spots(service, find, today),
                rows(service, now),
                parts.factsAnsweredFirst("zugang", Parts.ACCESS, service.access()),
                grounds(service, find),
                parts.provenance(service, today),
                parts.machine(service.kind(), service.id()));
    }

    private List<String> simple(Service service) {
        return service.description() == null
                ? List.of()
                : service.description().find("de-simple").map(Parts::lines).orElse(List.of());
    }

    private @Nullable String status(Service.Status status) {
        var key = "angebot.status." + status.name().toLowerCase(java.util.Locale.ROOT);
        return t.has(key) ? t.of(key) : null;
    }

    /** The service's own contacts; where it has none, its provider's, said so. */
    List<Contact> contacts(Service service, @Nullable Organization provider) {
        if (!service.contacts().isEmpty() || provider == null || service.protectedPlace()) {
            return service.contacts();
        }
        return provider.contacts();
    }

    /** Whom to call; a protected place only by its hotline, where it has one. */
    List<Call> calls(Service service, List<Contact> contacts) {
        var hotlines = contacts.stream()
                .filter(contact -> "hotline".equals(contact.role()))
                .toList();
        return parts.calls(service.protectedPlace() && !hotlines.isEmpty() ? hotlines : contacts);
    }

    private List<Link> topics(Service service) {
        var topics = new ArrayList<Link>();
        for (var topic : service.topics()) {
            topics.add(new Link(labels.of("thema", topic), "/angebote?thema=" + Query.encode(topic)));
        }
        for (var situation : service.lifeSituations()) {
            topics.add(new Link(labels.of("lebenslage", situation), "/angebote?lebenslage=" + Query.encode(situation)));
        }
        return topics;
    }

    private List<Spot> spots(Service service, Function<UUID, Optional<Entry>> find, LocalDate today) {
        var spots = new ArrayList<Spot>();
        for (var at : service.at()) {
            find(find, at.location(), Location.class).ifPresent(location -> {
                var hours = parts.hours(service, at.hours(), today);
                var calls = at.contacts().isEmpty() ? List.<Call>of() : parts.calls(at.contacts());
                spots.add(new Spot(
                        location.name().best(t.tag()),
                        "/orte/" + location.id(),
                        parts.address(location.address()),
                        at.room() == null ? null : at.room().best(t.tag()),
                        location.transport() == null
                                ? List.of()
                                : List.of(location.transport().best(t.tag())),
                        hours,
                        calls,
                        parts.facts("merkmal", Parts.FEATURES, location.features())));
            });
        }
        return spots;
    }

    private List<Row> rows(Service service, Instant now) {
        return Stream.of(
                        parts.labels("feld.zielgruppen", "zielgruppe", service.audiences()),
                        parts.text("feld.alter", ages(service.ages())),
                        parts.labels("feld.generationen", "generation", service.generations()),
                        parts.labels("feld.hilfeart", "hilfeart", service.kindsOfHelp()),
                        parts.texts(
                                "feld.sprachen",
                                service.languages().stream().map(t::language).toList()),
                        parts.text("feld.dolmetschen", answer(service.interpreting())),
                        cost(service.cost()),
                        parts.text("feld.voraussetzungen", service.eligibility()),
                        parts.text("feld.ablauf", service.procedure()),
                        parts.links("feld.unterlagen", documents(service)),
                        parts.texts(
                                "feld.gebiet",
                                // Whom a protected place serves would say where it is.
                                service.protectedPlace()
                                        ? List.of()
                                        : service.area().stream()
                                                .map(labels::area)
                                                .toList()),
                        parts.text("feld.kapazitaet", capacity(service.capacity())),
                        parts.text("feld.verfuegbar", availability(service.availability(), now)),
                        parts.wordings("feld.kategorien", service.categories()),
                        parts.wordings("feld.schlagworte", service.keywords()))
                .flatMap(row -> row)
                .toList();
    }

    private @Nullable String ages(Service.@Nullable Ages ages) {
        if (ages == null || (ages.min() == null && ages.max() == null)) {
            return null;
        }
        if (ages.max() == null) {
            return t.of("feld.alter.von", java.util.Objects.requireNonNull(ages.min()));
        }
        return ages.min() == null
                ? t.of("feld.alter.bis", ages.max())
                : t.of("feld.alter.spanne", ages.min(), ages.max());
    }

    private @Nullable String answer(@Nullable Answer answer) {
        return answer == null ? null : t.of("antwort." + answer.json());
    }

    private Stream<Row> cost(Service.@Nullable Cost cost) {
        if (cost == null) {
            return Stream.of();
        }
        if (cost.text() != null) {
            return parts.text("feld.kosten", cost.text());
        }
        return cost.amount() == null
                ? Stream.of()
                : parts.text(
                        "feld.kosten",
                        cost.amount().toPlainString().replace('.', ',') + " "
                                + (cost.currency() == null || cost.currency().equals("EUR") ? "€" : cost.currency()));
    }

    private List<Link> documents(Service service) {
        return service.documents().stream()
                .map(document -> {
                    var href = Web.href(document.url());
                    return new Link(document.title().best(t.tag()), href == null ? "" : href, t.mark(document.title()));
                })
                .toList();
    }

    private @Nullable String capacity(Service.@Nullable Capacity capacity) {
        return capacity == null
                ? null
                : (t.number(capacity.number()) + " " + (capacity.unit() == null ? "" : capacity.unit())).strip();
    }

    private @Nullable String availability(Service.@Nullable Availability availability, Instant now) {
        return availability == null
                ? null
                : t.of(
                        "feld.verfuegbar.am",
                        t.places(availability, now),
                        t.moment(availability.at()).text());
    }

    private List<Row> grounds(Service service, Function<UUID, Optional<Entry>> find) {
        var authority = find(find, service.competentAuthority(), Organization.class);
        return Stream.of(
                        parts.links(
                                "feld.traeger",
                                find(find, service.organization(), Organization.class).stream()
                                        .map(parts::link)
                                        .toList()),
                        parts.links(
                                "feld.zustaendig",
                                authority.stream().map(parts::link).toList()),
                        parts.basis(service.basis()),
                        parts.text(
                                "feld.verantwortung",
                                service.responsibility() == null
                                        ? null
                                        : labels.of("verantwortung", service.responsibility())),
                        parts.texts(
                                "feld.foerderung",
                                service.funding().stream().map(this::funding).toList()),
                        parts.labels("feld.ziele", "ziel", service.goals()),
                        parts.texts(
                                "feld.wirkung",
                                service.outcome().stream().map(this::outcome).toList()),
                        parts.links(
                                "feld.qualitaet",
                                service.quality().stream().map(this::quality).toList()),
                        parts.day("feld.seit", service.existsSince()),
                        parts.day("feld.endet", service.endsOn()),
                        parts.day("feld.finanziert", service.fundedUntil()))
                .flatMap(row -> row)
                .toList();
    }

    private String funding(Service.Funding funding) {
        return Stream.of(
                        labels.of("verantwortung", funding.level()),
                        funding.source() == null ? "" : funding.source().best(t.tag()),
                        funding.until() == null
                                ? ""
                                : t.of("feld.bis", t.day(funding.until()).text()))
                .filter(part -> !part.isEmpty())
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private String outcome(Service.Outcome outcome) {
        var number = outcome.value() != null
                ? outcome.value().toPlainString().replace('.', ',')
                : outcome.below() != null ? t.of("feld.unter", outcome.below()) : null;
        var value = number == null ? "" : ": " + number + (outcome.unit() == null ? "" : " " + outcome.unit());
        return labels.of("wirkungsstufe", outcome.level()) + ", "
                + outcome.indicator().best(t.tag()) + value
                + (outcome.period() == null ? "" : " (" + outcome.period() + ")");
    }

    private Link quality(Service.Quality quality) {
        var href = Web.href(quality.url());
        var until = quality.validUntil() == null
                ? ""
                : ", " + t.of("feld.bis", t.day(quality.validUntil()).text());
        return new Link(quality.scheme() + until, href == null ? "" : href);
    }

    static <T extends Entry> Optional<T> find(Function<UUID, Optional<Entry>> find, @Nullable UUID id, Class<T> type) {
        return id == null
                ? Optional.empty()
                : find.apply(id).filter(type::isInstance).map(type::cast);
    }
}
