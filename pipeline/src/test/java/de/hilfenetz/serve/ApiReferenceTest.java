package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import de.hilfenetz.record.CanonicalJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    void saysTheSameInEnglish() {
        var page = BROWSER.open("/en/api").body();

        assertThat(page)
                .contains("words to search for", "nothing published yet", "(required) id or day of the earlier state")
                .doesNotContain("Wörter", "nötig", "der Bericht");
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
    void tellsTheLimitsThatHold() {
        for (var t : List.of(Words.german(), Words.english())) {
            var minutes = PushHandlers.DEADLINE.toMinutes();
            assertThat(BROWSER.open(t.prefix() + "/api").body())
                    .containsPattern("<li>[^<]*\\b" + Api.PER_PAGE + "\\b[^<]*\\b" + Api.MOST_PER_PAGE + "\\b")
                    .containsPattern(
                            "<li>[^<]*" + t.size(PushHandlers.LARGEST_DELIVERY) + "[^<]*\\b" + minutes + " [Mm]in")
                    .containsPattern("<li>[^<]*" + t.size(PushHandlers.LARGEST_UNKNOWN))
                    .containsPattern("<li>[^<]*" + t.number(Limits.PUSHES) + "[^<]*429")
                    .containsPattern("<li>[^<]*\\b" + Limits.WRONG_KEYS + "\\b[^<]*429");
        }
    }

    @Test
    void showsAnErrorAsTheContractHasThem() throws Exception {
        var contract =
                new YAMLMapper().readTree(Path.of("../schemas/openapi.yaml").toFile());
        var problem = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(contract.path("components").path("schemas").path("Problem"));
        var shown = Pattern.compile("aria-label=\"Beispiel einer Fehlerantwort\"><code>([^<]*)<")
                .matcher(BROWSER.open("/api").body());
        assertThat(shown.find()).isTrue();
        var real = BROWSER.post("/api/v1/feeds/gibt-es-nicht/deliveries", "text/csv", "a")
                .body();
        for (var text : List.of(shown.group(1).replace("&#34;", "\""), real)) {
            assertThat(problem.validate(CanonicalJson.mapper().readTree(text)))
                    .as(text)
                    .isEmpty();
        }
        assertThat(problem.validate(CanonicalJson.mapper().readTree("{\"title\": 1}")))
                .isNotEmpty();
    }

    @Test
    void standsEvenBeforeTheFirstRelease() {
        try (var nothing = new Town();
                var browser = new Browser(nothing.server())) {
            assertThat(browser.open("/api").statusCode()).isEqualTo(200);
        }
    }
}
