package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The page about the interface is its contract, and its lines run as they stand. */
class ApiReferenceTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());
    private static final Pattern LINE = Pattern.compile("<pre[^>]*><code>(curl[^<]*)</code>");
    private static final Pattern ADDRESS = Pattern.compile("'" + Pattern.quote(Town.BASE.toString()) + "([^']*)'");

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @Test
    void showsEveryOperationOfTheContract() throws Exception {
        var page = BROWSER.open("/api").body();
        var contract = Files.readString(Path.of("../schemas/openapi.yaml"));

        Pattern.compile("^  (/\\S+):$", Pattern.MULTILINE)
                .matcher(contract)
                .results()
                .forEach(path -> assertThat(page).contains(" " + path.group(1) + "</code></h3>"));
        assertThat(page).contains("Wörter, nach denen gesucht wird", "noch keine Veröffentlichung");
    }

    @Test
    void givesLinesThatRunAsTheyStand() {
        var run = new ArrayList<String>();
        for (var line : LINE.matcher(BROWSER.open("/api").body())
                .results()
                .map(code -> code.group(1))
                .toList()) {
            var address = ADDRESS.matcher(line);
            if (line.contains("HILFENETZ_KEY")
                    || line.contains("--data-binary")
                    || line.lines().count() > 1
                    || !address.find()) {
                continue;
            }
            var path = "/" + address.group(1).replace("&amp;", "&");
            if (!path.contains("/feeds/")) {
                assertThat(BROWSER.get(path).statusCode()).as(line).isEqualTo(200);
                run.add(path);
            }
        }
        assertThat(run).hasSizeGreaterThanOrEqualTo(8).allMatch(path -> !path.contains("{"));
    }

    @Test
    void hasAPageForEveryProblem() {
        for (var problem : Words.german().problems()) {
            for (var prefix : new String[] {"", "/en"}) {
                var page = BROWSER.open(prefix + "/liefern/probleme/" + problem);
                assertThat(page.statusCode()).as(problem).isEqualTo(200);
                assertThat(page.body()).contains(">" + Town.BASE + "liefern/probleme/" + problem + "</code>");
            }
        }
    }

    @Test
    void standsEvenBeforeTheFirstRelease() {
        try (var nothing = new Town();
                var browser = new Browser(nothing.server())) {
            assertThat(browser.open("/api").statusCode()).isEqualTo(200);
        }
    }
}
