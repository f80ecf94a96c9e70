package de.hilfenetz.cms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The types that the scripts make are those of the schemas, and each of their fields is explained to editors. */
class CmsTypeTest {

    /** What an editor need not say, because a CMS or Hilfenetz does, or may not, because only the operator does. */
    private static final Set<String> FILLED_IN =
            Set.of("kind", "id", "by", "made", "changed", "takes_over", "words", "persons", "harmless");

    /** What of an organization providers deliver and editors do not keep. */
    private static final Set<String> DELIVERED = Set.of(
            "feed",
            "sourceId",
            "alternateName",
            "area",
            "identifiers",
            "sameAs",
            "licence",
            "attribution",
            "dates",
            "origin");

    static Stream<CmsType> types() {
        return CmsType.ours().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasTheFieldsOfItsSchema(CmsType type) throws IOException {
        var schema = schema(type.name());

        assertThat(names(schema.path("properties"))).containsAll(type.shared());
        assertThat(names(schema.path("properties"))).containsAll(type.texts());
        assertThat(fields(type))
                .containsAll(names(schema.path("properties")).stream()
                        .filter(name -> !FILLED_IN.contains(name))
                        .filter(name -> !type.name().equals("organization") || !DELIVERED.contains(name))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("types")
    void isExplainedToEditorsFieldByField(CmsType type) throws IOException {
        var page = Files.readString(Path.of("../schemas/cms/redaktion.md"));
        var begin = page.indexOf("(`" + type.name() + "`)");
        assertThat(begin)
                .as("schemas/cms/redaktion.md has no section (`%s`)", type.name())
                .isPositive();
        var end = page.indexOf("\n## ", begin);
        var section = page.substring(begin, end < 0 ? page.length() : end);

        for (var field : type.shared()) {
            assertThat(section).contains("| " + field + " | ");
        }
        for (var text : type.texts()) {
            assertThat(section).contains("| " + text + "* | ");
        }
    }

    private static List<String> fields(CmsType type) {
        var fields = new ArrayList<>(type.shared());
        fields.addAll(type.texts());
        return fields;
    }

    private static JsonNode schema(String name) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("../schemas", name + ".schema.json").toFile());
    }

    private static List<String> names(JsonNode properties) {
        var names = new ArrayList<String>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
