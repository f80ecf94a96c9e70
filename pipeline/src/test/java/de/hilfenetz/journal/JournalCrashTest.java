package de.hilfenetz.journal;

import static de.hilfenetz.journal.Feeds.CLOCK;
import static de.hilfenetz.journal.Feeds.RULES;
import static de.hilfenetz.journal.Feeds.begin;
import static de.hilfenetz.journal.Feeds.club;
import static de.hilfenetz.journal.Feeds.deliver;
import static de.hilfenetz.journal.Feeds.messenger;
import static de.hilfenetz.journal.Feeds.put;
import static de.hilfenetz.journal.Feeds.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.record.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCrashTest {

    @TempDir
    private Path folder;

    /** Another process: receives, processes and says so, until it is killed. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            try (var journal = open(Path.of(arguments[0]))) {
                System.out.println("open " + ProcessHandle.current().pid());
                for (var i = 0; ; i++) {
                    var delivery =
                            deliver(journal, club(), ProcessHandle.current().pid() + " sends " + i);
                    System.out.println("received " + delivery.sha256());
                    try (var run = journal.begin(delivery, RULES)) {
                        for (var record = 0; record < 40; record++) {
                            put(journal, run, club(), "" + record, "Ort %d, Stand %d".formatted(record, i));
                        }
                        System.out.println("settled " + settle(run).number());
                    }
                }
            }
        }
    }

    private static Journal open(Path folder) throws IOException {
        var random = new SecureRandom();
        var key = DeliveryKey.readOrCreate(folder.resolve("key"), random);
        var data = folder.resolve("data");
        return Journal.open(data, DeliveryStore.open(data, key, random), CLOCK);
    }

    @Test
    void deletesAtTheNextStartWhatItCouldNotWhenItWasDropped() throws IOException {
        Delivery dropped;
        Delivery sentTwice;
        try (var journal = open(folder)) {
            dropped = deliver(journal, club(), "Menschen");
            sentTwice = deliver(journal, club(), "Orte");
            deliver(journal, messenger(), "Orte");
            var kept = Files.copy(file(dropped), folder.resolve("noch da"));
            journal.drop(dropped);
            journal.drop(sentTwice);
            Files.move(kept, file(dropped));
        }

        open(folder).close();

        assertThat(file(dropped)).doesNotExist();
        assertThat(file(sentTwice)).exists();
    }

    @Test
    void deletesAtTheNextStartWhatItKeptAndNeverCalledADelivery() throws IOException {
        Delivery known;
        try (var journal = open(folder)) {
            known = deliver(journal, club(), "Orte");
        }
        var random = new SecureRandom();
        var store = DeliveryStore.open(
                folder.resolve("data"), DeliveryKey.readOrCreate(folder.resolve("key"), random), random);
        for (var text : List.of("Menschen", "Orte")) {
            // Killed before the row was written, the second time beside one that stands already.
            store.draft(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .keep();
        }
        assertThat(kept()).hasSize(2);

        open(folder).close();

        assertThat(kept()).containsExactly(file(known));
    }

    @Test
    void keepsNoBytesThatItRefused() throws IOException {
        try (var journal = open(folder)) {
            var first = receive(journal, "Orte");
            assertThatThrownBy(() -> receive(journal, "Menschen")).isInstanceOf(OtherRequest.class);

            assertThat(kept()).containsExactly(file(first));
        }
    }

    private static Delivery receive(Journal journal, String text) throws IOException {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return journal.receive(
                club(), club().deliveries(), "orte.json", null, Way.PUSH, bytes, Announcement.NONE, "auftrag-1");
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.walk(folder.resolve("data/deliveries"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".offen"))
                    .toList();
        }
    }

    private Path file(Delivery delivery) {
        var hash = delivery.sha256().toString();
        return folder.resolve("data/deliveries").resolve(hash.substring(0, 2)).resolve(hash);
    }

    @Test
    void keepsWhatItAcknowledgedThroughEveryKill() throws IOException, InterruptedException {
        for (var lines : new int[] {2, 5, 8}) {
            var said = runAndKill(lines);

            try (var journal = open(folder);
                    var snapshot = journal.snapshot()) {
                for (var line : said) {
                    if (line.startsWith("received ")) {
                        var hash = Sha256.parse(line.substring(9));
                        assertThat(hashes(journal)).contains(hash);
                    } else if (line.startsWith("settled ")) {
                        assertThat(snapshot.number()).isGreaterThanOrEqualTo(Long.parseLong(line.substring(8)));
                    }
                }
                assertThat(snapshot.number() % 40).isZero();
                assertThat(journal.verify()).isEmpty();
            }
        }
    }

    private List<String> runAndKill(int lines) throws IOException, InterruptedException {
        var child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new ArrayList<String>();
        try (var words = child.inputReader(StandardCharsets.UTF_8)) {
            while (said.size() < lines) {
                said.add(words.readLine());
                if (said.size() == 1) {
                    assertThatThrownBy(() -> open(folder))
                            .isInstanceOf(DataLock.InUse.class)
                            .hasMessageContaining(Long.toString(child.pid()));
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return said;
    }

    private static List<Sha256> hashes(Journal journal) throws IOException {
        var hashes = new ArrayList<Sha256>();
        var deliveries = new ArrayList<>(journal.pending());
        journal.runs("verein").forEach(run -> deliveries.add(journal.getDelivery(run.delivery())));
        for (var delivery : deliveries) {
            try (var bytes = journal.open(delivery)) {
                assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8))
                        .contains(" sends ");
            }
            hashes.add(delivery.sha256());
        }
        return hashes;
    }

    @Test
    void beginsAgainWhatBrokeOff() throws IOException {
        try (var journal = open(folder)) {
            var run = begin(journal, club());
            for (var i = 0; i < 600; i++) {
                put(journal, run, club(), "" + i, "Ort " + i);
            }
        }

        try (var journal = open(folder)) {
            assertThat(journal.pending()).hasSize(1);
            assertThat(journal.runs("verein"))
                    .singleElement()
                    .satisfies(run -> assertThat(run.state()).isEqualTo(RunSummary.State.BROKEN));
            try (var run = journal.begin(journal.pending().getFirst(), RULES)) {
                put(journal, run, club(), "1", "Rathaus");
                assertThat(settle(run).number()).isEqualTo(1);
            }
            assertThat(journal.verify()).isEmpty();
        }
    }

    @Test
    void findsItsDataAgain() throws IOException {
        try (var journal = open(folder)) {
            var run = begin(journal, club());
            put(journal, run, club(), "1", "Rathaus");
            settle(run);
        }
        try (var journal = open(folder);
                var snapshot = journal.snapshot()) {
            assertThat(snapshot.number()).isEqualTo(1);
            assertThat(journal.pending()).isEmpty();
        }
    }

    @Test
    void opensForOneAtATime() throws IOException {
        try (var journal = open(folder)) {
            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(DataLock.InUse.class)
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            assertThat(journal.pending()).isEmpty();
        }
        open(folder).close();
    }

    @Test
    void findsWhatWasChangedBehindItsBack() throws IOException, SQLException {
        for (var tampering : List.of(
                "UPDATE payload SET json = x'7B7D' WHERE sequence = 2",
                "UPDATE version SET changed_at = '2020-01-01T00:00:00Z' WHERE sequence = 2",
                "UPDATE version SET taken_back = 1 WHERE sequence = 2",
                "DELETE FROM version WHERE sequence = 3",
                "UPDATE run SET added = 2, received = 2",
                "UPDATE delivery SET file_name = 'andere.json'")) {
            var data = Files.createTempDirectory(folder, "case");
            try (var journal = open(data)) {
                var run = begin(journal, club());
                for (var i = 0; i < 3; i++) {
                    put(journal, run, club(), "" + i, "Ort " + i);
                }
                settle(run);
                assertThat(journal.verify()).isEmpty();
            }
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("data/journal.db"));
                    var statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(tampering)).isPositive();
            }
            try (var journal = open(data)) {
                assertThat(journal.verify()).as(tampering).isNotEmpty();
            }
        }
    }
}
