package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The lines for other programs run as they stand (P7), whatever quotes and letters the query has. */
class QuerySnippetsTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    private static final String QUERY = """
            SELECT ?name ?x ?y WHERE {
              ?s a <https://schema.org/Service> ; <https://schema.org/name> ?name .
              FILTER(CONTAINS(?name, "Bilk") && LANG(?name) = "de")   # ä & 'ö' $HOME `x`
              BIND("a\\\\b\\"c" AS ?x) BIND(\"""d
            ü''\""" AS ?y)
            }""";

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static String code(int which) {
        return QuerySnippets.of(BROWSER.uri("/"), QUERY, Words.german())
                .get(which)
                .code();
    }

    private static String run(String program, String... arguments) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                program + " is not installed");
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void runsInAShell() throws Exception {
        assertThat(run("bash", "-c", code(0)))
                .isEqualTo("name,x,y\r\nSchuldnerberatung Bilk,\"a\\b\"\"c\",\"d\nü''\"\r\n");
    }

    @Test
    void runsInPython() throws Exception {
        assertThat(run(
                        "python3",
                        "-X",
                        "utf8",
                        "-c",
                        code(2) + "\nprint(zeilen[0]['name'], zeilen[0]['x'], ascii(zeilen[0]['y']))"))
                .isEqualTo("Schuldnerberatung Bilk a\\b\"c \"d\\n\\xfc''\"\n");
    }

    /** The address for Datawrapper is fetched as it stands. */
    @Test
    void isAnAddress() {
        var address = URI.create(code(4).strip());

        assertThat(BROWSER.get(address.getRawPath() + "?" + address.getRawQuery())
                        .body())
                .startsWith("name,x,y\r\nSchuldnerberatung Bilk,");
    }
}
