package de.hilfenetz.journal;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.journal.Letters.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LettersTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Letter LETTER =
            new Letter("fehler", "/angebote/1", "Mittwochs ist zu. Ich stand davor.", "jemand@beispiel.example.org");

    private final SecureRandom random = new SecureRandom();
    private final DeliveryKey key = DeliveryKey.passing(random);

    @TempDir
    private Path folder = Path.of("");

    private Letters after(Duration time) {
        return new Letters(folder.resolve("briefe"), key, random, Clock.fixed(NOW.plus(time), ZoneOffset.UTC));
    }

    @Test
    void givesBackWhatWasWrittenUntilItIsDealtWith() throws IOException {
        var letters = after(Duration.ZERO);

        var number = letters.keep(LETTER);

        assertThat(letters.list()).containsExactly(new Letters.Kept(number, NOW, LETTER));
        assertThat(letters.newest()).contains(number);
        assertThat(letters.delete(number)).isTrue();
        assertThat(letters.list()).isEmpty();
        assertThat(letters.delete(number)).isFalse();
    }

    @Test
    void leavesNoReadableWordOnTheDisk() throws IOException {
        after(Duration.ZERO).keep(LETTER);

        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Mittwochs", "jemand", "angebote");
            }
        }
    }

    @Test
    void forgetsAfterThirtyDays() throws IOException {
        var number = after(Duration.ZERO).keep(LETTER);

        assertThat(after(Duration.ofDays(29)).list()).hasSize(1);
        assertThat(after(Duration.ofDays(30)).newest()).isEmpty();
        assertThat(folder.resolve("briefe").resolve(number)).doesNotExist();
    }

    @Test
    void showsTheOthersWhereOneIsDamaged() throws IOException {
        var damaged = after(Duration.ZERO).keep(LETTER);
        var other = after(Duration.ofHours(1)).keep(LETTER);
        Files.writeString(folder.resolve("briefe").resolve(damaged), "x");

        assertThat(after(Duration.ofHours(2)).list())
                .extracting(Letters.Kept::number)
                .containsExactly(other);
        assertThat(folder.resolve("briefe").resolve(damaged)).exists();
    }

    @Test
    void opensNoFileThatIsNoLetter() throws IOException {
        Files.createDirectories(folder.resolve("briefe"));
        Files.writeString(folder.resolve("geheim"), "x");

        assertThat(after(Duration.ZERO).has("../geheim")).isFalse();
        assertThat(after(Duration.ZERO).delete("../geheim")).isFalse();
        assertThat(folder.resolve("geheim")).exists();
    }
}
