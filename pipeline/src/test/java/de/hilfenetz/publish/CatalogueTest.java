package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShapeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.vocabulary.DCTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    private static final Operator CITY = new Operator(
            "Landeshauptstadt Düsseldorf", "opendata@stadt.example.org", "https://stadt.example.org/", false);

    @TempDir
    Path folder;

    private Manifest manifest;
    private List<Manifest.DataFile> files;
    private final Catalogue catalogue = new Catalogue(City.BASE, CITY, City.VOCABULARY);

    @BeforeEach
    void cut() throws IOException {
        try (var city = new City(folder)) {
            city.deliver(City.examples());
            var releases = city.open();
            manifest = releases.cut().orElseThrow();
            releases.derive();
            files = releases.files(manifest);
        }
    }

    private Graph graph() {
        return parse(catalogue.write(manifest, files, GraphFormat.TURTLE), Lang.TURTLE);
    }

    private static Graph parse(byte[] bytes, Lang lang) {
        return RDFParser.source(new ByteArrayInputStream(bytes)).lang(lang).toGraph();
    }

    /** Mandatory and recommended properties of DCAT-AP.de 3.0, as the domain model lists them (A8). */
    @Test
    void hasAllThatDcatApDeDemands() {
        var shapes =
                Shapes.parse(RDFParser.source("publish/dcat-ap-de.shapes.ttl").toGraph());

        var report = ShaclValidator.get().validate(shapes, graph());

        assertThat(report.getEntries())
                .as(() -> report.getEntries().stream()
                        .map(entry -> entry.focusNode() + " " + entry.resultPath() + " " + entry.message())
                        .toList()
                        .toString())
                .isEmpty();
    }

    @Test
    void keepsTheRulesThatAreSaidInWords() {
        assertThat(ShapeFile.load("catalogue", City.BASE).check(graph())).isEmpty();
    }

    @Test
    void missesALicenceInWords() {
        var graph = graph();
        graph.remove(Node.ANY, DCTerms.license.asNode(), Node.ANY);

        assertThat(ShapeFile.load("catalogue", City.BASE).check(graph))
                .extracting(ShapeFile.Breach::german)
                .contains("Eine Datei hat genau eine Lizenz der DCAT-AP.de-Liste.");
    }

    @Test
    void everyFormIsTheSameGraph() {
        for (var format : GraphFormat.values()) {
            var lang = switch (format) {
                case TURTLE -> Lang.TURTLE;
                case NTRIPLES -> Lang.NTRIPLES;
                case JSONLD -> Lang.JSONLD;
                case RDFXML -> Lang.RDFXML;
            };
            assertThat(parse(catalogue.write(manifest, files, format), lang).isIsomorphicWith(graph()))
                    .isTrue();
        }
    }

    @Test
    void namesEveryFileOfTheReleaseWithItsHash() {
        var text = new String(catalogue.write(manifest, files, GraphFormat.TURTLE), StandardCharsets.UTF_8);

        for (var file : files) {
            if (file.isDescription()) {
                assertThat(text).doesNotContain(file.plainName());
                continue;
            }
            assertThat(text)
                    .contains(
                            "<https://hilfenetz.example/daten/" + file.dataset() + "/aktuell/" + file.plainName() + ">")
                    .contains("\"" + file.plainSha256() + "\"^^xsd:hexBinary")
                    .contains("\"" + file.plainBytes() + "\"^^xsd:nonNegativeInteger");
        }
        assertThat(text).doesNotContain("contributorID").doesNotContain("plannedAvailability");
    }

    @Test
    void namesTheContributorOnlyOnThePathsWhereNobodyElseDoes() {
        var direct = new Catalogue(
                City.BASE,
                new Operator(
                        "Landeshauptstadt Düsseldorf",
                        "opendata@stadt.example.org",
                        "https://stadt.example.org/",
                        false,
                        Operator.Path.GOVDATA),
                City.VOCABULARY);

        assertThat(new String(direct.write(manifest, files, GraphFormat.NTRIPLES), StandardCharsets.UTF_8))
                .contains("contributorID> <http://dcat-ap.de/def/contributors/openNRW>");
        assertThat(new String(catalogue.write(manifest, files, GraphFormat.NTRIPLES), StandardCharsets.UTF_8))
                .doesNotContain("contributorID");
    }

    @Test
    void eachProviderIsADataSetWithItsOwnLicenceAndName() {
        var text = new String(catalogue.write(manifest, files, GraphFormat.NTRIPLES), StandardCharsets.UTF_8);
        var dataset = "<https://hilfenetz.example/id/datensatz/angebote-beispielverband";

        assertThat(text.lines())
                .contains(
                        dataset
                                + "#csv> <http://purl.org/dc/terms/license> <http://dcat-ap.de/def/licenses/dl-zero-de/2.0> .",
                        dataset + "> <http://data.europa.eu/930/originator> " + dataset + "#lieferant> .",
                        dataset
                                + "> <http://www.w3.org/ns/dcat#inSeries> <https://hilfenetz.example/id/katalog#reihe> .");
        assertThat(text).contains(dataset + "#lieferant> <http://xmlns.com/foaf/0.1/name> \"Beispielverband\"@de .");
    }

    @Test
    void saysSoWhileItIsADemonstration() {
        var demonstration = new Catalogue(City.BASE, Operator.NOBODY, City.VOCABULARY);

        assertThat(new String(demonstration.write(manifest, files, GraphFormat.TURTLE), StandardCharsets.UTF_8))
                .contains("(Demonstration)");
        assertThat(new String(catalogue.write(manifest, files, GraphFormat.TURTLE), StandardCharsets.UTF_8))
                .doesNotContain("Demonstration");
    }

    @Test
    void dataJsonIsWhatDkanHarvests() throws IOException {
        var json = new ObjectMapper().readTree(catalogue.writeDataJson(manifest, files));

        assertThat(json.get("conformsTo").asText()).isEqualTo("https://project-open-data.cio.gov/v1.1/schema");
        var dataset = json.at("/dataset/0");
        for (var required : new String[] {
            "title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier", "accessLevel"
        }) {
            assertThat(dataset.hasNonNull(required)).as(required).isTrue();
        }
        assertThat(dataset.get("identifier").asText()).isEqualTo("https://hilfenetz.example/id/datensatz/angebote");
        assertThat(dataset.at("/contactPoint/hasEmail").asText()).isEqualTo("mailto:opendata@stadt.example.org");
        assertThat(dataset.at("/distribution/0/mediaType").asText()).isEqualTo("text/csv");
        assertThat(dataset.at("/distribution/0/downloadURL").asText())
                .isEqualTo("https://hilfenetz.example/daten/angebote/aktuell/angebote.csv");
        assertThat(dataset.get("distribution")).extracting(JsonNode::size).containsOnly(5);
        assertThat(dataset.get("distribution").valueStream())
                .as("what is text/csv is imported, and must have commas")
                .extracting(file -> file.get("downloadURL").asText())
                .noneMatch(url -> url.endsWith(".excel.csv"));
        assertThat(json.get("dataset").valueStream())
                .extracting(one -> one.get("identifier").asText().replaceFirst(".*/", ""))
                .containsExactly(
                        "angebote",
                        "traeger",
                        "orte",
                        "systematik",
                        "entfallen",
                        "versorgung",
                        "abstimmungen",
                        "qualitaet",
                        "alles",
                        "angebote-beispielverband");
    }
}
