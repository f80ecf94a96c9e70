package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.journal.Way;
import de.hilfenetz.route.Alerts;
import de.hilfenetz.route.Pulled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    private static final String FEED = """
            id: tafel
            title: Tafel Eller
            organizations: {one: tafel}
            format: csv
            mapping: tafel.jslt
            licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
            contact: it@tafel.example.org
            expect: P1D
            alerts: on_change
            """;

    private static final String NUMBERS = """
            id: krisennummern
            title: Krisennummern
            organizations: {one: stadt}
            format: csv
            mapping: krisennummern.jslt
            licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
            """;

    private final List<Alerts.Mail> mails = new ArrayList<>();

    @TempDir
    private Path home = Path.of("");

    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private @Nullable Installation opened;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        Files.writeString(home.resolve("feeds/tafel.yaml"), FEED);
        Files.writeString(home.resolve("feeds/krisennummern.yaml"), NUMBERS);
        Files.writeString(
                home.resolve("feeds/krisennummern.jslt"),
                "{\"kind\": \"service\", \"id\": .id, \"name\": .name, \"confirmed\": .geprueft}");
        Files.writeString(home.resolve("feeds/tafel.jslt"), "{\"kind\": \"service\", \"id\": .nr, \"name\": .name}");
        var settings = Settings.from(Map.<String, String>of()::get)
                .at(8080, home.resolve("data"), home.resolve("feeds"), home.resolve("key"));
        opened = Installation.open(settings, clock());
    }

    @AfterEach
    void close() throws IOException {
        installation().close();
    }

    @Test
    void tellsOfAFeedThatFallsSilentAndOfItsReturn() throws IOException {
        deliver("nr;name\n1;Ausgabe\n");
        watch().check();
        assertThat(mails).isEmpty();

        later(Duration.ofHours(25));
        watch().check();
        watch().check();
        later(Duration.ofDays(2));
        watch().check();
        deliver("nr;name\n1;Ausgabe\n2;Suppe\n");
        watch().check();

        assertThat(mails)
                .extracting(Alerts.Mail::subject)
                .containsExactly(
                        "Hilfenetz: Tafel Eller ist überfällig / is overdue",
                        "Hilfenetz: Tafel Eller ist verstummt / is silent",
                        "Hilfenetz: Tafel Eller ist wieder in Ordnung / is well again",
                        "Hilfenetz: Lieferung von Tafel Eller verarbeitet / delivery processed");
        assertThat(mails.getFirst().to()).containsExactly("it@tafel.example.org", "betrieb@stadt.example.org");
        assertThat(mails.getLast().text()).startsWith("1 neu / added");
    }

    @Test
    void tellsOfLooksThatFailSinceTheFirstOfThem() {
        watch().looked(feed(), new Pulled.Failed(new IOException("HTTP 503")));
        later(Duration.ofHours(2));
        watch().looked(feed(), new Pulled.Failed(new IOException("HTTP 502")));
        watch().check();
        watch().looked(feed(), new Pulled.NothingNew());
        watch().check();

        assertThat(mails)
                .extracting(Alerts.Mail::subject)
                .containsExactly(
                        "Hilfenetz: Tafel Eller ist gescheitert / is failed",
                        "Hilfenetz: Tafel Eller ist wieder in Ordnung / is well again");
        assertThat(mails.getFirst().text()).contains("2026-11-24T08:00:00Z").contains("HTTP 502");
    }

    @Test
    void tellsOfADeliveryThatCannotBeRead() throws IOException {
        deliver("<html>Anmelden");
        watch().check();

        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().subject()).isEqualTo("Hilfenetz: Tafel Eller ist gescheitert / is failed");
    }

    @Test
    void tellsOfAFileWithNothingInIt() throws IOException {
        deliver("nr;name\n");
        watch().check();

        assertThat(mails)
                .extracting(Alerts.Mail::subject)
                .containsExactly("Hilfenetz: Tafel Eller ist gescheitert / is failed");
        assertThat(mails.getFirst().text())
                .contains("Die Lieferung enthält keinen Datensatz. Der Bestand bleibt, wie er ist.");
    }

    @Test
    void escalatesWhatIsHeldAndNeverReleasesIt() throws IOException {
        deliver("nr;name\n1;Ausgabe\n2;\n");
        watch().check();
        later(Duration.ofHours(23));
        deliver("nr;name\n1;Ausgabe\n2;\n3;Suppe\n");
        watch().check();
        assertThat(mails).extracting(Alerts.Mail::subject).noneMatch(subject -> subject.contains("Entscheidung"));

        for (var day = 1; day <= 6; day++) {
            later(Duration.ofHours(24));
            deliver("nr;name\n1;Ausgabe\n2;\n3;Suppe am Tag %d\n".formatted(day));
            watch().check();
            watch().check();
        }

        assertThat(mails)
                .extracting(Alerts.Mail::subject)
                .filteredOn(subject -> subject.contains("Entscheidung"))
                .containsExactly(
                        "Hilfenetz: Tafel Eller ist mit Einträgen, die auf eine Entscheidung warten / is with records that wait for a decision",
                        "Hilfenetz: Tafel Eller ist weiterhin mit Einträgen, die auf eine Entscheidung warten / is still with records that wait for a decision",
                        "Hilfenetz: Tafel Eller ist weiterhin mit Einträgen, die auf eine Entscheidung warten / is still with records that wait for a decision",
                        "DRINGEND / URGENT: Hilfenetz: Tafel Eller ist weiterhin mit Einträgen, die auf eine Entscheidung warten / is still with records that wait for a decision");
        assertThat(mails)
                .extracting(Alerts.Mail::text)
                .anyMatch(text -> text.contains("1 Einträge sind zurückgestellt") && text.contains("name-fehlt"));
        assertThat(installation().journal().quarantine("tafel")).hasSize(1);
    }

    @Test
    void sendsTheDeliveryLinkAndAgainAfterNinetyDays() throws IOException {
        deliver("nr;name\n1;Ausgabe\n");
        var link = installation().journal().addLink("tafel");
        for (var day = 0; day <= 90; day += 30) {
            watch().check();
            watch().check();
            later(Duration.ofDays(30));
        }
        installation().journal().revokeLink(link.id());
        later(Duration.ofDays(90));
        watch().check();

        var asked = mails.stream()
                .filter(mail -> mail.subject().contains("Stimmt noch alles"))
                .toList();
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().to()).containsExactly("it@tafel.example.org");
        assertThat(asked).allMatch(mail -> mail.text().contains(installation().address(link)));
    }

    @Test
    void tellsOfCrisisNumbersNobodyCheckedForNinetyDays() throws IOException {
        number("id;name;geprueft\n1;Beispieltelefon;2026-11-20\n2;Beispielnotruf;2026-11-24\n");
        later(Duration.ofDays(86));
        watch().check();
        assertThat(mails)
                .as("checked ninety days ago")
                .extracting(Alerts.Mail::subject)
                .noneMatch(subject -> subject.contains("Krisennummern"));

        later(Duration.ofDays(1));
        watch().check();
        watch().check();
        later(Duration.ofDays(1));
        watch().check();
        number("id;name;geprueft\n1;Beispieltelefon;2027-02-20\n2;Beispielnotruf;2026-11-24\n");
        watch().check();
        watch().check();

        var told = mails.stream()
                .filter(mail -> mail.subject().contains("Krisennummern"))
                .toList();
        assertThat(told)
                .extracting(Alerts.Mail::subject)
                .containsExactly(
                        "Hilfenetz: Krisennummern sind seit über 90 Tagen nicht geprüft / crisis numbers are unchecked",
                        "Hilfenetz: Krisennummern sind weiterhin seit über 90 Tagen nicht geprüft / crisis numbers are unchecked",
                        "Hilfenetz: Alle Krisennummern sind wieder geprüft / all crisis numbers are checked again");
        assertThat(told.getFirst().to()).containsExactly("betrieb@stadt.example.org");
        assertThat(told.getFirst().text())
                .contains("Beispieltelefon: geprüft am / checked on 2026-11-20")
                .doesNotContain("Beispielnotruf");
    }

    @Test
    void countsACrisisNumberWithoutADayAsUnchecked() throws IOException {
        number("id;name;geprueft\n1;Beispieltelefon;\n");
        watch().check();

        assertThat(mails)
                .extracting(Alerts.Mail::text)
                .anyMatch(text -> text.contains("Beispieltelefon: nie geprüft / never checked"));
    }

    /** A new one each time: nothing depends on what a process remembers. */
    private Watch watch() {
        return new Watch(installation(), mails::add, "betrieb@stadt.example.org", clock());
    }

    private void deliver(String text) throws IOException {
        deliver("tafel", text);
    }

    private void number(String text) throws IOException {
        deliver("krisennummern", text);
    }

    private void deliver(String feed, String text) throws IOException {
        installation()
                .receive(
                        Objects.requireNonNull(installation().sources().get(feed))
                                .feed(),
                        "liste.csv",
                        "text/csv",
                        Way.PUSH,
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        installation().process();
    }

    private Installation installation() {
        return Objects.requireNonNull(opened);
    }

    private Feed feed() {
        return Objects.requireNonNull(installation().sources().get("tafel")).feed();
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private Clock clock() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }
}
