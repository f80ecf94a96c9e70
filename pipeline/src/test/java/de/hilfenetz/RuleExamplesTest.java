package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples on the pages of rules do what the pages say: the wrong one breaks its rule and no other, the right one does not. */
class RuleExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);

    @TestFactory
    Stream<DynamicTest> everyExampleBreaksItsRuleAndNoOther() throws Exception {
        var examples = new YAMLMapper()
                .readTree(Path.of("../schemas/examples/rules.yaml").toFile());
        var vocabulary = Vocabulary.load();
        var trials = new Trials(
                null,
                new Schemas(),
                new Concepts(vocabulary),
                Districts.load(null, vocabulary.areas()),
                new RecordShapes(vocabulary),
                new ConfidentialValues(),
                Sha256.of(new byte[0]),
                NOW);
        return examples.properties().stream()
                .map(example -> dynamicTest(example.getKey(), () -> {
                    assertThat(RuleCatalogue.list())
                            .anyMatch(rule -> rule.code().equals(example.getKey()));
                    assertThat(codes(trials, example.getValue().path("wrong"))).containsExactly(example.getKey());
                    assertThat(codes(trials, example.getValue().path("right"))).isEmpty();
                }));
    }

    private static List<String> codes(Trials trials, JsonNode members) throws Exception {
        var record =
                JSON.createObjectNode().put("kind", "service").put("id", "1").put("name", "Beispielberatung");
        if (!members.has("kind")) {
            record.put("phone", "+49 221 4710123");
        }
        record.setAll((ObjectNode) members);
        var source = new Intake.Source(
                Feed.unnamed(Feed.Format.JSON, "gleich.jslt"), Mapping.compile("gleich.jslt", "."), ".");
        var bytes = new ByteArrayInputStream(JSON.writeValueAsBytes(List.of(record)));
        return trials
                .of(source, Feed.Deliveries.SNAPSHOT, "beispiel.json", bytes, Announcement.NONE, false)
                .report()
                .rules()
                .stream()
                .map(count -> count.rule().code())
                .toList();
    }
}
