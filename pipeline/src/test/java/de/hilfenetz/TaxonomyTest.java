package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Service;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Editors change the vocabulary while everything runs: what providers deliver is read by it, releases show it. */
class TaxonomyTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

    private static final String LAUNDRY = """
            scheme: thema
            notation: waschsalon
            broader: wohnungslosenhilfe
            labels: {de: Waschsalon, en: Laundry, de-simple: Wäsche waschen, tr: Çamaşırhane}
            otherLabels: {de: [Waschsalon für alle]}
            definition: {de: Wo Menschen ihre Wäsche waschen.}
            lifeSituations: [wohnen-und-wohnungslosigkeit]
            """;

    @TempDir
    private Path home = Path.of("");

    private final Map<String, String> content = new TreeMap<>();
    private Installation installation;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        Files.writeString(home.resolve("feeds/a.jslt"), """
                {"kind": "service", "id": .id, "name": .name, "categories": [.art]}
                """);
        feed("verein", "format: csv\nmapping: a.jslt\n");
        feed("redaktion", "format: folder\nfetch: {url: \"file:../content\", every: PT5M}\n");
        installation = start();
        assertThat(installation.problems()).isEmpty();
        deliver(
                "verein",
                "liste.csv",
                "id,name,art\ns1,Saubere Sachen,Waschsalon für alle\ns2,Beratung,Geldnot\n".getBytes(UTF_8));
        content.put("page/wir.md", "---\ntitle: Wir\n---\nText.\n");
        edit();
    }

    @AfterEach
    void close() throws IOException {
        installation.close();
    }

    @Test
    void letsANewConceptAndNewWordsReadWhatProvidersDeliveredLongAgo() throws IOException {
        assertThat(service("Saubere Sachen").topics()).isEmpty();

        content.put("concept/waschsalon.yaml", LAUNDRY);
        content.put("concept/schulden.yaml", """
                scheme: thema
                notation: schulden
                labels: {de: Schuldenhilfe, en: Help with debts, de-simple: Hilfe bei Schulden}
                otherLabels: {de: [Geldnot]}
                definition: {de: "Hilfe für Menschen, die ihre Schulden nicht bezahlen können."}
                """);
        edit();

        assertThat(service("Saubere Sachen").topics()).containsExactly("waschsalon");
        assertThat(service("Saubere Sachen").lifeSituations()).containsExactly("wohnen-und-wohnungslosigkeit");
        assertThat(service("Beratung").topics()).containsExactly("schulden");
        assertThat(published("systematik", "ttl"))
                .contains(
                        "\"Çamaşırhane\"@tr", "\"Wäsche waschen\"@de-simple", "\"Schuldenhilfe\"@de", "\"Geldnot\"@de");
        assertThat(published("systematik", "csv")).contains("thema,waschsalon,Waschsalon,Laundry");
    }

    @Test
    void keepsItOverARestart() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY);
        edit();
        assertThat(installation.release()).isPresent();
        installation.close();
        // A provider's own table may speak of it, too.
        Files.writeString(home.resolve("feeds/woerter.csv"), "wort;begriffe\nReinigung;thema/waschsalon\n");
        feed("verein", "format: csv\nmapping: a.jslt\nwords: woerter.csv\n");

        installation = start();

        assertThat(installation.problems()).isEmpty();
        assertThat(installation.vocabulary().label("thema", "waschsalon")).isEqualTo("Waschsalon");
        assertThat(installation.release()).isEmpty();
    }

    @Test
    void endsWithItsEntry() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY);
        edit();

        content.remove("concept/waschsalon.yaml");
        edit();

        assertThat(service("Saubere Sachen").topics()).isEmpty();
        assertThat(service("Saubere Sachen").categories()).containsExactly("Waschsalon für alle");
        assertThat(published("systematik", "ttl")).doesNotContain("Çamaşırhane");
    }

    @Test
    void writesNothingWhereAWordChangesThatNobodyUses() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY);
        edit();
        var before = number();

        content.put("concept/waschsalon.yaml", LAUNDRY.replace("Çamaşırhane", "Çamaşır odası"));
        edit();

        assertThat(number()).isEqualTo(before + 1); // the concept itself
        assertThat(published("systematik", "ttl")).contains("\"Çamaşır odası\"@tr");
    }

    @Test
    void tellsWhatOfAConceptLeadsNowhereAndUsesTheRest() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY.replace("wohnungslosenhilfe", "gibt-es-nicht"));
        content.put("concept/aufzug-neu.yaml", LAUNDRY.replace("thema", "merkmal"));
        edit();

        assertThat(service("Saubere Sachen").topics()).containsExactly("waschsalon");
        var run = installation.journal().runs("redaktion").getFirst();
        assertThat(installation.journal().findings(run.id()))
                .extracting(finding -> finding.rule())
                .containsExactlyInAnyOrder("begriff-nur-zum-teil", "begriff-falsch");
    }

    private long number() {
        try (var snapshot = installation.journal().snapshot()) {
            return snapshot.number();
        }
    }

    private Service service(String name) {
        try (var snapshot = installation.journal().snapshot()) {
            var found = new java.util.ArrayList<Service>();
            snapshot.forEach(Kind.SERVICE, version -> found.add((Service) version.entry()));
            return found.stream()
                    .filter(service -> service.name().best().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String published(String dataset, String extension) throws IOException {
        installation.release();
        var release = installation.releases().current().orElseThrow();
        var file = release.find(dataset, extension).orElseThrow();
        try (var in = Files.newInputStream(installation.releases().path(release.release(), file.name()))) {
            return new String(new GZIPInputStream(in).readAllBytes(), UTF_8);
        }
    }

    private Installation start() throws IOException {
        var settings = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
        return Installation.open(Settings.from(settings::get), NOW);
    }

    private void feed(String id, String said) throws IOException {
        Files.writeString(
                home.resolve("feeds/" + id + ".yaml"),
                "id: %s\ntitle: Datenquelle\nlicence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0\n%s"
                        .formatted(id, said));
    }

    private void edit() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        deliver("redaktion", "redaktion.zip", bytes.toByteArray());
    }

    private void deliver(String feed, String name, byte[] bytes) throws IOException {
        var source = Objects.requireNonNull(installation.sources().get(feed));
        installation.receive(source.feed(), name, null, Way.PUSH, new ByteArrayInputStream(bytes));
        installation.process();
    }
}
