package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The page on the quality of the data (P12). */
class QualityPageTest {

    private static final Pattern ROW = Pattern.compile("<tr><th scope=\"row\">(.*?)</th>(.*?)\n?</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<td[^>]*>(.*?)</td>", Pattern.DOTALL);

    private static final Town TOWN = Town.withExamples()
            .missing(Map.of("amt-7", "verstummt"))
            .deliverAs(
                    "amt-7",
                    Records.organization(json -> {
                        json.put("id", Records.id("Amt").toString());
                        json.put("feed", "amt-7");
                        json.put("sourceId", "amt");
                        json.set("name", Records.text("Amt"));
                    }),
                    Records.service("Beratung im Amt", json -> {
                        json.put("feed", "amt-7");
                        json.put("organization", Records.id("Amt").toString());
                        json.remove("description");
                        json.remove("contacts");
                    }));
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static String section(String page, String heading) {
        var from = page.indexOf("<h2>" + heading + "</h2>");
        return page.substring(from, page.indexOf("</section>", from));
    }

    private static String cells(String section, String row) {
        return ROW.matcher(section)
                .results()
                .filter(one -> one.group(1).contains(row))
                .map(one -> CELL.matcher(one.group(2))
                        .results()
                        .map(cell -> cell.group(1).strip())
                        .toList())
                .findFirst()
                .orElseThrow()
                .toString();
    }

    /** P12.1. */
    @Test
    void saysTheNumbersOfItsDataSet() {
        var page = BROWSER.open("/qualitaet").body();
        var completeness = section(page, "Angaben je Träger");
        var rows =
                CsvReader.builder()
                        .ofNamedCsvRecord(BROWSER.get("/daten/qualitaet/aktuell/qualitaet.csv")
                                .body())
                        .stream()
                        .filter(row -> row.getField("traeger").equals("Amt"))
                        .toList();

        var shares = rows.stream()
                .filter(row -> row.getField("dimension").equals("vollstaendigkeit"))
                .map(row -> Math.round(100 * Double.parseDouble(row.getField("anteil"))) + " %")
                .toList();
        assertThat(shares).hasSize(16).contains("0 %", "100 %");
        assertThat(cells(completeness, ">Amt<")).isEqualTo(shares.toString());
    }

    @Test
    void saysWhenSomethingNewCameAndHowItWentOn() {
        var providers = section(BROWSER.open("/qualitaet").body(), "Je Träger");

        assertThat(providers)
                .contains("mit dem Datenstand 2026-11-23.1")
                .contains("<td class=\"still\"><time datetime=\"");
        assertThat(cells(providers, ">Amt<")).contains(", neu, ");
        assertThat(cells(providers, "Beispielverband")).contains(", ±0, ");
    }

    /** P12.3. */
    @Test
    void isOrderedByNameOrAsALinkSays() {
        var byName = section(BROWSER.open("/qualitaet").body(), "Je Träger");
        var byServices = BROWSER.open("/qualitaet?sortiert=angebote").body();

        assertThat(byName).containsSubsequence(">Amt<", ">Beispielverband").contains("/qualitaet?sortiert=angebote");
        assertThat(section(byServices, "Je Träger"))
                .containsSubsequence(">Beispielverband", ">Amt<")
                .contains("(danach geordnet)", "href=\"/qualitaet\"");
        assertThat(byServices).contains("noindex");
    }

    @Test
    void saysHowWellTheCatalogueIsDescribedAndWhatIsMissing() {
        var score = section(BROWSER.open("/qualitaet").body(), "Wie gut die Daten beschrieben sind");

        assertThat(score).containsPattern("3[0-9]{2} von 405 Punkten");
        assertThat(cells(score, "Schlagwörter")).isEqualTo("[30 von 30, ]");
        assertThat(cells(score, "Lizenz aus der Liste der EU")).contains("0 von 10", "DCAT-AP.de verlangt");
        assertThat(cells(score, "Offenes Format")).contains("als CSV");
    }
}
