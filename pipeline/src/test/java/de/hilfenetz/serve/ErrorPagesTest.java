package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P23: what people and programs read where something did not work. */
class ErrorPagesTest {

    private static final Browser GERMAN = refusing(Words.german());
    private static final Browser ENGLISH = refusing(Words.english());

    /** A server that answers with whatever status it is asked for. */
    private static Browser refusing(Words t) {
        var site = Site.demonstration(Town.BASE);
        var errors = new Errors(
                Optional::empty, t, new Pages(site, t, new Languages(), new Subjects(null), Assets.load(), Town.NOW));
        return new Browser(Javalin.create(config -> {
            Server.harden(config);
            config.routes.get("/{status}", ctx -> {
                if (ctx.pathParam("status").equals("500")) {
                    throw new IllegalStateException("a word of ours");
                }
                throw Refusal.of(Integer.parseInt(ctx.pathParam("status")));
            });
            config.routes.exception(Refusal.class, errors::refuse);
            config.routes.exception(Exception.class, errors::fail);
        }));
    }

    @AfterAll
    static void stop() {
        GERMAN.close();
        ENGLISH.close();
    }

    /** P23.1; that axe finds nothing is looked at in a browser. */
    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 413, 429, 500, 503})
    void saysWhatHappenedAndWhatToDo(int status) {
        for (var t : new Words[] {Words.german(), Words.english()}) {
            var browser = t.isGerman() ? GERMAN : ENGLISH;
            var answer = browser.open("/" + status);
            var page = answer.body();

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(page)
                    .contains("<h1>" + t.of("fehler." + status + ".titel") + "</h1>")
                    .contains(t.of("fehler." + status + ".text", t.size(Server.LARGEST_REQUEST)))
                    .contains("role=\"search\"", "<code>" + Browser.header(answer, "X-Request-Id") + "</code>")
                    .contains("<nav class=\"nav\"", "<footer", "noindex")
                    .doesNotContain("Exception", "a word of ours", "at de.hilfenetz", "Javalin", "Jetty")
                    .doesNotContain(t.of("fuss.software"));
            // What to do is a second sentence at least.
            assertThat(t.of("fehler." + status + ".text").split("[.!] ")).hasSizeGreaterThan(status == 503 ? 0 : 1);
            assertThat(Browser.header(answer, "Retry-After").isEmpty()).isEqualTo(status != 429 && status != 503);

            var problem = browser.get("/" + status, "Accept", "application/json");
            assertThat(Browser.header(problem, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(problem.body())
                    .contains("\"status\":" + status, "\"instance\":\"urn:hilfenetz:request:")
                    .doesNotContain("a word of ours");
        }
    }
}
