package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that pull, take pushes, settle and publish are killed at random moments, again and again over the same data
 * directory (reliability F-01): thirty times, a hundred in CI ({@code -Dkills=100} in {@code .ci/run}), {@code -Dkills=10000} for a
 * night.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("kills", 30);
    private static final int AT_ONCE = 2;
    /** Of processor time, so that what else the machine does makes no difference. */
    private static final Duration SERVES_AGAIN = Duration.ofSeconds(10);
    /** A child is killed after so many words of it, and then some milliseconds more. */
    private static final int MOST_WORDS = 9;

    private static final int MOST_MILLIS = 300;

    @TempDir
    private Path folder;

    /** Pulls, receives, settles and publishes until it is killed, and says what it has done. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            var home = Path.of(arguments[0]);
            try (var installation = open(home)) {
                System.out.println("open " + installation.journal().number());
                try (var pulls = new Pulls(installation, Clock.systemUTC(), () -> {})) {
                    for (var i = 0; ; i++) {
                        var moment = ProcessHandle.current().pid() + "." + i;
                        Files.writeString(home.resolve("feeds/pull.csv"), sheet("Abgeholt " + moment));
                        pulls.once(Objects.requireNonNull(installation.sources().get("pull"))
                                .feed());
                        System.out.println("pulled");
                        var bytes = sheet("Geschickt " + moment).getBytes(StandardCharsets.UTF_8);
                        installation.receive(
                                Objects.requireNonNull(installation.sources().get("push"))
                                        .feed(),
                                "liste.csv",
                                "text/csv",
                                Way.PUSH,
                                new ByteArrayInputStream(bytes));
                        System.out.println("received " + Sha256.of(bytes));
                        installation.process();
                        System.out.println("settled " + installation.journal().number());
                        if (i % 3 == 0) {
                            installation.release();
                            System.out.println("released");
                        }
                    }
                }
            }
        }
    }

    private static String sheet(String name) {
        return IntStream.range(0, 30)
                .mapToObj(id -> id + "," + (id < 5 ? name + " " + id : "Angebot " + id) + "\n")
                .collect(Collectors.joining("", "id,name\n", ""));
    }

    private static Installation open(Path home) throws IOException {
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
        return Installation.open(
                new Hilfenetz.World(environment::get, Clock.systemUTC()).settings(), Clock.systemUTC());
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubled() throws Exception {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var series = IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> (Callable<Duration>) () -> killAgainAndAgain(number))
                    .toList();
            for (var longest : pool.invokeAll(series)) {
                System.out.println("longest start: " + longest.get());
            }
        }
    }

    private Duration killAgainAndAgain(int number) throws Exception {
        var home = Files.createDirectories(folder.resolve("home" + number));
        writeFeeds(home);
        var random = new Random(20261127 + number);
        var said = new ArrayList<String>();
        var longest = Duration.ZERO;
        for (var kill = 0; kill < KILLS / AT_ONCE; kill++) {
            var start = runAndKill(home, random, said);
            longest = start.compareTo(longest) > 0 ? start : longest;
            assertThat(start).as("start after kill %d", kill).isLessThan(SERVES_AGAIN);
        }
        check(home, said);
        return longest;
    }

    private static void writeFeeds(Path home) throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        Files.writeString(home.resolve("feeds/a.jslt"), "{\"kind\": \"service\", \"id\": .id, \"name\": .name}");
        for (var feed : List.of("pull", "push")) {
            Files.writeString(home.resolve("feeds/" + feed + ".yaml"), """
                    id: %s
                    title: Beispielverein
                    format: csv
                    mapping: a.jslt
                    licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                    %s
                    """.formatted(
                            feed, feed.equals("pull") ? "fetch: {url: \"file:pull.csv\", every: PT6H}" : ""));
        }
    }

    /** Lets a child work for some time once it is open; answers how long that took. */
    private static Duration runAndKill(Path home, Random random, List<String> said) throws Exception {
        var most = random.nextInt(MOST_WORDS);
        var millis = random.nextLong(MOST_MILLIS);
        var errors = home.resolve("errors");
        var child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        var opened = Duration.ZERO;
        try (var out = child.inputReader(StandardCharsets.UTF_8)) {
            for (var line = out.readLine(); !String.valueOf(line).startsWith("open "); line = out.readLine()) {
                assertThat(line).as("it starts: %s", Files.readString(errors)).isNotNull();
            }
            opened = child.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
            for (var words = 0; words < most; words++) {
                said.add(String.valueOf(out.readLine()));
            }
            var killer = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                child.destroyForcibly();
            });
            // What stands on the pipe was said before the kill.
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
            }
            killer.join();
        } catch (IOException closed) {
            // The kill may close the pipe while it is read; nothing more can be heard then.
            if (child.isAlive()) {
                throw closed;
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return opened;
    }

    private static void check(Path home, List<String> said) throws IOException {
        try (var installation = open(home)) {
            installation.process();
            installation.release();
            var journal = installation.journal();
            var deliveries = IntStream.iterate(1, id -> id + 1)
                    .mapToObj(id -> find(installation, id))
                    .takeWhile(java.util.Optional::isPresent)
                    .flatMap(java.util.Optional::stream)
                    .toList();
            var hashes = deliveries.stream()
                    .map(delivery -> delivery.sha256().toString())
                    .toList();
            assertThat(hashes).as("doubled").doesNotHaveDuplicates();
            var acknowledged = said.stream()
                    .filter(line -> line.matches("received [0-9a-f]{64}"))
                    .map(line -> line.substring(9))
                    .toList();
            assertThat(new HashSet<>(hashes)).as("lost").containsAll(acknowledged);
            assertThat(deliveries)
                    .as("none waits for a hand")
                    .allMatch(delivery -> delivery.state() == Delivery.State.SETTLED);
            for (var delivery : deliveries) {
                try (var bytes = journal.open(delivery)) {
                    assertThat(Sha256.of(bytes.readAllBytes())).isEqualTo(delivery.sha256());
                }
            }
            var numbers = said.stream()
                    .filter(line -> line.matches("settled \\d+"))
                    .map(line -> Long.valueOf(line.substring(8)))
                    .toList();
            assertThat(journal.number()).isGreaterThanOrEqualTo(numbers.isEmpty() ? 0 : Collections.max(numbers));
            assertThat(journal.verify()).isEmpty();
            var releases = installation.releases();
            for (var release : releases.list()) {
                assertThat(releases.verify(release)).as(release.toString()).isEmpty();
            }
            assertThat(said).anyMatch(line -> line.startsWith("received "));
            System.out.printf(
                    "%d acknowledged, %d deliveries, %d releases%n",
                    acknowledged.size(), deliveries.size(), releases.list().size());
        }
    }

    private static java.util.Optional<Delivery> find(Installation installation, int id) {
        try {
            return java.util.Optional.of(installation.journal().getDelivery(id));
        } catch (IllegalArgumentException none) {
            return java.util.Optional.empty();
        }
    }
}
