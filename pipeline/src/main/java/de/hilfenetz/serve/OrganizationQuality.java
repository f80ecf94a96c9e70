package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Quality;
import de.hilfenetz.planning.Quality.Dimension;
import de.hilfenetz.planning.Quality.Field;
import de.hilfenetz.planning.Quality.Measurement;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.Dates;
import de.hilfenetz.record.Freshness;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
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
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How good each organization's data are, as tables: one that can be ordered by any column, and one of every field (P12). */
final class OrganizationQuality {

    private final List<Line> lines;
    private final Optional<Earlier> earlier;
    private final Words t;

    private OrganizationQuality(List<Line> lines, Optional<Earlier> earlier, Words t) {
        this.lines = lines;
        this.earlier = earlier;
        this.t = t;
    }

    /** As the quality of a release says, compared with one before. */
    static OrganizationQuality of(Quality quality, Published published, Releases releases, Words t) throws IOException {
        return new OrganizationQuality(lines(quality, published, t), earlier(published.manifest(), releases), t);
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
            return those.stream()
                    .filter(one -> one.dimension() == dimension && one.field().equals(field))
                    .findFirst()
                    .orElse(new Measurement(id, dimension, field, 0, 0));
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
    private static List<Line> lines(Quality quality, Published published, Words t) {
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

    private List<Sortable> columns() {
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
        earlier.ifPresent(before -> columns.add(new Sortable(
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
                key,
                line -> QualityPages.share(line.find(dimension, field), t),
                line -> order(line.find(dimension, field)));
    }

    private static double order(Measurement one) {
        return one.all() == 0 ? -1 : one.value();
    }

    /** The organizations by name, or by the column that {@code asked} names, the most first. */
    Section section(@Nullable String asked) {
        var columns = columns();
        var sorted =
                columns.stream().filter(column -> column.word().equals(asked)).findFirst();
        var ordered = sorted.map(column -> lines.stream()
                        .sorted(Comparator.comparingDouble(column.order()).reversed())
                        .toList())
                .orElse(lines);
        var head = new ArrayList<Box>();
        head.add(sorted.isEmpty() ? chosen("planung.traeger") : Box.link(t.of("planung.traeger"), "/qualitaet"));
        columns.forEach(column -> head.add(
                column.word().equals(asked)
                        ? chosen(column.key())
                        : Box.link(t.of(column.key()), "/qualitaet?sortiert=" + column.word())));
        var rows = ordered.stream()
                .map(line -> Stream.concat(
                                Stream.of(heading(line)),
                                columns.stream().map(column -> column.box().apply(line)))
                        .toList())
                .toList();
        return new Section(
                        t.of("qualitaet.traeger"),
                        t.of("qualitaet.traeger.satz"),
                        earlier.isEmpty()
                                ? t.of("qualitaet.verlauf.erst")
                                : t.of("qualitaet.verlauf.satz", earlier.get().release()))
                .with(new Grid(t.of("qualitaet.traeger"), head, rows, true));
    }

    private Box chosen(String key) {
        return new Box(t.of(key), t.of("qualitaet.sortiert"), null, "");
    }

    private static Box heading(Line line) {
        return line.href() == null ? Box.of(line.name()) : Box.link(line.name(), line.href());
    }

    /** How often each field is reported. */
    Section fields() {
        var head = new ArrayList<>(List.of(Box.of(t.of("planung.traeger"))));
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
    private static Optional<Earlier> earlier(Manifest newest, Releases releases) throws IOException {
        var before = releases.list().stream()
                .filter(id -> id.compareTo(newest.release()) < 0)
                .toList();
        var week = newest.release().day().minusDays(7);
        var manifest = Stream.concat(
                        before.reversed().stream().filter(id -> !id.day().isAfter(week)), before.stream())
                .flatMap(id -> releases.find(id.toString()).stream())
                .findFirst();
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

    private Box percent(Measurement one) {
        return Box.of(
                one.all() == 0 ? "–" : t.of("qualitaet.prozent", t.number(Math.round(100.0 * one.good() / one.all()))));
    }
}
