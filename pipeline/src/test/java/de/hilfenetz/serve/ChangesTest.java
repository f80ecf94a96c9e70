package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed, as people and programs ask for it. */
class ChangesTest {

    private static final Town TOWN = Town.withExamples()
            .deliver(Records.service(json -> json.set("name", Records.text("Schuldenberatung Bilk"))));
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @Test
    void listsEveryReleaseWithWhatItBrought() {
        var page = BROWSER.open("/versionen").body();

        assertThat(page)
                .contains("2026-11-23.1", "2026-11-23.2", "~1", "+0", "−0")
                .contains("/aenderungen?von=2026-11-23.1&amp;bis=2026-11-23.2");
    }

    @Test
    void showsEachFieldBeforeAndAfterForEyesAndEars() {
        var page = BROWSER.open("/aenderungen").body();

        assertThat(page)
                .contains("„Schuldenberatung Bilk“ hat einen neuen Namen.", "Beispielverband Düsseldorf e. V.")
                .contains("<del><span class=\"hidden\">alt: </span>Schuldnerberatung Bilk</del>")
                .contains("<ins><span class=\"hidden\">neu: </span>Schuldenberatung Bilk</ins>");
        assertThat(BROWSER.open("/en/aenderungen").body())
                .contains(
                        "<dt>Name</dt>", "<ins lang=\"de\"><span class=\"hidden\" lang=\"en\">after: </span>Schulden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/versionen", "/aenderungen", "/aenderungen.atom"})
    void refusesToTellOfAPastReleaseWhatLiesBetweenAll(String path) {
        var address = "/daten/angebote" + path;

        assertThat(BROWSER.get(address).statusCode()).isEqualTo(200);
        assertThat(BROWSER.get(address + "?stand=2026-11-23.1").statusCode()).isEqualTo(404);
    }

    /** G21: also where only the id tells what the changes are of. */
    @Test
    void leadsAwayFromTheChangesOfAProtectedPlace() {
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            var shelter = Records.shelter().id();

            assertThat(browser.get("/aenderungen?eintrag=" + shelter).body()).contains("class=\"exit");
            assertThat(browser.get("/en/aenderungen?eintrag=" + shelter).body()).contains("class=\"exit");
            assertThat(browser.get("/aenderungen").body()).doesNotContain("class=\"exit");
        }
    }

    @Test
    void saysThatNothingChanged() {
        assertThat(BROWSER.open("/aenderungen?von=2026-11-23.2&bis=2026-11-23.2")
                        .body())
                .contains("hat sich nichts geändert");
    }

    @Test
    void offersTheNearestReleaseWhereThereIsNone() {
        var answer = BROWSER.open("/aenderungen?von=2026-11-23.9");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Der nächste davor: 2026-11-23.2");
    }

    @Test
    void tellsProgramsFieldByField() throws Exception {
        var answer = BROWSER.get("/api/v1/changes?since=2026-11-23.1");
        var json = new ObjectMapper().readTree(answer.body());

        assertThat(json.path("until").asText()).isEqualTo("2026-11-23.2");
        assertThat(json.at("/changes/0/what").asText()).isEqualTo("changed");
        assertThat(json.at("/changes/0/fields/0/pointer").asText()).isEqualTo("/name/de");
        assertThat(json.at("/changes/0/fields/0/before").asText()).isEqualTo("Schuldnerberatung Bilk");
        assertThat(json.at("/changes/0/iri").asText())
                .isEqualTo("https://hilfenetz.example.org/id/angebot/" + Records.SERVICE);
        assertThat(BROWSER.get("/api/v1/changes?since=2026-11-23.1", "If-None-Match", header(answer, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(BROWSER.get("/api/v1/changes").statusCode()).isEqualTo(400);
        assertThat(BROWSER.get("/api/v1/changes?since=gestern").statusCode()).isEqualTo(404);
    }

    /** P5.2 */
    @Test
    void anAtomReaderFindsEachChangeUnderANameThatStays() throws Exception {
        var answer = BROWSER.get("/aenderungen.atom");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var atom = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));

        assertThat(header(answer, "Content-Type")).isEqualTo("application/atom+xml");
        var entries = atom.getElementsByTagNameNS("http://www.w3.org/2005/Atom", "entry");
        assertThat(entries.getLength()).isEqualTo(1);
        assertThat(entries.item(0).getTextContent())
                .contains("https://hilfenetz.example.org/id/angebot/" + Records.SERVICE + "#2026-11-23.2")
                .contains("„Schuldenberatung Bilk“ hat einen neuen Namen.");
        assertThat(BROWSER.get("/aenderungen.atom").body()).isEqualTo(answer.body());
        assertThat(BROWSER.get("/aenderungen.atom?traeger=" + Records.ORGANIZATION)
                        .body())
                .contains("Schuldenberatung");
        assertThat(BROWSER.get("/aenderungen.atom?traeger=" + Records.LOCATION).body())
                .doesNotContain("Schuldenberatung");
    }

    @ParameterizedTest
    @CsvSource({
        "datensatz=angebote, true",
        "datensatz=orte, false",
        "gebiet=03, true",
        "gebiet=036, true",
        "gebiet=04, false",
        "thema=schulden, true",
        "thema=schulden&gebiet=03, true",
        "thema=sucht, false",
        "lebenslage=schulden-und-armut, true",
        "lebenslage=gewalt, false",
        "datensatz=angebote-beispielverband, true",
        "datensatz=angebote-anderer, false",
        "datensatz=alles, true"
    })
    void anAtomReaderMayAskForADataSetAnAreaOrATopic(String query, boolean isThere) {
        var feed = BROWSER.get("/aenderungen.atom?" + query).body();

        assertThat(feed.contains("Schuldenberatung")).isEqualTo(isThere);
        assertThat(feed).contains("aenderungen.atom?" + query.replace("&", "&amp;"));
    }

    @Test
    void tellsTheSameAsATable() {
        var answer = BROWSER.get("/aenderungen.csv?von=2026-11-23.1&bis=2026-11-23.2");

        assertThat(header(answer, "Content-Type")).startsWith("text/csv");
        var head = Records.SERVICE + ",angebot,Schuldenberatung Bilk,changed,andere Regeln für dieselbe Lieferung,";
        assertThat(answer.body().lines())
                .containsExactly(
                        "id,art,name,was,grund,feld,vorher,nachher",
                        head + "/name/de,Schuldnerberatung Bilk,Schuldenberatung Bilk",
                        head + "/name/en,Debt counselling Bilk,");
    }

    @Test
    void saysItInEnglishToo() {
        assertThat(BROWSER.open("/en/aenderungen").body())
                .contains("<span lang=\"de\">“Schuldenberatung Bilk”</span> has a new name.");
    }

    @ParameterizedTest
    @CsvSource({
        "/aenderungen, /aenderungen.atom",
        "/daten/angebote, /daten/angebote/aenderungen.atom",
        "/daten/angebote/aenderungen, /daten/angebote/aenderungen.atom",
        "/daten/angebote-beispielverband, /daten/angebote-beispielverband/aenderungen.atom",
        "/traeger/0d3f6a1c-2b4e-5f60-8a7b-9c0d1e2f3a4b, /aenderungen.atom?traeger=0d3f6a1c-2b4e-5f60-8a7b-9c0d1e2f3a4b",
        "/gebiete/03, /aenderungen.atom?gebiet=03",
        "/begriffe/thema/schulden, /aenderungen.atom?thema=schulden",
        "/begriffe/lebenslage/schulden-und-armut, /aenderungen.atom?lebenslage=schulden-und-armut",
    })
    void whoReadsAPageMaySubscribeToWhatChangesInIt(String path, String feed) {
        for (var language : new String[] {"", "/en"}) {
            assertThat(BROWSER.open(language + path).body())
                    .contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"" + feed + "\">")
                    .contains("<a href=\"" + feed + "\" type=\"application/atom+xml\">");
        }
        assertThat(BROWSER.get(feed).body()).contains("Schuldenberatung");
    }

    @Test
    void aDataSetTellsItsOwnChangesAndReleases() {
        assertThat(BROWSER.open("/daten/angebote/aenderungen").body())
                .contains("<h1>Was hat sich geändert? Angebote</h1>", "Schuldnerberatung Bilk</del>");
        assertThat(BROWSER.open("/daten/orte/aenderungen").body()).contains("hat sich nichts geändert");
        assertThat(BROWSER.open("/daten/systematik/aenderungen").statusCode()).isEqualTo(404);
        assertThat(BROWSER.open("/daten/gibtesnicht/aenderungen").statusCode()).isEqualTo(404);
        assertThat(BROWSER.open("/daten/gibtesnicht/versionen").statusCode()).isEqualTo(404);

        var page = BROWSER.open("/daten/angebote/versionen").body();
        assertThat(page)
                .contains("/daten/angebote/aenderungen?von=2026-11-23.1&amp;bis=2026-11-23.2", ">~1<")
                .contains("/daten/angebote/2026-11-23.1/angebote.csv");
        assertThat(BROWSER.open("/daten/orte/versionen").body()).contains(">~0<");
        assertThat(BROWSER.open("/daten/systematik/versionen").body())
                .contains("/daten/systematik/2026-11-23.2/systematik.csv")
                .doesNotContain("~0");
        for (var dataset : new String[] {"angebote", "systematik", "angebote-beispielverband"}) {
            assertThat(links(BROWSER.open("/daten/" + dataset + "/versionen").body(), "/daten/" + dataset + "/2026"))
                    .isNotEmpty()
                    .allMatch(link -> BROWSER.bytes(link).statusCode() == 200);
        }
    }

    private static List<String> links(String page, String start) {
        return Pattern.compile("href=\"(" + start + "[^\"]+)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    @Test
    void aPartOfTheChangesSaysThatItIsOne() {
        var page = BROWSER.open("/aenderungen?gebiet=04").body();

        assertThat(page)
                .contains("noindex, follow", "Nur ein Teil der Änderungen.", "hat sich nichts geändert")
                .contains("<input type=\"hidden\" name=\"gebiet\" value=\"04\">");
        assertThat(BROWSER.get("/aenderungen.csv?gebiet=04").body().lines()).hasSize(1);
        assertThat(BROWSER.get("/aenderungen.csv?gebiet=03").body().lines()).hasSizeGreaterThan(1);
    }
}
