package de.hilfenetz;

import static de.hilfenetz.LiveCms.fields;
import static de.hilfenetz.LiveStage.WITH_HOOK;
import static de.hilfenetz.LiveStage.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import de.hilfenetz.LiveStage.Product;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An editor's walk, with a picture of each station in {@code target/walk}: a new organization with its feed, the first report
 * on it, a phone number corrected, public with its reason, and ended by its provider.
 */
class LiveEditorsWalkIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PROCESSED = Duration.ofSeconds(20);
    private static final String FEED = "nachbarn-eller";
    private static final String WRONG = "0221 4710150";
    private static final String RIGHT = "0221 4710151";

    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void leadsFromANewOrganizationToTheEndOfACorrection(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        try (var chromium = new Chromium();
                var window = chromium.open(portal.address(), 1280, true)) {
            var walk = new Walk(window, Path.of("target/walk/" + product.name().toLowerCase(Locale.ROOT)));

            cms.publish(
                    "organizations",
                    FEED,
                    fields().put("name", "Nachbarn Eller e. V.").put("organizationKind", "verein"),
                    LiveStage.texts("de", "description", "Nachbarn helfen Nachbarn."));
            var feed = fields().put("title", "Nachbarn Eller")
                    .put("format", "csv")
                    .put(
                            "mapping",
                            "{\"kind\": \"service\", \"id\": .nr, \"name\": .name, \"phone\": .telefon, \"hours\": .zeiten}")
                    .put("licence", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0");
            feed.putObject("organizations").put("one", FEED);
            cms.publish("feeds", FEED, feed, Map.of());
            within(
                    WITH_HOOK,
                    "the feed waits for its first delivery",
                    () -> portal.shows("/liefern/quellen", "Nachbarn Eller"));
            walk.see("/liefern/quellen", "Nachbarn Eller", "1-datenquelle");

            var key = portal.run("keys", "add", FEED).lines().findFirst().orElseThrow();
            var report = push(portal, key, WRONG);
            within(PROCESSED, "its first report", () -> portal.shows(report, "Aushang"));
            walk.see(report, "Aushang", "2-erster-bericht");
            within(
                    WITH_HOOK,
                    "its service is public",
                    () -> portal.shows("/traeger", "Nachbarn Eller e. V.")
                            && portal.shows("/angebote", "Einkaufshilfe Eller"));

            var service = JSON.readTree(portal.get("/api/v1/services?q=Einkaufshilfe"))
                    .at("/contents/0/id")
                    .asText();
            var page = "/angebote/" + service;
            assertThat(portal.get(page)).contains("Nachbarn Eller e. V.");
            walk.see(page, "Einkaufshilfe Eller", "3-falsche-nummer");
            var reason = "Die Nummer ist abgeschaltet, die neue steht auf der Seite des Vereins.";
            cms.publish(
                    "corrections",
                    "nachbarn-telefon",
                    fields().put("record", service)
                            .put("decision", "replace")
                            .put("field", "phone")
                            .put("value", RIGHT)
                            .put("reason", reason)
                            .put("expires", "2099-12-31"),
                    Map.of());
            within(WITH_HOOK, "corrected, with its reason", () -> portal.shows(page, reason));
            walk.see(page, reason, "4-berichtigt");

            var second = push(portal, key, RIGHT);
            within(PROCESSED, "ended by its provider", () -> !portal.shows(page, reason));
            assertThat(walk.see(page, "4710151", "5-beendet")).doesNotContain(reason, "4710150");
            walk.see(second, "Prüfbericht", "6-bericht-danach");
        }
    }

    /** Where the report on it is. */
    private static String push(LivePortal portal, String key, String phone) throws Exception {
        var answer = portal.push(FEED, key, """
                nr,name,telefon,zeiten
                1,Einkaufshilfe Eller,%s,Mi 9-12 u. n.V.
                2,Reparaturtreff Eller,0221 4710152,siehe Aushang
                """.formatted(phone));
        return URI.create(JSON.readTree(answer).path("report").asText()).getPath();
    }

    private record Walk(Chromium.Window window, Path pictures) {

        /** Opens the page, takes its picture, and gives what can be read on it. */
        String see(String path, String expected, String name) {
            var page = window.go(path);
            assertThat(page.innerText("body")).contains(expected);
            page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name + ".png")));
            return page.innerText("body");
        }
    }
}
