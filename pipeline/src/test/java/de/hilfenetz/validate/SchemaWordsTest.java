package de.hilfenetz.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Service;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.vocabulary.SKOS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schemas say to people: that they say it of every property, in both languages, and truly. */
class SchemaWordsTest {

    private static final Path FOLDER = Path.of("../schemas");
    private static final String BASE = "https://hilfenetz.invalid/schemas/";
    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build())
                    .schemaIdResolvers(ids -> ids.mapPrefix(BASE, "classpath:schemas/")));

    /** One property of one schema, wherever it stands in it. */
    record Property(String file, String pointer, JsonNode node) {

        @Override
        public String toString() {
            return file + "#" + pointer;
        }

        Schema schema() {
            return REGISTRY.getSchema(SchemaLocation.of(BASE + file + "#" + pointer));
        }
    }

    static List<Property> properties() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".schema.json"))
                    .sorted()
                    .flatMap(file -> {
                        var found = new ArrayList<Property>();
                        collect(file.getFileName().toString(), "", read(file), found);
                        return found.stream();
                    })
                    .toList();
        }
    }

    private static void collect(String file, String pointer, JsonNode schema, List<Property> found) {
        schema.properties().forEach(member -> {
            var at = pointer + "/" + member.getKey();
            switch (member.getKey()) {
                case "properties", "$defs" ->
                    member.getValue().properties().forEach(property -> {
                        if (member.getKey().equals("properties")) {
                            found.add(new Property(file, at + "/" + property.getKey(), property.getValue()));
                        }
                        collect(file, at + "/" + property.getKey(), property.getValue(), found);
                    });
                case "items", "additionalProperties" -> collect(file, at, member.getValue(), found);
                default -> {
                    // Conditions and limits repeat properties and explain none.
                }
            }
        });
    }

    private static JsonNode read(Path file) {
        try {
            return CanonicalJson.mapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void explainsEveryPropertyInBothLanguagesWithAnExampleThatIsValid() throws IOException {
        assertThat(properties()).hasSizeGreaterThan(200).allSatisfy(property -> {
            for (var word : List.of("title", "x-title-en", "description", "x-description-en")) {
                assertThat(property.node().path(word).asText())
                        .as("%s of %s", word, property)
                        .isNotBlank();
            }
            assertThat(property.node().path("description").asText())
                    .as("%s", property)
                    .endsWith(".");
            assertThat(property.node().path("x-description-en").asText())
                    .as("%s", property)
                    .endsWith(".");
            assertThat(property.node().path("examples"))
                    .as("examples of %s", property)
                    .isNotEmpty();
            for (var example : property.node().path("examples")) {
                assertThat(property.schema().validate(example))
                        .as("%s, example %s", property, example)
                        .isEmpty();
            }
        });
    }

    @Test
    void takesNotationsFromTheVocabulary() throws IOException {
        var withScheme = properties().stream()
                .filter(property -> property.node().has("x-scheme"))
                .toList();

        assertThat(withScheme).hasSizeGreaterThan(15).allSatisfy(property -> {
            var scheme = VOCABULARY.getScheme(property.node().path("x-scheme").asText());
            for (var example : property.node().path("examples")) {
                assertThat(notations(example))
                        .as("%s", property)
                        .isNotEmpty()
                        .allMatch(notation -> scheme.find(notation).isPresent());
            }
        });
    }

    private static List<String> notations(JsonNode example) {
        if (example.isObject()) {
            var names = new ArrayList<String>();
            example.fieldNames().forEachRemaining(names::add);
            return names;
        }
        return example.isArray()
                ? Stream.iterate(0, i -> i < example.size(), i -> i + 1)
                        .map(i -> example.get(i).asText())
                        .toList()
                : List.of(example.asText());
    }

    @Test
    void givesEachNotationOfARecordItsScheme() throws IOException {
        assertThat(properties())
                .filteredOn(property -> property.node().toString().contains("#/$defs/notation"))
                .filteredOn(property -> !property.node().has("x-scheme"))
                .filteredOn(property -> !property.node().has("properties"))
                .extracting(Property::toString)
                .containsExactlyInAnyOrder(
                        "concept.schema.json#/properties/scheme",
                        "concept.schema.json#/properties/notation",
                        "concept.schema.json#/properties/broader",
                        "concept.schema.json#/properties/replacedBy",
                        "parts.schema.json#/$defs/originField/properties/rules");
    }

    @Test
    void knowsTheStatusesOfTheVocabulary() throws IOException {
        var allowed = new ArrayList<String>();
        read(FOLDER.resolve("service.schema.json"))
                .at("/properties/status/enum")
                .forEach(status -> allowed.add(status.asText().replace(' ', '-')));

        assertThat(VOCABULARY.getScheme("status").concepts())
                .extracting(Concept::notation)
                .containsExactlyInAnyOrderElementsOf(allowed);
    }

    /** Every closed list of words there is in the schemas of records, beside what it has to equal. */
    @Test
    void takesEveryClosedListFromItsSource() throws IOException {
        var sources = Map.ofEntries(
                Map.entry("service.schema.json#/properties/status", words(Service.Status.values(), ' ')),
                Map.entry("location.schema.json#/properties/locationKind", words(Location.LocationKind.values(), '-')),
                Map.entry(
                        "parts.schema.json#/$defs/answer",
                        Stream.of(Answer.values()).map(Answer::json).toList()),
                // HSDS 3.0, phone.type
                Map.entry(
                        "parts.schema.json#/$defs/phone/properties/type",
                        List.of("voice", "fax", "text", "cell", "video", "pager", "textphone")),
                Map.entry("parts.schema.json#/$defs/availability/properties/state", List.of("free", "few", "full")),
                Map.entry(
                        "parts.schema.json#/$defs/point/properties/source",
                        List.of("delivered", "geocoded-house", "geocoded-street")),
                Map.entry("parts.schema.json#/$defs/goalStatement/properties/by", words(Ruling.Role.values(), '-')),
                Map.entry(
                        "concept.schema.json#/properties/matches/items/properties/relation",
                        Stream.of(
                                        SKOS.exactMatch,
                                        SKOS.closeMatch,
                                        SKOS.broadMatch,
                                        SKOS.narrowMatch,
                                        SKOS.relatedMatch)
                                .map(property -> property.getLocalName())
                                .toList()),
                Map.entry(
                        "correction.schema.json#/properties/decision",
                        List.of("replace", "remove", "same", "different")),
                Map.entry("correction.schema.json#/properties/by", List.of("provider", "editor", "operator")));

        var lists = new TreeMap<String, List<String>>();
        for (var file : List.of("service", "organization", "location", "concept", "page", "correction")) {
            enums(file + ".schema.json#", read(FOLDER.resolve(file + ".schema.json")), lists);
        }
        enums("parts.schema.json#", read(FOLDER.resolve("parts.schema.json")), lists);
        lists.keySet().removeIf(pointer -> pointer.contains("/if/"));

        assertThat(lists.keySet()).isEqualTo(sources.keySet());
        lists.forEach((pointer, words) -> assertThat(words)
                .as(pointer)
                .containsExactlyInAnyOrderElementsOf(sources.getOrDefault(pointer, List.of())));
    }

    private static List<String> words(Enum<?>[] constants, char between) {
        return Stream.of(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', between))
                .toList();
    }

    private static void enums(String pointer, JsonNode schema, Map<String, List<String>> found) {
        if (schema.path("enum").isArray()) {
            var words = new ArrayList<String>();
            schema.path("enum").forEach(word -> words.add(word.asText()));
            found.put(pointer, words);
        }
        schema.properties().forEach(member -> enums(pointer + "/" + member.getKey(), member.getValue(), found));
        for (var i = 0; schema.isArray() && i < schema.size(); i++) {
            enums(pointer + "/" + i, schema.get(i), found);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void listsThePropertiesOfTheTypeInItsOrder(String name, Class<?> type) {
        var properties = new ArrayList<String>();
        read(FOLDER.resolve(name + ".schema.json"))
                .path("properties")
                .fieldNames()
                .forEachRemaining(properties::add);
        properties.remove("kind");

        assertThat(Arrays.stream(type.getRecordComponents())
                        .map(component -> component.getName().replace("protectedPlace", "protected")))
                .containsExactlyElementsOf(properties);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> types() {
        return Stream.of(
                org.junit.jupiter.params.provider.Arguments.of("service", Service.class),
                org.junit.jupiter.params.provider.Arguments.of("organization", Organization.class),
                org.junit.jupiter.params.provider.Arguments.of("location", Location.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization", "service", "location", "concept", "page", "correction"})
    void namesAndExplainsTheSchemaItself(String name) {
        var schema = read(FOLDER.resolve(name + ".schema.json"));

        for (var word : List.of("title", "x-title-en", "description", "x-description-en")) {
            assertThat(schema.path(word).asText()).as(word).isNotBlank();
        }
    }
}
