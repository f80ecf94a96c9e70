package de.hilfenetz.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.route.FetchFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir
    private Path folder;

    private final Inbox inbox = new Inbox();
    private final List<Runnable> whileWaiting = new ArrayList<>();
    private int pauses;

    @Test
    void takesAFileThatWasWrittenLongAgoAtOnce() throws IOException {
        var file = write("liste.csv", "a;b", Duration.ofMinutes(2));

        assertThat(pull(file)).isEqualTo(new Pulled.Delivered());

        assertThat(inbox.delivered()).containsExactly("a;b");
        assertThat(inbox.arrivals).containsExactly(new Arrival(file.toUri(), "liste.csv", null, null));
        assertThat(pauses).isZero();
    }

    @Test
    void waitsUntilAFreshFileGrowsNoMore() throws IOException {
        var file = write("liste.csv", "a;b", Duration.ofSeconds(2));
        whileWaiting.add(() -> append(file, ";c", Duration.ofSeconds(1)));
        whileWaiting.add(() -> append(file, ";d", Duration.ZERO));
        whileWaiting.add(() -> {});

        pull(file);

        assertThat(inbox.delivered()).containsExactly("a;b;c;d");
        assertThat(pauses).isEqualTo(3);
    }

    @Test
    void takesAFileThatItsWriterCallsDone() throws IOException {
        var file = write("liste.csv", "a;b", Duration.ZERO);
        write("liste.csv.done", "", Duration.ZERO);

        pull(file);

        assertThat(inbox.delivered()).containsExactly("a;b");
        assertThat(pauses).isZero();
    }

    @Test
    void leavesAFileAloneThatKeepsGrowing() throws IOException {
        var file = write("liste.csv", "a;b", Duration.ZERO);
        for (var i = 0; i < 20; i++) {
            whileWaiting.add(() -> append(file, ";c", Duration.ZERO));
        }

        assertThat(failure(file)).isEqualTo(Reason.STILL_GROWING);
        assertThat(inbox.delivered()).isEmpty();
    }

    @Test
    void waitsForTheFirstByte() throws IOException {
        var file = write("liste.csv", "", Duration.ofHours(1));
        whileWaiting.add(() -> {});
        whileWaiting.add(() -> append(file, "a;b", Duration.ZERO));
        whileWaiting.add(() -> {});

        pull(file);

        assertThat(inbox.delivered()).containsExactly("a;b");
    }

    @Test
    void doesNotWaitForAFileThatWasLeftEmpty() throws IOException {
        var file = write("liste.csv", "", Duration.ofHours(1));
        for (var i = 0; i < 3; i++) {
            whileWaiting.add(() -> {});
        }

        assertThat(failure(file)).isEqualTo(Reason.EMPTY);
        assertThat(pauses).isEqualTo(3);
    }

    @Test
    void noticesAFileThatIsWrittenWhileItIsRead() throws IOException {
        var file = write("liste.csv", "a;b", Duration.ofHours(1));

        assertThatThrownBy(() -> fetch().pull(Feeds.at(file.toUri().toString()), (feed, body, arrival) -> {
                    append(file, ";c", Duration.ZERO);
                    body.readAllBytes();
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("geändert");
    }

    @Test
    void takesTheSameFileOnce() throws IOException {
        var file = write("liste.csv", "a;b", Duration.ofHours(1));
        var fetch = fetch();
        var feed = Feeds.at(file.toUri().toString());

        fetch.pull(feed, inbox);
        var again = fetch.pull(feed, inbox);
        append(file, ";c", Duration.ofMinutes(2));
        fetch.pull(feed, inbox);

        assertThat(again).isEqualTo(new Pulled.NothingNew());
        assertThat(inbox.delivered()).containsExactly("a;b", "a;b;c");
    }

    @Test
    void takesTheFilesOfAFolderTogether() throws IOException {
        write("orte.csv", "o", Duration.ofHours(1));
        write("angebote.csv", "a", Duration.ofHours(2));
        write("halb.csv.part", "h", Duration.ofHours(2));
        write(".versteckt", "v", Duration.ofHours(2));

        var first = new byte[1][];
        fetch().pull(Feeds.at(folder.toUri().toString()), (feed, body, arrival) -> {
            first[0] = body.readAllBytes();
            inbox.arrivals.add(arrival);
        });
        write("orte.csv", "o", Duration.ofMinutes(5));

        assertThat(entries(first[0])).containsExactly("angebote.csv: a", "orte.csv: o");
        assertThat(inbox.arrivals).extracting(Arrival::mediaType).containsExactly("application/zip");
        fetch().pull(
                        Feeds.at(folder.toUri().toString()),
                        (feed, body, arrival) -> assertThat(body.readAllBytes())
                                .as("the same files are the same bytes")
                                .isEqualTo(first[0]));
    }

    @Test
    void takesTheOneFileOfAFolderAsItIs() throws IOException {
        write("liste.csv", "a;b", Duration.ofHours(1));

        pull(folder);

        assertThat(inbox.delivered()).containsExactly("a;b");
    }

    @Test
    void findsNothingNewInAnEmptyFolder() throws IOException {
        assertThat(pull(folder)).isEqualTo(new Pulled.NothingNew());
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(failure(folder.resolve("fehlt.csv"))).isEqualTo(Reason.MISSING);
    }

    @Test
    void refusesMoreBytesThanAreAllowed() throws IOException {
        assertThat(failure(write("liste.csv", "x".repeat(1001), Duration.ofHours(1))))
                .isEqualTo(Reason.TOO_LARGE);
    }

    private Path write(String name, String text, Duration ago) throws IOException {
        var file = Files.writeString(folder.resolve(name), text);
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
    }

    private static void append(Path file, String text, Duration ago) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Fetch fetch() {
        return new Fetch(feed -> Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC), Marks.inMemory(), time -> {
            assertThat(time).isEqualTo(Duration.ofSeconds(2));
            whileWaiting.get(pauses++).run();
        });
    }

    private Pulled pull(Path path) throws IOException {
        try (var fetch = fetch()) {
            return fetch.pull(Feeds.at(path.toUri().toString()), inbox);
        }
    }

    private Reason failure(Path path) {
        return catchThrowableOfType(FetchFailed.class, () -> pull(path)).reason();
    }

    private static List<String> entries(byte[] bytes) throws IOException {
        var entries = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName() + ": "
                        + new String(zip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
