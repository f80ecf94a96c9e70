package de.hilfenetz.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Version;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What editors keep in a folder, delivered and processed like everything else. */
class EditingTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Feed FEED =
            FeedFixture.called("redaktion").format(Feed.Format.FOLDER).feed();

    private static final String PAGE = """
            ---
            title:
              de: Wer wir sind
            changed: 2026-11-20T09:00:00Z
            ---
            Wir sind die **Redaktion**.

            <!-- en -->
            We are the editors.
            """;

    private final Journal journal =
            Journal.inMemory(Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC));
    private final Map<String, String> folder = new TreeMap<>();

    @BeforeEach
    void aPage() {
        folder.put("page/hilfe/wer-wir-sind.md", PAGE);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void keepsAnEntryWithItsLanguagesUnderTypeAndKey() throws IOException {
        var report = deliver();

        assertThat(report.state()).isEqualTo(Report.State.SETTLED);
        assertThat(report.findings()).isEmpty();
        var page = (Editorial) list(Kind.EDITORIAL).getFirst();
        assertThat(page.sourceId()).isEqualTo("page/hilfe/wer-wir-sind");
        assertThat(page.type()).isEqualTo("page");
        assertThat(page.key()).isEqualTo("hilfe/wer-wir-sind");
        assertThat(page.name().best()).isEqualTo("Wer wir sind");
        assertThat(page.content().at("/body/de").asText()).isEqualTo("Wir sind die **Redaktion**.");
        assertThat(page.content().at("/body/en").asText()).isEqualTo("We are the editors.");
    }

    @Test
    void isNoDataThatAnybodyDownloads() throws IOException {
        deliver();

        try (var snapshot = journal.snapshot()) {
            assertThat(snapshot.number()).isEqualTo(1);
            assertThat(snapshot.changes(0)).isEmpty();
            assertThat(snapshot.counts()).doesNotContainKey(Kind.EDITORIAL);
        }
    }

    @Test
    void writesNothingForEntriesThatAreAsTheyWere() throws IOException {
        deliver();
        folder.put("announcement/eis.yaml", "title: Glatteis\nfrom: 2026-11-22\nuntil: 2026-11-23\n");

        var counters = java.util.Objects.requireNonNull(deliver().counters());

        assertThat(counters.unchanged()).isEqualTo(1);
        assertThat(counters.added()).isEqualTo(1);
    }

    @Test
    void namesFileLineAndFieldOfWhatIsWrong() throws IOException {
        folder.put("announcement/eis.yaml", """
                title: Glatteis
                from: 2026-11-22
                until: bald
                level: wichtig
                """);
        folder.put("bewertung/schulden.md", """
                ---
                area: 037
                lifeSituation: schulden-und-armut
                author: Beispielamt
                finding: vielleicht
                date: 2026-11-20
                method: geschätzt
                ---
                Text.
                """);

        var report = deliver();

        assertThat(report.findings())
                .extracting(
                        finding -> finding.rule().code(),
                        finding -> finding.place().file(),
                        finding -> finding.place().line(),
                        Finding::field)
                .containsExactlyInAnyOrder(
                        tuple("wert-falsche-form", "announcement/eis.yaml", 3, "/until"),
                        tuple("wert-nicht-erlaubt", "announcement/eis.yaml", 4, "/level"),
                        tuple("wert-nicht-erlaubt", "bewertung/schulden.md", 5, "/finding"));
        assertThat(list(Kind.EDITORIAL)).hasSize(1);
    }

    @Test
    void saysWhatAnEntryNamesThatIsNotThere() throws IOException {
        var assessment = """
                area: "037"
                lifeSituation: schulden-und-armut
                finding: unclear
                author: Beispielamt
                date: 2026-11-20
                method: Gespräch
                round: %s
                """;
        folder.put("abstimmung/schulden.yaml", """
                title: Runde Schulden
                date: 2026-11-12
                participants: [Beispielamt]
                services: ["https://hilfenetz.example.org/angebote/2f0d3c1e-5b7a-5c8d-9e1f-0a2b3c4d5e6f"]
                figures: "2026-11-11"
                """);
        folder.put("bewertung/ja.yaml", assessment.formatted("schulden"));
        folder.put("bewertung/nein.yaml", assessment.formatted("schudlen"));
        folder.put("stellungnahme/nein.yaml", """
                figure: https://hilfenetz.example.org/en/abstimmung/gibtesnicht/zahlen
                organization: Beispielverband
                date: 2026-11-18
                text: Unsere Sprechstunden fehlen.
                """);

        assertThat(deliver().findings())
                .extracting(
                        finding -> finding.rule().code(),
                        finding -> finding.place().file(),
                        Finding::field,
                        Finding::value)
                .containsExactlyInAnyOrder(
                        tuple(
                                "verweis-ins-leere",
                                "abstimmung/schulden.yaml",
                                "/services/0",
                                "2f0d3c1e-5b7a-5c8d-9e1f-0a2b3c4d5e6f"),
                        tuple("verweis-ins-leere", "bewertung/nein.yaml", "/round", "abstimmung/schudlen"),
                        tuple("verweis-ins-leere", "stellungnahme/nein.yaml", "/figure", "abstimmung/gibtesnicht"));
    }

    @Test
    void saysWhereAFileCannotBeReadAndKeepsItsLastGoodVersion() throws IOException {
        deliver();
        folder.put("page/hilfe/wer-wir-sind.md", "---\ntitle: Wer\n  wir: sind\n---\nText.\n");
        folder.put("seite/impressum.yaml", "title: Impressum\n");

        var report = deliver();

        assertThat(report.findings())
                .extracting(
                        finding -> finding.rule().code(),
                        finding -> finding.place().toString())
                .containsExactlyInAnyOrder(
                        tuple("inhalt-unlesbar", "page/hilfe/wer-wir-sind.md, Zeile 3"),
                        tuple("inhalt-kein-eintrag", "seite/impressum.yaml, Zeile 1"));
        assertThat(list(Kind.EDITORIAL)).hasSize(1);
    }

    @Test
    void removesAnEntryThatIsGoneAndLeavesAllWhenTheFolderIsEmpty() throws IOException {
        folder.put("announcement/eis.yaml", "title: Glatteis\nfrom: 2026-11-22\nuntil: 2026-11-23\n");
        deliver();
        folder.remove("announcement/eis.yaml");
        assertThat(deliver().state()).isEqualTo(Report.State.SETTLED);
        assertThat(list(Kind.EDITORIAL)).hasSize(1);
        try (var snapshot = journal.snapshot()) {
            assertThat(snapshot.listTombstones()).isEmpty();
        }

        folder.clear();

        assertThat(deliver().state()).isEqualTo(Report.State.FAILED);
        assertThat(list(Kind.EDITORIAL)).hasSize(1);
    }

    @Test
    void makesOrganizationsAndCrisisNumbersRecordsLikeAProviders() throws IOException {
        folder.put("organization/beispielverband.yaml", """
                name: Beispielverband
                organizationKind: frei
                contacts: [{role: office, phones: ["0221 4710-120"], email: post@beispielverband.example.org}]
                """);
        folder.put("crisis-number/beispieltelefon.yaml", """
                name: Beispieltelefon in Krisen
                number: 0221 4710 112
                operator: Beispielverband
                hours: rund um die Uhr
                cost: kostenfrei
                categories: [Krisentelefon]
                source: https://beispielverband.example.org/krise
                checked: 2026-11-20
                """);

        var report = deliver();

        assertThat(report.rules())
                .extracting(count -> count.rule().severity())
                .doesNotContain(de.hilfenetz.finding.Severity.ERROR);
        var number = (Service) list(Kind.SERVICE).getFirst();
        assertThat(number.isCrisisNumber()).isTrue();
        assertThat(number.contacts().getFirst().phones().getFirst().number()).isEqualTo("+49 221 4710112");
        assertThat(java.util.Objects.requireNonNull(number.dates()).confirmed()).isEqualTo("2026-11-20");
        assertThat(list(Kind.ORGANIZATION))
                .extracting(entry -> ((Organization) entry).name().best())
                .contains("Beispielverband");
    }

    @Test
    void holdsACrisisNumberWithoutSource() throws IOException {
        folder.put("crisis-number/beispieltelefon.yaml", """
                name: Beispieltelefon
                number: 0221 4710 112
                operator: Beispielverband
                checked: 2026-11-20
                """);

        assertThat(deliver().findings())
                .extracting(
                        finding -> finding.rule().code(),
                        finding -> finding.values().get("member"))
                .containsExactly(tuple("feld-fehlt", "source"));
        assertThat(list(Kind.SERVICE)).isEmpty();
    }

    private Report deliver() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : folder.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        var delivery = journal.receive(
                FEED, "content.zip", "application/zip", Way.PULL, new ByteArrayInputStream(bytes.toByteArray()));
        var intake = IntakeFixture.over(journal, VOCABULARY);
        return intake.process(delivery, new Intake.Source(FEED, null, ""));
    }

    private List<Entry> list(Kind kind) {
        var entries = new ArrayList<Entry>();
        try (var snapshot = journal.snapshot()) {
            snapshot.forEach(kind, (Version version) -> entries.add(version.entry()));
        }
        return entries;
    }
}
