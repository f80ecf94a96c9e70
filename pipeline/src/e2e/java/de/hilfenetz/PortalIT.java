package de.hilfenetz;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demonstration as people with a browser meet it: one page of every kind, in every look, and all links. */
@ExtendWith(DemoPortal.Parameter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalIT {

    /** What is measured runs alone. */
    private static final String CORES = "cores";

    private static final int NARROW = 320;
    private static final int WIDE = 1280;
    private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"]*)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
    /** Words that say whether help is enough; users.md 5. */
    private static final Pattern JUDGEMENT = Pattern.compile(
            "(?i)versorgungsl(ü|Ã¼)cke|unterversorg|(ü|Ã¼)berversorg|mangelhaft|unzureichend|ausreichend|zielerreichung|bedarfsgerecht|gap in provision|underserved");

    /** What people say under the name of their body. */
    private static final Pattern PEOPLE = Pattern.compile("(?s)<h3>.{0,300}?<p class=\"small muted\">");

    /** Budgets of transferred bytes. */
    private static final int HTML = 60_000;

    private static final int CSS = 12_000;
    private static final int SCRIPT = 8_000;

    private final DemoPortal portal;
    private final List<String> pages;

    PortalIT(DemoPortal portal) {
        this.portal = portal;
        pages = onePageOfEveryKind();
    }

    private List<String> onePageOfEveryKind() {
        var pages = new ArrayList<>(List.of(
                "/",
                "/finden",
                "/finden?lebenslage=gewalt",
                "/wegweiser?gebiet=03",
                "/finden?mit=stufenlos&offen=2026-11-25T10:30",
                "/angebote",
                "/angebote?lebenslage=schulden-armut&gebiet=03",
                "/angebote?q=gibtesnicht",
                "/traeger",
                "/orte",
                "/begriffe/thema",
                "/begriffe/thema/schulden",
                "/gebiete/037",
                "/daten",
                "/daten/angebote",
                "/daten/angebote/felder",
                "/versionen",
                "/aenderungen",
                "/schema",
                "/fragen",
                "/fragen/angebote-je-stadtbezirk",
                "/abfrage",
                "/planung",
                "/planung/angebote?lebenslage=wohnen-und-wohnungslosigkeit&tag=5&stunde=20&zugang=ohne-termin",
                "/karte",
                "/karte/schulden-und-armut",
                "/wann?lebenslage=schulden-und-armut",
                "/ziele",
                "/ziele/teilhabe",
                "/kriterien/inklusion",
                "/zugang",
                "/verantwortung",
                "/entwicklung",
                "/abstimmung",
                "/gebiete/037/blatt",
                "/liefern",
                "/liefern/quellen",
                "/liefern/probleme/schluessel",
                "/liefern/regeln",
                "/liefern/regeln/name-fehlt",
                "/api",
                "/hilfe",
                "/impressum",
                "/datenschutz",
                "/barrierefreiheit",
                "/lizenz",
                "/leichte-sprache",
                "/gebaerdensprache",
                "/suche?q=schulden",
                "/kontakt",
                "/neuigkeiten",
                "/daten/angebote/tabelle",
                "/gebiete",
                "/liefern/pruefen",
                "/kriterien",
                "/qualitaet",
                "/gibt-es-nicht"));
        pages.addAll(portal.someRecords());
        for (var path : List.copyOf(pages)) {
            if (!path.contains("sprache") && !path.contains("?q=")) {
                pages.add(path.equals("/") ? "/en" : "/en" + path);
            }
        }
        return List.copyOf(pages);
    }

    List<String> pages() {
        return pages;
    }

    /** Everything that is asked of every page, in one visit at each width: opening pages and windows is what takes the time. */
    @ParameterizedTest
    @MethodSource("pages")
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = CORES, mode = ResourceAccessMode.READ)
    void isUsableByEverybodyInEveryLook(String path) {
        try (var window = portal.open(WIDE, true)) {
            window.go(path);
            isBuiltAsAPageShouldBe(window, path);
            if (!isEnglish(path)) {
                canBeWalkedThroughByKeyboard(window, path);
            }
            looksGoodEverywhere(window, path, WIDE);
            printsWithoutNavigation(window, path);
        }
        try (var window = portal.open(NARROW, true)) {
            window.go(path);
            looksGoodEverywhere(window, path, NARROW);
        }
    }

    private static boolean isEnglish(String path) {
        return path.equals("/en") || path.startsWith("/en/");
    }

    private static void looksGoodEverywhere(Chromium.Window window, String path, int width) {
        var page = window.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        assertThat(window.axe()).as("axe on %s at %d", path, width).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(window.axe("color-contrast", "target-size", "link-in-text-block"))
                .as("axe on %s in dark", path)
                .isEmpty();
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT).setForcedColors(ForcedColors.ACTIVE));
        assertThat(window.axe("target-size", "link-name", "button-name", "label"))
                .as("axe on %s in forced colours", path)
                .isEmpty();
        assertThat(window.strings(INVISIBLE))
                .as("invisible in forced colours: %s", path)
                .isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
        assertThat(window.strings("() => document.getAnimations().map(animation => String(animation))"))
                .as("moves by itself: %s", path)
                .isEmpty();
        assertThat(window.strings(TOO_WIDE))
                .as("wider than %d: %s", width, path)
                .isEmpty();
        page.evaluate(TEXT_SPACING);
        assertThat(window.strings(TOO_WIDE)).as("wider with spacing: %s", path).isEmpty();
        assertThat(window.traces()).as("traces of %s", path).isEmpty();
        assertThat(window.faults()).as("noted on %s", path).isEmpty();
    }

    private static final String TOO_WIDE = """
            () => document.documentElement.scrollWidth <= innerWidth ? [] :
              [document.body, ...document.querySelectorAll('body *')].filter(one => one === document.body
                  || (one.getBoundingClientRect().right > innerWidth + 1 && !one.parentElement.closest('.scroll, pre')))
                .slice(0, 5).map(one => one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 60))""";

    /** WCAG 1.4.12. */
    private static final String TEXT_SPACING = """
            () => { const sheet = new CSSStyleSheet();
              sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
              document.adoptedStyleSheets = [sheet]; }""";

    /** Fields and buttons that lose their border with their colours. */
    private static final String INVISIBLE = """
            () => [...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea, main button, main .button')]
              .filter(one => one.offsetParent !== null && parseFloat(getComputedStyle(one).borderTopWidth) === 0
                && one.type !== 'checkbox' && one.type !== 'radio')
              .map(one => one.outerHTML.slice(0, 80))""";

    private static void isBuiltAsAPageShouldBe(Chromium.Window window, String path) {
        var page = window.page();
        assertThat(page.title()).endsWith(" – Hilfenetz (Demonstration)");
        assertThat(window.strings("() => [document.documentElement.lang]"))
                .containsExactly(isEnglish(path) ? "en" : "de");
        assertThat(window.strings("() => [...document.querySelectorAll('h1')].map(one => one.textContent)"))
                .as("main headings of %s", path)
                .hasSize(1);
        assertThat(window.strings("""
                            () => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(one => +one.tagName[1])
                              .flatMap((level, i, all) => i > 0 && level > all[i - 1] + 1 ? [all[i - 1] + ' to ' + level] : [])""")).as("skipped levels on %s", path).isEmpty();
        for (var landmark : List.of("header", "nav", "main", "footer")) {
            assertThat(page.locator("body " + landmark).count()).as(landmark).isPositive();
        }
        assertThat(window.strings(BAD_TIMES)).as("days and times on %s", path).isEmpty();
        assertThat(window.strings(EMPTY_WORDS))
                .as("links that say nothing on %s", path)
                .isEmpty();
        page.keyboard().press("Tab");
        assertThat(window.strings("() => [document.activeElement.className]")).containsExactly("skip");
        page.keyboard().press("Enter");
        assertThat(window.strings("() => [document.activeElement.id || document.activeElement.tagName]"))
                .as("where the skip link of %s leads", path)
                .containsExactly("inhalt");
    }

    private static final String BAD_TIMES = """
            () => [...document.querySelectorAll('time')].filter(one =>
                !/^(\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d)?(Z|[+-]\\d\\d:\\d\\d)?)?|\\d\\d:\\d\\d)$/.test(one.dateTime))
              .map(one => one.outerHTML)""";

    private static final String EMPTY_WORDS = """
            () => [...document.querySelectorAll('a')].map(one => (one.ariaLabel || one.textContent).trim().toLowerCase())
              .filter(text => ['hier', 'mehr', 'download', 'weiter', 'here', 'more', ''].includes(text))""";

    /** The English pages have the same stops. */
    private static void canBeWalkedThroughByKeyboard(Chromium.Window window, String path) {
        var page = window.page();
        window.go(path);
        var stops = (Integer) page.evaluate("() => " + STOPS + ".length");
        page.evaluate(NOTE_STOPS);
        for (var i = 0; i < Math.min(stops, 60); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(window.strings("() => document.stops"))
                .as("stops of %s", path)
                .isEmpty();
        page.keyboard().press("Shift+Tab");
        assertThat(window.strings("() => [document.activeElement === document.body ? 'nowhere' : 'at a stop']"))
                .as("the way back on %s", path)
                .containsExactly("at a stop");
    }

    private static final String STOPS = """
            [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
              .filter(one => one.checkVisibility() && !one.disabled)""";

    /** Notes of every stop what is wrong with it: out of order, unseen, without a ring, covered. */
    private static final String NOTE_STOPS = """
            () => {
              document.stops = [];
              document.addEventListener('focusin', event => {
                const one = event.target, faults = document.stops;
                const name = one.outerHTML.slice(0, 120);
                if (one.type !== 'radio' && %s.indexOf(one) < 0) faults.push('not in the order: ' + name);
                const style = getComputedStyle(one), box = one.getBoundingClientRect();
                if (box.width < 1 || box.height < 1) faults.push('unseen: ' + name);
                if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('no ring: ' + name);
                const part = one.getClientRects()[0];
                const hit = document.elementFromPoint(part.x + part.width / 2, Math.min(part.y + part.height / 2, part.y + 30));
                if (hit && !one.contains(hit) && !hit.contains(one)) faults.push('covered by ' + hit.outerHTML.slice(0, 80) + ': ' + name);
              });
            }""".formatted(STOPS);

    private static void printsWithoutNavigation(Chromium.Window window, String path) {
        window.print();
        assertThat(window.page().locator("nav.nav").isVisible())
                .as("navigation of %s on paper", path)
                .isFalse();
        assertThat(window.page().locator("header form, .copy").all())
                .as("fields and buttons on paper")
                .noneMatch(Locator::isVisible);
        assertThat(window.page().locator("h1").isVisible())
                .as("heading of %s on paper", path)
                .isTrue();
    }

    /** What only the operator sees is for everybody too who may be one. */
    @Test
    void letsEverybodyDecideWhoHasTheKey() {
        try (var window = portal.openAsOperator(WIDE)) {
            window.go("/betrieb");
            assertThat(window.axe()).as("axe on /betrieb").isEmpty();
            assertThat(window.page().locator("h2").count()).isGreaterThan(5);
            assertThat(window.strings(EMPTY_WORDS)).isEmpty();
            assertThat(window.traces()).isEmpty();
        }
        try (var window = portal.openAsOperator(NARROW)) {
            window.go("/betrieb");
            assertThat(window.axe()).as("axe on /betrieb, narrow").isEmpty();
            assertThat(window.strings(TOO_WIDE)).isEmpty();
        }
    }

    /** P10.1: the guide is one to be taken along. */
    @Test
    void printsTheGuideOnAFewSheets() {
        try (var window = portal.open(WIDE, true)) {
            for (var path : List.of("/wegweiser", "/wegweiser?blatt=a6")) {
                var pdf = new String(
                        window.go(path).pdf(new Page.PdfOptions().setPreferCSSPageSize(true)),
                        java.nio.charset.StandardCharsets.ISO_8859_1);
                var sheets = Pattern.compile("/Type\\s*/Page\\b")
                        .matcher(pdf)
                        .results()
                        .count();
                portal.note("pages of " + path, Long.toString(sheets));
                assertThat(sheets).as(path).isBetween(1L, path.contains("a6") ? 80L : 39L);
            }
        }
    }

    @Test
    void hasTheSameFootAndATitleOfItsOwnOnEveryPage() throws Exception {
        var feet = new HashSet<String>();
        var titles = new LinkedHashMap<String, String>();
        for (var path : pages) {
            var body = portal.get(path).body();
            feet.add(body.substring(body.indexOf("<footer"), body.indexOf("</ul>", body.indexOf("<footer"))));
            var title = (isEnglish(path) ? "en " : "de ") + body.replaceAll("(?s).*<title>(.*?)</title>.*", "$1");
            if (!path.contains("?")) {
                assertThat(titles.put(title, path)).as("title of %s", path).isNull();
            }
        }
        assertThat(feet).as("one in German, one in English").hasSize(2);
    }

    @Test
    @ResourceLock(CORES)
    void staysWithinItsBudget() throws Exception {
        var largest = new TreeMap<Integer, String>();
        var times = new ArrayList<Double>();
        for (var path : pages) {
            for (var i = 0; i < 5; i++) {
                var started = System.nanoTime();
                var answer = portal.get(path, "Accept-Encoding", "gzip");
                times.add((System.nanoTime() - started) / 1e6);
                largest.put(answer.body().length(), path);
            }
        }
        times.sort(null);
        portal.note("largest page, packed", largest.lastEntry() + " characters");
        portal.note("page, p50 ms", "%.1f".formatted(times.get(times.size() / 2)));
        portal.note("page, p95 ms", "%.1f".formatted(times.get(times.size() * 95 / 100)));
        assertThat(largest.lastKey()).as(largest.lastEntry().getValue()).isLessThan(HTML);

        var css = size("hilfenetz", ".css");
        portal.note("style sheet, packed", css + " bytes");
        assertThat(css).isLessThan(CSS);
        var script = size("verlassen", ".js");
        portal.note("script, packed", script + " bytes, only where one may have to leave quickly");
        assertThat(script).isLessThan(SCRIPT);
        assertThat(portal.get("/daten").body()).doesNotContain("<script");
    }

    private int size(String name, String ending) throws Exception {
        var link = Pattern.compile("/static/" + name + "\\.[0-9a-f]+\\" + ending)
                .matcher(portal.get("/finden?lebenslage=gewalt").body());
        assertThat(link.find()).isTrue();
        return portal.get(link.group(), "Accept-Encoding", "gzip").body().length();
    }

    @Test
    @ResourceLock(CORES)
    void showsSomethingAtOnce() {
        try (var window = portal.open(WIDE, true)) {
            for (var path : List.of("/", "/angebote", "/daten")) {
                window.go(path);
                window.page().waitForLoadState();
                var paint = window.page().evaluate("""
                        () => new Promise(done => new PerformanceObserver(list => done(Math.round(
                            list.getEntriesByName('first-contentful-paint')[0].startTime)))
                          .observe({type: 'paint', buffered: true}))""");
                portal.note("first contentful paint of " + path, paint + " ms");
            }
        }
    }

    /** Every address that any page names, and every anchor; what lists are narrowed to is asked for but not followed. */
    @Test
    void hasNoDeadLink() throws Exception {
        var seen = new HashSet<String>();
        var anchors = new HashSet<String>();
        var ids = new LinkedHashMap<String, Set<String>>();
        var dead = new ArrayList<String>();
        var judging = new ArrayList<String>();
        var queue = new ArrayDeque<>(List.of("/", "/en"));
        seen.addAll(queue);
        while (!queue.isEmpty()) {
            var path = queue.poll();
            var answer = portal.get(path);
            if (answer.statusCode() >= 400) {
                dead.add(answer.statusCode() + " " + path);
            }
            var type = answer.headers().firstValue("Content-Type").orElse("");
            if (!type.startsWith("text/html")) {
                continue;
            }
            if (JUDGEMENT.matcher(PEOPLE.matcher(answer.body()).replaceAll("")).find()) {
                judging.add(path);
            }
            var own = new HashSet<String>();
            ID.matcher(answer.body()).results().forEach(id -> own.add(id.group(1)));
            ids.put(path, own);
            if (path.contains("?")) {
                continue;
            }
            LINK.matcher(answer.body())
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .forEach(link -> {
                        var hash = link.indexOf('#');
                        if (hash > 0) {
                            anchors.add(link);
                        }
                        var address = hash < 0 ? link : link.substring(0, hash);
                        if (!address.isEmpty() && isWorthAsking(address) && seen.add(address)) {
                            queue.add(address);
                        }
                    });
        }
        portal.note("addresses crawled", Integer.toString(seen.size()));
        assertThat(seen).hasSizeGreaterThan(400);
        assertThat(dead).isEmpty();
        assertThat(judging).as("pages that judge where no person did").isEmpty();
        assertThat(anchors.stream()
                        .filter(link -> ids.containsKey(link.substring(0, link.indexOf('#'))))
                        .filter(link -> !requireNonNull(ids.get(link.substring(0, link.indexOf('#'))))
                                .contains(link.substring(link.indexOf('#') + 1))))
                .as("anchors that are not there")
                .isEmpty();
    }

    /** Answers of queries are costly and rate-limited; the tests of questions ask them all. English pages of records are like the German ones. */
    private static boolean isWorthAsking(String address) {
        return !address.matches("/en/(angebote|traeger|orte|begriffe|gebiete|liefern/regeln)/.*")
                && !address.startsWith("/sparql")
                && !address.matches("(/en)?/(fragen|ergebnis|abfrage).+");
    }
}
