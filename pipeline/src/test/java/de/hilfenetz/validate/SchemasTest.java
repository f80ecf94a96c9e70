package de.hilfenetz.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Place;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {

    private static final Schemas SCHEMAS = new Schemas();
    private static final Place PLACE = new Place("angebote.csv", 17, 0, null);

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "EDITORIAL")
    void acceptsTheFullExample(Kind kind) throws IOException {
        assertThat(findings(kind, json -> {})).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abstimmung",
                "announcement",
                "bewertung",
                "concept",
                "correction",
                "crisis-number",
                "dataset",
                "page",
                "question",
                "stellungnahme"
            })
    void acceptsTheFullExampleOfWhatEditorsKeep(String name) throws IOException {
        assertThat(findings(name, read(name + ".json"))).isEmpty();
    }

    /** The file {@code reasons.csv} says of each invalid example which rule it breaks where. */
    static Stream<Arguments> invalid() throws IOException {
        try (var csv = CsvReader.builder().ofNamedCsvRecord(Path.of("../schemas/examples/invalid/reasons.csv"))) {
            return csv.stream()
                    .map(row -> Arguments.of(row.getField("file"), row.getField("rule"), row.getField("at")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesEachInvalidExampleForItsReasonAndNoOther(String file, String rule, String at) throws IOException {
        var findings = findings(file.substring(0, file.indexOf('-')), read("invalid/" + file));

        assertThat(findings)
                .extracting(
                        finding -> finding.rule().code(), finding -> Objects.requireNonNullElse(finding.field(), ""))
                .containsOnly(tuple(rule, at));
    }

    @Test
    void givesAReasonToEveryInvalidExample() throws IOException {
        try (var files = Files.list(Path.of("../schemas/examples/invalid"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(
                            invalid().map(row -> (String) row.get()[0]).toList());
        }
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        var findings = findings(Kind.SERVICE, json -> json.remove("name"));

        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().rule()).isEqualTo(Schemas.MISSING);
        assertThat(findings.getFirst().german()).contains("„name“ fehlt");
    }

    @ParameterizedTest(name = "{0} = {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
        status      | "offen"                          | wert-nicht-erlaubt
        id          | "17"                             | wert-falsche-form
        existsSince | "2026-02-30"                     | wert-falsche-form
        ages        | {"min": "achtzehn"}              | wert-falsche-art
        ages        | {"min": -1}                      | grenze-ueberschritten
        contacts    | [{"email": "keine adresse"}]     | wert-falsche-form
        contacts    | [{"url": "javascript:alert(1)"}] | wert-falsche-form
        contacts    | [{"person": "Frau Muster"}]      | feld-nicht-vorgesehen
        access      | {"hund": "vielleicht"}           | wert-nicht-erlaubt
        preis       | 5                                | feld-nicht-vorgesehen
        """)
    void saysInOurWordsWhatIsWrong(String field, String value, String code) throws IOException {
        var wrong = CanonicalJson.mapper().readTree(value);

        var findings = findings(Kind.SERVICE, json -> json.set(field, wrong));

        assertThat(findings).extracting(finding -> finding.rule().code()).containsOnly(code);
        assertThat(findings.getFirst().german()).doesNotContain("{");
        assertThat(findings.getFirst().english()).doesNotContain("{");
    }

    private static JsonNode read(String file) throws IOException {
        return CanonicalJson.mapper().readTree(Files.readAllBytes(Path.of("../schemas/examples", file)));
    }

    private static List<Finding> findings(String name, JsonNode json) {
        var findings = new Findings();
        SCHEMAS.check(name, json, PLACE, new TreeMap<>(), findings);
        return findings.list();
    }

    private static List<Finding> findings(Kind kind, Consumer<ObjectNode> spoil) throws IOException {
        var json = (ObjectNode) CanonicalJson.mapper()
                .readTree(Files.readAllBytes(Path.of("../schemas/examples", kind.json() + ".json")));
        spoil.accept(json);
        var findings = new Findings();
        SCHEMAS.check(kind, json, PLACE, new TreeMap<>(), findings);
        return findings.list();
    }
}
