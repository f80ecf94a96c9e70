package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import de.hilfenetz.record.RawRecord;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A provider's JSLT file: what its fields are called with us. Immutable and thread-safe. JSLT hands copied values on as the
 * same objects, so that they keep their places; a computed value stands at its record's place.
 */
public final class Mapping {

    private static final Pattern POSITION = Pattern.compile("line (\\d{1,6}), column (\\d{1,6})");

    private final String name;
    private final Expression expression;

    private Mapping(String name, Expression expression) {
        this.name = name;
        this.expression = expression;
    }

    /** Compiles a mapping; {@code name} is the file's, for messages. */
    public static Mapping compile(String name, String jslt) throws MappingError {
        try {
            var expression = new Parser(new StringReader(jslt))
                    .withSource(name)
                    .withFunctions(MappingFunctions.ALL)
                    .withObjectFilter("true")
                    .compile();
            return new Mapping(name, expression);
        } catch (JsltException e) {
            throw error(name, e);
        } catch (StackOverflowError e) {
            throw new MappingError(name, 0, 0, "nested too deeply");
        }
    }

    /** The lexer tells its position in words only. */
    private static MappingError error(String name, JsltException e) {
        var reason = String.valueOf(e.getMessageWithoutLocation());
        var said = POSITION.matcher(reason);
        if (e.getLine() <= 0 && said.find()) {
            return new MappingError(name, Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2)), reason);
        }
        return new MappingError(name, Math.max(0, e.getLine()), Math.max(0, e.getColumn()), reason);
    }

    /** The file's name. */
    public String name() {
        return name;
    }

    /** What the mapping makes of one record: an object, an array of them, or nothing. */
    JsonNode apply(RawRecord raw, JsonNode root, Instant delivered) throws Failure {
        var row = raw.row() <= Integer.MAX_VALUE ? IntNode.valueOf((int) raw.row()) : LongNode.valueOf(raw.row());
        var variables = Map.<String, JsonNode>of(
                "file", TextNode.valueOf(raw.place().file()),
                "row", row,
                "delivered", TextNode.valueOf(delivered.toString()));
        try {
            return expression.apply(variables, root);
        } catch (JsltException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // JSLT passes Java's own exceptions on where a function meets a value it does not expect.
            throw new Failure(String.valueOf(e));
        } catch (StackOverflowError e) {
            throw new Failure("a function calls itself without end");
        }
    }

    /** The mapping stumbled over one record. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String reason) {
            super(reason);
        }
    }
}
