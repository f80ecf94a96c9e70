package de.hilfenetz.serve;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.CollationKey;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The rows of a published table, read one after the other: what is asked for decides how much is held, not how long it is. */
final class Rows {

    /** A column with more different values is searched, not chosen from. */
    static final int MOST_VALUES = 200;
    /** Characters of all different values of a column; one with more is for reading, not to choose from. */
    static final int MOST_CHARACTERS = 20_000;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

    private Rows() {}

    /**
     * What somebody asks of a table.
     *
     * @param words all of them in the row, whatever its column, as {@link GermanOrder#fold} writes them
     * @param values the value that a column has, by its name
     * @param sort the column to sort by; null for the order of the file
     */
    record Wish(
            List<String> words,
            Map<String, String> values,
            @Nullable String sort,
            boolean descending) {

        /** The whole table. */
        static final Wish ALL = new Wish(List.of(), Map.of(), null, false);

        Wish {
            words = List.copyOf(words);
            values = Map.copyOf(values);
        }

        /** The same without the condition on a column; on the words, where {@code column} is empty. */
        Wish without(String column) {
            var left = new HashMap<>(values);
            left.remove(column);
            return new Wish(column.isEmpty() ? List.of() : words, left, sort, descending);
        }

        /** Whether the whole table is wished for. */
        boolean isAll() {
            return words.isEmpty() && values.isEmpty();
        }
    }

    /**
     * A page of rows.
     *
     * @param total how many rows the wish leaves, on all pages
     * @param facets by column, how many rows of the wish, but for its condition on that column, have each value; no columns with
     *     too many values
     */
    record Page(List<String> header, List<List<String>> rows, long total, Map<String, Map<String, Long>> facets) {}

    /**
     * What is known of a whole table once it was read.
     *
     * @param facets by column, how many rows have each value; no columns with too many values
     */
    record Overview(long total, Map<String, Map<String, Long>> facets) {}

    /** Is given the rows that a wish leaves, first the names of the columns. */
    @FunctionalInterface
    interface Out {
        void row(List<String> fields) throws IOException;
    }

    /** Gives the names of the columns. */
    static void header(Path path, Out out) throws IOException {
        try (var reader = open(path)) {
            var rows = reader.iterator();
            if (rows.hasNext()) {
                out.row(rows.next().getFields());
            }
        }
    }

    /** Gives all rows of the gzipped CSV at {@code path} that {@code wish} leaves, in the order of the file. */
    static void each(Path path, Wish wish, Out out) throws IOException {
        try (var reader = open(path)) {
            var rows = reader.iterator();
            if (!rows.hasNext()) {
                return;
            }
            var header = rows.next().getFields();
            out.row(header);
            while (rows.hasNext()) {
                var fields = rows.next().getFields();
                if (failing(fields, header, wish) == 0) {
                    out.row(fields);
                }
            }
        }
    }

    /** Reads the whole table. */
    static Overview overview(Path path) throws IOException {
        var header = new ArrayList<String>();
        header(path, header::addAll);
        var whole = page(path, new Wish(List.of(), Map.of(), null, false), header, 0, 0);
        return new Overview(whole.total(), whole.facets());
    }

    /** The rows {@code from} to {@code from + size} of a table of which the rest is known; reads nothing where there are none. */
    static Page page(Path path, Overview overview, List<String> columns, int from, int size) throws IOException {
        var facets = new HashMap<>(overview.facets());
        facets.keySet().retainAll(columns);
        if (from >= overview.total()) {
            return new Page(List.of(), List.of(), overview.total(), facets);
        }
        try (var reader = open(path)) {
            var rows = reader.iterator();
            var header = rows.hasNext() ? rows.next().getFields() : List.<String>of();
            var page = new ArrayList<List<String>>();
            for (var place = 0; place < from + size && rows.hasNext(); place++) {
                var fields = rows.next().getFields();
                if (place >= from) {
                    page.add(fields);
                }
            }
            return new Page(header, page, overview.total(), facets);
        }
    }

    /** The rows {@code from} to {@code from + size} of what {@code wish} leaves, with facets of {@code columns}. */
    static Page page(Path path, Wish wish, List<String> columns, int from, int size) throws IOException {
        try (var reader = open(path)) {
            var rows = reader.iterator();
            var header = rows.hasNext() ? rows.next().getFields() : List.<String>of();
            var facets = new HashMap<String, Map<String, Long>>();
            columns.forEach(column -> facets.put(column, new TreeMap<>(GermanOrder.comparator())));
            var picked = new Picked(header.indexOf(wish.sort()), wish.descending(), from + size);
            var total = 0L;
            while (rows.hasNext()) {
                var fields = rows.next().getFields();
                var failing = failing(fields, header, wish);
                if (failing == 0) {
                    picked.add(fields, total++);
                }
                if (failing <= 1) {
                    count(facets, fields, header, wish, failing);
                }
            }
            facets.values().removeIf(Rows::isLong);
            return new Page(header, picked.from(from), total, facets);
        }
    }

    private static CsvReader<de.siegmar.fastcsv.reader.CsvRecord> open(Path path) throws IOException {
        return CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(path), 1 << 16), StandardCharsets.UTF_8));
    }

    /** How many conditions a row fails; failed words count twice, because no facet undoes them. */
    private static int failing(List<String> fields, List<String> header, Wish wish) {
        var failing = 0;
        for (var value : wish.values().entrySet()) {
            failing += value(fields, header, value.getKey()).equals(value.getValue()) ? 0 : 1;
        }
        if (failing <= 1 && !wish.words().isEmpty()) {
            var text = GermanOrder.fold(String.join(" ", fields));
            failing += wish.words().stream().allMatch(text::contains) ? 0 : 2;
        }
        return failing;
    }

    private static void count(
            Map<String, Map<String, Long>> facets, List<String> fields, List<String> header, Wish wish, int failing) {
        for (var columns = facets.entrySet().iterator(); columns.hasNext(); ) {
            var facet = columns.next();
            var value = value(fields, header, facet.getKey());
            var asked = wish.values().get(facet.getKey());
            // A choice shows what choosing another value of its own column would leave.
            if (failing == 0 || (asked != null && !asked.equals(value))) {
                facet.getValue().merge(value, 1L, Long::sum);
                if (facet.getValue().size() > MOST_VALUES) {
                    columns.remove();
                }
            }
        }
    }

    private static boolean isLong(Map<String, Long> counts) {
        return counts.keySet().stream().mapToInt(String::length).sum() > MOST_CHARACTERS;
    }

    private static String value(List<String> fields, List<String> header, String column) {
        var place = header.indexOf(column);
        return place < 0 || place >= fields.size() ? "" : fields.get(place);
    }

    /** The first rows of an order, whatever comes later. */
    private static final class Picked {

        private record Row(
                @Nullable BigDecimal number, @Nullable CollationKey text, long place, List<String> fields) {}

        private final int column;
        private final int most;
        private final Collator collator = Collator.getInstance(Locale.GERMANY);
        private final Comparator<Row> order;
        private final PriorityQueue<Row> last;

        Picked(int column, boolean descending, int most) {
            this.column = column;
            this.most = most;
            // Numbers before words, what is empty at the end whichever way it is sorted.
            Comparator<Row> value = Comparator.comparing(Row::number, Comparator.nullsLast(Comparator.naturalOrder()));
            value = value.thenComparing(Row::text, Comparator.nullsLast(Comparator.naturalOrder()));
            Comparator<Row> empty = Comparator.comparing(row -> row.number() == null && row.text() == null);
            order = empty.thenComparing(descending ? value.reversed() : value).thenComparingLong(Row::place);
            last = new PriorityQueue<>(order.reversed());
        }

        void add(List<String> fields, long place) {
            if (column < 0 && place >= most) {
                return;
            }
            var value = column < 0 || column >= fields.size() ? "" : fields.get(column);
            var isNumber = NUMBER.matcher(value).matches();
            last.add(new Row(
                    isNumber ? new BigDecimal(value) : null,
                    isNumber || value.isEmpty() ? null : collator.getCollationKey(value),
                    place,
                    fields));
            if (last.size() > most) {
                last.remove();
            }
        }

        List<List<String>> from(int from) {
            var sorted = new ArrayList<>(last);
            sorted.sort(order);
            return sorted.stream().skip(from).map(Row::fields).toList();
        }
    }
}
