package de.hilfenetz.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tables as CSV: the first row that is not blank and no title above the table holds the headings, every further one is a record with the values of its
 * cells by heading, as they are; an empty cell is absent. A row in which a quotation mark inside a text is not doubled is
 * told as an error, where it ends in its line; its neighbours are read. Encoding and separator are found out unless the feed names them.
 */
final class CsvReader {

    static final Rule TOO_MANY_CELLS = Rule.error(
            "zeile-zu-viele-zellen",
            "Die Zeile hat {found} Zellen, die Tabelle hat Überschriften: {expected}; zu viel ist „{value}“. Häufig steht das"
                    + " Trennzeichen in einem Text, der dann in Anführungszeichen gehört, oder über den Überschriften"
                    + " steht noch etwas anderes.",
            "The row has {found} cells, headings of the table: {expected}; too much is “{value}”. Often the separator stands in a"
                    + " text, which then belongs in quotation marks, or something else stands above the headings.");
    static final Rule TOO_FEW_CELLS = Rule.warning(
            "zeile-zu-wenige-zellen",
            "Die Zeile hat nur {found} von {expected} Zellen. Häufig ist ein Text über zwei Zeilen gebrochen; er gehört"
                    + " dann in Anführungszeichen.",
            "The row has only {found} of {expected} cells. Often a text is broken over two lines; it then belongs in"
                    + " quotation marks.");
    static final Rule QUOTES = Rule.error(
            "csv-anfuehrungszeichen",
            "In der Zeile, die hier beginnt, stimmen die Anführungszeichen nicht: Eines wird nicht geschlossen, oder in"
                    + " einem Text steht eines, das nicht verdoppelt ist. Bitte berichtigen.",
            "The quotation marks of the row that begins here do not match: one is not closed, or one inside a text is"
                    + " not doubled. Please correct them.");
    static final Rule TOO_LARGE = Rule.error(
            "csv-zelle-zu-gross",
            "In der Zeile, die hier beginnt, ist ein Text länger als 1 Million Zeichen oder sind mehr als 1000 Zellen."
                    + " Häufig fehlt ein schließendes Anführungszeichen.",
            "In the row that begins here a text is longer than 1 million characters or there are more than 1000 cells."
                    + " Often a closing quotation mark is missing.");
    static final Rule CHARSET =
            Rule.info("zeichensatz-erkannt", "Gelesen mit dem Zeichensatz {value}.", "Read with the charset {value}.");
    static final Rule SEPARATOR = Rule.info(
            "trennzeichen-erkannt", "Gelesen mit dem Trennzeichen {value}.", "Read with the separator {value}.");

    static final Rule ABOVE = Rule.info(
            "tabelle-mit-vorspann",
            "Über den Überschriften steht noch etwas; gelesen wird ab dieser Zeile.",
            "Something stands above the headings; the table is read from this row on.");
    static final Rule ONE_COLUMN = Rule.warning(
            "trennzeichen-fraglich",
            "Die Tabelle hat nur eine Spalte, „{value}“. Trennt ein anderes Zeichen als Semikolon, Komma, Tab oder | die Zellen,"
                    + " bitte so speichern oder es bei der Datenquelle angeben (table: delimiter).",
            "The table has only one column, “{value}”. If another character than semicolon, comma, tab or | separates the cells,"
                    + " please save it so or name it in the feed (table: delimiter).");

    /** Rows above the headings at most. */
    private static final int TITLES = 10;

    private static final int LONGEST_HEADING = 60;
    /** What separates the cells of no table that we know of stands in hardly any heading of one column. */
    private static final Pattern SEPARATING = Pattern.compile("[^\\p{L}\\p{N}\\p{Z}_()/.-]");

    private static final Pattern LINE = Pattern.compile("line (\\d{1,9})");
    private static final int CELLS = 1000;
    private static final int CELL_SIZE = 1 << 20;

    private final String file;
    private final Sink sink;
    private final Headings headings;
    private final MessageDigest seed = Sha256.digest();
    private long rows;

    private CsvReader(String file, Sink sink, Headings headings) {
        this.file = file;
        this.sink = sink;
        this.headings = headings;
        headings.names().forEach(name -> feed(seed, name));
    }

    /** Reads one table; {@code bytes} supports marks. */
    static void read(Feed.Table table, String file, InputStream bytes, Sink sink) throws IOException {
        var place = new Place(file, 0, 0, null);
        var mark = ByteOrderMark.skip(bytes);
        var named = table.encoding();
        var text = new StrictReader(file, bytes, named == null ? mark : Charset.forName(named), found -> {
            if (named == null) {
                sink.note(Finding.of(CHARSET, place, null, found.displayName()));
            }
        });
        var start = TableStart.read(text, table.delimiter());
        ForeignFile.refuseText(file, start.head(), Feed.Format.CSV);
        if (start.isBlank()) {
            throw new UnreadableDelivery(JsonRecords.EMPTY, place, null);
        }
        if (table.delimiter() == null) {
            sink.note(Finding.of(SEPARATOR, place, null, start.separatorName()));
        }
        readRows(file, start, sink);
    }

    private static void readRows(String file, TableStart start, Sink sink) throws IOException {
        CsvReader table = null;
        var above = new ArrayList<CsvRecord>();
        long line = 0;
        try (var rows = start.rows(CELLS, CELL_SIZE).iterator()) {
            while (rows.hasNext()) {
                var row = rows.next();
                line = row.getStartingLineNumber();
                if (isBlank(row)) {
                    continue;
                }
                if (table != null) {
                    table.hand(row);
                } else if (above.size() < TITLES && isTitle(row)) {
                    above.add(row);
                } else if (!above.isEmpty() && looksLikeHeadings(row)) {
                    sink.note(Finding.of(ABOVE, place(file, row), null, null));
                    table = headed(file, row, sink);
                } else {
                    above.add(row);
                    table = read(file, above, sink);
                }
            }
            if (table == null && !above.isEmpty()) {
                read(file, above, sink);
            }
        } catch (CsvParseException e) {
            // FastCSV wraps what the stream below it throws, which is no fault of the table.
            for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof UnreadableDelivery || cause instanceof Readers.SourceFailed) {
                    throw (RuntimeException) cause;
                }
            }
            throw broken(e, file, line);
        }
    }

    /** The first row holds the headings, the others are records. */
    private static CsvReader read(String file, List<CsvRecord> rows, Sink sink) {
        var table = headed(file, rows.getFirst(), sink);
        rows.stream().skip(1).forEach(table::hand);
        return table;
    }

    private static CsvReader headed(String file, CsvRecord row, Sink sink) {
        var place = place(file, row);
        if (row.getFieldCount() == 1
                && SEPARATING.matcher(row.getField(0).strip()).find()) {
            sink.note(Finding.of(ONE_COLUMN, place, null, row.getField(0).strip()));
        }
        if (findLoose(row) >= 0) {
            throw new UnreadableDelivery(QUOTES, place, null);
        }
        return new CsvReader(file, sink, Headings.of(row.getFields(), place, sink));
    }

    private static Place place(String file, CsvRecord row) {
        return new Place(file, Math.toIntExact(row.getStartingLineNumber()), 0, null);
    }

    /** Whether only the first of several cells is filled: so spreadsheet programs write what stands above a table. */
    private static boolean isTitle(CsvRecord row) {
        return row.getFieldCount() > 1
                && !row.getField(0).isBlank()
                && filled(row).count() == 1;
    }

    /** Several names, none twice, each with a letter; no row of data with telephone numbers or postal codes is that. */
    private static boolean looksLikeHeadings(CsvRecord row) {
        var names = filled(row).map(String::strip).toList();
        return names.size() > 1
                && Set.copyOf(names).size() == names.size()
                && names.stream()
                        .allMatch(name -> name.length() <= LONGEST_HEADING
                                && name.indexOf('@') < 0
                                && name.codePoints().anyMatch(Character::isLetter));
    }

    private static Stream<String> filled(CsvRecord row) {
        return row.getFields().stream().filter(cell -> !cell.isBlank());
    }

    private static boolean isBlank(CsvRecord row) {
        for (int i = 0; i < row.getFieldCount(); i++) {
            if (!row.getField(i).isBlank()) {
                return false;
            }
        }
        return true;
    }

    private void hand(CsvRecord row) {
        var place = place(file, row);
        sink.accept(new RawRecord(++rows, place, hash(row), () -> tree(row, place)), check(row, place));
    }

    private List<Finding> check(CsvRecord row, Place place) {
        int expected = headings.names().size();
        int loose = findLoose(row);
        if (loose >= 0) {
            mustEndInItsLine(row, loose, place);
            return List.of(Finding.of(QUOTES, place, null, null));
        }
        for (int i = expected; i < row.getFieldCount(); i++) {
            if (!row.getField(i).isBlank()) {
                return List.of(cells(TOO_MANY_CELLS, row, place, row.getField(i)));
            }
        }
        return expected > 2 && row.getFieldCount() <= expected / 2
                ? List.of(cells(TOO_FEW_CELLS, row, place, null))
                : List.of();
    }

    /** The first cell with a quotation mark that should be doubled; -1 where all are in order. */
    private static int findLoose(CsvRecord row) {
        for (int i = 0; i < row.getFieldCount(); i++) {
            if (row.getField(i).indexOf(LooseQuotes.MARK) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Where such a row holds a line break or ends in the middle of that cell, nobody knows where it and the next ones end. */
    private void mustEndInItsLine(CsvRecord row, int loose, Place place) {
        boolean isCut = loose == row.getFieldCount() - 1
                && row.getFieldCount() < headings.names().size();
        if (isCut || row.getFields().stream().anyMatch(cell -> cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0)) {
            throw new UnreadableDelivery(QUOTES, place, null);
        }
    }

    private Finding cells(Rule rule, CsvRecord row, Place place, @Nullable String value) {
        return Finding.of(rule, place, null, value)
                .with("found", Integer.toString(row.getFieldCount()))
                .with("expected", Integer.toString(headings.names().size()));
    }

    /** Over headings and cells, each with its length before it, so that nothing in a cell can look like two. */
    private Sha256 hash(CsvRecord row) {
        var digest = copyOfSeed();
        int cells = Math.max(row.getFieldCount(), headings.names().size());
        for (int i = 0; i < cells; i++) {
            feed(digest, i < row.getFieldCount() ? row.getField(i) : "");
        }
        return Sha256.from(digest.digest());
    }

    private MessageDigest copyOfSeed() {
        try {
            return (MessageDigest) seed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }

    private static void feed(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        digest.update((byte) (length >>> 16));
        digest.update((byte) (length >>> 8));
        digest.update((byte) length);
        digest.update(bytes);
    }

    private RawRecord.Tree tree(CsvRecord row, Place place) {
        var root = JsonNodeFactory.instance.objectNode();
        var places = new IdentityHashMap<JsonNode, Place>();
        int cells = Math.min(row.getFieldCount(), headings.names().size());
        int line = place.line();
        for (int i = 0; i < cells; i++) {
            var cell = row.getField(i);
            if (!cell.isEmpty()) {
                var name = headings.names().get(i);
                var node = new TextNode(cell.replace(String.valueOf(LooseQuotes.MARK), ""));
                root.set(name, node);
                places.put(node, new Place(file, line, 0, name));
                line += CsvCells.breaks(cell, 0, cell.length());
            }
        }
        return new RawRecord.Tree(root, places);
    }

    /** FastCSV names the line in its message and nowhere else; without it, the last row that could be read is the place. */
    private static UnreadableDelivery broken(CsvParseException e, String file, long lastLine) {
        var text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append(' ');
        }
        var line = LINE.matcher(text);
        int at = line.find() ? Integer.parseInt(line.group(1)) : Math.toIntExact(lastLine);
        boolean quotes = text.indexOf("quote") >= 0;
        return new UnreadableDelivery(quotes ? QUOTES : TOO_LARGE, new Place(file, at, 0, null), null);
    }
}
