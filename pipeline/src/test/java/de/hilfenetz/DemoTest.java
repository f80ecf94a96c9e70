package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.intake.Report;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Service;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The main job on the shipped example providers, end to end: what comes out, what is held, what must appear nowhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {

    /** What the example shelters' rows say of where they are (demo/feeds/lieferungen/paritaet.json). */
    private static final List<String> SECRETS = List.of(
            "Verschwiegene",
            "Rosenprobe",
            "51.22737",
            "6.82461",
            "Geheimer Winkel",
            "51.24718",
            "6.80933",
            "pb-11@",
            "pb-21@");

    private static final Pattern ID = Pattern.compile("/id/angebot/([0-9a-f-]{36})");

    private Path home = Path.of("");

    private Installation installation;
    private List<Report> reports = List.of();
    private Manifest manifest;

    @BeforeAll
    void runOnce(@TempDir Path folder) throws IOException {
        home = folder;
        installation = open();
        reports = deliver(installation);
        manifest = installation.release().orElseThrow();
    }

    @AfterAll
    void close() throws IOException {
        installation.close();
    }

    @Test
    void showsAsMuchOfTheCityAsItPromises() {
        assertThat(count(Kind.SERVICE)).isGreaterThanOrEqualTo(150);
        assertThat(count(Kind.LOCATION)).isGreaterThanOrEqualTo(80);
        assertThat(count(Kind.ORGANIZATION)).isGreaterThanOrEqualTo(8);
        assertThat(districts()).hasSize(10);
        assertThat(installation.problems()).isEmpty();
    }

    @Test
    void countsEveryRecordOfEveryDelivery() {
        assertThat(reports).allSatisfy(report -> {
            var counters = java.util.Objects.requireNonNull(report.counters(), report.feed());
            assertThat(counters.received())
                    .as(report.feed())
                    .isEqualTo(counters.added()
                            + counters.returned()
                            + counters.changed()
                            + counters.unchanged()
                            + counters.held()
                            + counters.duplicate());
        });
    }

    @Test
    void holdsThePlantedFaultsAndSaysWhy() {
        assertThat(held("diakonie-angebote")).containsOnlyKeys("kennung-doppelt");
        assertThat(held("drk")).containsKey("telefon-kostenpflichtig");
        assertThat(held("rheinspatzen")).containsKey("name-fehlt");
        assertThat(held("caritas")).isEmpty();
    }

    @Test
    void turnsTheSentenceOfTheAmtIntoSixFacts() {
        var place = entries(Kind.LOCATION).stream()
                .map(Location.class::cast)
                .filter(location -> location.feed().equals("amt-fuer-soziales"))
                .findFirst()
                .orElseThrow();

        assertThat(place.features().keySet())
                .containsExactlyInAnyOrder(
                        "stufenloser-eingang",
                        "aufzug",
                        "taktile-leitlinien",
                        "rollstuhl-wc",
                        "wickelraum",
                        "behindertenparkplatz");
        assertThat(place.features().values()).allMatch(answer -> answer.json().equals("yes"));
    }

    @Test
    void keepsCrisisNumbersAsPeopleDialThem() {
        var numbers = entries(Kind.SERVICE).stream()
                .map(Service.class::cast)
                .filter(service -> service.feed().equals("krisennummern"))
                .flatMap(service -> service.contacts().stream())
                .flatMap(contact -> contact.phones().stream())
                .map(phone -> phone.number())
                .toList();

        assertThat(numbers)
                .contains("112", "110", "115", "116 117", "116 016", "116 111", "116 006", "19222", "08000 116 016");
    }

    @Test
    void tellsNobodyWhereARefugeIs() throws IOException {
        var shelter = entries(Kind.SERVICE).stream()
                .map(Service.class::cast)
                .filter(service -> service.name().best().equals("Frauenhaus Beispiel"))
                .findFirst()
                .orElseThrow();
        assertThat(shelter.protectedPlace()).isTrue();
        assertThat(shelter.at()).isEmpty();

        var looked = new ArrayList<Path>();
        for (var file : filesOutsideDeliveries()) {
            var text = new String(plain(file), UTF_8);
            assertThat(SECRETS).as(file.toString()).noneMatch(text::contains);
            looked.add(file.getFileName());
        }
        assertThat(looked.toString()).contains("journal.db", "angebote.nt.gz", "angebote.csv.gz", "manifest.json");
        assertThat(Files.getPosixFilePermissions(DemoCommand.providersOf(home.resolve("data"))))
                .as("nobody else reads what the providers' own files say")
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void saysTheSameInAllFourDumps() throws IOException {
        var csv = services("csv");
        assertThat(csv).hasSize((int) count(Kind.SERVICE));
        for (var extension : List.of("nt", "ttl", "jsonld")) {
            assertThat(dump(extension)).as(extension).contains(csv);
        }
        assertThat(services("nt")).isEqualTo(csv);
        assertThat(services("ttl")).isEqualTo(csv);
        assertThat(services("jsonld")).isEqualTo(csv);
    }

    @Test
    void answersQueriesWithTheNumberOfTheManifest() throws IOException {
        var releases = installation.releases();
        var graph = ReleaseGraph.read(
                installation.crosswalk().base(),
                manifest.release().toString(),
                releases.path(manifest.release(), "alles.nt.gz"),
                releases.path(manifest.release(), "systematik.ttl.gz"));

        assertThat((long) graph.published().size()).isEqualTo(manifest.triples());
    }

    @Test
    void findsItsDataAgainAndChangesNothing() throws IOException {
        installation.close();
        installation = open();

        var again = deliver(installation);

        assertThat(again).isEmpty();
        assertThat(installation.process()).isEmpty();
        assertThat(installation.release()).isEmpty();
        assertThat(installation.releases().current()).map(Manifest::release).contains(manifest.release());
    }

    private Installation open() throws IOException {
        var feeds = DemoCommand.providersOf(home.resolve("data"));
        DemoCommand.copyTo(feeds);
        var settings = Settings.from(Map.<String, String>of()::get)
                .at(8080, home.resolve("data"), feeds.resolve("feeds"), home.resolve("key"));
        return Installation.open(settings, Clock.systemUTC());
    }

    private static List<Report> deliver(Installation installation) {
        try (var pulls = new Pulls(installation, Clock.systemUTC(), () -> {})) {
            installation.sources().values().forEach(source -> pulls.once(source.feed()));
        }
        return installation.process();
    }

    private Map<String, Long> held(String feed) {
        return installation.journal().quarantine(feed).stream()
                .flatMap(record -> record.rules().stream())
                .filter(rule -> !Set.of("ort-geschuetzt", "angebot-geschuetzt").contains(rule))
                .filter(rule -> reports.stream()
                        .flatMap(report -> report.rules().stream())
                        .anyMatch(count -> count.rule().code().equals(rule)
                                && count.rule().severity() == de.hilfenetz.finding.Severity.ERROR))
                .collect(Collectors.groupingBy(rule -> rule, Collectors.counting()));
    }

    private long count(Kind kind) {
        try (var snapshot = installation.journal().snapshot()) {
            return snapshot.counts().getOrDefault(kind, 0L);
        }
    }

    private List<Entry> entries(Kind kind) {
        var entries = new ArrayList<Entry>();
        try (var snapshot = installation.journal().snapshot()) {
            snapshot.forEach(kind, version -> entries.add(version.entry()));
        }
        return entries;
    }

    private Set<String> districts() {
        return entries(Kind.LOCATION).stream()
                .map(entry -> ((Location) entry).area())
                .filter(area -> area != null && area.district() != null)
                .map(area -> area.district())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String dump(String extension) throws IOException {
        var file = manifest.find("angebote", extension).orElseThrow();
        return new String(plain(installation.releases().path(manifest.release(), file.name())), UTF_8);
    }

    /** Ids of the services that the dump describes. */
    private Set<String> services(String extension) throws IOException {
        var text = dump(extension);
        var ids = new TreeSet<String>();
        switch (extension) {
            case "csv" ->
                CsvReader.builder().ofNamedCsvRecord(text).forEach(row -> ids.add(row.getField("angebot_id")));
            case "jsonld" ->
                new ObjectMapper().readTree(text).path("@graph").forEach(node -> {
                    var match =
                            ID.matcher(node.path("@id").asText(node.path("id").asText()));
                    if (match.find() && match.end() == match.regionEnd()) {
                        ids.add(match.group(1));
                    }
                });
            default -> {
                var subject = Pattern.compile("(?m)^<[^>]*" + ID.pattern() + ">");
                var match = subject.matcher(text);
                while (match.find()) {
                    ids.add(match.group(1));
                }
            }
        }
        return ids;
    }

    private List<Path> filesOutsideDeliveries() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.resolve("data").resolve("deliveries")))
                    .toList();
        }
    }

    private static byte[] plain(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            if (!file.toString().endsWith(".gz")) {
                return bytes;
            }
            try (var in = new GZIPInputStream(Files.newInputStream(file))) {
                var out = new ByteArrayOutputStream();
                in.transferTo(out);
                return out.toByteArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
