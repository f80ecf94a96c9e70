package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.IntakeFixture;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.jena.graph.Triple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was sent and what we publish of it: a folder each under {@code src/test/examples}. {@code -Dexamples=rewrite} writes the
 * expected files anew; the difference is for people to read.
 */
class StoryTest {

    private static final URI BASE = URI.create("https://hilfenetz.example/");
    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T11:00:00Z"), ZoneOffset.UTC);
    private static final Path EXAMPLES = Path.of("src/test/examples");

    @TempDir
    Path folder;

    static List<String> stories() throws IOException {
        try (Stream<Path> paths = Files.list(EXAMPLES)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void publishesWhatTheStorySays(String story) throws Exception {
        var home = EXAMPLES.resolve(story);
        var published = new TreeMap<String, String>();
        try (var journal = Journal.inMemory(NOON)) {
            deliver(journal, home);
            publish(journal, published);
        }
        for (var file : published.entrySet()) {
            var expected = home.resolve(file.getKey());
            if ("rewrite".equals(System.getProperty("examples"))) {
                Files.writeString(expected, file.getValue());
            }
            assertThat(file.getValue()).as(file.getKey()).isEqualTo(Files.readString(expected));
        }
    }

    /** The identity table's promise: what comes again, in whatever order, from whatever the feed is called now, keeps its IRI. */
    @Test
    void nothingIsRenumbered() throws Exception {
        try (var journal = Journal.inMemory(NOON)) {
            var home = Files.createDirectory(folder.resolve("feeds"));
            for (var name : List.of("zuordnung.jslt", "feed.yaml", "lieferung.csv")) {
                Files.copy(EXAMPLES.resolve("schuldnerberatung").resolve(name), home.resolve(name));
            }
            var sheet = home.resolve("lieferung.csv");
            var lines = Files.readAllLines(sheet);
            var second = lines.get(1).replaceFirst("^17;", "18;").replace("Schuldnerberatung Bilk", "Sprachcafé");
            Files.write(sheet, List.of(lines.get(0), lines.get(1), second));
            deliver(journal, home);
            var first = ids(journal);

            Files.write(sheet, List.of(lines.get(0), second, lines.get(1)));
            deliver(journal, home);
            assertThat(ids(journal)).as("a sheet sorted anew").isEqualTo(first).hasSize(5);

            var feed = Files.readString(home.resolve("feed.yaml"));
            Files.writeString(
                    home.resolve("feed.yaml"),
                    feed.replace("id: beispielhaus\n", "id: haus-am-platz\nids: beispielhaus\n"));
            deliver(journal, home);
            assertThat(ids(journal)).as("a feed of another name").isEqualTo(first);
        }
    }

    private static Map<String, UUID> ids(Journal journal) {
        var ids = new TreeMap<String, UUID>();
        try (var snapshot = journal.snapshot()) {
            for (var kind : Kind.PUBLISHED) {
                snapshot.forEach(
                        kind,
                        version -> ids.put(
                                kind.json() + " " + version.entry().sourceId(),
                                version.entry().id()));
            }
        }
        return ids;
    }

    private static void deliver(Journal journal, Path home) throws Exception {
        var intake = IntakeFixture.over(journal, VOCABULARY);
        var feed = Feeds.load(home).feeds().getFirst();
        var file = Path.of(requireNonNull(feed.fetch()).url());
        try (var bytes = Files.newInputStream(file)) {
            var delivery = journal.receive(feed, file.getFileName().toString(), "text/csv", Way.PULL, bytes);
            intake.process(delivery, Intake.Source.of(feed));
        }
    }

    private void publish(Journal journal, Map<String, String> published) throws IOException {
        var crosswalk = new Crosswalk(BASE, VOCABULARY);
        var triples = new ArrayList<Triple>();
        try (var snapshot = journal.snapshot()) {
            for (var kind : List.of(Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)) {
                snapshot.forEach(kind, version -> crosswalk.describe(version.entry(), triples::add));
            }
        }
        var turtle = new ByteArrayOutputStream();
        GraphFormat.TURTLE.write(triples, ShortNames.load(BASE), turtle);
        published.put("angebote.ttl", turtle.toString(UTF_8));

        var data = Files.createDirectory(folder.resolve("data"));
        var releases = Releases.open(new Releases.Sources(
                data, journal, crosswalk, VOCABULARY, new ConfidentialValues(), "test", NOON, Reporting::complete));
        var release = releases.cut().orElseThrow().release();
        published.put("angebote.csv", unpacked(releases.path(release, "angebote.csv.gz")));
        var hsds = CanonicalJson.mapper().readTree(unpacked(releases.path(release, "angebote.json.gz")));
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        published.put("angebote.json", CanonicalJson.mapper().writer(printer).writeValueAsString(hsds) + "\n");
    }

    private static String unpacked(Path path) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(path))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
