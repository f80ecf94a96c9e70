package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SchemaPagesTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @Test
    void explainsEveryFieldOfEverySchema() {
        var answer = BROWSER.get("/schema");

        assertThat(answer.statusCode()).isEqualTo(200);
        for (var table : new Dictionary().tables()) {
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
        var dictionary = new Dictionary();
        var answer = BROWSER.get("/daten/angebote/felder");

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
}
