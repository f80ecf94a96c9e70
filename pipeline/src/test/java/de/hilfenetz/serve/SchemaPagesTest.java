package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SchemaPagesTest {

    private static final Town TOWN = Town.withExamples();
    private static final Pattern LINK = Pattern.compile("href=\"(/schema/\\w+:[\\w-]+)\"");
    private static final Pattern QUERY = Pattern.compile("href=\"/abfrage\\?q=([^\"]+)\"");

    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @Test
    void explainsEveryFieldOfEverySchema() {
        explainsEveryField("/schema", new Dictionary(Words.german()));
        explainsEveryField("/en/schema", new Dictionary(Words.english()));
        assertThat(BROWSER.get("/en/schema").body())
                .contains("<h2>Service</h2>", "What an organization offers.")
                .doesNotContain("Was eine Organisation anbietet.");
    }

    private static void explainsEveryField(String path, Dictionary dictionary) {
        var answer = BROWSER.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        for (var table : dictionary.tables()) {
            assertThat(answer.body()).contains("id=\"" + table.name() + "\"");
            assertThat(table.fields()).allSatisfy(field -> {
                assertThat(answer.body()).contains("<code>" + field.name() + "</code>");
                assertThat(field.title()).as(field.name()).isNotBlank();
                assertThat(field.description()).as(field.name()).isNotBlank();
            });
        }
    }

    @Test
    void explainsEveryColumnThatTheTableHas() {
        var header = BROWSER.get("/daten/angebote/aktuell/angebote.csv")
                .body()
                .lines()
                .findFirst()
                .orElseThrow();
        var dictionary = new Dictionary(Words.german());
        var answer = BROWSER.get("/daten/angebote/felder");
        assertThat(BROWSER.get("/en/daten/angebote/felder").body())
                .contains("<b>Alert</b><br>What is different at present")
                .doesNotContain("Aktueller Hinweis");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header.split(",")).hasSizeGreaterThan(80).allSatisfy(column -> {
            assertThat(dictionary.findColumn(column)).as(column).isPresent();
            assertThat(dictionary.findColumn(column).orElseThrow().description())
                    .as(column)
                    .isNotBlank();
            assertThat(answer.body()).contains("<code>" + column + "</code>");
        });
        assertThat(BROWSER.get("/daten/gibtesnicht/felder").statusCode()).isEqualTo(404);
        assertThat(BROWSER.get("/daten/angebote").body()).contains("/daten/angebote/felder");
    }

    /** P19.1. */
    @Test
    void countsTheThingsOfAClassAsItsQueryDoes() {
        var classes = LINK.matcher(BROWSER.get("/schema").body())
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(classes).contains("/schema/schema:Service", "/schema/schema:Place");
        for (var path : classes) {
            var page = BROWSER.get(path).body();
            var query = QUERY.matcher(page);
            assertThat(query.find()).as(path).isTrue();
            var counted = BROWSER.get("/sparql?query=" + query.group(1), "Accept", "text/csv");
            assertThat(counted.statusCode()).as(path + counted.body()).isEqualTo(200);
            assertThat(page)
                    .as(path)
                    .contains("<strong>"
                            + counted.body().lines().skip(1).findFirst().orElseThrow() + " im Datenstand");
        }
    }

    @Test
    void sayWhatBelongsToAClassAndWhereItPoints() {
        var service = BROWSER.get("/schema/schema:Service").body();
        assertThat(service)
                .contains("<h1>Angebot</h1>", "href=\"/schema/dct:title\"", "genau einmal", "mindestens einmal")
                .containsPattern("<a href=\"/schema/cv:ContactPoint\"><rect");
        assertThat(BROWSER.get("/en/schema/schema:Service").body()).contains("<h1>service</h1>", "exactly one");

        var title = BROWSER.get("/schema/dct:title").body();
        assertThat(title).contains("href=\"/schema/schema:Service\"").containsPattern("\\d+ von \\d+");
        for (var name : List.of("gibtesnicht", "schema:GibtEsNicht", "x:y", "schema:")) {
            assertThat(BROWSER.get("/schema/" + name).statusCode()).as(name).isEqualTo(404);
        }
    }

    /** P19.2: every term of our own, also one that no record uses. */
    @Test
    void leadFromOurTermsToTheirPages() throws IOException {
        var terms = Pattern.compile("(?m)^hnv:(\\w+) a ")
                .matcher(Files.readString(Path.of("../vocab/hilfenetz.ttl")))
                .results()
                .map(term -> term.group(1))
                .toList();

        assertThat(terms).hasSizeGreaterThan(40);
        for (var term : terms) {
            var seen = BROWSER.open("/def/" + term);
            assertThat(seen.headers().firstValue("Location")).as(term).contains("/schema/hnv:" + term);
            assertThat(BROWSER.get("/schema/hnv:" + term).statusCode()).as(term).isEqualTo(200);
            assertThat(BROWSER.get("/def/" + term, "Accept", "text/turtle")
                            .headers()
                            .firstValue("Location"))
                    .contains("/def/" + term + ".ttl");
        }
        assertThat(BROWSER.get("/schema/formen.ttl").body()).contains("sh:targetClass schema:Service");
    }
}
