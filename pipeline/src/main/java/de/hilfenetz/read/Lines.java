package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.record.Place;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The physical lines of a delivery, as its sender sees them in an editor. */
public final class Lines {

    private Lines() {}

    /**
     * A line.
     *
     * @param cells where in it each cell of a table begins, from 1, by heading; empty for what is no table
     */
    public record Line(String text, Map<String, Integer> cells) {

        /** Where a place begins in it, from 1; 0 where that is not known. */
        public int column(Place place) {
            return place.field() == null ? place.column() : cells.getOrDefault(place.field(), place.column());
        }
    }

    /**
     * The lines asked for, of texts only; what cannot be read is left out.
     *
     * @param wanted numbers of lines, from 1, by file
     * @return by file and number
     */
    public static Map<String, Map<Integer, Line>> find(
            Feed feed, String fileName, InputStream bytes, Map<String, Set<Integer>> wanted) throws IOException {
        var found = new HashMap<String, Map<Integer, Line>>();
        try {
            Readers.unpack(feed, fileName, bytes, (file, plain) -> {
                var numbers = wanted.getOrDefault(file, Set.of());
                if (!numbers.isEmpty()) {
                    read(feed, file, plain, numbers, found.computeIfAbsent(file, none -> new HashMap<>()));
                }
            });
        } catch (UnreadableDelivery rest) {
            return found;
        }
        return found;
    }

    private static void read(Feed feed, String file, InputStream bytes, Set<Integer> numbers, Map<Integer, Line> into)
            throws IOException {
        var plain = bytes.markSupported() ? bytes : new BufferedInputStream(bytes);
        var mark = ByteOrderMark.skip(plain);
        var named = feed.table().encoding();
        var charset = named == null ? mark : java.nio.charset.Charset.forName(named);
        var last = numbers.stream().max(Integer::compare).orElse(0);
        var isTable = feed.format() == Feed.Format.CSV || feed.format() == Feed.Format.HSDS_CSV;
        try (var text = new StrictReader(file, plain, charset, none -> {})) {
            var start = isTable ? TableStart.read(text, feed.table().delimiter()) : null;
            var headings = start == null ? List.<String>of() : headings(start, file);
            var lines = start == null ? new BufferedReader(text) : new BufferedReader(start.text());
            var number = 0;
            // Where a row goes on over the end of a line: inside quotation marks, in which cell.
            var open = false;
            var cell = 0;
            for (var line = lines.readLine(); line != null && number < last; line = lines.readLine()) {
                number++;
                if (start == null) {
                    if (numbers.contains(number)) {
                        into.put(number, new Line(line, Map.of()));
                    }
                    continue;
                }
                var row = CsvCells.row(line, 0, start.separator(), open);
                if (numbers.contains(number)) {
                    into.put(number, new Line(line, begins(row, open, cell, headings)));
                }
                cell = row.open() ? cell + row.cells().size() - 1 : 0;
                open = row.open();
            }
        }
    }

    private static List<String> headings(TableStart start, String file) {
        var head = start.head();
        for (var at = 0; at < head.length(); ) {
            var row = CsvCells.row(head, at, start.separator());
            if (!(at == 0 && start.separatorLine()) && !CsvText.isBlank(row, head)) {
                return CsvText.headings(row, head, file);
            }
            at = row.next();
        }
        return List.of();
    }

    /** @param open whether the first cell began in a line before */
    private static Map<String, Integer> begins(CsvCells.Row line, boolean open, int firstCell, List<String> headings) {
        var begins = new HashMap<String, Integer>();
        for (int i = open ? 1 : 0; i < Math.min(line.cells().size(), headings.size() - firstCell); i++) {
            begins.put(headings.get(firstCell + i), line.cells().get(i).from() + 1);
        }
        return begins;
    }
}
