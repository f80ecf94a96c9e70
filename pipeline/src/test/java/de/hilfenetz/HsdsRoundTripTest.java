package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.normalise.Draft;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.publish.Hsds;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published as HSDS and delivered again as a feed is the same record. */
class HsdsRoundTripTest {

    private static final Instant DELIVERED = Instant.parse("2026-11-22T08:00:00Z");
    private static final Hsds HSDS = new Hsds(URI.create("https://hilfenetz.example/"), Vocabulary.load());

    private static Entry example(String kind, UnaryOperator<String> change) {
        try {
            var json = Files.readString(Path.of("../schemas/examples", kind + ".json"));
            return CanonicalJson.read(change.apply(json).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Feed feed() {
        return FeedFixture.called("beispiel")
                .title("Beispiel")
                .format(Feed.Format.HSDS)
                .feed();
    }

    private static List<Draft> deliver(JsonNode hsds) {
        var place = new Place("hsds.json", 1, 0, null);
        var tree = new RawRecord.Tree(hsds, new IdentityHashMap<>());
        var raw = new RawRecord(1, place, Sha256.of(hsds.toString().getBytes(StandardCharsets.UTF_8)), () -> tree);
        return new Normaliser(feed(), null, LocalDate.of(2026, 11, 22)).normalise(raw, tree, DELIVERED);
    }

    private static ObjectNode full(Service service, Organization organization, Location location) {
        return HSDS.service(
                service,
                id -> id.equals(organization.id()) ? HSDS.organization(organization) : null,
                id -> id.equals(location.id()) ? HSDS.location(location) : null);
    }

    /** The record as a mapping would have given it: without what only intake adds. */
    private static JsonNode asDelivered(Entry entry) throws IOException {
        var json = (ObjectNode) CanonicalJson.mapper().readTree(CanonicalJson.write(entry));
        json.remove(List.of("feed", "sourceId", "licence", "origin"));
        if (entry instanceof Service && json.remove("dates") instanceof ObjectNode dates) {
            json.set("changed", dates.get("changed"));
            if (dates.has("confirmed")) {
                json.set("confirmed", dates.get("confirmed"));
            }
        }
        json.remove("dates");
        return json;
    }

    private static JsonNode json(Draft draft) throws IOException {
        return CanonicalJson.mapper().readTree(draft.json().toString());
    }

    @Test
    void comesBackAsItWas() throws IOException {
        var service = (Service) example("service", json -> json);
        var organization = (Organization) example("organization", json -> json);
        var location = (Location) example("location", json -> json);

        var drafts = deliver(full(service, organization, location));

        assertThat(drafts).hasSize(3);
        assertThat(json(drafts.get(0))).isEqualTo(asDelivered(organization));
        assertThat(json(drafts.get(1))).isEqualTo(asDelivered(location));
        assertThat(json(drafts.get(2))).isEqualTo(asDelivered(service));
        assertThat(drafts.stream().flatMap(draft -> draft.findings().stream()))
                .noneMatch(finding -> finding.rule().code().equals("hsds-feld-nicht-uebernommen"));
    }

    /** A service of somebody else's directory, in the British profile: what goes out is what came in, but for the person. */
    @Test
    void sendsOutAForeignServiceAsItCameIn() throws IOException {
        var foreign = CanonicalJson.mapper()
                .readTree(
                        Path.of("src/test/resources/publish/oruk-service.json").toFile());

        var drafts = deliver(foreign);
        var organization = (Organization) typed(drafts.get(0));
        var location = (Location) typed(drafts.get(1));
        var out = full((Service) typed(drafts.get(2)), organization, location);

        for (var member : List.of(
                "/name",
                "/description",
                "/url",
                "/email",
                "/status",
                "/application_process",
                "/eligibility_description",
                "/minimum_age",
                "/maximum_age",
                "/fees_description",
                "/wait_time",
                "/assured_date",
                "/last_modified",
                "/organization/name",
                "/organization/description",
                "/organization/email",
                "/phones/0/number",
                "/phones/0/type",
                "/languages/0/code",
                "/schedules/0/freq",
                "/schedules/0/byday",
                "/schedules/0/opens_at",
                "/schedules/0/closes_at",
                "/cost_options/0/amount",
                "/cost_options/0/currency",
                "/service_at_locations/0/location/name",
                "/service_at_locations/0/location/location_type",
                "/service_at_locations/0/location/latitude",
                "/service_at_locations/0/location/longitude",
                "/service_at_locations/0/location/addresses/0/address_1",
                "/service_at_locations/0/location/addresses/0/city",
                "/service_at_locations/0/location/addresses/0/postal_code",
                "/service_at_locations/0/location/addresses/0/country")) {
            assertThat(out.at(member).asText())
                    .as(member)
                    .isEqualTo(foreign.at(member).asText());
        }
        assertThat(out.toString()).doesNotContain("Jane", "jane");
        assertThat(drafts.stream()
                        .flatMap(draft -> draft.findings().stream())
                        .filter(finding -> finding.rule().code().equals("hsds-feld-nicht-uebernommen"))
                        .map(finding -> finding.value()))
                .containsExactly("fund_code: R-17");
    }

    /** A draft with UUIDs for ids, as intake would complete it. */
    private static Entry typed(Draft draft) throws IOException {
        var json = (ObjectNode) json(draft);
        json.put("feed", "beispiel").put("sourceId", json.path("id").asText());
        json.putObject("dates")
                .put("delivered", DELIVERED.toString())
                .put("changed", json.path("changed").asText(DELIVERED.toString()))
                .set("confirmed", json.get("confirmed"));
        json.remove(List.of("changed", "confirmed"));
        return CanonicalJson.from(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mo-Fr 08:00-12:00,14:00-16:00",
                "Fr 22:00-02:00",
                "24/7",
                "Mo[1],Mo[3] 14:00-16:00",
                "We[1] 14:00-16:00",
                "Mo-Su 18:00-24:00",
                "Jan-Mar Mo 10:00-12:00; PH off"
            })
    void hoursComeBackWhateverSchedulesCanSay(String osm) throws IOException {
        var service =
                (Service) example("service", json -> json.replace("Mo-Fr 09:00-12:00, Th 14:00-17:00; PH off", osm));

        var back = deliver(HSDS.service(service, id -> null, id -> null)).getLast();

        assertThat(json(back).path("hours")).isEqualTo(asDelivered(service).path("hours"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"de\": \"Schuldnerberatung Bilk\", \"en\": \"Debt counselling Bilk\"| \"en\": \"Debt counselling\"",
                "\"role\": \"desk\",| ",
                "\"email\": \"schuldnerberatung@beispielverband.example.org\",| ",
                "\"extension\": \"12\"| \"extension\": \"012\"",
                "\"amount\": 0, \"currency\": \"EUR\", \"text\": {\"de\": \"kostenfrei\"}| \"text\": {\"de\": \"nach Einkommen\"}",
                "\"amount\": 0, | \"amount\": 12.5, ",
                "\"ages\": {\"min\": 18},| \"ages\": {\"min\": 0, \"max\": 6},",
                "\"area\": [\"05111000\"],| \"area\": [\"036\", \"03\"],",
                "\"interpreting\": \"limited\",| ",
                "\"status\": \"active\"| \"status\": \"temporarily closed\"",
                "\"byAppointment\": \"limited\"| \"byAppointment\": \"yes\"",
                "\"source\": {\"de\": \"Rahmenvertrag\"}, | ",
                "\"room\": {\"de\": \"2. OG\"},| "
            })
    void aServiceComesBackAsItWasWhateverItSays(String change) throws IOException {
        var parts = change.split("\\|", -1);
        var service = (Service) example("service", json -> {
            assertThat(json).contains(parts[0].strip());
            return json.replace(parts[0].strip(), parts[1].strip());
        });
        var location = (Location) example("location", json -> json);

        var back = deliver(HSDS.service(service, id -> null, id -> HSDS.location(location)))
                .getLast();

        assertThat(json(back)).isEqualTo(asDelivered(service));
    }
}
