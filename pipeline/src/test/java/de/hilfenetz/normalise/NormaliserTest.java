package de.hilfenetz.normalise;

import static de.hilfenetz.normalise.Records.codes;
import static de.hilfenetz.normalise.Records.draft;
import static de.hilfenetz.normalise.Records.json;
import static de.hilfenetz.normalise.Records.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.record.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserTest {

    @Test
    void bringsAnUntidyServiceIntoCanonicalForm() {
        var draft = draft("""
            {"kind": "service", "id": 17, "name": " Schuldnerberatung&nbsp;Bilk ", "description": "<p>Rat &amp; Tat</p>",
             "status": "aktiv", "organization": "awo", "categories": "Schulden; Insolvenz", "ages": "ab 18",
             "languages": "Deutsch, Türkisch und Arabisch", "cost": "kostenfrei", "phone": "0221/4710123, Fax 0221 4710124",
             "email": "mailto:bilk@example.org", "url": "www.example.org", "hours": "Mo-Fr 9-12, Do auch 14-17 Uhr",
             "at": "haus-3", "documents": "Ausweis", "changed": "22.11.2026", "confirmed": "1.11.26", "capacity": "12 Plätze"}
            """);

        assertThat(written(draft)).isEqualTo(json("""
            {"kind": "service", "id": "17", "name": {"de": "Schuldnerberatung Bilk"}, "description": {"de": "Rat & Tat"},
             "status": "active", "organization": "awo", "categories": ["Schulden", "Insolvenz"], "ages": {"min": 18},
             "languages": ["de", "tr", "ar"], "cost": {"amount": 0, "currency": "EUR", "text": {"de": "kostenfrei"}},
             "access": {"kostenfrei": "yes"},
             "contacts": [{"phones": [{"number": "+49 221 4710123", "type": "voice"}, {"number": "+49 221 4710124", "type": "fax"}],
               "email": "bilk@example.org", "url": "https://www.example.org/"}],
             "hours": {"osm": "Mo-Fr 09:00-12:00, Th 14:00-17:00", "text": "Mo-Fr 9-12, Do auch 14-17 Uhr"},
             "at": [{"location": "haus-3"}], "documents": [{"title": {"de": "Ausweis"}}],
             "capacity": {"number": 12, "unit": "Plätze"},
             "changed": "2026-11-21T23:00:00Z", "confirmed": "2026-11-01"}
            """));
        assertThat(draft.findings()).allMatch(finding -> finding.severity() == Severity.INFO);
    }

    /** Nobody who writes a mapping says yes for a provider. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            .ja                             | {"nr": 1, "ja": "ja"}   | true
            .ja                             | {"nr": 1, "ja": true}   | true
            "ja"                            | {"nr": 1, "ja": "ja"}   | false
            true                            | {"nr": 1, "ja": "nein"} | false
            lowercase(.ja)                  | {"nr": 1, "ja": "JA"}   | false
            """)
    void takesAConsentOnlyAsItWasDelivered(String mapping, String raw, boolean consents) {
        var jslt = "{\"kind\": \"service\", \"id\": .nr, \"name\": \"Synagoge\", \"addressConsent\": %s}"
                .formatted(mapping);
        var normaliser = new Normaliser(Records.feed(Feed.Format.JSON), compiled(jslt), Records.TODAY);

        assertThat(Records.drafts(normaliser, json(raw)).getFirst().json().has("addressConsent"))
                .isEqualTo(consents);
    }

    @Test
    void takesAPositionAsGeoJsonWritesIt() {
        var draft = draft("{\"kind\": \"location\", \"id\": \"1\", \"name\": \"Haus\", \"point\": [6.77, 51.22]}");

        assertThat(draft.json().at("/point/lat").asDouble()).isEqualTo(51.22);
        assertThat(draft.json().at("/point/lon").asDouble()).isEqualTo(6.77);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Adresse wird nicht veröffentlicht\"",
                "\"Anschrift: anonym\"",
                "{\"street\": \"geheime Adresse\", \"postalCode\": \"40227\", \"city\": \"Düsseldorf\"}"
            })
    void saysNothingOfWhereAPlaceIsWhoseAddressIsNotPublished(String address) {
        var draft = draft(
                "{\"kind\": \"location\", \"id\": \"1\", \"name\": \"Haus\", \"point\": [6.77, 51.22], \"area\": \"Bilk\", \"address\": "
                        + address + "}");

        assertThat(draft.json().has("address")
                        || draft.json().has("point")
                        || draft.json().has("area"))
                .isFalse();
        assertThat(draft.findings()).extracting(finding -> finding.rule()).contains(LocationFields.ADDRESS_WITHHELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"MultiPoint\", \"coordinates\": [[6.77, 51.22], [6.78, 51.23]]}",
                "{\"type\": \"Polygon\", \"coordinates\": [[[6.7, 51.2], [6.8, 51.2], [6.8, 51.3], [6.7, 51.2]]]}",
                "{\"type\": \"GeometryCollection\", \"geometries\": [{\"type\": \"Point\", \"coordinates\": [6.77, 51.22]}]}",
                "{\"coordinates\": [6.77, [51.22]]}",
                "{\"coordinates\": \"hier\"}",
                // ".geometry.coordinates[0]" of a polygon and of several points.
                "{\"lon\": [[6.7, 51.2], [6.8, 51.2], [6.8, 51.3], [6.7, 51.2]]}",
                "{\"lat\": [6.78, 51.23], \"lon\": [6.77, 51.22]}",
                "{\"lat\": {\"grad\": 51}, \"lon\": {\"grad\": 6}}",
                "{\"laenge\": 6.77}"
            })
    void tellsThatAGeometryIsNoPoint(String geometry) {
        var draft = draft("{\"kind\": \"location\", \"id\": \"1\", \"name\": \"Haus\", \"point\": " + geometry + "}");

        assertThat(draft.json().has("point")).isFalse();
        assertThat(codes(draft)).contains("feld-unlesbar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"lat\": null, \"lon\": null}", "{\"lat\": \"\"}", "{\"coordinates\": []}"})
    void saysNothingOfAPointThatNobodyNamed(String point) {
        var draft = draft("{\"kind\": \"location\", \"id\": \"1\", \"name\": \"Haus\", \"point\": " + point + "}");

        assertThat(draft.json().has("point")).isFalse();
        assertThat(codes(draft)).isEmpty();
    }

    @Test
    void takesAMultiPointOfOne() {
        var draft = draft("""
            {"kind": "location", "id": "1", "name": "Haus", "point": {"type": "MultiPoint", "coordinates": [[6.77, 51.22]]}}
            """);

        assertThat(draft.json().at("/point/lat").asDouble()).isEqualTo(51.22);
    }

    @Test
    void bringsAnUntidyLocationIntoCanonicalForm() {
        var draft = draft("""
            {"kind": "location", "id": "h3", "name": "Haus 3",
             "address": {"street": "Grenzstr. 1-5", "postalCode": "4O223", "city": "Düsseldorf", "country": "Deutschland"},
             "point": {"lat": "6,7735", "lon": "51,2065"}, "area": 36,
             "features": "Eingang barrierefrei, Aufzug, taktile Leitlinien, Behinderten-WC, Wickelraum, Behindertenparkplatz, barrierefrei"}
            """);

        assertThat(written(draft)).isEqualTo(json("""
            {"kind": "location", "id": "h3", "name": {"de": "Haus 3"}, "locationKind": "physical",
             "description": {"de": "Angaben zur Zugänglichkeit: barrierefrei"},
             "address": {"street": "Grenzstraße", "houseNumber": "1-5", "postalCode": "40223", "city": "Düsseldorf", "country": "DE"},
             "point": {"lat": 51.2065, "lon": 6.7735, "source": "delivered"}, "area": {"quarter": "036"},
             "features": {"aufzug": "yes", "behindertenparkplatz": "yes", "rollstuhl-wc": "yes", "stufenloser-eingang": "yes",
               "taktile-leitlinien": "yes", "wickelraum": "yes"}}
            """));
        assertThat(codes(draft)).contains("postleitzahl-berichtigt", "koordinaten-vertauscht", "merkmal-unbekannt");
    }

    @Test
    void findsThePlaceInTheFieldOfThePostalCode() {
        var draft = draft("""
            {"kind": "location", "id": "1", "name": "Ort", "address": {"street": "Musterweg 5", "postalCode": "40223 Düsseldorf"}}
            """);

        assertThat(draft.json().get("address"))
                .isEqualTo(json("{\"street\": \"Musterweg\", \"houseNumber\": \"5\", \"postalCode\": \"40223\","
                        + " \"city\": \"Düsseldorf\"}"));
        assertThat(codes(draft)).contains("anschrift-getrennt");
    }

    @Test
    void readsAFeatureTableAndNeverTakesSilenceForNo() {
        var draft = draft("""
            {"kind": "location", "id": "1", "name": "Ort", "features": {"aufzug": "x", "rollstuhl-wc": "-", "wickelraum": "", "Rampe": 1,
             "taktile-leitlinien": "teilweise", "wheelchair": "yes"}}
            """);

        assertThat(draft.json().get("features"))
                .isEqualTo(json("{\"aufzug\": \"yes\", \"rampe\": \"yes\", \"rollstuhl-wc\": \"no\","
                        + " \"taktile-leitlinien\": \"limited\"}"));
        assertThat(draft.json().at("/description/de").asText()).contains("wheelchair");
    }

    @Test
    void holdsARecordWithoutNameAndSaysWhere() {
        var draft = draft("{\"kind\": \"service\", \"id\": \"1\", \"name\": \"k. A.\"}");

        assertThat(codes(draft)).contains("name-fehlt");
        assertThat(draft.findings().getLast().place().line()).isEqualTo(2);
    }

    @Test
    void namesAPlaceByItsAddressWhereItHasNoName() {
        var draft =
                draft("{\"kind\": \"location\", \"id\": \"1\", \"address\": \"Grenzstraße 1-5, 40223 Düsseldorf\"}");

        assertThat(draft.json().at("/name/de").asText()).isEqualTo("Grenzstraße 1-5");
        assertThat(draft.json().at("/address/postalCode").asText()).isEqualTo("40223");
    }

    @Test
    void tellsWhereAChangedValueStood() {
        var mapping = compiled(
                "{\"kind\": \"service\", \"id\": .nr, \"name\": .name, \"phone\": .telefon, \"hours\": .zeiten}");
        var draft = Records.drafts(
                        new Normaliser(Records.feed(Feed.Format.CSV), mapping, Records.TODAY),
                        json("{\"nr\": \"1\", \"name\": \"Rat\", \"telefon\": \"0221/4710123\", \"zeiten\": \"Mo"
                                + " 9-12\"}"))
                .getFirst();

        assertThat(draft.fields())
                .containsEntry(
                        "/hours",
                        new Origin.Field(
                                "angebote.csv, Zeile 2, Spalte zeiten", List.of("oeffnungszeiten-gelesen"), null))
                .containsEntry("/name", new Origin.Field("angebote.csv, Zeile 2, Spalte name", List.of(), null));
        assertThat(draft.findings())
                .filteredOn(finding -> finding.rule().code().equals("telefon-vereinheitlicht"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.value()).isEqualTo("0221/4710123");
                    assertThat(finding.suggestion()).isEqualTo("+49 221 4710123");
                    assertThat(finding.place().field()).isEqualTo("telefon");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "organization", "location"})
    void leavesTheCanonicalExamplesAsTheyAre(String kind) {
        var example = (ObjectNode) example(kind);
        example.remove(List.of("feed", "sourceId", "dates", "origin", "licence"));

        var draft = draft(example);

        assertThat(written(draft)).isEqualTo(example);
        assertThat(draft.findings()).isEmpty();
    }

    @Test
    void holdsARecordWithAPremiumRateNumber() {
        assertThat(draft("{\"kind\": \"service\", \"id\": \"1\", \"name\": \"Rat\", \"phone\": \"0900 1 234567\"}")
                        .findings())
                .anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    @Test
    void protectsWhatIsCalledConfidentialInAnyWord() {
        for (var word : List.of(
                "\"ja\"",
                "true",
                "1",
                "2.5",
                "\"x\"",
                "\"streng geheim\"",
                "[\"ja\"]",
                "[\"nein\"]",
                "{\"wert\": \"ja\"}")) {
            assertThat(draft("{\"kind\": \"location\", \"id\": \"1\", \"name\": \"Ort\", \"confidential\": " + word
                                    + "}")
                            .json()
                            .path("confidential")
                            .asBoolean())
                    .as(word)
                    .isTrue();
        }
        assertThat(draft("{\"kind\": \"location\", \"id\": \"1\", \"name\": \"Ort\", \"confidential\": \"nein\"}")
                        .json()
                        .has("confidential"))
                .isFalse();
    }

    @Test
    void tellsFieldsItDoesNotKnow() {
        assertThat(codes(draft("{\"kind\": \"service\", \"id\": \"1\", \"name\": \"Rat\", \"telefonnummer\": \"1\"}")))
                .containsExactly("feld-unbekannt");
    }

    @Test
    void listsEveryRuleItCanReport() throws IllegalAccessException, ClassNotFoundException {
        var constants = new ArrayList<Rule>();
        for (var file : Objects.requireNonNull(
                Path.of("src/main/java/de/hilfenetz/normalise").toFile().list())) {
            if (file.equals("package-info.java")) {
                continue;
            }
            var type = Class.forName("de.hilfenetz.normalise." + file.replace(".java", ""));
            for (var field : type.getDeclaredFields()) {
                if (field.getType() == Rule.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    constants.add((Rule) field.get(null));
                }
            }
        }

        assertThat(Normaliser.rules())
                .hasSameElementsAs(constants)
                .extracting(Rule::code)
                .doesNotHaveDuplicates();
    }

    @Test
    void turnsAFailingMappingIntoAFinding() {
        var mapping = compiled("{\"kind\": \"service\", \"id\": .a, \"name\": number(.b)}");
        var draft = Records.drafts(
                        new Normaliser(Records.feed(Feed.Format.CSV), mapping, Records.TODAY),
                        json("{\"a\": 1, \"b\": \"x\"}"))
                .getFirst();

        assertThat(codes(draft)).containsExactly("zuordnung-fehlgeschlagen");
    }

    @Test
    void speaksForTheOrganizationOfItsFeedAndForNoOther() {
        var one = new Normaliser(
                Records.feed(Feed.Format.JSON, new Feed.Organizations("awo", null, List.of())), null, Records.TODAY);
        var column = new Normaliser(
                Records.feed(Feed.Format.JSON, new Feed.Organizations(null, "traeger", List.of("drk"))),
                null,
                Records.TODAY);
        var service = "{\"kind\": \"service\", \"id\": \"1\", \"name\": \"Rat\"%s}";

        assertThat(Records.drafts(one, json(service.formatted("")))
                        .getFirst()
                        .json()
                        .path("organization")
                        .asText())
                .isEqualTo("awo");
        assertThat(codes(Records.drafts(column, json(service.formatted(", \"organization\": \"awo\"")))
                        .getFirst()))
                .contains("traeger-nicht-erlaubt");
        assertThat(codes(Records.drafts(column, json(service.formatted(", \"organization\": \"drk\"")))
                        .getFirst()))
                .isEmpty();
    }

    static Mapping compiled(String jslt) {
        try {
            return Mapping.compile("test.jslt", jslt);
        } catch (MappingError e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode example(String kind) {
        try (var in = NormaliserTest.class.getResourceAsStream("/schemas/examples/" + kind + ".json")) {
            return Records.json(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
