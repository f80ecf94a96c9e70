package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.finding.Severity;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in: no parser crashes, none is slow, and what came out once comes out again. */
class RobustnessTest {

    /** No input may hold a parser for a second, however long or crooked: patterns that backtrack take far more. */
    private static final long LIMIT_MILLIS = 1000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Every parser of texts, by name; those whose result is a text must leave it alone the second time. */
    private static final Map<String, Function<String, Reading<?>>> PARSERS = Map.ofEntries(
            Map.entry("phones", PhoneNumbers::parse),
            Map.entry("hours", OpeningHours::parse),
            Map.entry("street", typed -> Addresses.parseStreet(typed, null, null)),
            Map.entry("number", typed -> Addresses.parseStreet("Weg", typed, null)),
            Map.entry("line", Addresses::parseLine),
            Map.entry("code", typed -> PostalCodes.parse(typed, null)),
            Map.entry("mail", Emails::parse),
            Map.entry("url", Urls::parse),
            Map.entry("language", Languages::parse),
            Map.entry("text", PlainText::parse),
            Map.entry("textLine", PlainText::line),
            Map.entry("day", Dates::parse),
            Map.entry("moment", Dates::parseInstant),
            Map.entry("ages", Ages::parse),
            Map.entry("years", Ages::parseYears),
            Map.entry("cost", Costs::parse),
            Map.entry("currency", Costs::parseCurrency),
            Map.entry("point", Coordinates::parse),
            Map.entry("degrees", typed -> Coordinates.parse(typed, typed)),
            Map.entry("answer", Answers::parse));

    private static final String[] PIECES = {
        "Mo",
        "k. A.",
        "a",
        "Di",
        "Do-Fr",
        " ",
        "8-12",
        "14:00",
        " Uhr",
        " und ",
        ",",
        ";",
        "/",
        "-",
        "–",
        "n.V.",
        "geschlossen",
        "täglich",
        "0211",
        "+49",
        "(0)",
        "116 016",
        "0900",
        "Durchwahl 12",
        "Fax",
        "<b>",
        "</p>",
        "&amp;",
        "&lt;",
        "&#38;",
        "Ã¤",
        "â€“",
        "\u200b",
        "\u202e",
        "\n",
        "Straße",
        "Str.",
        "5 a",
        "1-5",
        "40227",
        "Düsseldorf",
        "@",
        "example.org",
        "https://",
        "www.",
        "22.11.2026",
        "11/22/2026",
        "ab 18",
        "5 €",
        "51.2",
        "6,7",
        "ja",
        "null",
        "x",
        "Ä",
        "\ud83d",
        "\ud83d\ude00"
    };

    @Provide
    Arbitrary<String> untidy() {
        var words = Arbitraries.of(PIECES).list().ofMaxSize(14).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(words, words, Arbitraries.strings().ofMaxLength(60));
    }

    @Property(tries = 1500, seed = "20261122")
    void noParserCrashes(@ForAll("untidy") String typed) {
        PARSERS.forEach(
                (name, parser) -> assertThat(parser.apply(typed)).as(name).isNotNull());
        assertThat(Features.findOfPlace(typed)).isNotNull();
        assertThat(Notations.of(typed)).matches("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?");
        assertThat(OpeningHours.parseOsm(typed)).isNotNull();
    }

    @Property(tries = 1000, seed = "20261122")
    void textsComeOutTheSameTheSecondTime(@ForAll("untidy") String typed) {
        for (var name :
                List.of("text", "textLine", "code", "mail", "url", "language", "day", "moment", "currency", "answer")) {
            var parser = PARSERS.getOrDefault(name, PlainText::parse);
            var once = parser.apply(typed).value();
            if (once instanceof String text) {
                var again = parser.apply(text);
                assertThat(again.value()).as(name).isEqualTo(text);
                // What only warns leaves the text as it is, and warns again.
                assertThat(again.notes())
                        .as(name)
                        .allSatisfy(note -> assertThat(note.rule()).isEqualTo(PlainText.FORMULA));
            }
        }
    }

    @Property(tries = 1000, seed = "20261122")
    void phoneNumbersComeOutTheSameTheSecondTime(@ForAll("untidy") String typed) {
        var once = PhoneNumbers.parse(typed).value();
        for (var line : once == null ? List.<PhoneNumbers.Line>of() : once) {
            assertThat(PhoneNumbers.parse(line.number(), "DE", line.type()))
                    .isEqualTo(
                            Reading.of(List.of(new PhoneNumbers.Line(line.number(), null, line.type(), null, false))));
        }
    }

    @Property(tries = 1000, seed = "20261122")
    void hoursComeOutTheSameTheSecondTime(@ForAll("untidy") String typed) {
        var once = OpeningHours.parse(typed).value();
        if (once != null && once.osm() != null) {
            assertThat(OpeningHours.parseOsm(once.osm())).hasValue(once.osm());
        }
    }

    @Provide
    Arbitrary<JsonNode> lenient() {
        var text = untidy();
        var fields = Arbitraries.of(
                "name",
                "description",
                "status",
                "organization",
                "topics",
                "categories",
                "keywords",
                "ages",
                "minAge",
                "languages",
                "interpreting",
                "access",
                "cost",
                "documents",
                "contacts",
                "phone",
                "fax",
                "email",
                "url",
                "hours",
                "at",
                "area",
                "leika",
                "basis",
                "funding",
                "capacity",
                "existsSince",
                "address",
                "point",
                "features",
                "transport",
                "schedules",
                "changed",
                "confirmed",
                "confidential",
                "identifiers",
                "sameAs",
                "quality",
                "outcome",
                "locationKind");
        var value = Arbitraries.oneOf(
                text.map(MAPPER.getNodeFactory()::textNode).map(JsonNode.class::cast),
                Arbitraries.integers()
                        .between(-5, 90_000)
                        .map(MAPPER.getNodeFactory()::numberNode)
                        .map(JsonNode.class::cast),
                text.list().ofMaxSize(3).map(list -> MAPPER.<JsonNode>valueToTree(list)),
                Arbitraries.maps(
                                Arbitraries.of(
                                        "de",
                                        "en",
                                        "number",
                                        "osm",
                                        "text",
                                        "street",
                                        "houseNumber",
                                        "postalCode",
                                        "city",
                                        "country",
                                        "lat",
                                        "lon",
                                        "min",
                                        "amount",
                                        "currency",
                                        "aufzug",
                                        "anonym",
                                        "phones",
                                        "email",
                                        "location",
                                        "kind",
                                        "quarter",
                                        "title",
                                        "unit"),
                                text)
                        .ofMaxSize(4)
                        .map(map -> MAPPER.<JsonNode>valueToTree(map)));
        return Combinators.combine(
                        Arbitraries.of("service", "organization", "location"),
                        Arbitraries.maps(fields, value).ofMaxSize(8))
                .as((kind, members) -> {
                    var object = MAPPER.createObjectNode().put("kind", kind).put("id", "1");
                    object.set("name", MAPPER.getNodeFactory().textNode("Rat"));
                    members.forEach(object::set);
                    return object;
                });
    }

    @Property(tries = 1500, seed = "20261122")
    void normalisingTwiceChangesNothing(@ForAll("lenient") JsonNode record) {
        var once = Records.draft(record.deepCopy());
        var twice = Records.draft(Records.written(once));

        assertThat(Records.written(twice)).isEqualTo(Records.written(once));
        assertThat(twice.findings()).noneMatch(finding -> finding.severity() == Severity.INFO);
    }

    @Property(tries = 300, seed = "20261122")
    void hsdsNeverCrashes(@ForAll("lenient") JsonNode record) {
        assertThat(Records.hsds(record)).isNotEmpty();
    }

    @Example
    void longInputsTakeNoTime() {
        // CPU time of this thread: other people's work on the machine does not count.
        var clock = ManagementFactory.getThreadMXBean();
        var slow = new ArrayList<String>();
        var inputs = new ArrayList<String>();
        for (var piece : PIECES) {
            inputs.add(piece.repeat(10_000 / piece.length()));
        }
        inputs.addAll(List.of(
                "&amp;#38;".repeat(1100),
                "&#38;amp;".repeat(1100),
                "<".repeat(10_000),
                "<b".repeat(5000),
                "a ".repeat(5000),
                "1 ".repeat(5000),
                "0211 ".repeat(2000),
                "Mo 8-12, ".repeat(1100),
                "(".repeat(10_000),
                "a@".repeat(5000),
                "a.".repeat(5000),
                " ".repeat(10_000)));
        // The best of four counts: the first rounds warm up.
        for (var input : inputs) {
            PARSERS.forEach((name, parser) -> {
                var best = Long.MAX_VALUE;
                for (var round = 0; round < 4 && best > LIMIT_MILLIS; round++) {
                    var begin = clock.getCurrentThreadCpuTime();
                    assertThat(parser.apply(input)).as(name).isNotNull();
                    best = Math.min(best, (clock.getCurrentThreadCpuTime() - begin) / 1_000_000);
                }
                if (best > LIMIT_MILLIS) {
                    slow.add(name + " " + best + " ms: " + input.substring(0, 20));
                }
            });
        }
        assertThat(slow).isEmpty();
    }
}
