package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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

/** The demonstration as people with a browser meet it, in every look. */
@ExtendWith(DemoPortal.Parameter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalIT {

    /** Somebody begins there, wherever the page has put the focus. */
    private static final String FROM_THE_TOP =
            "() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); }";

    private static final int NARROW = 320;
    private static final int WIDE = 1280;

    private final DemoPortal portal;
    private final List<String> pages;

    PortalIT(DemoPortal portal) {
        this.portal = portal;
        pages = PageList.asked(portal);
        portal.note("pages looked at", Integer.toString(pages.size()));
    }

    List<String> pages() {
        return pages;
    }

    /** Everything that is asked of every page, in one visit at each width: opening pages and windows is what takes the time. */
    @ParameterizedTest
    @MethodSource("pages")
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = DemoPortal.CORES, mode = ResourceAccessMode.READ)
    void isUsableByEverybodyInEveryLook(String path) {
        try (var window = portal.open(WIDE, true)) {
            window.go(path);
            PageLook.isBuiltAsAPageShouldBe(window, path);
            if (!PageList.isEnglish(path)) {
                window.go(path); // the English pages have the same stops
                assertThat(KeyboardWalk.faults(window)).as("stops of %s", path).isEmpty();
            }
            PageLook.isGoodEverywhere(window, path, WIDE);
            PageLook.printsWithoutNavigation(window, path);
        }
        try (var window = portal.open(NARROW, true)) {
            window.go(path);
            PageLook.isGoodEverywhere(window, path, NARROW);
        }
    }

    /** What is asked of the keyboard can fail. */
    @Test
    void noticesWhereTheKeyboardGetsLost() {
        try (var window = portal.open(WIDE, true)) {
            window.go("/hilfe")
                    .evaluate(
                            "() => document.querySelector('main a').addEventListener('focus', event => event.target.blur())");
            assertThat(KeyboardWalk.faults(window)).anyMatch(fault -> fault.startsWith("nowhere after"));

            window.go("/hilfe").evaluate("""
                    () => document.querySelector('main a').addEventListener('keydown', event => event.preventDefault())""");
            assertThat(KeyboardWalk.faults(window)).anyMatch(fault -> fault.startsWith("no way on after"));

            window.go("/hilfe").evaluate("() => { document.querySelector('main a').tabIndex = 1; }");
            assertThat(KeyboardWalk.faults(window)).anyMatch(fault -> fault.startsWith("back after"));
        }
    }

    /** What only a key opens is for everybody too who may have one. */
    @Test
    void letsEverybodyDecideWhoHasTheKey() throws Exception {
        var record = portal.someRecords().getFirst();
        var round = portal.deliverRound();
        for (var width : List.of(WIDE, NARROW)) {
            try (var window = portal.openAsOperator(width)) {
                for (var language : List.of("", "/en")) {
                    var page = window.go(language + "/betrieb");
                    assertThat(page.locator("h2").count()).isGreaterThan(5);
                    isUsable(window, language + "/betrieb", width);

                    page = window.go(language + "/betrieb");
                    page.locator("#zurueck").fill(record);
                    page.locator("#zurueck-grund").fill("Probe");
                    page.locator("button[value=ask-withdraw]").click();
                    assertThat(page.locator("#sicher").count()).isEqualTo(1);
                    isUsable(window, language + "/betrieb, asked once more", width);

                    page = window.go(language + round);
                    assertThat(page.locator("table").count()).isPositive();
                    isUsable(window, language + round, width);
                }
            }
        }
    }

    /** Pages that no link leads to, only a form, a letter or a mistake. */
    @Test
    void isUsableWhereNoLinkLeads() throws Exception {
        var sample = new String(
                portal.get("/liefern/beispiele/angebote.csv").body().getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
        for (var width : List.of(WIDE, NARROW)) {
            for (var language : List.of("", "/en")) {
                try (var window = portal.open(width, true)) {
                    for (var feed : List.of(DemoPortal.BY_HAND, "rheinspatzen")) {
                        window.go(language + portal.deliveryLink(feed));
                        isUsable(window, language + "/liefern/link of " + feed, width);
                    }

                    var page = window.go(language + "/liefern/pruefen");
                    page.locator("#text").fill(sample + "kaputt;1\n");
                    page.locator("form[enctype] button").first().click();
                    page.locator("#vorschau").waitFor();
                    isUsable(window, language + "/liefern/pruefen, the report", width);

                    for (var path : List.of("/liefern/link/1-falsch", "/finden?offen=immer", "/angebote/x")) {
                        window.go(language + path);
                        isUsable(window, language + path, width);
                    }
                }
            }
        }
    }

    private static void isUsable(Chromium.Window window, String path, int width) {
        window.page().waitForLoadState();
        assertThat(window.axe()).as("axe on %s at %d", path, width).isEmpty();
        assertThat(PageLook.tooWide(window))
                .as("wider than %d: %s", width, path)
                .isEmpty();
        assertThat(window.strings(PageLook.EMPTY_WORDS))
                .as("links that say nothing on %s", path)
                .isEmpty();
        if (width == WIDE && !PageList.isEnglish(path)) {
            window.page().evaluate(FROM_THE_TOP);
            assertThat(KeyboardWalk.faults(window)).as("stops of %s", path).isEmpty();
        }
        assertThat(window.traces()).as("traces of %s", path).isEmpty();
        assertThat(window.faults()).as("noted on %s", path).isEmpty();
    }

    /** P10.1: the guide is one to be taken along. */
    @Test
    void printsTheGuideOnAFewSheets() {
        try (var window = portal.open(WIDE, true)) {
            for (var path : List.of("/wegweiser", "/wegweiser?blatt=a6")) {
                var pdf = new String(
                        window.go(path).pdf(new Page.PdfOptions().setPreferCSSPageSize(true)),
                        StandardCharsets.ISO_8859_1);
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
            var title =
                    (PageList.isEnglish(path) ? "en " : "de ") + body.replaceAll("(?s).*<title>(.*?)</title>.*", "$1");
            if (!path.contains("?")) {
                assertThat(titles.put(title, path)).as("title of %s", path).isNull();
            }
        }
        assertThat(feet).as("one in German, one in English").hasSize(2);
    }
}
