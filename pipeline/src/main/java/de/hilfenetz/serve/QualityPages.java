package de.hilfenetz.serve;

import de.hilfenetz.finding.Rule;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Quality;
import de.hilfenetz.planning.Quality.Dimension;
import de.hilfenetz.planning.Quality.Field;
import de.hilfenetz.planning.Quality.Measurement;
import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.MetadataScore;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.Dates;
import de.hilfenetz.record.Freshness;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /qualitaet}: how complete, fresh and readable the data of each organization are (P12). */
final class QualityPages {

    private final Supplier<Optional<Published>> current;
    private final Releases releases;
    private final Catalogue catalogue;
    private final Vocabulary vocabulary;
    private final Site site;
    private final Words t;
    private final Pages pages;

    QualityPages(
            Supplier<Optional<Published>> current,
            Releases releases,
            Catalogue catalogue,
            Vocabulary vocabulary,
            Site site,
            Words t,
            Pages pages) {
        this.current = current;
        this.releases = releases;
        this.catalogue = catalogue;
        this.vocabulary = vocabulary;
        this.site = site;
        this.t = t;
        this.pages = pages;
    }

    void page(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        Quality quality;
        try (var snapshot = published.open()) {
            quality = Quality.of(
                    published.figures().inventory(),
                    snapshot.listHeld(RuleCatalogue.ofProtection().stream()
                            .map(Rule::code)
                            .toList()),
                    published.manifest().release().day(),
                    vocabulary);
        }
        var missing = published.manifest().feeds().missing();
        var feeds = missing.isEmpty()
                ? new Section(t.of("qualitaet.quellen"), t.of("karte.alle-liefern"))
                : new Section(t.of("qualitaet.quellen"))
                        .with(new Grid(
                                t.of("qualitaet.quellen"),
                                head("qualitaet.quelle", "qualitaet.zustand"),
                                missing.entrySet().stream()
                                        .map(feed -> List.of(
                                                Box.of(site.feedTitles().getOrDefault(feed.getKey(), feed.getKey())),
                                                Box.of(feed.getValue())))
                                        .toList(),
                                false));
        feeds = feeds.withLinks(List.of(new Link(t.of("qualitaet.hinweise"), "/liefern/quellen")));
        var lines = lines(quality, published);
        var sheet = new Sheet(
                t.of("qualitaet.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("qualitaet.satz")),
                null,
                List.of(
                        fields(quality),
                        organizations(lines, published, ctx),
                        fieldsOf(lines),
                        features(quality),
                        feeds,
                        metadata(published)),
                List.of(
                        new Link(t.of("qualitaet.datensatz"), "/daten/qualitaet"),
                        new Link(t.of("qualitaet.frage"), "/fragen/was-fehlt"),
                        new Link(t.of("qualitaet.frage.alt"), "/fragen/lange-unbestaetigt")),
                false);
        var frame = pages.frame(
                ctx, Optional.of(published), sheet.title(), sheet.lead().getFirst());
        pages.send(
                ctx,
                Optional.of(published),
                releases.made(published.manifest())
                        .map(made -> "-" + made.release())
                        .orElse(""),
                "planung",
                Map.of("frame", ctx.queryString() == null ? frame : frame.withoutIndex(), "sheet", sheet));
    }

    private List<Box> head(String... keys) {
        return Arrays.stream(keys).map(key -> Box.of(t.of(key))).toList();
    }

    private Box share(Measurement one) {
        return Box.of(t.of("planung.von", t.number(one.good()), t.number(one.all())));
    }

    private Section fields(Quality quality) {
        var rows = new ArrayList<List<Box>>();
        for (var field : Field.values()) {
            rows.add(List.of(
                    Box.of(t.of("qualitaet.feld." + field.word())),
                    share(quality.total(Dimension.COMPLETENESS, field.word()))));
        }
        return new Section(t.of("qualitaet.felder"), t.of("qualitaet.felder.satz"))
                .with(new Grid(t.of("qualitaet.felder"), head("qualitaet.feld", "qualitaet.gemeldet"), rows, true));
    }

    /**
     * What is known of one organization.
     *
     * @param href of its page; null for the services of none
     * @param delivered when something new of it came last; null where nobody knows
     * @param silent whether a feed that reports it is expected and does not deliver
     */
    private record Line(
            String name,
            @Nullable String href,
            @Nullable UUID id,
            List<Measurement> those,
            @Nullable Instant delivered,
            boolean silent) {

        Measurement find(Dimension dimension, String field) {
            return QualityPages.find(those, dimension, field);
        }

        /** Over all fields of a dimension. */
        Measurement sum(Dimension dimension) {
            var of = those.stream().filter(one -> one.dimension() == dimension).toList();
            return new Measurement(
                    id,
                    dimension,
                    "",
                    of.stream().mapToInt(Measurement::good).sum(),
                    of.stream().mapToInt(Measurement::all).sum());
        }
    }

    /** By name. */
    private List<Line> lines(Quality quality, Published published) {
        var byOrganization = new LinkedHashMap<@Nullable UUID, List<Measurement>>();
        quality.measurements()
                .forEach(one -> byOrganization
                        .computeIfAbsent(one.organization(), none -> new ArrayList<>())
                        .add(one));
        var offers = new HashMap<@Nullable UUID, List<Offer>>();
        published
                .figures()
                .inventory()
                .offers()
                .forEach(offer -> offers.computeIfAbsent(offer.organization(), none -> new ArrayList<>())
                        .add(offer));
        var missing = published.manifest().feeds().missing();
        var lines = new ArrayList<Line>();
        byOrganization.forEach((id, those) -> {
            var own = offers.getOrDefault(id, List.of());
            lines.add(new Line(
                    id == null
                            ? t.of("aenderungen.ohne-traeger")
                            : published
                                    .directory()
                                    .find(id)
                                    .map(Directory.Listed::name)
                                    .orElse(id.toString()),
                    id == null ? null : "/traeger/" + id,
                    id,
                    those,
                    own.stream()
                            .flatMap(offer -> Stream.ofNullable(offer.dates()))
                            .map(Dates::delivered)
                            .max(Comparator.naturalOrder())
                            .orElse(null),
                    own.stream().anyMatch(offer -> missing.containsKey(offer.feed()))));
        });
        GermanOrder.sort(lines, Line::name, line -> String.valueOf(line.id()));
        return lines;
    }

    /**
     * A column that the table can be ordered by.
     *
     * @param key of its name, and its word in addresses
     */
    private record Sortable(String key, Function<Line, Box> box, ToDoubleFunction<Line> order) {

        String word() {
            return key.substring(key.lastIndexOf('.') + 1);
        }
    }

    private List<Sortable> columns(Published published) throws IOException {
        var columns = new ArrayList<>(List.of(
                new Sortable(
                        "planung.mass.angebote",
                        line -> Box.of(t.number(line.find(Dimension.FRESHNESS, Freshness.FRESH.notation())
                                .all())),
                        line -> line.find(Dimension.FRESHNESS, Freshness.FRESH.notation())
                                .all()),
                new Sortable(
                        "qualitaet.geliefert",
                        line -> line.delivered() == null
                                ? Box.of("–")
                                : Box.of(t.day(line.delivered()), line.silent() ? "still" : ""),
                        line -> line.delivered() == null ? 0 : line.delivered().getEpochSecond()),
                new Sortable(
                        "qualitaet.vollstaendig",
                        line -> percent(line.sum(Dimension.COMPLETENESS)),
                        line -> order(line.sum(Dimension.COMPLETENESS)))));
        earlier(published.manifest())
                .ifPresent(before -> columns.add(new Sortable(
                        "qualitaet.verlauf",
                        line -> trend(before, line),
                        line -> difference(before, line).orElse(-2))));
        columns.add(share("qualitaet.frisch", Dimension.FRESHNESS, Freshness.FRESH.notation()));
        columns.add(share("qualitaet.veraltet", Dimension.FRESHNESS, Freshness.STALE.notation()));
        columns.add(share("qualitaet.lesbar", Dimension.VALIDITY, "zeiten-lesbar"));
        columns.add(share("qualitaet.ohne-klaerfall", Dimension.VALIDITY, "nicht-zurueckgestellt"));
        columns.add(new Sortable(
                "qualitaet.barrierefreiheit",
                line -> percent(line.sum(Dimension.ACCESSIBILITY)),
                line -> order(line.sum(Dimension.ACCESSIBILITY))));
        return columns;
    }

    private Sortable share(String key, Dimension dimension, String field) {
        return new Sortable(
                key, line -> share(line.find(dimension, field)), line -> order(line.find(dimension, field)));
    }

    private static double order(Measurement one) {
        return one.all() == 0 ? -1 : one.value();
    }

    private Section organizations(List<Line> byName, Published published, Context ctx) throws IOException {
        var columns = columns(published);
        var asked = ctx.queryParam("sortiert");
        var sorted =
                columns.stream().filter(column -> column.word().equals(asked)).findFirst();
        var lines = sorted.map(column -> byName.stream()
                        .sorted(Comparator.comparingDouble(column.order()).reversed())
                        .toList())
                .orElse(byName);
        var head = new ArrayList<Box>();
        head.add(sorted.isEmpty() ? chosen("planung.traeger") : Box.link(t.of("planung.traeger"), "/qualitaet"));
        columns.forEach(column -> head.add(
                column.word().equals(asked)
                        ? chosen(column.key())
                        : Box.link(t.of(column.key()), "/qualitaet?sortiert=" + column.word())));
        var rows = lines.stream()
                .map(line -> Stream.concat(
                                Stream.of(heading(line)),
                                columns.stream().map(column -> column.box().apply(line)))
                        .toList())
                .toList();
        var before = earlier(published.manifest());
        return new Section(
                        t.of("qualitaet.traeger"),
                        t.of("qualitaet.traeger.satz"),
                        before.isEmpty()
                                ? t.of("qualitaet.verlauf.erst")
                                : t.of("qualitaet.verlauf.satz", before.get().release()))
                .with(new Grid(t.of("qualitaet.traeger"), head, rows, true));
    }

    private Box chosen(String key) {
        return new Box(t.of(key), t.of("qualitaet.sortiert"), null, "");
    }

    private static Box heading(Line line) {
        return line.href() == null ? Box.of(line.name()) : Box.link(line.name(), line.href());
    }

    private Section fieldsOf(List<Line> lines) {
        var head = new ArrayList<>(head("planung.traeger"));
        for (var field : Field.values()) {
            head.add(Box.of(t.of("qualitaet.feld." + field.word())));
        }
        var rows = lines.stream()
                .map(line -> Stream.concat(
                                Stream.of(heading(line)),
                                Arrays.stream(Field.values())
                                        .map(field -> percent(line.find(Dimension.COMPLETENESS, field.word()))))
                        .toList())
                .toList();
        return new Section(t.of("qualitaet.traeger.felder"), t.of("qualitaet.felder.satz"))
                .with(new Grid(t.of("qualitaet.traeger.felder"), head, rows, true));
    }

    /** How complete each organization's services were in an earlier release, by its id. */
    private record Earlier(String release, Map<String, Measurement> completeness) {}

    /** As sealed a week before, or in the first release that is kept; empty where there is none before. */
    private Optional<Earlier> earlier(Manifest newest) throws IOException {
        var before = releases.list().stream()
                .filter(id -> id.compareTo(newest.release()) < 0)
                .toList();
        var week = newest.release().day().minusDays(7);
        var manifest = before.reversed().stream()
                .filter(id -> !id.day().isAfter(week))
                .findFirst()
                .or(() -> before.stream().findFirst())
                .flatMap(id -> releases.find(id.toString()));
        var table = manifest.flatMap(found -> found.find("qualitaet", "csv"));
        if (manifest.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        var sums = new HashMap<String, Measurement>();
        var header = new ArrayList<String>();
        Rows.each(releases.path(manifest.get().release(), table.get().name()), Rows.Wish.ALL, row -> {
            if (header.isEmpty()) {
                header.addAll(row);
            } else if (row.get(header.indexOf("dimension")).equals(Dimension.COMPLETENESS.word())) {
                sums.merge(
                        row.get(header.indexOf("traeger_id")),
                        new Measurement(
                                null,
                                Dimension.COMPLETENESS,
                                "",
                                Integer.parseInt(row.get(header.indexOf("zaehler"))),
                                Integer.parseInt(row.get(header.indexOf("nenner")))),
                        (one, other) -> new Measurement(
                                null, one.dimension(), "", one.good() + other.good(), one.all() + other.all()));
            }
        });
        return Optional.of(new Earlier(manifest.get().release().toString(), sums));
    }

    private static OptionalDouble difference(Earlier before, Line line) {
        var then = before.completeness().get(line.id() == null ? "" : line.id().toString());
        var now = line.sum(Dimension.COMPLETENESS);
        return then == null || then.all() == 0 || now.all() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(now.value() - then.value());
    }

    private Box trend(Earlier before, Line line) {
        var difference = difference(before, line);
        if (difference.isEmpty()) {
            return Box.of(t.of("qualitaet.verlauf.neu"));
        }
        var points = Math.round(100 * difference.getAsDouble());
        return Box.of(points == 0 ? "±0" : (points > 0 ? "+" : "−") + t.number(Math.abs(points)));
    }

    /** The catalogue by the points of data.europa.eu, and why some are missing. */
    private Section metadata(Published published) {
        var manifest = published.manifest();
        var files = AnsweredRelease.isPast() ? releases.files(manifest) : releases.offered(manifest);
        var score = MetadataScore.of(catalogue.describe(manifest, files));
        var rows = score.metrics().stream()
                .map(metric -> List.of(
                        Box.of(t.of("qualitaet.mqa." + metric.name())),
                        Box.of(t.of("planung.von", t.number(Math.round(metric.points())), t.number(metric.weight()))),
                        Box.of(metric.fulfilled() == metric.all() ? "" : why(metric))))
                .toList();
        return new Section(
                        t.of("qualitaet.mqa"),
                        t.of("qualitaet.mqa.satz", t.number(Math.round(score.points())), t.number(score.most())))
                .with(new Grid(
                        t.of("qualitaet.mqa"),
                        head("qualitaet.mqa.merkmal", "qualitaet.mqa.punkte", "qualitaet.mqa.warum"),
                        rows,
                        false));
    }

    private String why(MetadataScore.Metric metric) {
        var key = "qualitaet.mqa." + metric.name() + ".fehlt";
        return t.has(key)
                ? t.of(key)
                : t.of("qualitaet.mqa.sonst", t.number(metric.all() - metric.fulfilled()), t.number(metric.all()));
    }

    private static Measurement find(List<Measurement> those, Dimension dimension, String field) {
        return those.stream()
                .filter(one -> one.dimension() == dimension && one.field().equals(field))
                .findFirst()
                .orElse(new Measurement(null, dimension, field, 0, 0));
    }

    private Box percent(Measurement one) {
        return Box.of(
                one.all() == 0 ? "–" : t.of("qualitaet.prozent", t.number(Math.round(100.0 * one.good() / one.all()))));
    }

    private Section features(Quality quality) {
        var rows = vocabulary.getScheme("merkmal").concepts().stream()
                .map(feature -> List.of(
                        Box.link(feature.label(t.tag()), "/karte?merkmal=" + feature.notation()),
                        share(quality.total(Dimension.ACCESSIBILITY, feature.notation()))))
                .toList();
        return new Section(t.of("qualitaet.merkmale"), t.of("qualitaet.merkmale.satz"))
                .with(new Grid(t.of("qualitaet.merkmale"), head("planung.merkmal", "kriterien.bekannt"), rows, true));
    }
}
