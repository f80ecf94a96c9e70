package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/** What is asked of any page, whatever stands on it. */
final class PageLook {

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

    /** Words that lie outside the box that cuts them off. */
    private static final String CLIPPED = """
            () => [...document.querySelectorAll('body *:not(.hidden, svg, svg *)')]
              .filter(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowY))
              .flatMap(box => [...box.querySelectorAll('*')].filter(one => {
                if (one.closest('.hidden, svg') || ![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())) return false;
                const inner = one.getBoundingClientRect(), outer = box.getBoundingClientRect();
                return inner.width && (inner.bottom > outer.bottom + 1 || inner.right > outer.right + 1); }))
              .map(one => one.outerHTML.slice(0, 120))""";

    /** Fields and buttons that lose their border with their colours. */
    private static final String INVISIBLE = """
            () => [...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea, main button, main .button')]
              .filter(one => one.offsetParent !== null && parseFloat(getComputedStyle(one).borderTopWidth) === 0
                && one.type !== 'checkbox' && one.type !== 'radio')
              .map(one => one.outerHTML.slice(0, 80))""";

    private static final String BAD_TIMES = """
            () => [...document.querySelectorAll('time')].filter(one =>
                !/^(\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d)?(Z|[+-]\\d\\d:\\d\\d)?)?|\\d\\d:\\d\\d)$/.test(one.dateTime))
              .map(one => one.outerHTML)""";

    static final String EMPTY_WORDS = """
            () => [...document.querySelectorAll('a')].map(one => (one.ariaLabel || one.textContent).trim().toLowerCase())
              .filter(text => ['hier', 'mehr', 'download', 'weiter', 'here', 'more', ''].includes(text))""";

    private PageLook() {}

    static List<String> tooWide(Chromium.Window window) {
        return window.strings(TOO_WIDE);
    }

    static void isGoodEverywhere(Chromium.Window window, String path, int width) {
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
        assertThat(tooWide(window)).as("wider than %d: %s", width, path).isEmpty();
        page.evaluate(TEXT_SPACING);
        assertThat(tooWide(window)).as("wider with spacing: %s", path).isEmpty();
        assertThat(window.strings(CLIPPED)).as("cut off with spacing: %s", path).isEmpty();
        assertThat(window.traces()).as("traces of %s", path).isEmpty();
        assertThat(window.faults()).as("noted on %s", path).isEmpty();
    }

    static void isBuiltAsAPageShouldBe(Chromium.Window window, String path) {
        var page = window.page();
        assertThat(page.title()).endsWith(" – Hilfenetz (Demonstration)");
        assertThat(window.strings("() => [document.documentElement.lang]"))
                .containsExactly(PageList.isEnglish(path) ? "en" : "de");
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

    /** G13. */
    static void printsWithoutNavigation(Chromium.Window window, String path) {
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
        assertThat(window.strings("""
                        () => [...document.querySelectorAll('.scroll')].filter(one => getComputedStyle(one).overflowX !== 'visible')
                          .map(one => one.outerHTML.slice(0, 80))"""))
                .as("tables of %s that are cut on paper", path)
                .isEmpty();
        assertThat(window.strings("""
                        () => [...document.querySelectorAll('main:not(:has(.guide)) a[href^="http"]')]
                          .filter(one => one.checkVisibility() && !getComputedStyle(one, '::after').content.includes(one.getAttribute('href')))
                          .map(one => one.outerHTML.slice(0, 80))"""))
                .as("links of %s that say nothing on paper", path)
                .isEmpty();
    }
}
