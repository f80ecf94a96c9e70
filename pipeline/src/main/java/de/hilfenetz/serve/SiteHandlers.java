package de.hilfenetz.serve;

import de.hilfenetz.journal.ChangedRecord;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Texts;
import de.hilfenetz.serve.Lines.Facet;
import de.hilfenetz.serve.Views.EditedPage;
import de.hilfenetz.serve.Views.Figure;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Notice;
import de.hilfenetz.serve.Views.Start;
import de.hilfenetz.serve.Views.Tile;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The start page, the pages of plain text, and the small files that crawlers ask for. */
final class SiteHandlers {

    /** What is older is told as such (portal.md P1). */
    private static final Duration FRESH = Duration.ofDays(2);

    private static final Duration SECURITY_EXPIRES = Duration.ofDays(180);
    private static final int SITUATIONS_SHOWN = 8;
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9";
    /** The protocol allows 50,000. */
    static final int ADDRESSES_A_PART = 45_000;

    private static final List<String> LISTED = List.of(
            "",
            "finden",
            "angebote",
            "traeger",
            "orte",
            "daten",
            "fragen",
            "abfrage",
            "hilfe",
            "leichte-sprache",
            "gebaerdensprache",
            "lizenz",
            "kontakt",
            "korrekturen",
            "neuigkeiten",
            "gebiete",
            "karte",
            "planung",
            "versionen",
            "aenderungen",
            "schema",
            "liefern",
            "liefern/pruefen",
            "liefern/regeln",
            "api");
    /** Leichte Sprache, as editors tag it. */
    private static final String EASY = "de-simple";

    private final Supplier<Optional<Published>> current;
    private final FeedStatuses statuses;
    private final Site site;
    private final Words t;
    private final Labels labels;
    private final Pages pages;
    private final Assets assets;
    private final Clock clock;
    private final CrisisNumbers numbers;
    private final ApiReference reference;

    SiteHandlers(
            Supplier<Optional<Published>> current,
            FeedStatuses statuses,
            Site site,
            Words t,
            Labels labels,
            Pages pages,
            Assets assets,
            Clock clock) {
        this.current = current;
        this.statuses = statuses;
        this.site = site;
        this.t = t;
        this.labels = labels;
        this.pages = pages;
        this.assets = assets;
        this.clock = clock;
        numbers = new CrisisNumbers(t);
        reference = new ApiReference(site, t);
    }

    void start(Context ctx) {
        var published = current.get();
        var frame = pages.frame(ctx, published, t.of("start.seite"), t.of("start.beschreibung"));
        var start = start(published);
        var mark = start.stale() == null ? "" : "-" + start.stale().reason().hashCode();
        pages.send(ctx, published, mark, "start", Map.of("frame", frame, "start", start));
    }

    private Start start(Optional<Published> published) {
        if (published.isEmpty()) {
            return new Start(null, List.of(), List.of(), null, numbers.all(published), List.of(), List.of(), List.of());
        }
        var release = published.get();
        return new Start(
                findStale(release).orElse(null),
                notices(release.edition(), t.tag()),
                figures(release),
                t.moment(release.at()),
                numbers.all(published),
                release.changes().stream().map(this::change).toList(),
                situations(release.directory()),
                districts(release.directory()));
    }

    /** Nothing came for two days, or what came is not public. */
    private Optional<Views.Stale> findStale(Published release) {
        var end = pages.now().minus(FRESH);
        if (AnsweredRelease.isPast() || release.at().isAfter(end)) {
            return Optional.empty();
        }
        if (firstUnpublished(release).filter(end::isAfter).isPresent()) {
            return Optional.of(new Views.Stale(t.moment(release.at()), t.of("start.alt.unveroeffentlicht")));
        }
        var heard = statuses.heard().filter(release.at()::isBefore).orElse(release.at());
        return heard.isAfter(end)
                ? Optional.empty()
                : Optional.of(new Views.Stale(t.moment(heard), t.of("start.alt.still")));
    }

    private static Optional<Instant> firstUnpublished(Published release) {
        try (var snapshot = release.journal().snapshot()) {
            return snapshot.firstChange(release.manifest().journal()).map(ChangedRecord::at);
        }
    }

    private Views.Change change(Published.Change change) {
        var record = change.record();
        return new Views.Change(
                t.day(record.at()),
                t.of("aenderung." + record.change().name().toLowerCase(Locale.ROOT)),
                change.name() == null
                        ? t.of("eintrag." + record.kind().path())
                        : change.name().best(t.tag()),
                t.mark(change.name()),
                Hits.path(record.kind()) + "/" + record.id());
    }

    private List<Notice> notices(Edition edition, String language) {
        return edition.announcements(pages.today()).stream()
                .map(entry -> new Notice(
                        Edition.line(entry, "title", language, t).orElseThrow(),
                        Edition.isWarning(entry),
                        Edition.text(entry, "text", language, t).orElse(null)))
                .toList();
    }

    /** {@code /seiten/PATH}: a page that editors wrote, in the language that {@code ?sprache=} asks for. */
    void edited(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var entry =
                published.edition().find("page", "path", ctx.pathParam("path")).orElseThrow(() -> Refusal.of(404));
        var language = Objects.requireNonNullElse(ctx.queryParam("sprache"), t.tag());
        var body = Edition.text(entry, "body", language, t).orElseThrow(() -> Refusal.of(404));
        var languages = Edition.languages(entry, "body").stream()
                .filter(other -> !other.equals(body.language()))
                .map(other -> new Link(t.language(other), ctx.path() + "?sprache=" + Query.encode(other)))
                .toList();
        var content = entry.content();
        var page = new EditedPage(
                Edition.line(entry, "title", body.language(), t).orElseThrow(),
                body,
                languages,
                content.path("responsible").asText(null),
                content.has("reviewed")
                        ? t.day(LocalDate.parse(content.path("reviewed").asText()))
                        : null);
        var summary =
                content.path("summary").path(Texts.GERMAN).asText(page.title().text());
        var frame = pages.frame(ctx, Optional.of(published), page.title().text(), summary);
        pages.send(ctx, Optional.of(published), "redaktion", Map.of("frame", frame, "page", page));
    }

    private List<Figure> figures(Published release) {
        var directory = release.directory();
        return List.of(
                figure("zahlen.angebote", t.number(directory.count(Kind.SERVICE)), Queries.SERVICES),
                figure("zahlen.traeger", t.number(directory.count(Kind.ORGANIZATION)), Queries.ORGANIZATIONS),
                figure("zahlen.orte", t.number(directory.count(Kind.LOCATION)), Queries.LOCATIONS),
                figure("zahlen.stand", t.shortDay(release.at()), Queries.STATE));
    }

    private Figure figure(String key, String value, String query) {
        return new Figure(t.of(key), value, Queries.link(query));
    }

    /** The life situations with the most services. */
    private List<Link> situations(Directory directory) {
        var counts = directory.count(Kind.SERVICE, Facet.SITUATION);
        var most = counts.keySet().stream()
                .sorted((one, other) -> Integer.compare(counts.getOrDefault(other, 0), counts.getOrDefault(one, 0)))
                .limit(SITUATIONS_SHOWN)
                .toList();
        var links = new ArrayList<Link>();
        labels.byLabel("lebenslage", most)
                .forEach((label, notation) -> links.add(
                        new Link(label, new Query().with("lebenslage", notation).on(FinderPages.PATH))));
        return links;
    }

    private List<Tile> districts(Directory directory) {
        var counts = directory.count(Kind.SERVICE, Facet.AREA);
        return counts.isEmpty()
                ? List.of()
                : IntStream.rangeClosed(1, 10)
                        .mapToObj("%02d"::formatted)
                        .map(number -> new Tile(
                                labels.area(number),
                                t.number(counts.getOrDefault(number, 0)),
                                new Query().with("gebiet", number).on("/angebote")))
                        .toList();
    }

    /** A page of plain text: {@code site/templates/inhalt/de/{name}.jte}. */
    Handler text(String name) {
        return text(name, t.tag());
    }

    /** The same from the texts of {@code folder}: {@code ls} holds what there is once, in Leichte Sprache and for deaf readers. */
    Handler text(String name, String folder) {
        return ctx -> {
            var published = current.get();
            var frame = pages.frame(ctx, published, t.of("seite." + name), t.of("seite." + name + ".beschreibung"));
            var values = new HashMap<String, Object>();
            values.put("frame", frame);
            switch (name) {
                case "hilfe" -> values.put("crisis", numbers.all(published));
                case "leichte-sprache" -> {
                    values.put("crisis", numbers.all(published));
                    values.put("notices", notices(edition(published), EASY));
                    values.put(
                            "pages",
                            edition(published).list("page").stream()
                                    .filter(page ->
                                            Edition.languages(page, "body").contains(EASY))
                                    .map(page -> Edition.link(page, EASY, t))
                                    .toList());
                }
                case "lizenz", "liefern", "gebaerdensprache" -> {}
                case "api" -> {
                    values.put("site", site);
                    values.put(
                            "operations",
                            reference.operations(
                                    published.map(Published::directory).orElseGet(() -> Directory.empty(labels)),
                                    published.map(Published::release).orElse("{release}")));
                }
                default -> values.put("site", site);
            }
            pages.send(ctx, published, "inhalt/" + folder + "/" + name, values);
        };
    }

    private static Edition edition(Optional<Published> published) {
        return published.map(Published::edition).orElse(Edition.EMPTY);
    }

    /** {@code /seiten}: all pages that editors wrote. */
    void allEdited(Context ctx) {
        var published = current.get();
        var frame = pages.frame(ctx, published, t.of("seite.seiten"), t.of("seite.seiten.beschreibung"));
        var links = edition(published).list("page").stream()
                .map(page -> Edition.link(page, t.tag(), t))
                .toList();
        pages.send(ctx, published, "seiten", Map.of("frame", frame, "pages", links));
    }

    /** What a {@code type} of a problem says. */
    void problem(Context ctx) {
        var key = "problem." + ctx.pathParam("problem") + ".seite";
        if (!t.has(key)) {
            throw Refusal.of(404);
        }
        var published = current.get();
        var frame = pages.frame(ctx, published, t.of(key), t.of(key)).withoutIndex();
        pages.send(
                ctx,
                published,
                "problem",
                Map.of(
                        "frame",
                        frame,
                        "text",
                        t.of("problem." + ctx.pathParam("problem") + ".was"),
                        "type",
                        site.base() + "liefern/probleme/" + ctx.pathParam("problem")));
    }

    void openapi(Context ctx) throws IOException {
        try (var file = SiteHandlers.class.getResourceAsStream("/schemas/openapi.yaml")) {
            var text = new String(java.util.Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            send(ctx, "application/yaml", text, "openapi-" + Integer.toHexString(text.hashCode()));
        }
    }

    void ready(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(503, t.of("fehler.503.leer")));
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.result("bereit " + published.release() + "\n");
    }

    void asset(Context ctx) {
        var asset = assets.find(ctx.pathParam("file")).orElseThrow(() -> Refusal.of(404));
        Answers.send(ctx, asset.type(), asset.bytes(), ctx.pathParam("file"), Answers.FOR_EVER);
    }

    void robots(Context ctx) {
        var text = """
                User-agent: *
                Disallow: /*?*q=
                Disallow: /*?*gebiet=
                Disallow: /*?*thema=
                Disallow: /*?*lebenslage=
                Disallow: /*?*traeger=
                Disallow: /*?*eintrag=
                Disallow: /*?*mit=
                Disallow: /*?*offen=
                Disallow: /*?*sprache=
                Disallow: /wegweiser
                Disallow: /sparql
                Disallow: /ergebnis
                Sitemap: %ssitemap.xml
                """.formatted(site.base());
        send(ctx, "text/plain;charset=utf-8", text, "robots");
    }

    void security(Context ctx) {
        var contact = site.operator() == null
                ? site.base() + "impressum"
                : "mailto:" + site.operator().email();
        var text = """
                Contact: %s
                Expires: %s
                Preferred-Languages: de, en
                Canonical: %s.well-known/security.txt
                """.formatted(
                        contact, clock.instant().plus(SECURITY_EXPIRES).truncatedTo(ChronoUnit.DAYS), site.base());
        send(ctx, "text/plain;charset=utf-8", text, "security-" + pages.today());
    }

    /** The list of all pages; of parts of it, where they are more than the protocol lets one file hold. */
    void sitemap(Context ctx) {
        var published = current.get();
        var addresses = addresses(published);
        var parts = (addresses.size() + ADDRESSES_A_PART - 1) / ADDRESSES_A_PART;
        if (parts <= 1) {
            send(ctx, published, urls(addresses, published));
            return;
        }
        var xml = new StringBuilder(XML).append("<sitemapindex xmlns=\"" + SITEMAPS + "\">\n");
        for (var part = 1; part <= parts; part++) {
            xml.append("<sitemap><loc>%ssitemap-%d.xml</loc></sitemap>\n".formatted(site.base(), part));
        }
        send(ctx, published, xml.append("</sitemapindex>\n").toString());
    }

    /** One part of the list. */
    void sitemapPart(Context ctx) {
        var published = current.get();
        var addresses = addresses(published);
        var part = ctx.pathParam("part");
        var from = part.matches("[1-9]\\d{0,4}") ? (Integer.parseInt(part) - 1) * ADDRESSES_A_PART : addresses.size();
        if (from >= addresses.size()) {
            throw Refusal.of(404);
        }
        var some = addresses.subList(from, Math.min(addresses.size(), from + ADDRESSES_A_PART));
        send(ctx, published, urls(some, published));
    }

    private static List<String> addresses(Optional<Published> published) {
        var addresses = new ArrayList<>(LISTED);
        published.ifPresent(release -> {
            release.edition()
                    .list("page")
                    .forEach(page -> addresses.add(
                            "seiten/" + page.content().path("path").asText()));
            for (var kind : Kind.PUBLISHED) {
                release.directory()
                        .list(kind)
                        .forEach(listed -> addresses.add(Hits.path(listed).substring(1)));
            }
        });
        return addresses;
    }

    /** All pages are of the release, if only by what stands at their foot. */
    private String urls(List<String> addresses, Optional<Published> published) {
        var changed = published
                .map(release -> "<lastmod>" + release.at().truncatedTo(ChronoUnit.SECONDS) + "</lastmod>")
                .orElse("");
        var xml = new StringBuilder(XML).append("<urlset xmlns=\"" + SITEMAPS + "\">\n");
        for (var address : addresses) {
            xml.append("<url><loc>")
                    .append(site.base())
                    .append(address)
                    .append("</loc>")
                    .append(changed)
                    .append("</url>\n");
        }
        return xml.append("</urlset>\n").toString();
    }

    private static void send(Context ctx, Optional<Published> published, String xml) {
        send(ctx, "application/xml", xml, published.map(Published::release).orElse("leer"));
    }

    private static void send(Context ctx, String type, String text, String tag) {
        Answers.send(ctx, type, text.getBytes(StandardCharsets.UTF_8), tag, Answers.REVALIDATE);
    }
}
