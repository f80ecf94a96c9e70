package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.publish.Differences.Cause;
import de.hilfenetz.publish.Differences.Difference;
import de.hilfenetz.publish.Differences.Field;
import de.hilfenetz.publish.Differences.What;
import de.hilfenetz.record.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferencesTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void saysWhatCameWentAndChangedAndWhy(@TempDir Path folder) throws IOException {
        try (var city = new City(folder)) {
            city.deliver(City.example("organization"), City.example("location"), City.example("service"));
            var releases = city.open();
            var first = releases.cut().orElseThrow();
            city.deliver(
                    City.secondService(),
                    City.example("service", json -> json.replace("\"Mo-Fr 09:00-12:00\"", "\"Mo-Fr 09:00-13:00\"")));
            var second = releases.cut().orElseThrow();

            var there = releases.differences(first, second).records();
            var none = releases.differences(second, second).records();

            assertThat(there).extracting(Difference::what).containsExactly(What.ADDED, What.CHANGED);
            assertThat(there.getFirst().cause()).isEqualTo(Cause.FIRST_REPORTED);
            assertThat(there.getLast().sentence()).isEqualTo("„Schuldnerberatung Bilk“ hat neue Angaben zum Ort.");
            assertThat(there.getLast().fields())
                    .singleElement()
                    .satisfies(field -> assertThat(field.pointer()).isEqualTo("/at"));
            assertThat(none).isEmpty();
            assertThat(there.getFirst().fields())
                    .as("whoever has the state before can add the whole record")
                    .contains(new Field("/kind", null, NODES.textNode("service")));
        }
    }

    @Test
    void saysWhyARecordChanged(@TempDir Path folder) throws IOException {
        try (var city = new City(folder)) {
            city.deliver(City.examples());
            var releases = city.open();
            var first = releases.cut().orElseThrow();
            city.deliver(City.example("service", json -> json.replace("Schuldnerberatung Bilk", "Andere Regel")));
            var second = releases.cut().orElseThrow();
            city.deliver(City.example(
                    "service",
                    json -> json.replace("Schuldnerberatung Bilk", "Neu geliefert")
                            .replaceFirst("\"delivery\": \"[0-9a-f]{8}", "\"delivery\": \"00000000")));
            var third = releases.cut().orElseThrow();

            assertThat(releases.differences(first, second).records())
                    .extracting(Difference::cause)
                    .containsExactly(Cause.RULES_CHANGED);
            assertThat(releases.differences(second, third).records())
                    .extracting(Difference::cause, Difference::englishSentence)
                    .containsExactly(tuple(Cause.DELIVERED, "“Neu geliefert” has a new name."));
        }
    }

    @Test
    void namesTheCauseOfGoing(@TempDir Path folder) throws IOException {
        try (var city = new City(folder)) {
            city.deliver(City.examples());
            var releases = city.open();
            var first = releases.cut().orElseThrow();
            city.withdraw(City.secondService());
            city.deliverOnly(City.example("organization"), City.example("location"));
            var second = releases.cut().orElseThrow();

            var went = releases.differences(first, second).records();

            assertThat(went)
                    .extracting(Difference::cause)
                    .as("in the order of the ids")
                    .containsExactly(Cause.WITHDRAWN, Cause.NOT_REPORTED);
            assertThat(went.getFirst().sentence()).isEqualTo("Ein Angebot ist entfallen (zurückgezogen).");
            assertThat(went.getLast().sentence())
                    .isEqualTo("„Schuldnerberatung Bilk“ ist entfallen (nicht mehr gemeldet).");
        }
    }

    /** An update between coming and looking changes nothing about who said that it came. */
    @Test
    void takesWhatAProviderReportedForItsNewsWhateverRulesReadItSince(@TempDir Path folder) throws IOException {
        try (var city = new City(folder)) {
            var releases = city.open();
            city.deliver(City.example("organization"), City.example("location"));
            var first = releases.cut().orElseThrow();
            city.deliver(City.example("service"), City.secondService());
            city.readAnew("other rules", City.example("service", json -> json.replace("Bilk", "in Bilk")));
            city.attest();
            var second = releases.cut().orElseThrow();

            assertThat(releases.differences(first, second).records())
                    .filteredOn(record -> record.what() == What.ADDED)
                    .extracting(Difference::cause)
                    .containsExactly(Cause.FIRST_REPORTED, Cause.FIRST_REPORTED);
        }
    }

    @Test
    void takesForNotReportedWhatWaitedToGoWhileTheRulesChanged(@TempDir Path folder) throws IOException {
        try (var city = new City(folder)) {
            var releases = city.open();
            city.deliverOnly(City.examples());
            var first = releases.cut().orElseThrow();
            city.deliverOnlyParking(City.example("organization"), City.example("location"));
            city.park("other rules", City.example("organization"), City.example("location"));
            city.confirm();
            var second = releases.cut().orElseThrow();

            assertThat(releases.differences(first, second).records())
                    .extracting(Difference::what, Difference::cause)
                    .containsOnly(tuple(What.REMOVED, Cause.NOT_REPORTED));
        }
    }

    @Test
    void takesForOtherRulesWhatTheyMadeWaitToGo(@TempDir Path folder) throws IOException {
        try (var city = new City(folder)) {
            var releases = city.open();
            city.deliverOnly(City.examples());
            var first = releases.cut().orElseThrow();
            city.park("other rules", City.example("organization"), City.example("location"));
            city.confirm();
            var second = releases.cut().orElseThrow();

            assertThat(releases.differences(first, second).records())
                    .extracting(Difference::what, Difference::cause)
                    .containsOnly(tuple(What.REMOVED, Cause.RULES_CHANGED));
        }
    }

    /** What comes or goes because we read the same delivery otherwise is no news of the city. */
    @Test
    void saysWhereOnlyTheRulesMadeSomethingComeOrGo(@TempDir Path folder) throws IOException {
        try (var city = new City(folder)) {
            var releases = city.open();
            city.deliverOnly(City.example("organization"), City.example("location"), City.example("service"));
            var first = releases.cut().orElseThrow();
            city.readAnew("other rules", City.example("organization"), City.secondService());
            var second = releases.cut().orElseThrow();
            city.deliverOnly(City.examples());
            var third = releases.cut().orElseThrow();

            assertThat(releases.differences(first, second).records())
                    .extracting(Difference::what, Difference::kind, Difference::cause)
                    .containsExactlyInAnyOrder(
                            tuple(What.ADDED, Kind.SERVICE, Cause.RULES_CHANGED),
                            tuple(What.REMOVED, Kind.SERVICE, Cause.RULES_CHANGED),
                            tuple(What.REMOVED, Kind.LOCATION, Cause.RULES_CHANGED));
            assertThat(releases.differences(second, third).records())
                    .extracting(Difference::what, Difference::cause)
                    .as("a delivery brought them back")
                    .containsOnly(tuple(What.ADDED, Cause.RETURNED));
        }
    }

    /** P5.1: whoever has A and the differences has B, and back. */
    @Property(tries = 300)
    void appliedToOneStateTheyGiveTheOther(@ForAll("records") ObjectNode before, @ForAll("records") ObjectNode after) {
        var fields = Differences.fields(before, after);

        assertThat(apply(before, fields)).isEqualTo(leaves(after));
        assertThat(apply(
                        after,
                        fields.stream()
                                .map(field -> new Field(
                                        field.pointer(), /* before= */ field.after(), /* after= */ field.before()))
                                .toList()))
                .isEqualTo(leaves(before));
    }

    private static Map<String, JsonNode> apply(ObjectNode state, List<Field> fields) {
        var leaves = leaves(state);
        for (var field : fields) {
            assertThat(leaves.get(field.pointer())).isEqualTo(field.before());
            if (field.after() == null) {
                leaves.remove(field.pointer());
            } else {
                leaves.put(field.pointer(), field.after());
            }
        }
        return leaves;
    }

    /** Every value that is no object, found by an independent walk. */
    private static Map<String, JsonNode> leaves(ObjectNode state) {
        var leaves = new java.util.TreeMap<String, JsonNode>();
        walk(state, JsonPointer.empty(), leaves);
        return leaves;
    }

    private static void walk(JsonNode node, JsonPointer at, Map<String, JsonNode> leaves) {
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(name -> walk(node.get(name), at.appendProperty(name), leaves));
        } else {
            leaves.put(at.toString(), node);
        }
    }

    @Provide
    Arbitrary<ObjectNode> records() {
        var names = Arbitraries.of("name", "a/b", "~", "hours", "x");
        var leaf = Arbitraries.oneOf(
                Arbitraries.of("eins", "zwei", "").map(text -> (JsonNode) NODES.textNode(text)),
                Arbitraries.integers().between(0, 2).map(NODES::numberNode),
                Arbitraries.of("a", "b").list().ofMaxSize(2).map(words -> {
                    var list = NODES.arrayNode();
                    words.forEach(list::add);
                    return list;
                }));
        var inner = Arbitraries.maps(names, leaf).ofMinSize(1).ofMaxSize(3).map(DifferencesTest::object);
        return Arbitraries.maps(names, Arbitraries.oneOf(leaf, inner))
                .ofMaxSize(4)
                .map(DifferencesTest::object);
    }

    private static ObjectNode object(Map<String, ? extends JsonNode> members) {
        var object = NODES.objectNode();
        members.forEach(object::set);
        return object;
    }
}
