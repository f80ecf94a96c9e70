package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.serve.Rows.Wish;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking through a table (P4), and what is taken along of it. */
class TableTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private Path table(String csv) throws IOException {
        var file = folder.resolve("t.csv.gz");
        try (var out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            out.write(csv);
        }
        return file;
    }

    private Path people() throws IOException {
        return table("""
                name,bezirk,zahl
                Öffner,3,10
                Zille,3,9
                "Ahorn, alt",1,
                Oblate,,100
                """);
    }

    private static List<String> names(Rows.Page page) {
        return page.rows().stream().map(List::getFirst).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zahl | false | Zille, Öffner, Oblate, Ahorn, alt
            zahl | true  | Oblate, Öffner, Zille, Ahorn, alt
            name | false | Ahorn, alt, Oblate, Öffner, Zille
                 | false | Öffner, Zille, Ahorn, alt, Oblate
            """)
    void sortsNumbersAsNumbersWordsAsGermansDoAndTheEmptyLast(String column, boolean descending, String expected)
            throws IOException {
        var wish = new Wish(List.of(), Map.of(), column, descending);

        assertThat(String.join(", ", names(Rows.page(people(), wish, List.of(), 0, 10))))
                .isEqualTo(expected);
        assertThat(names(Rows.page(people(), wish, List.of(), 2, 1)))
                .isEqualTo(names(Rows.page(people(), wish, List.of(), 0, 10)).subList(2, 3));
    }

    @Test
    void countsWhatEachOtherChoiceWouldLeave() throws IOException {
        var wish = new Wish(List.of("o"), Map.of("bezirk", "3"), null, false);

        var page = Rows.page(people(), wish, List.of("bezirk", "name"), 0, 10);

        assertThat(names(page)).containsExactly("Öffner");
        assertThat(page.facets().get("bezirk")).isEqualTo(Map.of("3", 1L, "1", 1L, "", 1L));
        assertThat(page.facets().get("name")).isEqualTo(Map.of("Öffner", 1L));
    }

    @Test
    void slowReadersKeepNobodyFromReading() throws IOException {
        try (var town = Town.withExamples().withoutNewWorkbooks();
                var browser = new Browser(town.server());
                var first = new Socket();
                var second = new Socket()) {
            town.deliver(Records.service(
                    "Lang", json -> json.set("description", Records.text("lang ".repeat(1 << 20)))));
            for (var slow : List.of(first, second)) {
                slow.setReceiveBufferSize(1 << 10);
                slow.connect(browser.address());
                slow.getOutputStream()
                        .write("GET /daten/angebote/tabelle.csv HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(slow.getInputStream().read()).isEqualTo('H');
            }

            assertThat(browser.get("/daten/angebote/tabelle.csv?q=Bilk").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void offersNoChoiceFromTooManyValues() throws IOException {
        var csv = new StringBuilder("nr\n");
        for (var i = 0; i <= Rows.MOST_VALUES; i++) {
            csv.append(i).append('\n');
        }

        var page = Rows.page(table(csv.toString()), new Wish(List.of(), Map.of(), null, false), List.of("nr"), 0, 1);

        assertThat(page.total()).isEqualTo(Rows.MOST_VALUES + 1);
        assertThat(page.facets()).isEmpty();
    }

    @Test
    void remembersNoLongTextsToChooseFrom() throws IOException {
        var csv = new StringBuilder("beschreibung,bezirk\n");
        for (var i = 0; i < 41; i++) {
            csv.append("lang ".repeat(100)).append(i).append(",3\n");
        }

        assertThat(Rows.overview(table(csv.toString())).facets()).containsOnlyKeys("bezirk");
    }

    @Test
    void takesAlongExactlyTheRowsItCounts() throws IOException {
        var wish = new Wish(List.of("o"), Map.of(), null, false);
        var taken = new ArrayList<List<String>>();

        Rows.each(people(), wish, taken::add);

        assertThat(taken)
                .hasSize(1 + (int) Rows.page(people(), wish, List.of(), 0, 1).total());
        assertThat(taken.get(2)).containsExactly("Ahorn, alt", "1", "");
    }

    /** P4.1. */
    @ParameterizedTest
    @CsvSource({"'', 2", "?q=bilk, 1", "?status=active, 2", "?q=gibtesnicht, 0"})
    void givesAFileWithAsManyRowsAsThePageSays(String query, int rows) {
        var page = BROWSER.open("/daten/angebote/tabelle" + query);
        var file = BROWSER.get("/daten/angebote/tabelle.csv" + query);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<strong>" + (rows == 1 ? "1 Zeile" : rows + " Zeilen") + "</strong>");
        assertThat(file.body().lines()).hasSize(rows + 1);
        if (query.isEmpty()) {
            assertThat(file.body().replace("\r", ""))
                    .isEqualTo(BROWSER.get("/daten/angebote/aktuell/angebote.csv")
                            .body()
                            .replace("\r", ""));
        }
    }

    /** P4.1, and W8: it opens in Excel as the whole table does. */
    @Test
    void givesTheSelectionAsAWorkbook() throws IOException {
        var file = BROWSER.bytes("/daten/angebote/tabelle.xlsx?q=bilk").body();

        assertThat(BROWSER.open("/daten/angebote/tabelle?q=bilk").body())
                .contains("href=\"/daten/angebote/tabelle.xlsx?q=bilk\"");
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            var rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            assertThat(rows.getFirst().getCellText(0)).isEqualTo("angebot_id");
            assertThat(rows.getFirst().stream().map(Cell::getText)).contains("anschrift", "Mo");
            assertThat(rows.getLast().getCellText(0)).isEqualTo(Records.SERVICE.toString());
        }
    }

    @Test
    void readsNoFurtherThanThePageOnceATableIsKnown() throws IOException {
        var path = people();
        var overview = Rows.overview(path);

        var page = Rows.page(path, overview, List.of("bezirk"), 1, 2);

        assertThat(page)
                .isEqualTo(Rows.page(path, new Wish(List.of(), Map.of(), null, false), List.of("bezirk"), 1, 2));
        assertThat(Rows.page(path, overview, List.of(), 3, 50).rows()).hasSize(1);
        assertThat(Rows.page(Path.of("there is none"), overview, List.of(), 4, 50))
                .as("behind the last row there is nothing to read")
                .satisfies(none -> assertThat(none.rows()).isEmpty())
                .satisfies(none -> assertThat(none.total()).isEqualTo(4));
    }

    @Test
    void callsColumnsByTheirNames() {
        assertThat(BROWSER.open("/daten/angebote/tabelle").body())
                .contains("<code class=\"muted\">lebenslagen</code>", "Lebenslagen");
        assertThat(BROWSER.open("/en/daten/angebote/tabelle").body())
                .contains("<code class=\"muted\">lebenslagen</code>", "Life situations")
                .doesNotContain("Lebenslagen");
    }

    /** P4.3. */
    @Test
    void sortsByLinksAndSaysSo() {
        var page = BROWSER.open("/daten/angebote/tabelle?sortiert=name").body();

        assertThat(page).contains("aria-sort=\"ascending\"", "sortiert=-name");
        assertThat(BROWSER.open("/daten/angebote/tabelle?sortiert=-name").body())
                .contains("aria-sort=\"descending\"", "sortiert=name\"");
        assertThat(Pattern.compile("aria-sort").matcher(page).results()).hasSize(1);
    }

    @Test
    void saysWhichConditionLeavesNothing() {
        assertThat(BROWSER.open("/daten/angebote/tabelle?q=gibtesnicht&status=active")
                        .body())
                .contains("Ohne „Suche“: 2 Zeilen", "href=\"/daten/angebote/tabelle?status=active\"");
        assertThat(BROWSER.open("/daten/angebote/tabelle?q=bilk&lebenslagen=gibtesnicht")
                        .body())
                .contains("Ohne „Lebenslagen“: 1 Zeile");
    }

    @Test
    void leadsToTheRecordsAndKeepsNoSearchWord() {
        var found = BROWSER.open("/daten/angebote/tabelle?q=bilk");

        assertThat(found.body()).contains("href=\"/angebote/" + Records.SERVICE + "\"", "noindex");
        assertThat(Browser.header(found, "Cache-Control")).isEqualTo("no-store");
        assertThat(BROWSER.open("/daten/gibtesnicht/tabelle").statusCode()).isEqualTo(404);
        assertThat(BROWSER.open("/daten/angebote/tabelle?seite=99").statusCode())
                .isEqualTo(404);
    }

    /** P10.2, and what is chosen to take along. */
    @ParameterizedTest
    @CsvSource({
        "angebote, '', 2",
        "angebote, ?gebiet=03, 1",
        "angebote, ?buchstabe=F, 1",
        "angebote, ?q=gibtesnicht, 0",
        "traeger, '', 1",
        "orte, '', 1",
        "orte, ?gebiet=04, 0"
    })
    void givesWhatAListShowsAsAFile(String list, String query, int rows) {
        var page = BROWSER.open("/" + list + query).body();
        var file = BROWSER.get("/" + list + ".csv" + query);
        var whole = BROWSER.get("/daten/" + list + "/aktuell/" + list + ".csv").body();

        assertThat(page).containsPattern("role=\"status\"><strong>" + (rows == 0 ? "\\D*0? ?" : rows + " "));
        assertThat(page.contains("href=\"/" + list + ".csv" + query + "\"")).isEqualTo(rows > 0);
        assertThat(page.contains("href=\"/wegweiser" + query + "\"")).isEqualTo(rows > 0 && list.equals("angebote"));
        assertThat(Browser.header(file, "Content-Type")).startsWith("text/csv");
        assertThat(file.body().lines()).hasSize(rows + 1);
        assertThat(file.body().lines().findFirst()).isEqualTo(whole.lines().findFirst());
        if (query.isEmpty()) {
            assertThat(file.body().lines()).hasSameSizeAs(whole.lines().toList());
        }
        assertThat(Browser.header(file, "Cache-Control")).isEqualTo(query.contains("q=") ? "no-store" : "no-cache");
    }
}
