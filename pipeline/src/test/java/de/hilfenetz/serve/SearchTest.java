package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One field for everything (P1.3). */
class SearchTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @Test
    void findsHelpFirstThenWordsQuestionsAndPages() {
        var page = BROWSER.open("/suche?q=Schulden").body();

        assertThat(page)
                .containsSubsequence(
                        "<h2>Angebote</h2>",
                        "href=\"/angebote/" + Records.SERVICE + "\"",
                        "href=\"/finden?q=Schulden\"",
                        "href=\"/begriffe/lebenslage/schulden-und-armut\"");
        assertThat(BROWSER.open("/suche?q=stadtbezirk").body()).contains("href=\"/fragen/angebote-je-stadtbezirk\"");
        assertThat(BROWSER.open("/suche?q=orte").body()).contains("href=\"/daten/orte\"");
        assertThat(BROWSER.open("/en/suche?q=debt").body()).contains("href=\"/en/begriffe/thema/schulden\"");
    }

    @Test
    void leavesNoTraceOfTheWordWhenItComesInTheBody() {
        var answer = BROWSER.post("/suche", Map.of("q", "Frauenhaus"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("value=\"Frauenhaus\"", "Seite schnell verlassen", "noindex", "tel:112");
        assertThat(Browser.header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void offersHelpWhereNothingIsFound() {
        assertThat(BROWSER.open("/suche?q=%3Cscript%3Ex").body())
                .contains("Zu „&lt;script>x“ haben wir nichts gefunden".replace(">x", "&gt;x"), "href=\"/hilfe\"");
        assertThat(BROWSER.open("/suche").body()).doesNotContain("nichts gefunden");
        assertThat(BROWSER.open("/suche?q=" + "x".repeat(201)).statusCode()).isEqualTo(400);
    }

    @Test
    void isOnEveryPage() {
        for (var path : new String[] {"/", "/daten", "/gibt-es-nicht"}) {
            assertThat(BROWSER.open(path).body()).contains("action=\"/suche\" method=\"get\"");
        }
    }
}
