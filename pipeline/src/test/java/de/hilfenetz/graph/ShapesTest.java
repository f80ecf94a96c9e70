package de.hilfenetz.graph;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.finding.Findings;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.List;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {

    private static final ShapeFile RECORD = ShapeFile.load("record", Examples.BASE);
    private static final ReleaseShapes RELEASE = new ReleaseShapes(Examples.CROSSWALK);
    private static final Place PLACE = new Place("angebote.csv", 17, 0, null);

    static Stream<Entry> entries() {
        return Stream.of(Examples.service(), Examples.organization(), Examples.location());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void findsNothingInTheFullExample(Entry entry) {
        var findings = new Findings();

        new RecordShapes(Vocabulary.load()).check(entry, PLACE, findings);

        assertThat(findings.list()).isEmpty();
    }

    /** Takes one property away from the full example, as if the crosswalk had forgotten it. */
    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource(delimiter = '|', textBlock = """
        service      | dct:identifier            | Kennung
        service      | dct:title                 | Titel
        service      | dct:description           | Beschreibung
        service      | cv:hasCompetentAuthority  | zuständige Stelle
        service      | hnv:basis                 | Grundlage
        service      | hnv:basisKind             | Grundlage
        service      | hnv:fundingLevel          | Ebene
        service      | hnv:outcomeLevel          | Stufe
        service      | hnv:indicator             | gezählt
        service      | adms:status               | Status
        service      | dct:isPartOf              | Datensatz
        service      | dct:license               | Lizenz
        service      | dct:modified              | änderte
        service      | hnv:deliveredAt           | geliefert
        service      | hnv:feed                  | Datenquelle
        service      | cv:role                   | Rolle
        service      | cv:hasParticipant         | Beteiligten
        service      | schema:priceCurrency      | Währung
        service      | dct:description           | auf Deutsch
        organization | skos:prefLabel            | Namen
        organization | foaf:name                 | Namen
        organization | dct:title                 | Titel
        location     | dct:title                 | Titel
        location     | geo:asWKT                 | Punkt
        location     | schema:propertyID         | Begriff
        location     | schema:value              | Merkmal
        """)
    void missesWhatIsMandatory(String kind, String property, String word) {
        var graph = graph(kind);
        graph.remove(Node.ANY, term(property), Node.ANY);

        assertThat(RECORD.check(graph))
                .isNotEmpty()
                .anySatisfy(breach -> assertThat(breach.german()).contains(word));
    }

    /** Adds what must not be there. */
    @ParameterizedTest(name = "{0} with {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        service      | dct:title                   | "ohne Sprache"                | Titel mit Sprache
        service      | dct:title                   | "Zweiter Titel"@de            | je Sprache nur einen
        service      | dct:identifier              | "zweite"                      | genau eine Kennung
        service      | adms:status                 | <https://a.example.org/b>     | genau einen Status
        service      | dcat:keyword                | "ohne Sprache"                | Schlagwörter
        service      | hnv:confirmedAt             | "2026-11-01T00:00:00Z"        | Tag
        service      | hnv:protectedPlace          | true                          | geschütztes
        service      | hnv:goalsAssignedBy         | "program"                     | nie das Programm
        service      | hnv:goal                    | "teilhabe"                    | hnv:goal
        service      | schema:isAccessibleForFree  | true                          | isAccessibleForFree
        service      | cv:contactPoint             | <https://a.example.org/b>     | Kontaktstelle
        location     | locn:address                | <https://a.example.org/b>     | höchstens eine Anschrift
        location     | hnv:wohnquartier            | "361"                         | vier Ziffern
        """)
    void refusesWhatMustNotBeThere(String kind, String property, String value, String word) {
        var graph = graph(kind);
        var record = graph.find(Node.ANY, term("hnv:feed"), Node.ANY).next().getSubject();
        var added = RDFParser.fromString("<urn:s> <urn:p> " + value + " .", org.apache.jena.riot.Lang.TURTLE)
                .toGraph()
                .find()
                .next()
                .getObject();
        graph.add(Triple.create(record, term(property), added));

        assertThat(RECORD.check(graph))
                .anySatisfy(breach -> assertThat(breach.german()).contains(word));
    }

    @Test
    void refusesAPointWithSwappedAxes() {
        var swapped = Examples.location(
                json -> json.replace("{\"lat\": 51.2065, \"lon\": 6.7735", "{\"lat\": 6.7735, \"lon\": 51.2065"));

        assertThat(RECORD.check(Examples.graph(Examples.describe(swapped))))
                .extracting(ShapeFile.Breach::german)
                .containsOnly("Ein Punkt in Deutschland steht als POINT(Länge Breite), nicht umgekehrt.");
    }

    @Test
    void namesRecordAndRuleInWords() {
        var findings = new Findings();
        var swapped = Examples.location(
                json -> json.replace("{\"lat\": 51.2065, \"lon\": 6.7735", "{\"lat\": 6.7735, \"lon\": 51.2065"));

        new RecordShapes(Vocabulary.load()).check(swapped, PLACE, findings);

        assertThat(findings.hasErrors()).isTrue();
        assertThat(findings.list()).hasSize(1);
        assertThat(findings.list().getFirst().german())
                .contains("POINT(Länge Breite)")
                .doesNotContain("{");
        assertThat(findings.list().getFirst().english()).doesNotContain("{");
    }

    @Test
    void seesInAReleaseWhatNoRecordShowsAlone() {
        var graph = ReleaseGraph.of(
                Examples.CROSSWALK, "2026-11-22.1", List.of(Examples.service(), Examples.organization()));

        assertThat(RELEASE.check(graph))
                .extracting(ReleaseShapes.Breach::toString)
                .containsExactlyInAnyOrder(
                        "Angebot „Schuldnerberatung Bilk“: Die zuständige Stelle ist eine veröffentlichte öffentliche Stelle."
                                + " <https://hilfenetz.example/id/angebot/5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01>",
                        "Angebot „Schuldnerberatung Bilk“: Der Ort des Angebots ist selbst veröffentlicht."
                                + " <https://hilfenetz.example/id/angebot/5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01>");
    }

    @Test
    void findsNothingInACompleteRelease() {
        var graph = ReleaseGraph.of(
                Examples.CROSSWALK,
                "2026-11-22.1",
                List.of(
                        Examples.service(),
                        Examples.organization(),
                        Examples.location(),
                        Examples.organization(json -> json.replace(
                                        "0d3f6a1c-2b4e-5f60-8a7b-9c0d1e2f3a4b", "1c3d5e7f-9a0b-5c2d-8e4f-6a7b8c9d0e1f")
                                .replace("\"organizationKind\": \"frei\"", "\"organizationKind\": \"kommunal\""))));

        assertThat(RELEASE.check(graph)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "release", "catalogue"})
    void saysEveryRuleInBothLanguages(String name) {
        var graph = RDFParser.source("vocab/" + name + ".shapes.ttl").toGraph();
        var paths = graph.find(Node.ANY, SHACL.path, Node.ANY)
                .filterKeep(triple -> graph.contains(Node.ANY, SHACL.property, triple.getSubject()))
                .mapWith(Triple::getSubject)
                .toList();

        assertThat(paths)
                .hasSizeGreaterThan(15)
                .allSatisfy(shape -> assertThat(graph.find(shape, SHACL.message, Node.ANY)
                                .mapWith(triple -> triple.getObject().getLiteralLanguage())
                                .toList())
                        .containsExactlyInAnyOrder("de", "en"));
    }

    private static Graph graph(String kind) {
        var entry = entries()
                .filter(one -> one.kind().json().equals(kind))
                .findFirst()
                .orElseThrow();
        var graph = GraphFactory.createDefaultGraph();
        List.copyOf(Examples.describe(entry)).forEach(graph::add);
        return graph;
    }

    private static Node term(String shortName) {
        return NodeFactory.createURI(Examples.NAMES.iri(shortName));
    }
}
