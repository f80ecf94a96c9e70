package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.record.Entry;
import de.hilfenetz.vocabulary.AreaFigures;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        {"figure": "https://hilfenetz.example.org/en/abstimmung/runde/zahlen/?seite=1", "organization": "Beispielverband", "date": "2026-11-20",
                         "text": {"de": "Hier fehlt unser Haus."}}"""));
    }

    /** What a browser sends for a partner. */
    private static String password(Town town) {
        var told = new ArrayList<String>();
        town.journal().addKey("beispielverband", new SecureRandom(), told::add);
        return Base64.getEncoder().encodeToString(("partner:" + told.getFirst()).getBytes(StandardCharsets.UTF_8));
    }

    private static Entry service(String name) {
        return Records.service(name, json -> json.putArray("lifeSituations").add("schulden-und-armut"));
    }

    /** It is 23 November: ten working days from the 20th have not passed. */
    @Test
    void showsPartnersFirst() {
        try (var town = town("2026-11-20");
                var browser = new Browser(town.server())) {
            var password = password(town);

            var refused = browser.open(PAGE);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(Browser.header(refused, "WWW-Authenticate")).startsWith("Basic");
            assertThat(refused.body()).doesNotContain("Hier fehlt unser Haus");

            var seen = browser.get(PAGE, "Authorization", "Basic " + password, "Accept", "text/html");
            assertThat(seen.statusCode()).isEqualTo(200);
            assertThat(seen.body())
                    .contains(
                            "Vorschau für Partner, öffentlich ab dem <time datetime=\"2026-12-04\">4. Dezember 2026</time>",
                            "Hier fehlt unser Haus.",
                            "Bilk");
            assertThat(Browser.header(seen, "Cache-Control")).isEqualTo("no-store");

            assertThat(browser.get("/abstimmung").body())
                    .contains("Zahlen der Runde, öffentlich ab <time datetime=\"2026-12-04\">4. Dezember 2026</time>")
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

            assertThat(page)
                    .contains(
                            "Öffentlich seit dem <time datetime=\"2026-11-16\">16. November 2026</time>",
                            "Hier fehlt unser Haus.");
            assertThat(page.substring(page.indexOf("<tbody>")))
                    .contains("Bilk</th>\n<td class=\"\">1</td>")
                    .doesNotContain(">2</td>");
            assertThat(browser.get("/abstimmung").body()).contains("Hier fehlt unser Haus");
            assertThat(browser.get("/daten/abstimmungen/aktuell/abstimmungen.csv")
                            .body())
                    .contains("Hier fehlt unser Haus");
        }
    }

    /** A comment on figures of a round that nobody has, or no longer, waits: it may be about a draft. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abstimmung/rnude/zahlen",
                "hilfenetz.example.org/abstimmung/rnude/zahlen",
                "https://hilfenetz/abstimmung/rnude/zahlen",
                "abstimmung/ohne-zahlen/zahlen/?x=1"
            })
    void keepsACommentOnFiguresOfARoundThatIsNotThere(String figure) {
        try (var town = town("2026-11-02");
                var browser = new Browser(town.server())) {
            town.deliver(
                    Records.entry("abstimmung", "ohne-zahlen", """
                            {"title": {"de": "Runde"}, "date": "2026-11-02", "participants": ["Beispielamt"]}"""),
                    Records.entry("stellungnahme", "entwurf", """
                            {"figure": "%s", "organization": "Beispielverband", "date": "2026-11-20",
                             "text": {"de": "Im Entwurf steht etwas anderes."}}""".formatted(figure)));

            assertThat(browser.get("/abstimmung").body())
                    .contains("Hier fehlt unser Haus")
                    .doesNotContain("Im Entwurf steht");
            assertThat(browser.get("/daten/alles/aktuell/alles.ttl").body())
                    .contains(
                            "Hier fehlt unser Haus",
                            "wasDerivedFrom <https://hilfenetz.example.org/abstimmung/runde/zahlen?seite=1>")
                    .doesNotContain("Im Entwurf steht");
        }
    }

    @Test
    void namesTheServicesARoundIsAbout() {
        try (var town = new Town();
                var browser = new Browser(town.server())) {
            var service = service("Rat");
            town.deliver(
                    Records.organization(),
                    Records.location(),
                    service,
                    Records.entry("abstimmung", "runde", """
                            {"title": {"de": "Runde"}, "date": "2026-11-02", "participants": ["Beispielamt"], "services": ["%s"]}""".formatted(service.id())));

            assertThat(browser.get("/abstimmung").body())
                    .contains("<a href=\"/angebote/" + service.id() + "\">Rat</a>");
            assertThat(browser.get("/daten/abstimmungen/aktuell/abstimmungen.csv")
                            .body())
                    .contains("," + service.id());
            assertThat(browser.get("/daten/abstimmungen/aktuell/abstimmungen.ttl")
                            .body())
                    .contains("prov:used <https://hilfenetz.example.org/id/angebot/" + service.id());
        }
    }

    /** A comment on one choice is not one on all. */
    @Test
    void showsACommentBesideTheFigureItIsOn() {
        try (var town = town("2026-11-02");
                var browser = new Browser(town.server())) {
            town.deliver(Records.entry("stellungnahme", "stunden", """
                    {"figure": "karte?mass=stunden", "organization": "Beispielverband", "date": "2026-11-20",
                     "text": {"de": "Es sind mehr Stunden."}}"""));

            assertThat(browser.get("/karte?mass=stunden").body()).contains("Es sind mehr Stunden.");
            assertThat(browser.get("/en/karte?mass=stunden").body()).contains("Es sind mehr Stunden.");
            assertThat(browser.get("/karte").body()).doesNotContain("Es sind mehr Stunden.");
            assertThat(browser.get("/karte?mass=orte").body()).doesNotContain("Es sind mehr Stunden.");
        }
    }

    /** What is new stands on the round's page only, until the ten working days are over; then everywhere. */
    @ParameterizedTest(name = "preview from {0}: public {1}")
    @CsvSource({"2026-11-20, false", "2026-11-02, true"})
    void keepsTheRoundsAssessmentsAndTheCitysNewFiguresFromEverybodyElse(
            String from, boolean isPublic, @TempDir Path folder) throws IOException {
        var table = Files.writeString(folder.resolve("gebiet_merkmale.csv"), """
                gebiet;merkmal;wert;jahr;quelle;vorschau_ab
                036;Einwohner;20000;2025;Amt;
                036;Einwohner;5000;2026;Amt;%1$s
                036;Bedarfsklasse;neunfach;2026;Sozialplanung;%1$s
                """.formatted(from));
        var vocabulary = Vocabulary.load();
        try (var town = new Town(vocabulary.with(AreaFigures.read(table, vocabulary.areas())));
                var browser = new Browser(town.server())) {
            town.deliver(Records.organization(), Records.location(), service("Rat"));
            town.deliver(
                    Records.entry("abstimmung", "runde", """
                            {"title": {"de": "Runde Schulden"}, "date": "%s", "lifeSituation": "schulden-und-armut", "area": "03",
                             "participants": ["Beispielamt"], "figures": "%s"}""".formatted(from, town.release())),
                    assessment("fuer-die-runde", "Wir vermissen eine Abendstunde.", ", \"round\": \"runde\""),
                    assessment("ohne-runde", "Das steht schon lange fest.", ""),
                    assessment("verschrieben", "Von welcher Runde?", ", \"round\": \"rnude\""));
            var password = password(town);

            var partners = browser.get(PAGE, "Authorization", "Basic " + password, "Accept", "text/html")
                    .body();
            assertThat(partners)
                    .contains("Wir vermissen eine Abendstunde.", "<td class=\"\">2</td>")
                    .doesNotContain("Das steht schon lange fest.");
            assertThat(partners.contains("neunfach"))
                    .as("what is public is on other pages")
                    .isEqualTo(!isPublic);

            for (var address : List.of(
                    "/abstimmung",
                    "/en/abstimmung",
                    "/karte?gebiet=03",
                    "/karte/schulden-und-armut",
                    "/planung/angebote?gebiet=036",
                    "/gebiete/036",
                    "/gebiete/036/blatt",
                    "/daten/abstimmungen/aktuell/abstimmungen.csv",
                    "/daten/abstimmungen/aktuell/abstimmungen.ttl")) {
                var body = browser.get(address).body();
                assertThat(body)
                        .as(address)
                        .contains("Das steht schon lange fest.")
                        .doesNotContain("welcher Runde");
                assertThat(body.contains("eine Abendstunde")).as(address).isEqualTo(isPublic);
            }
            var kept = "Zurückgehalten, bis die Vorschau der Partner endet: ";
            if (isPublic) {
                assertThat(browser.get("/abstimmung").body()).doesNotContain(kept);
            } else {
                assertThat(browser.get("/abstimmung").body()).contains(kept + 1);
            }
            assertThat(browser.get("/gebiete/036/blatt").body().contains("neunfach"))
                    .isEqualTo(isPublic);
            assertThat(browser.get("/karte?gebiet=03&mass=je10000").body()).contains(isPublic ? "\">2" : "\">0,5");
            assertThat(browser.get("/daten/versorgung/aktuell/versorgung.csv").body())
                    .contains(isPublic ? ",5000,2," : ",20000,0.5,")
                    .doesNotContain(isPublic ? ",20000," : ",5000,");
        }
    }

    private static Entry assessment(String key, String text, String more) {
        return Records.entry("bewertung", key, """
                {"area": "036", "lifeSituation": "schulden-und-armut", "finding": "gap", "author": "Beispielamt",
                 "date": "2026-11-02", "method": "Gespräche", "text": {"de": "%s"}%s}""".formatted(text, more));
    }

    /** It is the 23rd. */
    @Test
    void showsNothingBeforeThePreviewBegins() {
        try (var town = town("2026-11-24");
                var browser = new Browser(town.server())) {
            var password = password(town);

            assertThat(browser.open(PAGE).statusCode()).isEqualTo(401);
            var early = browser.get(PAGE, "Authorization", "Basic " + password, "Accept", "text/html");
            assertThat(early.statusCode()).isEqualTo(404);
            assertThat(early.body())
                    .contains(
                            "Partner sehen die Zahlen dieser Runde ab dem <time datetime=\"2026-11-24\">24. November 2026</time>.")
                    .doesNotContain("Hier fehlt unser Haus");
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
