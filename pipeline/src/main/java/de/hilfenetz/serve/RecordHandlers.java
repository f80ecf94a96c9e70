package de.hilfenetz.serve;

import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Tombstone;
import de.hilfenetz.journal.Version;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.serve.Frame.Alternate;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers {@code /angebote}, {@code /traeger}, {@code /orte}: the lists and the page of each record. */
final class RecordHandlers {

    private final Supplier<Optional<Published>> current;
    private final Site site;
    private final Words t;
    private final Pages pages;
    private final Markup markup;
    private final FeedStatuses statuses;
    private final History history;
    private final Directory nothing;
    private final ListPages lists;
    private final ServicePages services;
    private final PlacePages places;

    RecordHandlers(
            Supplier<Optional<Published>> current,
            FeedStatuses statuses,
            History history,
            Site site,
            Words t,
            Labels labels,
            Pages pages) {
        this.current = current;
        this.statuses = statuses;
        this.history = history;
        this.site = site;
        this.t = t;
        this.pages = pages;
        markup = new Markup(site);
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
            var list = lists.of(kind, Hits.path(kind), directory, ctx, pages.now());
            var frame = pages.frame(ctx, published, list.title(), list.lead());
            if (list.filtered()) {
                frame = frame.withoutIndex();
            }
            var cache = list.query().isEmpty() && !list.open() ? Answers.REVALIDATE : Answers.NOT_KEPT;
            pages.send(ctx, published, "liste", Map.of("frame", frame, "list", list), cache);
        };
    }

    /** The page of one record of one kind. */
    Handler page(Kind kind) {
        return ctx -> {
            var published = current.get().orElseThrow(() -> Refusal.of(404));
            var id = id(ctx.pathParam("id"));
            try (var snapshot = published.open()) {
                var entry = get(snapshot, kind, id).entry();
                Function<UUID, Optional<Entry>> find =
                        other -> snapshot.find(other).map(Version::entry);
                switch (entry) {
                    case Service service -> send(ctx, published, service, snapshot, find);
                    case Organization organization -> send(ctx, published, organization, snapshot, find);
                    case Location location -> send(ctx, published, location, snapshot, find);
                    case Editorial _ -> throw Refusal.of(404);
                }
            }
        };
    }

    private void send(
            Context ctx,
            Published published,
            Service service,
            Snapshot snapshot,
            Function<UUID, Optional<Entry>> find) {
        var page = services.of(service, find, pages.now());
        var about = Stream.concat(service.topics().stream(), service.lifeSituations().stream())
                .toList();
        var frame = pages.about(about, frame(ctx, published, service, page.name(), "angebot"), published);
        if (service.protectedPlace()) {
            frame = frame.withExit(site.exit().toString());
        }
        if (published.directory().crisis().contains(service)) {
            frame = frame.withCrisis(List.of());
        }
        var said = markup.service(page, Hits.path(Kind.SERVICE) + "/" + service.id());
        var shown = Map.of("frame", frame, "page", page, "markup", said);
        send(ctx, published, "angebot", shown, snapshot, service);
    }

    private void send(
            Context ctx,
            Published published,
            Organization organization,
            Snapshot snapshot,
            Function<UUID, Optional<Entry>> find) {
        var page = places.of(organization, published.directory(), find, pages.today());
        var frame = pages.aboutOffers(
                published.directory().servicesOf(organization.id()),
                frame(ctx, published, organization, page.name(), "traeger")
                        .withFeed("/aenderungen.atom?traeger=" + organization.id()),
                published);
        send(ctx, published, "traeger", Map.of("frame", frame, "page", page), snapshot, organization);
    }

    private void send(
            Context ctx,
            Published published,
            Location location,
            Snapshot snapshot,
            Function<UUID, Optional<Entry>> find) {
        var page = places.of(location, published.directory(), find, pages.today());
        var frame = pages.aboutOffers(
                published.directory().servicesAt(location.id()),
                frame(ctx, published, location, page.name(), "ort"),
                published);
        send(ctx, published, "ort", Map.of("frame", frame, "page", page), snapshot, location);
    }

    private void send(
            Context ctx,
            Published published,
            String template,
            Map<String, Object> shown,
            Snapshot snapshot,
            Entry entry) {
        var since = statuses.heldSince(entry.id());
        var values = new HashMap<>(shown);
        values.put("history", history.of(entry, snapshot));
        values.put("held", since.map(t::day).orElse(null));
        // What is held is no part of the release: the page changes without a new one.
        var mark = since.map(at -> "-" + at).orElse("") + (hasStaleAvailability(entry) ? "-veraltet" : "");
        pages.send(ctx, Optional.of(published), mark, template, values);
    }

    private boolean hasStaleAvailability(Entry entry) {
        return entry instanceof Service service
                && service.availability() != null
                && service.availability().isStale(pages.now());
    }

    private Frame frame(Context ctx, Published published, Entry entry, String name, String word) {
        var path = "/id/" + entry.kind().path() + "/" + entry.id();
        return pages.frame(ctx, Optional.of(published), name, t.of(word + ".beschreibung", name))
                .with(List.of(
                        new Alternate(Accept.TURTLE, path + ".ttl"),
                        new Alternate(Accept.JSONLD, path + ".jsonld"),
                        new Alternate(Accept.JSON, path + ".json")));
    }

    /** The record; 410 with the reason for what was here once, 404 for what never was. */
    Version get(Snapshot snapshot, Kind kind, UUID id) {
        return snapshot.find(id)
                .filter(version -> version.kind() == kind)
                .orElseThrow(() -> missing(snapshot, kind, id));
    }

    private Refusal missing(Snapshot snapshot, Kind kind, UUID id) {
        var tombstone = snapshot.findTombstone(id).filter(found -> found.kind() == kind);
        if (tombstone.isEmpty()) {
            return Refusal.of(404);
        }
        var reason = "entfallen." + tombstone.get().reason();
        var successor = tombstone.get().successor();
        if (successor != null && tombstone.get().reason().equals(Tombstone.JOINED)) {
            return Refusal.moved(id, successor);
        }
        return Refusal.gone(
                t.of("fehler.410." + kind.path()),
                List.of(
                        t.of("fehler.410.seit", t.day(tombstone.get().removed()).text()),
                        t.has(reason) ? t.of(reason) : tombstone.get().reason()),
                successor == null
                        ? null
                        : new Views.Link(t.of("fehler.410.nachfolger"), Hits.path(kind) + "/" + successor));
    }

    /** The id in an address; 404 where it is none. */
    static UUID id(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // Not an id: as unknown as any other.
        }
        throw Refusal.of(404);
    }
}
