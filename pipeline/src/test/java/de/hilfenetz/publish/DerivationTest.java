package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.apache.jena.datatypes.BaseDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.vocabulary.XSD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a sealed release: a database, an archive, descriptions of the tables. */
class DerivationTest {

    @TempDir
    Path folder;

    private City city;
    private Releases releases;
    private Manifest manifest;

    @BeforeEach
    void cut() throws IOException {
        city = new City(folder);
        city.deliver(City.examples());
        releases = city.open();
        manifest = releases.cut().orElseThrow();
        releases.derive();
    }

    @AfterEach
    void close() throws IOException {
        city.close();
    }

    private Path path(String name) {
        return releases.path(manifest.release(), name);
    }

    private String plain(String name) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(path(name + ".gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<NamedCsvRecord> rows(String dataset) throws IOException {
        return CsvReader.builder().ofNamedCsvRecord(plain(dataset + ".csv")).stream()
                .toList();
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getObject(i)));
                }
                all.add(String.join("|", row));
            }
            return all;
        }
    }

    @Test
    void theDatabaseHoldsTheTablesWithTheirKeys() throws IOException, SQLException {
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + path("alles.sqlite"))) {
            assertThat(query(database, "PRAGMA integrity_check")).containsExactly("ok");
            assertThat(query(database, "PRAGMA foreign_key_check")).isEmpty();
            assertThat(query(database, "SELECT count(*) FROM angebote")).containsExactly("2");
            assertThat(query(database, "SELECT count(*) FROM systematik"))
                    .containsExactly(String.valueOf(rows("systematik").size()));
            for (var table : List.of("versorgung", "abstimmungen", "qualitaet", "entfallen")) {
                assertThat(query(database, "SELECT count(*) FROM " + table))
                        .as(table)
                        .containsExactly(String.valueOf(rows(table).size()));
            }
            assertThat(query(
                            database, "SELECT angebot_id, name, plz, stadtteil, telefon FROM angebote_orte ORDER BY 1"))
                    .as("the view has the rows of angebote.csv")
                    .isEqualTo(rows("angebote").stream()
                            .map(row -> String.join(
                                    "|",
                                    List.of("angebot_id", "name", "plz", "stadtteil", "telefon").stream()
                                            .map(row::getField)
                                            .map(cell -> cell.isEmpty() ? "null" : cell)
                                            .toList()))
                            .toList());
            assertThat(query(
                            database,
                            "SELECT a.alter_von FROM angebote_fts f JOIN angebote a ON a.rowid = f.rowid"
                                    + " WHERE angebote_fts MATCH 'bilk'"))
                    .containsExactly("18");
            assertThat(query(
                            database,
                            "SELECT DISTINCT s.bezeichnung FROM angebot_begriff b JOIN systematik s"
                                    + " USING (schema, notation) WHERE b.schema = 'lebenslage'"))
                    .containsExactly(City.VOCABULARY.label("lebenslage", "schulden-und-armut"));
        }
    }

    @Test
    void datasetteAsksOnlyWhatTheDatabaseAnswers() throws IOException, SQLException {
        var metadata = new ObjectMapper().readTree(Files.readAllBytes(path("alles.datasette-metadata.json")));
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + path("alles.sqlite"))) {
            assertThat(metadata.at("/databases/alles/queries")).hasSize(3);
            for (JsonNode query : metadata.at("/databases/alles/queries")) {
                assertThatCode(() -> query(database, query.get("sql").asText()))
                        .as(query.get("title").asText())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void eachProviderHasATableOfItsOwn() throws IOException {
        var own = releases.files(manifest).stream()
                .filter(file -> file.dataset().equals("angebote-beispielverband"))
                .toList();

        assertThat(own).extracting(Manifest.DataFile::extension).containsExactly("csv", "csv-metadata.json");
        assertThat(own.getFirst().rows()).isEqualTo(2);
        assertThat(own.getFirst().terms())
                .isEqualTo(new Manifest.Terms("http://dcat-ap.de/def/licenses/dl-zero-de/2.0", "Beispielverband"));
        assertThat(Files.readString(path("angebote-beispielverband.csv")))
                .as("there is only one provider, so its table is that of all")
                .isEqualTo(plain("angebote.csv"));
    }

    @Test
    void theSameReleaseGivesTheSameBytes(@TempDir Path other) throws IOException {
        try (var twin = new City(other)) {
            twin.deliver(City.examples());
            var again = twin.open();
            var twinManifest = again.cut().orElseThrow();
            again.derive();

            assertThat(again.files(twinManifest)).isEqualTo(releases.files(manifest));
        }
    }

    @Test
    void aWorkbookWhoseRowsStayedIsTakenOver(@TempDir Path other) throws IOException {
        city.deliver(City.example("service", json -> json.replace("Schuldnerberatung Bilk", "Ein anderer Name")));

        var second = releases.cut().orElseThrow();
        releases.derive();

        assertThat(releases.path(second.release(), "orte.xlsx")).hasSameBinaryContentAs(path("orte.xlsx"));
        assertThat(Files.getAttribute(releases.path(second.release(), "orte.xlsx"), "unix:ino"))
                .as("not written again")
                .isEqualTo(Files.getAttribute(path("orte.xlsx"), "unix:ino"));
        assertThat(Files.readAllBytes(releases.path(second.release(), "angebote.xlsx")))
                .isNotEqualTo(Files.readAllBytes(path("angebote.xlsx")));
        try (var twin = new City(other)) {
            twin.deliver(City.examples());
            twin.deliver(City.example("service", json -> json.replace("Schuldnerberatung Bilk", "Ein anderer Name")));
            var anew = twin.open();
            var same = anew.cut().orElseThrow();
            anew.derive();
            for (var file : releases.made(second).orElseThrow().files()) {
                if (!file.extension().equals("datasette-metadata.json")
                        && !file.extension().equals("zip")) {
                    assertThat(anew.made(same).orElseThrow().files())
                            .as(file.name())
                            .anyMatch(made -> made.name().equals(file.name())
                                    && made.plainSha256().equals(file.plainSha256()));
                }
            }
        }
    }

    @Test
    void makingThemAgainAfterACrashLeavesEarlierOnesAlone() throws IOException {
        var before = Files.readAllBytes(path("orte.xlsx"));
        city.deliver(City.example("service", json -> json.replace("Schuldnerberatung Bilk", "Ein anderer Name")));
        var second = releases.cut().orElseThrow();
        Files.createLink(releases.path(second.release(), "orte.xlsx"), path("orte.xlsx"));
        Files.delete(path("derived.json"));

        city.open().derive();

        assertThat(Files.readAllBytes(path("orte.xlsx"))).isEqualTo(before);
        assertThat(releases.path(second.release(), "derived.json")).exists();
    }

    @Test
    void aDamagedListIsMadeAgain() throws IOException {
        var list = path("derived.json");
        var before = Files.readString(list);
        Files.writeString(list, before.replace("\"rows\" : 2", "\"rows\" : 3"));

        city.open().derive();

        assertThat(list).hasContent(before);
    }

    @Test
    void theArchiveHoldsEveryTableWithItsDescription() throws IOException {
        try (var zip = new ZipFile(path("alles.zip").toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()).toList())
                    .contains(
                            "angebote.csv",
                            "angebote.csv-metadata.json",
                            "angebote.excel.csv",
                            "orte.geojson",
                            "entfallen.csv",
                            "datapackage.json",
                            "LIESMICH.txt");
            try (var in = zip.getInputStream(zip.getEntry("angebote.csv"))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(plain("angebote.csv"));
            }
        }
    }

    /** Does for one table what a reader of CSV on the Web does in minimal mode. */
    @ParameterizedTest
    @ValueSource(strings = {"angebote", "traeger", "orte", "systematik"})
    void whatItsDescriptionMakesOfATableStandsInTheGraph(String dataset) throws IOException {
        var graph = RDFParser.fromString(plain("alles.nt"), Lang.NTRIPLES).toGraph();
        var about = new ObjectMapper().readTree(Files.readAllBytes(path(dataset + ".csv-metadata.json")));
        var rows = rows(dataset);
        var triples = 0;

        assertThat(about.at("/tableSchema/columns").valueStream())
                .extracting(column -> column.get("titles").asText())
                .isEqualTo(rows.getFirst().getHeader());
        for (var row : rows) {
            var subject = about.at("/tableSchema/aboutUrl").asText();
            for (var column : about.at("/tableSchema/columns")) {
                var cell = row.getField(column.get("name").asText());
                if (!column.has("propertyUrl") || cell.isEmpty()) {
                    continue;
                }
                var of = expand(column.path("aboutUrl").asText(subject), row);
                var said = column.has("separator")
                        ? cell.split(Pattern.quote(column.get("separator").asText()))
                        : new String[] {cell};
                for (var one : said) {
                    var triple = Triple.create(
                            NodeFactory.createURI(of),
                            NodeFactory.createURI(column.get("propertyUrl").asText()),
                            value(column, one, row));
                    assertThat(graph.contains(triple)).as(triple.toString()).isTrue();
                    triples++;
                }
            }
        }
        assertThat(triples).isGreaterThanOrEqualTo(rows.size() * (dataset.equals("systematik") ? 1 : 5));
    }

    private static Node value(JsonNode column, String cell, NamedCsvRecord row) {
        if (column.has("valueUrl")) {
            return NodeFactory.createURI(expand(column.get("valueUrl").asText(), row));
        }
        return column.has("lang")
                ? NodeFactory.createLiteralLang(cell, column.get("lang").asText())
                : NodeFactory.createLiteralDT(
                        cell, new BaseDatatype(XSD.NS + column.get("datatype").asText()));
    }

    private static String expand(String template, NamedCsvRecord row) {
        var text = template.replace("{+", "{");
        for (var name : row.getHeader()) {
            text = text.replace("{" + name + "}", row.getField(name));
        }
        return text;
    }
}
