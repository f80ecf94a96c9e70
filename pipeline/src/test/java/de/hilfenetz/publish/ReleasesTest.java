package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.vocabulary.AreaFigures;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.DCTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasesTest {

    private static final String FIRST = "5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01";
    private static final String SECOND = "00000000-0000-5000-8000-000000000002";

    @TempDir
    Path folder;

    private City city;

    @BeforeEach
    void found() {
        city = new City(folder);
    }

    @AfterEach
    void close() throws IOException {
        city.close();
    }

    private String plain(Manifest manifest, String extension) throws IOException {
        return plain(manifest, "angebote", extension);
    }

    private String plain(Manifest manifest, String dataset, String extension) throws IOException {
        var name = manifest.find(dataset, extension).orElseThrow().name();
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve("releases")
                .resolve(manifest.release().toString())
                .resolve(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Graph parse(String text, Lang lang) {
        var graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(text, lang)
                .checking(true)
                .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
                .parse(graph);
        return graph;
    }

    @Test
    void everyFileHoldsTheSameServices() throws IOException {
        city.deliver(City.examples());

        var manifest = city.open().cut().orElseThrow();

        assertThat(manifest.counts()).isEqualTo(Map.of("angebot", 2L, "ort", 1L, "traeger", 1L));
        var nt = parse(plain(manifest, "nt"), Lang.NTRIPLES);
        assertThat(nt.size()).isEqualTo(manifest.triples());
        assertThat(parse(plain(manifest, "ttl"), Lang.TURTLE).isIsomorphicWith(nt))
                .isTrue();
        assertThat(parse(plain(manifest, "jsonld"), Lang.JSONLD).isIsomorphicWith(nt))
                .isTrue();
        var services = new TreeSet<String>();
        nt.find(null, DCTerms.identifier.asNode(), null)
                .filterKeep(triple -> triple.getSubject().getURI().matches(".*/id/angebot/[^#]*"))
                .forEach(triple -> services.add(triple.getObject().getLiteralLexicalForm()));
        assertThat(services).containsExactly(SECOND, FIRST);
        assertThat(rows(manifest)).extracting(row -> row.getField("angebot_id")).containsExactly(SECOND, FIRST);
    }

    @Test
    void everyDataSetHasItsRows() throws IOException {
        city.deliver(City.examples());
        var manifest = city.open().cut().orElseThrow();

        assertThat(rows(manifest, "traeger"))
                .singleElement()
                .satisfies(row -> assertThat(row.getFieldsAsMap())
                        .containsAllEntriesOf(Map.of(
                                "traeger_id", "0d3f6a1c-2b4e-5f60-8a7b-9c0d1e2f3a4b",
                                "traeger", "Beispielverband Düsseldorf e. V.",
                                "verband", "paritaet",
                                "telefon", "+49 221 4710100",
                                "lizenz", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
                                "namensnennung", "Beispielverband")));
        assertThat(rows(manifest, "orte"))
                .singleElement()
                .satisfies(row -> assertThat(row.getFieldsAsMap())
                        .containsAllEntriesOf(Map.of(
                                "ort_name", "Beratungshaus Bilk",
                                "plz", "40223",
                                "stadtteil", "Bilk",
                                "merkmal_eingang", "yes",
                                "oeffnungszeiten", "Mo-Fr 08:00-18:00")));
        assertThat(rows(manifest, "systematik"))
                .filteredOn(row -> row.getField("notation").equals("036"))
                .singleElement()
                .satisfies(row -> assertThat(row.getFieldsAsMap())
                        .containsEntry("schema", "gebiet")
                        .containsEntry("bezeichnung", "Bilk")
                        .containsEntry("iri", "https://hilfenetz.example/id/gebiet/036"));
        assertThat(rows(manifest, "entfallen")).isEmpty();
        var concepts = parse(plain(manifest, "systematik", "ttl"), Lang.TURTLE);
        assertThat((long) concepts.size())
                .isEqualTo(manifest.find("systematik", "ttl").orElseThrow().triples());
    }

    @Test
    void bothPackedFormsUnpackToTheSame() throws IOException {
        city.deliver(City.examples());
        var releases = city.open();
        var manifest = releases.cut().orElseThrow();

        var inBoth =
                manifest.files().stream().filter(file -> file.zstd() != null).toList();
        assertThat(inBoth).extracting(DataFile::plainName).contains("angebote.nt", "angebote.jsonld", "alles.nt");
        for (var file : inBoth) {
            try (var in = new ZstdInputStream(Files.newInputStream(
                    releases.path(manifest.release(), file.stored().getLast().name())))) {
                assertThat(Sha256.of(in.readAllBytes()).toString()).isEqualTo(file.plainSha256());
            }
        }
    }

    @Test
    void geoJsonSaysWhereThingsAre() throws IOException {
        city.deliver(City.examples());
        var manifest = city.open().cut().orElseThrow();

        var services = new ObjectMapper().readTree(plain(manifest, "geojson"));
        assertThat(services.get("type").asText()).isEqualTo("FeatureCollection");
        assertThat(services.get("features")).hasSize(2);
        assertThat(services.at("/features/0/id").asText()).isEqualTo(SECOND);
        assertThat(services.at("/features/0/geometry").isNull())
                .as("a service without a place is there all the same")
                .isTrue();
        assertThat(services.at("/features/1/id").asText()).startsWith(FIRST + "/");
        assertThat(services.at("/features/1/geometry").toString())
                .as("longitude comes first")
                .isEqualTo("{\"type\":\"Point\",\"coordinates\":[6.7735,51.2065]}");
        assertThat(services.at("/features/1/properties/sprachen/1").asText()).isEqualTo("tr");
        assertThat(services.at("/features/1/properties/plz").asText()).isEqualTo("40223");
        assertThat(services.at("/features/1/properties/alter_von").isInt()).isTrue();
        var places = new ObjectMapper().readTree(plain(manifest, "orte", "geojson"));
        assertThat(places.at("/features/0/properties/ort_name").asText()).isEqualTo("Beratungshaus Bilk");
    }

    private List<NamedCsvRecord> rows(Manifest manifest) throws IOException {
        return rows(manifest, "angebote");
    }

    private List<NamedCsvRecord> rows(Manifest manifest, String dataset) throws IOException {
        return CsvReader.builder().ofNamedCsvRecord(plain(manifest, dataset, "csv")).stream()
                .toList();
    }

    @Test
    void theTableSaysWhatServiceOrganizationAndPlaceSay() throws IOException {
        city.deliver(City.examples());

        var rows = rows(city.open().cut().orElseThrow());

        assertThat(rows.get(1).getFieldsAsMap())
                .containsAllEntriesOf(Map.of(
                        "name", "Schuldnerberatung Bilk",
                        "beschreibung_leicht", "Haben Sie Schulden? Wir helfen Ihnen.",
                        "traeger", "Beispielverband Düsseldorf e. V.",
                        "hausnummer", "1-5",
                        "stadtteil", "Bilk",
                        "lat", "51.2065",
                        "merkmal_wc", "limited",
                        "merkmal_parkplatz", "unknown",
                        "oeffnungszeiten", "Mo-Fr 09:00-12:00",
                        "telefon", "+49 221 4710125"))
                .containsAllEntriesOf(Map.of(
                        "sprachen", "de|tr",
                        "kosten_betrag_eur", "0",
                        "zugang_ohne_termin", "limited",
                        "zugang_anonym", "unknown",
                        "lizenz", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
                        "namensnennung", "Beispielverband",
                        "quelle_stelle", "angebote.csv, Zeile 17",
                        "geprueft_am", "2026-11-01"));
        assertThat(rows.get(0).getFieldsAsMap())
                .containsAllEntriesOf(Map.of(
                        "name", "\"Rat, Tat\"; \\ und\nHilfe 🙂 <b>",
                        "ort_id", "",
                        "strasse", "",
                        "merkmal_wc", "",
                        "traeger", "Beispielverband Düsseldorf e. V.",
                        "telefon", "+49 221 4710123"));
    }

    @Test
    void theManifestSealsEveryFile() throws IOException {
        city.deliver(City.examples());

        var manifest = city.open().cut().orElseThrow();

        var home = folder.resolve("releases/2026-11-22.1");
        assertThat(manifest.release()).hasToString("2026-11-22.1");
        assertThat(manifest.files())
                .extracting(Manifest.DataFile::name)
                .containsExactly(
                        "angebote.csv.gz",
                        "angebote.excel.csv.gz",
                        "angebote.json.gz",
                        "angebote.geojson.gz",
                        "angebote.ttl.gz",
                        "angebote.nt.gz",
                        "angebote.jsonld.gz",
                        "traeger.csv.gz",
                        "traeger.excel.csv.gz",
                        "orte.csv.gz",
                        "orte.excel.csv.gz",
                        "orte.geojson.gz",
                        "systematik.csv.gz",
                        "systematik.ttl.gz",
                        "entfallen.csv.gz",
                        "versorgung.csv.gz",
                        "versorgung.excel.csv.gz",
                        "abstimmungen.csv.gz",
                        "abstimmungen.ttl.gz",
                        "qualitaet.csv.gz",
                        "qualitaet.ttl.gz",
                        "alles.ttl.gz",
                        "alles.nt.gz",
                        "alles.jsonld.gz");
        for (var file : manifest.files()) {
            var stored = Files.readAllBytes(home.resolve(file.name()));
            var plain = plain(manifest, file.dataset(), file.extension()).getBytes(StandardCharsets.UTF_8);
            assertThat(file.bytes()).isEqualTo(stored.length);
            assertThat(file.sha256()).isEqualTo(Sha256.of(stored).toString());
            assertThat(file.plainBytes()).isEqualTo(plain.length);
            assertThat(file.plainSha256()).isEqualTo(Sha256.of(plain).toString());
            assertThat(Files.readString(home.resolve("SHA256SUMS")))
                    .contains(
                            file.sha256() + "  " + file.name() + "\n",
                            file.plainSha256() + "  " + file.plainName() + "\n");
        }
        var json = new ObjectMapper().readTree(Files.readAllBytes(home.resolve("manifest.json")));
        assertThat(json.get("release").asText()).isEqualTo("2026-11-22.1");
        assertThat(json.get("created").asText()).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(Manifest.read(Files.readAllBytes(home.resolve("manifest.json"))))
                .isEqualTo(manifest);
        assertThat(Files.readString(folder.resolve("aktuell"))).isEqualTo("2026-11-22.1\n");
    }

    @Test
    void cutsNothingWhereNothingChanged() throws IOException {
        city.deliver(City.examples());
        var releases = city.open();

        assertThat(releases.cut()).isPresent();
        assertThat(releases.cut()).isEmpty();
        assertThat(city.open().cut()).as("after a restart").isEmpty();
        assertThat(releases.list()).hasSize(1);
    }

    @Test
    void cutsAgainWhereTheSameRecordsGiveOtherFiles() throws IOException {
        city.deliver(City.examples());
        city.open().cut();

        try (var moved = new City(folder, URI.create("https://anderswo.example/"))) {
            moved.deliver(City.examples());

            assertThat(moved.open().cut()).isPresent();
        }
    }

    @Test
    void numbersTheReleasesOfADayInBerlin() throws IOException {
        var releases = city.open();
        city.clock.set("2026-11-22T22:59:00Z");
        releases.cut();
        city.deliver(City.example("organization"));
        var second = releases.cut().orElseThrow();
        city.deliver(City.example("location"));
        city.clock.set("2026-11-22T23:01:00Z");
        releases.cut();

        assertThat(releases.list())
                .map(ReleaseId::toString)
                .containsExactly("2026-11-22.1", "2026-11-22.2", "2026-11-23.1");
        assertThat(releases.current().orElseThrow().previous()).isEqualTo(second.release());
        assertThat(releases.current().orElseThrow().previousSha256())
                .isEqualTo(Sha256.of(Files.readAllBytes(folder.resolve("releases/2026-11-22.2/manifest.json")))
                        .toString());
        assertThat(releases.find("2026-11-22")).contains(second);
        assertThat(releases.find("2026-11-22.1")).isPresent();
        assertThat(releases.find("2026-11-23")).as("the day is not over").isEmpty();
        assertThat(releases.find("2026-11-22.9")).isEmpty();
        assertThat(releases.find("../..")).isEmpty();
    }

    /** Nothing is delivered on the 7th, but the ten working days of the round and of the city's new figure are over. */
    @Test
    void showsWhatOnlyPartnersSawOnTheDayTheirPreviewEnds() throws IOException {
        var table = Files.writeString(folder.resolve("gebiet_merkmale.csv"), """
                gebiet,merkmal,wert,jahr,quelle,vorschau_ab
                03,Einwohner,20000,2025,Amt,
                03,Einwohner,10000,2026,Amt,2026-11-23
                """);
        city.vocabulary = City.VOCABULARY.with(AreaFigures.read(table, City.VOCABULARY.areas()));
        city.deliver(City.examples());
        city.deliver(City.editorial("abstimmung", "runde", """
                        {"date": "2026-11-23", "participants": ["Amt"], "figures": "2026-11-22.1"}"""), City.editorial("bewertung", "sueden", """
                        {"area": "03", "lifeSituation": "sucht", "finding": "gap", "author": "Amt", "date": "2026-11-23",
                         "method": "Gespräche", "round": "runde"}"""));
        var releases = city.open();

        var before = releases.cut().orElseThrow();
        assertThat(plain(before, "abstimmungen", "csv"))
                .contains("abstimmung-runde")
                .doesNotContain("Gespräche");
        assertThat(plain(before, "abstimmungen", "ttl")).doesNotContain("bewertung-sueden");
        assertThat(plain(before, "versorgung", "csv")).contains(",20000,").doesNotContain(",10000,");

        city.clock.set("2026-12-06T12:00:00Z");
        assertThat(releases.cut()).isEmpty();

        city.clock.set("2026-12-07T12:00:00Z");
        var after = releases.cut().orElseThrow();
        assertThat(plain(after, "abstimmungen", "csv")).contains("Gespräche");
        assertThat(plain(after, "abstimmungen", "ttl")).contains("bewertung-sueden");
        assertThat(plain(before, "alles", "ttl")).contains("#abstimmung-runde>").doesNotContain("bewertung-sueden");
        assertThat(plain(after, "alles", "ttl")).contains("#bewertung-sueden>");
        assertThat(plain(after, "alles", "jsonld")).contains("#bewertung-sueden", "hnv:assessedAs");
        assertThat(plain(after, "versorgung", "csv")).contains(",10000,").doesNotContain(",20000,");
        assertThat(releases.cut()).as("once").isEmpty();
    }

    @Test
    void aClockSetBackMakesNoOlderRelease() throws IOException {
        var releases = city.open();
        releases.cut();
        city.deliver(City.example("organization"));
        city.clock.set("2020-01-01T00:00:00Z");

        assertThat(releases.cut().orElseThrow().release()).hasToString("2026-11-22.2");
    }

    @Test
    void aFileKeepsItsDateWhileItsBytesStay() throws IOException {
        var releases = city.open();
        city.deliver(City.examples());
        releases.cut();
        city.clock.set("2026-11-24T09:00:00Z");
        city.deliver(City.example("organization", json -> json.replace("\"BVD\"", "\"Verband\"")));

        var manifest = releases.cut().orElseThrow();

        assertThat(manifest.issued()).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(manifest.find("angebote", "csv").orElseThrow().changed())
                .as("the table does not name the alternative name")
                .isEqualTo("2026-11-22T09:00:00Z");
        assertThat(manifest.find("angebote", "nt").orElseThrow().changed()).isEqualTo("2026-11-24T09:00:00Z");
    }

    @Test
    void theSameRecordsGiveTheSameBytes(@TempDir Path other) throws IOException {
        city.deliver(City.examples());
        var manifest = city.open().cut().orElseThrow();
        try (var twin = new City(other)) {
            twin.deliver(City.examples());
            var again = twin.open().cut().orElseThrow();

            assertThat(again.files()).isEqualTo(manifest.files());
        }
    }

    @ParameterizedTest
    @EnumSource(Releases.Step.class)
    void showsTheOldOrTheNewReleaseWheneverThePowerGoes(Releases.Step last) throws IOException {
        city.deliver(City.example("organization"));
        var old = city.open().cut().orElseThrow();
        city.deliver(City.examples());

        var doomed = city.open(step -> {
            if (step == last) {
                throw new City.PowerCut();
            }
        });
        assertThatThrownBy(doomed::cut).isInstanceOf(City.PowerCut.class);
        assertThat(Files.readString(folder.resolve("aktuell")).strip())
                .isEqualTo(last == Releases.Step.POINTED ? "2026-11-22.2" : "2026-11-22.1");

        var releases = city.open();
        var shown = releases.current().orElseThrow();
        var isNew = last.compareTo(Releases.Step.RENAMED) >= 0;
        assertThat(shown.release()).hasToString(isNew ? "2026-11-22.2" : "2026-11-22.1");
        assertThat(Files.readString(folder.resolve("aktuell")).strip())
                .isEqualTo(shown.release().toString());
        for (var file : shown.files()) {
            assertThat(Sha256.of(Files.readAllBytes(releases.path(shown.release(), file.name())))
                            .toString())
                    .isEqualTo(file.sha256());
        }
        assertThat(folder.resolve("releases").toFile().list())
                .as("no draft is left")
                .noneMatch(name -> name.endsWith(".draft"));
        assertThat(releases.cut().isPresent()).isEqualTo(!isNew);
        assertThat(releases.current().orElseThrow().previous()).isEqualTo(old.release());
        assertThat(releases.list()).hasSize(2);
    }

    @Test
    void publishesNothingThatHoldsAProtectedValue() throws IOException {
        var releases = city.open();
        var before = releases.cut().orElseThrow();
        city.confidential.learn(
                new ObjectMapper()
                        .readTree(
                                "{\"address\": {\"street\": \"Beispielstraße\", \"houseNumber\": \"1-5\", \"postalCode\": \"40223\"}}"));
        city.deliver(City.examples());

        assertThatThrownBy(releases::cut)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("angebote.jsonld.gz")
                .hasMessageNotContaining("Beispielstraße");

        assertThat(releases.current()).contains(before);
        assertThat(city.open().current()).contains(before);
        assertThat(folder.resolve("releases").toFile().list()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void publishesNothingThatIsNotWhatWasWritten(Damage damage) throws IOException {
        city.deliver(City.examples());
        var releases = city.open(step -> {
            if (step == Releases.Step.WRITTEN) {
                damage.to(folder.resolve("releases/2026-11-22.1.draft"));
            }
        });

        assertThatThrownBy(releases::cut).isInstanceOf(IOException.class);

        assertThat(releases.current()).isEmpty();
        assertThat(city.open().current()).isEmpty();
    }

    /** What a bad disk can do. */
    enum Damage {
        BIT,
        CUT,
        SWAPPED,
        LONGER,
        OTHER_FORM;

        void to(Path draft) {
            try {
                switch (this) {
                    case BIT -> {
                        var bytes = Files.readAllBytes(draft.resolve("angebote.nt.gz"));
                        bytes[bytes.length / 2] ^= 1;
                        Files.write(draft.resolve("angebote.nt.gz"), bytes);
                    }
                    case CUT -> {
                        var bytes = Files.readAllBytes(draft.resolve("angebote.jsonld.gz"));
                        Files.write(draft.resolve("angebote.jsonld.gz"), Arrays.copyOf(bytes, 1000));
                    }
                    case SWAPPED ->
                        Files.copy(
                                draft.resolve("angebote.nt.gz"),
                                draft.resolve("angebote.ttl.gz"),
                                StandardCopyOption.REPLACE_EXISTING);
                    case OTHER_FORM -> {
                        var bytes = Files.readAllBytes(draft.resolve("angebote.csv.zst"));
                        bytes[bytes.length / 2] ^= 1;
                        Files.write(draft.resolve("angebote.csv.zst"), bytes);
                    }
                    case LONGER ->
                        Files.write(draft.resolve("angebote.csv.gz"), new byte[] {0}, StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void namesOnlyFilesOfTheRelease() throws IOException {
        var releases = city.open();
        var id = releases.cut().orElseThrow().release();

        for (var name : List.of("../../aktuell", "a/b", "", "..")) {
            assertThatThrownBy(() -> releases.path(id, name)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
