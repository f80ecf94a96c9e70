package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.record.Entry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Partners see the figures of a round ten working days before everybody else, and what they say stands beside them. */
class RoundPagesTest {

    private static final String PAGE = "/abstimmung/runde/zahlen";

    /** A town of one service whose round began on {@code from}, and that has one more service since. */
    private static Town town(String from) {
        return town(from, null);
    }

    private static Town town(String from, @Nullable String day) {
        var town = new Town();
        town.deliver(Records.organization(), Records.location(), service("Rat"));
        var state = day == null ? town.release() : day;
        return town.deliver(
                service("Später"),
                Records.entry("abstimmung", "runde", """
                        {"title": {"de": "Runde Schulden"}, "date": "%s", "lifeSituation": "schulden-und-armut", "area": "03",
                         "participants": ["Beispielamt"], "figures": "%s"}""".formatted(from, state)),
                Records.entry("stellungnahme", "verband", """
                        {"figure": "/en/abstimmung/runde/zahlen?seite=1", "organization": "Beispielverband", "date": "2026-11-20",
                         "text": {"de": "Hier fehlt unser Haus."}}"""));
    }

    private static Entry service(String name) {
        return Records.service(name, json -> json.putArray("lifeSituations").add("schulden-und-armut"));
    }

    /** It is 23 November: ten working days from the 20th have not passed. */
    @Test
    void showsPartnersFirst() {
        var told = new ArrayList<String>();
        try (var town = town("2026-11-20");
                var browser = new Browser(town.server())) {
            town.journal().addKey("beispielverband", new SecureRandom(), told::add);
            var password =
                    Base64.getEncoder().encodeToString(("partner:" + told.getFirst()).getBytes(StandardCharsets.UTF_8));

            var refused = browser.open(PAGE);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(Browser.header(refused, "WWW-Authenticate")).startsWith("Basic");
            assertThat(refused.body()).doesNotContain("Hier fehlt unser Haus");

            var seen = browser.get(PAGE, "Authorization", "Basic " + password, "Accept", "text/html");
            assertThat(seen.statusCode()).isEqualTo(200);
            assertThat(seen.body())
                    .contains(
                            "Zusammenstellung für Partner, öffentlich ab dem 4. Dezember 2026",
                            "Hier fehlt unser Haus.",
                            "Bilk");
            assertThat(Browser.header(seen, "Cache-Control")).isEqualTo("no-store");

            assertThat(browser.get("/abstimmung").body())
                    .contains("Zahlen der Runde, öffentlich ab 4. Dezember 2026")
                    .doesNotContain("Hier fehlt unser Haus");
            assertThat(browser.get("/daten/abstimmungen/aktuell/abstimmungen.csv")
                            .body())
                    .contains("abstimmung-runde")
                    .doesNotContain("Hier fehlt unser Haus");
        }
    }

    @Test
    void showsEverybodyTheFiguresOfTheirStateAfterwards() {
        try (var town = town("2026-11-02");
                var browser = new Browser(town.server())) {
            var page = browser.get(PAGE).body();

            assertThat(page).contains("Öffentlich seit dem 16. November 2026", "Hier fehlt unser Haus.");
            assertThat(page.substring(page.indexOf("<tbody>")))
                    .contains("Bilk</th>\n<td class=\"\">1</td>")
                    .doesNotContain(">2</td>");
            assertThat(browser.get("/abstimmung").body()).contains("Hier fehlt unser Haus");
            assertThat(browser.get("/daten/abstimmungen/aktuell/abstimmungen.csv")
                            .body())
                    .contains("Hier fehlt unser Haus");
        }
    }

    @Test
    void knowsOnlyRoundsThatAreAboutFigures() {
        try (var town = town("2026-11-02");
                var browser = new Browser(town.server())) {
            assertThat(browser.get("/abstimmung/keine/zahlen").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void saysThatTheFiguresOfADayStandWhenItIsOver() {
        try (var town = town("2026-11-02", "2026-11-23");
                var browser = new Browser(town.server())) {
            assertThat(browser.open(PAGE).body()).contains("Die Zahlen des 2026-11-23 stehen erst fest");
        }
        try (var town = town("2026-11-02", "2026-11-19");
                var browser = new Browser(town.server())) {
            assertThat(browser.open(PAGE).body()).contains("Den Datenstand 2026-11-19 gibt es nicht oder nicht mehr.");
        }
    }
}
