package de.hilfenetz.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.LikelyDuplicate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicatesTest {

    private static final Entry DEBT = service(1, "caritas", "Schuldnerberatung Bilk", "+49 221 4710123", "");
    private static final Entry SAME_DEBT =
            service(2, "stadt", "Schuldner-Beratung Bilk", "+49 221 4710123", "schulden@example.org");

    @Test
    void findsOneServiceInTwoFeedsAndSaysWhy() {
        assertThat(Duplicates.find(List.of(SAME_DEBT, DEBT))).singleElement().satisfies(pair -> {
            assertThat(pair.one()).isEqualTo(DEBT.id());
            assertThat(pair.other()).isEqualTo(SAME_DEBT.id());
            assertThat(pair.reasons()).containsOnlyKeys("name", "phone");
            assertThat(pair.score()).isGreaterThanOrEqualTo(Duplicates.THRESHOLD);
        });
    }

    @Test
    void findsOnePlaceByAddressAndName() {
        var one = location(3, "caritas", "Haus der Begegnung", "Grenzstraße", "1-5");
        var other = location(4, "stadt", "Haus der Begegnungen", "Grenzstr.", "1 - 5");
        var near = location(5, "awo", "Café Grenzenlos", "Grenzstr.", "7");

        assertThat(Duplicates.find(List.of(one, other, near)))
                .extracting(LikelyDuplicate::one, LikelyDuplicate::other)
                .contains(org.assertj.core.groups.Tuple.tuple(one.id(), other.id()))
                .doesNotContain(org.assertj.core.groups.Tuple.tuple(one.id(), near.id()));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(textBlock = """
        Haus der Begegnung,                Begegnungshaus,                          true
        Begegnungsstätte Bilk,             Bilk Begegnungsstätte,                   true
        Diakonie Düsseldorf e. V.,         Diakonie Düsseldorf,                     true
        Café für Alleinerziehende,         Alleinerziehenden-Café,                  true
        Bürgerhaus Reisholz,               Bürger-Haus Reisholz,                    true
        Jugendtreff Garath,                Seniorentreff Garath,                    false
        Bürgerhaus,                        Haus der Jugend,                         false
        Schuldnerberatung,                 Suchtberatung,                           false
        Kita Sonnenschein,                 Kita Regenbogen,                         false
        """)
    void findsPlacesAtOneAddressByNamesThatSayTheSame(String name, String otherName, boolean likely) {
        var one = location(20, "caritas", name, "Musterweg", "2");
        var other = location(21, "stadt", otherName, "Musterweg", "2");

        assertThat(Duplicates.find(List.of(one, other))).hasSize(likely ? 1 : 0);
    }

    @Test
    void findsOneServiceAtOneHouseThoughEachFeedHasTheHouse() {
        var one = location(22, "caritas", "Gemeindehaus", "Musterweg", "2");
        var other = location(23, "stadt", "Saal", "Musterweg", "2");

        assertThat(Duplicates.find(List.of(
                        one,
                        other,
                        at(24, "caritas", "Kleiderkammer Bilk", one),
                        at(25, "stadt", "Kleiderkammer in Bilk", other),
                        at(26, "stadt", "Lesekreis", other))))
                .extracting(pair -> pair.one().getLeastSignificantBits(), LikelyDuplicate::reasons)
                .singleElement()
                .satisfies(pair -> assertThat(pair.toString()).contains("24", "name", "place"));
    }

    @Test
    void doesNotTakeAPopularNameForAMatch() {
        assertThat(Duplicates.find(List.of(
                        service(6, "awo", "Sozialberatung", "+49 221 4710200", ""),
                        service(7, "drk", "Sozialberatung", "+49 221 4710201", ""))))
                .isEmpty();
    }

    @Test
    void leavesRecordsOfOneFeedToThatFeed() {
        assertThat(Duplicates.find(
                        List.of(DEBT, service(8, "caritas", "Schuldnerberatung Bilk", "+49 221 4710123", ""))))
                .isEmpty();
    }

    @Test
    void findsTheSameInAnyOrder() {
        var entries = new ArrayList<Entry>();
        for (var i = 0; i < 60; i++) {
            entries.add(service(100 + i, "f" + i % 3, "Treff Nummer " + i / 4, "+49 221 47103" + i / 4 % 10, ""));
        }
        var expected = Duplicates.find(entries);
        Collections.shuffle(entries, new Random(7));

        assertThat(expected).isNotEmpty();
        assertThat(Duplicates.find(entries)).isEqualTo(expected);
    }

    private static Entry service(int id, String feed, String name, String phone, String email) {
        var json = CanonicalJson.mapper()
                .createObjectNode()
                .put("kind", "service")
                .put("id", new UUID(0, id).toString())
                .put("feed", feed)
                .put("sourceId", "" + id)
                .put("status", "active");
        json.putObject("name").put("de", name);
        var contact = json.putArray("contacts").addObject().put("role", "desk");
        contact.putArray("phones").addObject().put("number", phone);
        if (!email.isEmpty()) {
            contact.put("email", email);
        }
        return CanonicalJson.from(json);
    }

    private static Entry at(int id, String feed, String name, Entry place) {
        var json = (ObjectNode) CanonicalJson.mapper().valueToTree(service(id, feed, name, "+49 221 47104" + id, ""));
        json.put("kind", "service");
        json.putArray("at").addObject().put("location", place.id().toString());
        return CanonicalJson.from(json);
    }

    private static Entry location(int id, String feed, String name, String street, String number) {
        var json = CanonicalJson.mapper()
                .createObjectNode()
                .put("kind", "location")
                .put("id", new UUID(0, id).toString())
                .put("feed", feed)
                .put("sourceId", "" + id)
                .put("locationKind", "physical");
        json.putObject("name").put("de", name);
        json.putObject("address")
                .put("street", street)
                .put("houseNumber", number)
                .put("city", "Düsseldorf");
        return CanonicalJson.from(json);
    }
}
