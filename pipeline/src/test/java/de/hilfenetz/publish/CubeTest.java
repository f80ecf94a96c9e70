package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.planning.Reporting;
import de.hilfenetz.vocabulary.AreaFigures;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.update.UpdateAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code versorgung} as a Data Cube, held against the vocabulary's own integrity constraints. */
class CubeTest {

    private static final String NORMALISE = "normalise";

    /** By their titles, in the order of the file. */
    static Map<String, String> constraints() throws IOException {
        var text = new String(
                Objects.requireNonNull(CubeTest.class.getResourceAsStream("/publish/cube-constraints.sparql"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        var constraints = new LinkedHashMap<String, String>();
        for (var block : text.substring(text.indexOf("# " + NORMALISE)).split("(?m)^# ", -1)) {
            if (!block.isBlank()) {
                constraints.put(block.lines().findFirst().orElseThrow(), block.substring(block.indexOf('\n')));
            }
        }
        return constraints;
    }

    private static String plain(Path packed) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void keepsEveryIntegrityConstraint(@TempDir Path folder) throws IOException {
        var table = Files.writeString(folder.resolve("gebiet_merkmale.csv"), """
                gebiet;merkmal;wert;jahr;quelle
                03;Einwohner;20000;2025;Amt für "Statistik"
                """);
        try (var city = new City(folder.resolve("city"))) {
            city.vocabulary = city.vocabulary.with(AreaFigures.read(table, city.vocabulary.areas()));
            city.reporting = new Reporting(true, new TreeMap<>(Map.of("beispielverband", "verstummt")));
            city.deliver(City.examples());
            var releases = city.open();
            var manifest = releases.cut().orElseThrow();
            releases.derive();
            var cube = ModelFactory.createDefaultModel();
            RDFParser.fromString(plain(releases.path(manifest.release(), "versorgung.ttl.gz")), Lang.TURTLE)
                    .parse(cube);
            var prefixes = prefixes(manifest.base().toString());
            var constraints = constraints();
            UpdateAction.parseExecute(prefixes + constraints.remove(NORMALISE), cube);

            assertThat(constraints).hasSize(20);
            for (var constraint : constraints.entrySet()) {
                try (var asked = QueryExecutionFactory.create(prefixes + "ASK {" + constraint.getValue() + "}", cube)) {
                    assertThat(asked.execAsk()).as(constraint.getKey()).isFalse();
                }
            }
            var csv = plain(releases.path(manifest.release(), "versorgung.csv.gz"));
            holdsTheRowsOfTheTable(cube, csv, prefixes);
            holdsWhatOnlySomeRowsHave(cube, csv, prefixes);
        }
    }

    private static void holdsTheRowsOfTheTable(Model cube, String csv, String prefixes) throws IOException {
        var rows = CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
        try (var asked = QueryExecutionFactory.create(
                prefixes + "SELECT (COUNT(?o) AS ?n) (SUM(?a) AS ?sum) { ?o a qb:Observation ; v:angebote ?a }",
                cube)) {
            var result = asked.execSelect().next();
            assertThat(result.getLiteral("n").getInt()).isEqualTo(rows.size());
            assertThat(result.getLiteral("sum").getDouble())
                    .isEqualTo(rows.stream()
                            .mapToDouble(row -> Double.parseDouble(row.getField("angebote")))
                            .sum());
        }
    }

    /** What only some rows have, as the table writes it. */
    private static void holdsWhatOnlySomeRowsHave(Model cube, String csv, String prefixes) throws IOException {
        var rows = CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
        for (var column : List.of(
                List.of(
                        "kapazitaet",
                        "v:kapazitaet [ schema:value ?n ; schema:unitText ?u ] . BIND (CONCAT(STR(?n), \" \", ?u) AS ?said)"),
                List.of("einwohner", "v:einwohner ?said"),
                List.of("angebote_je_10000", "v:angebote-je-10000 ?said"),
                List.of("einwohner_quelle", "v:einwohner-quelle ?said"),
                List.of("quellen_ohne_lieferung", "v:quellen-ohne-lieferung ?said"))) {
            var expected = rows.stream()
                    .filter(row -> !row.getField(column.getFirst()).isEmpty())
                    .map(row -> row.getField("zelle") + " " + row.getField(column.getFirst()))
                    .toList();
            var said = new ArrayList<String>();
            try (var asked = QueryExecutionFactory.create(
                    prefixes + "SELECT ?o ?said { ?o a qb:Observation ; " + column.getLast() + " }", cube)) {
                asked.execSelect()
                        .forEachRemaining(row -> said.add(row.getResource("o")
                                        .getURI()
                                        .replaceFirst(".*#", "") + " "
                                + row.getLiteral("said").getLexicalForm().replaceFirst("[.]0$", "")));
            }
            assertThat(expected).as(column.getFirst()).isNotEmpty();
            assertThat(said).as(column.getFirst()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    static String prefixes(String base) {
        return """
                PREFIX qb: <http://purl.org/linked-data/cube#>
                PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
                PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                PREFIX schema: <https://schema.org/>
                PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
                PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                PREFIX v: <%sid/datensatz/versorgung#>
                """.formatted(base);
    }
}
