package de.hilfenetz.read;

import java.util.ArrayList;
import java.util.List;

/** Where the cells of a table stand in its text, to the character; the parser that reads them does not say. */
final class CsvCells {

    private CsvCells() {}

    /**
     * A row.
     *
     * @param cells its cells, each with the quotation marks around it
     * @param next where the next row begins; the length of the text after the last one
     * @param lines physical lines of the row, its end counted
     * @param open whether the text ends inside quotation marks
     */
    record Row(List<Cell> cells, int next, int lines, boolean open) {}

    /** From the first character to after the last one. */
    record Cell(int from, int to) {

        /** What the cell says. */
        String value(CharSequence text) {
            var raw = text.subSequence(from, to).toString();
            return isQuoted(text) ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"") : raw;
        }

        boolean isQuoted(CharSequence text) {
            return to - from > 1 && text.charAt(from) == '"' && text.charAt(to - 1) == '"';
        }
    }

    /** The row that begins at {@code start}. */
    static Row row(CharSequence text, int start, char separator) {
        return row(text, start, separator, false);
    }

    /** The same; {@code quoted} where it begins inside quotation marks. */
    static Row row(CharSequence text, int start, char separator, boolean quoted) {
        var cells = new ArrayList<Cell>();
        var lines = 0;
        var from = start;
        var at = start;
        for (; at < text.length(); at++) {
            var next = text.charAt(at);
            var end = isEnd(text, at);
            if (end) {
                lines++;
            }
            if (next == '"' && (quoted || at == from)) {
                quoted = !quoted;
            } else if (!quoted && next == separator) {
                cells.add(new Cell(from, at));
                from = at + 1;
            } else if (!quoted && end) {
                var last = next == '\n' && at > from && text.charAt(at - 1) == '\r' ? at - 1 : at;
                cells.add(new Cell(from, last));
                return new Row(cells, at + 1, lines, false);
            }
        }
        cells.add(new Cell(from, at));
        return new Row(cells, at, lines, quoted);
    }

    /** Physical lines that end between two places. */
    static int breaks(CharSequence text, int from, int to) {
        var breaks = 0;
        for (var at = from; at < to; at++) {
            if (isEnd(text, at)) {
                breaks++;
            }
        }
        return breaks;
    }

    private static boolean isEnd(CharSequence text, int at) {
        var next = text.charAt(at);
        return next == '\n' || (next == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
    }
}
