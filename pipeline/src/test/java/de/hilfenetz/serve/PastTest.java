package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ?stand=}: everything as it was in an earlier release. */
class PastTest {

    private static final String ID = "5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01";
    private static final String THEN = "2026-11-23.1";

    private static final Town TOWN = Town.withExamples()
            .deliver(Records.service(json -> json.set("name", Records.text("Schuldenberatung Bilk"))))
            .deliverOnly(Records.organization(), Records.location());
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/angebote/" + ID,
                "/angebote",
                "/wegweiser",
                "/traeger/0d3f6a1c-2b4e-5f60-8a7b-9c0d1e2f3a4b",
                "/api/v1/services/" + ID,
                "/api/v1/services",
                "/id/angebot/" + ID + ".ttl",
                "/id/angebot/" + ID + ".json",
                "/hsds/services/" + ID,
                "/daten/angebote/aktuell/angebote.csv",
                "/daten/angebote"
            })
    void showsEverythingAsItWas(String path) {
        var then = path + (path.contains("?") ? "&" : "?") + "stand=" + THEN;

        assertThat(BROWSER.get(then).body()).contains("Schuldnerberatung Bilk").doesNotContain("Schuldenberatung Bilk");
        assertThat(BROWSER.get(path).body()).doesNotContain("Schuldnerberatung Bilk");
    }

    @Test
    void aPageSaysThatItIsOfThePastAndLeadsToToday() {
        var page = BROWSER.open("/angebote/" + ID + "?stand=" + THEN).body();

        assertThat(page)
                .contains("Früherer Datenstand vom", "noindex", "(" + THEN + ")")
                .contains("<a href=\"/angebote/" + ID + "\">Diese Seite heute</a>");
        assertThat(BROWSER.open("/angebote").body()).doesNotContain("Früherer Datenstand");
    }

    @Test
    void theDataSetOfThePastOffersItsOwnFiles() {
        assertThat(BROWSER.open("/daten/angebote?stand=" + THEN).body())
                .contains("href=\"/daten/angebote/" + THEN + "/angebote.csv\"")
                .doesNotContain("href=\"/daten/angebote/aktuell/angebote.csv\"");
    }

    @Test
    void anIriLeadsToThePageOfThatRelease() {
        var answer = BROWSER.get("/id/angebot/" + ID + "?stand=" + THEN, "Accept", "text/html");

        assertThat(Browser.header(answer, "Location")).isEqualTo("/angebote/" + ID + "?stand=" + THEN);
    }

    @Test
    void countsWhatThereWas() throws IOException {
        var json = new ObjectMapper()
                .readTree(BROWSER.get("/api/v1/services?stand=" + THEN).body());

        assertThat(json.path("release").asText()).isEqualTo(THEN);
        assertThat(json.path("total_items").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/angebote?stand=2020-01-01", "/angebote?stand=gestern", "/liefern/quellen?stand=" + THEN})
    void refusesWhatItCannotShow(String path) {
        assertThat(BROWSER.get(path).statusCode()).isEqualTo(404);
    }
}
