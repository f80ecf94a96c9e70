package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class MappingTest {

    private static JsonNode apply(String jslt, JsonNode root) throws MappingError, Mapping.Failure {
        var record = Records.row(7, root).getKey();
        return Mapping.compile("test.jslt", jslt).apply(record, root, Records.DELIVERED);
    }

    @Test
    void saysWhereAMappingIsWrong() {
        assertThatThrownBy(() -> Mapping.compile("falsch.jslt", "{\n  \"name\": .name,\n  \"id\" .id\n}"))
                .isInstanceOfSatisfying(MappingError.class, error -> {
                    assertThat(error.line()).isEqualTo(3);
                    assertThat(error).hasMessageContaining("falsch.jslt, line 3");
                });
        assertThatThrownBy(() -> Mapping.compile("falsch.jslt", "{\n  \"name\": .größe\n}"))
                .isInstanceOfSatisfying(
                        MappingError.class, error -> assertThat(error.line()).isEqualTo(2));
        assertThatThrownBy(() -> Mapping.compile("falsch.jslt", "{\"id\": no-such-function(.id)}"))
                .isInstanceOf(MappingError.class)
                .hasMessageContaining("no-such-function");
    }

    @Test
    void knowsFileRowAndDelivery() throws MappingError, Mapping.Failure {
        assertThat(apply("{\"a\": $file, \"b\": $row, \"c\": $delivered}", Records.json("{}")))
                .isEqualTo(Records.json("{\"a\": \"angebote.csv\", \"b\": 7, \"c\": \"2026-11-22T08:00:00Z\"}"));
    }

    @Test
    void handsCopiedValuesOnAsTheSameObjects() throws MappingError, Mapping.Failure {
        var root = (ObjectNode) Records.json("{\"name\": \"Rat\", \"leer\": \"\"}");
        var mapped = apply("{\"name\": .name, \"first\": first-of(.leer, .fehlt, .name), \"text\": text(.name)}", root);

        assertThat(mapped.get("name")).isSameAs(root.get("name"));
        assertThat(mapped.get("first")).isSameAs(root.get("name"));
        assertThat(mapped.get("text")).isSameAs(root.get("name"));
    }

    @Test
    void helpsWhereJsltLacksSomething() throws MappingError, Mapping.Failure {
        var root = Records.json(
                "{\"t\": \"a, b; c|d\", \"h\": \"<b>Rat</b> &amp; Tat\", \"n\": \"Haus e. V.\", \"x\": \"k. A.\"}");

        assertThat(apply("split-words(.t)", root)).isEqualTo(Records.json("[\"a\", \"b\", \"c\", \"d\"]"));
        assertThat(apply("text(.h)", root).asText()).isEqualTo("Rat & Tat");
        assertThat(apply("key(.n, 12)", root).asText()).isEqualTo("haus-e-v-12");
        assertThat(apply("key(.n, .x)", root).isNull()).isTrue();
        assertThat(apply("join-words(\" \", .n, .x, .fehlt, .t)", root).asText())
                .isEqualTo("Haus e. V. a, b; c|d");
        assertThat(apply("first-of(.x, .fehlt)", root).isNull()).isTrue();
    }

    @Test
    void failsOnARecordWithoutEndlessRecursion() {
        assertThatThrownBy(() -> apply("def f(x) f($x) f(.)", Records.json("{}")))
                .isInstanceOf(Mapping.Failure.class);
    }
}
