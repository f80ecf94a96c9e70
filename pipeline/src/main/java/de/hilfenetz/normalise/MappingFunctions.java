package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What mappings need and JSLT lacks. Documented for providers in {@code schemas/mapping.md}. */
final class MappingFunctions {

    /** All of them. */
    static final List<Function> ALL = List.of(
            new Named("split-words", 1, 1, MappingFunctions::splitWords),
            new Named("text", 1, 1, MappingFunctions::text),
            new Named("first-of", 1, 20, MappingFunctions::firstOf),
            new Named("join-words", 2, 20, MappingFunctions::joinWords),
            new Named("key", 1, 20, MappingFunctions::key));

    private MappingFunctions() {}

    private interface Body {
        JsonNode call(JsonNode[] arguments);
    }

    private record Named(String name, int least, int most, Body body) implements Function {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getMinArguments() {
            return least;
        }

        @Override
        public int getMaxArguments() {
            return most;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            return body.call(arguments);
        }
    }

    /** {@code split-words("a, b; c")}: the words between commas, semicolons, bars and line ends. */
    private static JsonNode splitWords(JsonNode[] arguments) {
        var array = JsonNodeFactory.instance.arrayNode();
        if (arguments[0].isValueNode() && !arguments[0].isNull()) {
            Words.cut(arguments[0].asText()).forEach(array::add);
        }
        return array;
    }

    /** {@code text("<b>Rat</b>")}: plain text; null where nothing is left. */
    private static JsonNode text(JsonNode[] arguments) {
        if (isNothing(arguments[0])) {
            return NullNode.instance;
        }
        var typed = arguments[0].asText();
        var plain = PlainText.parse(typed).value();
        return plain == null ? NullNode.instance : plain.equals(typed) ? arguments[0] : TextNode.valueOf(plain);
    }

    /** {@code first-of(.a, .b)}: the first that says something; as the same object, so that it keeps its place. */
    private static JsonNode firstOf(JsonNode[] arguments) {
        return Arrays.stream(arguments)
                .filter(value -> !isNothing(value))
                .findFirst()
                .orElse(NullNode.instance);
    }

    /** {@code join-words(" ", .a, .b)}: those that say something, with the first argument between; null where none does. */
    private static JsonNode joinWords(JsonNode[] arguments) {
        var words = Arrays.stream(arguments, 1, arguments.length)
                .filter(value -> !isNothing(value))
                .map(value -> value.asText().strip())
                .toList();
        return words.isEmpty() ? NullNode.instance : TextNode.valueOf(String.join(arguments[0].asText(), words));
    }

    /** {@code key("Haus e. V.", 12)}: {@code haus-e-v-12}, an id made of what identifies; null where a part says nothing. */
    private static JsonNode key(JsonNode[] arguments) {
        var parts = new ArrayList<String>();
        for (var value : arguments) {
            var part = isNothing(value) ? "" : Notations.of(value.asText());
            if (part.isEmpty()) {
                return NullNode.instance;
            }
            parts.add(part);
        }
        return TextNode.valueOf(parts.stream().collect(Collectors.joining("-")));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull()
                || value.isMissingNode()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && (value.textValue().isBlank() || PlainText.isNothing(value.textValue())));
    }
}
