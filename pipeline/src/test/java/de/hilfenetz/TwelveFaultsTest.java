package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Trial;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.read.Rewriting;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file with twelve different faults: all of them in one report, each at its place, and what can be put right is. */
class TwelveFaultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Vocabulary VOCABULARY = Vocabulary.load();

    private static final List<String> COLUMNS = List.of(
            "nr",
            "name",
            "text",
            "telefon",
            "mail",
            "web",
            "zeiten",
            "sprache",
            "status",
            "bestaetigt",
            "strasse",
            "hausnr",
            "plz");

    /** A fault, the column it stands in, and what is suggested; none where nobody can know. */
    private record Fault(String rule, String column, String found, String better) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault("telefon-vereinheitlicht", "telefon", "(0221) 47 10-123", "+49 221 4710123"),
            new Fault("telefon-ohne-vorwahl", "telefon", "4710123", "+49 211 4710123"),
            new Fault("e-mail-vereinheitlicht", "mail", "Info@Verein.Example.org", "Info@verein.example.org"),
            new Fault("url-vereinheitlicht", "web", "www.example.org/cafe", "https://www.example.org/cafe"),
            new Fault("oeffnungszeiten-gelesen", "zeiten", "montag 9-12 uhr", "Mo 09:00-12:00"),
            new Fault("sprache-gelesen", "sprache", "Türkisch", "tr"),
            new Fault("datum-gelesen", "bestaetigt", "01.11.2026", "2026-11-01"),
            new Fault("postleitzahl-berichtigt", "plz", "4O227", "40227"),
            new Fault("text-umlaute-repariert", "text", "Hilfe fÃ¼r Eltern", "Hilfe für Eltern"),
            new Fault("status-gelesen", "status", "aktiv", "active"),
            new Fault("e-mail-unlesbar", "mail", "info at example", ""),
            new Fault("telefon-kostenpflichtig", "telefon", "0900 1234567", ""));

    private static final String MAPPING = """
            [{"kind": "service", "id": .nr, "name": .name, "description": .text, "phone": .telefon, "email": .mail,
              "url": .web, "hours": .zeiten, "languages": .sprache, "status": .status, "confirmed": .bestaetigt,
              "at": .nr},
             {"kind": "location", "id": .nr, "name": .name,
              "address": {"street": .strasse, "houseNumber": .hausnr, "postalCode": .plz, "city": "Düsseldorf"}}]""";

    private final Trials trials = new Trials(
            null,
            new Schemas(),
            new Concepts(VOCABULARY),
            Districts.load(null, VOCABULARY.areas()),
            new RecordShapes(VOCABULARY),
            new ConfidentialValues(),
            Sha256.of(new byte[0]),
            Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE"})
    void inATable(Charset charset) throws Exception {
        var text = "\uFEFF" + COLUMNS.stream().collect(Collectors.joining(";")) + "\r\n";
        for (int i = 0; i < FAULTS.size(); i++) {
            text += String.join(";", cell(row(i))) + "\r\n";
        }
        var bytes = text.getBytes(charset);

        var findings = found(Feed.Format.CSV, bytes);
        for (int i = 0; i < FAULTS.size(); i++) {
            assertThat(findings.get(i).place().line()).isEqualTo(i + 2);
            assertThat(findings.get(i).place().field()).isEqualTo(FAULTS.get(i).column());
        }
        quotesThePhysicalLine(Feed.Format.CSV, bytes, text.substring(1).split("\r\n", -1));

        var corrected = correct(Feed.Format.CSV, bytes);
        assertThat(new String(corrected, charset)).isEqualTo(better(text));
    }

    /** Before each fault a text goes on in a second line. */
    @Test
    void inATableWhoseTextsSpanLines() throws Exception {
        var text = String.join(";", COLUMNS) + "\r\n";
        var at = new ArrayList<Integer>();
        for (int i = 0; i < FAULTS.size(); i++) {
            var row = (String.join(";", cell(row(i))) + "\r\n").replace("Für alle", "Für\nalle");
            var begin = text.split("\r?\n", -1).length;
            at.add(begin + row.substring(0, row.indexOf(FAULTS.get(i).found())).split("\r?\n", -1).length - 1);
            text += row;
        }
        assertThat(at).doesNotContainSequence(2, 3, 4);
        var bytes = text.getBytes(UTF_8);

        assertThat(found(Feed.Format.CSV, bytes))
                .extracting(finding -> finding.place().line())
                .containsExactlyElementsOf(at);
        quotesThePhysicalLine(Feed.Format.CSV, bytes, text.split("\r?\n", -1));

        assertThat(new String(correct(Feed.Format.CSV, bytes), UTF_8)).isEqualTo(better(text));
    }

    @Test
    void inJson() throws Exception {
        var text = new StringBuilder("[\n");
        for (int i = 0; i < FAULTS.size(); i++) {
            var row = row(i);
            text.append("  {");
            for (int c = 0; c < COLUMNS.size(); c++) {
                text.append(c == 0 ? "" : ", ")
                        .append('"')
                        .append(COLUMNS.get(c))
                        .append("\": \"")
                        .append(row.get(c))
                        .append('"');
            }
            text.append(i + 1 < FAULTS.size() ? "},\n" : "}\n");
        }
        text.append("]\n");
        var bytes = text.toString().getBytes(UTF_8);
        var lines = text.toString().split("\n", -1);

        var findings = found(Feed.Format.JSON, bytes);
        for (int i = 0; i < FAULTS.size(); i++) {
            var place = findings.get(i).place();
            var fault = FAULTS.get(i);
            assertThat(place.line()).isEqualTo(i + 2);
            assertThat(place.field()).isEqualTo("/" + fault.column());
            assertThat(lines[place.line() - 1].substring(place.column() - 1)).startsWith("\"" + fault.found() + "\"");
        }
        quotesThePhysicalLine(Feed.Format.JSON, bytes, lines);

        assertThat(new String(correct(Feed.Format.JSON, bytes), UTF_8)).isEqualTo(better(text.toString()));
    }

    @Test
    void inAWorkbook() throws Exception {
        var rows = JSON.createArrayNode();
        rows.add(array(COLUMNS));
        for (int i = 0; i < FAULTS.size(); i++) {
            rows.add(array(row(i)));
        }
        var bytes = Sheets.workbook(Map.of("Angebote & mehr", rows));

        var findings = found(Feed.Format.XLSX, bytes);
        for (int i = 0; i < FAULTS.size(); i++) {
            var place = findings.get(i).place();
            assertThat(place.file()).isEqualTo("angebote.xlsx, Blatt Angebote & mehr");
            assertThat(place.line()).isEqualTo(i + 2);
            assertThat(place.column()).isEqualTo(COLUMNS.indexOf(FAULTS.get(i).column()) + 1);
        }

        var corrected = correct(Feed.Format.XLSX, bytes);
        var expected = cells(bytes);
        FAULTS.stream()
                .filter(fault -> !fault.better().isEmpty())
                .forEach(fault ->
                        expected.replaceAll((at, value) -> value.equals(fault.found()) ? fault.better() : value));
        assertThat(cells(corrected)).isEqualTo(expected);
        var before = parts(bytes);
        var after = parts(corrected);
        before.remove("xl/worksheets/sheet1.xml");
        after.remove("xl/worksheets/sheet1.xml");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void packed() throws Exception {
        var text = String.join(";", COLUMNS) + "\n" + String.join(";", cell(row(4))) + "\n";
        var bytes = new java.io.ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }

        var corrected = trials.correct(
                source(Feed.Format.CSV), "angebote.csv.gz", new ByteArrayInputStream(bytes.toByteArray()), false);

        try (var plain = new GZIPInputStream(new ByteArrayInputStream(corrected.bytes()))) {
            assertThat(new String(plain.readAllBytes(), UTF_8)).isEqualTo(better(text));
        }
    }

    /** A suggestion that says less than what stands there is for people to take. */
    @ParameterizedTest
    @ValueSource(strings = {"Fax (0221) 47 10-123", "(0221) 47 10-123 (Büro)", "montag 9-12 uhr u. n. V."})
    void leavesWhatSaysMore(String value) throws Exception {
        var text = "nr;name;telefon;zeiten\na1;Café;%s\n"
                .formatted(value.startsWith("montag") ? "+49 221 4710123;" + value : value + ";");

        var corrected = trials.correct(
                source(Feed.Format.CSV), "angebote.csv", new ByteArrayInputStream(text.getBytes(UTF_8)), false);

        assertThat(new String(corrected.bytes(), UTF_8)).isEqualTo(text);
    }

    /** All twelve in one report, in the order of the file, and nothing else that anybody has to look at. */
    private List<Finding> found(Feed.Format format, byte[] bytes) throws Exception {
        var findings = told(format, bytes).stream()
                .map(Trial.Told::finding)
                .filter(finding -> finding.place().line() > 0)
                .toList();
        assertThat(findings)
                .extracting(finding -> finding.rule().code())
                .containsExactlyElementsOf(FAULTS.stream().map(Fault::rule).toList());
        for (int i = 0; i < FAULTS.size(); i++) {
            assertThat(findings.get(i).subject()).hasToString("Café Nr. %d (a%d)".formatted(i, i));
            assertThat(findings.get(i).value()).isEqualTo(FAULTS.get(i).found());
            assertThat(findings.get(i).suggestion())
                    .isEqualTo(
                            FAULTS.get(i).better().isEmpty()
                                    ? null
                                    : FAULTS.get(i).better());
        }
        return findings;
    }

    /** The suggestions taken, the findings they were made for are gone and the others there as before. */
    private byte[] correct(Feed.Format format, byte[] bytes) throws Exception {
        var corrected = trials.correct(source(format), name(format), new ByteArrayInputStream(bytes), false);
        assertThat(corrected.changes())
                .extracting(Rewriting.Change::better)
                .containsExactlyInAnyOrderElementsOf(FAULTS.stream()
                        .map(Fault::better)
                        .filter(better -> !better.isEmpty())
                        .toList());
        assertThat(told(format, corrected.bytes()))
                .extracting(told -> told.finding())
                .filteredOn(finding -> finding.place().line() > 0)
                .extracting(finding -> finding.rule().code())
                .containsExactly("e-mail-unlesbar", "telefon-kostenpflichtig");
        return corrected.bytes();
    }

    private void quotesThePhysicalLine(Feed.Format format, byte[] bytes, String[] lines) throws Exception {
        for (var told : told(format, bytes)) {
            if (told.finding().place().line() > 0) {
                var line = lines[told.finding().place().line() - 1];
                assertThat(line).contains(String.valueOf(told.line()));
                assertThat(String.valueOf(told.line()).substring(told.caret() - 1))
                        .startsWith(String.valueOf(told.finding().value()));
            }
        }
    }

    private List<Trial.Told> told(Feed.Format format, byte[] bytes) throws Exception {
        return trials.of(
                        source(format),
                        Feed.Deliveries.SNAPSHOT,
                        name(format),
                        new ByteArrayInputStream(bytes),
                        Announcement.NONE,
                        false)
                .told();
    }

    private static Intake.Source source(Feed.Format format) throws MappingError {
        var feed = Feed.unnamed(format, "zuordnung.jslt");
        return new Intake.Source(feed, Mapping.compile("zuordnung.jslt", MAPPING), MAPPING);
    }

    private static String name(Feed.Format format) {
        return "angebote." + format.word();
    }

    private static List<String> row(int number) {
        var fault = FAULTS.get(number);
        var row = new ArrayList<>(Arrays.asList(
                "a" + number,
                "Café Nr. " + number,
                "Für alle",
                "+49 221 4710100",
                "",
                "",
                "Mo 10:00-12:00",
                "de",
                "active",
                "2026-10-01",
                "Beispielstraße",
                "5",
                "40227"));
        row.set(COLUMNS.indexOf(fault.column()), fault.found());
        return row;
    }

    private static List<String> cell(List<String> row) {
        return row.stream()
                .map(value -> value.startsWith("Für") ? '"' + value + '"' : value)
                .toList();
    }

    private static ArrayNode array(List<String> values) {
        var cells = JSON.createArrayNode();
        values.forEach(value -> {
            if (value.isEmpty()) {
                cells.addNull();
            } else {
                cells.add(value);
            }
        });
        return cells;
    }

    private static String better(String text) {
        var better = text;
        for (var fault : FAULTS) {
            if (!fault.better().isEmpty()) {
                better = better.replaceFirst(
                        "(?<=[;\"])" + java.util.regex.Pattern.quote(fault.found()) + "(?=[;\"\r])", fault.better());
            }
        }
        return better;
    }

    private static Map<String, String> cells(byte[] workbook) throws IOException {
        var cells = new TreeMap<String, String>();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
            try (var rows = book.getFirstSheet().openStream()) {
                rows.forEach(row -> row.forEach(cell -> {
                    if (cell != null) {
                        cells.put(String.valueOf(cell.getAddress()), cell.getText());
                    }
                }));
            }
        }
        return cells;
    }

    private static Map<String, String> parts(byte[] workbook) throws IOException {
        var parts = new TreeMap<String, String>();
        try (var zip = ZipFile.builder().setByteArray(workbook).get()) {
            for (var entry : java.util.Collections.list(zip.getEntries())) {
                parts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return parts;
    }
}
