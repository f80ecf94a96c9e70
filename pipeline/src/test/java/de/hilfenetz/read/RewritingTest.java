package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import de.hilfenetz.feed.Feed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value replaced stands where the old one stood, and every other byte is as it was. */
class RewritingTest {

    private static final String MARK = "\u2713 ausgetauscht; \"so\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CSV     | name;ort;text\\nKüche;Süd;"eins; zwei"\\n;;\\nTafel;Rath\\n
            CSV     | sep=;\\na;b\\n1;"2 ""x"" 3"\\n
            CSV     | a\\tb\\r\\n1\\t2\\r\\n3\\t4
            JSON    | [{"id": "1", "n": [1, 2.5, null, true], "t": "ß€😀 \\"x\\" \\u00e4"},\\n{"id": "2"}]
            NDJSON  | {"a": 1}\\n{"b": "\\ud83d\\ude00"}\\n
            GEOJSON | {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": "ß€😀"}}]}
            """)
    void everyValueWhereItStands(Feed.Format format, String escaped) throws Exception {
        var text = escaped.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        var feed = Reading.feed(format);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (var change : changes(feed, bytes)) {
            var rewritten = rewrite(feed, bytes, List.of(change));

            assertThat(rewritten.made()).as(change.toString()).containsExactly(change);
            var before = values(feed, bytes);
            before.replaceAll(
                    value -> value.startsWith(change.place() + " = ") ? change.place() + " = " + MARK : value);
            assertThat(places(values(feed, rewritten.bytes()))).isEqualTo(places(before));
            assertThat(values(feed, rewritten.bytes())).anyMatch(value -> value.endsWith(MARK));
        }
    }

    @Test
    void nothingChangesWhereNothingIsFound() throws Exception {
        var feed = Reading.feed(Feed.Format.CSV);
        var bytes = "name;ort\nKüche;Süd\n".getBytes(StandardCharsets.UTF_8);
        var change = changes(feed, bytes).getFirst();

        var other = new Rewriting.Change(change.place(), "Herd", MARK);

        assertThat(rewrite(feed, bytes, List.of(other)).bytes()).isEqualTo(bytes);
    }

    /** Whatever bytes come, and wherever a change claims to belong: it is made, or left, or the file is refused. */
    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void neverStumbles(
            @ForAll Feed.Format format,
            @ForAll byte[] bytes,
            @ForAll @IntRange(max = 40) int line,
            @ForAll @IntRange(max = 40) int column) {
        var place = new de.hilfenetz.record.Place("angebote", line, column, "name");
        try {
            rewrite(Reading.feed(format), bytes, List.of(new Rewriting.Change(place, "a", MARK)));
        } catch (UnreadableDelivery | IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    private static Rewriting.Rewritten rewrite(Feed feed, byte[] bytes, List<Rewriting.Change> changes)
            throws IOException {
        return Rewriting.rewrite(feed, "angebote", new ByteArrayInputStream(bytes), changes);
    }

    private static List<Rewriting.Change> changes(Feed feed, byte[] bytes) {
        var changes = new ArrayList<Rewriting.Change>();
        for (var got : Reading.of(feed, bytes).records) {
            var tree = java.util.Objects.requireNonNull(got.tree());
            tree.places().forEach((value, place) -> {
                if (value instanceof TextNode) {
                    changes.add(new Rewriting.Change(place, value.asText(), MARK));
                }
            });
        }
        assertThat(changes.size()).isPositive();
        return changes;
    }

    private static List<String> values(Feed feed, byte[] bytes) {
        var values = new ArrayList<String>();
        for (var got : Reading.of(feed, bytes).records) {
            java.util.Objects.requireNonNull(got.tree())
                    .places()
                    .forEach((value, place) -> values.add(place + " = " + value.asText()));
        }
        values.sort(null);
        return values;
    }

    private static List<String> places(List<String> values) {
        return values.stream().map(value -> value.replaceFirst(" = (?s).*", "")).toList();
    }
}
