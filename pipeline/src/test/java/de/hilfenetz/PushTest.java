package de.hilfenetz;

import static de.hilfenetz.Patience.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A provider's system that pushes: real bytes to a real server, and what it is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAD = "id,name,telefon,zeiten\n";
    private static final String FAULTS = HEAD
            + "1,Beratung Eller,0221 4710123,Mo-Fr 9-12 Uhr\n"
            + "2,,0221 4710124,\n"
            + "3,Beratung Rath,keine Ahnung,irgendwann\n";

    private static final Schema REPORT = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(read("../schemas/report.schema.json"));

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> keys = new ArrayList<>();
    private Path home = Path.of("");
    private Serving serving;

    @BeforeAll
    void serve(@TempDir Path folder) throws IOException {
        home = folder;
        Files.createDirectories(home.resolve("feeds"));
        for (var feed : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")) {
            Files.writeString(home.resolve("feeds/" + feed + ".yaml"), """
                    id: %s
                    title: Beispielverein %s
                    format: csv
                    mapping: a.jslt
                    licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                    """.formatted(feed, feed));
        }
        Files.writeString(home.resolve("feeds/a.jslt"), """
                {"kind": "service", "id": .id, "name": .name, "phone": .telefon, "hours": .zeiten}
                """);
        serving = new Serving(world().settings(), Clock.systemUTC());
        serving.start(new PrintWriter(new StringWriter()));
        for (var feed : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")) {
            serving.installation().journal().addKey(feed, new SecureRandom(), keys::add);
        }
    }

    @AfterAll
    void stop() throws IOException {
        client.close();
        serving.close();
    }

    @Test
    void isToldAcceptedOnceDurableAndSeesItPublicSoonAfter() throws Exception {
        var answer = push("a", "", HEAD + "1,Beratung Unterbach,0221 4710123,\n");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var told = JSON.readTree(answer.body());
        assertThat(home.resolve("data/deliveries/%s/%s"
                        .formatted(
                                told.path("sha256").asText().substring(0, 2),
                                told.path("sha256").asText())))
                .exists();
        assertThat(settled("a", answer).path("state").asText()).isEqualTo("settled");
        until(() -> get("/api/v1/services?q=Unterbach").body().contains("Beratung Unterbach"));
    }

    /** Records point to it as what they were derived from. */
    @Test
    void findsADeliveryUnderItsIri() throws Exception {
        var answer = push("k", "", HEAD + "1,Beratung Hubbelrath,0221 4710129,\n");
        settled("k", answer);
        var iri = "/id/lieferung/" + JSON.readTree(answer.body()).path("sha256").asText();

        until(() -> get("/api/v1/services?q=Hubbelrath").body().contains("Beratung Hubbelrath"));

        var page = client.send(request(iri).header("Accept", "text/html").build(), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location")).hasValue("/liefern/quellen/k");
        var data = client.send(request(iri).header("Accept", "text/turtle").build(), BodyHandlers.ofString());
        assertThat(data.headers().firstValue("Location")).hasValue(iri + ".ttl");
        assertThat(get(iri + ".ttl").body())
                .contains("a prov:Entity", "prov:generatedAtTime", "a prov:Activity", "prov:used", "prov:endedAtTime");
        assertThat(get("/id/lieferung/" + "0".repeat(64)).statusCode()).isEqualTo(404);
        assertThat(get("/id/lieferung/keine").statusCode()).isEqualTo(404);
    }

    /** More than are taken in at once. */
    @Test
    void waitsForItsTurnWhereManyComeTogether() throws Exception {
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> one = () -> push("a", "", HEAD + "1,Beratung Unterbach,0221 4710123,\n");

            var answers = senders.invokeAll(Collections.nCopies(60, one));

            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
            }
        }
    }

    @Test
    void getsTheSameAnswerForTheSameRequestAndNoneForAnother() throws Exception {
        var body = HEAD + "1,Beratung Benrath,0221 4710123,\n";

        var first = push("b", "", body, "Idempotency-Key", "nacht-17");
        var again = push("b", "", body, "Idempotency-Key", "nacht-17");
        var other = push("b", "", body + "2,Beratung Reisholz,0221 4710124,\n", "Idempotency-Key", "nacht-17");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        refused(other, 422, "anfrage-wiederverwendet");

        refused(push("b", "?mode=alles", body, "Idempotency-Key", "nacht-18"), 422, "angaben");
        assertThat(push("b", "", body + "3,Beratung Holthausen,0221 4710125,\n", "Idempotency-Key", "nacht-18")
                        .statusCode())
                .as("the name of a refused request is free")
                .isEqualTo(202);
    }

    @Test
    void refusesWhatItMustInWordsThatHelp() throws Exception {
        var body = HEAD + "1,Beratung,0221 4710123,\n";
        var path = "/api/v1/feeds/a/deliveries";

        refused(send(path, body), 401, "schluessel");
        refused(send(path, body, "Authorization", "Bearer hn_falsch"), 401, "schluessel");
        refused(send(path, body, "Authorization", "Bearer " + keys.get(1)), 403, "andere-quelle");
        refused(push("a", "", body, "Content-Type", "multipart/form-data; boundary=x"), 415, "form");
        refused(push("a", "", body, "Content-Encoding", "br"), 415, "form");
        var mode = push("a", "?mode=alles", body);
        refused(mode, 422, "angaben");
        assertThat(JSON.readTree(mode.body()).path("errors").path(0).path("parameter"))
                .hasToString("\"mode\"");
        refused(push("a", "", "kein gzip", "Content-Encoding", "gzip"), 422, "unvollstaendig");
        refused(send("/api/v1/check?format=json", "x".repeat(20_000_001)), 413, "zu-gross");
        assertThat(send(path, body).headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void takesNoListOfPeopleAndKeepsNothingOfIt() throws Exception {
        var people = "id,name,Geburtsdatum\n1,Erika Beispiel,1.4.1961\n";

        var answer = push("i", "", people);

        refused(answer, 422, "klientendaten");
        var error = JSON.readTree(answer.body()).path("errors").path(0);
        assertThat(error.path("line").asInt()).isEqualTo(2);
        assertThat(error.path("field").asText()).isEqualTo("Geburtsdatum");
        assertThat(error.path("rule").asText()).isEqualTo("klientendaten");
        assertThat(answer.body()).doesNotContain("Erika", "1961");
        var sha256 = Sha256.of(people.getBytes(UTF_8)).toString();
        assertThat(home.resolve("data/deliveries/%s/%s".formatted(sha256.substring(0, 2), sha256)))
                .doesNotExist();
        assertThat(JSON.readTree(get("/api/v1/feeds/i").body()).path("state").asText())
                .as("somebody has to know")
                .isEqualTo("error");
        assertThat(send("/api/v1/check?feed=i", people).body())
                .contains("klientendaten")
                .doesNotContain("Erika", "1961");

        settled("i", push("i", "", HEAD + "1,Beratung Wersten,0221 4710123,\n"));
        assertThat(JSON.readTree(get("/api/v1/feeds/i").body()).path("state").asText())
                .isEqualTo("ok");
    }

    @Test
    void unpacksWhatIsSentPacked() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write((HEAD + "1,Beratung Garath,0221 4710123,\n").getBytes(UTF_8));
        }

        var answer = client.send(
                request("/api/v1/feeds/c/deliveries")
                        .header("Authorization", "Bearer " + keys.get(2))
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(settled("c", answer).path("counters").path("added").asInt()).isEqualTo(1);
    }

    @Test
    void keepsRemovalsUntilTheyAreConfirmedByTheirList() throws Exception {
        settled("d", push("d", "", services(40)));

        var parked = settled("d", push("d", "", services(20)));

        assertThat(parked.path("state").asText()).isEqualTo("parked");
        assertThat(parked.path("removals").path("records")).hasSize(20);
        var hash = parked.path("removals").path("hash").asText();
        var wrong = settled("d", push("d", "?confirmed=" + "0".repeat(64), services(20)), parked);
        assertThat(wrong.path("state").asText()).isEqualTo("parked");
        var done = settled("d", push("d", "?confirmed=" + hash, services(20)), wrong);
        assertThat(done.path("state").asText()).isEqualTo("settled");
        assertThat(done.path("counters").path("removed").asInt()).isEqualTo(20);

        var announced = settled("d", push("d", "?expectedRemovals=15", services(5)));
        assertThat(announced.path("counters").path("removed").asInt()).isEqualTo(15);
    }

    @Test
    void theScriptForCurlDelivers(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("liefern.sh"),
                get("/liefern/beispiele/liefern.sh").body());
        Files.writeString(folder.resolve("angebote.csv"), HEAD + "1,Beratung Lierenfeld,0221 4710123,\n");
        Files.writeString(folder.resolve("schluessel.txt"), "Authorization: Bearer " + keys.get(6) + "\n");
        var first = script(folder);
        var again = script(folder);

        assertThat(first).startsWith("0 ").contains("\"feed\":\"g\"");
        assertThat(again).as("the same file is the same delivery").isEqualTo(first);

        Files.writeString(folder.resolve("schluessel.txt"), "Authorization: Bearer hn_falsch\n");
        assertThat(script(folder)).startsWith("22 ").contains("Der Schlüssel fehlt");
    }

    private String script(Path folder) throws Exception {
        var address = serving.address().toString();
        var process = new ProcessBuilder("sh", "liefern.sh", address, "g", "angebote.csv")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() + " " + said;
    }

    @Test
    void theOtherScriptsKeepTheKeyOutOfTheListOfProcessesAndSayHowItEnded() throws Exception {
        var windows = get("/liefern/beispiele/liefern.ps1").body();
        assertThat(windows)
                .contains("curl.exe", "--fail-with-body", "@$PSScriptRoot\\schluessel.txt", "exit $ende", "--retry 5")
                .contains("/api/v1/feeds/' + $Quelle + '/deliveries'")
                .doesNotContain("hn_$");
        assertThat(windows.chars().allMatch(letter -> letter < 128))
                .as("Windows PowerShell 5 reads scripts without a mark as ANSI")
                .isTrue();
        assertThat(windows.chars().filter(letter -> letter == '(').count())
                .isEqualTo(windows.chars().filter(letter -> letter == ')').count());
        var sftp = get("/liefern/beispiele/liefern.sftp")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(sftp).endsWith("put leer angebote.csv.done");
    }

    @Test
    void triesOutWithoutKeepingAnything() throws Exception {
        settled(
                "e",
                push(
                        "e",
                        "",
                        HEAD + "1,Eins,0221 4710123,Mo-Fr 9-12 Uhr\n2,Zwei,0221 4710124,\n3,Drei,0221 4710125,\n"));
        var before = runs("e");

        var trial = JSON.readTree(push(
                        "e",
                        "?dryRun=true",
                        HEAD + "1,Eins,0221 4710123,Mo-Fr 9-13 Uhr\n2,Zwo,0221 4710124,\n4,Vier,0221 4710126,\n")
                .body());

        assertThat(trial.path("changes").path("text").asText())
                .isEqualTo("1 neu, 2 geändert (davon 1 nur Öffnungszeiten), 0 unverändert, 1 entfällt");
        assertThat(runs("e")).isEqualTo(before);
        try (var files = Files.list(home.resolve("data/deliveries"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".neu"))).isEmpty();
        }
    }

    @Test
    void findsTheSameThroughAllThreeDoors() throws Exception {
        var pushed = push("f", "", FAULTS);
        settled("f", pushed);
        var run = JSON.readTree(
                withKey("f", pushed.headers().firstValue("Location").orElseThrow() + "/findings")
                        .body());
        var check = JSON.readTree(send("/api/v1/check?feed=f", FAULTS).body());
        Files.writeString(home.resolve("f.csv"), FAULTS);
        var out = new StringWriter();
        Hilfenetz.commandLine(world())
                .setOut(new PrintWriter(out, true))
                .execute("check", home.resolve("f.csv").toString(), "--feed", "f", "--json");
        var command = JSON.readTree(out.toString());
        var page = upload("f.csv", FAULTS.getBytes(UTF_8), "quelle", "f").body();

        assertThat(places(run))
                .contains("name-fehlt 3")
                .isEqualTo(places(check))
                .isEqualTo(places(command))
                .allSatisfy(place -> assertThat(page).contains("id=\"" + place.replaceFirst(" .*", "") + "\""));
        for (var report : List.of(run, check, command)) {
            assertThat(REPORT.validate(report)).isEmpty();
            assertThat(report.path("not_checked")).isNotEmpty();
        }
        assertThat(command.path("changes")).isEqualTo(check.path("changes"));
        assertThat(command.path("changes").path("text").asText()).startsWith("0 neu, 0 geändert");
        assertThat(check.path("counters").path("held"))
                .isEqualTo(run.path("counters").path("held"));
        assertThat(check.path("findings")).anySatisfy(finding -> {
            assertThat(finding.path("raw").asText()).isEqualTo("3,Beratung Rath,keine Ahnung,irgendwann");
            assertThat(finding.path("caret").asInt()).isEqualTo(17);
        });
    }

    @Test
    void givesBackWhatIsPutRight() throws Exception {
        var sloppy = HEAD + "1,Beratung Eller,(0221) 47 10-123,montag 9-12 uhr\n";
        var right = HEAD + "1,Beratung Eller,+49 221 4710123,Mo 09:00-12:00\n";

        var answer = send("/api/v1/check?feed=g&corrected=true", sloppy);
        assertThat(answer.body()).isEqualTo(right);
        assertThat(answer.headers().firstValue("Hilfenetz-Corrections")).hasValue("2");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"g-berichtigt.csv\"");
        assertThat(upload("angebote.csv", sloppy.getBytes(UTF_8), "quelle", "g", "berichtigt", "ja")
                        .body())
                .isEqualTo(right);
        var again = JSON.readTree(send("/api/v1/check?feed=g", right).body());
        assertThat(again.path("rules")).noneMatch(rule -> rule.path("fixable").asBoolean());

        var pushed = push("g", "", sloppy);
        settled("g", pushed);
        var location = pushed.headers().firstValue("Location").orElseThrow();
        var link =
                URI.create(JSON.readTree(pushed.body()).path("report").asText()).getPath();
        assertThat(get(link).body()).contains(link + "/berichtigt");
        assertThat(get(link + "/berichtigt").body()).isEqualTo(right);
        assertThat(withKey("g", location + "/corrected").body()).isEqualTo(right);
        assertThat(get(location + "/corrected").statusCode()).isEqualTo(401);
    }

    /** P16. */
    @Test
    void aReportIsNarrowedComparedAndTakenAlong() throws Exception {
        settled("j", push("j", "", HEAD + "7,,0221 4710127,\n8,Beratung Lohausen,0221 4710128,keine Ahnung\n"));
        var pushed = push("j", "", HEAD + "7,Beratung Wersten,keine,\n8,Beratung Lohausen,0221 4710128,keine Ahnung\n");
        settled("j", pushed);
        var link =
                URI.create(JSON.readTree(pushed.body()).path("report").asText()).getPath();
        var all = get(link).body();

        assertThat(all).contains("<h2 id=\"oeffnungszeiten-unlesbar\">", "<h2 id=\"telefon-unlesbar\">");
        assertThat(get(link + "?regel=oeffnungszeiten-unlesbar").body())
                .contains(
                        "<h2 id=\"oeffnungszeiten-unlesbar\">", "<option value=\"oeffnungszeiten-unlesbar\" selected>")
                .doesNotContain("<h2 id=\"telefon-unlesbar\">");
        assertThat(get(link + "?feld=telefon").body())
                .contains("<h2 id=\"telefon-unlesbar\">")
                .doesNotContain("<h2 id=\"oeffnungszeiten-unlesbar\">");
        assertThat(get(link + "?schwere=error").body()).doesNotContain("<h2 id=");
        assertThat(compared(all, "name-fehlt")).isEqualTo("1 0 behoben");
        assertThat(compared(all, "telefon-unlesbar")).isEqualTo("0 1 neu");
        assertThat(compared(all, "oeffnungszeiten-unlesbar")).isEqualTo("1 1 noch da");
        var csv = get(link + "/befunde.csv");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.body().lines().findFirst())
                .hasValue("severity,rule,file,line,column,field,value,suggestion,message,raw,record_id,record_name");
        assertThat(csv.body()).contains(",oeffnungszeiten-unlesbar,", ",telefon-unlesbar,");
        assertThat(JSON.readTree(get(link + "/befunde.json").body()).path("findings"))
                .isNotEmpty();
        assertThat(get(link + "x/befunde.csv").statusCode()).isEqualTo(404);
        assertThat(get("/en" + link + "?feld=telefon").body())
                .contains("Compared with the delivery before", "<h2 id=\"telefon-unlesbar\">", link + "/befunde.csv")
                .doesNotContain("<h2 id=\"oeffnungszeiten-unlesbar\">");
    }

    private static String compared(String page, String rule) {
        var row = Pattern.compile("/" + rule
                        + "\">[^<]*</a></th><td class=\"num\">(\\d+)</td><td class=\"num\">(\\d+)</td><td>([^<]*)<")
                .matcher(page);
        assertThat(row.find()).as(rule).isTrue();
        return row.group(1) + " " + row.group(2) + " " + row.group(3);
    }

    @Test
    void givesNoLineOfAHeldRecordToWhoeverHasOnlyTheLink() throws Exception {
        var pushed = push("h", "", HEAD + "7,,0221 4710127,\n8,Beratung Hassels,0221/4710-128,\n");
        settled("h", pushed);
        var link =
                URI.create(JSON.readTree(pushed.body()).path("report").asText()).getPath();

        refused(get(link + "/berichtigt"), 403, "nur-mit-datei");
        assertThat(withKey("h", pushed.headers().firstValue("Location").orElseThrow() + "/corrected")
                        .body())
                .contains("8,Beratung Hassels,+49 221 4710128");
    }

    @Test
    void checksAFileOnAPageWithoutKeepingIt() throws Exception {
        var form = get("/liefern/pruefen").body();
        assertThat(form).contains("type=\"file\"", "enctype=\"multipart/form-data\"", "20 MB");

        var page = upload("f.csv", FAULTS.getBytes(UTF_8), "quelle", "f");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Ergebnis für f.csv", "3,Beratung Rath,<mark>keine Ahnung</mark>,irgendwann", "Nicht geprüft")
                .contains("href=\"data:text/html;base64,");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(upload("", new byte[0], "text", FAULTS, "quelle", "f").body())
                .contains("keine Ahnung");
        assertThat(upload("alt.xls", new byte[] {
                            (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
                        })
                        .body())
                .contains("eine alte Excel- oder Word-Datei");
        var tooLarge = upload("gross.csv", new byte[20_500_000]);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("20 MB");
        assertThat(upload("kunst.html", "<script>alert(1)</script>".getBytes(UTF_8))
                        .body())
                .doesNotContain("<script>alert");
    }

    @Test
    void tellsWhatIsWrongInEnglish() throws Exception {
        var page = uploadTo("/en/liefern/pruefen", "f.csv", FAULTS.getBytes(UTF_8), "quelle", "f")
                .body();

        assertThat(page)
                .contains(
                        "Result for f.csv",
                        "<h3>f.csv, line 4, column zeiten, <span lang=\"de\">",
                        "/en/liefern/regeln/")
                .doesNotContain("Zeile", "Spalte");
        assertThat(uploadTo("/en/liefern/pruefen", "alt.xls", new byte[] {
                            (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
                        })
                        .body())
                .contains("an old Excel or Word file")
                .doesNotContain("eine alte Excel- oder Word-Datei");
    }

    @Test
    void offersFilesThatPass() throws Exception {
        for (var name : List.of("angebote.csv", "angebote.json", "angebote.xlsx")) {
            var file = client.send(request("/liefern/beispiele/" + name).build(), BodyHandlers.ofByteArray());
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(upload(name, file.body()).body()).contains("Alles in Ordnung", "So sähe es aus", "<summary>");
            Files.write(home.resolve(name), file.body());
        }
        var snippet = Pattern.compile("<code>(curl .*?)</code>")
                .matcher(get("/liefern").body());
        assertThat(snippet.find()).isTrue();
        // The address is the one the operator has set; the server under test listens elsewhere.
        var line = snippet.group(1)
                .replace("&quot;", "\"")
                .replaceFirst(
                        "http://localhost(:\\d+)?/", request("/").build().uri().toString());
        var curl = new ProcessBuilder("sh", "-c", line)
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(new String(curl.getInputStream().readAllBytes(), UTF_8)).contains("Alles in Ordnung");
    }

    private HttpResponse<String> upload(String name, byte[] file, String... fields) throws Exception {
        return uploadTo("/liefern/pruefen", name, file, fields);
    }

    private HttpResponse<String> uploadTo(String path, String name, byte[] file, String... fields) throws Exception {
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            body.writeBytes("--grenze\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(fields[i], fields[i + 1])
                    .getBytes(UTF_8));
        }
        body.writeBytes("--grenze\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"%s\"\r\n\r\n"
                .formatted(name)
                .getBytes(UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--grenze--\r\n".getBytes(UTF_8));
        return client.send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=grenze")
                        .header("Accept", "text/html")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void quotesNoLineOfAHeldRecordOutOfWhatIsKept() throws Exception {
        var pushed = push("f", "", HEAD + "7,,0221 4710127,Mo-Fr 9-12 Uhr\n8,Beratung Hassels,0221/4710-128,\n");
        settled("f", pushed);
        var report = URI.create(JSON.readTree(pushed.body()).path("report").asText());

        var findings = withKey("f", pushed.headers().firstValue("Location").orElseThrow() + "/findings")
                .body();

        assertThat(findings)
                .contains("name-fehlt")
                .contains("8,Beratung Hassels")
                .doesNotContain("4710127");
        var page = get(report.getPath());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("name-fehlt", "8,Beratung Hassels", "Gelesen mit dem Trennzeichen ,.")
                .contains(
                        "wurde damals übernommen. Nach heutigen Regeln: 1 Datensatz würde zurückgestellt, alle anderen würden veröffentlicht.")
                .doesNotContain("4710127", "Das würde sich ändern");
        assertThat(page.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
        assertThat(get("/en" + report.getPath()).body())
                .contains(
                        "<html lang=\"en\">",
                        "This delivery was taken at its time.",
                        "line 3",
                        "en/liefern/regeln/name-fehlt")
                .doesNotContain("Zeile", "Datensatz");
        assertThat(get(report.getPath().replaceFirst("..$", "xx")).statusCode()).isEqualTo(404);
    }

    @Test
    void showsStateAndCountsToEverybodyAndNothingElse() throws Exception {
        settled("f", push("f", "", FAULTS));

        var feed = JSON.readTree(get("/api/v1/feeds/f").body());

        assertThat(feed.path("state").asText()).isEqualTo("warn");
        assertThat(feed.path("label").asText()).isEqualTo("Einträge zurückgestellt");
        assertThat(feed.path("held").asInt()).isEqualTo(1);
        assertThat(feed.path("last_success").asText()).isNotEmpty();
        assertThat(feed.path("rules").findValuesAsText("rule")).contains("name-fehlt", "telefon-unlesbar");
        assertThat(feed.toString()).doesNotContain("keine Ahnung");
        for (var path : List.of("/runs", "/runs/1", "/runs/d1", "/runs/d1/findings")) {
            assertThat(get("/api/v1/feeds/f" + path).statusCode()).as(path).isEqualTo(401);
        }
    }

    private void refused(HttpResponse<String> answer, int status, String problem) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var type = JSON.readTree(answer.body()).path("type").asText();
        assertThat(type).endsWith("/liefern/probleme/" + problem);
        assertThat(get(URI.create(type).getPath()).statusCode()).as(type).isEqualTo(200);
    }

    private static String services(int count) {
        return IntStream.range(0, count)
                .mapToObj("%d,Beratung %<d,0221 4710123,\n"::formatted)
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static List<String> places(JsonNode report) {
        var places = new ArrayList<String>();
        report.path("findings")
                .forEach(finding -> places.add((finding.path("rule").asText() + " "
                                + finding.path("line").asText() + " "
                                + finding.path("column").asText())
                        .strip()));
        return places;
    }

    private int runs(String feed) throws Exception {
        return JSON.readTree(withKey(feed, "/api/v1/feeds/" + feed + "/runs").body())
                .path("contents")
                .size();
    }

    private JsonNode settled(String feed, HttpResponse<String> pushed) throws Exception {
        return settled(feed, pushed, JSON.createObjectNode());
    }

    /** The run of a delivery once it has ended, and is another than {@code before}. */
    private JsonNode settled(String feed, HttpResponse<String> pushed, JsonNode before) throws Exception {
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(202);
        var location = pushed.headers().firstValue("Location").orElseThrow();
        var run = new JsonNode[1];
        until(() -> {
            run[0] = JSON.readTree(withKey(feed, location).body());
            return run[0].has("ended")
                    && run[0].path("run").asInt() != before.path("run").asInt();
        });
        return run[0];
    }

    private HttpResponse<String> push(String feed, String query, String body, String... headers) throws Exception {
        var request = request("/api/v1/feeds/" + feed + "/deliveries" + query)
                .header("Authorization", "Bearer " + keys.get(feed.charAt(0) - 'a'))
                .POST(BodyPublishers.ofString(body));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path, String body, String... headers) throws Exception {
        var request = request(path).POST(BodyPublishers.ofString(body));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> withKey(String feed, String path) throws Exception {
        return client.send(
                request(path)
                        .header("Authorization", "Bearer " + keys.get(feed.charAt(0) - 'a'))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(serving.address().resolve(path));
    }

    private Hilfenetz.World world() {
        var environment = Map.of(
                "HILFENETZ_DATA",
                home.resolve("data").toString(),
                "HILFENETZ_FEEDS",
                home.resolve("feeds").toString(),
                "HILFENETZ_PORT",
                "0",
                "HILFENETZ_RELEASE_SETTLE",
                "PT0.1S");
        return new Hilfenetz.World(environment::get, Clock.systemUTC());
    }
}
