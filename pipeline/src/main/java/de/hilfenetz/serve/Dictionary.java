package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the schemas of {@code schemas/} say, in one language, of every field and, by their {@code x-columns}, of every column of the
 * tables. Read once from the class path.
 */
public final class Dictionary {

    static final List<String> KINDS = List.of(
            "service",
            "organization",
            "location",
            "concept",
            "page",
            "correction",
            "announcement",
            "crisis-number",
            "dataset",
            "question",
            "bewertung",
            "abstimmung",
            "stellungnahme");

    private final Words t;
    private final JsonNode parts;
    private final List<Table> tables = new ArrayList<>();
    private final Map<String, Field> columns = new LinkedHashMap<>();

    Dictionary(Words t) {
        this.t = t;
        parts = read("parts");
        for (var kind : KINDS) {
            tables.add(table(kind, read(kind)));
        }
    }

    /** One schema: its name in files, its titles, and its fields. */
    public record Table(String name, String title, String description, List<Field> fields) {}

    /**
     * One field.
     *
     * @param name in JSON, with a dot before the members of an object: {@code hours.osm}
     * @param values allowed words, or what kind of value it is
     * @param scheme of the vocabulary its values are from; empty where there is none
     */
    public record Field(
            String name,
            String title,
            String description,
            boolean required,
            String values,
            String scheme,
            String example) {}

    /** One column of a table with what the schemas say of it. */
    public record Explained(String column, Field field) {}

    /** The schemas in the order a reader needs them. */
    List<Table> tables() {
        return List.copyOf(tables);
    }

    /** A member of a record of this kind. */
    Optional<Field> findField(String kind, String name) {
        return tables.stream()
                .filter(table -> table.name().equals(kind))
                .flatMap(table -> table.fields().stream())
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    /** What a column of a table holds; columns of one answer each, like {@code zugang_hund}, share their explanation. */
    Optional<Field> findColumn(String column) {
        var exact = columns.get(column);
        return exact != null
                ? Optional.of(exact)
                : columns.entrySet().stream()
                        .filter(known -> known.getKey().endsWith("*")
                                && column.startsWith(known.getKey()
                                        .substring(0, known.getKey().length() - 1)))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    private static JsonNode read(String name) {
        var path = "/schemas/" + name + ".schema.json";
        try (var stream = Dictionary.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + path);
            }
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Table table(String name, JsonNode schema) {
        var fields = new ArrayList<Field>();
        var required = required(schema);
        schema.path("properties").properties().forEach(property -> {
            var node = property.getValue();
            fields.add(field(property.getKey(), node, required.contains(property.getKey())));
            var part = part(node);
            var within = required(part);
            part.path("properties")
                    .properties()
                    .forEach(member -> fields.add(field(
                            property.getKey() + "." + member.getKey(),
                            member.getValue(),
                            within.contains(member.getKey()))));
            node.path("x-columns")
                    .properties()
                    .forEach(column -> columns.put(
                            column.getKey(),
                            column(property.getKey(), node, column.getValue().asText())));
        });
        return new Table(name, said(schema, "title"), said(schema, "description"), fields);
    }

    private Field column(String property, JsonNode node, String member) {
        if (member.isEmpty()) {
            return field(property, node, false);
        }
        var dot = member.indexOf('.');
        var name = member.substring(dot + 1);
        var found = parts.path("$defs")
                .path(member.substring(0, dot))
                .path("properties")
                .path(name);
        return field(property + "." + name, found, false);
    }

    private static Set<String> required(JsonNode schema) {
        var names = new HashSet<String>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The part that a property, or each item of it, consists of. */
    private JsonNode part(JsonNode property) {
        var reference = property.has("items") ? property.path("items") : property;
        var named = reference.path("$ref").asText("");
        return named.isEmpty() ? reference : parts.at(named.substring(named.indexOf('#') + 1));
    }

    private Field field(String name, JsonNode node, boolean required) {
        return new Field(
                name,
                said(node, "title"),
                said(node, "description"),
                required,
                values(node),
                node.path("x-scheme").asText(""),
                node.path("examples").path(0).isTextual()
                        ? node.path("examples").path(0).asText()
                        : node.path("examples").path(0).toString());
    }

    private String said(JsonNode node, String member) {
        return node.path(t.isGerman() ? member : "x-" + member + "-en").asText();
    }

    private String values(JsonNode node) {
        var part = part(node);
        for (var from : List.of(node, part)) {
            if (from.has("enum")) {
                var words = new ArrayList<String>();
                from.path("enum").forEach(word -> words.add(word.asText()));
                return String.join(", ", words);
            }
            if (from.has("format")) {
                return from.path("format").asText();
            }
        }
        return part.path("type").isTextual() ? part.path("type").asText() : "";
    }
}
