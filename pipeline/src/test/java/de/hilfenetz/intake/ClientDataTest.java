package de.hilfenetz.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.finding.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of persons are invented: right by their check digits, given to nobody. */
class ClientDataTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Geburtsdatum",
                "geb.",
                "Geb.-Datum",
                "geburtsname_klient",
                "Klient",
                "Klientin Nachname",
                "Fallnummer",
                "Fall-Nr.",
                "Aktenzeichen",
                "IBAN",
                "Versichertennummer",
                "Diagnose",
                "dateOfBirth"
            })
    void stopsAtTheNameOfAField(String name) throws Exception {
        var found = look(feed().feed(), "name;" + name + "\nErika Beispiel;x\n").orElseThrow();

        assertThat(found.rule()).isEqualTo(ClientData.FOUND);
        assertThat(found.place().toString()).isEqualTo("liste.csv, Zeile 2, Spalte " + name);
        assertThat(found.german()).contains("„" + name + "“").doesNotContain("Erika");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name",
                "Telefon",
                "Zielgruppe Klienten",
                "Klient*innen ab 18",
                "Geburtshilfe",
                "Diagnostik",
                "Fallzahl",
                "Spenden-IBAN",
                "gebührenfrei",
                "Patientenberatung",
                "hours",
                "client"
            })
    void goesPastNamesThatSoundAlike(String name) throws Exception {
        assertThat(look(feed().feed(), "id;" + name + "\n1;x\n")).isEmpty();
    }

    @Test
    void findsNumbersOfPersonsUnderWhateverName() throws Exception {
        var found = look(
                        feed().feed(),
                        "feld7\nDE02 1203 0000 0000 2020 51\nDE02500105170137075030\nDE02100500000054540402\n")
                .orElseThrow();

        assertThat(found.place().line()).isEqualTo(4);
        assertThat(found.german()).doesNotContain("DE02");
        assertThat(look(feed().feed(), "feld7\nA123456780\nB123456782\nC123456784\n"))
                .isPresent();
    }

    @Test
    void letsAProviderNameItsAccountInEveryRow() throws Exception {
        assertThat(look(feed().feed(), "spenden\n" + "DE02120300000000202051\n".repeat(9)))
                .isEmpty();
        assertThat(look(feed().feed(), "nr\nA123456781\nB123456781\nC123456781\n"))
                .as("wrong check digits")
                .isEmpty();
    }

    @Test
    void takesAnOperatorsWordThatAFieldIsHarmless() throws Exception {
        assertThat(look(feed().harmless("aktenzeichen").feed(), "id;Aktenzeichen\n1;50/7-12\n"))
                .isEmpty();
    }

    @Test
    void looksIntoTrees() throws Exception {
        var feed = FeedFixture.called("a").format(Feed.Format.JSON).feed();

        var found = look(feed, "[{\"id\": 1, \"person\": {\"birthDate\": \"1961-04-01\"}}]");

        assertThat(found.orElseThrow().place().field()).isEqualTo("/person/birthDate");
    }

    @Test
    void looksAtAllOfADeliveryThatWouldWaitForItsHour() throws Exception {
        var table = "[" + "{\"id\": 1},".repeat(500) + "{\"geburtsdatum\": \"1961-04-01\"}]";
        var feed = FeedFixture.called("a").format(Feed.Format.JSON);

        assertThat(look(feed.feed(), table)).as("its processing looks").isEmpty();
        assertThat(look(
                        feed.release(new Feed.Release(false, LocalTime.of(6, 0)))
                                .feed(),
                        table))
                .isPresent();
    }

    private static FeedFixture feed() {
        return FeedFixture.called("a").format(Feed.Format.CSV);
    }

    private static Optional<Finding> look(Feed feed, String text) throws IOException {
        return ClientData.inspect(
                feed, "liste." + feed.format().word(), new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
