package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.Entry;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody looks for help. It is Monday, 23 November 2026, 10 o'clock. */
class FinderTest {

    private static final Town TOWN = new Town()
            .deliver(
                    Records.organization(),
                    Records.location(),
                    service(
                            "Frühcafé",
                            "Mo-Fr 08:00-11:00",
                            json -> json.putObject("access")
                                    .put("ohne-termin", "yes")
                                    .put("ohne-telefon", "yes")),
                    service(
                            "Nachmittagscafé",
                            "Mo-Fr 14:00-17:00",
                            json -> json.putArray("languages").add("de").add("tr")),
                    service("Wochenendtreff", "Sa,Su 10:00-16:00", json -> json.remove("at")),
                    service("Irgendwanntreff", null, json -> json.remove("at")),
                    shelter(),
                    crisis());
    private static final Browser BROWSER = new Browser(TOWN.server());
    private static final Pattern NAME = Pattern.compile("<h2><a href=\"/angebote/[^\"]*\">([^<]*)</a>");

    private static Entry service(
            String name, @org.jspecify.annotations.Nullable String osm, Consumer<ObjectNode> more) {
        return Records.service(name, json -> {
            json.putArray("lifeSituations").add("krankheit");
            json.putArray("languages").add("de");
            json.remove("access");
            json.putArray("channels");
            json.putArray("contacts").addObject().putArray("phones").addObject().put("number", "+49 221 4710123");
            json.withArray("at").forEach(at -> ((ObjectNode) at).remove(List.of("hours", "contacts")));
            if (osm == null) {
                json.remove("hours");
            } else {
                json.putObject("hours").put("osm", osm).put("text", osm);
            }
            more.accept(json);
        });
    }

    private static Entry shelter() {
        return service("Frauenhaus Beispielstadt", null, json -> {
            json.put("protected", true);
            json.remove("at");
            json.putArray("lifeSituations").add("gewalt");
        });
    }

    private static Entry crisis() {
        return service("Hilfetelefon", null, json -> {
            json.put("feed", "krisennummern");
            json.remove("at");
            json.putArray("topics");
            json.putArray("lifeSituations").add("gewalt");
            json.putArray("contacts").addObject().putArray("phones").addObject().put("number", "116 016");
        });
    }

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static List<String> found(String query) {
        return NAME.matcher(BROWSER.open("/finden?" + query).body())
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    @Test
    void showsWaysInBeforeAnythingIsAsked() {
        var page = BROWSER.open("/finden").body();

        assertThat(page)
                .contains("Jetzt hingehen", "Nicht telefonieren", "href=\"/finden?lebenslage=krankheit\"", "tel:112");
        assertThat(found("")).isEmpty();
    }

    @Test
    void findsWhatIsOpenNowOrThen() {
        assertThat(found("offen=jetzt")).containsExactly("Frühcafé");
        assertThat(found("offen=2026-11-23T15:30")).containsExactly("Nachmittagscafé");
        assertThat(found("offen=2026-11-28T15:30")).containsExactly("Wochenendtreff");
        assertThat(found("offen=2026-11-28T16:00")).isEmpty();
        assertThat(BROWSER.open("/finden?offen=nachher").statusCode()).isEqualTo(400);
    }

    /** Christmas is a Friday. */
    @Test
    void promisesNothingForAHolidayThatHoursDoNotSpeakOf() {
        assertThat(found("offen=2026-12-18T10:30")).containsExactly("Frühcafé");
        assertThat(found("offen=2026-12-25T10:30")).isEmpty();
        isFoundOnChristmas("Mo-Fr 08:00-11:00; PH 10:00-12:00");
        isFoundOnChristmas("Mo-Su 08:00-11:00");
    }

    /** G21, and users.md 23: whatever kind of page it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/angebote?thema=frauenhaus",
                "/finden?thema=frauenhaus",
                "/finden?q=Frauenhaus",
                "/suche?q=Frauenhaus",
                "/begriffe/thema/frauenhaus",
                "/begriffe/lebenslage/gewalt",
                "/en/begriffe/thema/frauenhaus",
                "/karte/gewalt",
                "/planung/angebote?lebenslage=gewalt",
                "/wann?lebenslage=gewalt",
                "/wegweiser?lebenslage=gewalt",
                "/daten/angebote/tabelle?lebenslagen=gewalt%7Csucht",
                "/traeger/ORGANIZATION"
            })
    void hasTheNumberAndTheQuickWayOutOnEveryPageAboutViolence(String address) {
        var path = address.replace("ORGANIZATION", String.valueOf(Records.ORGANIZATION));
        assertThat(BROWSER.open(path).body()).contains("class=\"exit\"", "tel:116016");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/begriffe/lebenslage/sucht", "/begriffe/thema/schulden"})
    void namesTheMostUrgentNumbersWhereNoneIsOfTheSubject(String address) {
        assertThat(BROWSER.open(address).body()).contains("class=\"exit\"", "tel:112", "tel:116016");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/begriffe/thema/fruehe-hilfen", "/karte/krankheit", "/planung/angebote?lebenslage=krankheit"})
    void hasNeitherWhereNobodyIsWatched(String address) {
        assertThat(BROWSER.open(address).body()).contains("<h1").doesNotContain("class=\"exit\"", "tel:116016");
    }

    private static void isFoundOnChristmas(String osm) {
        try (var town = new Town().deliver(service("Feiertagscafé", osm, json -> {}));
                var browser = new Browser(town.server())) {
            assertThat(browser.open("/finden?offen=2026-12-25T10:30").body()).contains("Feiertagscafé");
        }
    }

    @Test
    void saysSinceWhenAndForHowLong() {
        var page = BROWSER.open("/finden?offen=jetzt").body();

        assertThat(page)
                .contains("Offen.", "Heute, <time datetime=\"2026-11-23\">23. November 2026</time>: 08:00–11:00 Uhr");
    }

    @Test
    void saysAtAClosedDoorWhenItOpens() {
        var page = BROWSER.open("/finden?lebenslage=krankheit").body();

        assertThat(page)
                .contains(
                        "Zurzeit geschlossen.",
                        "Danach Samstag, <time datetime=\"2026-11-28\">28. November 2026</time>: 10:00–16:00 Uhr")
                .doesNotContain(
                        "Danach Dienstag, <time datetime=\"2026-11-24\">24. November 2026</time>: 08:00–11:00 Uhr");
    }

    @Test
    void saysWhenTheFirstOfSeveralDoorsOpens() {
        try (var town = new Town().deliver(Records.organization(), Records.location(), twoDoors(json -> {}));
                var browser = new Browser(town.server())) {
            assertThat(browser.open("/finden?lebenslage=krankheit").body())
                    .contains(
                            "Danach Dienstag, <time datetime=\"2026-11-24\">24. November 2026</time>: 10:00–11:00 Uhr");
        }
    }

    @Test
    void promisesNoDayOfWhatIsClosedForNow() {
        try (var town = new Town()
                        .deliver(
                                Records.organization(),
                                Records.location(),
                                twoDoors(json -> json.put("status", "temporarily closed")));
                var browser = new Browser(town.server())) {
            var page = browser.open("/angebote/" + Records.id("Zweitürencafé")).body();
            assertThat(page).contains("Zweitürencafé", "08:00").doesNotContain("Danach", "Heute, ");
        }
    }

    private static Entry twoDoors(Consumer<ObjectNode> more) {
        return service("Zweitürencafé", "Mo 08:00-09:00", json -> {
            json.withArray("at")
                    .forEach(at -> ((ObjectNode) at).putObject("hours").put("osm", "Tu 10:00-11:00"));
            more.accept(json);
        });
    }

    @Test
    void offersLanguagesByTheirOwnNames() {
        var page = BROWSER.open("/finden").body();

        assertThat(page)
                .contains("<a href=\"/finden?sprache=tr\" lang=\"tr\" dir=\"auto\">Türkçe</a>")
                .doesNotContain(">Deutsch</a>");
        assertThat(BROWSER.open("/en/finden").body()).contains(">Deutsch</a>");
    }

    @Test
    void asksForSeveralThingsAtOnce() {
        assertThat(found("mit=ohne-termin&mit=ohne-telefon")).containsExactly("Frühcafé");
        assertThat(found("mit=ohne-termin&mit=dgs")).isEmpty();
        assertThat(found("mit=stufenlos&lebenslage=krankheit")).containsExactly("Frühcafé", "Nachmittagscafé");
        assertThat(found("sprache=tr")).containsExactly("Nachmittagscafé");
        assertThat(found("gebiet=036&q=cafe&offen=jetzt")).containsExactly("Frühcafé");
    }

    @Test
    void offersWhatIsLeftWithoutOneConditionWhenAllLeaveNothing() {
        var page =
                BROWSER.open("/finden?mit=ohne-termin&offen=2026-11-28T15:30").body();

        assertThat(page)
                .contains(
                        "Ohne „offen am <time datetime=\"2026-11-28\">28. November 2026</time>, 15:30 Uhr“: 1 Angebot",
                        "href=\"/finden?mit=ohne-termin\"",
                        "Ohne „ohne Termin“: 1 Angebot",
                        "href=\"/finden?offen=2026-11-28T15%3A30\"");
    }

    @Test
    void countsWhatEachChoiceWouldLeave() {
        var page = BROWSER.open("/finden?lebenslage=krankheit").body();

        assertThat(page).contains("Krankheit (4)", "Gewalt (2)", "Türkisch (1)", "ohne Termin (1)");
    }

    @Test
    void showsTheTelephoneAndTheOtherWaysSideBySide() {
        var page = BROWSER.open("/finden?q=Irgendwanntreff").body();

        assertThat(page).contains("href=\"tel:+492214710123\"", "Ohne Telefonieren", "Kein Weg ohne Telefon gemeldet.");
    }

    @Test
    void leadsToProtectedPlacesByTelephoneOnly() {
        var page = BROWSER.open("/finden?lebenslage=gewalt").body();

        assertThat(page).contains("Frauenhaus Beispielstadt", "Adresse geschützt", "tel:+492214710123");
        assertThat(page.substring(page.indexOf("class=\"offers\""))).doesNotContain("Düsseldorf</span>");
    }

    @Test
    void namesTheCrisisNumbersOfTheTopicOnItsPages() {
        for (var path : List.of(
                "/finden?lebenslage=gewalt",
                "/angebote?lebenslage=gewalt",
                "/begriffe/lebenslage/gewalt",
                "/angebote/" + Records.SHELTER)) {
            assertThat(BROWSER.open(path).body()).as(path).contains("href=\"tel:116016\"");
        }
        assertThat(BROWSER.open("/finden?lebenslage=krankheit").body()).doesNotContain("tel:116016");
    }

    @Test
    void printsWhatWasFoundByNeedAndNoProtectedAddress() {
        var guide = BROWSER.open("/wegweiser").body();
        assertThat(guide.indexOf("<h2>Gewalt</h2>")).isPositive().isLessThan(guide.indexOf("<h2>Krankheit</h2>"));
        assertThat(guide).contains("Adresse geschützt", "Frühcafé", "0221 4710123", "blatt=a6");

        assertThat(BROWSER.open("/wegweiser?sprache=tr&blatt=a6").body())
                .contains("Nachmittagscafé", "Türkisch", "small-sheet")
                .doesNotContain("Frühcafé");
    }

    @Test
    void bringsItsOnlyScriptWhereOneMayHaveToLeaveQuickly() {
        var page = BROWSER.open("/finden?lebenslage=gewalt").body();
        var script =
                Pattern.compile("src=\"(/static/verlassen\\.[0-9a-f]+\\.js)\"").matcher(page);

        assertThat(script.find()).isTrue();
        var answer = BROWSER.get(script.group(1));
        assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript;charset=utf-8");
        assertThat(answer.body()).hasSizeLessThan(1_000);
        assertThat(BROWSER.open("/daten").body()).doesNotContain("<script");
        assertThat(page.indexOf("class=\"skip\"")).isLessThan(page.indexOf("class=\"exit\""));
        assertThat(page.indexOf("class=\"exit\"")).isLessThan(page.indexOf("<header"));
        assertThat(BROWSER.open("/sitemap-2.xml").statusCode()).isEqualTo(404);
        assertThat(BROWSER.open("/sitemap-1.xml").body()).contains("/finden</loc>", Records.SHELTER.toString());
    }

    @Test
    void leavesNoTrace() {
        var page = BROWSER.open("/finden?lebenslage=krankheit");

        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(page.body()).contains("Seite schnell verlassen", "noindex");
        assertThat(Browser.names(page)).doesNotContain("set-cookie");
    }
}
