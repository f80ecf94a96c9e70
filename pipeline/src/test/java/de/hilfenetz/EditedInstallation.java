package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.hilfenetz.journal.Way;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An installation of which editors keep the content: what tests put into {@link #content} is what they have published. */
abstract class EditedInstallation {

    static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home = Path.of("");

    /** Entries by the names of their files. */
    final Map<String, String> content = new TreeMap<>();

    Installation installation;

    /** How rows of the feed "verein" are read, in JSLT. */
    abstract String mapping();

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        Files.writeString(home.resolve("feeds/a.jslt"), mapping());
        feed("verein", "format: csv\nmapping: a.jslt\n");
        feed("redaktion", "format: folder\nfetch: {url: \"file:../content\", every: PT5M}\n");
        installation = start();
    }

    @AfterEach
    void close() throws IOException {
        installation.close();
    }

    Installation start() throws IOException {
        var settings = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
        return Installation.open(Settings.from(settings::get), NOW);
    }

    void feed(String id, String said) throws IOException {
        Files.writeString(
                home.resolve("feeds/" + id + ".yaml"),
                "id: %s\ntitle: Datenquelle\nlicence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0\n%s"
                        .formatted(id, said));
    }

    void edit() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        deliver("redaktion", "redaktion.zip", bytes.toByteArray());
    }

    void deliver(String feed, String name, byte[] bytes) throws IOException {
        var source = Objects.requireNonNull(installation.sources().get(feed));
        installation.receive(source.feed(), name, null, Way.PUSH, new ByteArrayInputStream(bytes));
        installation.process();
    }
}
