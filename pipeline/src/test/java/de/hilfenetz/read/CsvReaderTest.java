package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.record.Place;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

    @Test
    void makesARecordOfEveryRowWithTheValuesAsTheyAre() {
        var reading = read("name;ort;tel\n Café Süd ;Bilk;0221 4710123\nTafel;;\n");

        assertThat(reading.json())
                .containsExactly(
                        "{\"name\":\" Café Süd \",\"ort\":\"Bilk\",\"tel\":\"0221 4710123\"}", "{\"name\":\"Tafel\"}");
        assertThat(reading.records).allSatisfy(got -> assertThat(got.findings()).isEmpty());
    }

    @Test
    void countsPhysicalLinesThroughQuotedLineBreaksAndBlankRows() {
        var reading = read("name;text\r\nA;\"eins\r\nzwei;\"\"drei\"\"\"\r\n\r\n;;\r\nB;kurz\r\n");

        assertThat(reading.records)
                .extracting(got -> got.record().place().line())
                .containsExactly(2, 6);
        assertThat(reading.records).extracting(got -> got.record().row()).containsExactly(1L, 2L);
        assertThat(reading.records.getFirst().root().get("text").asText()).isEqualTo("eins\r\nzwei;\"drei\"");
        assertThat(reading.records.getLast().places()).containsExactly(entry("name", "6:0"), entry("text", "6:0"));
    }

    @Test
    void placesACellInTheLineItBeginsIn() {
        for (var end : List.of("\n", "\r\n", "\r")) {
            var reading =
                    read("name;text;tel;ort\nA;\"eins\nzwei\n\";\"0221\n4710123\";Bilk\nB;;1;\n".replace("\n", end));

            assertThat(reading.records.getFirst().places())
                    .containsOnly(entry("name", "2:0"), entry("text", "2:0"), entry("tel", "4:0"), entry("ort", "5:0"));
            assertThat(reading.records.getLast().places()).containsOnly(entry("name", "6:0"), entry("tel", "6:0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t", "|"})
    void findsTheSeparator(String separator) {
        var text = "name;adresse;tel\nA;\"Grenzstraße 1, Hinterhaus\";1\nB;Weg 2;2\n".replace(";", separator);

        var reading = read(text);

        assertThat(reading.records.getFirst().root().get("adresse").asText()).isEqualTo("Grenzstraße 1, Hinterhaus");
        assertThat(reading.noteCodes()).containsExactly("zeichensatz-erkannt", "trennzeichen-erkannt");
    }

    @Test
    void isNotMisledByCommasInTexts() {
        assertThat(read("name;beschreibung, kurz\nA;x, y, z\nB;u, v\nC;w\n")
                        .json()
                        .getFirst())
                .isEqualTo("{\"name\":\"A\",\"beschreibung, kurz\":\"x, y, z\"}");
    }

    @Test
    void readsATableOfOneColumn() {
        assertThat(read("name\nA\nB\n").json()).containsExactly("{\"name\":\"A\"}", "{\"name\":\"B\"}");
    }

    @Test
    void obeysTheLineInWhichExcelNamesTheSeparator() {
        var reading = read("sep=,\r\nname,ort\r\nA;B,C\r\n");

        assertThat(reading.json()).containsExactly("{\"name\":\"A;B\",\"ort\":\"C\"}");
        assertThat(reading.records.getFirst().record().place().line()).isEqualTo(3);
    }

    @Test
    void takesNoQuotationMarkForASeparator() {
        assertThat(read("sep=\"\na\n").json()).containsExactly("{\"sep=\\\"\":\"a\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,        false, UTF-8",
        "UTF-8,        true,  UTF-8",
        "UTF-16LE,     true,  UTF-16LE",
        "UTF-16BE,     true,  UTF-16BE",
        "windows-1252, false, windows-1252",
    })
    void findsTheEncodingAndSaysWhich(String charset, boolean marked, String said) {
        var text = (marked ? "\uFEFF" : "") + "name;preis\nMädchentreff – „Süd“;5 €\n";

        var reading = Reading.of(Reading.feed(Feed.Format.CSV), text.getBytes(Charset.forName(charset)));

        assertThat(reading.json())
                .as("charset " + charset)
                .containsExactly("{\"name\":\"Mädchentreff – „Süd“\",\"preis\":\"5 €\"}");
        assertThat(reading.notes.getFirst().value()).isEqualTo(said);
        assertThat(reading.notes.getFirst().severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void findsTheEncodingHoweverLateTheFirstUmlautComes() {
        var text = "name;ort\n" + "A;B\n".repeat(60_000) + "Küche;Süd\n";

        for (var charset : new Charset[] {StandardCharsets.UTF_8, Charset.forName("windows-1252")}) {
            var reading = Reading.of(Reading.feed(Feed.Format.CSV), text.getBytes(charset));
            assertThat(reading.json()).hasSize(60_001).last().isEqualTo("{\"name\":\"Küche\",\"ort\":\"Süd\"}");
        }
    }

    /** What Excel writes as "CSV (Macintosh)" and "CSV (MS-DOS)". */
    @ParameterizedTest
    @ValueSource(strings = {"x-MacRoman", "IBM850"})
    void findsWhatWasUsualBefore(String charset) {
        var text = "name;ort\nMädchentreff für Ältere;Köln\n";

        var reading = Reading.of(Reading.feed(Feed.Format.CSV), text.getBytes(Charset.forName(charset)));

        assertThat(reading.json()).containsExactly("{\"name\":\"Mädchentreff für Ältere\",\"ort\":\"Köln\"}");
        assertThat(reading.notes.getFirst().value()).isEqualTo(charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Milošević", "Málaga", "„so“", "„so”", "Wort…", "§ 3", "§§ 3a", "Café", "Miloš §3"})
    void takesWhatMayBeAnythingForWindows(String name) {
        var charset = Charset.forName("windows-1252");
        var bytes = ("name;ort\n" + name.replace('ć', 'c') + ";B\n").getBytes(charset);

        assertThat(Reading.of(Reading.feed(Feed.Format.CSV), bytes).json())
                .containsExactly("{\"name\":\"%s\",\"ort\":\"B\"}".formatted(name.replace('ć', 'c')));
    }

    @Test
    void takesTheFeedsWordForEncodingAndSeparator() {
        var feed = Reading.feed(Feed.Format.CSV, new Feed.Table("IBM850", "#", null), null);

        var reading = Reading.of(feed, "name#ort\nKüche#Süd;1\n".getBytes(Charset.forName("IBM850")));

        assertThat(reading.json()).containsExactly("{\"name\":\"Küche\",\"ort\":\"Süd;1\"}");
    }

    @Test
    void neverReplacesWhatItCannotDecode() {
        var bytes = "name;ort\nA;Süd\nB;West".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 4] = (byte) 0x81;

        var finding = refused(Feed.Table.DETECT, bytes);

        assertThat(finding.rule()).isEqualTo(StrictReader.UNDECODABLE);
        assertThat(finding.place()).isEqualTo(new Place("angebote", 3, 3, null));
        assertThat(finding.german()).contains("Byte 18 (0x81)").contains("windows-1252");
    }

    @Test
    void namesEmptyAndRepeatedHeadings() {
        var reading = read("tel;;tel;tel 2;;\n1;2;3;4;;\n");

        assertThat(reading.json())
                .containsExactly("{\"tel\":\"1\",\"Spalte 2\":\"2\",\"tel 3\":\"3\",\"tel 2\":\"4\"}");
        assertThat(reading.noteCodes())
                .containsExactly("trennzeichen-erkannt", "ueberschrift-leer", "ueberschrift-doppelt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Angebotsliste;;;\n", "Angebotsliste;;;\n\nStand: 1. Mai 2026;;;\n;;;\n"})
    void skipsWhatSpreadsheetsWriteAboveTheHeadings(String above) {
        var reading = read(above + "name;ort;plz;tel\nTafel;Bilk;40223;0221 4710123\n");

        assertThat(reading.json())
                .containsExactly("{\"name\":\"Tafel\",\"ort\":\"Bilk\",\"plz\":\"40223\",\"tel\":\"0221 4710123\"}");
        assertThat(reading.records.getFirst().record().place().line())
                .isEqualTo(2 + (int) above.lines().count());
        assertThat(reading.noteCodes()).containsExactly("trennzeichen-erkannt", "tabelle-mit-vorspann");
    }

    @Test
    void takesARowOfOneCellForTheHeadingsWhereNoneFollow() {
        assertThat(read("name;;\nTafel;Bilk;40223\nKüche;;\n").json())
                .containsExactly("{\"name\":\"Tafel\"}", "{\"name\":\"Küche\"}");
        assertThat(read("name;\nTafel;\n").json()).containsExactly("{\"name\":\"Tafel\"}");
    }

    @Test
    void pointsAtTheSeparatorWhereATableHasOneColumnOnly() {
        var reading = read("name^ort^tel\nTafel^Bilk^1\n");

        assertThat(reading.noteCodes()).containsExactly("trennzeichen-erkannt", "trennzeichen-fraglich");
        assertThat(reading.notes.getLast().german()).contains("„name^ort^tel“", "table: delimiter");
        assertThat(read("Name der Einrichtung\nTafel\n").noteCodes()).containsExactly("trennzeichen-erkannt");
    }

    @Test
    void holdsARowWithTooManyCellsAndReadsItsNeighbours() {
        var reading = read("name;ort\nA;B;C\nD;E;;\nF;G\n");

        assertThat(reading.records.get(0).codes()).containsExactly("zeile-zu-viele-zellen");
        assertThat(reading.records.get(0).findings().getFirst().german())
                .contains("3 Zellen")
                .contains("„C“");
        assertThat(reading.records.get(1).codes()).isEmpty();
        assertThat(reading.records.get(2).codes()).isEmpty();
    }

    @Test
    void warnsOfARowThatLooksBroken() {
        var reading = read("a;b;c;d\n1;2;3\n1;abgebrochen\n1;2;3;4\n");

        assertThat(reading.records).extracting(got -> got.codes().size()).containsExactly(0, 1, 0);
        assertThat(reading.records.get(1).codes()).containsExactly("zeile-zu-wenige-zellen");
    }

    @Test
    void hashesARowTheSameWhereverItStandsAndHoweverLongItsTailIs() {
        var one = read("a;b;c\n1;2;\n3;4;5\n");
        var other = read("a;b;c\n3;4;5\n1;2\n");

        assertThat(other.hashes()).isEqualTo(one.hashes().reversed());
        assertThat(read("a;b;x\n1;2;\n").hashes())
                .isNotEqualTo(read("a;b;c\n1;2;\n").hashes());
        assertThat(read("a;b;c\n1;;2\n").hashes())
                .isNotEqualTo(read("a;b;c\n1;2;\n").hashes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        name;ort#"A;B#C;D#       | csv-anfuehrungszeichen | 2
        name;ort#A;B#"C;D#E;"F"# | csv-anfuehrungszeichen | 3
        name;ort#A;B#"C"x"#y";D# | csv-anfuehrungszeichen | 3
        name;"ort"x#A;B#         | csv-anfuehrungszeichen | 1
        [{"name": "A"}]          | falsches-format        | 0
        <!DOCTYPE html><html>    | falsches-format        | 0
        <?xml version="1.0"?>    | falsches-format        | 0
        name;ort#                | keine-datensaetze      | 0
        ###                      | datei-leer             | 0
        ``                       | datei-leer             | 0
        """)
    void refusesWhatCannotBeReadToItsEnd(String text, String code, int line) {
        var finding = refused(Feed.Table.DETECT, text.replace('#', '\n').getBytes(StandardCharsets.UTF_8));

        assertThat(finding.rule().code()).isEqualTo(code);
        assertThat(finding.place().line()).isEqualTo(line);
    }

    @Test
    void holdsARowWithALooseQuotationMarkAndReadsItsNeighbours() {
        var reading = read("""
                id;name;ort
                499;"Café ""Süd"" e.V.";"Haus
                am Markt"
                500;"Treff" am Markt;Bilk
                501;"Bildschirm 5" groß";Rath
                502;"Tafel";"Eller"
                """);

        assertThat(reading.records)
                .extracting(got -> got.record().place().line())
                .containsExactly(2, 4, 5, 6);
        assertThat(reading.records)
                .extracting(Reading.Got::codes)
                .containsExactly(
                        List.of(), List.of("csv-anfuehrungszeichen"), List.of("csv-anfuehrungszeichen"), List.of());
        assertThat(reading.json().getFirst()).contains("Café \\\"Süd\\\" e.V.", "Haus\\nam Markt");
        assertThat(reading.json().get(1))
                .isEqualTo("{\"id\":\"500\",\"name\":\"Treff\\\" am Markt\",\"ort\":\"Bilk\"}");
        assertThat(reading.json().get(2)).contains("Bildschirm 5\\\" groß\\\"");
        assertThat(reading.json().getLast()).isEqualTo("{\"id\":\"502\",\"name\":\"Tafel\",\"ort\":\"Eller\"}");
    }

    @Test
    void looksAgainAtARowWhoseQuotationMarksWereMended() {
        assertThat(read("a;b\n\"Treff\" am Markt;B\n").hashes())
                .doesNotContainAnyElementsOf(
                        read("a;b\n\"Treff\"\" am Markt\";B\n").hashes());
    }

    /** At every size of what the reader below gives at once, and at the end of the text. */
    @Test
    void seesLooseQuotationMarksWhereverBlocksEnd() {
        var filler = "\"x\";y\n";
        for (var rows = 1360; rows < 1370; rows++) {
            var reading = read("a;b\n" + filler.repeat(rows) + "\"T\" u;\"v\"w");
            assertThat(reading.records).hasSize(rows + 1);
            assertThat(reading.records.getLast().codes()).containsExactly("csv-anfuehrungszeichen");
            assertThat(reading.json().getLast()).isEqualTo("{\"a\":\"T\\\" u\",\"b\":\"v\\\"w\"}");
        }
    }

    @Test
    void saysTheTruthOfANullCharacterInTextThatIsWellMarked() {
        var finding = refused(Feed.Table.DETECT, "\uFEFFname;ort\nA;B\nC\0;D".getBytes(StandardCharsets.UTF_16LE));

        assertThat(finding.place().line()).isEqualTo(3);
        assertThat(finding.german()).contains("in diesen Eintrag geraten");
    }

    @Test
    void refusesNullCharacters() {
        assertThat(refused(Feed.Table.DETECT, "name;ort\nA;B".getBytes(StandardCharsets.UTF_16LE))
                        .rule())
                .isEqualTo(StrictReader.NULL_CHARACTER);
    }

    private static Reading read(String text) {
        return Reading.of(Feed.Format.CSV, text);
    }

    private static Finding refused(Feed.Table table, byte[] bytes) {
        var feed = Reading.feed(Feed.Format.CSV, table, null);
        return catchThrowableOfType(UnreadableDelivery.class, () -> Reading.of(feed, bytes))
                .finding();
    }
}
