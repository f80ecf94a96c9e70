package de.hilfenetz.normalise;

import static de.hilfenetz.normalise.Records.codes;
import static de.hilfenetz.normalise.Records.json;
import static de.hilfenetz.normalise.Records.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HsdsMappingTest {

    private static final String SERVICE = """
        {"id": "s1", "name": "Beratung am Platz", "status": "active", "description": "Rat.", "url": "https://rat.example.org/",
         "minimum_age": 12, "maximum_age": 27, "assured_date": "2026-10-01", "last_modified": "2026-10-02T07:00:00.500Z",
         "application_process": "Anrufen.", "eligibility_description": "Für alle.", "fees_description": "kostenfrei",
         "organization": {"id": "o1", "name": "Verein Beispiel", "description": "Ein Verein.", "website": "http://verein.example.org",
           "organization_identifiers": [{"id": "i", "identifier_scheme": "Vereinsregister", "identifier": "VR 1"}]},
         "phones": [{"id": "p", "number": "\\"+49 221 4710123\\"", "extension": 100, "type": "voice", "description": "Empfang"}],
         "contacts": [{"id": "c", "name": "Paula Beispiel", "department": "Empfang", "email": "empfang@example.org"}],
         "languages": [{"id": "l", "code": "tr", "name": "Turkish"}, {"id": "m", "name": "Urdu"}],
         "schedules": [
           {"id": "z", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "10:00:00", "closes_at": "18:00:00", "description": "Offen."},
           {"id": "y", "freq": "WEEKLY", "byday": "TH", "opens_at": "14:00", "closes_at": "16:00"}],
         "required_documents": [{"id": "d", "document": "Ausweis", "uri": "https://rat.example.org/papiere"}],
         "service_areas": [{"id": "a", "name": "Stadt Düsseldorf"}],
         "attributes": [{"id": "t", "taxonomy_term": {"id": "tt", "name": "Schuldnerberatung", "code": "X1"}}],
         "service_at_locations": [{"id": "sal", "location": {"id": "l1", "location_type": "physical", "name": "Haus",
           "latitude": 51.2, "longitude": 6.78,
           "addresses": [{"id": "ad", "address_1": "Beispielstraße 1-5", "city": "Düsseldorf", "postal_code": "40223", "country": "DE",
             "state_province": "NW", "address_type": "physical"}],
           "accessibility": [{"id": "b", "description": "Aufzug", "details": "nein"}, {"id": "e", "description": "Alles ist gut erreichbar."}]}}]}
        """;

    @Test
    void makesOrganizationLocationAndServiceOfOneFullService() {
        var drafts = Records.hsds(json(SERVICE));

        assertThat(drafts)
                .extracting(draft -> draft.json().path("kind").asText())
                .containsExactly("organization", "location", "service");
        assertThat(written(drafts.get(0))).isEqualTo(json("""
            {"kind": "organization", "id": "o1", "name": {"de": "Verein Beispiel"}, "description": {"de": "Ein Verein."},
             "url": "http://verein.example.org/", "identifiers": [{"scheme": "Vereinsregister", "value": "VR 1"}]}
            """));
        assertThat(written(drafts.get(1))).isEqualTo(json("""
            {"kind": "location", "id": "l1", "name": {"de": "Haus"}, "description": {"de": "Alles ist gut erreichbar."},
             "locationKind": "physical", "organization": "o1",
             "address": {"street": "Beispielstraße", "houseNumber": "1-5", "postalCode": "40223", "city": "Düsseldorf", "state": "NW",
               "country": "DE"},
             "point": {"lat": 51.2, "lon": 6.78, "source": "delivered"}, "features": {"aufzug": "no"}}
            """));
        assertThat(written(drafts.get(2))).isEqualTo(json("""
            {"kind": "service", "id": "s1", "name": {"de": "Beratung am Platz"}, "description": {"de": "Rat."}, "status": "active",
             "organization": "o1", "categories": ["Schuldnerberatung"], "ages": {"min": 12, "max": 27}, "languages": ["tr", "ur"],
             "cost": {"amount": 0, "currency": "EUR", "text": {"de": "kostenfrei"}}, "access": {"kostenfrei": "yes"},
             "eligibility": {"de": "Für alle."}, "procedure": {"de": "Anrufen."},
             "documents": [{"title": {"de": "Ausweis"}, "url": "https://rat.example.org/papiere"}],
             "contacts": [
               {"phones": [{"number": "+49 221 4710123", "extension": "100", "type": "voice", "note": {"de": "Empfang"}}],
                "url": "https://rat.example.org/"},
               {"name": {"de": "Empfang"}, "email": "empfang@example.org"}],
             "hours": {"osm": "Mo,Tu 10:00-18:00, Th 14:00-16:00", "text": "MO,TU 10:00-18:00\\nOffen.\\nTH 14:00-16:00"},
             "at": [{"location": "l1"}], "area": ["05111000"],
             "changed": "2026-10-02T07:00:00.500Z", "confirmed": "2026-10-01"}
            """));
    }

    @Test
    void publishesNoPerson() {
        var drafts = Records.hsds(json(SERVICE));

        assertThat(drafts.toString()).contains("personenname-entfernt");
        assertThat(drafts).noneMatch(draft -> draft.json().toString().contains("Paula"));
    }

    @Test
    void keepsTheTextOfSchedulesThatAreOver() {
        var service = json(SERVICE);
        ((com.fasterxml.jackson.databind.node.ObjectNode) service.at("/schedules/0")).put("valid_to", "2005-01-01");

        var draft = Records.hsds(service).getLast();

        assertThat(draft.json().path("hours").has("osm")).isFalse();
        assertThat(draft.json().at("/hours/text").asText()).contains("Offen.");
        assertThat(codes(draft)).contains("oeffnungszeiten-unlesbar");
    }

    /** "09:00Z" is ten o'clock here in winter and eleven in summer, or was written by somebody who meant nine. */
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        18:00-05:00    |    |
        09:00Z         |    |
        09:00:00Z      |    |
        09:00          | -5 |
        09:00          | 0  |
        09:00:00+01:00 |    | Mo,Tu 09:00-23:00, Th 14:00-16:00
        09:00+0200     |    | Mo,Tu 09:00-23:00, Th 14:00-16:00
        09:00          | +3 |
        09:00          | America/Detroit |
        09:00          | 1  | Mo,Tu 09:00-23:00, Th 14:00-16:00
        09:00          | +1 | Mo,Tu 09:00-23:00, Th 14:00-16:00
        09:00          | +02:00 | Mo,Tu 09:00-23:00, Th 14:00-16:00
        09:00          | Europe/Berlin | Mo,Tu 09:00-23:00, Th 14:00-16:00
        09:00          | '' | Mo,Tu 09:00-23:00, Th 14:00-16:00
        """)
    void readsHoursOnlyByTheClockOfThePlace(String opens, @Nullable String zone, @Nullable String osm) {
        var service = json(SERVICE);
        var schedule = (com.fasterxml.jackson.databind.node.ObjectNode) service.at("/schedules/0");
        schedule.put("opens_at", opens).put("closes_at", "23:00");
        if (zone != null) {
            schedule.put("timezone", zone);
        }

        var hours = Records.hsds(service).getLast().json().path("hours");

        assertThat(hours.path("osm").textValue()).isEqualTo(osm);
        assertThat(hours.path("text").asText()).contains(opens.replace(":00:00", ":00"));
        assertThat(hours.path("text").asText().contains("Zeitzone")).isEqualTo(zone != null && osm == null);
    }

    /** Words for every limit: "MO,TU 10:00-18:00" alone would promise every week. */
    @Test
    void saysInWordsWhichWeeksAndDaysAScheduleIsLimitedTo() {
        var service = json(SERVICE);
        ((com.fasterxml.jackson.databind.node.ObjectNode) service.at("/schedules/0"))
                .put("interval", 2)
                .put("byweekno", "41,42")
                .put("bymonthday", "2,3,4")
                .put("until", "2027-03-31");

        var hours = Records.hsds(service).getLast().json().path("hours");

        assertThat(hours.has("osm")).isFalse();
        assertThat(hours.path("text").asText())
                .contains("MO,TU 10:00-18:00 (Abstand 2; Kalenderwochen 41,42; Tage des Monats 2,3,4; bis 2027-03-31)");
    }

    @Test
    void tellsWhatOfAContactAndAnIdentifierIsNotTaken() {
        var service = json("""
            {"id": "s1", "name": "Rat", "status": "active",
             "organization": {"id": "o1", "name": "Rat e. V.", "description": "Hilft.", "organization_identifiers": [
               {"id": "i1", "identifier_scheme": "DE-VR", "identifier_type": "Vereinsregister", "identifier": "4711"}]},
             "contacts": [{"id": "c1", "title": "Leitung"},
               {"id": "c2", "department": "Empfang", "title": "Frühdienst", "email": "empfang@example.org"}],
             "attributes": [{"id": "a1", "link_type": "topic", "taxonomy_term": {"id": "t1", "term": "Schuldenhilfe"}}]}
            """);

        var drafts = Records.hsds(service);

        assertThat(drafts.stream()
                        .flatMap(draft -> draft.findings().stream())
                        .map(finding -> String.valueOf(finding.value())))
                .containsExactlyInAnyOrder(
                        "organization_identifiers.identifier_type: Vereinsregister",
                        "contacts.title: Leitung",
                        "contacts.title: Frühdienst");
        assertThat(written(drafts.getLast()).toString()).contains("Schuldenhilfe");
    }

    @Test
    void readsAServiceListedByItsReferences() {
        var drafts = Records.hsds(
                json("{\"id\": \"s1\", \"organization_id\": \"o1\", \"name\": \"Rat\", \"status\": \"temporarily"
                        + " closed\"}"));

        assertThat(drafts)
                .singleElement()
                .satisfies(draft -> assertThat(written(draft))
                        .isEqualTo(json("{\"kind\": \"service\", \"id\": \"s1\", \"name\": {\"de\": \"Rat\"},"
                                + " \"status\": \"temporarily closed\", \"organization\":"
                                + " \"o1\"}")));
    }

    @Test
    void readsAServiceAtALocation() {
        var drafts = Records.hsds(json("""
            {"id": "x", "service": {"id": "s1", "name": "Rat", "status": "active"},
             "location": {"id": "l1", "location_type": "physical", "name": "Haus"}}
            """));

        assertThat(drafts).extracting(draft -> draft.json().path("id").asText()).isEqualTo(List.of("l1", "s1"));
        assertThat(drafts.getLast().json().at("/at/0/location").asText()).isEqualTo("l1");
    }

    @Test
    void makesOneRecordOfTheSamePlaceSeenTwice() {
        var drafts = Records.hsds(json("""
            {"id": "o1", "name": "Verein", "locations": [{"id": "l1", "location_type": "physical", "name": "Haus"}],
             "services": [{"id": "s1", "name": "Rat", "status": "active", "service_at_locations": [{"location":
               {"id": "l1", "location_type": "physical", "name": "Haus", "transportation": "Bus 1"}}]}]}
            """));

        assertThat(drafts).extracting(draft -> draft.json().path("id").asText()).containsExactly("o1", "l1", "s1");
        assertThat(drafts.get(1).json().at("/transport/de").asText()).isEqualTo("Bus 1");
        assertThat(drafts.get(2).json().path("organization").asText()).isEqualTo("o1");
    }

    @Test
    void namesWhatItDoesNotKnow() {
        var drafts = Records.hsds(json("""
            {"id": "s1", "name": "Rat", "status": "active", "licenses": "L", "seating": 12, "metadata": [{"id": "m"}],
             "phones": [{"id": "p", "number": "0221 4710123", "languages": [{"id": "l", "code": "tr"}]}],
             "service_at_locations": [{"id": "x", "description": "Hier.", "location": {"id": "l1", "location_type": "physical",
               "name": "Haus", "external_identifier": "7"}}],
             "attributes": [{"id": "a", "link_type": "colour", "value": "rot", "taxonomy_term":
               {"id": "t", "name": "Farbe", "description": "Farbe", "taxonomy": "https://andere.example.org/def/"}}]}
            """));

        assertThat(drafts.stream()
                        .flatMap(draft -> draft.findings().stream())
                        .filter(finding -> finding.rule().equals(HsdsMapping.NOT_TAKEN))
                        .map(finding -> String.valueOf(finding.value())))
                .containsExactlyInAnyOrder(
                        "external_identifier: 7",
                        "licenses: L",
                        "seating: 12",
                        "phones.languages: [{\"id\":\"l\",\"code\":\"tr\"}]",
                        "service_at_locations.description: Hier.",
                        "attributes.colour: rot");
    }

    @Test
    void findsAnErrorWhereThereIsNothing() {
        assertThat(codes(Records.hsds(json("[]")).getFirst())).containsExactly("datensatz-ohne-ergebnis");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        service      | {"id": "1", "name": "Rat", "organization_id": "o1", "schedules": [{"byday": "MO", "freq": "WEEKLY", "opens_at": "9:00", "closes_at": "10:00"}]}
        service      | {"id": "1", "name": "Rat", "service_areas": [{"name": "Bilk"}]}
        service      | {"id": "1", "name": "Rat", "cost_options": [{"amount": 5}]}
        service      | {"id": "1", "name": "Rat", "minimum_age": 12}
        service      | {"id": "1", "name": "Rat", "organization": "o1"}
        location     | {"id": "1", "name": "Haus", "transportation": "Bus 1", "organization_id": "o1", "schedules": []}
        organization | {"id": "1", "name": "Rat e. V.", "website": "https://rat.example.org/", "funding": []}
        organization | {"id": "1", "name": "Rat e. V.", "description": "Ein Verein.", "email": "post@example.org"}
        organization | {"id": "1", "name": "Rat e. V.", "services": [], "locations": [], "status": "active"}
        """)
    void knowsWhatItIsByWhatOnlyThatHas(String kind, String object) {
        assertThat(Records.hsds(json(object)).getLast().json().path("kind").asText())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"x1\", \"message\": \"Not authorised\", \"name\": \"Error\"}",
                "{\"id\": \"x1\", \"status\": 401, \"name\": \"Error\"}",
                "{\"id\": \"c1\", \"organization_id\": \"o1\", \"name\": \"Paula Beispiel\", \"email\": \"paula@example.org\"}",
                "{\"id\": \"g1\", \"name\": \"Programm\", \"description\": \"Gefördert.\", \"organization_id\": \"o1\"}",
                "{\"id\": \"x\", \"service_id\": \"s1\", \"location_id\": \"l1\"}",
                "{\"version\": \"3.0\", \"profile\": \"https://example.org/\", \"openapi_url\": \"https://example.org/api\"}",
                "{}"
            })
    void holdsWhatItDoesNotRecognise(String object) {
        var draft = Records.hsds(json(object)).getFirst();

        assertThat(draft.json()).isEmpty();
        assertThat(codes(draft)).containsExactly("hsds-art-unbekannt");
        assertThat(draft.findings().getFirst().value())
                .isEqualTo(json(object)
                        .propertyStream()
                        .map(java.util.Map.Entry::getKey)
                        .collect(java.util.stream.Collectors.joining(", ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"1\", \"name\": \"Themen\", \"description\": \"Alle.\", \"uri\": \"https://example.org/\", \"version\": \"1\"}",
                "{\"id\": \"1\", \"name\": \"Schulden\", \"code\": \"S\", \"description\": \"-\", \"taxonomy\": \"Themen\"}"
            })
    void makesNoRecordOfATaxonomy(String object) {
        var draft = Records.hsds(json(object)).getFirst();

        assertThat(draft.json()).isEmpty();
        assertThat(codes(draft)).containsExactly("hsds-systematik");
    }

    @Test
    void takesThePlaceOfAServiceAtALocationThatDoesNotSayWhichService() {
        var drafts = Records.hsds(json("""
            {"id": "x", "description": "Im Hof.", "location": {"id": "l1", "location_type": "physical", "name": "Haus"}}
            """));

        assertThat(drafts)
                .singleElement()
                .satisfies(draft -> assertThat(draft.json().path("id").asText()).isEqualTo("l1"))
                .satisfies(draft -> assertThat(draft.findings())
                        .extracting(finding -> finding.value())
                        .containsExactly("service_at_location.description: Im Hof."));
    }

    /** What came in the place of a list of objects, what of it is read, and what is told. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        phones               | "0221 4710 123"           | /contacts/0/phones/0/number | +49 221 4710123   | hsds-liste-gelesen
        phones               | {"number": "02214710123"} | /contacts/0/phones/0/number | +49 221 4710123   | hsds-liste-gelesen
        phones               | ["0221 4710 123"]         | /contacts/0/phones/0/number | +49 221 4710123   | hsds-liste-gelesen
        phones               | 7                         | /contacts                   |                   | feld-unlesbar
        contacts             | {"department": "Büro", "email": "a@example.org"} | /contacts/0/name/de | Büro | hsds-liste-gelesen
        contacts             | {"c1": {"name": "Büro"}}  | /contacts                   |                   | feld-unlesbar
        contacts             | [{"email": "buero@example.org", "phones": "0221 4710 123"}] | /contacts/0/phones/0/number | +49 221 4710123 | hsds-liste-gelesen
        languages            | "German"                  | /languages/0                | de                | hsds-liste-gelesen
        languages            | [{"code": "tr"}, 5]       | /languages/0                | tr                | feld-unlesbar
        schedules            | "Mo-Fr 9-17 Uhr"          | /hours/osm                  | Mo-Fr 09:00-17:00 | hsds-liste-gelesen
        attributes           | {"taxonomy_term": {"name": "Rat"}} | /categories/0      | Rat               | hsds-liste-gelesen
        attributes           | {"farbe": "rot"}          | /categories                 |                   | feld-unlesbar
        attributes           | [{"value": "rot"}]        | /categories                 |                   | hsds-feld-nicht-uebernommen
        attributes           | ["rot"]                   | /categories                 |                   | feld-unlesbar
        organization         | "org-1"                   | /organization               | org-1             |
        organization         | ["org-1"]                 | /organization               |                   | feld-unlesbar
        service_at_locations | [null, {"id": "x"}]       | /at                         |                   | feld-unlesbar
        service_at_locations | ["loc"]                   | /at                         |                   | feld-unlesbar
        service_at_locations | [{"location": "loc"}]     | /at/0/location              | loc               |
        service_areas        | "Düsseldorf"              | /area/0                     | 05111000          | hsds-liste-gelesen
        required_documents   | "Ausweis"                 | /documents/0/title/de       | Ausweis           | hsds-liste-gelesen
        funding              | 7                         | /funding                    |                   | feld-unlesbar
        funding              | "Stadt"                   | /description/de             | Finanzierung: Stadt | hsds-liste-gelesen
        cost_options         | [{"amount": -5}]          | /cost                       |                   | kosten-unlesbar
        cost_options         | "5 Euro"                  | /cost/amount                | 5                 | hsds-liste-gelesen
        eligibility          | {"a": 1}                  | /eligibility                |                   | feld-unlesbar
        fees                 | ["5 Euro"]                | /cost                       |                   | feld-unlesbar
        capacities           | [{"available": "viele", "updated": "2026-11-01"}] | /availability |           | hsds-feld-nicht-uebernommen
        phones               | null                      | /contacts                   |                   |
        """)
    void losesNothingOfTheWrongTypeInSilence(
            String member, String value, String pointer, @Nullable String read, @Nullable String code) {
        var draft = Records.hsds(json("{\"id\": \"s1\", \"name\": \"Rat\", \"status\": \"active\", \"" + member + "\": "
                        + value + "}"))
                .getLast();

        assertThat(draft.json().at(pointer).asText()).isEqualTo(read == null ? "" : read);
        var told = List.of(
                "hsds-liste-gelesen",
                "feld-unlesbar",
                "hsds-feld-nicht-uebernommen",
                "kosten-unlesbar",
                "feld-unbekannt");
        assertThat(codes(draft).stream().filter(told::contains)).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void saysWhereInAListWhichValueStands() {
        var service =
                json("{\"id\": \"s1\", \"name\": \"Rat\", \"minimum_age\": 1, \"contacts\": [{\"phones\": [5]}]}");

        assertThat(Records.hsds(service).getLast().findings())
                .filteredOn(finding -> finding.rule().equals(Form.UNREADABLE_FIELD))
                .singleElement()
                .satisfies(finding -> assertThat(finding.values())
                        .containsEntry("field", "contacts.phones")
                        .containsEntry("expected", "[{\"number\": \"…\"}]"))
                .satisfies(finding -> assertThat(finding.value()).isEqualTo("5"));
    }
}
