package de.hilfenetz.graph;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.record.Entry;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CrosswalkTest {

    static Stream<Entry> entries() {
        return Stream.of(Examples.service(), Examples.organization(), Examples.location());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void describesTheExampleAsTheFileByHandDoes(Entry entry) {
        var expected = RDFParser.source("graph/" + entry.kind().json() + ".ttl").toGraph();
        var triples = Examples.describe(entry);

        assertThat(lines(triples))
                .containsExactlyInAnyOrderElementsOf(lines(expected.find().toList()));
    }

    private static List<String> lines(Iterable<Triple> triples) {
        return Examples.write(GraphFormat.NTRIPLES, triples).lines().toList();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void speaksOnlyOfTheRecordAndOfPartsReachedFromIt(Entry entry) {
        var triples = Examples.describe(entry);
        var record = NodeFactory.createURI(Examples.CROSSWALK.iri(entry.kind(), entry.id()));

        var reached = new HashSet<Node>();
        var open = new ArrayDeque<Node>();
        open.add(record);
        while (!open.isEmpty()) {
            var node = open.remove();
            if (reached.add(node)) {
                triples.stream()
                        .filter(triple -> triple.getSubject().equals(node))
                        .map(Triple::getObject)
                        .filter(object -> object.isURI() && object.getURI().startsWith(record.getURI() + "#"))
                        .forEach(open::add);
            }
        }
        assertThat(triples.stream().map(Triple::getSubject).collect(Collectors.toSet()))
                .isEqualTo(reached);
        assertThat(triples).allMatch(triple -> !triple.getObject().isBlank());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void usesOnlyOwnTermsAndConceptsThatTheVocabularyDefines(Entry entry) {
        var defined = new HashSet<Node>();
        Examples.CROSSWALK.describeVocabulary(triple -> defined.add(triple.getSubject()));

        assertThat(Examples.describe(entry).stream()
                        .flatMap(triple -> Stream.of(triple.getPredicate(), triple.getObject()))
                        .filter(node -> node.isURI() && node.getURI().startsWith(Examples.BASE + "def/"))
                        .filter(node -> !defined.contains(node)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                               | true
            "competentAuthority": "1c3d5e7f-9a0b-5c2d-8e4f-6a7b8c9d0e1f",     | false
            "kind": "rahmenvertrag",                                         | false
            """)
    void callsItAPublicServiceOnlyWhereBodyAndBasisAreNamed(String without, boolean expected) {
        var service = Examples.service(json -> without.contains("kind")
                ? json.replaceFirst("(?s)\"basis\": \\[.*?\\],", "")
                : json.replace(without, ""));

        assertThat(types(service).contains("http://purl.org/vocab/cpsv#PublicService"))
                .isEqualTo(expected);
        assertThat(types(service)).contains("https://schema.org/Service");
        assertThat(Examples.describe(service).stream()
                        .anyMatch(triple -> triple.getPredicate().equals(Terms.Cv.hasCompetentAuthority)))
                .isEqualTo(expected);
    }

    @Test
    void groupsByTrueEventsOnly() {
        var service = Examples.service(json -> json.replace(
                "\"lifeSituations\": [\"schulden-und-armut\"]",
                "\"lifeSituations\": [\"schulden-und-armut\", \"wohnungsverlust\"]"));

        assertThat(objects(service, Terms.Cv.isGroupedBy))
                .containsExactly(Examples.BASE + "def/lebenslage/wohnungsverlust");
        assertThat(objects(service, Terms.Cv.thematicArea))
                .containsExactly(
                        Examples.BASE + "def/thema/schulden", Examples.BASE + "def/lebenslage/schulden-und-armut");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schulden                | SOCI
            hospiz                  | SOCI, HEAL
            suchthilfe, sprachkurs  | SOCI, HEAL, EDUC
            """)
    void namesTheThemesOfTheTopics(String topics, String themes) {
        var service = Examples.service(json ->
                json.replace("\"topics\": [\"schulden\"]", "\"topics\": [\"" + topics.replace(", ", "\", \"") + "\"]"));

        assertThat(objects(service, Terms.Cv.sector))
                .containsExactly(Stream.of(themes.split(", ", -1))
                        .map(theme -> Terms.Eu.THEMES + theme)
                        .toArray(String[]::new));
    }

    private static List<String> objects(Entry entry, Node property) {
        return Examples.describe(entry).stream()
                .filter(triple -> triple.getPredicate().equals(property))
                .map(triple -> triple.getObject().getURI())
                .toList();
    }

    private static Set<String> types(Entry entry) {
        return Examples.describe(entry).stream()
                .filter(triple -> triple.getPredicate().equals(Terms.TYPE))
                .map(triple -> triple.getObject().getURI())
                .collect(Collectors.toSet());
    }

    @Test
    void doesNotSayWhereAProtectedServiceIs() {
        var service = Examples.service(json -> json.replaceFirst("(?s)\"at\": \\[.*?\\]\\s*}\\s*\\],", "")
                .replace("\"area\": [\"05111000\"]", "\"area\": [\"036\"]")
                .replace("\"licence\"", "\"protected\": true, \"licence\""));

        var text = Examples.write(GraphFormat.NTRIPLES, Examples.describe(service));

        assertThat(service.protectedPlace()).isTrue();
        assertThat(text)
                .contains("id/gebiet/05111000")
                .doesNotContain("id/gebiet/036")
                .doesNotContain("/id/ort/");
    }

    @ParameterizedTest
    @CsvSource({"kommunal, true", "amt, true", "frei, false", "verein, false"})
    void callsOnlyTheCitysBodiesPublicOrganisations(String kind, boolean expected) {
        var organization = Examples.organization(
                json -> json.replace("\"organizationKind\": \"frei\"", "\"organizationKind\": \"" + kind + "\"")
                        .replace("\"area\": [\"05111000\"],", ""));

        assertThat(types(organization).contains("http://data.europa.eu/m8g/PublicOrganisation"))
                .isEqualTo(expected);
        assertThat(Examples.describe(organization).stream()
                        .anyMatch(triple -> triple.getPredicate().equals(Terms.Dct.spatial)))
                .as("a public organisation has the city as its area")
                .isEqualTo(expected);
    }

    @Test
    void dropsAddressesThatAreNoIris() {
        var organization = Examples.organization(json -> json.replace(
                "\"url\": \"https://beispielverband.example.org/\"", "\"url\": \"https://exa mple.org/<x>\""));

        assertThat(Examples.describe(organization).stream()
                        .noneMatch(triple -> triple.getPredicate().equals(Terms.Foaf.homepage)))
                .isTrue();
    }

    @Test
    void saysNothingOfWhatIsUnknown() {
        var text = Examples.write(GraphFormat.NTRIPLES, Examples.describe(Examples.location()));

        assertThat(text).contains("merkmal/aufzug").doesNotContain("behindertenparkplatz");
    }
}
