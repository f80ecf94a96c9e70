package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.FeedHealth;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.FeedWatch;
import de.hilfenetz.journal.Tombstone;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held until somebody decides, what is withdrawn and what is forgotten, as an operator does it. */
class HeldDataTest {

    private static final String WRONG_AGES = "7,Jugendberatung,0221 4710107,27,12\n";

    @TempDir
    private Path home = Path.of("");

    private final StringWriter out = new StringWriter();
    private Instant now = Instant.parse("2026-11-20T08:00:00Z");

    @BeforeEach
    void writeFeed() throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        feed("snapshot");
        write(
                "a.jslt",
                "{\"kind\": \"service\", \"id\": .id, \"name\": .name, \"phone\": .telefon,"
                        + " \"ages\": {\"min\": .von, \"max\": .bis}}");
    }

    private void feed(String deliveries) throws IOException {
        write("a.yaml", """
                id: a
                title: Beispielverein
                format: csv
                mapping: a.jslt
                deliveries: %s
                fetch: {url: "file:a.csv", every: PT6H}
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """.formatted(deliveries));
    }

    @Test
    void aListOfPeopleIsNotFetchedIn() throws IOException {
        deliver(services(3));
        write("a.csv", "id,name,telefon,von,bis,fallnummer\n1,Erika Beispiel,0221 4710123,,,2026-17\n");

        assertThat(run("run")).isEqualTo(2);

        assertThat(out.toString()).contains("„fallnummer“", "nicht aufbewahrt").doesNotContain("Erika", "2026-17");
        assertThat(published()).doesNotContain("Erika");

        write("a.yaml", Files.readString(home.resolve("feeds/a.yaml")) + "harmless: [Fallnummer]\n");
        assertThat(run("run")).as(out.toString()).isZero();
        assertThat(published()).contains("Erika");
    }

    @Test
    void whatIsOnlyNowSeenToTellOfPeopleIsHeldAndDroppedWhenNobodyDecides() throws IOException {
        var feed = Files.readString(home.resolve("feeds/a.yaml")) + "release: confirmed\n";
        write("a.yaml", feed + "harmless: [Fallnummer]\n");
        deliver("id,name,telefon,von,bis,fallnummer\n1,Erika Beispiel,0221 4710123,,,2026-17\n");
        later(Duration.ofDays(100));
        write("a.yaml", feed);
        write("a.csv", services(1));

        run("quarantine", "list");
        assertThat(out.toString())
                .startsWith("d1  a  ganze Lieferung angehalten")
                .contains("„fallnummer“", "forget");
        assertThat(run("quarantine", "release", "d1", "--reason", "Eile")).isEqualTo(Hilfenetz.BAD_CONFIGURATION);
        assertThat(out.toString()).contains("bleibt angehalten", "„fallnummer“");
        run("run");
        assertThat(kept()).as("nobody had time to decide").containsExactly(true, true);

        later(Duration.ofDays(91));
        run("run");
        assertThat(kept()).containsExactly(false, true);
    }

    @Test
    void oneDeliveryThatCannotBeLookedAtAgainStopsNoStart() throws IOException {
        var feed = Files.readString(home.resolve("feeds/a.yaml"));
        write("a.yaml", feed + "release: confirmed\n");
        deliver(services(3));
        try (var installation = open()) {
            var bytes = fileOf(installation.journal().getDelivery(1).sha256());
            Files.delete(bytes);
            Files.createDirectory(bytes);
        }

        write("a.yaml", feed);
        write("a.csv", services(4));

        assertThat(run("run")).as(out.toString()).isZero();
        assertThat(published()).contains("Beratung 3");
    }

    @Test
    void aDeliveryWaitsForAYesWhereItsFeedAsksForOne() throws IOException {
        write("a.yaml", Files.readString(home.resolve("feeds/a.yaml")) + "release: confirmed\n");

        deliver(services(3));

        assertThat(run("quarantine", "list")).isZero();
        assertThat(out.toString())
                .contains("d1", "wartet auf die Freigabe des Trägers: 3 neu, 0 geändert, 0 entfallen");
        assertThat(run("quarantine", "release", "d1", "--reason", "So gewollt")).isZero();
        assertThat(published()).contains("Beratung 1");
        deliver(services(3));
        assertThat(run("quarantine", "list")).isZero();
        assertThat(out.toString()).as("nothing changed").isBlank();
    }

    @Test
    void aDryRunSaysWhatWouldChange() throws IOException {
        deliver(services(3));
        write("neu.csv", services(4).replace("Beratung 1,", "Beratung eins,"));

        assertThat(run("check", home.resolve("feeds/neu.csv").toString(), "--feed", "a"))
                .as(out.toString())
                .isZero();

        assertThat(out.toString()).contains("Das würde sich ändern: 1 neu, 1 geändert, 2 unverändert, 0 entfallen");
    }

    @Test
    void itShowsThePlaceOfAChangedServiceThoughThePlaceIsUnchanged() throws IOException {
        mapPlaces();
        deliver(places("Beratung %d"::formatted, ""));
        var sheet = places(id -> id == 2 ? "Umbenannt" : "Beratung " + id, "");
        try (var installation = open()) {
            var source = Objects.requireNonNull(installation.sources().get("a"));
            var bytes = new ByteArrayInputStream(sheet.getBytes(StandardCharsets.UTF_8));

            var preview = installation
                    .trials()
                    .of(source, source.feed().deliveries(), "a.csv", bytes, Announcement.NONE, false)
                    .preview();

            assertThat(preview.services()).hasSize(1);
            assertThat(preview.linked().values())
                    .extracting(place -> place.name().best("de"))
                    .containsExactly("Haus 2");
        }
    }

    @Test
    void aDeliveryWaitsForItsTimeOfDay() throws IOException {
        deliver(services(3));
        write("a.yaml", Files.readString(home.resolve("feeds/a.yaml")) + "release: from 06:00\n");
        deliver(services(4));
        assertThat(published()).doesNotContain("Beratung 3");

        now = Instant.parse("2026-11-21T04:59:00Z");
        run("run");
        assertThat(published()).as("a minute before six in Düsseldorf").doesNotContain("Beratung 3");
        now = Instant.parse("2026-11-21T05:00:00Z");
        run("run");
        assertThat(published()).contains("Beratung 3");
    }

    // One record

    @Test
    void aHeldRecordIsReleasedWithAReason() throws IOException {
        deliver(services(3) + WRONG_AGES);
        assertThat(run("quarantine", "list")).isZero();
        assertThat(out.toString()).contains("alter-verkehrt", "(0 Tage)", "kann freigegeben werden");
        var id = out.toString().split(" ", 2)[0];

        assertThat(run("quarantine", "release", id)).as("no reason").isEqualTo(2);
        assertThat(run("quarantine", "release", id, "--reason", "Träger bestätigt am Telefon"))
                .as(out.toString())
                .isZero();

        assertThat(out.toString()).contains("Freigegeben", "alter-verkehrt", "veröffentlicht");
        assertThat(published()).contains("Jugendberatung");
        assertThat(run("quarantine", "list")).isZero();
        assertThat(out.toString()).isBlank();
    }

    @Test
    void andHeldAgainWhenItChanges() throws IOException {
        releaseTheOnlyOne(services(3) + WRONG_AGES);

        deliver(services(3) + WRONG_AGES.replace("Jugendberatung", "Beratung junger Leute"));

        run("quarantine", "list");
        assertThat(out.toString()).contains("alter-verkehrt");
        assertThat(published()).contains("Jugendberatung").doesNotContain("junger Leute");
    }

    @Test
    void itStaysReleasedWhenItComesAgainAsItWas() throws IOException {
        releaseTheOnlyOne(services(3) + WRONG_AGES);

        deliver(services(4) + WRONG_AGES);

        run("quarantine", "list");
        assertThat(out.toString()).isBlank();
        assertThat(published()).contains("Jugendberatung", "Beratung 3");
    }

    @Test
    void aFeedOfChangesKeepsWhatCameLater() throws IOException {
        feed("delta");
        deliver(services(3) + WRONG_AGES);
        deliver("id,name,telefon,von,bis\n1,Schuldnerberatung,0221 4710101,,\n");
        run("quarantine", "list");

        assertThat(run("quarantine", "release", out.toString().split(" ", 2)[0], "--reason", "geprüft"))
                .as(out.toString())
                .isZero();

        assertThat(published()).contains("Jugendberatung", "Schuldnerberatung").doesNotContain("Beratung 1");
    }

    @Test
    void whatCannotBeReadIsReleasedByNobody() throws IOException {
        deliver(services(3) + "8,,0221 4710108,,\n");
        run("quarantine", "list");
        assertThat(out.toString()).contains("name-fehlt", "nur zu berichtigen");

        assertThat(run("quarantine", "release", out.toString().split(" ", 2)[0], "--reason", "egal"))
                .isEqualTo(Hilfenetz.BAD_CONFIGURATION);

        assertThat(out.toString()).contains("kann nicht freigegeben werden");
    }

    // A whole delivery

    @Test
    void aDeliveryThatChangesHalfOfAllIsHeldAndReleased() throws IOException {
        deliver(services(40));
        deliver(services(40, id -> id < 20 ? "Umbenannt " + id : "Beratung " + id));
        assertThat(out.toString()).contains("zurückgestellt", "20 von 40 Datensätzen sind geändert");
        assertThat(published()).doesNotContain("Umbenannt");

        run("quarantine", "list");
        assertThat(out.toString()).startsWith("d2  a  ganze Lieferung angehalten");
        assertThat(run("quarantine", "release", "d2", "--reason", "neue Namen, mit dem Verein besprochen"))
                .as(out.toString())
                .isZero();

        assertThat(published()).contains("Umbenannt 19");
        assertThat(run("quarantine", "release", "d2", "--reason", "noch einmal"))
                .isEqualTo(Hilfenetz.BAD_CONFIGURATION);
    }

    @Test
    void aBetterDeliveryMakesItPointless() throws IOException {
        deliver(services(40));
        deliver(services(40, id -> "Umbenannt " + id));
        deliver(services(41));

        run("quarantine", "list");

        assertThat(out.toString()).isBlank();
        assertThat(published()).contains("Beratung 40");
    }

    @Test
    void oneWrongNumberEverywhereIsHeld() throws IOException {
        deliver(services(40));

        deliver("id,name,telefon,von,bis\n"
                + IntStream.range(0, 40)
                        .mapToObj(id -> "%d,Beratung %<d,%s,,%n"
                                .formatted(id, id < 6 ? "0221 4710999" : "0221 47101%02d".formatted(id)))
                        .collect(Collectors.joining()));

        assertThat(out.toString()).contains("die Telefonnummer jetzt dieselbe");
        assertThat(published()).doesNotContain("4710999");
    }

    @Test
    void otherIdsForTheSameThingsAreHeld() throws IOException {
        deliver(services(40));

        deliver(services(40).replaceAll("(?m)^(\\d+),", "x$1,"));

        assertThat(out.toString()).contains("Haben sich nur die Kennungen geändert?");
    }

    @Test
    void ruleOfOursThatChangesAllIsNotHeld() throws IOException {
        deliver(services(40));
        write("a.jslt", "{\"kind\": \"service\", \"id\": .id, \"name\": .name + \" (neu)\", \"phone\": .telefon}");

        run("run");

        assertThat(published()).contains("Beratung 39 (neu)");
    }

    @Test
    void severalSmallLossesAreALargeOne() throws IOException {
        deliver(services(100));
        deliver(services(93));
        assertThat(out.toString()).doesNotContain("Löschungen angehalten");
        later(Duration.ofDays(2));

        deliver(services(88));

        assertThat(out.toString()).contains("Löschungen angehalten", "mit denen der letzten 7 Tage sind es 12 von 100");
        assertThat(published()).contains("Beratung 92").doesNotContain("Beratung 93");
    }

    // A delivery that failed

    @Test
    void whatCouldNotBeReadIsParkedAndListedAndTriedAgain() throws IOException {
        deliver(services(3));
        deliver("<html>Anmelden");
        run("quarantine", "list");
        assertThat(out.toString()).startsWith("d2  a  Lieferung gescheitert");

        assertThat(run("quarantine", "retry", "d2")).as("it is as it was").isEqualTo(1);
        assertThat(run("quarantine", "retry", "d1")).isEqualTo(Hilfenetz.BAD_CONFIGURATION);

        deliver(services(4));
        run("quarantine", "list");
        assertThat(out.toString()).isBlank();
    }

    @Test
    void aNewerOneThatFailedTooHidesNone() throws IOException {
        deliver(services(3));
        deliver("<html>Anmelden");
        deliver("<html>Bitte anmelden");

        run("quarantine", "list");
        assertThat(out.toString().lines())
                .extracting(line -> line.split("  ", 2)[0])
                .containsExactly("d3", "d2");
        assertThat(run("quarantine", "retry", "d2")).as("tried, and as it was").isEqualTo(1);
    }

    @Test
    void whatWasBrokenOffAfterAnOlderDeliveryIsDoneAtTheNextStart() throws IOException {
        feed("delta");
        deliver(services(40));
        deliver(services(40, id -> id < 20 ? "Umbenannt " + id : "Beratung " + id));
        deliver("id,name,telefon,von,bis\n1,Schuldnerberatung,0221 4710101,,\n");
        run("quarantine", "release", "d2", "--reason", "so gewollt");
        try (var installation = open()) {
            var source = Objects.requireNonNull(installation.sources().get("a"));
            installation.process(installation.journal().getDelivery(2), source);
            installation.journal().remember("a", "newer", "3");
        }

        run("run");

        assertThat(published()).contains("Umbenannt 2", "Schuldnerberatung").doesNotContain("Umbenannt 1\"");
    }

    @Test
    void aLaterChangeDoesNotMakeAHeldDeliveryOfChangesVanish() throws IOException {
        feed("delta");
        deliver(services(40));
        deliver(services(40, id -> id < 20 ? "Umbenannt " + id : "Beratung " + id));
        deliver("id,name,telefon,von,bis\n39,Schuldnerberatung,0221 4710139,,\n");

        run("quarantine", "list");
        assertThat(out.toString()).contains("d2  a  ganze Lieferung angehalten");
        try (var installation = open()) {
            var feed = Objects.requireNonNull(installation.sources().get("a")).feed();
            var watch = new FeedWatch(installation.journal(), List.of());
            assertThat(watch.health(feed, held -> true, now).word())
                    .as("and keeps being told")
                    .isEqualTo(FeedHealth.Word.HELD);
            assertThat(watch.reason(feed)).contains("20 von 40");
        }
    }

    @Test
    void ofSeveralThatFailedNoneThatMattersVanishesAndTheNewestHasTheLastWord() throws IOException {
        feed("delta");
        deliver(services(3));
        deliver("<html>Anmelden");
        deliver("id,name,telefon,von,bis\n1,Jugendtreff,0221 4710101,,\n");
        deliver("<html>Bitte anmelden");

        run("quarantine", "list");
        assertThat(out.toString().lines())
                .extracting(line -> line.split("  ", 2)[0])
                .containsExactly("d4", "d2");
        run("quarantine", "retry", "d2");
        assertThat(published()).contains("Jugendtreff");

        feed("snapshot");
        deliver(services(3));
        run("quarantine", "list");
        assertThat(out.toString()).as("a complete one says it all").isBlank();
    }

    @Test
    void whatAHeldDeliverySaysIsSecretStaysSecretAfterARestart() throws IOException {
        mapPlaces();
        deliver(places("Beratung %d"::formatted, ""));
        assertThat(filesWith("Heimlichweg")).isNotEmpty();

        deliver(places("Umbenannt %d"::formatted, "ja"));
        assertThat(published()).as(out.toString()).doesNotContain("Umbenannt");
        run("run");

        assertThat(published()).doesNotContain("Umbenannt");
        assertThat(filesWith("Heimlichweg")).isEmpty();
        try (var installation = open()) {
            assertThat(installation.journal().verify()).isEmpty();
        }
    }

    @Test
    void whatAWaitingDeliverySaysIsSecretIsSecretAtOnce() throws IOException {
        mapPlaces();
        deliver(places("Beratung %d"::formatted, ""));
        assertThat(filesWith("Heimlichweg")).isNotEmpty();
        write("a.yaml", Files.readString(home.resolve("feeds/a.yaml")) + "release: from 06:00\n");

        deliver(places("Umbenannt %d"::formatted, "ja"));

        assertThat(filesWith("Heimlichweg")).as(out.toString()).isEmpty();
        assertThat(published()).contains("Beratung 2").doesNotContain("Umbenannt", "Beratung 1\"");
    }

    private void mapPlaces() throws IOException {
        write("a.jslt", """
                let ort = {"kind": "location", "id": "o" + .id, "name": "Haus " + .id, "address": .anschrift,
                    "confidential": .geheim}
                let angebot = {"kind": "service", "id": .id, "name": .name, "phone": .telefon, "at": "o" + .id,
                    "confidential": .geheim}
                let beide = [$ort, $angebot]
                $beide
                """);
    }

    private static String places(IntFunction<String> name, String secret) {
        return IntStream.range(0, 20)
                .mapToObj(id -> "%d,%s,0221 47101%02d,\"%s %d, 40213 Düsseldorf\",%s%n"
                        .formatted(
                                id,
                                name.apply(id),
                                id,
                                id == 1 ? "Heimlichweg" : "Musterweg",
                                id + 1,
                                id == 1 ? secret : ""))
                .collect(Collectors.joining("", "id,name,telefon,anschrift,geheim\n", ""));
    }

    // Withdrawn

    @Test
    void aRecordIsWithdrawnFromEverythingThatIsKept() throws IOException {
        deliver(services(3));
        var id = idOf("Beratung 1");

        assertThat(run("withdraw", id, "--reason", "Einspruch der Familie")).isZero();

        assertThat(out.toString())
                .contains("Zurückgezogen", "in 1 Datenständen", "veröffentlicht")
                .doesNotContain("Familie");
        assertThat(published()).contains("Beratung 2").doesNotContain("Beratung 1");
        assertThat(filesWith("Beratung 1")).isEmpty();
        assertThat(filesWith("Beratung 2")).isNotEmpty();
        try (var installation = open();
                var snapshot = installation.journal().snapshot()) {
            assertThat(snapshot.listTombstones()).extracting(Tombstone::reason).containsExactly(Tombstone.WITHDRAWN);
            assertThat(installation.journal().verify()).isEmpty();
        }
    }

    @Test
    void andDoesNotComeBackUntilThatIsLifted() throws IOException {
        deliver(services(3));
        var id = idOf("Beratung 1");
        run("withdraw", id, "--reason", "Einspruch");

        deliver(services(4));
        assertThat(published()).contains("Beratung 3").doesNotContain("Beratung 1");
        assertThat(run("withdraw", id, "--lift", "--reason", "geklärt")).isZero();

        assertThat(published()).contains("Beratung 1");
        assertThat(idOf("Beratung 1")).as("the same address as before").isEqualTo(id);
    }

    @Test
    void oneValueIsWithdrawnAndTheRestStays() throws IOException {
        deliver(services(3));
        var id = idOf("Beratung 1");

        assertThat(run("withdraw", id, "--field", "contacts", "--reason", "private Nummer"))
                .as(out.toString())
                .isZero();
        deliver(services(4));

        assertThat(published()).contains("Beratung 1", "4710102").doesNotContain("4710101");
        assertThat(filesWith("4710101")).isEmpty();
    }

    @Test
    void aFieldThatIsNotThereIsNotWithdrawn() throws IOException {
        deliver(services(3));

        assertThat(run("withdraw", idOf("Beratung 1"), "--field", "phones", "--reason", "private Nummer"))
                .isEqualTo(Hilfenetz.BAD_CONFIGURATION);

        assertThat(out.toString()).contains("kein Feld „phones“", "contacts");
        assertThat(published()).contains("Beratung 1");
    }

    // Forgotten

    @Test
    void whatTheProviderHasCorrectedAlreadyIsForgottenInOldReleasesToo() throws IOException {
        deliver(services(3));
        deliver(services(2) + "5,Erika Beispiel,0221 4710666,,\n");
        deliver(services(3));
        assertThat(filesWith("Erika")).isNotEmpty();

        assertThat(run("forget", "2", "--reason", "Klientenliste"))
                .as(out.toString())
                .isZero();

        assertThat(filesWith("Erika")).isEmpty();
        assertThat(published()).contains("Beratung 1");
    }

    @Test
    void ofAFeedOfChangesOnlyTheForgottenOneIsGone() throws IOException {
        feed("delta");
        deliver(services(3));
        deliver("id,name,telefon,von,bis\n1,Schuldnerberatung,0221 4710101,,\n");
        deliver("id,name,telefon,von,bis\n5,Erika Beispiel,0221 4710666,,\n");

        assertThat(run("forget", "3", "--reason", "Klientenliste"))
                .as(out.toString())
                .isZero();

        assertThat(published()).contains("Schuldnerberatung", "Beratung 2").doesNotContain("Erika", "Beratung 1");
    }

    @Test
    void aFileSentByMistakeIsForgottenAndTheOneBeforeHoldsAgain() throws IOException {
        deliver(services(3));
        var good = idOf("Beratung 1");
        var wrong = "id,name,telefon,von,bis\n1,Erika Beispiel,0221 4710666,,\n2,Beratung 2,0221 4710102,,\n";
        deliver(wrong);

        assertThat(run("forget", "2", "--reason", "Klientenliste"))
                .as(out.toString())
                .isZero();

        assertThat(out.toString()).contains("Gelöscht: Lieferung 2");
        assertThat(published()).contains("Beratung 1").doesNotContain("Erika", "4710666");
        assertThat(idOf("Beratung 1")).isEqualTo(good);
        assertThat(filesWith("Erika")).isEmpty();
        try (var installation = open()) {
            var sent = installation.journal().getDelivery(2);
            assertThat(fileOf(sent.sha256())).doesNotExist();
            assertThat(installation.journal().verify()).isEmpty();
        }
    }

    @Test
    void andNotTakenAgain() throws IOException {
        deliver(services(3));
        var wrong = services(2) + "5,Erika Beispiel,0221 4710666,,\n";
        deliver(wrong);
        run("forget", "2", "--reason", "Klientenliste");

        deliver(wrong);

        assertThat(out.toString()).contains("als Fehllieferung gelöscht");
        assertThat(published()).doesNotContain("Erika");
    }

    @Test
    void whatTheProviderConfirmedMeanwhileIsForgottenTooAndNothingElse() throws IOException {
        feed("delta");
        deliver(services(3));
        deliver("id,name,telefon,von,bis\n5,Erika Beispiel,0221 4710666,,\n");
        deliver("id,name,telefon,von,bis\n6,Beratung 6,0221 4710106,,\n");
        later(Duration.ofDays(40));
        assertThat(run("attest", "a")).as(out.toString()).isZero();

        assertThat(run("forget", "2", "--reason", "Klientenliste"))
                .as(out.toString())
                .isZero();
        assertThat(published()).contains("Beratung 1", "Beratung 6").doesNotContain("Erika");
        assertThat(filesWith("Erika")).isEmpty();

        assertThat(run("forget", "3", "--reason", "Irrläufer"))
                .as(out.toString())
                .isZero();
        assertThat(published()).contains("Beratung 1", "Beratung 2").doesNotContain("Beratung 6");
        try (var installation = open()) {
            assertThat(installation.journal().verify()).isEmpty();
        }
    }

    @Test
    void aConfirmationDoesNotHideThatADeliveryWaits() throws IOException {
        deliver(services(40));
        deliver(services(40, id -> id < 20 ? "Umbenannt " + id : "Beratung " + id));
        later(Duration.ofDays(40));
        run("attest", "a");

        try (var installation = open()) {
            var feed = Objects.requireNonNull(installation.sources().get("a")).feed();
            assertThat(new FeedWatch(installation.journal(), List.of())
                            .health(feed, held -> true, now)
                            .word())
                    .isEqualTo(FeedHealth.Word.HELD);
            assertThat(new FeedWatch(installation.journal(), List.of())
                            .history(feed)
                            .changes())
                    .as("a click is no sign that its system still sends")
                    .hasSize(1);
        }
    }

    // Retention

    @Test
    void rawDeliveriesThatNothingNeedsAreGoneAfterNinetyDays() throws IOException {
        deliver(services(40));
        deliver(services(41));
        deliver(services(42));
        later(Duration.ofDays(91));
        deliver(services(42, id -> id < 20 ? "Umbenannt " + id : "Beratung " + id));
        later(Duration.ofDays(91));
        run("run");

        assertThat(kept())
                .as("the last good one, the one before, and what is held")
                .containsExactly(false, true, true, true);
        run("replay");
        assertThat(out.toString()).contains("Lieferung 3 vom 2026-11-20");
        assertThat(run("forget", "3", "--reason", "Irrläufer")).isZero();
        assertThat(published()).contains("Beratung 40").doesNotContain("Beratung 41");
    }

    @Test
    void andNotBefore() throws IOException {
        deliver(services(3));
        deliver(services(4));
        deliver(services(5));
        later(Duration.ofDays(89));
        run("run");
        assertThat(kept()).containsExactly(true, true, true);

        later(Duration.ofDays(2));
        run("run");
        assertThat(kept()).containsExactly(false, true, true);
    }

    @Test
    void whatIsPublicByAnOldDeliveryKeepsItsBytes() throws IOException {
        deliver(services(3) + WRONG_AGES.replace("27,12", "12,27"));
        for (var count = 3; count < 7; count++) {
            deliver(services(count) + WRONG_AGES);
        }
        later(Duration.ofDays(91));
        run("run");

        assertThat(published()).contains("Jugendberatung");
        assertThat(kept())
                .as("the age that is public, the wrong one, nothing, the one before, the last")
                .containsExactly(true, true, false, true, true);
    }

    @Test
    void ofAFeedOfChangesAllIsNeededThatBuildsOnWhatIsPublic() throws IOException {
        feed("delta");
        deliver(services(3));
        deliver("id,name,telefon,von,bis\n7,Jugendtreff,0221 4710107,,\n");
        later(Duration.ofDays(100));
        run("run");

        assertThat(kept()).containsExactly(true, true);
    }

    /** Of each delivery whether its bytes are there, in the order they came. */
    private List<Boolean> kept() throws IOException {
        try (var installation = open()) {
            var journal = installation.journal();
            return journal.runs("a").stream()
                    .map(run -> journal.getDelivery(run.delivery()))
                    .collect(Collectors.toMap(Delivery::id, Delivery::sha256, (one, same) -> one, TreeMap::new))
                    .values()
                    .stream()
                    .map(bytes -> Files.exists(fileOf(bytes)))
                    .toList();
        }
    }

    private Path fileOf(Sha256 bytes) {
        return home.resolve("data/deliveries/" + bytes.toString().substring(0, 2) + "/" + bytes);
    }

    private void releaseTheOnlyOne(String sheet) throws IOException {
        deliver(sheet);
        run("quarantine", "list");
        assertThat(run("quarantine", "release", out.toString().split(" ", 2)[0], "--reason", "geprüft"))
                .as(out.toString())
                .isZero();
    }

    private static String services(int count) {
        return services(count, "Beratung %d"::formatted);
    }

    private static String services(int count, IntFunction<String> name) {
        return IntStream.range(0, count)
                .mapToObj(id -> "%d,%s,0221 47101%02d,,%n".formatted(id, name.apply(id), id))
                .collect(Collectors.joining("", "id,name,telefon,von,bis\n", ""));
    }

    private void deliver(String sheet) throws IOException {
        write("a.csv", sheet);
        later(Duration.ofMinutes(5));
        run("run");
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private String idOf(String name) throws IOException {
        var line = published()
                .lines()
                .filter(row -> row.contains(name))
                .findFirst()
                .orElseThrow();
        return line.replaceFirst("(?s).*?([0-9a-f]{8}-[0-9a-f-]{27}).*", "$1");
    }

    private String published() throws IOException {
        var release = Files.readString(home.resolve("data/aktuell")).strip();
        return unpacked(home.resolve("data/releases").resolve(release).resolve("angebote.csv.gz"));
    }

    /** Readable files of the data directory in which a text stands. */
    private List<String> filesWith(String text) throws IOException {
        try (var files = Files.walk(home.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/deliveries/"))
                    .filter(file -> {
                        try {
                            return unpacked(file).contains(text);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .map(file -> home.relativize(file).toString())
                    .toList();
        }
    }

    private static String unpacked(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = in.readAllBytes();
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve("feeds").resolve(name), text);
    }

    private Map<String, String> environment() {
        return Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
    }

    private Installation open() throws IOException {
        return Installation.open(new Hilfenetz.World(environment()::get, clock()).settings(), clock());
    }

    private Clock clock() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        var writer = new PrintWriter(out, true);
        return Hilfenetz.commandLine(new Hilfenetz.World(environment()::get, clock()))
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }
}
