package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a provider sent, what it was told and what became public: a folder each under {@code src/test/stories}. Deliveries are
 * numbered; a folder that ends in {@code .zip} is packed, one in {@code .xlsx} holds a workbook's sheets as rows of cells.
 * {@code -Dexamples=rewrite} writes the expected files anew; the difference is for people to read.
 */
class DeliveryStoryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path STORIES = Path.of("src/test/stories");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T11:00:00Z"), ZoneOffset.UTC);
    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Schemas SCHEMAS = new Schemas();
    private static final Concepts CONCEPTS = new Concepts(VOCABULARY);
    private static final RecordShapes SHAPES = new RecordShapes(VOCABULARY);
    private static final Districts DISTRICTS = Districts.load(null, VOCABULARY.areas());
    private static final Sha256 RULES = Sha256.of(new byte[0]);

    @TempDir
    Path folder;

    static List<String> stories() throws IOException {
        try (Stream<Path> paths = Files.list(STORIES)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void tellsAndPublishesWhatTheStorySays(String story) throws Exception {
        var home = STORIES.resolve(story);
        var told = new StringJoiner("\n\n", "", "\n");
        try (var journal = Journal.inMemory(NOON)) {
            for (var file : deliveries(home)) {
                var name = file.getFileName().toString().substring(2);
                var source = source(home, name);
                var secret = new ConfidentialValues();
                var trials = new Trials(journal, SCHEMAS, CONCEPTS, DISTRICTS, SHAPES, secret, RULES, NOON);
                var bytes = bytes(file);
                var mode = source.feed().deliveries();
                var trial = trials.of(source, mode, name, new ByteArrayInputStream(bytes), Announcement.NONE, true);
                told.add("# " + file.getFileName() + "\n\n" + ReportText.full(trial));
                var intake = new Intake(journal, SCHEMAS, CONCEPTS, DISTRICTS, SHAPES, secret, RULES);
                var delivery = journal.receive(source.feed(), name, null, Way.COMMAND, new ByteArrayInputStream(bytes));
                intake.process(delivery, source);
            }
            same(home.resolve("bericht.txt"), told.toString());
            same(home.resolve("oeffentlich.json"), published(journal));
        }
    }

    private static void same(Path expected, String actual) throws IOException {
        if ("rewrite".equals(System.getProperty("examples"))) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).as(expected.toString()).isEqualTo(Files.readString(expected));
    }

    private static List<Path> deliveries(Path home) throws IOException {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d-.*"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isDirectory(file)) {
            return Files.readAllBytes(file);
        }
        var parts = new TreeMap<String, byte[]>();
        try (var files = Files.list(file)) {
            for (var part : files.toList()) {
                parts.put(part.getFileName().toString(), Files.readAllBytes(part));
            }
        }
        if (file.toString().endsWith(".xlsx")) {
            var sheets = new TreeMap<String, JsonNode>();
            for (var part : parts.entrySet()) {
                sheets.put(part.getKey().replace(".json", ""), JSON.readTree(part.getValue()));
            }
            return Sheets.workbook(sheets);
        }
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private Intake.Source source(Path home, String name) throws Exception {
        var own = home.resolve("feed.yaml");
        var said = Files.exists(own) ? Files.readString(own) : "";
        var mapping = home.resolve("zuordnung.jslt");
        var isMapped = !said.contains("hsds") && !said.contains("oruk");
        var yaml = """
                id: beispielverein
                title: Beispielverein Eller
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """
                + (said.contains("format:") ? "" : "format: " + name.replaceFirst(".*\\.", "") + "\n")
                + (isMapped ? "mapping: zuordnung.jslt\n" : "")
                + said;
        Files.writeString(folder.resolve("feed.yaml"), yaml);
        Files.writeString(
                folder.resolve("zuordnung.jslt"), Files.exists(mapping) ? Files.readString(mapping) : ".", UTF_8);
        var feeds = Feeds.load(folder);
        assertThat(feeds.problems()).isEmpty();
        return Intake.Source.of(feeds.feeds().getFirst());
    }

    /** What everybody sees of it, without what is the same in every story. */
    private static String published(Journal journal) throws IOException {
        var records = JSON.createArrayNode();
        try (var snapshot = journal.snapshot()) {
            for (var kind : Kind.PUBLISHED) {
                snapshot.forEach(kind, version -> {
                    var record = CanonicalJson.tree(version.json());
                    record.remove(List.of("feed", "licence", "dates", "origin"));
                    records.add(record);
                });
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(records).replace("\r", "") + "\n";
    }
}
