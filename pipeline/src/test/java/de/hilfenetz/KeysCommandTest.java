package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys on the command line, alone and beside a running server. */
class KeysCommandTest {

    @TempDir
    private Path home = Path.of("");

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void aFeed() throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        Files.writeString(home.resolve("feeds/push.yaml"), """
                id: push
                title: Liefert selbst
                format: hsds
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """);
    }

    @Test
    void showsAKeyOnceAndKeepsOnlyItsHash() throws IOException {
        assertThat(run("keys", "add", "push")).isZero();
        var key = out.toString().lines().findFirst().orElseThrow();
        assertThat(key).matches("hn_[A-Za-z0-9_-]{43}");

        assertThat(run("keys", "list")).isZero();

        assertThat(out.toString()).contains("1  push", "nie").doesNotContain(key);
        try (var files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(
                                    new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                            .doesNotContain(key));
        }
    }

    @Test
    void allowsTwoLiveKeysForChangingOver() {
        run("keys", "add", "push");
        run("keys", "add", "push");

        assertThat(run("keys", "add", "push")).isEqualTo(Hilfenetz.BAD_CONFIGURATION);
        assertThat(out.toString()).contains("zwei gültige Schlüssel", "keys revoke");

        assertThat(run("keys", "revoke", "1")).isZero();
        assertThat(run("keys", "add", "push")).isZero();
    }

    @Test
    void namesTheFeedsThereAre() {
        assertThat(run("keys", "add", "anders")).isEqualTo(Hilfenetz.BAD_CONFIGURATION);

        assertThat(out.toString()).contains("anders", "push");
    }

    @Test
    void asksTheProcessThatHoldsTheDataDirectory() throws IOException {
        try (var serving = new Serving(settings(), Clock.systemUTC())) {
            assertThat(serving.address().getPort()).isPositive();
            assertThat(Files.getPosixFilePermissions(home.resolve("data/control")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));

            assertThat(run("keys", "add", "push")).isZero();

            assertThat(out.toString()).contains("hn_", "Schlüssel 1");
            assertThat(run("keys", "revoke", "7")).isEqualTo(Hilfenetz.BAD_CONFIGURATION);
            assertThat(out.toString()).contains("Schlüssel 7 gibt es nicht");
        }
        assertThat(home.resolve("data/control")).doesNotExist();
    }

    private Settings settings() {
        return world().settings();
    }

    private Hilfenetz.World world() {
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString(),
                "HILFENETZ_PORT", "0");
        return new Hilfenetz.World(environment::get, Clock.systemUTC());
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        var writer = new PrintWriter(out, true);
        return Hilfenetz.commandLine(world()).setOut(writer).setErr(writer).execute(arguments);
    }
}
