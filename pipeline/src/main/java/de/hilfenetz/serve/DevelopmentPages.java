package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Series;
import de.hilfenetz.publish.Differences.Cause;
import de.hilfenetz.publish.Differences.What;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.atlas.lib.Cache;
import org.apache.jena.atlas.lib.CacheFactory;
import org.jspecify.annotations.Nullable;

/** How the number of services developed, and why: real change and change of the data are told apart. */
final class DevelopmentPages {

    private static final int MOST_STATES = 60;
    private static final int MOST_NAMED = 2;
    private static final int WIDTH = 900;
    private static final int HEIGHT = 300;
    private static final int EDGE = 60;

    /** What says that there is more or less help, and not only more or less data. */
    private static final List<Cause> REAL = List.of(Cause.OPENED, Cause.ENDED);

    private final Sheets sheets;
    private final Releases releases;
    private final Site site;
    private final Words t;
    private final ResponsibilityPages responsibility;
    /** Releases never change, so neither do the causes between two of them. */
    private final Cache<String, Map<Cause, Integer>> causes = CacheFactory.createCache(4 * MOST_STATES);

    DevelopmentPages(Sheets sheets, Releases releases, Site site, ResponsibilityPages responsibility) {
        this.sheets = sheets;
        this.releases = releases;
        this.site = site;
        this.responsibility = responsibility;
        t = sheets.t();
    }

    /** One state with what came and went since the one before. */
    private record Step(Manifest manifest, Series.Point point, Map<Cause, Integer> causes) {}

    /** {@code /entwicklung}. */
    void page(Context ctx) {
        var published = sheets.published();
        var steps = steps(published);
        var series = new Series(steps.stream().map(Step::point).toList());
        var sections = new ArrayList<Section>();
        sections.add(new Section(
                        t.of("entwicklung.verlauf"),
                        growth(steps),
                        t.of("entwicklung.bruch.satz", series.pieces().size() - 1))
                .withPicture(line(series)));
        sections.add(new Section(t.of("entwicklung.gruende"), t.of("entwicklung.gruende.satz"))
                .with(grid(steps))
                .withLinks(List.of(
                        new Link(t.of("aenderungen.titel"), "/aenderungen"),
                        new Link(t.of("versionen"), "/versionen"))));
        sections.add(since(published));
        sections.add(responsibility.ending(published, sheets.pages().today()));
        var sheet = new Sheet(
                t.of("entwicklung.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("entwicklung.satz")),
                null,
                sections,
                List.of(
                        new Link(t.of("entwicklung.frage.seit"), "/fragen/seit-wann"),
                        new Link(t.of("verantwortung.frage.endet"), "/fragen/laeuft-aus")),
                true);
        sheets.send(ctx, published, sheet);
    }

    /** The last release of each day; every release as long as there is one day only. */
    private List<Step> steps(Published published) {
        var byDay = new TreeMap<String, Manifest>();
        var all = new ArrayList<Manifest>();
        for (var id : releases.list()) {
            releases.find(id.toString())
                    .filter(manifest ->
                            manifest.journal() <= published.manifest().journal())
                    .ifPresent(manifest -> {
                        byDay.put(id.day().toString(), manifest);
                        all.add(manifest);
                    });
        }
        var isOneDay = byDay.size() < 2;
        var chosen = isOneDay ? all : List.copyOf(byDay.values());
        var last = chosen.subList(Math.max(0, chosen.size() - MOST_STATES), chosen.size());
        var steps = new ArrayList<Step>();
        Manifest before = null;
        for (var manifest : last) {
            var name = isOneDay
                    ? manifest.release().toString()
                    : manifest.release().day().toString();
            steps.add(new Step(manifest, point(name, manifest, published), causes(before, manifest)));
            before = manifest;
        }
        return steps;
    }

    private static Series.Point point(String name, Manifest manifest, Published published) {
        var feeds = new TreeSet<String>();
        try (var snapshot = published.journal().snapshotAt(manifest.journal())) {
            feeds.addAll(snapshot.feeds());
        }
        feeds.removeAll(manifest.feeds().missing().keySet());
        return new Series.Point(name, manifest.counts().getOrDefault(Kind.SERVICE.path(), 0L), feeds);
    }

    private Map<Cause, Integer> causes(@Nullable Manifest from, Manifest to) {
        if (from == null) {
            return Map.of();
        }
        return causes.get(from.release() + " " + to.release(), key -> {
            var counts = new EnumMap<Cause, Integer>(Cause.class);
            for (var record : releases.differences(from, to).records()) {
                var cause = record.cause();
                if (record.kind() == Kind.SERVICE && record.what() != What.CHANGED) {
                    counts.merge(cause, 1, Integer::sum);
                }
            }
            return counts;
        });
    }

    /** Growth is what opened and what ended; all else is change of the data. */
    private String growth(List<Step> steps) {
        var sums = new EnumMap<Cause, Integer>(Cause.class);
        steps.forEach(step -> step.causes().forEach((cause, count) -> sums.merge(cause, count, Integer::sum)));
        var all = sums.values().stream().mapToInt(Integer::intValue).sum();
        var real = REAL.stream().mapToInt(cause -> sums.getOrDefault(cause, 0)).sum();
        return t.of(
                "entwicklung.wachstum",
                t.number(sums.getOrDefault(Cause.OPENED, 0)),
                t.number(sums.getOrDefault(Cause.ENDED, 0)),
                t.of("planung.von", t.number(all - real), t.number(all)));
    }

    private Sheet.Line line(Series series) {
        var points = series.points();
        var highest = points.stream().mapToLong(Series.Point::services).max().orElse(0);
        var paths = new ArrayList<String>();
        var breaks = new ArrayList<Integer>();
        var labels = new ArrayList<Sheet.Label>();
        var number = 0;
        for (var piece : series.pieces()) {
            var path = new StringBuilder();
            if (number > 0) {
                breaks.add((x(number - 1, points.size()) + x(number, points.size())) / 2);
            }
            for (var point : piece) {
                var x = x(number, points.size());
                var y = y(point.services(), highest);
                path.append(path.isEmpty() ? "M" : "L").append(x).append(' ').append(y);
                if (piece.size() == 1) {
                    path.append("h6");
                }
                number++;
            }
            labels.add(new Sheet.Label(
                    x(number - 1, points.size()),
                    y(piece.getLast().services(), highest) - 10,
                    t.number(piece.getLast().services()),
                    "middle"));
            paths.add(path.toString());
        }
        if (!points.isEmpty()) {
            labels.add(new Sheet.Label(EDGE, HEIGHT - 12, points.getFirst().state(), "start"));
            if (points.size() > 1) {
                labels.add(new Sheet.Label(
                        WIDTH - EDGE, HEIGHT - 12, points.getLast().state(), "end"));
            }
        }
        return new Sheet.Line(
                t.of("entwicklung.verlauf"), t.of("entwicklung.bild"), WIDTH, HEIGHT, paths, breaks, labels);
    }

    private static int x(int number, int all) {
        return all < 2 ? WIDTH / 2 : EDGE + number * (WIDTH - 2 * EDGE) / (all - 1);
    }

    private static int y(long value, long highest) {
        return highest == 0 ? HEIGHT - 50 : (int) (HEIGHT - 50 - value * (HEIGHT - 90) / highest);
    }

    private Grid grid(List<Step> steps) {
        var head = new ArrayList<Box>();
        head.add(Box.of(t.of("datenstand")));
        head.add(Box.of(t.of("planung.mass.angebote")));
        var occurring = Cause.ofComingAndGoing().stream()
                .filter(cause -> REAL.contains(cause)
                        || steps.stream().anyMatch(step -> step.causes().containsKey(cause)))
                .toList();
        occurring.stream()
                .map(cause -> Box.of(t.of("entwicklung.grund." + cause.name().toLowerCase(Locale.ROOT))))
                .forEach(head::add);
        head.add(Box.of(t.of("entwicklung.vergleich")));
        var rows = new ArrayList<List<Box>>();
        for (var i = steps.size() - 1; i >= 0; i--) {
            var step = steps.get(i);
            var row = new ArrayList<Box>();
            row.add(Box.of(step.point().state()));
            row.add(Box.of(t.number(step.point().services())));
            for (var cause : occurring) {
                row.add(Box.of(i == 0 ? "" : t.number(step.causes().getOrDefault(cause, 0))));
            }
            row.add(Box.of(i == 0 ? "" : comparable(steps.get(i - 1), step)));
            rows.add(row);
        }
        return new Grid(t.of("entwicklung.gruende"), head, rows, true);
    }

    /** Whether the figures of two states can be compared, and if not, why. */
    private String comparable(Step before, Step after) {
        var come = after.point().since(before.point());
        var gone = before.point().since(after.point());
        var words = new ArrayList<String>();
        if (!come.isEmpty()) {
            words.add(t.of("entwicklung.dazu", titles(come)));
        }
        if (!gone.isEmpty()) {
            words.add(t.of("entwicklung.weg", titles(gone)));
        }
        if (!before.manifest().fingerprint().equals(after.manifest().fingerprint())) {
            words.add(t.of("entwicklung.regel"));
        }
        return words.isEmpty() ? t.of("entwicklung.vergleichbar") : String.join(", ", words);
    }

    private String titles(Collection<String> feeds) {
        return feeds.size() > MOST_NAMED
                ? t.of("entwicklung.quellen", feeds.size())
                : String.join(
                        ", ",
                        feeds.stream()
                                .map(feed -> site.feedTitles().getOrDefault(feed, feed))
                                .toList());
    }

    private Section since(Published published) {
        var offers = published.figures().inventory().offers();
        var known = offers.stream().filter(offer -> offer.ends() != null).count();
        var undated =
                offers.stream().map(Offer::confirmed).filter(day -> day == null).count();
        return new Section(
                t.of("planung.was-wir-nicht-wissen"),
                t.of("entwicklung.ende-bekannt", t.of("planung.von", t.number(known), t.number(offers.size()))),
                t.of("entwicklung.unbestaetigt", t.of("planung.von", t.number(undated), t.number(offers.size()))));
    }
}
