package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.publish.ExcelLayout.Heading;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that survive German Excel: exact CSV, CSV for Excel and the workbook hold the same records. */
class ExcelTest {

    @TempDir
    Path folder;

    /** Twenty values that German Excel makes dates, numbers, switches or formulas of, and what we write instead. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
                    TEXT    | 1-5                    | '1-5
                    TEXT    | 2-4                    | '2-4
                    TEXT    | 12 E 3                 | '12 E 3
                    TEXT    | 12E3                   | '12E3
                    TEXT    | 00112                  | '00112
                    TEXT    | 011                    | '011
                    TEXT    | 6.797                  | '6.797
                    TEXT    | 1/2                    | '1/2
                    TEXT    | 3. Mai                 | '3. Mai
                    TEXT    | Mrz 26                 | 'Mrz 26
                    TEXT    | 10:30                  | '10:30
                    TEXT    | WAHR                   | 'WAHR
                    TEXT    | 15 €                   | '15 €
                    TEXT    | =HYPERLINK("http://x") | '=HYPERLINK("http://x")
                    TEXT    | @SUMME(A1)             | '@SUMME(A1)
                    TEXT    | -2+3                   | '-2+3
                    TEXT    | 'schon angeführt       | ''schon angeführt
                    LIST    | 99050012104000         | '99050012104000
                    PHONES  | +49 211 8991           | 0211 8991
                    PHONES  | +43 1 4710100          | 0043 1 4710100
                    PHONES  | 116 016                | 116 016
                    DECIMAL | 6.7735                 | 6,7735
                    DECIMAL | -0.5                   | -0,5
                    DAY     | 2026-11-01             | 01.11.2026
                    MOMENT  | 2026-10-02T07:00:00Z   | 02.10.2026 07:00:00 UTC
                    ANSWER  | limited                | eingeschränkt
                    ANSWER  | unknown                | nicht gemeldet
                    TEXT    | Haus 3                 | Haus 3
                    TEXT    | Maiglöckchen 5         | Maiglöckchen 5
                    """)
    void writesNothingThatExcelWouldChange(CellForm form, String cell, String german) {
        assertThat(form.german(cell)).isEqualTo(german);
        assertThat(form.machine(german)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Beispielstraße|1-5",
                "|1-5",
                "Platz der\u00a0Mitte|",
                "1|2",
                "=1|",
                "Straße des 17. Juni|135 a-c"
            })
    void takesStreetAndNumberApartAgain(String both) {
        var layout = new ExcelLayout(
                List.of(new Heading("strasse", CellForm.TEXT), new Heading("hausnummer", CellForm.TEXT)));
        var row = List.of((both + "|").split("\\|", -1)).subList(0, 2);

        assertThat(layout.headings()).extracting(Heading::name).containsExactly("anschrift");
        assertThat(layout.machine(layout.german(row))).isEqualTo(row);
        assertThat(layout.read(layout.written(row))).isEqualTo(row);
    }

    private static String plain(Path path) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<List<String>> rows(String csv, char separator) {
        return CsvReader.builder().fieldSeparator(separator).ofCsvRecord(csv).stream()
                .map(CsvRecord::getFields)
                .toList();
    }

    private static List<List<String>> rows(Path xlsx, List<Heading> headings) throws IOException {
        try (var workbook = new ReadableWorkbook(Files.newInputStream(xlsx));
                var rows = workbook.getFirstSheet().openStream()) {
            var all = new ArrayList<List<String>>();
            rows.map(row -> cells(row, headings)).forEach(all::add);
            return all;
        }
    }

    private static List<String> cells(Row row, List<Heading> headings) {
        return IntStream.range(0, headings.size())
                .mapToObj(i -> {
                    Cell cell = i < row.getCellCount() ? row.getCell(i) : null;
                    if (cell == null) {
                        return "";
                    }
                    return cell.getType() == CellType.NUMBER
                            ? cell.getRawValue().replace('.', ',')
                            : cell.getText();
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"angebote", "traeger", "orte"})
    void allThreeTablesReadBackToTheSameRecords(String dataset) throws IOException {
        try (var city = new City(folder)) {
            city.deliver(City.examples());
            var releases = city.open();
            var id = releases.cut().orElseThrow().release();
            releases.derive();
            var layout = new ExcelLayout(Dumps.layout(dataset, new Columns(City.VOCABULARY)));

            var exact = rows(plain(releases.path(id, dataset + ".csv.gz")), ',');
            var excelText = plain(releases.path(id, dataset + ".excel.csv.gz"));
            var excel = rows(excelText.substring(1), ';');
            var sheet = rows(releases.path(id, dataset + ".xlsx"), layout.headings());

            assertThat(exact.size()).isGreaterThan(1);
            assertThat(excelText).startsWith("\ufeff").contains("\r\n");
            assertThat(excel.getFirst())
                    .isEqualTo(layout.headings().stream().map(Heading::name).toList())
                    .isEqualTo(sheet.getFirst());
            var records = exact.subList(1, exact.size());
            assertThat(excel.stream().skip(1).map(layout::machine).toList()).isEqualTo(records);
            assertThat(sheet.stream().skip(1).map(layout::read).toList()).isEqualTo(records);
        }
    }

    @Test
    void anOfficeReadsItInGerman() throws IOException {
        try (var city = new City(folder)) {
            city.deliver(City.examples());
            var releases = city.open();
            var id = releases.cut().orElseThrow().release();
            releases.derive();

            var rows = rows(plain(releases.path(id, "angebote.excel.csv.gz")).substring(1), ';');
            var headings = rows.getFirst();
            var row = rows.getLast();

            assertThat(row.get(headings.indexOf("anschrift"))).isEqualTo("Beispielstraße\u00a01-5");
            assertThat(row.get(headings.indexOf("plz_ort"))).isEqualTo("40223\u00a0Düsseldorf");
            assertThat(row.get(headings.indexOf("stadtteil"))).isEqualTo("036\u00a0Bilk");
            assertThat(row.get(headings.indexOf("telefon"))).isEqualTo("0221 4710125");
            assertThat(row.get(headings.indexOf("lat"))).isEqualTo("51,2065");
            assertThat(row.get(headings.indexOf("geprueft_am"))).isEqualTo("01.11.2026");
            assertThat(row.get(headings.indexOf("merkmal_wc"))).isEqualTo("eingeschränkt");
            assertThat(row.subList(headings.indexOf("Mo"), headings.indexOf("So") + 1))
                    .containsExactly("09:00–12:00", "09:00–12:00", "09:00–12:00", "09:00–12:00", "09:00–12:00", "", "");
        }
    }

    @Test
    void theWorkbookHoldsTextsAndIsAlwaysTheSame(@TempDir Path other) throws IOException {
        try (var city = new City(folder);
                var twin = new City(other)) {
            city.deliver(City.examples());
            var releases = city.open();
            var manifest = releases.cut().orElseThrow();
            releases.derive();
            twin.deliver(City.examples());
            twin.clock.set("2027-01-01T00:00:00Z");
            var later = twin.open();
            var twinManifest = later.cut().orElseThrow();
            later.derive();

            var path = releases.path(manifest.release(), "angebote.xlsx");
            assertThat(Files.readAllBytes(path))
                    .isEqualTo(Files.readAllBytes(later.path(twinManifest.release(), "angebote.xlsx")));
            try (var workbook = new ReadableWorkbook(Files.newInputStream(path))) {
                var rows = workbook.getFirstSheet().read();
                var headings = cells(
                        rows.getFirst(),
                        new ExcelLayout(Dumps.layout("angebote", new Columns(City.VOCABULARY))).headings());
                assertThat(rows.getLast().getCell(headings.indexOf("plz_ort")).getType())
                        .isEqualTo(CellType.STRING);
                assertThat(rows.getLast().getCell(headings.indexOf("telefon")).getType())
                        .isEqualTo(CellType.STRING);
                assertThat(rows.getLast().getCell(headings.indexOf("lat")).getType())
                        .isEqualTo(CellType.NUMBER);
            }
            assertThat(releases.files(manifest))
                    .extracting(Manifest.DataFile::plainName)
                    .contains("angebote.xlsx", "traeger.xlsx", "orte.xlsx");
            assertThat(city.open().files(manifest)).as("after a restart").isEqualTo(releases.files(manifest));
        }
    }
}
