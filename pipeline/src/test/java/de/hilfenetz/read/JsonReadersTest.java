package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.record.Place;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReadersTest {

    @Test
    void readsOneHsdsObjectAsOneRecord() {
        var reading = Reading.of(Feed.Format.HSDS, "{\"id\": \"1\", \"name\": \"Küche\"}\n");

        assertThat(reading.json()).containsExactly("{\"id\":\"1\",\"name\":\"Küche\"}");
    }

    @Test
    void readsAnArrayAndAPageAlike() {
        var array = Reading.of(Feed.Format.HSDS, "[{\"id\":\"1\"},{\"id\":\"2\"}]");
        var page = Reading.of(
                Feed.Format.HSDS,
                "{\"total_items\": 2, \"x\": [1], \"contents\": [{\"id\":\"1\"},\n {\"id\":\"2\"}], \"size\": 2}");

        assertThat(page.json()).isEqualTo(array.json()).hasSize(2);
        assertThat(page.hashes()).isEqualTo(array.hashes());
        assertThat(page.records.get(1).record().place()).isEqualTo(new Place("angebote", 2, 2, null));
    }

    @Test
    void takesContentsThatAreNoListForAFieldOfTheRecord() {
        assertThat(Reading.of(Feed.Format.HSDS, "{\"contents\": \"Suppe\"}").json())
                .containsExactly("{\"contents\":\"Suppe\"}");
    }

    @Test
    void findsRecordsWhereThePointerLeads() {
        var feed = Reading.feed(Feed.Format.JSON, Feed.Table.DETECT, "/daten/a~1b");

        var reading = Reading.of(
                feed,
                "{\"kopf\": {\"n\": [1]}, \"daten\": {\"c\": 1, \"a/b\": [{\"id\": 1}], \"d\": {}}, \"ende\": true}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(reading.json()).containsExactly("{\"id\":1}");
    }

    @Test
    void saysWhatStandsThereWhenThePointerLeadsNowhere() {
        var feed = Reading.feed(Feed.Format.JSON, Feed.Table.DETECT, "/angebote");

        var refused = refused(feed, "{\"offers\": [], \"total\": 3}".getBytes(StandardCharsets.UTF_8));

        assertThat(refused.finding().rule()).isEqualTo(JsonReader.NOT_THERE);
        assertThat(refused.finding().german()).contains("/angebote").contains("offers, total");
    }

    @Test
    void readsOneRecordALine() {
        var reading = Reading.of(Feed.Format.NDJSON, "{\"id\":1}\n\n{\"id\":2}\r\n{\"id\":3}");

        assertThat(reading.json()).containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
        assertThat(reading.records)
                .extracting(got -> got.record().place().line())
                .containsExactly(1, 3, 4);
        assertThat(reading.records).extracting(got -> got.record().row()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void readsEveryFeatureWhereverTheMembersBesideThemStand() {
        var before = Reading.of(Feed.Format.GEOJSON, """
            {"type": "FeatureCollection", "name": "x",
             "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
             "features": [{"type": "Feature", "properties": {"N": "ä"}, "geometry": null}]}
            """);
        var after = Reading.of(Feed.Format.GEOJSON, """
            {"features": [{"type": "Feature", "properties": {"N": "ä"}, "geometry": null}],
             "crs": {"type": "name", "properties": {"name": "EPSG:25832"}}, "type": "FeatureCollection"}
            """);

        assertThat(before.json()).isEqualTo(after.json()).hasSize(1);
        assertThat(before.notes).isEmpty();
        assertThat(after.noteCodes()).containsExactly("geojson-koordinatensystem");
    }

    @Test
    void readsASingleFeature() {
        assertThat(Reading.of(Feed.Format.GEOJSON, "{\"type\": \"Feature\", \"id\": 7, \"properties\": {}}")
                        .json())
                .containsExactly("{\"type\":\"Feature\",\"id\":7,\"properties\":{}}");
    }

    @Test
    void knowsLineAndCharacterOfEveryScalar() {
        var reading = Reading.of(Feed.Format.JSON, """
            [{"a": 1},
             {"ü": "öä", "b": [1.5, {"c/d": null, "e": "€"}],
              "langer Name über acht Zeichen": "x", "ja": true}]
            """);

        var second = reading.records.get(1);
        assertThat(second.record().place()).isEqualTo(new Place("angebote", 2, 2, null));
        assertThat(second.places())
                .containsExactly(
                        entry("/b/0", "2:20"),
                        entry("/b/1/e", "2:44"),
                        entry("/langer Name über acht Zeichen", "3:36"),
                        entry("/ü", "2:8"));
    }

    @Test
    void givesEqualValuesNodesOfTheirOwn() {
        var root = Reading.of(Feed.Format.JSON, "{\"a\": 1, \"b\": 1, \"c\": \"\", \"d\": \"\"}")
                .records
                .getFirst()
                .root();

        assertThat(root.get("a")).isEqualTo(root.get("b")).isNotSameAs(root.get("b"));
        assertThat(root.get("c")).isEqualTo(root.get("d")).isNotSameAs(root.get("d"));
    }

    @Test
    void hashesARecordTheSameWhereverItStands() {
        var one = Reading.of(Feed.Format.JSON, "[{\"a\":1},{\"b\":2}]");
        var other = Reading.of(Feed.Format.NDJSON, "{\"b\":2}\n{\"a\":1}\n");

        assertThat(other.hashes()).isEqualTo(one.hashes().reversed());
    }

    @Test
    void readsUtf16AndByteOrderMarks() {
        var json = "[{\"name\": \"Bürgerhaus 😀\"}]";
        var plain = Reading.of(Feed.Format.JSON, json);

        for (var charset :
                new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            var marked = Reading.of(Reading.feed(Feed.Format.JSON), ("\uFEFF" + json).getBytes(charset));
            assertThat(marked.json()).as(charset.name()).isEqualTo(plain.json());
            assertThat(marked.hashes()).as(charset.name()).isEqualTo(plain.hashes());
            assertThat(marked.records.getFirst().places())
                    .isEqualTo(plain.records.getFirst().places());
        }
    }

    @Test
    void holdsARecordWithAFieldTwiceAndReadsItsNeighbours() {
        var reading =
                Reading.of(Feed.Format.JSON, "[{\"id\":1},\n{\"tel\":\"1\", \"a\": {\"x\":1,\n\"x\":2}},{\"id\":3}]");

        assertThat(reading.records).hasSize(3);
        var held = reading.records.get(1).findings().getFirst();
        assertThat(held.rule()).isEqualTo(JsonTree.FIELD_TWICE);
        assertThat(held.place()).isEqualTo(new Place("angebote", 3, 5, "/a/x"));
        assertThat(reading.records.get(2).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        [{"a": "\\ud800 allein"}]  | zeichen-unvollstaendig
        [{"a": 1e999}]             | zahl-zu-gross
        [1]                        | datensatz-kein-objekt
        [{"id":1}, "Text"]         | datensatz-kein-objekt
        [[{"id":1}]]               | datensatz-kein-objekt
        """)
    void holdsWhatIsNoRecord(String json, String code) {
        assertThat(Reading.of(Feed.Format.JSON, json).records.getLast().codes()).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        json    | [{"a": 1}, {"b": 2      | datei-abgeschnitten   | 1 | 19
        json    | [{"a": 1}, {"b": 2}     | datei-abgeschnitten   | 1 | 20
        json    | [{"a": 1} {"b": 2}]     | json-fehlerhaft       | 1 | 11
        json    | [{"ä": 1}, {"b" 2}]     | json-fehlerhaft       | 1 | 17
        json    | {"a": 1} {"b": 2}       | json-nach-ende        | 1 | 10
        json    | 17                      | falsches-format       | 0 | 0
        json    | name;ort                | falsches-format       | 0 | 0
        json    | <html>Anmeldung         | falsches-format       | 0 | 0
        json    | [{"a": NaN}]            | json-fehlerhaft       | 1 | 11
        json    | []                      | keine-datensaetze     | 0 | 0
        ndjson  | [{"a": 1}]              | ndjson-ist-liste      | 1 | 1
        geojson | {"type": "Polygon"}     | geojson-ohne-features | 1 | 1
        geojson | [{"type": "Feature"}]   | geojson-ohne-features | 1 | 1
        hsds    | {"contents": [{"a": 1}, | datei-abgeschnitten   | 1 | 24
        """)
    void refusesWhatCannotBeReadToItsEnd(String format, String json, String code, int line, int column) {
        var feed = Reading.feed(Feed.Format.valueOf(format.toUpperCase(java.util.Locale.ROOT)));

        var finding = refused(feed, json.getBytes(StandardCharsets.UTF_8)).finding();

        assertThat(finding.rule().code()).isEqualTo(code);
        assertThat(finding.place().line() + ":" + finding.place().column()).isEqualTo(line + ":" + column);
        assertThat(finding.german() + finding.english()).doesNotContain("{v").doesNotContain("\uFFFD");
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'\n\n'"})
    void refusesAnEmptyFile(String text) {
        assertThat(refused(Reading.feed(Feed.Format.JSON), text.getBytes(StandardCharsets.UTF_8))
                        .finding()
                        .rule())
                .isEqualTo(JsonRecords.EMPTY);
    }

    @Test
    void refusesWindows1252AndNamesTheByte() {
        var finding = refused(
                        Reading.feed(Feed.Format.JSON),
                        "[{\"a\": 1},\n {\"name\": \"Bürger\"}]".getBytes(Charset.forName("windows-1252")))
                .finding();

        assertThat(finding.rule()).isEqualTo(Utf8Window.NOT_UTF8);
        assertThat(finding.place()).isEqualTo(new Place("angebote", 2, 13, null));
        assertThat(finding.german()).contains("Byte 23 ").contains("0xFC");
    }

    @Test
    void refusesNestingBeyondSixtyFourLevels() {
        var deep = "[".repeat(65) + "]".repeat(65);

        assertThat(refused(Reading.feed(Feed.Format.JSON), deep.getBytes(StandardCharsets.UTF_8))
                        .finding()
                        .rule())
                .isEqualTo(JsonRecords.LIMIT);
    }

    private static UnreadableDelivery refused(Feed feed, byte[] bytes) {
        return catchThrowableOfType(UnreadableDelivery.class, () -> Reading.of(feed, bytes));
    }
}
