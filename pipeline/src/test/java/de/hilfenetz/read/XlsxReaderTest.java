package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.feed.Feed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlsxReaderTest {

    @Test
    void readsRowsByTheirHeadings() {
        var reading = read(book(sheet("Angebote", table -> {
            row(table, 0, "Nr", "Angebot", null, "Telefon");
            row(table, 1, "a1", "Kleiderkammer", null, "0221 4710 123");
            row(table, 3, "a2", "Suppenküche", null, null);
        })));

        assertThat(reading.json())
                .containsExactly(
                        "{\"Nr\":\"a1\",\"Angebot\":\"Kleiderkammer\",\"Telefon\":\"0221 4710 123\"}",
                        "{\"Nr\":\"a2\",\"Angebot\":\"Suppenküche\"}");
        assertThat(reading.records)
                .extracting(got -> got.record().place().toString())
                .containsExactly("angebote, Blatt Angebote, Zeile 2", "angebote, Blatt Angebote, Zeile 4");
        assertThat(reading.records.getFirst().places()).containsEntry("Telefon", "2:4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            44986      | dd.mm.yyyy        | 2023-03-01
            44986      | [$-407]d. mmmm yyyy;@ | 2023-03-01
            44986.354166666664 | dd.mm.yyyy hh:mm | 2023-03-01T08:30
            0.354166666666667  | hh:mm         | 08:30
            0.999988425925926  | h:mm:ss       | 23:59:59
            1.5        | [h]:mm            | 36:00
            4109       | 00000             | 04109
            40221      | General           | 40221
            0.25       | 0%                | 25%
            0.125      | 0.0%              | 12.5%
            51.2254    | 0.00              | 51.2254
            0.1        | #,##0.00          | 0.1
            2214710123 | General           | 2214710123
            -3         | General           | -3
            0          | General           | 0
            """)
    void readsNumbersAsTheirFormatMeansThem(double number, String format, String expected) {
        var reading = read(book(sheet("A", table -> {
            row(table, 0, "x", "y");
            table.value(1, 0, number);
            table.style(1, 0).format(format).set();
            table.value(1, 1, "z");
        })));

        assertThat(reading.records.getFirst().root().path("x").asText()).isEqualTo(expected);
    }

    @Test
    void readsYesAndNoAndDatesOfOtherPrograms() {
        var reading = read(book(sheet("A", table -> {
            row(table, 0, "ja", "tag");
            table.value(1, 0, true);
            table.value(1, 1, LocalDateTime.of(2026, 12, 24, 18, 0));
            table.style(1, 1).format("yyyy-MM-dd H:mm").set();
        })));

        assertThat(reading.json()).containsExactly("{\"ja\":true,\"tag\":\"2026-12-24T18:00\"}");
    }

    @Test
    void countsDaysFrom1904WhereTheWorkbookDoes() {
        var book = change(
                book(sheet("A", table -> {
                    row(table, 0, "tag", "b");
                    table.value(1, 0, 1);
                    table.style(1, 0).format("yyyy-mm-dd").set();
                    table.value(1, 1, "x");
                })),
                "xl/workbook.xml",
                xml -> xml.replaceFirst("<workbookPr[^>]*/>", "")
                        .replaceFirst("(<workbook [^>]*>)", "$1<workbookPr date1904=\"1\"/>"));

        assertThat(read(book).records.getFirst().root().path("tag").asText()).isEqualTo("1904-01-02");
    }

    @Test
    void passesOverTitlesAboveTheHeadings() {
        var reading = read(book(sheet("A", table -> {
            row(table, 0, "Angebote der Beispielhilfe, Stand März");
            row(table, 2, "nr", "name");
            row(table, 3, "1", "Tafel");
        })));

        assertThat(reading.json()).containsExactly("{\"nr\":\"1\",\"name\":\"Tafel\"}");
    }

    @Test
    void readsATableOfOneColumn() {
        var reading = read(book(sheet("A", table -> {
            for (int i = 0; i < 14; i++) {
                row(table, i, i == 0 ? "name" : "Haus " + i);
            }
        })));

        assertThat(reading.records).hasSize(13);
        assertThat(reading.json().getFirst()).isEqualTo("{\"name\":\"Haus 1\"}");
    }

    @Test
    void readsTheFirstVisibleSheetThatHoldsAnything() {
        var book = book(
                sheet("Listen", table -> {
                    row(table, 0, "ja", "nein");
                    row(table, 1, "1", "2");
                    table.setVisibilityState(VisibilityState.HIDDEN);
                }),
                sheet("Leer", table -> {}),
                sheet("Angebote", table -> {
                    row(table, 0, "nr", "name");
                    row(table, 1, "1", "Tafel");
                }),
                sheet("Alt", table -> {
                    row(table, 0, "nr", "name");
                    row(table, 1, "9", "Alt");
                }));

        assertThat(read(book).json()).containsExactly("{\"nr\":\"1\",\"name\":\"Tafel\"}");
        assertThat(read(book).notes.getFirst().german()).contains("„Angebote“").contains("Alt");
        assertThat(read(new Feed.Table(null, null, "Listen"), book).json())
                .containsExactly("{\"ja\":\"1\",\"nein\":\"2\"}");
        assertThat(refused(new Feed.Table(null, null, "Orte"), book).finding().german())
                .contains("„Orte“")
                .contains("Listen, Leer, Angebote, Alt");
    }

    @Test
    void tellsErrorValuesAndFormulasWithoutResult() {
        var book = change(
                book(sheet("A", table -> {
                    row(table, 0, "name", "a", "b");
                    row(table, 1, "x");
                    table.formula(1, 1, "1+1");
                    table.value(1, 2, "weg");
                })),
                "xl/worksheets/sheet1.xml",
                xml -> xml.replaceFirst("<c r=\"C2\".*?</c>", "<c r=\"C2\" t=\"e\"><v>#REF!</v></c>"));

        var got = read(book).records.getFirst();

        assertThat(got.json()).isEqualTo("{\"name\":\"x\"}");
        assertThat(got.codes()).containsExactly("zelle-ohne-ergebnis", "zelle-fehlerwert");
        assertThat(got.findings().getLast().place().toString()).isEqualTo("angebote, Blatt A, Zeile 2, Spalte b");
        assertThat(got.findings().getLast().german()).contains("#REF!");
    }

    @Test
    void holdsARowWithMoreCellsThanHeadings() {
        var reading = read(book(sheet("A", table -> {
            row(table, 0, "a", "b");
            row(table, 1, "1", "2", "3");
        })));

        assertThat(reading.records.getFirst().codes()).containsExactly("zeile-zu-viele-zellen");
    }

    @Test
    void givesEqualRowsEqualHashesWhereverTheyStand() {
        var one = read(book(sheet("A", table -> {
            row(table, 0, "a", "b");
            row(table, 1, "1", "2");
        })));
        var other = read(book(sheet("B", table -> {
            row(table, 0, "Titel");
            row(table, 4, "a", "b");
            row(table, 5, "1", "2");
        })));

        assertThat(one.hashes()).isEqualTo(other.hashes());
    }

    @Test
    void readsWorkbooksInsideAZip() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (var name : new String[] {"b.xlsx", "a.xlsx"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(book(sheet("A", table -> {
                    row(table, 0, "a", "b");
                    row(table, 1, name, "2");
                })));
                zip.closeEntry();
            }
        }

        assertThat(read(packed.toByteArray()).json())
                .containsExactly("{\"a\":\"a.xlsx\",\"b\":\"2\"}", "{\"a\":\"b.xlsx\",\"b\":\"2\"}");
    }

    @Test
    void refusesWhatIsNoWorkbook() {
        assertThat(refused(Feed.Table.DETECT, "a;b\n1;2".getBytes(StandardCharsets.UTF_8))
                        .finding()
                        .german())
                .isEqualTo(
                        "Das ist eine Tabelle oder ein anderer Text, erwartet wird eine Excel-Arbeitsmappe (.xlsx)."
                                + " Bitte in der Tabellenkalkulation „Speichern unter“ und „Excel-Arbeitsmappe (.xlsx)“ wählen.");
        assertThat(refused(Feed.Table.DETECT, "<html>Anmelden".getBytes(StandardCharsets.UTF_8))
                        .finding()
                        .german())
                .contains("Internetseite");
    }

    @Test
    void refusesADamagedWorkbook() {
        var book = book(sheet("A", table -> row(table, 0, "a", "b")));

        assertThat(refused(Feed.Table.DETECT, Arrays.copyOf(book, book.length - 40))
                        .finding()
                        .rule()
                        .code())
                .isEqualTo("archiv-kaputt");
    }

    @Test
    void refusesAWorkbookThatUnpacksToTooMuch() {
        var bomb = change(
                book(sheet("A", table -> row(table, 0, "a", "b"))),
                "xl/sharedStrings.xml",
                xml -> xml.replace("</sst>", " ".repeat(49 << 20) + "</sst>"));

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(refused(Feed.Table.DETECT, bomb).finding().rule()).isEqualTo(XlsxReader.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({"A1, ZZZZZZ1", "A1, AAAA1"})
    void refusesColumnsThatNoWorkbookHas(String cell, String hostile) {
        var book = change(
                book(sheet("A", table -> row(table, 0, "a", "b"))),
                "xl/worksheets/sheet1.xml",
                xml -> xml.replace("r=\"" + cell + "\"", "r=\"" + hostile + "\""));

        assertThat(refused(Feed.Table.DETECT, book).finding().rule()).isEqualTo(XlsxReader.BROKEN);
    }

    @Test
    void refusesADoctype() {
        var book = change(
                book(sheet("A", table -> row(table, 0, "a", "b"))),
                "xl/worksheets/sheet1.xml",
                xml -> xml.replaceFirst("<worksheet", "<!DOCTYPE x [<!ENTITY e \"1\">]><worksheet"));

        assertThat(refused(Feed.Table.DETECT, book).finding().rule()).isEqualTo(XmlReader.DOCTYPE);
    }

    private record Page(String name, Consumer<Worksheet> fill) {}

    static byte[] example() {
        return book(sheet("Angebote", table -> {
            row(table, 0, "nr", "name");
            row(table, 1, "1", "Küche ß€😀");
            table.value(2, 0, 44986.5);
            table.style(2, 0).format("dd.mm.yyyy hh:mm").set();
            table.value(2, 1, true);
        }));
    }

    private static Page sheet(String name, Consumer<Worksheet> fill) {
        return new Page(name, fill);
    }

    private static void row(Worksheet table, int row, @Nullable String... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null) {
                table.value(row, i, cells[i]);
            }
        }
    }

    private static byte[] book(Page... pages) {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "Test", "1.0")) {
            for (var page : pages) {
                page.fill.accept(book.newWorksheet(page.name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The same package with one of its files changed. */
    private static byte[] change(byte[] book, String name, UnaryOperator<String> change) {
        var changed = new ByteArrayOutputStream();
        try (var in = ZipFile.builder().setByteArray(book).get();
                var out = new ZipOutputStream(changed)) {
            for (var entry : Collections.list(in.getEntries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                var text = new String(in.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                out.write((entry.getName().equals(name) ? change.apply(text) : text).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changed.toByteArray();
    }

    private static Reading read(byte[] bytes) {
        return read(Feed.Table.DETECT, bytes);
    }

    private static Reading read(Feed.Table table, byte[] bytes) {
        return Reading.of(Reading.feed(Feed.Format.XLSX, table, null), bytes);
    }

    private static UnreadableDelivery refused(Feed.Table table, byte[] bytes) {
        return catchThrowableOfType(UnreadableDelivery.class, () -> read(table, bytes));
    }
}
