package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue for people (P2). */
class CataloguePageTest {

    private static final Pattern CARD = Pattern.compile("<h2><a href=\"/daten/[^\"]+\">");
    private static final Pattern VALUE =
            Pattern.compile("<option value=\"([a-z0-9.-]+)\"( selected)?( disabled)?>.*? \\((\\d+)\\)<");

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static long cards(String page) {
        return CARD.matcher(page).results().count();
    }

    /** P2.2. */
    @ParameterizedTest
    @ValueSource(strings = {"inhalt", "format", "lebenslage", "ebene"})
    void saysHowManyEachChoiceLeaves(String facet) {
        var page = BROWSER.open("/daten").body();
        var from = page.indexOf("name=\"" + facet + "\"");
        var values = VALUE.matcher(page.substring(from, page.indexOf("</select>", from)))
                .results()
                .toList();

        assertThat(values).hasSizeGreaterThan(1);
        assertThat(values)
                .allSatisfy(value -> assertThat(cards(BROWSER.open("/daten?" + facet + "=" + value.group(1))
                                .body()))
                        .as(value.group(1))
                        .isEqualTo(Long.parseLong(value.group(4))));
    }

    @Test
    void showsWhatCannotBeChosenWithoutLettingItBeChosen() {
        assertThat(BROWSER.open("/daten?inhalt=planung").body())
                .contains("<option value=\"geojson\" disabled>GeoJSON (0)<");
    }

    /** P2.3. */
    @Test
    void keepsNarrowedCataloguesOutOfSearchEngines() {
        assertThat(BROWSER.open("/daten?format=csv").body())
                .contains("<link rel=\"canonical\" href=\"" + Town.BASE + "daten\">", "content=\"noindex, follow\"");
    }

    @Test
    void findsByWordAndOffersAWayOut() {
        assertThat(cards(BROWSER.open("/daten?q=barrierefreiheit").body())).isEqualTo(1);
        assertThat(BROWSER.open("/daten?q=gibtesnicht").body())
                .contains("Kein Datensatz passt", ">alle Datensätze</a>");
    }

    @Test
    void comparesTwoSideBySide() {
        var page = BROWSER.open("/daten?vergleich=angebote&vergleich=orte").body();

        assertThat(page).contains("<h2>Vergleich</h2>", "value=\"orte\" checked");
        assertThat(BROWSER.open("/daten?vergleich=angebote").body()).doesNotContain("<h2>Vergleich</h2>");
    }

    @Test
    void hasAnOrderOfOnesChoice() {
        assertThat(BROWSER.open("/daten?sortiert=name").body())
                .containsSubsequence("<h2><a href=\"/daten/alles\">", "<h2><a href=\"/daten/systematik\">");
    }

    /** Who says nothing of a name to be told is called by the organizations whose services these are. */
    @Test
    void namesWhatOneProviderReportedAfterItOnThePageAndInTheCatalogue() {
        try (var town = Town.withExamples().deliverAs("amt-7", Records.service("Beratung im Amt", json -> {
                    json.put("feed", "amt-7");
                    json.remove("attribution");
                }));
                var server = new Browser(town.server())) {
            var title = "Angebote von Beispielverband Düsseldorf e. V.";

            assertThat(server.open("/daten").body()).contains("<a href=\"/daten/angebote-amt-7\">" + title + "</a>");
            assertThat(server.open("/daten/angebote-amt-7").body()).contains("<h1>" + title + "</h1>");
            assertThat(server.open("/en/daten/angebote-amt-7").body())
                    .contains("<h1>Services of Beispielverband Düsseldorf e. V.</h1>");
            assertThat(server.get("/catalog.nt").body())
                    .contains("/id/datensatz/angebote-amt-7> <http://purl.org/dc/terms/title> \"" + title
                            + " (Demonstration)\"@de .");
            assertThat(server.get("/data.json").body()).contains("\"" + title + " (Demonstration)\"");
            assertThat(server.get("/daten/angebote-amt-7/aktuell/angebote-amt-7.csv-metadata.json")
                            .body())
                    .contains(title);
        }
    }

    @Test
    void aCardSaysHowLargeHowNewAndUnderWhichLicence() {
        var card = BROWSER.open("/daten?q=angebote+beispielverband").body();

        assertThat(cards(card)).isEqualTo(1);
        assertThat(card)
                .contains(
                        "2 Zeilen · ",
                        " Spalten · CSV (Komma, UTF-8) · Daten zuletzt geändert am <time datetime=\"2026-11-23\">")
                .contains("wird erneuert, sobald sich etwas ändert")
                .contains(">Datenlizenz Deutschland Zero 2.0</a>")
                .doesNotContain("class=\"spark\"");
        assertThat(BROWSER.open("/daten?lebenslage=gewalt").body())
                .contains("<h2><a href=\"/daten/angebote\">", "<h2><a href=\"/daten/angebote-beispielverband\">")
                .doesNotContain("<h2><a href=\"/daten/systematik\">");
    }

    @Test
    void asksForTheMonthOfTheLastChange() {
        var page = BROWSER.open("/daten").body();

        assertThat(page).contains("<option value=\"2026-11\">November 2026 (" + cards(page) + ")</option>");
        assertThat(cards(BROWSER.open("/daten?aktualitaet=2026-11").body())).isEqualTo(cards(page));
        assertThat(cards(BROWSER.open("/daten?aktualitaet=2026-10").body())).isZero();
    }

    @Test
    void aCardShowsHowTheRowsWentOn() {
        try (var town = Town.withExamples().deliver(Records.service("Ein zweites Angebot", json -> {}));
                var server = new Browser(town.server())) {
            assertThat(server.open("/daten?q=angebote+beispielverband").body())
                    .contains("<polyline points=\"2,18 58,2\"/>", "Zeilen in den letzten 2 Datenständen: von 2 auf 3");
        }
    }

    @Test
    void putsFirstWhatIsCalledSo() {
        assertThat(BROWSER.open("/daten?q=angebote").body())
                .containsSubsequence(
                        "<h2><a href=\"/daten/angebote-beispielverband\">", "<h2><a href=\"/daten/alles\">");
    }
}
