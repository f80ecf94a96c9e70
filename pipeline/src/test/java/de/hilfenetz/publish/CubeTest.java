package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
        try (var city = new City(folder)) {
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
            holdsTheRowsOfTheTable(cube, plain(releases.path(manifest.release(), "versorgung.csv.gz")), prefixes);
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

    static String prefixes(String base) {
        return """
                PREFIX qb: <http://purl.org/linked-data/cube#>
                PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
                PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
                PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
                PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                PREFIX v: <%sid/datensatz/versorgung#>
                """.formatted(base);
    }
}
