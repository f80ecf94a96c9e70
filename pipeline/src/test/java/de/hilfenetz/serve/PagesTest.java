package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.record.Entry;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The site as somebody with a browser sees it. */
class PagesTest {

    private static final Town EMPTY = new Town();
    private static final Town TOWN = Town.withExamples();
    private static final Browser NOTHING_YET = new Browser(EMPTY.server());
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        NOTHING_YET.close();
        BROWSER.close();
        EMPTY.close();
        TOWN.close();
    }

    /** What {@code entries} look like. */
    private static void browse(Consumer<Browser> look, Entry... entries) {
        try (var town = new Town().deliver(entries);
                var browser = new Browser(town.server())) {
            look.accept(browser);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /                         | text/html;charset=utf-8
                    /angebote                 | text/html;charset=utf-8
                    /traeger                  | text/html;charset=utf-8
                    /orte                     | text/html;charset=utf-8
                    /daten                    | text/html;charset=utf-8
                    /sparql                   | text/html;charset=utf-8
                    /gebiete/037              | text/html;charset=utf-8
                    /begriffe/thema           | text/html;charset=utf-8
                    /begriffe/thema/schulden  | text/html;charset=utf-8
                    /hilfe                    | text/html;charset=utf-8
                    /impressum                | text/html;charset=utf-8
                    /datenschutz              | text/html;charset=utf-8
                    /barrierefreiheit         | text/html;charset=utf-8
                    /lizenz                   | text/html;charset=utf-8
                    /liefern                  | text/html;charset=utf-8
                    /api                      | text/html;charset=utf-8
                    /robots.txt               | text/plain;charset=utf-8
                    /sitemap.xml              | application/xml
                    /.well-known/security.txt | text/plain;charset=utf-8
                    /gesund                   | text/plain
                    """)
    void answersBeforeAndAfterTheFirstRelease(String path, String type) {
        for (var browser : List.of(NOTHING_YET, BROWSER)) {
            var page = browser.open(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(header(page, "Content-Type")).isEqualTo(type);
            assertThat(page.body()).doesNotContain("NaN", ">null<", "null ");

            var head = browser.send(path, request -> request.HEAD().header("Accept", "text/html"));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(header(head, "Content-Type")).isEqualTo(type);
            assertThat(head.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/angebote", "/daten", "/daten/angebote", "/sparql", "/hilfe", "/nirgends"})
    void isBuiltAsAPageShouldBe(String path) {
        var page = BROWSER.open(path).body();

        assertThat(page).contains("<html lang=\"de\">", "<header", "<nav", "<main", "<footer", "<title>");
        assertThat(page.split("<h1", -1)).hasSize(2);
        assertThat(page.indexOf("class=\"skip\"")).isLessThan(page.indexOf("<header"));
        var levels = Pattern.compile("<h([1-6])")
                .matcher(page)
                .results()
                .map(heading -> Integer.parseInt(heading.group(1)))
                .toList();
        for (var i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).as("heading %d on %s", i, path).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
    }

    @Test
    void saysThatNothingIsPublishedYet() {
        assertThat(NOTHING_YET.open("/").body()).contains("Noch keine Veröffentlichung", "tel:112", "tel:116117");
        assertThat(NOTHING_YET.get("/bereit").statusCode()).isEqualTo(503);
        assertThat(NOTHING_YET.get("/catalog.ttl").statusCode()).isEqualTo(404);

        assertThat(BROWSER.open("/").body()).doesNotContain("Noch keine Veröffentlichung");
        assertThat(BROWSER.get("/bereit").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/angebote", "/gesund", "/gibt-es-nicht", "/static/fehlt.css", "/sparql", "/api"})
    void loadsNothingForeignAndKeepsNothing(String path) {
        var response = BROWSER.open(path);

        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "X-Robots-Tag")).isEqualTo("noindex");
        assertThat(Browser.names(response)).doesNotContain("set-cookie", "server", "x-powered-by");
        assertThat(response.body())
                .doesNotContainPattern("(src|action)=\"https?:")
                .doesNotContain("style=\"");
        var nonce = Pattern.compile("'nonce-([^']+)'").matcher(header(response, "Content-Security-Policy"));
        var ours = nonce.find()
                ? "<script type=\"(module\" src=\"/static/[^\"]+\"|importmap\" nonce=\"" + Pattern.quote(nonce.group(1))
                        + "\")>"
                : "<script type=\"module\" src=\"/static/[^\"]+\">";
        assertThat(response.body().replaceAll(ours, "")).doesNotContain("<script");
        assertThat(response.body().contains("<script"))
                .isEqualTo(Set.of("/sparql", "/api").contains(path));
    }

    /** G20: of the day of the town's clock. */
    @Test
    void tellsWhoFindsAHoleWhomToWriteToForAtLeastAMonth() {
        var expires = Pattern.compile("Expires: (\\S+)")
                .matcher(BROWSER.open("/.well-known/security.txt").body());

        assertThat(expires.find()).isTrue();
        assertThat(Instant.parse(expires.group(1))).isAfter(Town.NOW.instant().plus(Duration.ofDays(30)));
        assertThat(BROWSER.open("/robots.txt").body().lines())
                .contains("User-agent: *", "Disallow: /sparql", "Disallow: /*?*q=")
                .anyMatch(line -> line.equals("Sitemap: " + Town.BASE + "sitemap.xml"));
    }

    @Test
    void tellsWhatHappenedToARecordWithoutItsValues() {
        try (var town = new Town()
                        .deliver(Records.service(
                                "Beratung", record -> record.set("description", Records.text("Vorher"))))
                        .deliver(Records.service(
                                "Beratung", record -> record.set("description", Records.text("Nachher"))));
                var browser = new Browser(town.server())) {
            var page = browser.open("/angebote/" + Records.id("Beratung")).body();
            assertThat(page)
                    .containsPattern(
                            "(?s)<h3>Verlauf</h3>.*Geändert: <span>Beschreibung</span>.*Zum ersten Mal gemeldet")
                    .contains("/aenderungen.atom?eintrag=" + Records.id("Beratung"))
                    .doesNotContain("Vorher");
            assertThat(browser.get("/aenderungen.atom?eintrag=" + Records.id("Beratung"))
                            .body())
                    .contains("Vorher → Nachher");
            assertThat(browser.get("/aenderungen.atom?eintrag=" + Records.id("anderes"))
                            .body())
                    .doesNotContain("<entry>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/angebote/,SERVICE,Schuldnerberatung",
        "/traeger/,ORGANIZATION,Schuldnerberatung",
        "/orte/,LOCATION,Schuldnerberatung"
    })
    void asksTheGraphForWhatHasToDoWithARecord(String path, String record, String expected) throws Exception {
        var id = Records.class.getDeclaredField(record).get(null);
        var page = BROWSER.open(path + id).body();
        var link = Pattern.compile("href=\"(/abfrage\\?q=[^\"]+)\">A").matcher(page);
        assertThat(link.find()).as(path).isTrue();
        assertThat(BROWSER.open(link.group(1)).body()).contains(expected);
    }

    @Test
    void saysWhenNothingCameForTwoDays() {
        try (var soon = new Browser(TOWN.server(Site.demonstration(Town.BASE), after(Duration.ofHours(47))));
                var late = new Browser(TOWN.server(Site.demonstration(Town.BASE), after(Duration.ofHours(49))))) {
            assertThat(soon.open("/").body()).doesNotContain("nicht frisch");
            var page = late.open("/");
            assertThat(page.body())
                    .contains("Diese Angaben sind nicht frisch: Stand <time datetime=\"2026-11-23")
                    .contains("hat keine Datenquelle geantwortet", "href=\"/liefern/quellen\"");
            assertThat(late.open("/en").body()).contains("This is not fresh: as of <time");
            assertThat(header(page, "ETag"))
                    .as("another page than the one before, of the same release")
                    .isNotEqualTo(header(soon.open("/"), "ETag"));
        }
    }

    @Test
    void saysWhenWhatCameCouldNotBePublished() {
        try (var town = Town.withExamples().deliverUnpublished(Records.service("Neues Angebot", record -> {}));
                var late = new Browser(town.server(Site.demonstration(Town.BASE), after(Duration.ofHours(49))))) {
            assertThat(late.open("/").body()).contains("Was danach geliefert wurde, ist noch nicht veröffentlicht.");
        }
    }

    private static Clock after(Duration time) {
        return Clock.offset(Town.NOW, time);
    }

    @Test
    void saysWhatTheOperatorLeftOutOfTheImprint() {
        var operator = new Site.Operator(
                "Beispielstadt",
                "post@beispielstadt.example.org",
                "https://beispielstadt.example.org/",
                new Site.Imprint("Beispielplatz 1", "", "", "Bezirksregierung", "", ""));
        try (var official =
                new Browser(TOWN.server(Site.demonstration(Town.BASE).withOperator(operator)))) {
            assertThat(official.open("/impressum").body())
                    .contains(
                            "Was der Betreiber hier nicht angegeben hat",
                            "<li>Telefonnummer (§ 5",
                            "<li>Wer den Betreiber vertritt")
                    .contains("<li>Wer für den Inhalt verantwortlich ist", "href=\"/kontakt\"")
                    .doesNotContain("<li>Anschrift", "<li>Aufsichtsbehörde");
            assertThat(official.open("/en/impressum").body())
                    .contains("What the operator has not said here", "<li>Telephone number");
            assertThat(official.open("/datenschutz").body()).contains("hat der Betreiber hier nicht angegeben");
        }
    }

    @Test
    void dropsTheBannerOnceSomebodyAnswersForTheSite() {
        var operator = new Site.Operator(
                "Beispielstadt",
                "post@beispielstadt.example.org",
                "https://beispielstadt.example.org/",
                new Site.Imprint(
                        "Beispielplatz 1, 00000 Beispielstadt",
                        "0221 4710100",
                        "die Oberbürgermeisterin",
                        "Bezirksregierung",
                        "Amt für Presse, Beispielplatz 1",
                        "datenschutz@beispielstadt.example.org"));
        try (var official =
                new Browser(TOWN.server(Site.demonstration(Town.BASE).withOperator(operator)))) {
            var page = official.open("/impressum");
            assertThat(page.body())
                    .contains("post@beispielstadt.example.org", "Anschrift: Beispielplatz 1, 00000 Beispielstadt")
                    .contains("Telefon: 0221 4710100", "Vertreten durch: die Oberbürgermeisterin")
                    .contains("Aufsichtsbehörde: Bezirksregierung", "§ 18 Absatz 2 MStV: Amt für Presse")
                    .doesNotContain("Demonstration", "nicht angegeben");
            assertThat(official.open("/datenschutz").body())
                    .contains("datenschutz@beispielstadt.example.org", "Ihre Rechte", "www.ldi.nrw.de");
            assertThat(official.open("/barrierefreiheit").body())
                    .contains("ombudsstelle-barrierefreie-it@mags.nrw.de")
                    .doesNotContain("Es ist eine Demonstration");
            assertThat(Browser.names(page)).doesNotContain("x-robots-tag");
        }
        assertThat(BROWSER.open("/").body())
                .contains("Demonstration – kein Angebot der Stadt", "Hilfenetz (Demonstration)</title>");
    }

    @Test
    void showsAServiceInWords() {
        var page = BROWSER.open("/angebote/" + Records.SERVICE).body();

        assertThat(page)
                .contains("<h1>Schuldnerberatung Bilk</h1>", "tel:+492214710123", "0221 4710123", "Ohne Telefonieren")
                .contains("mailto:schuldnerberatung@beispielverband.example.org", "Türkisch", "Beispielstraße 1-5")
                .contains("https://hilfenetz.example.org/id/angebot/" + Records.SERVICE, "angebote.csv, Zeile 17")
                .contains("stufenloser Eingang", "nicht gemeldet", "eingeschränkt");
        assertThat(page.indexOf("Seite schnell verlassen"))
                .isBetween(page.indexOf("class=\"skip\""), page.indexOf("<header"));
        assertThat(BROWSER.open("/en/angebote/" + Records.SERVICE).body())
                .contains("angebote.csv, line 17")
                .doesNotContain("Zeile 17");
    }

    @Test
    void showsTheWeekAndWhatAppliesTodayWithItsDate() {
        var page = BROWSER.open("/angebote/" + Records.SERVICE).body();

        assertThat(page)
                .contains("Montag", "<time datetime=\"09:00\">09:00</time>–<time datetime=\"12:00\">12:00</time>")
                .contains(
                        "Heute, <time datetime=\"2026-11-23\">23. November 2026</time>: 09:00–12:00 Uhr",
                        "Danach Dienstag, <time datetime=\"2026-11-24\">24. November 2026</time>: ")
                .contains("An Feiertagen geschlossen")
                .contains("Mo-Fr 9-12, Do auch 14-17 Uhr");
    }

    @Test
    void showsOrganizationAndPlaceWithWhatTheyOffer() {
        assertThat(BROWSER.open("/traeger/" + Records.ORGANIZATION).body())
                .contains(
                        "<h1>Beispielverband Düsseldorf e. V.</h1>",
                        "Schuldnerberatung Bilk",
                        "Vereinsregister: VR 99999",
                        "Rahmenvertrag: Rahmenvertrag zur Sicherung der sozialen Dienste und Aufgaben (1998)",
                        "https://beispielverband.example.org/vertrag");
        assertThat(BROWSER.open("/orte/" + Records.LOCATION).body())
                .contains("<h1>Beratungshaus Bilk</h1>", "Schuldnerberatung Bilk", "40223 Düsseldorf", "/gebiete/036")
                .contains(
                        "breite Türen: 95 cm (<time datetime=\"2026-05-04\">4. Mai 2026</time>, Beispielbeirat für Menschen mit Behinderung)");
    }

    @Test
    void neverShowsWhereAProtectedServiceIs() {
        var page = BROWSER.open("/angebote/" + Records.SHELTER).body();

        assertThat(page)
                .contains("Adresse geschützt", "tel:+492214710123", "Seite schnell verlassen")
                .doesNotContain("Beispielstraße", "40223", "51.2065");
    }

    @Test
    void letsNoTextOfAProviderRun() {
        var hostile = Records.service(json -> {
            json.set("name", Records.text("\"><script>alert(1)</script>"));
            json.set("description", Records.text("<img src=x onerror=alert(1)> \u202e" + "A".repeat(10_000)));
            var document = json.withArray("documents").removeAll().addObject();
            document.put("url", "javascript:alert(1)").set("title", Records.text("Antrag"));
            var contact = json.withArray("contacts").removeAll().addObject();
            contact.put("url", "JavaScript:alert(1)").put("email", "a@b.example\" onclick=\"alert(1)");
        });
        browse(
                browser -> {
                    for (var path : List.of(
                            "/angebote/" + Records.SERVICE, "/angebote", "/angebote?q=%22%3E%3Cscript%3E", "/")) {
                        var page = browser.open(path).body();
                        for (var harm : List.of(
                                "<script(?! type=\"module\" src=\"/static/verlassen)",
                                "<img",
                                "(?i)href=\"\\s*javascript:",
                                "<[^>]*\"\\s+onclick=")) {
                            assertThat(Pattern.compile(harm).matcher(page).find())
                                    .as(harm + " on " + path)
                                    .isFalse();
                        }
                    }
                },
                hostile);
    }

    /** The words of pages are those of {@code text:query}: stems, parts of words, umlauts however they are written. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    Beratungen,            2
                    schuldnerBERATUNG bilk, 1
                    Bilk und Schuldner,    1
                    Hoehe,                 1
                    hohen,                 1
                    Café Hohe,             1
                    Schwimmbäder,          0
                    """)
    void findsWhatAQueryFinds(String words, int many) {
        browse(
                browser -> {
                    var query = """
                            PREFIX text: <http://jena.apache.org/text#>
                            PREFIX schema: <https://schema.org/>
                            SELECT ?x { ?x text:query "%s" ; a schema:Service }""".formatted(words);
                    var found = browser.get("/sparql?format=csv&query=" + URLEncoder.encode(query, UTF_8))
                            .body()
                            .lines()
                            .skip(1)
                            .map(iri -> iri.replace(Town.BASE + "id/angebot/", "/angebote/"))
                            .toList();

                    var page = browser.open("/angebote?q=" + URLEncoder.encode(words, UTF_8))
                            .body();
                    assertThat(found)
                            .hasSize(many)
                            .allSatisfy(path -> assertThat(page).contains("href=\"" + path + "\""));
                    assertThat(page).contains("<strong>%d Angebot%s<".formatted(many, many == 1 ? "" : "e"));
                },
                Records.service("Schuldnerberatung Bilk", json -> {}),
                Records.service("Cafe auf der Höhe", json -> {}));
    }

    @Test
    void findsServicesByWordAreaAndTopic() {
        assertThat(BROWSER.open("/angebote?q=SCHULDEN+bilk").body()).contains("1 Angebot<", "Schuldnerberatung Bilk");
        assertThat(BROWSER.open("/angebote?gebiet=03&thema=schulden").body()).contains("1 Angebot<");
        assertThat(BROWSER.open("/angebote?gebiet=01").body()).contains("0 Angebote", "Dazu ist nichts gemeldet");
        assertThat(header(BROWSER.open("/angebote?q=frauenhaus"), "Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void saysWhichSoftwareAndWhichDayButNotOnErrors() {
        var page = BROWSER.open("/sitemap.xml").body();
        var places = page.split("<loc>", -1).length;

        assertThat(BROWSER.open("/").body()).contains("Software test<");
        assertThat(BROWSER.open("/gibt-es-nicht").body()).contains("Datenstand").doesNotContain("Software");
        assertThat(page.split("<lastmod>2026-11-", -1)).hasSize(places);
        assertThat(NOTHING_YET.open("/sitemap.xml").body()).contains("<loc>").doesNotContain("<lastmod>");
    }

    @Test
    void leadsThroughLongListsByLinks() {
        browse(
                browser -> {
                    assertThat(browser.open("/angebote").body())
                            .contains("60 Angebote", "Seite 1 von 3", "href=\"/angebote?seite=2\"", "buchstabe=A");
                    assertThat(browser.open("/angebote?seite=3").body())
                            .contains("Seite 3 von 3")
                            .doesNotContain("rel=\"next\"");
                    assertThat(browser.open("/angebote?buchstabe=Z").body())
                            .contains("30 Angebote")
                            .doesNotContain("Ärztehaus");
                    assertThat(browser.open("/angebote?seite=999999").body()).contains("Seite 3 von 3");
                },
                IntStream.range(0, 60)
                        .mapToObj(i -> Records.service((i % 2 == 0 ? "Ärztehaus " : "Zuflucht ") + i, json -> {}))
                        .toArray(Entry[]::new));
    }

    @Test
    void namesCrisisNumbersFromTheData() {
        var number = Records.service("Nummer gegen Kummer", json -> {
            json.put("feed", "krisennummern");
            var phones = json.withArray("contacts").removeAll().addObject().putArray("phones");
            phones.addObject().put("number", "116 111");
        });
        browse(
                browser -> assertThat(browser.open("/hilfe").body())
                        .contains(
                                "tel:112",
                                "tel:116111",
                                "Nummer gegen Kummer",
                                "geprüft am <time datetime=\"2026-11-01\">1. November 2026</time>"),
                number);
    }

    @Test
    void putsFirstWhomToCallWhenALifeIsAtStake() {
        var numbers = Stream.of("116 111", "116 117", "110", "112")
                .map(number -> Records.service("Rat " + number, json -> {
                    json.put("feed", "krisennummern").put("sourceId", "a-" + number.substring(2));
                    var phones =
                            json.withArray("contacts").removeAll().addObject().putArray("phones");
                    phones.addObject().put("number", number);
                }));
        browse(
                browser -> assertThat(browser.open("/").body())
                        .containsSubsequence("tel:112", "tel:110", "tel:116117", "tel:116111"),
                numbers.toArray(Entry[]::new));
    }

    @Test
    void saysOfWhatIsGoneThatItIsGone() {
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            town.deliverOnly(Records.organization(), Records.location());

            var page = browser.open("/angebote/" + Records.SERVICE);
            assertThat(page.statusCode()).isEqualTo(410);
            assertThat(page.body())
                    .contains(
                            "Dieses Angebot wird nicht mehr gemeldet",
                            "Nicht mehr gemeldet seit <time datetime=\"2026-11-23\">23. November 2026</time>");
            for (var path : List.of("/id/angebot/" + Records.SERVICE, "/id/angebot/" + Records.SERVICE + ".ttl")) {
                assertThat(browser.get(path, "Accept", "text/turtle").statusCode())
                        .isEqualTo(410);
            }
            assertThat(browser.get("/api/v1/services/" + Records.SERVICE).statusCode())
                    .isEqualTo(410);
            assertThat(browser.open("/").body()).contains("Nicht mehr gemeldet:");
        }
    }

    @Test
    void leadsFromADoubledRecordToTheOneItIs() {
        try (var town = Town.withExamples();
                var browser = new Browser(town.server())) {
            var stays = Records.shelter().id();
            town.join(Records.service().id(), stays);

            for (var path : List.of(
                    "/angebote/%s",
                    "/id/angebot/%s", "/id/angebot/%s.ttl", "/api/v1/services/%s", "/hsds/services/%s")) {
                var answer = browser.get(path.formatted(Records.SERVICE), "Accept", "text/turtle");
                assertThat(answer.statusCode()).as(path).isEqualTo(301);
                assertThat(answer.headers().firstValue("Location").orElse("")).endsWith(path.formatted(stays));
            }
        }
    }

    @Test
    void answers304ToWhoHasThePageAndSendsItPackedToWhoCanRead() {
        var first = BROWSER.open("/");
        var tag = header(first, "ETag");
        assertThat(tag).startsWith("\"2026-11-23.1-");

        assertThat(BROWSER.get("/", "Accept", "text/html", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(BROWSER.get("/", "Accept", "text/html", "If-None-Match", "\"andere\"")
                        .statusCode())
                .isEqualTo(200);
        var packed = BROWSER.bytes("/", "Accept-Encoding", "gzip");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "ETag")).isNotEqualTo(tag);
        assertThat(header(packed, "Vary")).contains("Accept", "Accept-Encoding");
    }

    @Test
    void tellsPeopleWithAPageAndProgramsWithAProblem() {
        var page = BROWSER.open("/angebote/gibt-es-nicht");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body())
                .contains("Diese Seite gibt es nicht", "Kennung dieser Anfrage")
                .doesNotContain("Exception", "Jetty", "Javalin");

        var problem = BROWSER.get("/nirgends", "Accept", "application/json");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(header(problem, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.body()).contains("\"status\":404", "urn:hilfenetz:request:");

        var refused = BROWSER.post("/angebote", "text/plain", "x");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "Allow")).contains("GET").contains("HEAD");
        var large = "x".repeat((int) Server.LARGEST_REQUEST + 1);
        assertThat(BROWSER.post("/sparql", "application/sparql-query", large).statusCode())
                .isEqualTo(413);
    }

    @Test
    void keepsStyleSheetsForEver() {
        var path =
                BROWSER.open("/").body().replaceFirst("(?s).*href=\"(/static/hilfenetz\\.[0-9a-f]+\\.css)\".*", "$1");

        var style = BROWSER.get(path);

        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(header(style, "Cache-Control")).contains("immutable");
        assertThat(header(style, "Content-Type")).isEqualTo("text/css;charset=utf-8");
    }

    /** G17: every link of our own that a crawl from the start page meets, except those from one selection to a further one. */
    @Test
    void hasNoDeadLinks() {
        var seen = new java.util.LinkedHashSet<String>(List.of("/"));
        var waiting = new java.util.ArrayDeque<String>(seen);
        while (!waiting.isEmpty()) {
            var path = waiting.remove();
            var answer = BROWSER.get(path, "Accept", "text/html");
            assertThat(answer.statusCode()).as(path).isLessThan(400);
            if (header(answer, "Content-Type").startsWith("text/html")) {
                Pattern.compile(" href=\"(/[^\"#]*)")
                        .matcher(answer.body())
                        .results()
                        .map(link -> link.group(1).replace("&amp;", "&"))
                        .filter(link -> !link.contains("buchstabe=") && !link.startsWith("/begriffe/"))
                        .filter(link -> !path.contains("?") || !link.contains("?"))
                        .filter(seen::add)
                        .forEach(waiting::add);
            }
        }
        assertThat(seen)
                .contains("/daten/angebote", "/angebote/" + Records.SERVICE, "/catalog.ttl")
                .hasSizeGreaterThan(50);
    }
}
