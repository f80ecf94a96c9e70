package de.hilfenetz.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * One YAML file as a tree of which every key and value knows its line. Only the plain part of YAML: no references, no key
 * twice, one document, nothing built from tags.
 */
public final class YamlFile {

    private static final int SIZE_LIMIT = 1 << 20;
    private static final int DEPTH_LIMIT = 20;

    private static final YAMLFactory YAML =
            YAMLFactory.builder().loaderOptions(options()).build();

    private final String name;
    private final List<FeedProblem> problems = new ArrayList<>();
    private final Map<String, Spot> keys = new HashMap<>();
    private final Map<String, Spot> values = new HashMap<>();
    private @Nullable JsonNode root;

    private YamlFile(String name) {
        this.name = name;
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEPTH_LIMIT);
        options.setCodePointLimit(SIZE_LIMIT);
        return options;
    }

    /** Reads {@code path}; what is wrong with it stands in {@link #problems()}. */
    static YamlFile read(Path path, String name) {
        var file = new YamlFile(name);
        try {
            if (Files.size(path) > SIZE_LIMIT) {
                file.problem(Spot.NONE, "die Datei ist größer als 1 MB", "the file is larger than 1 MB");
            } else {
                file.parse(Files.readAllBytes(path));
            }
        } catch (IOException e) {
            file.problem(
                    Spot.NONE,
                    "die Datei lässt sich nicht lesen; bitte die Zugriffsrechte prüfen",
                    "the file cannot be read; please check its permissions");
        }
        return file;
    }

    /**
     * Reads {@code bytes}; what is wrong with them stands in {@link #problems()}.
     *
     * @param name for {@link FeedProblem#file()}
     */
    public static YamlFile read(byte[] bytes, String name) {
        var file = new YamlFile(name);
        try {
            if (bytes.length > SIZE_LIMIT) {
                file.problem(Spot.NONE, "die Datei ist größer als 1 MB", "the file is larger than 1 MB");
            } else {
                file.parse(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
        return file;
    }

    /** The tree; null where there is none. */
    public @Nullable JsonNode root() {
        return root;
    }

    /** The line of the value under {@code pointer}, from 1; 0 where there is none. */
    public int line(String pointer) {
        return values.getOrDefault(pointer, Spot.NONE).line;
    }

    /** What was wrong so far, in the order it was found. */
    public List<FeedProblem> problems() {
        return problems;
    }

    /** Adds a problem at the value under {@code pointer}, or at what is above it. */
    void problemAt(String pointer, String german, String english) {
        problem(values.getOrDefault(pointer, Spot.NONE), german, english);
    }

    /** Adds a problem at the key of {@code pointer}. */
    void problemAtKey(String pointer, String german, String english) {
        problem(keys.getOrDefault(pointer, Spot.NONE), german, english);
    }

    private void problem(Spot spot, String german, String english) {
        problems.add(new FeedProblem(name, spot.line, spot.column, german, english));
    }

    private void parse(byte[] bytes) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problem(Spot.NONE, "die Datei ist nicht in UTF-8 gespeichert", "the file is not saved as UTF-8");
            return;
        }
        try (var parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                problem(Spot.NONE, "die Datei ist leer", "the file is empty");
                return;
            }
            root = value(parser, "");
            if (parser.nextToken() != null) {
                problem(
                        Spot.of(parser),
                        "nach „---“ beginnt ein zweites Dokument; jede Datenquelle braucht ihre eigene Datei",
                        "a second document begins after “---”; every feed needs a file of its own");
            }
        } catch (JsonProcessingException e) {
            var spot = e.getLocation() == null
                    ? Spot.NONE
                    : new Spot(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            problem(
                    spot,
                    "kein gültiges YAML; bitte Einrückung, Doppelpunkte und Anführungszeichen prüfen",
                    "no valid YAML; please check indentation, colons and quotation marks");
            root = null;
        }
    }

    private JsonNode value(YAMLParser parser, String pointer) throws IOException {
        var spot = Spot.of(parser);
        values.put(pointer, spot);
        if (parser.isCurrentAlias()) {
            problem(
                    spot,
                    "Verweise (*%s) sind hier nicht vorgesehen; bitte den Wert ausschreiben"
                            .formatted(parser.getText()),
                    "references (*%s) are not taken here; please write the value out".formatted(parser.getText()));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> {
                var array = JsonNodeFactory.instance.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser, pointer + '/' + array.size()));
                }
                yield array;
            }
            case VALUE_NUMBER_INT -> {
                // 037 is the Stadtteil as its people write it, and no octal number.
                var text = parser.getText();
                yield text.matches("0[0-9]+")
                        ? JsonNodeFactory.instance.textNode(text)
                        : JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue());
            }
            case VALUE_NUMBER_FLOAT -> JsonNodeFactory.instance.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
            case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            default -> JsonNodeFactory.instance.textNode(parser.getText());
        };
    }

    private ObjectNode object(YAMLParser parser, String pointer) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var key = parser.currentName();
            var spot = Spot.of(parser);
            var below = pointer + '/' + key.replace("~", "~0").replace("/", "~1");
            if (object.has(key)) {
                problem(
                        spot,
                        "„%s“ steht zweimal da; bitte eines entfernen".formatted(key),
                        "“%s” stands there twice; please remove one".formatted(key));
            }
            keys.put(below, spot);
            parser.nextToken();
            object.set(key, value(parser, below));
        }
        return object;
    }

    /** Line and character, from 1; 0 for none. */
    private record Spot(int line, int column) {

        static final Spot NONE = new Spot(0, 0);

        static Spot of(YAMLParser parser) {
            var location = parser.currentTokenLocation();
            return new Spot(location.getLineNr(), location.getColumnNr());
        }
    }
}
