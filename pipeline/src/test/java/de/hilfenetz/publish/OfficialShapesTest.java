package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.graph.GraphFormat;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The catalogue by itself against the official shapes of DCAT-AP 3.0.1, restated constraint by constraint in two tables: what each
 * property may have, and from which list.
 */
class OfficialShapesTest {

    private static final Path KNOWN = Path.of("../schemas/known-shape-findings.md");
    private static final String PREFIXES = """
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix adms: <http://www.w3.org/ns/adms#> .
            @prefix dcat: <http://www.w3.org/ns/dcat#> .
            @prefix dcatap: <http://data.europa.eu/r5r/> .
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix eli: <http://data.europa.eu/eli/ontology#> .
            @prefix foaf: <http://xmlns.com/foaf/0.1/> .
            @prefix locn: <http://www.w3.org/ns/locn#> .
            @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
            @prefix prov: <http://www.w3.org/ns/prov#> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix spdx: <http://spdx.org/rdf/terms#> .
            @prefix time: <http://www.w3.org/2006/time#> .
            @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    @TempDir
    Path folder;

    private Graph catalogue;

    @BeforeEach
    void write() throws IOException {
        try (var city = new City(folder)) {
            city.deliver(City.examples());
            var releases = city.open();
            var manifest = releases.cut().orElseThrow();
            releases.derive();
            var written = new Catalogue(City.BASE, Operator.NOBODY, City.VOCABULARY)
                    .write(manifest, releases.files(manifest), GraphFormat.TURTLE);
            catalogue = RDFParser.source(new ByteArrayInputStream(written))
                    .lang(Lang.TURTLE)
                    .toGraph();
        }
    }

    @Test
    void findNothingThatIsNotNamed() throws IOException {
        assertThat(findings()).isEqualTo(known());
    }

    @Test
    void missAConceptThatNobodyDescribes() throws IOException {
        catalogue
                .find(Node.ANY, RDF.type.asNode(), Node.ANY)
                .filterKeep(triple -> triple.getObject().getURI().endsWith("/LicenseDocument"))
                .toList()
                .forEach(catalogue::delete);

        assertThat(findings()).contains("Violation dcat:Distribution dct:license");
    }

    private Set<String> findings() throws IOException {
        var shapes = PREFIXES
                + read("dcat-ap-3.0.1.csv").stream()
                        .map(OfficialShapesTest::property)
                        .collect(Collectors.joining())
                + read("dcat-ap-3.0.1-lists.csv").stream()
                        .map(OfficialShapesTest::lists)
                        .collect(Collectors.joining());
        var report = ShaclValidator.get()
                .validate(Shapes.parse(RDFParser.fromString(shapes, Lang.TURTLE).toGraph()), catalogue);
        return report.getEntries().stream()
                .map(entry -> entry.severity().level().getLocalName() + " "
                        + entry.source()
                                .getURI()
                                .replaceFirst("urn:[a-z]+:", "")
                                .replace('/', ' '))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String property(NamedCsvRecord row) {
        var range = row.getField("range");
        return shape("form", row)
                + said("sh:minCount", row.getField("min"))
                + said("sh:maxCount", row.getField("max"))
                + "sh:nodeKind " + (row.getField("kind").equals("literal") ? "sh:Literal" : "sh:BlankNodeOrIRI") + " ; "
                + said(range.startsWith("xsd:") ? "sh:datatype" : "sh:class", range)
                + "sh:severity sh:Violation .\n";
    }

    private static String lists(NamedCsvRecord row) {
        var lists = Arrays.stream(row.getField("lists").split(" "))
                .map(list -> list.startsWith("^")
                        ? "[ sh:pattern \"%s\" ]".formatted(list)
                        : "[ sh:property [ sh:path skos:inScheme ; sh:hasValue <%s> ] ]".formatted(list))
                .collect(Collectors.joining(" "));
        return shape("list", row) + "sh:nodeKind sh:IRI ; sh:or ( " + lists + " ) ; sh:severity sh:"
                + row.getField("severity") + " .\n";
    }

    private static String shape(String table, NamedCsvRecord row) {
        var iri = "<urn:%s:%s/%s>".formatted(table, row.getField("class"), row.getField("path"));
        return "[] sh:targetClass %s ; sh:property %s . %s sh:path %s ; "
                .formatted(row.getField("class"), iri, iri, row.getField("path"));
    }

    private static String said(String what, String value) {
        return value.isEmpty() ? "" : what + " " + value + " ; ";
    }

    private static List<NamedCsvRecord> read(String name) throws IOException {
        try (var rows = CsvReader.builder().ofNamedCsvRecord(Path.of("src/test/resources/publish", name))) {
            return rows.stream().toList();
        }
    }

    private static Set<String> known() throws IOException {
        return Files.readAllLines(KNOWN).stream()
                .filter(line -> line.startsWith("| Violation |") || line.startsWith("| Warning |"))
                .map(line -> line.split(" *\\| *"))
                .map(cells -> String.join(" ", cells[1], cells[2], cells[3]))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
