package de.hilfenetz.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;

/** Reads the tree of one record from its bytes, with the place of every scalar. */
final class JsonTree {

    static final Rule FIELD_TWICE = Rule.error(
            "feld-doppelt",
            "Das Feld „{value}“ steht zweimal im selben Datensatz; welches gilt, ist nicht zu erkennen. Bitte eines"
                    + " entfernen.",
            "The field “{value}” stands twice in the same record; which one is meant cannot be told. Please remove"
                    + " one.");
    static final Rule TOO_LONG = Rule.error(
            "wert-zu-lang",
            "Hier steht ein Text mit mehr als 1 Million Zeichen oder eine Zahl mit mehr als 100 Ziffern. Bitte kürzen.",
            "A text of more than 1 million characters or a number of more than 100 digits stands here. Please shorten"
                    + " it.");
    static final Rule NUMBER_TOO_LARGE = Rule.error(
            "zahl-zu-gross",
            "Die Zahl „{value}“ ist zu groß. Bitte prüfen; Rufnummern gehören in Anführungszeichen.",
            "The number “{value}” is too large. Please check it; phone numbers belong in quotation marks.");
    static final Rule HALF_CHARACTER = Rule.error(
            "zeichen-unvollstaendig",
            "In diesem Text steht ein halbes Zeichen (\\uD800 bis \\uDFFF ohne sein Gegenstück). Bitte den Export"
                    + " berichtigen.",
            "This text holds half a character (\\uD800 to \\uDFFF without its counterpart). Please correct the"
                    + " export.");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(JsonRecords.LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] bytes;
    private final int from;
    private final String file;
    private final JsonParser parser;
    private final TextPosition position;
    private final IdentityHashMap<JsonNode, Place> places = new IdentityHashMap<>(256);
    private int positioned;

    private JsonTree(byte[] bytes, int from, JsonParser parser, Place start) {
        this.bytes = bytes;
        this.from = from;
        this.file = start.file();
        this.parser = parser;
        this.position = new TextPosition(start.line(), start.column());
        this.positioned = from;
    }

    /**
     * The tree of {@code bytes[from, from + length)}, which was found to be one JSON value.
     *
     * @throws UnreadableRecord if a field stands twice or a value is beyond the limits
     */
    static RawRecord.Tree parse(byte[] bytes, int from, int length, Place start) {
        // Closing it is what hands its buffers and the names it has learned to the next record's parser.
        try (var parser = JSON.createParser(bytes, from, length)) {
            parser.nextToken();
            var tree = new JsonTree(bytes, from, parser, start);
            return new RawRecord.Tree(tree.value(""), tree.places);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecord(Finding.of(TOO_LONG, start, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot fail", e);
        }
    }

    private JsonNode value(String pointer) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(pointer);
            case START_ARRAY -> array(pointer);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.getInstance();
            default -> scalar(pointer);
        };
    }

    private ObjectNode object(String pointer) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var below = pointer + '/' + escape(name);
            parser.nextToken();
            if (object.has(name)) {
                throw new UnreadableRecord(Finding.of(FIELD_TWICE, here(below), null, name));
            }
            object.set(name, value(below));
        }
        return object;
    }

    private ArrayNode array(String pointer) throws IOException {
        var array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(pointer + '/' + array.size()));
        }
        return array;
    }

    private JsonNode scalar(String pointer) throws IOException {
        var place = here(pointer);
        JsonNode node;
        try {
            node = parser.currentToken() == JsonToken.VALUE_STRING ? new TextNode(text(place)) : number(place);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecord(Finding.of(TOO_LONG, place, null, null));
        }
        places.put(node, place);
        return node;
    }

    /** Nodes are made, not taken from Jackson's caches: their identity carries their place. */
    private JsonNode number(Place place) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> new IntNode(parser.getIntValue());
            case LONG -> new LongNode(parser.getLongValue());
            case BIG_INTEGER -> new BigIntegerNode(parser.getBigIntegerValue());
            default -> {
                double value = parser.getDoubleValue();
                if (Double.isInfinite(value)) {
                    throw new UnreadableRecord(Finding.of(NUMBER_TOO_LARGE, place, null, parser.getText()));
                }
                yield new DoubleNode(value);
            }
        };
    }

    private String text(Place place) throws IOException {
        var text = parser.getText();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    throw new UnreadableRecord(Finding.of(HALF_CHARACTER, place, null, null));
                }
                i++;
            }
        }
        return text;
    }

    private Place here(String pointer) {
        int index = from + (int) parser.currentTokenLocation().getByteOffset();
        position.advance(bytes, positioned, index);
        positioned = index;
        return new Place(file, position.line(), position.column(), pointer);
    }

    private static String escape(String name) {
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }
}
