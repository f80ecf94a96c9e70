package de.hilfenetz.serve;

import de.hilfenetz.graph.OpeningTimes;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Version;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Hours;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.serve.Lines.Facet;
import de.hilfenetz.serve.Views.Finder;
import de.hilfenetz.serve.Views.Guide;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Need;
import de.hilfenetz.serve.Views.Offer;
import de.hilfenetz.serve.Views.Reach;
import de.hilfenetz.serve.Views.Tongue;
import de.hilfenetz.serve.Views.Way;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /finden}: help for somebody who needs it. First ways in, then what was found, each with its telephone and with the
 * ways to get in touch without one, side by side.
 */
final class FinderPages {

    static final String PATH = "/finden";
    static final String GUIDE = "/wegweiser";
    private static final String SHEET = "blatt";
    private static final String SMALL = "a6";
    /** More would be no guide any more; who wants all takes the file. */
    private static final int GUIDED = 400;

    private static final int PLACES_SHOWN = 2;
    private static final int WAYS_SHOWN = 3;
    private static final int SUMMARY = 160;

    private final Supplier<Optional<Published>> current;
    private final Site site;
    private final Words t;
    private final Labels labels;
    private final Pages pages;
    private final Clock clock;
    private final Parts parts;
    private final ListPages lists;
    private final ServicePages services;
    private final CrisisNumbers numbers;

    FinderPages(Supplier<Optional<Published>> current, Site site, Words t, Labels labels, Pages pages, Clock clock) {
        this.current = current;
        this.site = site;
        this.t = t;
        this.labels = labels;
        this.pages = pages;
        this.clock = clock;
        parts = new Parts(site, t, labels);
        lists = new ListPages(t, labels);
        services = new ServicePages(t, labels, parts);
        numbers = new CrisisNumbers(t);
    }

    /** {@code /finden}. */
    void page(Context ctx) {
        var published = current.get();
        var directory = published.map(Published::directory).orElseGet(() -> Directory.empty(labels));
        var now = clock.instant();
        var list = lists.of(Kind.SERVICE, PATH, directory, ctx, now);
        var filter = ListPages.filter(Kind.SERVICE, ctx, now);
        var frame = pages.frame(ctx, published, list.title(), list.lead());
        var finder = new Finder(
                ways(),
                tongues(directory),
                situations(directory),
                list.filtered() ? frame.crisis() : numbers.all(published),
                list,
                lists.conditions(filter, ctx),
                list.filtered() ? offers(published, directory, ctx, now, filter.openAt()) : List.of(),
                list.hits().isEmpty() ? lists.relaxed(Kind.SERVICE, PATH, directory, filter, ctx) : List.of(),
                new Link(t.of("wegweiser.drucken"), ListPages.link(filter, ctx).on(GUIDE)));
        if (list.filtered()) {
            frame = frame.withoutIndex().withExit(site.exit().toString());
        }
        pages.send(
                ctx,
                published,
                "finden",
                Map.of("frame", frame, "finder", finder),
                list.filtered() ? Answers.NOT_KEPT : Answers.REVALIDATE);
    }

    /** {@code /wegweiser}: what was found, by need, for paper: A4, or four pages of A6 on a folded sheet. */
    void guide(Context ctx) {
        var published = current.get();
        var directory = published.map(Published::directory).orElseGet(() -> Directory.empty(labels));
        var filter = ListPages.filter(Kind.SERVICE, ctx, clock.instant());
        var found = directory.select(Kind.SERVICE, filter);
        var small = SMALL.equals(ctx.queryParam(SHEET));
        var link = ListPages.link(filter, ctx);
        var guide = new Guide(
                lists.conditions(filter, ctx),
                published.map(release -> needs(release, found.page(0, GUIDED))).orElse(List.of()),
                found.size() > GUIDED
                        ? t.of("wegweiser.gekuerzt", t.number(GUIDED), t.count("angebote", found.size()))
                        : null,
                small,
                small
                        ? new Link(t.of("wegweiser.a4"), link.on(GUIDE))
                        : new Link(t.of("wegweiser.a6"), link.with(SHEET, SMALL).on(GUIDE)));
        var frame = pages.frame(ctx, published, t.of("wegweiser"), t.of("wegweiser.satz"))
                .withoutIndex()
                .withExit(site.exit().toString());
        pages.send(ctx, published, "wegweiser", Map.of("frame", frame, "guide", guide), Answers.NOT_KEPT);
    }

    /** By the first life situation, in the order of the alphabet. */
    private List<Need> needs(Published published, List<Directory.Listed> found) {
        var needs = new TreeMap<String, List<Need.Entry>>(GermanOrder.comparator());
        var others = new ArrayList<Need.Entry>();
        try (var snapshot = published.open()) {
            for (var listed : found) {
                var service = find(snapshot, listed.id(), Service.class);
                if (service.isEmpty()) {
                    continue;
                }
                var entry = entry(service.get(), snapshot);
                var situations = service.get().lifeSituations();
                if (situations.isEmpty()) {
                    others.add(entry);
                } else {
                    needs.computeIfAbsent(labels.of("lebenslage", situations.getFirst()), key -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        if (!others.isEmpty()) {
            needs.computeIfAbsent(t.of("wegweiser.sonst"), key -> new ArrayList<>())
                    .addAll(others);
        }
        return needs.entrySet().stream()
                .map(need -> new Need(need.getKey(), need.getValue()))
                .toList();
    }

    private Need.Entry entry(Service service, Snapshot snapshot) {
        Function<UUID, Optional<Entry>> find = id -> snapshot.find(id).map(Version::entry);
        var provider = ServicePages.find(find, service.organization(), Organization.class);
        var contacts = services.contacts(service, provider.orElse(null));
        var hours = hours(service).stream().findFirst().orElse(null);
        return new Need.Entry(
                service.name().best(t.tag()),
                t.mark(service.name()),
                Hits.path(Kind.SERVICE) + "/" + service.id(),
                service.protectedPlace()
                        ? List.of(t.of("treffer.geschuetzt"))
                        : service.at().stream()
                                .flatMap(at -> find(snapshot, at.location(), Location.class).stream())
                                .limit(PLACES_SHOWN)
                                .map(this::place)
                                .toList(),
                hours == null ? null : Objects.requireNonNullElse(hours.text(), hours.osm()),
                services.calls(service, contacts).stream().limit(1).toList(),
                parts.reach(contacts, List.of()).stream()
                        .filter(way -> way.href() != null && way.href().startsWith("mailto:"))
                        .limit(1)
                        .toList());
    }

    private List<Way> ways() {
        return List.of(
                way(
                        "uhr",
                        "hingehen",
                        new Query()
                                .with(ListPages.OPEN, ListPages.NOW)
                                .with(
                                        Facet.EASE.parameter(),
                                        List.of(
                                                Directory.STEP_FREE,
                                                Directory.WITHOUT_APPOINTMENT,
                                                Directory.WITHOUT_CALL))),
                way("brief", "schreiben", new Query().with(Facet.EASE.parameter(), Directory.WITHOUT_CALL)),
                way("offen", "offen", new Query().with(ListPages.OPEN, ListPages.NOW)),
                way("haende", "dgs", new Query().with(Facet.EASE.parameter(), "dgs")));
    }

    private Way way(String icon, String key, Query query) {
        return new Way(icon, t.of("weg." + key), t.of("weg." + key + ".text"), query.on(PATH));
    }

    /** For somebody who does not read this page's language: the others, each by its own name. */
    private List<Tongue> tongues(Directory directory) {
        var tongues = new ArrayList<Tongue>();
        for (var tag : directory.count(Kind.SERVICE, Facet.LANGUAGE).keySet()) {
            var locale = Locale.forLanguageTag(tag);
            var own = locale.getDisplayLanguage(locale);
            // Sign languages have no letters of their own; a name that is the tag again is none.
            if (!tag.equals(t.tag()) && !own.isEmpty() && !own.equals(tag) && !t.has("sprache." + tag)) {
                tongues.add(new Tongue(
                        tag,
                        own.substring(0, 1).toUpperCase(locale) + own.substring(1),
                        new Query().with(Facet.LANGUAGE.parameter(), tag).on(PATH)));
            }
        }
        tongues.sort(Comparator.comparing(Tongue::name, GermanOrder.comparator()));
        return tongues;
    }

    private List<Link> situations(Directory directory) {
        var links = new ArrayList<Link>();
        labels.byLabel(
                        "lebenslage",
                        directory.count(Kind.SERVICE, Facet.SITUATION).keySet())
                .forEach((label, notation) -> links.add(new Link(
                        label,
                        new Query().with(Facet.SITUATION.parameter(), notation).on(PATH))));
        return links;
    }

    private List<Offer> offers(
            Optional<Published> published, Directory directory, Context ctx, Instant now, @Nullable Instant openAt) {
        if (published.isEmpty()) {
            return List.of();
        }
        try (var snapshot = published.get().open()) {
            var moment = Objects.requireNonNullElse(openAt, now);
            return lists.shown(Kind.SERVICE, directory, ctx, now).stream()
                    .flatMap(listed -> find(snapshot, listed.id(), Service.class).stream())
                    .map(service -> offer(service, snapshot, moment))
                    .toList();
        }
    }

    private static <T extends Entry> Optional<T> find(Snapshot snapshot, UUID id, Class<T> type) {
        return snapshot.find(id).map(Version::entry).filter(type::isInstance).map(type::cast);
    }

    private Offer offer(Service service, Snapshot snapshot, Instant moment) {
        Function<UUID, Optional<Entry>> find = id -> snapshot.find(id).map(Version::entry);
        var provider = ServicePages.find(find, service.organization(), Organization.class);
        var contacts = services.contacts(service, provider.orElse(null));
        var places = service.at().stream()
                .flatMap(at -> find(snapshot, at.location(), Location.class).stream())
                .toList();
        var day = LocalDate.ofInstant(moment, Words.BERLIN);
        var all = hours(service);
        var hours = all.isEmpty() ? null : all.getFirst();
        var times = hours == null ? null : new HoursView(t).of(hours, day);
        var open = open(service, moment);
        var ways = new ArrayList<Reach>(parts.reach(contacts, service.channels()));
        if (places.isEmpty() || hours == null) {
            ways.removeIf(way -> way.href() == null && way.label().equals(t.of("kontakt.persoenlich")));
        }
        return new Offer(
                service.name().best(t.tag()),
                t.mark(service.name()),
                Hits.path(Kind.SERVICE) + "/" + service.id(),
                provider.map(organization -> organization.name().best(t.tag())).orElse(null),
                provider.map(organization -> t.mark(organization.name())).orElse(null),
                summary(service),
                t.mark(service.description()),
                service.protectedPlace(),
                times == null ? null : times.today(),
                open,
                Boolean.FALSE.equals(open) ? new HoursView(t).next(all, day) : null,
                places.stream().limit(PLACES_SHOWN).map(this::place).toList(),
                places.stream().anyMatch(place -> place.features().get("stufenloser-eingang") == Answer.YES),
                services.calls(service, contacts).stream().limit(WAYS_SHOWN).toList(),
                ways.stream().limit(WAYS_SHOWN).toList());
    }

    private static List<Hours> hours(Service service) {
        return Stream.concat(
                        Stream.ofNullable(service.hours()),
                        service.at().stream().flatMap(at -> Stream.ofNullable(at.hours())))
                .toList();
    }

    private static @Nullable Boolean open(Service service, Instant moment) {
        var readable = hours(service).stream()
                .flatMap(hours -> Stream.ofNullable(hours.osm()))
                .flatMap(osm -> OpeningTimes.parse(osm).stream())
                .filter(times -> times.tells(LocalDate.ofInstant(moment, Words.BERLIN)))
                .toList();
        if (readable.isEmpty() || service.status() != Service.Status.ACTIVE) {
            return null;
        }
        return readable.stream().anyMatch(times -> times.isOpenAt(moment));
    }

    private String place(Location place) {
        var address = String.join(", ", parts.address(place.address()));
        return address.isEmpty() ? place.name().best(t.tag()) : address;
    }

    /** The first sentence or two. */
    private @Nullable String summary(Service service) {
        var text = String.join(" ", parts.paragraphs(service.description()));
        if (text.length() <= SUMMARY) {
            return text.isEmpty() ? null : text;
        }
        var end = text.lastIndexOf(' ', SUMMARY);
        return text.substring(0, end < SUMMARY / 2 ? text.offsetByCodePoints(0, text.codePointCount(0, SUMMARY)) : end)
                + " …";
    }
}
