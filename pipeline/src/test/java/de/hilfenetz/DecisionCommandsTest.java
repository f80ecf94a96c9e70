package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parked removals, held records and today's rules over yesterday's delivery, as an operator decides them. */
class DecisionCommandsTest {

    @TempDir
    private Path home = Path.of("");

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void fortyAndThenTwenty() throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        write("a.jslt", "{\"kind\": \"service\", \"id\": .id, \"name\": .name}");
        write("a.yaml", """
                id: a
                title: Beispielverein
                format: csv
                mapping: a.jslt
                fetch: {url: "file:a.csv", every: PT6H}
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """);
        write("a.csv", services(40));
        run("run");
        write("a.csv", services(20));
        run("run");
        assertThat(out.toString()).contains("Löschungen angehalten");
    }

    @Test
    void carriesOutParkedRemovalsOnce() {
        assertThat(run("confirm", "2")).isZero();
        assertThat(out.toString()).contains("Bestätigt: 20 Datensätze", "veröffentlicht");

        assertThat(run("confirm", "2")).isEqualTo(Hilfenetz.BAD_CONFIGURATION);
        assertThat(out.toString()).contains("warten keine Löschungen");
    }

    @Test
    void leavesPublicWhatIsDiscarded() {
        assertThat(run("discard", "2")).isZero();

        assertThat(out.toString()).contains("Verworfen: 20 Datensätze");
    }

    @Test
    void listsHeldRecordsWithoutTheirWords() throws IOException {
        write("a.csv", services(40) + "99,\n");
        run("run");

        assertThat(run("quarantine", "list")).isZero();

        assertThat(out.toString()).contains("a  a.csv, Zeile 42", "name-fehlt");
    }

    @Test
    void showsWhatTodaysRulesWouldChangeBeforeTheyDo() throws IOException {
        write("a.jslt", "{\"kind\": \"service\", \"id\": .id, \"name\": .name + \" (neu)\"}");

        assertThat(run("replay")).isZero();
        assertThat(out.toString()).contains("0 neu, 20 geändert, 0 entfallen").doesNotContain("veröffentlicht");

        assertThat(run("replay", "--feed", "a", "--apply")).isZero();
        assertThat(out.toString()).contains("geändert 20", "veröffentlicht");
    }

    @Test
    void namesWhoWouldFailUnderStricterRules() throws IOException {
        write("a.jslt", "{\"kind\": \"service\", \"id\": .id, \"name\": if (number(.id) > 17) null else .name}");

        assertThat(run("replay")).isZero();

        assertThat(out.toString())
                .contains(
                        "0 neu, 0 geändert, 0 entfallen; 2 zusätzlich zurückgestellt, 0 nicht mehr",
                        "würde zurückgestellt: a.csv, Zeile 20  name-fehlt",
                        "würde zurückgestellt: a.csv, Zeile 21  name-fehlt");
    }

    @Test
    void replaysAllDeliveriesThatTellOnlyWhatChanged() throws IOException {
        write("b.jslt", "{\"kind\": \"service\", \"id\": .id, \"name\": .name}");
        write("b.yaml", """
                id: b
                title: Melder
                format: csv
                mapping: b.jslt
                deliveries: delta
                fetch: {url: "file:b.csv", every: PT6H}
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """);
        for (var sheet : new String[] {"id,name\n1,Eins\n2,Zwei\n", "id,name\n2,Zwo\n", "id,name\n3,Drei\n"}) {
            write("b.csv", sheet);
            run("run", "b");
        }
        write("b.jslt", "{\"kind\": \"service\", \"id\": .id, \"name\": .name + \"!\"}");

        assertThat(run("replay", "--feed", "b")).isZero();
        assertThat(out.toString()).contains("b, 3 Lieferungen vom", "0 neu, 3 geändert");

        assertThat(run("replay", "--feed", "b", "--apply")).isZero();
        run("replay", "--feed", "b");
        assertThat(out.toString()).contains("0 neu, 0 geändert, 0 entfallen");
    }

    private static String services(int count) {
        return IntStream.range(0, count)
                .mapToObj("%d,Beratung %<d\n"::formatted)
                .collect(Collectors.joining("", "id,name\n", ""));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve("feeds").resolve(name), text);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
        var writer = new PrintWriter(out, true);
        return Hilfenetz.commandLine(new Hilfenetz.World(environment::get, Clock.systemUTC()))
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }
}
