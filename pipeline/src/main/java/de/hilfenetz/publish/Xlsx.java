package de.hilfenetz.publish;

import de.hilfenetz.publish.ExcelLayout.Heading;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes workbooks; those of a sealed table have the rows of {@code excel.csv} in cells that are texts, so that Excel changes none
 * of them, and numbers where they are numbers. Equal rows give equal bytes.
 */
public final class Xlsx {

    static final String EXTENSION = "xlsx";
    static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** No cell of Excel holds more. */
    private static final int LONGEST_CELL = 32_767;

    private static final String CUT = " … (gekürzt; ganz in der CSV-Datei)";
    private static final int KEPT_ROWS = 500;
    static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final Pattern CREATED = Pattern.compile("<dcterms:created.*?</dcterms:created>");

    private Xlsx() {}

    /** Puts the cells of a workbook's one sheet in their places. */
    public interface Filling {
        void fill(Worksheet sheet) throws IOException;
    }

    /**
     * Writes a workbook of one sheet without the time at which it is made.
     *
     * @param to the workbook; beside it a draft lies for a while
     */
    public static void write(String sheetName, Path to, Filling filling) throws IOException {
        writeBook(to, workbook -> {
            try (var sheet = workbook.newWorksheet(sheetName)) {
                filling.fill(sheet);
            }
        });
    }

    /** Puts the sheets of a workbook in their places. */
    interface Binding {
        void bind(Workbook workbook) throws IOException;
    }

    /** The same with as many sheets as are bound. */
    static void writeBook(Path to, Binding binding) throws IOException {
        var dated = to.resolveSibling(to.getFileName() + ".dated");
        try {
            try (var out = Files.newOutputStream(dated);
                    var workbook = new Workbook(out, "Hilfenetz", null)) {
                workbook.setCompressionLevel(Deflater.NO_COMPRESSION); // it is packed again without its date
                binding.bind(workbook);
            }
            undate(dated, to);
        } finally {
            Files.deleteIfExists(dated);
        }
    }

    /**
     * The workbook of a table.
     *
     * @param csv the exact table, packed
     */
    static void write(String dataset, Path csv, ExcelLayout layout, Path to) throws IOException {
        write(dataset, to, sheet -> fill(sheet, csv, layout));
    }

    /** A text that Excel leaves as it is. */
    public static void text(Worksheet sheet, int row, int column, String text) {
        sheet.inlineString(row, column, shortened(text));
        // So that a number typed into the cell stays what was typed.
        sheet.style(row, column).format("@").set();
    }

    private static void fill(Worksheet sheet, Path csv, ExcelLayout layout) throws IOException {
        var headings = layout.headings();
        for (var column = 0; column < headings.size(); column++) {
            sheet.inlineString(0, column, headings.get(column).name());
            sheet.width(column, column < 2 ? 38 : 18);
        }
        sheet.range(0, 0, 0, headings.size() - 1).style().bold().set();
        sheet.freezePane(0, 1);
        try (var rows = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(csv), 1 << 16), StandardCharsets.UTF_8))) {
            var number = 0;
            for (var row : rows) {
                if (number > 0) {
                    write(sheet, number, headings, layout.written(row.getFields()));
                }
                number++;
                if (number % KEPT_ROWS == 0) {
                    sheet.flush();
                }
            }
            if (number > 1) {
                sheet.setAutoFilter(0, 0, number - 1, headings.size() - 1);
            }
        }
    }

    private static void write(Worksheet sheet, int row, List<Heading> headings, List<String> cells) {
        for (var column = 0; column < headings.size(); column++) {
            var cell = cells.get(column);
            if (cell.isEmpty()) {
                continue;
            }
            var form = headings.get(column).form();
            if (form == CellForm.INTEGER || form == CellForm.DECIMAL) {
                sheet.value(row, column, new BigDecimal(form.read(cell)));
            } else {
                text(sheet, row, column, cell);
            }
        }
    }

    private static String shortened(String cell) {
        return cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL - CUT.length() - 1) + CUT;
    }

    /** The same workbook without the time at which it was made. */
    private static void undate(Path dated, Path to) throws IOException {
        try (var from = new ZipFile(dated.toFile());
                var zip = new ZipOutputStream(Files.newOutputStream(to))) {
            for (var entry : from.stream().map(ZipEntry::getName).sorted().toList()) {
                put(zip, entry);
                try (var in = from.getInputStream(from.getEntry(entry))) {
                    if (entry.equals("docProps/core.xml")) {
                        var xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        zip.write(CREATED.matcher(xml).replaceAll("").getBytes(StandardCharsets.UTF_8));
                    } else {
                        in.transferTo(zip);
                    }
                }
                zip.closeEntry();
            }
        }
    }

    /** Begins an entry that carries no time. */
    public static void put(ZipOutputStream zip, String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }
}
