package de.hilfenetz.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Workbooks as Excel and LibreOffice write them (ECMA-376): one sheet is read, row after row, as a table is; cells become
 * what a CSV export would hold, only without guessing (see {@link XlsxCells}). Titles above the headings are passed over.
 */
final class XlsxReader {

    static final Rule BROKEN = Rule.error(
            "arbeitsmappe-kaputt",
            "Die Arbeitsmappe lässt sich ab hier nicht lesen; sie ist beschädigt oder keine .xlsx-Datei. Bitte in der"
                    + " Tabellenkalkulation öffnen und neu als „Excel-Arbeitsmappe (.xlsx)“ speichern.",
            "From here on the workbook cannot be read; it is damaged or no .xlsx file. Please open it in the spreadsheet"
                    + " program and save it again as “Excel workbook (.xlsx)”.");
    static final Rule TOO_LARGE = Rule.error(
            "arbeitsmappe-zu-gross",
            "Die Arbeitsmappe ist zu groß: höchstens {value} MB werden angenommen. Bitte Bilder und leere, aber"
                    + " formatierte Zeilen entfernen oder als CSV liefern.",
            "The workbook is too large: at most {value} MB are taken. Please remove pictures and empty but formatted"
                    + " rows, or deliver CSV.");
    static final Rule NO_SHEET = Rule.error(
            "tabellenblatt-fehlt",
            "Das Tabellenblatt „{value}“ aus der Datenquelle (table: sheet) gibt es nicht. Vorhanden: {names}.",
            "There is no sheet “{value}” as the feed names it (table: sheet). What is there: {names}.");
    static final Rule OTHER_SHEETS = Rule.info(
            "tabellenblatt-uebergangen",
            "Gelesen wurde das Tabellenblatt „{value}“; nicht gelesen: {names}. Ein anderes nennt die Datenquelle"
                    + " (table: sheet).",
            "The sheet “{value}” was read; not read: {names}. The feed can name another one (table: sheet).");
    static final Rule ERROR_VALUE = Rule.warning(
            "zelle-fehlerwert",
            "In der Zelle steht der Fehlerwert {value}; sie gilt als leer. Bitte die Formel berichtigen.",
            "The cell holds the error value {value}; it counts as empty. Please correct the formula.");
    static final Rule NO_RESULT = Rule.warning(
            "zelle-ohne-ergebnis",
            "Die Formel in der Zelle hat kein gespeichertes Ergebnis; sie gilt als leer. Bitte die Datei in der"
                    + " Tabellenkalkulation öffnen und speichern.",
            "The formula in the cell has no stored result; it counts as empty. Please open the file in the spreadsheet"
                    + " program and save it.");

    /** Rows with one cell above the headings that still count as a title. */
    private static final int TITLES = 10;

    private static final ReadingOptions OPTIONS = new ReadingOptions(true, true);

    private final String file;
    private final Sink sink;
    private final XlsxCells cells;
    private final List<Row> titles = new ArrayList<>();
    private @Nullable Headings headings;
    private long rows;

    private XlsxReader(String file, XlsxCells cells, Sink sink) {
        this.file = file;
        this.cells = cells;
        this.sink = sink;
    }

    static void read(Feed.Table table, String file, InputStream bytes, Sink sink) throws IOException {
        var place = new Place(file, 0, 0, null);
        var packed = bytes.readNBytes(XlsxPackage.PACKED_LIMIT + 1);
        if (packed.length < 2 || packed[0] != 'P' || packed[1] != 'K') {
            var head = ForeignFile.text(Arrays.copyOf(packed, Math.min(packed.length, ForeignFile.HEAD)));
            if (head.isBlank()) {
                throw new UnreadableDelivery(JsonRecords.EMPTY, place, null);
            }
            ForeignFile.refuseText(file, head, Feed.Format.XLSX);
            throw ForeignFile.refuse(file, "ein Text", "a text", Feed.Format.XLSX);
        }
        var contents = XlsxPackage.check(packed, place);
        try (var workbook = open(packed, place)) {
            readSheet(workbook, choose(workbook, table.sheet(), place, sink), contents, file, sink);
        }
    }

    private static ReadableWorkbook open(byte[] packed, Place place) {
        try {
            return new ReadableWorkbook(new ByteArrayInputStream(packed), OPTIONS);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableDelivery(BROKEN, place, null);
        }
    }

    /** The sheet that the feed names, else the first one that is visible and holds anything. */
    private static Sheet choose(ReadableWorkbook workbook, @Nullable String wanted, Place place, Sink sink) {
        var sheets =
                workbook.getSheets().filter(sheet -> sheet.getName() != null).toList();
        var filled = sheets.stream()
                .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE && holdsAnything(sheet, place))
                .toList();
        if (wanted != null) {
            return sheets.stream()
                    .filter(sheet -> sheet.getName().strip().equals(wanted.strip()))
                    .findFirst()
                    .orElseThrow(() -> new UnreadableDelivery(
                            Finding.of(NO_SHEET, place, null, wanted).with("names", names(sheets))));
        }
        if (filled.isEmpty()) {
            throw new UnreadableDelivery(JsonRecords.EMPTY, place, null);
        }
        var first = filled.getFirst();
        if (filled.size() > 1) {
            sink.note(Finding.of(OTHER_SHEETS, place, null, first.getName())
                    .with("names", names(filled.subList(1, filled.size()))));
        }
        return first;
    }

    private static boolean holdsAnything(Sheet sheet, Place place) {
        try (var rows = sheet.openStream()) {
            return rows.anyMatch(row -> row.stream().anyMatch(XlsxCells::isFilled));
        } catch (IOException | RuntimeException e) {
            throw new UnreadableDelivery(BROKEN, place, null);
        }
    }

    private static String names(List<Sheet> sheets) {
        return sheets.isEmpty() ? "–" : sheets.stream().map(Sheet::getName).collect(Collectors.joining(", "));
    }

    private static void readSheet(
            ReadableWorkbook workbook, Sheet sheet, XlsxPackage contents, String file, Sink sink) {
        var place = new Place(file + ", Blatt " + sheet.getName(), 0, 0, null);
        var cells = new XlsxCells(contents.dates1904() || workbook.isDate1904());
        var reader = new XlsxReader(place.file(), cells, sink);
        try (var stream = sheet.openStream()) {
            var rows = stream.spliterator();
            for (var row = next(rows, place); row != null; row = next(rows, reader.place(row))) {
                reader.take(row);
            }
        } catch (IOException e) {
            throw new UnreadableDelivery(BROKEN, place, null);
        }
        reader.end();
    }

    /** The library throws what it stumbles over; what the sink throws is not its trouble and never comes by here. */
    private static @Nullable Row next(Spliterator<Row> rows, Place last) {
        var holder = new Row[1];
        try {
            return rows.tryAdvance(row -> holder[0] = row) ? holder[0] : null;
        } catch (RuntimeException e) {
            throw new UnreadableDelivery(BROKEN, last, null);
        }
    }

    private Place place(Row row) {
        return new Place(file, Math.max(row.getRowNum(), 0), 0, null);
    }

    private void take(Row row) {
        long filled = row.stream().filter(XlsxCells::isFilled).count();
        if (filled == 0) {
            return;
        }
        if (headings != null) {
            hand(row, headings);
        } else if (filled == 1 && titles.size() < TITLES) {
            titles.add(row);
        } else if (filled == 1) {
            end();
            hand(row, Objects.requireNonNull(headings));
        } else {
            titles.clear();
            headings = headings(row);
        }
    }

    /** Where no row has two cells the table has one column, and its first row is the heading. */
    private void end() {
        if (headings == null && !titles.isEmpty()) {
            var first = headings(titles.removeFirst());
            headings = first;
            titles.forEach(row -> hand(row, first));
            titles.clear();
        }
    }

    private Headings headings(Row row) {
        var names = new ArrayList<String>();
        for (int i = 0; i < row.getCellCount(); i++) {
            var value = cells.value(row.getOptionalCell(i).orElse(null));
            names.add(value == null ? "" : value.asText());
        }
        return Headings.of(names, place(row), sink);
    }

    private void hand(Row row, Headings columns) {
        var place = place(row);
        var findings = new ArrayList<Finding>();
        var root = JsonNodeFactory.instance.objectNode();
        var places = new IdentityHashMap<JsonNode, Place>();
        for (int i = 0; i < row.getCellCount(); i++) {
            var cell = row.getOptionalCell(i).orElse(null);
            if (cell == null) {
                continue;
            }
            var known = i < columns.names().size();
            var at =
                    new Place(file, place.line(), i + 1, known ? columns.names().get(i) : null);
            var value = cells.value(cell);
            if (value == null) {
                cells.trouble(cell).ifPresent(rule -> findings.add(Finding.of(rule, at, null, cell.getText())));
            } else if (known) {
                root.set(columns.names().get(i), value);
                places.put(value, at);
            } else {
                findings.add(Finding.of(CsvReader.TOO_MANY_CELLS, at, null, value.asText())
                        .with("found", Integer.toString(row.getCellCount()))
                        .with("expected", Integer.toString(columns.names().size())));
                break;
            }
        }
        var hash = Sha256.digest();
        hash.update(columns.names().toString().getBytes(StandardCharsets.UTF_8));
        hash.update(root.toString().getBytes(StandardCharsets.UTF_8));
        sink.accept(
                new RawRecord(++rows, place, Sha256.from(hash.digest()), () -> new RawRecord.Tree(root, places)),
                findings);
    }
}
