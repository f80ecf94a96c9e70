package de.hilfenetz.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a table is written, found out from its first 64,000 characters.
 *
 * @param text the whole table, from its beginning
 * @param head its beginning
 * @param whole whether the head is all there is
 * @param separator between cells
 * @param separatorLine whether the first line only names the separator, as Excel writes it: {@code sep=;}
 */
record TableStart(Reader text, String head, boolean whole, char separator, boolean separatorLine) {

    private static final int HEAD = 64_000;
    private static final int SAMPLE = 200;
    private static final String SEPARATORS = ";,\t|";

    /** Reads the beginning of {@code reader}. */
    static TableStart read(Reader reader, @Nullable String separator) throws IOException {
        var text = new BufferedReader(reader, HEAD + 1);
        text.mark(HEAD);
        var chars = new char[HEAD];
        int length = 0;
        for (int count = 0; count >= 0 && length < HEAD; length += Math.max(0, count)) {
            count = text.read(chars, length, HEAD - length);
        }
        text.reset();
        var head = new String(chars, 0, length);
        boolean whole = length < HEAD;
        boolean separatorLine = head.length() > 5
                && head.substring(0, 4).toLowerCase(Locale.ROOT).equals("sep=")
                && SEPARATORS.indexOf(head.charAt(4)) >= 0
                && (head.charAt(5) == '\n' || head.charAt(5) == '\r');
        char found = separator != null ? separator.charAt(0) : separatorLine ? head.charAt(4) : detect(head, whole);
        return new TableStart(text, head, whole, found, separatorLine);
    }

    /** Whether the file holds nothing but blanks. */
    boolean isBlank() {
        return whole && head.isBlank();
    }

    /** In a sentence of any language. */
    String separatorName() {
        return separator == '\t' ? "Tab" : String.valueOf(separator);
    }

    /** All rows, with the numbers of their lines. */
    CsvReader<CsvRecord> rows(int cells, int cellSize) throws IOException {
        var rows = parser(separator, text, cells, cellSize);
        if (separatorLine) {
            rows.skipLines(1);
        }
        return rows;
    }

    private static CsvReader<CsvRecord> parser(char separator, Reader text, int cells, int cellSize) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .maxBufferSize(Math.max(cellSize, HEAD) * 2)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(
                        CsvRecordHandler.of(
                                c -> c.maxFields(cells).maxFieldSize(cellSize).maxRecordSize(16 << 20)),
                        new LooseQuotes(text, separator));
    }

    /** The separator that cuts most rows into as many cells as the first one; of several, the one that makes most cells. */
    private static char detect(String head, boolean whole) {
        char best = ';';
        double bestShare = 0;
        int bestCells = 1;
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char candidate = SEPARATORS.charAt(i);
            var sizes = sizes(head, whole, candidate);
            if (sizes.isEmpty() || sizes.getFirst() < 2) {
                continue;
            }
            int cells = sizes.getFirst();
            double share = (double) sizes.stream().filter(size -> size == cells).count() / sizes.size();
            if (share > bestShare + 0.1 || (share > bestShare - 0.1 && cells > bestCells)) {
                best = candidate;
                bestShare = share;
                bestCells = cells;
            }
        }
        return best;
    }

    /** Cells of the rows in the head; the last one may be cut off. */
    private static List<Integer> sizes(String head, boolean whole, char separator) {
        var sizes = new ArrayList<Integer>();
        try (var rows = parser(separator, new StringReader(head), 16_000, HEAD).iterator()) {
            while (rows.hasNext() && sizes.size() < SAMPLE) {
                sizes.add(rows.next().getFieldCount());
            }
        } catch (CsvParseException e) {
            return sizes;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a text in memory cannot fail", e);
        }
        if (!whole && sizes.size() > 1 && sizes.size() < SAMPLE) {
            sizes.removeLast();
        }
        return sizes;
    }
}
