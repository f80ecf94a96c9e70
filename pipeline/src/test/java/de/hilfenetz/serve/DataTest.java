package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files, linked data, catalogue and API, as programs fetch them. */
class DataTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());
    private static final String SERVICE = "/id/angebot/" + Records.SERVICE;
    private static final String CSV = "/daten/angebote/aktuell/angebote.csv";

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text/html,application/xhtml+xml,*/*;q=0.8 | /angebote/{id}
                    text/turtle                               | /id/angebot/{id}.ttl
                    application/ld+json                       | /id/angebot/{id}.jsonld
                    application/n-triples                     | /id/angebot/{id}.nt
                    application/rdf+xml                       | /id/angebot/{id}.rdf
                    application/json                          | /id/angebot/{id}.json
                    text/turtle;q=0.4, application/json;q=0.9 | /id/angebot/{id}.json
                    """)
    void leadsFromTheIriToWhatTheClientAccepts(String accept, String target) {
        var answer = BROWSER.get(SERVICE, "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).isEqualTo(target.replace("{id}", Records.SERVICE.toString()));
        assertThat(header(answer, "Vary")).contains("Accept");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(BROWSER.get(header(answer, "Location"), "Accept", accept).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatItCannotOffer() {
        assertThat(BROWSER.get(SERVICE, "Accept", "image/png").statusCode()).isEqualTo(406);
        assertThat(BROWSER.get(SERVICE + ".docx").statusCode()).isEqualTo(404);
        assertThat(BROWSER.get("/id/angebot/" + Records.LOCATION).statusCode()).isEqualTo(404);
        assertThat(BROWSER.get("/id/sonstwas/1").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"ttl,text/turtle;charset=utf-8,TTL", "nt,application/n-triples,NT", "rdf,application/rdf+xml,RDFXML"})
    void saysTheSameInEveryForm(String extension, String type, String lang) {
        var answer = BROWSER.get(SERVICE + "." + extension);

        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "ETag")).matches("\"[0-9a-f-]+-" + extension + "\"");
        var model = ModelFactory.createDefaultModel();
        RDFDataMgr.read(
                model,
                new StringReader(answer.body()),
                null,
                lang.equals("TTL") ? Lang.TTL : lang.equals("NT") ? Lang.NT : Lang.RDFXML);
        var subject = model.getResource("https://hilfenetz.example.org" + SERVICE);
        assertThat(subject.getProperty(model.createProperty("http://purl.org/dc/terms/title"), "de")
                        .getString())
                .isEqualTo("Schuldnerberatung Bilk");
    }

    @ParameterizedTest
    @CsvSource({
        "/def/thema/schulden, /begriffe/thema/schulden, /def/thema/schulden.ttl",
        "/def/thema, /begriffe/thema, /def/thema.ttl",
        "/id/gebiet/037, /gebiete/037, /id/gebiet/037.ttl",
        "/id/katalog, /daten, /catalog.ttl",
        "/id/datensatz/angebote, /daten/angebote, /catalog.ttl"
    })
    void knowsItsOwnTerms(String iri, String page, String turtle) {
        assertThat(header(BROWSER.get(iri, "Accept", "text/html"), "Location")).isEqualTo(page);
        var location = header(BROWSER.get(iri, "Accept", "text/turtle"), "Location");
        assertThat(location).isEqualTo(turtle);
        assertThat(BROWSER.get(location).body()).contains("hilfenetz.example.org" + iri);
    }

    @ParameterizedTest
    @CsvSource({"csv", "excel.csv", "json", "geojson", "nt", "ttl", "jsonld"})
    void sendsEachFileAsItsManifestSaysPlainAndPacked(String extension) throws IOException {
        var manifest = CanonicalJson.mapper()
                .readTree(BROWSER.get("/daten/aktuell/manifest.json").body());
        var file = manifest.path("files")
                .valueStream()
                .filter(one -> one.path("name").asText().equals("angebote." + extension + ".gz"))
                .findFirst()
                .orElseThrow();

        var plain = BROWSER.bytes("/daten/angebote/aktuell/angebote." + extension);
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(header(plain, "Content-Type"))
                .startsWith(file.path("mediaType").asText());
        assertThat(plain.body()).hasSize(file.path("plainBytes").asInt());
        assertThat(Sha256.of(plain.body())).hasToString(file.path("plainSha256").asText());
        assertThat(header(plain, "Repr-Digest")).isEqualTo(digest(plain.body()));
        assertThat(header(plain, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"hilfenetz-angebote-2026-11-23.1." + extension + "\"");

        var packed = BROWSER.bytes("/daten/angebote/2026-11-23.1/angebote." + extension + ".gz");
        assertThat(Sha256.of(packed.body())).hasToString(file.path("sha256").asText());
        assertThat(header(packed, "Cache-Control")).contains("immutable");
        assertThat(header(packed, "Repr-Digest")).isEqualTo(digest(packed.body()));
        var transferred = BROWSER.bytes("/daten/angebote/aktuell/angebote." + extension, "Accept-Encoding", "gzip");
        assertThat(header(transferred, "Content-Encoding")).isEqualTo("gzip");
        assertThat(transferred.body()).isEqualTo(packed.body());
        assertThat(header(transferred, "ETag")).isNotEqualTo(header(plain, "ETag"));
    }

    private static String digest(byte[] bytes) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(Sha256.of(bytes).bytes()) + ":";
    }

    @Test
    void sendsTheWorkbookInPartsToo() {
        var whole = BROWSER.bytes("/daten/orte/aktuell/orte.xlsx");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(header(whole, "Content-Type"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(header(whole, "Repr-Digest")).isEqualTo(digest(whole.body()));
        assertThat(header(whole, "Content-Disposition")).endsWith("hilfenetz-orte-2026-11-23.1.xlsx\"");
        assertThat(BROWSER.bytes("/daten/orte/aktuell/orte.xlsx", "Range", "bytes=0-1")
                        .body())
                .isEqualTo(new byte[] {'P', 'K'});
        assertThat(BROWSER.get("/daten/aktuell/derived.json").body()).contains("\"orte.xlsx\"");
    }

    @Test
    void offersTheWorkbooksOfTheReleaseBeforeUntilTheNewOnesAreMade() {
        try (var town = Town.withExamples().withoutNewWorkbooks();
                var server = new Browser(town.server())) {
            var page = server.get("/daten/orte");
            town.deliver(Records.service("Ein zweites Angebot", service -> {}));

            var book = server.get("/daten/orte/aktuell/orte.xlsx");
            assertThat(book.statusCode()).isEqualTo(200);
            assertThat(header(book, "Content-Disposition")).endsWith("hilfenetz-orte-2026-11-23.1.xlsx\"");
            assertThat(server.get("/daten/aktuell/datapackage.json").statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/daten/orte/2026-11-23.2/orte.xlsx").statusCode())
                    .isEqualTo(404);
            var meanwhile = server.get("/daten/orte");
            assertThat(meanwhile.body()).contains("/daten/orte/aktuell/orte.xlsx");
            assertThat(header(meanwhile, "ETag")).isNotEqualTo(header(page, "ETag"));

            town.makeWorkbooks();

            assertThat(header(server.get("/daten/orte"), "ETag"))
                    .as("a page that lists other workbooks is another page")
                    .isNotEqualTo(header(meanwhile, "ETag"));
            assertThat(header(server.get("/daten/orte/aktuell/orte.xlsx"), "Content-Disposition"))
                    .endsWith("hilfenetz-orte-2026-11-23.2.xlsx\"");
            assertThat(server.get("/daten/orte/2026-11-23.2/orte.xlsx").statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"angebote", "traeger", "orte", "systematik", "entfallen", "alles"})
    void everyDataSetHasAPageWhoseLinksWork(String dataset) {
        var page = BROWSER.open("/daten/" + dataset).body();

        var links = java.util.regex.Pattern.compile("href=\"(/daten/" + dataset + "/aktuell/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links).isNotEmpty();
        assertThat(links).allMatch(link -> BROWSER.bytes(link).statusCode() == 200);
        assertThat(BROWSER.open("/daten").body()).contains("\"/daten/" + dataset + "\"");
    }

    @Test
    void leadsFromATableToItsDescription() throws IOException {
        var table = BROWSER.get(CSV);

        assertThat(header(table, "Link"))
                .isEqualTo("<angebote.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"");
        var about = BROWSER.get("/daten/angebote/aktuell/angebote.csv-metadata.json");
        assertThat(header(about, "Content-Type")).isEqualTo("application/csvm+json");
        assertThat(CanonicalJson.mapper().readTree(about.body()).get("url").asText())
                .isEqualTo("angebote.csv");
        var datapackage = CanonicalJson.mapper()
                .readTree(BROWSER.get("/daten/aktuell/datapackage.json").body());
        assertThat(datapackage.get("resources").valueStream())
                .hasSize(8)
                .allMatch(resource ->
                        BROWSER.get(resource.get("path").asText().replace("https://hilfenetz.example.org", ""))
                                        .statusCode()
                                == 200);
        assertThat(BROWSER.open("/daten/alles").body()).contains("datasette alles.sqlite -m");
    }

    @Test
    void sendsPartsOfAPackedFile() {
        var path = "/daten/angebote/aktuell/angebote.csv.gz";
        var whole = BROWSER.bytes(path);
        var tag = header(whole, "ETag");

        var part = BROWSER.bytes(path, "Range", "bytes=10-19");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 10-19/" + whole.body().length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 10, 20));
        assertThat(BROWSER.bytes(path, "Range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(whole.body(), whole.body().length - 5, whole.body().length));
        assertThat(BROWSER.bytes(path, "Range", "bytes=10-19", "If-Range", "\"alt\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(BROWSER.bytes(path, "Range", "bytes=10-19", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(BROWSER.bytes(path, "Range", "bytes=99999999-").statusCode()).isEqualTo(416);
        assertThat(BROWSER.bytes(CSV, "Range", "bytes=10-19").statusCode()).isEqualTo(200);
    }

    /** It need not be put together for that, nor even be there. */
    @Test
    void readsNoFileForWhoGetsNoneOfItsBytes() throws IOException {
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            town.lose("angebote.csv.gz");

            for (var path : List.of(CSV, CSV + ".gz")) {
                var head = browser.send(path, request -> request.HEAD());
                assertThat(head.statusCode()).isEqualTo(200);
                assertThat(browser.bytes(path, "If-None-Match", header(head, "ETag"))
                                .statusCode())
                        .isEqualTo(304);
                assertThat(browser.bytes(path).statusCode()).isEqualTo(503);
            }
        }
    }

    @Test
    void answers304ToWhoHasTheFile() {
        var first = BROWSER.bytes(CSV);

        assertThat(BROWSER.bytes(CSV, "If-None-Match", header(first, "ETag")).statusCode())
                .isEqualTo(304);
        assertThat(BROWSER.bytes(CSV, "If-Modified-Since", header(first, "Last-Modified"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(BROWSER.bytes(CSV, "If-Modified-Since", "Sun, 01 Nov 2026 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
        var head = BROWSER.send(CSV, request -> request.HEAD());
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(first.body().length));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/daten/angebote/aktuell/manifest.json",
        "/daten/angebote/aktuell/..%2fmanifest.json",
        "/daten/angebote/2026-11-23.9/angebote.csv",
        "/daten/angebote/../angebote.csv",
        "/daten/traeger/aktuell/angebote.csv",
        "/daten/gibtesnicht",
        "/static/..%2f..%2flogback.xml"
    })
    void findsNoFileThatNoManifestNames(String path) {
        assertThat(BROWSER.get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void showsTheDataSetWithItsDownloadsFirst() {
        var page = BROWSER.open("/daten/angebote").body();

        assertThat(page).contains("/daten/angebote/aktuell/angebote.csv", "Schuldnerberatung Bilk", "pandas.read_csv");
        assertThat(page.indexOf("Herunterladen")).isLessThan(page.indexOf("Metadaten"));
        assertThat(BROWSER.open("/daten").body()).contains("/daten/angebote", "/catalog.ttl", "/data.json");
    }

    @Test
    void describesTheDataSetForThoseWhoKnowOnlyTheHost() {
        var answer = BROWSER.get("/.well-known/void");

        assertThat(header(answer, "Content-Type")).startsWith("text/turtle");
        var model = ModelFactory.createDefaultModel();
        RDFDataMgr.read(model, new StringReader(answer.body()), null, Lang.TTL);
        assertThat(model.listObjectsOfProperty(model.createProperty("http://rdfs.org/ns/void#", "dataDump"))
                        .toList())
                .hasSize(3);
        assertThat(answer.body()).contains("void:sparqlEndpoint", "void:entities 2 ");
        assertThat(BROWSER.get("/def/", "Accept", "text/turtle").statusCode()).isEqualTo(303);
        assertThat(BROWSER.get("/def/.ttl").body()).contains("owl:Ontology");
    }

    @Test
    void describesItselfToPortals() throws IOException {
        for (var path : List.of("/catalog.ttl", "/catalog")) {
            var catalogue = BROWSER.get(path, "Accept", "text/turtle");
            assertThat(header(catalogue, "Content-Type")).startsWith("text/turtle");
            var model = ModelFactory.createDefaultModel();
            RDFDataMgr.read(model, new StringReader(catalogue.body()), null, Lang.TTL);
            assertThat(model.listObjectsOfProperty(model.createProperty("http://www.w3.org/ns/dcat#downloadURL"))
                            .mapWith(url -> url.asResource().getURI())
                            .toList())
                    .hasSize(32)
                    .allMatch(url -> BROWSER.get(url.replace("https://hilfenetz.example.org", ""))
                                    .statusCode()
                            == 200);
        }
        var json = CanonicalJson.mapper().readTree(BROWSER.get("/data.json").body());
        assertThat(json.at("/dataset/0/identifier").asText())
                .isEqualTo("https://hilfenetz.example.org/id/datensatz/angebote");
        assertThat(header(BROWSER.get("/catalog", "Accept", "application/rdf+xml"), "Content-Type"))
                .isEqualTo("application/rdf+xml");
    }

    @Test
    void listsCanonicalRecordsAsJson() throws IOException {
        var list = CanonicalJson.mapper()
                .readTree(BROWSER.get("/api/v1/services?per_page=1").body());
        assertThat(list.path("total_items").asInt()).isEqualTo(2);
        assertThat(list.path("total_pages").asInt()).isEqualTo(2);
        assertThat(list.path("contents")).hasSize(1);

        var one = BROWSER.get("/api/v1/locations/" + Records.LOCATION);
        assertThat(one.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(
                        BROWSER.bytes("/id/ort/" + Records.LOCATION + ".json").body());
        assertThat(BROWSER.get("/api/v1/services?page=0").statusCode()).isEqualTo(400);
        assertThat(BROWSER.get("/api/v1/services?q=bilk").body()).contains("\"total_items\":1");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            services?audience=alle, 2
            services?audience=senioren, 0
            services?language=tr, 2
            services?language=fr, 0
            services?accessible=stufenloser-eingang, 1
            services?accessible=yes, 1
            services?accessible=yes&accessible=aufzug, 0
            services?modified_after=2020-01-01&language=tr, 2
            services?modified_after=2100-01-01T00:00:00Z, 0
            locations?accessible=stufenloser-eingang, 1
            locations?accessible=aufzug, 0
            organizations?modified_after=2100-01-01, 0
            """)
    void narrowsListsByWhatProgramsAskFor(String list, int items) {
        assertThat(BROWSER.get("/api/v1/" + list).body()).contains("\"total_items\":" + items + ",");
    }

    @Test
    void refusesAMomentThatIsNone() {
        assertThat(BROWSER.get("/api/v1/services?modified_after=gestern").statusCode())
                .isEqualTo(400);
    }

    @Test
    void keepsTheProtectedPlaceOutOfEveryForm() {
        for (var path : List.of(".ttl", ".nt", ".jsonld", ".rdf", ".json")) {
            assertThat(BROWSER.get("/id/angebot/" + Records.SHELTER + path).body())
                    .contains("Frauenhaus Beispielstadt")
                    .doesNotContain("Beispielstraße", "51.2065");
        }
    }

    @Test
    void saysInWordsWhatADataSetLacks() {
        var services = BROWSER.open("/daten/angebote").body();

        assertThat(services)
                .contains("<h2>Was fehlt?</h2>")
                .containsPattern("noch niemand etwas gemeldet:[^/]*<code>[a-z_]+</code>")
                .contains("Orte geschützter Angebote stehen mit Absicht nicht darin")
                .doesNotContain("fehlt eine aktuelle Lieferung");
        assertThat(BROWSER.open("/daten/entfallen").body()).contains("Uns ist nichts bekannt, was darin fehlt.");
        try (var town = new Town()
                        .missing(java.util.Map.of("tagespflege", "verstummt"))
                        .deliver(Records.organization(), Records.location(), Records.service());
                var server = new Browser(town.server())) {
            assertThat(server.open("/daten/angebote").body())
                    .contains("Von diesen Datenquellen fehlt eine aktuelle Lieferung: tagespflege.");
        }
    }
}
