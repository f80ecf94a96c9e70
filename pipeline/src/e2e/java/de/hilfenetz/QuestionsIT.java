package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions, the workbench and results as people with a browser meet them (P6, P7, P8, J1). */
@ExtendWith(DemoPortal.Parameter.class)
class QuestionsIT {

    private static final int NARROW = 320;
    private static final int WIDE = 1280;
    /** Transferred bytes of the workbench's scripts. */
    private static final int SCRIPTS = 290_000;

    private static final String LABELS =
            "() => [...document.querySelectorAll('.cm-completionLabel')].map(one => one.textContent)";

    private final DemoPortal portal;

    QuestionsIT(DemoPortal portal) {
        this.portal = portal;
    }

    @BeforeEach
    void answers() {
        // The first query loads the release into a process; what follows is measured by itself.
        try (var window = portal.open(WIDE, false)) {
            window.go("/fragen/angebote-je-thema");
        }
    }

    private static String workbench(String query) {
        return "/abfrage?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    /** Puts the cursor at the end of a line, from 1. */
    private static void toEndOfLine(Page page, int line) {
        page.locator(".cm-line").nth(line - 1).click();
        page.keyboard().press("End");
    }

    /** P7.1, P7.2, P7.5, P7.6, P7.8. */
    @ParameterizedTest
    @ValueSource(ints = {WIDE, NARROW})
    void offersOnlyWhatThereIsAndAsksNobodyWhileOneTypes(int width) {
        try (var window = portal.open(width, true)) {
            var page = window.page();
            var scripts = new ArrayList<Request>();
            page.onRequestFinished(request -> {
                if (request.url().endsWith(".js")) {
                    scripts.add(request);
                }
            });
            var answer = page.navigate(
                    portal.serving()
                            .address()
                            .resolve(workbench("SELECT ?x WHERE {\n  ?x a schema:Service ;\n}"))
                            .toString(),
                    new Page.NavigateOptions().setWaitUntil(WaitUntilState.NETWORKIDLE));
            assertThat(answer.headers().get("content-security-policy")).doesNotContain("unsafe-");
            var bytes = scripts.stream()
                    .mapToInt(request -> request.sizes().responseBodySize)
                    .sum();
            System.out.println("FIGURE scripts of the workbench, packed: " + bytes + " bytes in " + scripts.size());
            assertThat(bytes).isBetween(SCRIPTS / 2, SCRIPTS);
            assertThat(window.axe()).as("axe with the editor").isEmpty();

            var requests = new ArrayList<String>();
            page.onRequest(request -> requests.add(request.url()));
            toEndOfLine(page, 4);
            page.keyboard().type(" schema:");
            page.waitForSelector(".cm-tooltip-autocomplete");
            var offered = window.strings(LABELS);
            assertThat(offered).contains("schema:provider", "schema:name").doesNotContain("schema:postalCode");
            assertThat(page.locator(".cm-tooltip-autocomplete li").first().textContent())
                    .as("name, German label, on how many")
                    .matches("schema:\\w+\\S.* · [\\d.]+ .*");
            assertThat(page.locator(".cm-tooltip-autocomplete ul").getAttribute("aria-label"))
                    .isEqualTo("Vorschläge");
            assertThat(window.axe()).as("axe with suggestions").isEmpty();
            page.keyboard().press("Escape");
            assertThat(page.locator(".cm-tooltip-autocomplete").count()).isZero();
            page.keyboard().type("träg");
            page.waitForSelector(".cm-tooltip-autocomplete");
            assertThat(requests).as("asked while typing").isEmpty();

            page.keyboard().press("Escape");
            page.keyboard().press("Tab");
            assertThat(window.strings("() => [String(document.activeElement.closest('.cm-editor'))]"))
                    .as("Tab leads out")
                    .containsExactly("null");
            assertThat(window.faults()).isEmpty();
            assertThat(window.traces()).isEmpty();
        }
    }

    /** After "a" come classes, with their German names. */
    @Test
    void offersClassesWhereOneIsToStand() {
        try (var window = portal.open(WIDE, true)) {
            var page = window.go(workbench("ASK {\n  ?x\n}"));
            toEndOfLine(page, 2);
            page.keyboard().type(" a träger");
            page.waitForSelector(".cm-tooltip-autocomplete");
            assertThat(window.strings(LABELS)).contains("org:Organization").doesNotContain("schema:Service");
            page.keyboard().press("Enter");
            assertThat(page.locator(".cm-line").nth(1).textContent()).matches(".* a (org|schema):\\w+");
        }
    }

    @Test
    void runsByKeyboardAndKeepsWhatWasTyped() {
        try (var window = portal.open(WIDE, true)) {
            var page = window.go("/abfrage");
            page.locator(".cm-content").focus();
            page.keyboard().press("Control+a");
            page.keyboard().type("ASK { ?x a schema:Service }");
            page.keyboard().press("Escape");
            page.keyboard().press("Control+Enter");
            page.waitForURL("**/abfrage?q=*");
            assertThat(page.locator("[role=status]").textContent()).isEqualTo("Die Antwort ist: ja.");
            assertThat(page.locator(".cm-content").textContent())
                    .contains("PREFIX schema:", "ASK { ?x a schema:Service }");
        }
    }

    /** P7.4: the alert names the place, the query stays, and the cursor stands where it broke. */
    @Test
    void leadsToThePlaceOfAFault() {
        try (var window = portal.open(WIDE, true)) {
            var page = window.go(workbench("SELECT ?x WHERE {\n  ?x a schema:Service ;;; schema:name\n}"));
            assertThat(page.locator("[role=alert]").textContent()).contains("Zeile", "Spalte");
            assertThat(page.locator(".cm-fault").count()).isEqualTo(1);
            assertThat(page.locator(".cm-content").textContent()).contains("schema:Service ;;; schema:name");
            page.locator("[role=alert] a").click();
            assertThat(window.strings("() => [document.activeElement.className]")
                            .getFirst())
                    .contains("cm-content");
            assertThat(window.axe()).isEmpty();
        }
    }

    /** P7.3: the field of a form, with the same answer. */
    @Test
    void worksWithoutAScript() {
        try (var plain = portal.open(WIDE, false);
                var window = portal.open(WIDE, true)) {
            var query = "SELECT ?name WHERE { ?x a schema:Service ; schema:name ?name } ORDER BY ?name";
            var page = plain.go("/abfrage");
            page.locator("textarea[name=q]").fill(query);
            page.locator("form[action$=abfrage] button").first().click();
            assertThat(page.locator("table").innerText())
                    .isEqualTo(window.go(workbench(query)).locator("table").innerText())
                    .contains("\n");
            page.locator("button[name=form]").click();
            assertThat(page.locator("textarea").inputValue())
                    .contains("\n  ?x a schema:Service ;\n    schema:name ?name\n}\nORDER BY ?name\n");
        }
    }

    /** P6.2: one click, by keyboard, and there is the answer; on a page that everybody can use. */
    @Test
    void answersEveryQuestionAtOnce() {
        try (var window = portal.open(WIDE, true);
                var narrow = portal.open(NARROW, false)) {
            var page = window.go("/fragen");
            var links = page.locator("main section li a");
            var count = links.count();
            assertThat(count).isGreaterThanOrEqualTo(30);
            for (var i = 0; i < count; i++) {
                window.go("/fragen");
                links.nth(i).focus();
                page.keyboard().press("Enter");
                page.waitForURL("**/fragen/*");
                assertThat(page.locator("table").count()).as(page.url()).isPositive();
                assertThat(page.locator(".answer").textContent()).as(page.url()).doesNotContain("{");
                assertThat(window.axe()).as(page.url()).isEmpty();
                assertThat(window.faults()).as(page.url()).isEmpty();
                narrow.page().navigate(page.url());
                assertThat(narrow.page().locator(".answer").boundingBox().width)
                        .as("fits at 320: " + page.url())
                        .isLessThanOrEqualTo(NARROW);
            }
        }
    }

    /** J1: chart, CSV, an address to cite and the note of the source in four clicks, no SPARQL typed. */
    @Test
    void leadsAJournalistToAFigureThatCanBeCited() {
        try (var window = portal.open(WIDE, false)) {
            var page = window.go("/");
            page.locator("nav.nav a[href='/fragen']").click();
            page.locator("a[href='/fragen/thema-je-stadtbezirk']").click();
            assertThat(page.locator("svg[role=img]").count()).isPositive();
            assertThat(page.locator("a[href*='thema-je-stadtbezirk.csv']").count())
                    .isPositive();
            var table = page.locator("table").innerText();
            page.locator("a[href*='/ergebnis?']").first().click();
            assertThat(page.locator("table").innerText().lines().count())
                    .isEqualTo(table.lines().count());
            assertThat(page.locator("main").textContent()).contains("Quelle", "Zitierfähig machen");
            page.locator("form[action$=ergebnis] button").click();
            page.waitForURL("**/ergebnis/*");
            var shown = page.locator("main").innerText();
            try (var later = portal.open(WIDE, true)) {
                later.page().navigate(page.url());
                // The one thing that a script adds.
                later.page().evaluate("document.querySelectorAll('button.copy').forEach(button => button.remove())");
                assertThat(later.page().locator("main").innerText()).isEqualTo(shown);
                assertThat(later.axe()).isEmpty();
            }
            assertThat(List.of(page.url())).allMatch(url -> url.matches(".*/ergebnis/[0-9a-f]{16}"));
        }
    }
}
