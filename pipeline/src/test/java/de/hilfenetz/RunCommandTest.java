package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run} as an operator uses it: feed files in a folder, a report on the terminal, an exit code. */
class RunCommandTest {

    private static final String MAPPING = """
            {"kind": "service", "id": .id, "name": .name, "phone": .telefon}
            """;

    private static final String GOOD = "id,name,telefon\n1,Beratung Eller,0221 4710123\n2,Beratung Rath,0221 4710124\n";

    @TempDir
    private Path home = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aFeed() throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        feed("gut", "gut.csv");
        write("gut.csv", GOOD);
    }

    @Test
    void takesEverythingAndPublishes() {
        assertThat(run("run")).isZero();

        assertThat(out.toString()).contains("gut: übernommen", "neu 3", "veröffentlicht");
        assertThat(home.resolve("data/aktuell")).exists();
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        run("run");
        var before = Files.readString(home.resolve("data/aktuell"));

        assertThat(run("run")).isZero();

        assertThat(out.toString()).contains("Nichts Neues");
        assertThat(home.resolve("data/aktuell")).hasContent(before);
    }

    @Test
    void saysOneWhenARecordIsHeld() throws IOException {
        write("gut.csv", GOOD + "3,,0221 4710125\n");

        assertThat(run("run")).isEqualTo(1);

        assertThat(out.toString()).contains("zurückgestellt 1", "name-fehlt", "gut.csv, Zeile 4");
    }

    @Test
    void saysOneAgainWhileARecordIsStillHeld() throws IOException {
        write("gut.csv", GOOD + "3,,0221 4710125\n");
        run("run");

        assertThat(run("run")).isEqualTo(1);

        assertThat(out.toString()).contains("gut: weiterhin zurückgestellt 1");
    }

    @Test
    void saysOneAsLongAsRemovalsAreHeld() throws IOException {
        var rows = new StringBuilder(GOOD);
        for (var id = 3; id <= 30; id++) {
            rows.append(id).append(",Beratung ").append(id).append(",0221 4710125\n");
        }
        write("gut.csv", rows.toString());
        run("run");
        write("gut.csv", GOOD);

        assertThat(run("run")).as(out.toString()).isEqualTo(1);
        assertThat(out.toString()).contains("Löschungen angehalten", "zurückgestellt 0");

        assertThat(run("run")).isEqualTo(1);
        assertThat(out.toString()).contains("gut: weiterhin angehalten 28");
    }

    @Test
    void saysTwoWhenAFeedFailsAndTheOthersRun() throws IOException {
        feed("weg", "gibtesnicht.csv");

        assertThat(run("run")).isEqualTo(2);

        assertThat(out.toString()).contains("weg: fehlgeschlagen", "gut: übernommen");
    }

    /** The slow one comes first by name and answers only once the other is public. */
    @Test
    void keepsNobodyWaitingForAFeedThatIsSlow() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!Files.exists(home.resolve("data/aktuell")) && System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            var isPublic = Files.exists(home.resolve("data/aktuell"));
            var body = "id,name,telefon\n8,Nähkurs,0221 4710128\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isPublic ? 200 : 404, isPublic ? body.length : -1);
            try (var answer = exchange.getResponseBody()) {
                answer.write(isPublic ? body : new byte[0]);
            }
        });
        server.start();
        feed("a-langsam", "langsam.csv");
        var file = home.resolve("feeds/a-langsam.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "\"file:langsam.csv\"",
                                "\"http://127.0.0.1:%d/l.csv\", internal: true"
                                        .formatted(server.getAddress().getPort())));

        try {
            assertThat(run("run")).isZero();
        } finally {
            server.stop(0);
        }

        assertThat(out.toString())
                .containsSubsequence(
                        "veröffentlicht",
                        "Noch nicht fertig geholt: a-langsam",
                        "veröffentlicht",
                        "a-langsam: übernommen",
                        "gut: übernommen");
    }

    /** Which of them comes first is chance. */
    @Test
    void processesByFeedWhatComesTogether() throws IOException {
        for (var id : List.of("m", "c", "x", "a", "k")) {
            feed(id, id + ".csv");
            write(id + ".csv", "id,name,telefon\n%s,Beratung,0221 4710128\n".formatted(id));
        }

        run("run");

        assertThat(out.toString().lines().filter(line -> line.contains(": übernommen")))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("a", "c", "gut", "k", "m", "x");
    }

    /** The services come before the place that they name, by feed. */
    @Test
    void tellsOfNoDeadReferenceToWhatAnotherFeedOfTheRunBrings() throws IOException {
        write("orte.jslt", "{\"kind\": \"location\", \"id\": .id, \"name\": .name}");
        write("orte.csv", "id,name\no1,Haus am Bach\n");
        feed("orte", "orte.csv", "orte.jslt");
        write("a.jslt", MAPPING.replace("\"name\"", "\"at\": .ort, \"name\""));
        write("a.csv", "id,name,telefon,ort\n8,Chor,0221 4710129,o1\n9,Nähkurs,0221 4710128,o9\n");
        feed("a", "a.csv", "a.jslt");

        run("run");

        assertThat(out.toString())
                .contains("verweis-ins-leere (1)", "a.csv, Zeile 3")
                .doesNotContain("a.csv, Zeile 2");
    }

    @Test
    void saysThreeAndTheLineWhenAFeedFileIsWrongAndTheOthersRun() throws IOException {
        write("krumm.yaml", "id: krumm\ntitle: Krumm\nformat: csv\nmapping: gut.jslt\nlicence: keine IRI\n");

        assertThat(run("run")).isEqualTo(3);

        assertThat(out.toString()).contains("krumm.yaml, Zeile 5", "gut: übernommen");
    }

    /** The place comes with another feed of the same id space, before the refuge that makes it secret, or a run earlier. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsThePlaceOfARefugeSecretThatAnotherFeedDelivers(boolean together) throws IOException {
        write("orte.jslt", """
                {"kind": "location", "id": .id, "name": .name, "address": {"street": .strasse, "postalCode": "40229"},
                 "point": {"lat": .lat, "lon": .lon}}
                """);
        write(
                "orte.csv",
                "id,name,strasse,lat,lon\no1,Haus am Bach,Stiller Winkel 7,51.23457,6.81234\no2,Zentrum,Musterweg 2,51.2,6.8\n");
        feed("orte", "orte.csv", "orte.jslt");
        if (!together) {
            run("run");
        }
        write("angebote.jslt", MAPPING.replace("\"name\"", "\"at\": .ort, \"name\""));
        write("angebote.csv", "id,name,telefon,ort\n8,Frauenhaus,0221 4710129,o1\n9,Nähkurs,0221 4710128,o2\n");
        feed("refuge", "angebote.csv", "angebote.jslt");

        run("run");

        assertThat(out.toString()).contains("veröffentlicht").doesNotContain("Winkel");
        var current = home.resolve("data/releases")
                .resolve(Files.readString(home.resolve("data/aktuell")).strip());
        assertThat(bytesBelow(current)).contains("Frauenhaus", "Zentrum").doesNotContain("Winkel", "51.23457");
        if (together) {
            assertThat(bytesBelow(home.resolve("data"))).doesNotContain("Winkel", "51.23457");
        }
        run("run");
        assertThat(out.toString())
                .as("what is secret is known at the start, whichever of the two deliveries was read first")
                .contains("Nichts Neues")
                .doesNotContain("übernommen");
    }

    /** What is written beside the deliveries, unpacked. */
    private static String bytesBelow(Path folder) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("deliveries")) {
                    try (var bytes = Files.newInputStream(file);
                            var plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
                        text.append(new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        return text.toString();
    }

    @Test
    void saysWhereItCouldNotWriteAndWhatToDo() throws IOException {
        Files.writeString(home.resolve("data"), "eine Datei, wo das Verzeichnis hin soll");

        assertThat(run("run")).isEqualTo(3);

        assertThat(err.toString())
                .contains(home.resolve("data").toString(), "Bitte Platz und Rechte prüfen", "repeat the command");
    }

    @Test
    void namesTheFeedsThereAreWhenAskedForAnother() {
        assertThat(run("run", "anders")).isEqualTo(3);

        assertThat(err.toString()).contains("anders", "gut");
    }

    @Test
    void readsTheSameBytesAgainWhenTheMappingChanges() throws IOException {
        run("run");
        write("gut.jslt", MAPPING.replace(".name", ".name + \" (neu)\""));

        assertThat(run("run")).isZero();

        assertThat(out.toString()).contains("geändert 2");
    }

    @Test
    void triesAgainWhatFailedOnceTheMappingIsMended() throws IOException {
        write("gut.jslt", "{\"kind\": \"service\", \"id\": .id, \"name\": error(\"kaputt\")}");
        assertThat(run("run")).isEqualTo(1);
        write("gut.jslt", MAPPING);

        assertThat(run("run")).isZero();

        assertThat(out.toString()).contains("neu 2");
    }

    @Test
    void checksAFileWithoutKeepingAnything() throws IOException {
        write("neu.csv", GOOD + "3,,0221 4710125\n");

        assertThat(run("check", home.resolve("feeds/neu.csv").toString(), "--feed", "gut"))
                .isEqualTo(1);

        assertThat(out.toString()).contains("name-fehlt", "Zeile 4", "neu 3").doesNotContain("feld-fehlt");
        assertThat(home.resolve("data")).doesNotExist();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
        var world = new Hilfenetz.World(environment::get, Clock.systemUTC());
        return Hilfenetz.commandLine(world)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void feed(String id, String file) throws IOException {
        write("gut.jslt", MAPPING);
        feed(id, file, "gut.jslt");
    }

    private void feed(String id, String file, String mapping) throws IOException {
        write(id + ".yaml", """
                id: %s
                title: Beispielverein
                organizations: {one: beispielverein}
                format: csv
                mapping: %s
                ids: beispiel
                fetch: {url: "file:%s", every: PT6H}
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                contact: it@example.org
                """.formatted(id, mapping, file));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve("feeds").resolve(name), text);
    }
}
