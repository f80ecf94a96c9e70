package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.hilfenetz.feed.Feed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide for providers promises that its examples run. */
class MappingGuideTest {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    @Test
    void examplesOfTheGuideGiveWhatItSays() throws IOException, MappingError {
        assertThat(run(row(block("csv", 0)), block("jslt", 0), Feed.Format.CSV))
                .isEqualTo(Records.json(block("json", 0)));
        assertThat(run(Records.json(block("json", 1)), block("jslt", 1), Feed.Format.GEOJSON))
                .isEqualTo(Records.json(block("json", 2)));
    }

    @Test
    void namesEveryFunctionThatMappingsHave() throws IOException {
        var guide = guide();

        assertThat(MappingFunctions.ALL)
                .allSatisfy(function -> assertThat(guide).contains("`" + function.getName() + "("));
    }

    private static JsonNode run(JsonNode record, String jslt, Feed.Format format) throws MappingError {
        var normaliser = new Normaliser(Records.feed(format), Mapping.compile("mapping.md", jslt), Records.TODAY);
        var results = JsonNodeFactory.instance.arrayNode();
        Records.drafts(normaliser, record).forEach(draft -> results.add(draft.json()));
        return Records.json(results.toString());
    }

    private static JsonNode row(String csv) {
        // The one quoted cell holds an entity with a semicolon.
        var lines = csv.replace("\"", "").replace("&amp;", "\u0001").lines().toList();
        var names = lines.get(0).split(";", -1);
        var cells = lines.get(1).split(";", -1);
        var row = JsonNodeFactory.instance.objectNode();
        for (var i = 0; i < names.length; i++) {
            row.put(names[i], cells[i].replace("\u0001", "&amp;"));
        }
        return row;
    }

    private static String block(String language, int index) throws IOException {
        return BLOCK.matcher(guide())
                .results()
                .filter(match -> match.group(1).equals(language))
                .map(match -> match.group(2))
                .toList()
                .get(index);
    }

    private static String guide() throws IOException {
        try (var in = Objects.requireNonNull(MappingGuideTest.class.getResourceAsStream("/schemas/mapping.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
