package de.hilfenetz.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The schema is also the documentation: every property explains itself in two languages, and its examples are right. */
class FeedSchemaTest {

    @TestFactory
    Stream<DynamicTest> explainsEveryProperty() throws IOException {
        var schema = new ObjectMapper().readTree(Files.readString(Path.of("../schemas/feed.schema.json")));
        var registry = FeedSchema.registry();
        return properties("", schema).stream()
                .map(property -> DynamicTest.dynamicTest(property.name, () -> {
                    for (var key : List.of("title", "x-title-en", "description", "x-description-en")) {
                        assertThat(property.schema.path(key).asText()).as(key).isNotBlank();
                    }
                    assertThat(property.schema.path("examples")).as("examples").isNotEmpty();
                    for (var example : property.schema.path("examples")) {
                        assertThat(registry.getSchema(property.schema).validate(example))
                                .isEmpty();
                    }
                }));
    }

    private static List<Property> properties(String above, JsonNode schema) {
        var found = new ArrayList<Property>();
        schema.path("properties").properties().forEach(property -> {
            var name = above + "/" + property.getKey();
            found.add(new Property(name, property.getValue()));
            found.addAll(properties(name, property.getValue()));
        });
        return found;
    }

    private record Property(String name, JsonNode schema) {}
}
