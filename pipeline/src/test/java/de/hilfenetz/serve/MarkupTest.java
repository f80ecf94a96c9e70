package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.record.CanonicalJson;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What pages say to search engines (P3.3). */
class MarkupTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server(Site.demonstration(Town.BASE)
            .withOperator(new Site.Operator(
                    "Beispielstadt", "kontakt@beispielstadt.example.org", "https://beispielstadt.example.org/"))));

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static JsonNode said(String path) throws IOException {
        var found = DATA.matcher(BROWSER.open(path).body());
        assertThat(found.find()).as(path).isTrue();
        return CanonicalJson.mapper().readTree(found.group(1));
    }

    @Test
    void describesADataSetWithFilesThatAreThere() throws IOException {
        var set = said("/daten/angebote");

        assertThat(set.path("name").asText()).isEqualTo("Angebote");
        assertThat(set.path("description").asText()).hasSizeBetween(50, 5_000);
        assertThat(set.path("creator").path("name").asText()).isEqualTo("Beispielstadt");
        assertThat(set.path("distribution")).hasSizeGreaterThanOrEqualTo(3).allSatisfy(file -> {
            var path = URI.create(file.path("contentUrl").asText()).getPath();
            assertThat(BROWSER.get(path).statusCode()).as(path).isEqualTo(200);
        });
    }

    @Test
    void saysOfAServiceWhatItsPageSays() throws IOException {
        var service = said("/angebote/" + Records.SERVICE);

        assertThat(service.path("name").asText()).isEqualTo("Schuldnerberatung Bilk");
        assertThat(service.toString()).contains("OpeningHoursSpecification", "https://schema.org/Monday", "telephone");
    }

    @Test
    void tellsNoPlaceThatIsProtected() throws IOException {
        assertThat(said("/angebote/" + Records.SHELTER).toString()).doesNotContain("\"address\"", "serviceLocation");
    }

    @Test
    void saysNothingInADemonstration() {
        try (var demonstration = new Browser(TOWN.server())) {
            assertThat(demonstration.open("/daten/angebote").body()).doesNotContain("ld+json\">");
            assertThat(demonstration.open("/angebote/" + Records.SERVICE).body())
                    .doesNotContain("ld+json\">{");
        }
    }
}
