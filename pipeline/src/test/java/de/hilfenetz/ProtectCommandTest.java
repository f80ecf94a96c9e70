package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code protect} and {@code duplicates} as an editor uses them, beside {@code run}. */
class ProtectCommandTest {

    private static final Pattern RECORD = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @TempDir
    private Path home = Path.of("");

    private final StringWriter out = new StringWriter();

    @Test
    void asksOnceWhetherACounsellingCentreIsOneAndRemembersTheAnswer() throws IOException {
        feed("beratung", "1,Fachberatungsstelle Zwangsheirat,0221 4710123\n");
        assertThat(run("run")).isEqualTo(1);

        assertThat(run("protect", "list")).isZero();
        assertThat(out.toString()).contains("zu klären", "Zeile 2");
        var record = RECORD.matcher(out.toString())
                .results()
                .findFirst()
                .orElseThrow()
                .group();

        assertThat(run("protect", "counselling", record, "--person", "R. Muster", "--reason", "steht im Stadtplan"))
                .isZero();
        assertThat(run("run")).isZero();
        assertThat(out.toString()).contains("neu 1");
        run("protect", "list");
        assertThat(out.toString()).contains("entschieden", "R. Muster").doesNotContain("zu klären");
    }

    @Test
    void refusesADecisionWithoutPersonAndReason() {
        assertThat(run("protect", "counselling", "00000000-0000-0000-0000-000000000001"))
                .isEqualTo(2);
    }

    @Test
    void showsAPairUntilSomebodySaysItIsTwoThings() throws IOException {
        feed("eins", "1,Schuldnerberatung Bilk,0221 4710123\n");
        feed("zwei", "7,Schuldnerberatung Bilk,0221 4710123\n");
        run("run");

        assertThat(run("duplicates", "list")).isZero();
        var pair = RECORD.matcher(out.toString())
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        assertThat(pair).hasSizeGreaterThanOrEqualTo(2);
        var pairs = out.toString().lines().count();

        assertThat(run(
                        "duplicates",
                        "different",
                        pair.get(0),
                        pair.get(1),
                        "--person",
                        "R. Muster",
                        "--reason",
                        "zwei Häuser"))
                .isZero();
        run("duplicates", "list");
        assertThat(out.toString().lines().count()).isEqualTo(pairs - 1);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
        var world = new Hilfenetz.World(environment::get, Clock.systemUTC());
        return Hilfenetz.commandLine(world)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }

    private void feed(String id, String rows) throws IOException {
        var feeds = Files.createDirectories(home.resolve("feeds"));
        Files.writeString(feeds.resolve("feed.jslt"), """
                {"kind": "service", "id": .id, "name": .name, "phone": .telefon}
                """);
        Files.writeString(feeds.resolve(id + ".csv"), "id,name,telefon\n" + rows);
        Files.writeString(feeds.resolve(id + ".yaml"), """
                id: %s
                title: Verein %s
                organizations: {one: %s}
                format: csv
                mapping: feed.jslt
                fetch: {url: "file:%s.csv", every: PT6H}
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                contact: it@example.org
                """.formatted(id, id, id, id));
    }
}
