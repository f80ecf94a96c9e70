package de.hilfenetz.serve;

import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.serve.Views.Card;
import de.hilfenetz.serve.Views.CatalogueFacet;
import de.hilfenetz.serve.Views.CataloguePage;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Option;
import de.hilfenetz.serve.Views.Row;
import de.hilfenetz.serve.Views.Trend;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /daten}: all data sets, to be narrowed by what is in them, format and area, and compared side by side. */
final class CataloguePages {

    private static final String PATH = "/daten";
    private static final int COMPARED = 3;
    private static final List<String> SORTS = List.of("ordnung", "aktualitaet", "name");

    /** What a data set is about, by its name; the rest is for looking up. */
    private static final Map<String, String> CONTENTS = Map.of(
            "angebote", "hilfen",
            "traeger", "hilfen",
            "orte", "hilfen",
            "alles", "hilfen",
            "versorgung", "planung",
            "abstimmungen", "planung",
            "qualitaet", "planung");

    private static final Map<String, String> LEVELS =
            Map.of("angebote", "adresse", "orte", "adresse", "alles", "adresse", "versorgung", "stadtteil");

    private final Supplier<Optional<Published>> current;
    private final DataSets sets;
    private final DataSetFacts.Reader facts;
    private final Words t;
    private final Labels labels;
    private final Pages pages;

    CataloguePages(Supplier<Optional<Published>> current, Releases releases, Words t, Labels labels, Pages pages) {
        this.current = current;
        this.t = t;
        this.labels = labels;
        this.pages = pages;
        facts = new DataSetFacts.Reader(releases);
        sets = new DataSets(releases, t);
    }

    private record DataSet(String name, String title, String purpose, List<DataFile> files, DataSetFacts facts) {

        Instant changed() {
            return files.stream()
                    .map(DataFile::changed)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }

        /** {@code 2026-11} */
        String month() {
            return YearMonth.from(changed().atZone(Words.BERLIN)).toString();
        }

        String contents() {
            return CONTENTS.getOrDefault(name, "nachschlagen");
        }

        String level() {
            return LEVELS.getOrDefault(name, "ohne");
        }

        long rows() {
            return DataSets.rows(files).orElse(-1L);
        }
    }

    /** A way to narrow: its parameter, and the values that a data set has for it. */
    private record Facet(String parameter, Function<DataSet, Stream<String>> values, Function<String, String> label) {}

    private List<Facet> facets() {
        return List.of(
                new Facet("inhalt", set -> Stream.of(set.contents()), value -> t.of("katalog.inhalt." + value)),
                new Facet(
                        "format",
                        set -> set.files().stream().map(DataFile::extension).distinct(),
                        value -> t.has("format." + value) ? t.of("format." + value) : value),
                new Facet(
                        "lebenslage",
                        set -> set.facts().situations().stream(),
                        value -> labels.of("lebenslage", value)),
                new Facet("ebene", set -> Stream.of(set.level()), value -> t.of("katalog.ebene." + value)),
                new Facet("aktualitaet", set -> Stream.of(set.month()), value -> t.month(YearMonth.parse(value))));
    }

    /** The page. */
    void page(Context ctx) {
        var published = current.get();
        var all = published.map(now -> all(now.manifest())).orElse(List.of());
        var query = Objects.requireNonNullElse(ctx.queryParam("q"), "").strip();
        var facets = facets();
        var found = all.stream()
                .filter(set -> hasWords(set, query))
                .filter(set -> facets.stream().allMatch(facet -> fits(set, facet, ctx)))
                .sorted(order(ctx, query))
                .toList();
        var isNarrowed = !query.isEmpty()
                || facets.stream().anyMatch(facet -> !asked(ctx, facet).isEmpty());
        var compared =
                ctx.queryParams("vergleich").stream().distinct().limit(COMPARED).toList();
        var page = new CataloguePage(
                query,
                t.count("datensaetze", found.size()),
                isNarrowed,
                facets.stream()
                        .map(facet -> choice(facet, all, facets, query, ctx))
                        .toList(),
                SORTS.stream()
                        .map(sort -> new Option(sort, t.of("katalog.sortiert." + sort), sort.equals(sort(ctx))))
                        .toList(),
                found.stream()
                        .map(set -> card(set, compared.contains(set.name())))
                        .toList(),
                compare(all.stream()
                        .filter(set -> compared.contains(set.name()))
                        .toList()));
        var frame = pages.frame(ctx, published, t.of("daten"), t.of("daten.beschreibung"))
                .with(List.of(new Frame.Alternate(Accept.TURTLE, "/catalog.ttl")));
        pages.send(
                ctx,
                published,
                sets.made(published),
                "katalog",
                Map.of("frame", ctx.queryString() == null ? frame : frame.withoutIndex(), "page", page));
    }

    private List<DataSet> all(Manifest manifest) {
        var files = sets.of(manifest);
        var known = facts.of(manifest, files);
        return files.entrySet().stream()
                .map(set -> new DataSet(
                        set.getKey(),
                        sets.title(set.getKey(), set.getValue()),
                        sets.purpose(set.getKey(), set.getValue()),
                        set.getValue(),
                        Objects.requireNonNull(known.get(set.getKey()))))
                .toList();
    }

    private static String asked(Context ctx, Facet facet) {
        return Objects.requireNonNullElse(ctx.queryParam(facet.parameter()), "");
    }

    private static boolean fits(DataSet set, Facet facet, Context ctx) {
        var asked = asked(ctx, facet);
        return asked.isEmpty() || facet.values().apply(set).anyMatch(Predicate.isEqual(asked));
    }

    private static boolean hasWords(DataSet set, String query) {
        return hasWords(set.title() + " " + set.purpose() + " " + set.name(), query);
    }

    private static boolean hasWords(String text, String query) {
        var folded = GermanOrder.fold(text);
        return ListPages.words(query).stream().allMatch(folded::contains);
    }

    private static String sort(Context ctx) {
        return Objects.requireNonNullElse(ctx.queryParam("sortiert"), SORTS.getFirst());
    }

    private static Comparator<DataSet> order(Context ctx, String query) {
        return switch (sort(ctx)) {
            case "name" -> Comparator.comparing(DataSet::title, GermanOrder.comparator());
            case "aktualitaet" -> Comparator.comparing(DataSet::changed).reversed();
            // Those that are called so first, then as they stand in the release.
            default -> Comparator.comparing(set -> !hasWords(set.title(), query));
        };
    }

    /** Each value with the number of data sets that choosing it would leave; none are shown too, but cannot be chosen. */
    private CatalogueFacet choice(Facet facet, List<DataSet> all, List<Facet> facets, String query, Context ctx) {
        var counts = new TreeMap<String, Long>(Comparator.comparing(facet.label(), GermanOrder.comparator()));
        for (var set : all) {
            var isLeft = hasWords(set, query)
                    && facets.stream().allMatch(other -> other.equals(facet) || fits(set, other, ctx));
            facet.values().apply(set).forEach(value -> counts.merge(value, isLeft ? 1L : 0L, Long::sum));
        }
        var options = new ArrayList<CatalogueFacet.Value>();
        options.add(new CatalogueFacet.Value(
                "", t.of("filter.alle"), asked(ctx, facet).isEmpty(), true));
        counts.forEach((value, count) -> options.add(new CatalogueFacet.Value(
                value,
                "%s (%s)".formatted(facet.label().apply(value), t.number(count)),
                value.equals(asked(ctx, facet)),
                count > 0)));
        return new CatalogueFacet(facet.parameter(), t.of("katalog." + facet.parameter()), options);
    }

    private Card card(DataSet set, boolean compared) {
        var remarks = new ArrayList<String>();
        if (set.rows() >= 0) {
            remarks.add(t.count("zeilen", set.rows()));
        }
        if (set.facts().columns() > 0) {
            remarks.add(t.count("spalten", set.facts().columns()));
        }
        remarks.add(formats(set));
        return new Card(
                set.name(),
                set.title(),
                set.purpose(),
                PATH + "/" + set.name(),
                remarks,
                t.day(set.changed()),
                DataSets.named(DataSets.licence(set.files())),
                trend(set.facts().rows()),
                compared);
    }

    /** The rows of the last releases as a line from left to right. */
    private @Nullable Trend trend(List<Long> rows) {
        if (rows.size() < 2) {
            return null;
        }
        var least = Collections.min(rows);
        var range = Math.max(1, Collections.max(rows) - least);
        var points = IntStream.range(0, rows.size())
                .mapToObj(i ->
                        "%d,%d".formatted(2 + 56 * i / (rows.size() - 1), 18 - 16 * (rows.get(i) - least) / range))
                .collect(Collectors.joining(" "));
        return new Trend(
                points, t.of("katalog.verlauf", rows.size(), t.number(rows.getFirst()), t.number(rows.getLast())));
    }

    private String formats(DataSet set) {
        return String.join(", ", set.files().stream().map(sets::format).toList());
    }

    /** Rows with a value for each of the data sets; none where there are not at least two. */
    private List<Row> compare(List<DataSet> compared) {
        if (compared.size() < 2) {
            return List.of();
        }
        return List.of(
                row("katalog.datensatz", compared, set -> new Link(set.title(), PATH + "/" + set.name())),
                row("katalog.zweck", compared, set -> new Link(set.purpose(), "")),
                row(
                        "katalog.umfang",
                        compared,
                        set -> new Link(set.rows() < 0 ? "–" : t.count("zeilen", set.rows()), "")),
                row(
                        "datensatz.spalten",
                        compared,
                        set -> new Link(
                                set.facts().columns() == 0
                                        ? "–"
                                        : t.number(set.facts().columns()),
                                "")),
                row("katalog.format", compared, set -> new Link(formats(set), "")),
                row("katalog.ebene", compared, set -> new Link(t.of("katalog.ebene." + set.level()), "")),
                row(
                        "katalog.geaendert",
                        compared,
                        set -> new Link(t.day(set.changed()).text(), "")),
                row("datensatz.meta.lizenz", compared, set -> DataSets.named(DataSets.licence(set.files()))));
    }

    private Row row(String key, List<DataSet> compared, Function<DataSet, Link> value) {
        return new Row(t.of(key), compared.stream().map(value).toList());
    }
}
