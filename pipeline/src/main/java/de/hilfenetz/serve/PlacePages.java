package de.hilfenetz.serve;

import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.LocationPage;
import de.hilfenetz.serve.Views.OrganizationPage;
import de.hilfenetz.serve.Views.Reach;
import de.hilfenetz.serve.Views.Row;
import de.hilfenetz.serve.Views.Spot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From organizations and places to their pages: both end in what is offered. */
final class PlacePages {

    private static final int SERVICES_SHOWN = 50;

    private final Words t;
    private final Labels labels;
    private final Parts parts;

    PlacePages(Words t, Labels labels, Parts parts) {
        this.t = t;
        this.labels = labels;
        this.parts = parts;
    }

    OrganizationPage of(
            Organization organization, Directory directory, Function<UUID, Optional<Entry>> find, LocalDate today) {
        var reach = new ArrayList<Reach>(parts.reach(organization.contacts(), List.of()));
        parts.addPage(organization.url(), reach);
        var services = directory.servicesOf(organization.id());
        var hits = new Hits(t, labels, directory);
        return new OrganizationPage(
                organization.name().best(t.tag()),
                t.mark(organization.name()),
                organization.alternateName() == null
                        ? null
                        : organization.alternateName().best(t.tag()),
                parts.paragraphs(organization.description()),
                t.mark(organization.description()),
                parts.calls(organization.contacts()),
                reach.stream().distinct().toList(),
                rows(organization, find),
                services.stream()
                        .limit(SERVICES_SHOWN)
                        .map(hits::withoutProvider)
                        .toList(),
                services.size() <= SERVICES_SHOWN
                        ? null
                        : new Link(
                                t.of("traeger.alle", t.count("angebote", services.size())),
                                new Query()
                                        .with("traeger", organization.id().toString())
                                        .on("/angebote")),
                parts.provenance(organization, today),
                parts.machine(organization.kind(), organization.id()));
    }

    private List<Row> rows(Organization organization, Function<UUID, Optional<Entry>> find) {
        return Stream.of(
                        parts.text("feld.art", label("traegerart", organization.organizationKind())),
                        parts.text("feld.verband", label("verband", organization.association())),
                        parts.links("feld.teil-von", parent(organization.parent(), find)),
                        parts.basis(organization.basis()),
                        parts.texts(
                                "feld.kennungen",
                                organization.identifiers().stream()
                                        .map(id -> id.scheme() + ": " + id.value())
                                        .toList()),
                        parts.links(
                                "feld.anderswo",
                                organization.sameAs().stream()
                                        .map(Parts::outside)
                                        .toList()))
                .flatMap(row -> row)
                .toList();
    }

    private @Nullable String label(String scheme, @Nullable String notation) {
        return notation == null ? null : labels.of(scheme, notation);
    }

    private List<Link> parent(@Nullable UUID id, Function<UUID, Optional<Entry>> find) {
        return ServicePages.find(find, id, Organization.class).stream()
                .map(parts::link)
                .toList();
    }

    LocationPage of(Location location, Directory directory, Function<UUID, Optional<Entry>> find, LocalDate today) {
        var hits = new Hits(t, labels, directory);
        var spot = new Spot(
                location.name().best(t.tag()),
                "",
                parts.address(location.address()),
                null,
                List.of(),
                parts.hours(location.hours(), today),
                parts.calls(location.contacts()),
                parts.facts("merkmal", Parts.FEATURES, location.features()));
        return new LocationPage(
                location.name().best(t.tag()),
                t.mark(location.name()),
                parts.paragraphs(location.description()),
                t.mark(location.description()),
                spot,
                parts.reach(location.contacts(), List.of()),
                rows(location, find),
                directory.servicesAt(location.id()).stream().map(hits::of).toList(),
                parts.provenance(location, today),
                parts.machine(location.kind(), location.id()));
    }

    private List<Row> rows(Location location, Function<UUID, Optional<Entry>> find) {
        var area = location.area();
        return Stream.of(
                        parts.texts("ort.hausanschrift", parts.address(location.address())),
                        parts.links("ort.stadtteil", area(area == null ? null : area.quarter())),
                        parts.links("ort.bezirk", area(area == null ? null : area.district())),
                        parts.text("ort.anfahrt", location.transport()),
                        parts.texts(
                                "ort.masse",
                                location.measures().stream().map(this::measure).toList()),
                        parts.links("ort.einrichtung", parent(location.organization(), find)))
                .flatMap(row -> row)
                .toList();
    }

    /** "breite Türen: 95 cm (4. Mai 2026, Beispielbeirat)". */
    private String measure(Location.Measure measure) {
        var checked = Stream.of(
                        measure.checkedOn() == null
                                ? null
                                : t.day(measure.checkedOn()).text(),
                        measure.checkedBy())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return "%s: %s %s%s"
                .formatted(
                        labels.of("merkmal", measure.feature()),
                        measure.value().toPlainString().replace('.', ','),
                        measure.unit(),
                        checked.isEmpty() ? "" : " (" + checked + ")");
    }

    private List<Link> area(@Nullable String number) {
        return number == null
                ? List.of()
                : List.of(new Link(labels.area(number), "/gebiete/" + Objects.requireNonNull(number)));
    }
}
