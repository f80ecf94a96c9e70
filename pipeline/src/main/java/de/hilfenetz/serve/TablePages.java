package de.hilfenetz.serve;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Rows.Wish;
import de.hilfenetz.serve.Views.Choice;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Option;
import de.hilfenetz.serve.Views.TableColumn;
import de.hilfenetz.serve.Views.TablePage;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * {@code /daten/{dataset}/tabelle}: a published table to look through without a program of one's own, and what is chosen of it
 * as a file with exactly the rows that are counted.
 */
final class TablePages {

    private static final int ROWS = 50;
    private static final int COLUMNS = 6;
    private static final int LONGEST_CELL = 160;
    /** Rows that a workbook is made of while somebody waits; the whole table is made beforehand. */
    private static final int LONGEST_WORKBOOK = 10_000;
    /** Tables of two releases. */
    private static final int REMEMBERED = 50;
    /** As far as that anybody may read beside the readers of whole tables. */
    private static final int NEAR = 10 * ROWS;

    private static final Map<String, String> RECORDS =
            Map.of("angebot_id", "/angebote/", "traeger_id", "/traeger/", "ort_id", "/orte/");
    /** What a table is about comes first; the rest is a matter of taste. */
    private static final Map<String, List<String>> SHOWN = Map.of(
            "angebote", List.of("name", "traeger", "lebenslagen", "stadtteil", "sprachen", "telefon"),
            "traeger", List.of("traeger", "traegerart", "verband", "telefon", "web"),
            "orte", List.of("ort_name", "strasse", "hausnummer", "stadtteil", "merkmal_eingang", "merkmal_wc"),
            "versorgung",
                    List.of("gebiet", "lebenslage_name", "gliederung", "wert_name", "angebote", "stunden_je_woche"));

    private static final Map<String, String> NAMES =
            Map.of("name", "angebot_id", "traeger", "traeger_id", "ort_name", "ort_id");
    /** How an address asks for rows without a value. */
    private static final String EMPTY = "–";

    private static final Set<String> OWN = Set.of("q", "spalte", "sortiert", "seite", "stand", "sprache");

    private final Supplier<Optional<Published>> current;
    private final Releases releases;
    private final Words t;
    private final Pages pages;
    private final DataSets sets;
    private final Dictionary dictionary;
    /** Each reads a whole table. */
    private final Semaphore readers = new Semaphore(2);
    /** By the hash of a table: who only leafs through it reads no further than the page. */
    private final Map<String, Rows.Overview> overviews = new ConcurrentHashMap<>();

    TablePages(Supplier<Optional<Published>> current, Releases releases, Dictionary dictionary, Words t, Pages pages) {
        this.current = current;
        this.releases = releases;
        this.t = t;
        this.dictionary = dictionary;
        this.pages = pages;
        sets = new DataSets(releases, t);
    }

    private record Table(String dataset, String title, Path path, String sha256, List<String> header) {}

    private Table table(Context ctx, Published published) throws IOException {
        return table(ctx.pathParam("dataset"), published);
    }

    private Table table(String dataset, Published published) throws IOException {
        var file = releases.files(published.manifest()).stream()
                .filter(one -> one.dataset().equals(dataset) && one.extension().equals("csv"))
                .findFirst()
                .orElseThrow(() -> Refusal.of(404));
        var path = releases.path(published.manifest().release(), file.name());
        var header = new ArrayList<String>();
        Rows.header(path, header::addAll);
        return new Table(dataset, sets.title(dataset, List.of(file)), path, file.plainSha256(), header);
    }

    private static Wish wish(Context ctx, Table table) {
        var words = Stream.of(GermanOrder.fold(Objects.requireNonNullElse(ctx.queryParam("q"), ""))
                        .split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        var values = new HashMap<String, String>();
        for (var column : table.header()) {
            var value = OWN.contains(column) ? null : ctx.queryParam(column);
            if (value != null && !value.isEmpty()) {
                values.put(column, value.equals(EMPTY) ? "" : value);
            }
        }
        var sort = Objects.requireNonNullElse(ctx.queryParam("sortiert"), "");
        var column = sort.replaceFirst("^-", "");
        return new Wish(words, values, table.header().contains(column) ? column : null, sort.startsWith("-"));
    }

    private static List<String> shown(Context ctx, Table table) {
        var asked = ctx.queryParams("spalte").stream()
                .filter(table.header()::contains)
                .distinct()
                .toList();
        if (!asked.isEmpty()) {
            return asked;
        }
        var usual = SHOWN.getOrDefault(table.dataset(), List.of()).stream()
                .filter(table.header()::contains)
                .toList();
        return usual.isEmpty() ? table.header().stream().limit(COLUMNS).toList() : usual;
    }

    /** The page. */
    void page(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var table = table(ctx, published);
        var wish = wish(ctx, table);
        var shown = shown(ctx, table);
        var number = number(ctx);
        var read = read(table, wish, shown, (number - 1) * ROWS);
        var labels = labels(table);
        var last = (int) Math.max(1, (read.total() + ROWS - 1) / ROWS);
        if (number > last) {
            throw Refusal.of(404);
        }
        var title = t.of("tabelle.titel", table.title());
        var frame = pages.frame(ctx, Optional.of(published), title, t.of("tabelle.beschreibung", table.title()));
        var view = new TablePage(
                table.title(),
                "/daten/" + table.dataset(),
                Objects.requireNonNullElse(ctx.queryParam("q"), ""),
                t.count("zeilen", read.total()),
                !wish.isAll(),
                shown.stream()
                        .map(column -> column(ctx, table, column, label(labels, column), wish))
                        .toList(),
                read.rows().stream()
                        .map(row -> cells(row, read.header(), shown))
                        .toList(),
                choices(read, shown, wish, labels),
                table.header().stream()
                        .map(column -> new Option(column, label(labels, column), shown.contains(column)))
                        .toList(),
                read.total() == 0 ? ways(ctx, table, wish, labels) : List.of(),
                files(ctx, table, read.total()),
                t.of("blaettern.seite", t.number(number), t.number(last)),
                number == 1
                        ? null
                        : new Link(
                                t.of("blaettern.zurueck"),
                                query(ctx, table)
                                        .with("seite", number == 2 ? null : Integer.toString(number - 1))
                                        .on(path(table))),
                number == last
                        ? null
                        : new Link(
                                t.of("blaettern.weiter"),
                                query(ctx, table)
                                        .with("seite", Integer.toString(number + 1))
                                        .on(path(table))));
        var isPlain = ctx.queryString() == null;
        pages.send(
                ctx,
                Optional.of(published),
                "tabelle",
                Map.of("frame", isPlain ? frame : frame.withoutIndex(), "table", view),
                wish.words().isEmpty() ? Answers.REVALIDATE : Answers.NOT_KEPT);
    }

    private Rows.Page read(Table table, Wish wish, List<String> shown, int from) throws IOException {
        if (!wish.isAll() || wish.sort() != null) {
            return reading(() -> Rows.page(table.path(), wish, shown, from, ROWS));
        }
        var overview = overviews.get(table.sha256());
        if (overview == null) {
            overview = reading(() -> Rows.overview(table.path()));
            if (overviews.size() >= REMEMBERED) {
                overviews.clear();
            }
            overviews.put(table.sha256(), overview);
        }
        var known = overview;
        return from < NEAR
                ? Rows.page(table.path(), known, shown, from, ROWS)
                : reading(() -> Rows.page(table.path(), known, shown, from, ROWS));
    }

    /** The rows that are left, all their columns, as CSV (RFC 4180, UTF-8): as many as the page counts. */
    void csv(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var table = table(ctx, published);
        var wish = wish(ctx, table);
        var packed = reading(() -> packed(table, wish, row -> true, Long.MAX_VALUE));
        send(ctx, table, published, wish.words().isEmpty(), packed);
    }

    private static void send(Context ctx, Table table, Published published, boolean isKept, byte[] packed)
            throws IOException {
        head(ctx, table, published, isKept, "csv", "text/csv;charset=utf-8;header=present");
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            plain.transferTo(ctx.outputStream());
        }
    }

    /** {@code /angebote.csv} and its kin: the rows of the records that the list of {@code kind} shows when it is narrowed likewise. */
    Handler list(Kind kind) {
        return ctx -> {
            var published = current.get().orElseThrow(() -> Refusal.of(404));
            var table = table(Hits.path(kind).substring(1), published);
            var filter = ListPages.filter(kind, ctx, pages.now());
            var ids = published.directory().select(kind, filter).all().stream()
                    .map(listed -> listed.id().toString())
                    .collect(toSet());
            var packed = reading(() -> packed(table, Wish.ALL, row -> ids.contains(row.getFirst()), Long.MAX_VALUE));
            send(ctx, table, published, filter.words().isEmpty() && filter.openAt() == null, packed);
        };
    }

    /** The same as a workbook, as the whole table is published. */
    void xlsx(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var table = table(ctx, published);
        var wish = wish(ctx, table);
        var workbook = reading(() -> workbook(table, packed(table, wish, row -> true, LONGEST_WORKBOOK)));
        head(
                ctx,
                table,
                published,
                wish.words().isEmpty(),
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        ctx.result(workbook);
    }

    private byte[] workbook(Table table, byte[] packed) throws IOException {
        var rows = Files.createTempFile("auswahl", ".csv.gz");
        try {
            Files.write(rows, packed);
            var workbook = Files.createTempFile("auswahl", ".xlsx");
            try {
                releases.workbook(table.dataset(), rows, workbook);
                return Files.readAllBytes(workbook);
            } finally {
                Files.delete(workbook);
            }
        } finally {
            Files.delete(rows);
        }
    }

    private static void head(Context ctx, Table table, Published published, boolean isKept, String form, String type) {
        ctx.contentType(type);
        ctx.header(
                "Content-Disposition",
                "attachment; filename=\"%s-auswahl-%s.%s\"".formatted(table.dataset(), published.release(), form));
        ctx.header("Cache-Control", isKept ? Answers.REVALIDATE : Answers.NOT_KEPT);
    }

    /** Packed it is small enough to wait for slow readers in memory, so that they keep nobody else from reading. */
    private byte[] packed(Table table, Wish wish, Predicate<List<String>> isWanted, long most) throws IOException {
        var packed = new ByteArrayOutputStream();
        var count = new AtomicLong(-1); // the heading is no row
        try (var out = CsvWriter.builder()
                .build(new BufferedWriter(
                        new OutputStreamWriter(new GZIPOutputStream(packed), StandardCharsets.UTF_8)))) {
            Rows.each(table.path(), wish, row -> {
                if (count.get() >= 0 && !isWanted.test(row)) {
                    return;
                }
                if (count.incrementAndGet() > most) {
                    throw Refusal.of(400, t.of("tabelle.zu-lang", t.number(most)));
                }
                out.writeRecord(row);
            });
        }
        return packed.toByteArray();
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T reading(Reading<T> reading) throws IOException {
        if (!readers.tryAcquire()) {
            throw Refusal.problem(503, "voll", t.of("problem.voll"));
        }
        try {
            return reading.read();
        } finally {
            readers.release();
        }
    }

    private static int number(Context ctx) {
        var asked = Objects.requireNonNullElse(ctx.queryParam("seite"), "1");
        if (!asked.matches("[1-9]\\d{0,5}")) {
            throw Refusal.of(404);
        }
        return Integer.parseInt(asked);
    }

    private static String path(Table table) {
        return "/daten/" + table.dataset() + "/tabelle";
    }

    /** What was asked for, but for the page. */
    private static Query query(Context ctx, Table table) {
        var query = new Query().with("q", ctx.queryParam("q"));
        for (var column : table.header()) {
            query = OWN.contains(column) ? query : query.with(column, ctx.queryParam(column));
        }
        return query.with("spalte", ctx.queryParams("spalte")).with("sortiert", ctx.queryParam("sortiert"));
    }

    /** What people call the columns; none for a name that two would share. */
    private Map<String, String> labels(Table table) {
        var titles = new HashMap<String, String>();
        table.header()
                .forEach(column -> dictionary.findColumn(column).ifPresent(field -> titles.put(column, field.title())));
        var times = titles.values().stream().collect(groupingBy(identity(), counting()));
        titles.values().removeIf(title -> title.isEmpty() || times.getOrDefault(title, 0L) > 1);
        return titles;
    }

    private static String label(Map<String, String> labels, String column) {
        return Objects.requireNonNullElse(labels.get(column), column);
    }

    private static TableColumn column(Context ctx, Table table, String column, String label, Wish wish) {
        var isSorted = column.equals(wish.sort());
        var next = isSorted && !wish.descending() ? "-" + column : column;
        return new TableColumn(
                column,
                label,
                query(ctx, table).with("sortiert", next).on(path(table)),
                isSorted ? (wish.descending() ? "descending" : "ascending") : null);
    }

    private static List<Link> cells(List<String> row, List<String> header, List<String> shown) {
        return shown.stream()
                .map(column -> {
                    var place = header.indexOf(column);
                    var text = place < row.size() ? row.get(place) : "";
                    return new Link(shortened(text), href(row, header, column));
                })
                .toList();
    }

    /** Several values of a cell stand between bars. */
    private static String shortened(String cell) {
        var text = cell.replace("|", ", ");
        return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 1) + "…";
    }

    /** The page of the record whose id or name stands in a column; empty where it is none. */
    private static String href(List<String> row, List<String> header, String column) {
        var id = NAMES.getOrDefault(column, column);
        var place = header.indexOf(id);
        var prefix = RECORDS.get(id);
        var isRecord = prefix != null
                && place >= 0
                && place < row.size()
                && row.get(place).matches("[0-9a-f-]{36}");
        return isRecord ? prefix + row.get(place) : "";
    }

    /** What nearly every row says differently, like its name, is better searched. */
    private static boolean isWorthChoosing(Map<String, Long> counts, boolean chosen) {
        var rows = counts.values().stream().mapToLong(Long::longValue).sum();
        return chosen || (counts.size() > 1 && 2L * counts.size() <= rows);
    }

    private List<Choice> choices(Rows.Page read, List<String> shown, Wish wish, Map<String, String> labels) {
        var choices = new ArrayList<Choice>();
        for (var column : shown) {
            var counts = read.facets().get(column);
            if (counts == null || !isWorthChoosing(counts, wish.values().containsKey(column))) {
                continue;
            }
            var options = new ArrayList<Option>();
            options.add(new Option("", t.of("filter.alle"), !wish.values().containsKey(column)));
            counts.forEach((value, count) -> options.add(new Option(
                    value.isEmpty() ? EMPTY : value,
                    "%s (%s)".formatted(value.isEmpty() ? t.of("tabelle.leer") : shortened(value), t.number(count)),
                    value.equals(wish.values().get(column)))));
            choices.add(new Choice(column, label(labels, column), options));
        }
        return choices;
    }

    /** Where nothing is left: the same with one condition less, as far as that leaves something. */
    private List<Link> ways(Context ctx, Table table, Wish wish, Map<String, String> labels) throws IOException {
        var ways = new ArrayList<Link>();
        for (var column : Stream.concat(
                        wish.words().isEmpty() ? Stream.empty() : Stream.of(""),
                        wish.values().keySet().stream().sorted())
                .toList()) {
            var left = reading(() -> Rows.page(table.path(), wish.without(column), List.of(), 0, 1))
                    .total();
            if (left > 0) {
                var name = column.isEmpty() ? t.of("suche") : label(labels, column);
                ways.add(new Link(
                        t.of("finden.ohne", name, t.count("zeilen", left)),
                        query(ctx, table)
                                .without(column.isEmpty() ? "q" : column)
                                .on(path(table))));
            }
        }
        return ways;
    }

    private List<Link> files(Context ctx, Table table, long rows) {
        var query = query(ctx, table).without("spalte").without("sortiert");
        var files = new ArrayList<Link>();
        if (rows <= LONGEST_WORKBOOK) {
            files.add(new Link(t.of("tabelle.auswahl.xlsx"), query.on(path(table) + ".xlsx")));
        }
        files.add(new Link(t.of("tabelle.auswahl"), query.on(path(table) + ".csv")));
        files.add(new Link(t.of("tabelle.alles"), "/daten/" + table.dataset()));
        return files;
    }
}
