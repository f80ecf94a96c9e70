package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Waiver;
import de.hilfenetz.journal.Way;
import de.hilfenetz.journal.Withdrawal;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples on the pages of rules do what the pages say: the wrong one breaks its rule and no other, the right one none. A
 * rule without an example says why there is none.
 */
class RuleExamplesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Vocabulary VOCABULARY = Vocabulary.load();

    @TempDir
    static Path home;

    private final JsonNode rules = read().path("rules");
    private final Schemas schemas = new Schemas();
    private final Concepts concepts = new Concepts(VOCABULARY);
    private final RecordShapes shapes = new RecordShapes(VOCABULARY);
    private final Districts nowhere = Districts.load(null, VOCABULARY.areas());
    private final Districts districts = Districts.load(polygons(), VOCABULARY.areas());

    @Test
    void everyRuleHasItsExampleAndNoOtherHas() {
        assertThat(rules.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(
                        RuleCatalogue.list().stream().map(Rule::code).toList());
        var without = rules.properties().stream()
                .filter(rule -> rule.getValue().has("none"))
                .map(java.util.Map.Entry::getKey);
        assertThat(without)
                .containsExactly(
                        "klientendaten-veroeffentlicht", "verarbeitung-gescheitert", "beschreibung-regelwidrig");
    }

    @TestFactory
    Stream<DynamicTest> everyExampleBreaksItsRuleAndNoOther() {
        return rules.properties().stream()
                .filter(rule -> !rule.getValue().has("none"))
                .map(rule -> dynamicTest(rule.getKey(), () -> {
                    var expected = new ArrayList<>(List.of(rule.getKey()));
                    rule.getValue().path("also").forEach(other -> expected.add(other.asText()));
                    assertThat(codes(rule.getValue(), "wrong")).containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(codes(rule.getValue(), "right")).isEmpty();
                }));
    }

    /** What the page says can be put right is: the suggestions taken, the finding is gone. */
    @TestFactory
    Stream<DynamicTest> everySuggestionThatCanBeTakenEndsItsFinding() {
        return rules.properties().stream()
                .filter(rule -> rule.getValue().path("fixable").asBoolean())
                .map(rule -> dynamicTest(rule.getKey(), () -> {
                    var example = rule.getValue();
                    var members = YAML.createObjectNode();
                    if (example.has("feed")) {
                        members.setAll((ObjectNode) example.get("feed"));
                    }
                    var source =
                            source("beispiel", members, example.path("mapping").asText("."));
                    var name = "beispiel." + source.feed().format().word();
                    var wrong = new ByteArrayInputStream(RuleExample.bytes(example.path("wrong")));
                    var trials = new Trials(
                            null,
                            schemas,
                            concepts,
                            nowhere,
                            shapes,
                            new ConfidentialValues(),
                            Sha256.of(new byte[0]),
                            Clock.fixed(NOW, ZoneOffset.UTC));
                    var corrected = trials.correct(source, name, wrong, false);
                    assertThat(corrected.changes()).isNotEmpty();
                    var again = trials.of(
                            source,
                            Feed.Deliveries.SNAPSHOT,
                            name,
                            new ByteArrayInputStream(corrected.bytes()),
                            Announcement.NONE,
                            false);
                    assertThat(again.report().rules())
                            .as(new String(corrected.bytes(), UTF_8))
                            .extracting(count -> count.rule().code())
                            .doesNotContain(rule.getKey());
                }));
    }

    private List<String> codes(JsonNode example, String which) throws Exception {
        try (var journal = Journal.inMemory(Clock.fixed(NOW, ZoneOffset.UTC))) {
            var secret = new ConfidentialValues();
            var intake = new Intake(
                    journal,
                    schemas,
                    concepts,
                    example.path("districts").asBoolean() ? districts : nowhere,
                    shapes,
                    secret,
                    Sha256.of(new byte[0]));
            var members = YAML.createObjectNode();
            if (example.has("feed")) {
                members.setAll((ObjectNode) example.get("feed"));
            }
            if (which.equals("right") && example.has("feed-right")) {
                members.setAll((ObjectNode) example.get("feed-right"));
            }
            var source = source("beispiel", members, example.path("mapping").asText("."));
            for (var earlier : example.path("before")) {
                deliver(intake, journal, source, earlier);
            }
            if (example.path("released").asBoolean()) {
                journal.quarantine("beispiel")
                        .forEach(held -> journal.waive(new Waiver(
                                "beispiel",
                                held.delivery(),
                                held.raw(),
                                held.sourceId(),
                                held.rules(),
                                "Redaktion",
                                "Geprüft.",
                                NOW)));
            }
            if (example.has("withdrawn")) {
                var field = example.path("withdrawn").textValue();
                var record = journal.foretell("beispiel", Kind.SERVICE, "1");
                journal.withdraw(new Withdrawal(record, field, false, "Redaktion", "Ein Irrtum.", NOW));
            }
            if (example.has("other")) {
                var other = source("anderer", YAML.createObjectNode(), ".");
                deliver(intake, journal, other, example.get("other"));
                if (which.equals("wrong") && example.path("joined").asBoolean()) {
                    join(journal, "anderer", "beispiel");
                }
                if (which.equals("wrong") && example.path("stays").asBoolean()) {
                    join(journal, "beispiel", "anderer");
                    deliver(intake, journal, other, example.get("other"));
                }
            }
            if (example.has("editors")) {
                var editors = source("redaktion", YAML.createObjectNode().put("format", "folder"), ".");
                var id = journal.foretell("beispiel", Kind.SERVICE, "1").toString();
                var text = example.get("editors").toString().replace("{record}", id);
                var report = deliver(intake, journal, editors, YAML.readTree(text));
                assertThat(report).as("the editors' own entries").isEmpty();
            }
            for (var later : example.path("then")) {
                deliver(intake, journal, source, later);
            }
            return deliver(intake, journal, source, example.path(which));
        }
    }

    private static void join(Journal journal, String stays, String leads) {
        journal.join(new Ruling(
                journal.foretell(stays, Kind.SERVICE, "1"),
                journal.foretell(leads, Kind.SERVICE, "1"),
                Ruling.Question.SAME,
                true,
                Ruling.Role.EDITOR,
                "Redaktion",
                "Dasselbe Angebot.",
                null,
                null,
                NOW));
    }

    private static List<String> deliver(Intake intake, Journal journal, Intake.Source source, JsonNode said)
            throws IOException {
        var feed = source.feed();
        var bytes = new ByteArrayInputStream(RuleExample.bytes(said));
        var name = "beispiel." + feed.format().word();
        var delivery = journal.receive(feed, name, null, Way.COMMAND, bytes);
        return intake.process(delivery, source).rules().stream()
                .map(count -> count.rule().code())
                .toList();
    }

    private static Intake.Source source(String id, ObjectNode members, String mapping)
            throws IOException, MappingError {
        var folder = Files.createTempDirectory(home, id);
        var yaml = YAML.createObjectNode()
                .put("id", id)
                .put("title", "Beispielverein")
                .put("licence", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0")
                .put("format", "json");
        yaml.setAll(members);
        if (!Feed.Format.of(yaml.path("format").asText()).isHsds()
                && !Feed.Format.of(yaml.path("format").asText()).isEditorial()) {
            yaml.put("mapping", "zuordnung.jslt");
            Files.writeString(folder.resolve("zuordnung.jslt"), mapping, UTF_8);
        }
        YAML.writeValue(folder.resolve("feed.yaml").toFile(), yaml);
        var loaded = Feeds.load(folder);
        assertThat(loaded.problems()).isEmpty();
        return Intake.Source.of(loaded.feeds().getFirst());
    }

    /** Two squares: Oberbilk, and Bilk west of it. */
    private static Path polygons() {
        try {
            return Files.writeString(Files.createTempFile(home, "stadtteile", ".geojson"), """
                    {"type": "FeatureCollection", "features": [%s, %s]}""".formatted(
                            square("036", 6.76), square("037", 6.78)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String square(String quarter, double west) {
        return """
                {"type": "Feature", "properties": {"Nummer": "%s"}, "geometry": {"type": "Polygon", "coordinates": [[%s]]}}""".formatted(
                        quarter,
                        Stream.of(
                                        List.of(west, 51.2),
                                        List.of(west + 0.02, 51.2),
                                        List.of(west + 0.02, 51.22),
                                        List.of(west, 51.22),
                                        List.of(west, 51.2))
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")));
    }

    private static JsonNode read() {
        try {
            return YAML.readTree(Path.of("../schemas/rules.yaml").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
