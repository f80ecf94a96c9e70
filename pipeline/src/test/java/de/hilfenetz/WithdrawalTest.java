package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.journal.Tombstone;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Ruling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was public before anybody knew that it gives a refuge away (SP-6, SP-7). */
class WithdrawalTest {

    private static final String OPEN = """
            id: verein
            title: Beispielverein
            organizations: {one: verein}
            format: json
            mapping: same.jslt
            deliveries: %s
            licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
            contact: it@verein.example.org
            """;

    private static final String KITCHEN = """
            {"kind": "location", "id": "kueche", "name": "Küche", "address":
             {"street": "Stillräumer Straße", "houseNumber": "17", "postalCode": "40229", "city": "Düsseldorf"}}\
            """;

    private static final String CAFE = """
            {"kind": "service", "id": "cafe", "name": "Café", "description": "Kaffee und Kuchen."}""";

    private static final String REFUGE = """
            [{"kind": "service", "id": "1", "name": "Frauenhaus Rheinblick", "kindsOfHelp": ["unterkunft"],
              "at": [{"location": "2"}]},
             {"kind": "location", "id": "2", "name": "Haus", "address":
              {"street": "Stillräumer Str.", "houseNumber": "17", "postalCode": "40229", "city": "Düsseldorf"}}]""";

    @TempDir
    private Path home = Path.of("");

    private @Nullable Installation opened;

    @BeforeEach
    void writeFeeds() throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        Files.writeString(home.resolve("feeds/same.jslt"), ".");
        feed("snapshot");
        Files.writeString(
                home.resolve("feeds/schutz.yaml"),
                OPEN.formatted("snapshot").replace("verein", "schutz").replace("Beispielverein", "Schutzverein"));
    }

    private void feed(String deliveries) throws IOException {
        Files.writeString(home.resolve("feeds/verein.yaml"), OPEN.formatted(deliveries));
    }

    @AfterEach
    void close() throws IOException {
        installation().close();
    }

    private void open() throws IOException {
        var settings = Settings.from(Map.<String, String>of()::get)
                .at(8080, home.resolve("data"), home.resolve("feeds"), home.resolve("key"));
        opened = Installation.open(settings, Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC));
    }

    private Installation installation() {
        return Objects.requireNonNull(opened);
    }

    private void deliver(String feed, String json) throws IOException {
        var source = Objects.requireNonNull(installation().sources().get(feed));
        installation()
                .receive(
                        source.feed(),
                        "liste.json",
                        "application/json",
                        Way.PUSH,
                        new ByteArrayInputStream(json.getBytes(UTF_8)));
        installation().process();
    }

    /** All files of the release that is public, as one text in small letters. */
    private String published() throws IOException {
        var manifest = installation().releases().current().orElseThrow();
        var text = new StringBuilder();
        for (var file : manifest.files()) {
            try (var in = new GZIPInputStream(
                    Files.newInputStream(installation().releases().path(manifest.release(), file.name())))) {
                text.append(new String(in.readAllBytes(), UTF_8));
            }
        }
        return text.toString().toLowerCase(Locale.GERMAN);
    }

    @Test
    void aPlaceSharedWithARefugeThatTurnsUpInAnotherFeedIsGoneAtOnce() throws IOException {
        open();
        deliver("verein", "[" + KITCHEN + "," + CAFE + "]");
        installation().release();
        assertThat(published()).contains("stillräumer", "café");

        deliver("schutz", REFUGE);
        assertThat(installation().release()).isPresent();

        assertThat(published()).contains("café", "rheinblick").doesNotContain("stillräumer");
        assertThat(tombstones()).containsExactly(Tombstone.WITHDRAWN);
        assertThat(installation().journal().quarantine("verein"))
                .as("its provider is told")
                .isNotEmpty();
    }

    @Test
    void theBrakeDoesNotHoldIt() throws IOException {
        open();
        deliver("verein", "[" + KITCHEN + "]");
        installation().release();

        deliver("schutz", REFUGE);
        installation().release();

        assertThat(published()).contains("rheinblick").doesNotContain("stillräumer");
    }

    @Test
    void norDoesAFeedThatTellsOnlyWhatChanged() throws IOException {
        feed("delta");
        open();
        deliver("verein", "[" + KITCHEN + "]");
        deliver("verein", "[" + CAFE + "]");
        installation().release();

        deliver("schutz", REFUGE);
        installation().release();

        assertThat(published()).contains("café").doesNotContain("stillräumer");
    }

    @Test
    void keptReleasesThatHoldItAreGoneToo() throws IOException {
        open();
        deliver("verein", "[" + CAFE + "]");
        var harmless = installation().release().orElseThrow();
        deliver("verein", "[" + KITCHEN + "," + CAFE + "]");
        var telling = installation().release().orElseThrow();
        deliver("schutz", REFUGE);
        installation().release();

        var releases = installation().releases();
        assertThat(releases.find(harmless.release().toString())).isPresent();
        assertThat(releases.find(telling.release().toString())).isEmpty();
        assertThat(releases.verify(releases.current().orElseThrow().release()))
                .as("the chain of manifests holds")
                .isEmpty();
        try (var files = Files.list(
                home.resolve("data/releases").resolve(telling.release().toString()))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("manifest.json", "SHA256SUMS", "zurueckgezogen");
        }
        installation().close();
        open();
        assertThat(installation().releases().find(telling.release().toString())).isEmpty();
    }

    @Test
    void noFileOfTheJournalHoldsItAnyLonger() throws IOException {
        open();
        deliver("verein", "[" + KITCHEN + "," + CAFE + "]");
        deliver("schutz", REFUGE);
        installation().close();
        var bytes = new StringBuilder();
        try (var files = Files.list(home.resolve("data"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes.append(new String(Files.readAllBytes(file), UTF_8));
            }
        }
        open();

        assertThat(bytes.toString().toLowerCase(Locale.GERMAN)).contains("café").doesNotContain("stillräumer");
        assertThat(installation().journal().verify())
                .as("the chain of hashes holds")
                .isEmpty();
    }

    @Test
    void norDoesARecordTellWhatAnotherOneJoinedToItSaid() throws IOException {
        openWithJoinedKitchens();
        var telling = installation().release().orElseThrow();
        assertThat(published()).contains("stillräumer straße 17, 40229 düsseldorf");
        deliver("zwei", "[" + CAFE + "]");

        deliver("schutz", REFUGE);
        installation().release();

        assertThat(published()).contains("musterweg", "rheinblick").doesNotContain("stillräumer");
        assertThat(installation().releases().find(telling.release().toString())).isEmpty();
        installation().close();
        var journal = Files.readString(home.resolve("data/journal.db"), java.nio.charset.StandardCharsets.ISO_8859_1);
        open();
        assertThat(journal)
                .contains("Musterweg")
                .doesNotContain(
                        new String("Stillräumer".getBytes(UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void whatAJoinedRecordSaidEndsWhenItsPlaceMustNotBeKnown() throws IOException {
        openWithJoinedKitchens();

        deliver("zwei", "[" + KITCHEN.replace("\"kueche\"", "\"kueche\", \"confidential\": true") + "]");
        installation().release();

        assertThat(published()).contains("musterweg").doesNotContain("stillräumer", "teeküche");
    }

    /** Of one kitchen a feed says one address, and a feed that tells only what changed another one. */
    private void openWithJoinedKitchens() throws IOException {
        Files.writeString(
                home.resolve("feeds/zwei.yaml"), OPEN.formatted("delta").replace("verein", "zwei"));
        open();
        deliver("verein", "[" + KITCHEN.replace("Stillräumer Straße", "Musterweg") + "]");
        deliver("zwei", "[" + KITCHEN.replace("Küche", "Teeküche") + "]");
        var journal = installation().journal();
        journal.rule(new Ruling(
                journal.identify("verein", Kind.LOCATION, "kueche"),
                journal.identify("zwei", Kind.LOCATION, "kueche"),
                Ruling.Question.SAME,
                true,
                Ruling.Role.EDITOR,
                "R. Muster",
                "eine Küche",
                null,
                null,
                Instant.parse("2026-11-24T08:00:00Z")));
        installation().process();
    }

    @Test
    void nothingIsProcessedTwiceAfterARestart() throws IOException {
        open();
        deliver("verein", "[" + KITCHEN + "," + CAFE + "]");
        deliver("schutz", REFUGE);
        installation().release();
        installation().close();
        open();

        assertThat(installation().process()).isEmpty();
        assertThat(installation().release()).isEmpty();
    }

    private List<String> tombstones() {
        try (var snapshot = installation().journal().snapshot()) {
            return snapshot.listTombstones().stream().map(Tombstone::reason).toList();
        }
    }
}
