package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Everything in one answer comes from one release, also while the next one is being published. */
class ReleaseTest {

    private static final Pattern COUNT = Pattern.compile("<strong>(\\d+) Angebote?</strong>");
    private static final Pattern STATE = Pattern.compile("manifest.json\">(2026-11-23\\.\\d+)</a>");

    @Test
    void neverMixesTwoReleases() {
        try (var town = new Town().deliver(Records.service("Angebot 1", json -> {}));
                var browser = new Browser(town.server())) {
            var done = new AtomicBoolean();
            var publishing = CompletableFuture.runAsync(() -> {
                for (var i = 2; i <= 12; i++) {
                    town.deliver(Records.service("Angebot " + i, json -> {}));
                }
                done.set(true);
            });

            var answers = 0;
            while (!done.get() || answers < 3) {
                var page = browser.open("/angebote").body();
                // The n-th release holds n services: a page with the number of one and the name of another is mixed.
                assertThat(find(STATE, page)).isEqualTo("2026-11-23." + find(COUNT, page));
                var rows = browser.get(
                        "/sparql?query=SELECT%20%3Fx%20WHERE%20%7B%3Fx%20a%20%3Chttps%3A%2F%2Fschema.org%2FService%3E%7D",
                        "Accept", "text/csv");
                assertThat(header(rows, "ETag"))
                        .startsWith("\"2026-11-23." + (rows.body().lines().count() - 1) + "-");
                answers++;
            }
            publishing.join();
            assertThat(browser.open("/angebote").body()).contains("12 Angebote");
            assertThat(browser.get("/daten/2026-11-23.3/manifest.json").body()).contains("\"angebot\" : 3");
        }
    }

    private static String find(Pattern pattern, String page) {
        var found = pattern.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
