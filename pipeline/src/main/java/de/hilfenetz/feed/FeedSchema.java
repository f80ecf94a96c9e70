package de.hilfenetz.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Holds a feed file against {@code schemas/feed.schema.json} and words what is wrong from the schema's own words. */
final class FeedSchema {

    private static final String BASE = "https://hilfenetz.invalid/schemas/";

    private final Schema schema;

    FeedSchema() {
        schema = registry().getSchema(SchemaLocation.of(BASE + "feed.schema.json"));
    }

    /** Knows the words of our schemas that explain and do not decide; takes schemas from the class path only. */
    static SchemaRegistry registry() {
        var config =
                SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build();
        var dialect = Dialect.builder(Dialects.getDraft202012())
                .keywords(Stream.of("x-title-en", "x-description-en", "x-expected")
                        .map(NonValidationKeyword::new)
                        .toList())
                .build();
        return SchemaRegistry.withDialect(
                dialect,
                builder -> builder.schemaRegistryConfig(config)
                        .schemaIdResolvers(ids -> ids.mapPrefix(BASE, "classpath:schemas/")));
    }

    /** Adds a problem to {@code file} for each place where {@code root} is not as the schema says. */
    void check(JsonNode root, YamlFile file) {
        var told = new HashSet<String>();
        for (var error : schema.validate(root)) {
            var pointer = error.getInstanceLocation().toString();
            // A choice reports each of its branches too: the choice itself is what people understand.
            boolean branch = error.getEvaluationPath().toString().contains("/oneOf/");
            if (!branch && told.add(pointer + ' ' + error.getProperty())) {
                tell(error, pointer, file);
            }
        }
    }

    private void tell(Error error, String pointer, YamlFile file) {
        switch (error.getKeyword()) {
            case "required" -> missing(error, pointer, file);
            case "additionalProperties" -> unknown(error, pointer, file);
            default -> wrong(error, pointer, file);
        }
    }

    private void missing(Error error, String pointer, YamlFile file) {
        var key = String.valueOf(error.getProperty());
        var expected = expected(pointer + '/' + key);
        file.problemAt(
                pointer,
                "%s fehlt: erwartet wird %s".formatted(key, expected.german),
                "%s is missing: expected is %s".formatted(key, expected.english));
    }

    private void unknown(Error error, String pointer, YamlFile file) {
        var key = String.valueOf(error.getProperty());
        var known = names(find(pointer));
        var nearest = nearest(key, known);
        var list = String.join(", ", known);
        file.problemAtKey(
                pointer + '/' + key.replace("~", "~0").replace("/", "~1"),
                nearest.map(name -> "„%s“ ist unbekannt; gemeint ist vielleicht „%s“".formatted(key, name))
                        .orElse("„%s“ ist unbekannt; möglich sind %s".formatted(key, list)),
                nearest.map(name -> "“%s” is unknown; perhaps “%s” is meant".formatted(key, name))
                        .orElse("“%s” is unknown; possible are %s".formatted(key, list)));
    }

    private void wrong(Error error, String pointer, YamlFile file) {
        var expected = expected(pointer);
        var key = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
        var name = key.substring(key.lastIndexOf('.', Math.max(0, key.length() - 3)) + 1);
        var node = error.getInstanceNode();
        file.problemAt(
                pointer,
                "%serwartet wird %s, gefunden %s".formatted(name, expected.german, shown(node, "nichts")),
                "%sexpected is %s, found %s".formatted(name, expected.english, shown(node, "nothing")));
    }

    private static String shown(JsonNode node, String nothing) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return nothing;
        }
        var text = node.isContainerNode() ? node.toString() : node.asText();
        if (text.isEmpty()) {
            return nothing;
        }
        return "„" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "“";
    }

    private Expected expected(String pointer) {
        for (var at = pointer; ; at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            var words = find(at).path("x-expected");
            if (words.isObject()) {
                return new Expected(words.path("de").asText(), words.path("en").asText());
            }
            if (at.isEmpty()) {
                return new Expected("etwas anderes", "something else");
            }
        }
    }

    /** The part of the schema that speaks about the value under {@code pointer}. */
    private JsonNode find(String pointer) {
        var part = schema.getSchemaNode();
        if (pointer.isEmpty()) {
            return part;
        }
        for (var step : pointer.substring(1).split("/", -1)) {
            var property = part.path("properties").path(step);
            if (property.isMissingNode()) {
                property = part.path(part.has("items") ? "items" : "additionalProperties");
            }
            part = property;
        }
        return part;
    }

    private static List<String> names(JsonNode part) {
        Iterable<String> names = () -> part.path("properties").fieldNames();
        return StreamSupport.stream(names.spliterator(), false).toList();
    }

    /** The known name that differs from {@code key} in at most a third of its letters. */
    private static Optional<String> nearest(String key, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(key, name)))
                .filter(name -> distance(key, name) <= Math.max(1, key.length() / 3));
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
                int best = Math.min(diagonal + (same ? 0 : 1), Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[other.length()];
    }

    private record Expected(String german, String english) {}
}
