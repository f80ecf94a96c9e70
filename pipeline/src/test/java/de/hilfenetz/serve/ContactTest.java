package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.journal.Letters.Letter;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The form by which somebody writes to the operator (P22.2). */
class ContactTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @Test
    void takesALetterAndGivesItsNumber() throws IOException {
        var answer = BROWSER.post(
                "/kontakt", Map.of("anliegen", "frage", "nachricht", "Gibt es das auch als Brief?", "antwort", ""));

        assertThat(answer.statusCode()).isEqualTo(303);
        var address = answer.headers().firstValue("Location").orElseThrow();
        assertThat(address).matches("/kontakt\\?nummer=\\d{13}-[0-9a-f]{8}");
        assertThat(BROWSER.open(address).body())
                .contains(
                        address.substring(address.indexOf('=') + 1),
                        "<time datetime=\"2026-12-23\">23. Dezember 2026</time>")
                .doesNotContain("Gibt es das auch");
        assertThat(TOWN.letters().list())
                .extracting(kept -> kept.letter())
                .contains(new Letter("frage", "", "Gibt es das auch als Brief?", ""));
    }

    @Test
    void saysWhatIsMissingAndLosesNothing() {
        var answer = BROWSER.post(
                "/en/kontakt", Map.of("anliegen", "", "nachricht", "Ein \"Wort\" <b>", "antwort", "irgendwo"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "href=\"#anliegen\"",
                        "href=\"#antwort\"",
                        ">Ein \"Wort\" &lt;b&gt;</textarea>",
                        "value=\"irgendwo\"",
                        "<html lang=\"en\">")
                .doesNotContain("href=\"#nachricht\"");
    }

    @Test
    void refusesWhatIsTooLong() {
        var answer = BROWSER.post("/kontakt", Map.of("anliegen", "frage", "nachricht", "x".repeat(4_001)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("hat 4.001 Zeichen, höchstens 4.000");
    }

    @Test
    void takesALetterWhoseEntryIsNoneOfOurs() throws IOException {
        var answer = BROWSER.post(
                "/kontakt",
                Map.of("anliegen", "fehler", "nachricht", "Dort stimmt etwas nicht.", "eintrag", "/x".repeat(40_000)));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(TOWN.letters().list())
                .extracting(kept -> kept.letter())
                .contains(new Letter("fehler", "", "Dort stimmt etwas nicht.", ""));
    }

    @Test
    void knowsWhichEntryIsMeant() {
        var page = "/angebote/" + Records.SERVICE;

        assertThat(BROWSER.open(page).body()).contains("href=\"/kontakt?eintrag=" + page + "\"");
        assertThat(BROWSER.open("/kontakt?eintrag=" + page).body())
                .contains(
                        "name=\"eintrag\" value=\"" + page + "\"",
                        "Schuldnerberatung Bilk",
                        "<option value=\"fehler\" selected>");
        assertThat(BROWSER.open("/kontakt?eintrag=//anderswo.example.org").body())
                .doesNotContain("name=\"eintrag\"");
    }
}
