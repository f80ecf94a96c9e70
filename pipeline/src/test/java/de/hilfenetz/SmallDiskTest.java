package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.hilfenetz.intake.Report;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data directory on a file system of a few megabytes that fills up, or that nobody may write to any more (reliability F-03,
 * F-06). Runs where this process may mount one.
 */
class SmallDiskTest {

    @TempDir
    private Path home = Path.of("");

    private Path data = Path.of("");
    private Installation installation;

    @BeforeEach
    void mount() throws Exception {
        data = Files.createDirectories(home.resolve("data"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", data.toString()), "may mount");
        var feeds = Files.createDirectories(home.resolve("feeds"));
        Files.writeString(
                feeds.resolve("a.jslt"),
                "{\"kind\": \"service\", \"id\": .id, \"name\": .name, \"description\": .text, \"phone\": \"0221 4710123\"}");
        Files.writeString(feeds.resolve("a.yaml"), """
                id: a
                title: Beispielverein
                format: csv
                mapping: a.jslt
                deliveries: delta
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """);
        open();
    }

    private void open() throws IOException {
        var environment = Map.of(
                "HILFENETZ_DATA", data.toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
        installation = Installation.open(
                new Hilfenetz.World(environment::get, Clock.systemUTC()).settings(), Clock.systemUTC());
    }

    @AfterEach
    void unmount() throws Exception {
        installation.close();
        assertThat(open(data)).as("files that nobody closed").isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/maps")))
                .as("files that nobody unmapped")
                .doesNotContain(data.toString());
        // Lazily: a process that another test is just starting may have our files for a moment.
        assertThat(run("umount", "-l", data.toString())).isTrue();
    }

    private static List<String> open(Path folder) throws IOException {
        var names = new ArrayList<String>();
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            for (var file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    names.add(Files.readSymbolicLink(file).toString());
                }
            }
        }
        names.removeIf(name -> !name.startsWith(folder.toString()));
        return names;
    }

    @Test
    void goesOnWhereItStoodWhenThereIsRoomAgain() throws Exception {
        receive(sheet("erste", 5));
        assertThat(installation.process()).allMatch(report -> report.state() == Report.State.SETTLED);
        var first = installation.release().orElseThrow().release();

        fill();
        assertThatThrownBy(() -> receive(sheet("zweite", 200)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("space");
        try (var left = Files.walk(data.resolve("deliveries"))) {
            assertThat(left.filter(file -> file.toString().endsWith(".neu"))).isEmpty();
        }

        empty();
        receive(sheet("dritte", 200));
        fill();
        assertThat(installation.process()).noneMatch(report -> report.state() == Report.State.SETTLED);
        assertThat(installation.journal().pending()).as("it waits").hasSize(1);
        assertThat(names()).as("the last good state").contains("erste 0").doesNotContain("dritte 0");

        empty();
        assertThat(installation.process()).allMatch(report -> report.state() == Report.State.SETTLED);
        assertThat(names()).contains("dritte 0");

        fill();
        assertThatThrownBy(installation::release).isInstanceOf(Exception.class);
        assertThat(installation.releases().verify(first)).isEmpty();
        assertThat(installation.releases().current().orElseThrow().release()).isEqualTo(first);

        empty();
        assertThat(installation.release()).isPresent();
        assertThat(installation.journal().verify()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWhereNobodyMayWriteAndGoesOnAfterwards() throws Exception {
        receive(sheet("erste", 5));
        installation.process();
        installation.release();
        installation.close();
        assumeTrue(run("mount", "-o", "remount,ro", data.toString()), "may be made read-only");

        assertThatThrownBy(this::open).hasMessageMatching("(?is).*(read-only|nur lesbar).*");

        assertThat(run("mount", "-o", "remount,rw", data.toString())).isTrue();
        open();
        receive(sheet("zweite", 5));
        assertThat(installation.process()).allMatch(report -> report.state() == Report.State.SETTLED);
        assertThat(names()).contains("zweite 0");
    }

    private void receive(String sheet) throws IOException {
        installation.receive(
                requireNonNull(installation.sources().get("a")).feed(),
                "liste.csv",
                "text/csv",
                Way.PUSH,
                new ByteArrayInputStream(sheet.getBytes(UTF_8)));
    }

    /** Texts that do not get smaller by packing. */
    private static String sheet(String name, int count) {
        var random = new Random(count);
        return IntStream.range(0, count)
                .mapToObj(id -> "%s%d,%s %d,%s%n".formatted(name, id, name, id, words(random)))
                .collect(Collectors.joining("", "id,name,text\n", ""));
    }

    private static String words(Random random) {
        return random.ints(400, 0, 26 * 26)
                .mapToObj(pair -> "" + (char) ('a' + pair / 26) + (char) ('a' + pair % 26) + "tung")
                .collect(Collectors.joining(" "));
    }

    private String names() {
        var names = new StringBuilder();
        try (var snapshot = installation.journal().snapshot()) {
            snapshot.forEach(
                    Kind.SERVICE,
                    version -> names.append(version.entry().name().best()).append('\n'));
        }
        return names.toString();
    }

    /** Writes until nothing more goes, but for a few kilobytes that are of no use. */
    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(data.resolve("voll"))) {
            for (var size = 1 << 20; size >= 1 << 12; size /= 2) {
                try {
                    while (true) {
                        out.write(new byte[size]);
                    }
                } catch (IOException full) {
                    // Smaller pieces may still go.
                }
            }
        }
    }

    private void empty() throws IOException {
        Files.deleteIfExists(data.resolve("voll"));
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
