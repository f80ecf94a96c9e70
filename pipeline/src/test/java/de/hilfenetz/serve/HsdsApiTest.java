package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.record.CanonicalJson;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HsdsApiTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static JsonNode get(String path) throws IOException {
        var answer = BROWSER.get("/hsds" + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(Browser.header(answer, "Content-Type")).startsWith("application/json");
        assertThat(Browser.header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        return CanonicalJson.mapper().readTree(answer.body());
    }

    private static List<String> ids(JsonNode page) {
        return page.path("contents")
                .valueStream()
                .map(one -> one.path("id").asText())
                .toList();
    }

    @Test
    void saysWhatItIs() throws IOException {
        assertThat(get("/").path("version").asText()).isEqualTo("3.0");
        assertThat(get("").path("openapi_url").asText()).contains("/3.0/");
    }

    @Test
    void listsServicesInPages() throws IOException {
        var all = get("/services");

        assertThat(all.path("total_items").asInt()).isEqualTo(2);
        assertThat(ids(all)).contains(Records.SERVICE.toString(), Records.SHELTER.toString());
        var second = get("/services?page=2&per_page=1");
        assertThat(second.path("total_pages").asInt()).isEqualTo(2);
        assertThat(second.path("last_page").asBoolean()).isTrue();
        assertThat(second.path("first_page").asBoolean()).isFalse();
        assertThat(ids(second)).hasSize(1).doesNotContainAnyElementsOf(ids(get("/services?page=1&per_page=1")));
        assertThat(get("/services?page=9").path("empty").asBoolean()).isTrue();
    }

    @Test
    void listsInTheDetailThatIsAskedFor() throws IOException {
        var query = "/services?search=schuldnerberatung";

        var plain = get(query).at("/contents/0");
        assertThat(plain.at("/organization/name").asText()).isNotEmpty();
        assertThat(plain.has("phones")).isFalse();
        assertThat(get(query + "&full=true").at("/contents/0")).isEqualTo(get("/services/" + Records.SERVICE));
        assertThat(get(query + "&minimal=true").at("/contents/0").has("url")).isFalse();
    }

    @Test
    void giveOneServiceWithAllThatBelongsToIt() throws IOException {
        var service = get("/services/" + Records.SERVICE);

        assertThat(service.at("/organization/id").asText()).isEqualTo(Records.ORGANIZATION.toString());
        assertThat(service.at("/service_at_locations/0/location/id").asText()).isEqualTo(Records.LOCATION.toString());
        assertThat(service.at("/schedules/0").has("timezone")).isFalse();
        assertThat(service.at("/schedules/0/notes").asText()).contains("Ortszeit");
        assertThat(service.at("/schedules/0/description").asText()).contains("an Feiertagen geschlossen");
    }

    @Test
    void namesNoPlaceOfAShelter() throws IOException {
        assertThat(get("/services/" + Records.SHELTER).has("service_at_locations"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22, 0", "2026-10-01T00:00:00Z, 1"})
    void listsWhatChangedSince(String since, int services) throws IOException {
        var changed = get("/services?search=schuldnerberatung&modified_after=" + since);

        assertThat(changed.path("total_items").asInt()).isEqualTo(services);
    }

    @Test
    void findsServicesByATermOfATaxonomy() throws IOException {
        var taxonomy = get("/taxonomies")
                .path("contents")
                .valueStream()
                .filter(one -> one.path("uri").asText().endsWith("/def/thema"))
                .findFirst()
                .orElseThrow();
        var term = get("/taxonomy_terms?per_page=500&taxonomy_id="
                        + taxonomy.path("id").asText())
                .path("contents")
                .valueStream()
                .filter(one -> one.path("code").asText().equals("schulden"))
                .findFirst()
                .orElseThrow();

        assertThat(ids(get("/services?taxonomy_term_id=" + term.path("id").asText())))
                .contains(Records.SERVICE.toString())
                .doesNotContain(Records.SHELTER.toString());
        assertThat(get("/taxonomy_terms/" + term.path("id").asText())).isEqualTo(term);
        assertThat(get("/taxonomies/" + taxonomy.path("id").asText())).isEqualTo(taxonomy);
    }

    @Test
    void listsServicesAtLocations() throws IOException {
        var at = get("/service_at_locations").at("/contents/0");

        assertThat(at.at("/service/id").asText()).isEqualTo(Records.SERVICE.toString());
        var one = get("/service_at_locations/" + at.path("id").asText());
        assertThat(one.at("/location/addresses/0/address_1").asText()).isEqualTo("Beispielstraße 1-5");
        assertThat(get("/organizations/" + Records.ORGANIZATION).path("name").asText())
                .isEqualTo(get("/organizations").at("/contents/0/name").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/1", "/organizations/00000000-0000-5000-8000-000000000002", "/taxonomies/x"})
    void knowsNothingOfOthers(String path) {
        assertThat(BROWSER.get("/hsds" + path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"modified_after=gestern", "page=0", "per_page=x"})
    void refusesWhatItCannotRead(String query) {
        assertThat(BROWSER.get("/hsds/services?" + query).statusCode()).isEqualTo(400);
    }
}
