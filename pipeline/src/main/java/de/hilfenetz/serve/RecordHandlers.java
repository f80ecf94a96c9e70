package de.hilfenetz.serve;

import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.serve.Frame.Alternate;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Answers {@code /angebote}, {@code /traeger}, {@code /orte}: the lists and the page of each record. */
final class RecordHandlers {

    private final Supplier<Optional<Published>> current;
    private final Site site;
    private final Words t;
    private final Pages pages;
    private final Directory nothing;
    private final ListPages lists;
    private final ServicePages services;
    private final PlacePages places;

    RecordHandlers(Supplier<Optional<Published>> current, Site site, Words t, Labels labels, Pages pages) {
        this.current = current;
        this.site = site;
        this.t = t;
        this.pages = pages;
        nothing = Directory.empty(labels);
        var parts = new Parts(site, t, labels);
        lists = new ListPages(t, labels);
        services = new ServicePages(t, labels, parts);
        places = new PlacePages(t, labels, parts);
    }

    /** The list of one kind. */
    Handler list(Kind kind) {
        return ctx -> {
            var published = current.get();
            var directory = published.map(Published::directory).orElse(nothing);
            var list = lists.of(kind, directory, ctx);
            var frame = pages.frame(ctx, published, list.title(), list.lead());
            if (list.filtered()) {
                frame = frame.withoutIndex();
            }
            if (isDelicate(ctx)) {
                frame = frame.withExit(site.exit().toString());
            }
            pages.send(
                    ctx,
                    published,
                    "liste",
                    Map.of("frame", frame, "list", list),
                    list.query().isEmpty() ? Answers.REVALIDATE : Answers.NOT_KEPT);
        };
    }

    private static boolean isDelicate(Context ctx) {
        return List.of("thema", "lebenslage").stream()
                .map(ctx::queryParam)
                .anyMatch(value -> value != null && ServicePages.DELICATE.contains(value));
    }

    /** The page of one record of one kind. */
    Handler page(Kind kind) {
        return ctx -> {
            var published = current.get();
            var release = published.orElseThrow(() -> Refusal.of(404));
            var id = id(ctx.pathParam("id")).orElseThrow(() -> Refusal.of(404));
            var entry = release.find(id)
                    .filter(found -> found.kind() == kind)
                    .orElseThrow(() -> missing(release, kind, id));
            switch (entry) {
                case Service service -> send(ctx, published, release, service);
                case Organization organization -> send(ctx, published, release, organization);
                case Location location -> send(ctx, published, release, location);
            }
        };
    }

    private void send(Context ctx, Optional<Published> published, Published release, Service service) {
        var page = services.of(service, release::find, pages.today());
        var frame = pages.frame(ctx, published, page.name(), t.of("angebot.beschreibung", page.name()))
                .with(alternates(service));
        if (ServicePages.isDelicate(service)) {
            frame = frame.withExit(site.exit().toString());
        }
        pages.send(ctx, published, "angebot", Map.of("frame", frame, "page", page));
    }

    private void send(Context ctx, Optional<Published> published, Published release, Organization organization) {
        var page = places.of(organization, release.directory(), release::find, pages.today());
        var frame = pages.frame(ctx, published, page.name(), t.of("traeger.beschreibung", page.name()))
                .with(alternates(organization));
        pages.send(ctx, published, "traeger", Map.of("frame", frame, "page", page));
    }

    private void send(Context ctx, Optional<Published> published, Published release, Location location) {
        var page = places.of(location, release.directory(), release::find, pages.today());
        var frame = pages.frame(ctx, published, page.name(), t.of("ort.beschreibung", page.name()))
                .with(alternates(location));
        pages.send(ctx, published, "ort", Map.of("frame", frame, "page", page));
    }

    private static List<Alternate> alternates(Entry entry) {
        var alternates = new ArrayList<Alternate>();
        var path = "/id/" + entry.kind().path() + "/" + entry.id();
        alternates.add(new Alternate(Accept.TURTLE, path + ".ttl"));
        alternates.add(new Alternate(Accept.JSONLD, path + ".jsonld"));
        alternates.add(new Alternate(Accept.JSON, path + ".json"));
        return alternates;
    }

    /** 410 with the reason for what was here once, 404 for what never was. */
    Refusal missing(Published release, Kind kind, UUID id) {
        return release.removed()
                .apply(id)
                .map(removed -> Refusal.gone(
                        t.of("fehler.410." + kind.path()),
                        List.of(
                                t.of("fehler.410.seit", t.day(removed.at()).text()),
                                t.has("entfallen." + removed.reason())
                                        ? t.of("entfallen." + removed.reason())
                                        : removed.reason()),
                        removed.successor() == null
                                ? null
                                : new Views.Link(
                                        t.of("fehler.410.nachfolger"), Hits.path(kind) + "/" + removed.successor())))
                .orElseGet(() -> Refusal.of(404));
    }

    static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
