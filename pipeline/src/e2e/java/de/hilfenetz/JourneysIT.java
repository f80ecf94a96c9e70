package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.RDF;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people come for, and how many clicks it may take them: with and without scripts, with the keyboard only. */
@ExtendWith(DemoPortal.Parameter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysIT {

    private static final int NARROW = 320;
    private static final int WIDE = 1280;

    private final DemoPortal portal;

    JourneysIT(DemoPortal portal) {
        this.portal = portal;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void helpsSomebodyWhoNeedsItNowInThreeClicks(boolean script) {
        try (var window = portal.open(NARROW, script)) {
            var page = window.go("/");
            page.locator("nav.nav").getByText("Hilfe finden").click();
            page.getByText("Jetzt hingehen").click();
            if (page.locator(".offers h2 a").count() == 0) {
                // At this hour nothing is open: the page offers what is there at another.
                page.locator(".note a").first().click();
            }
            assertThat(page.locator(".offers > li").first().textContent())
                    .contains("Telefon", "Ohne Telefonieren", "Eingang ohne Stufen");
            page.locator(".offers h2 a").first().click();
            assertThat(page.url()).contains("/angebote/");
            assertThat(page.locator("main").textContent()).contains("Ohne Telefonieren", "Öffnungszeiten");
            if (script) {
                assertThat(window.traces()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void helpsSomebodyDeafInThreeClicks(boolean script) {
        try (var window = portal.open(WIDE, script)) {
            var page = window.go("/");
            page.locator("nav.nav").getByText("Hilfe finden").click();
            page.getByText("Nicht telefonieren").click();
            var offer = page.locator(".offers > li").first();
            assertThat(offer.locator("a[href^='mailto:'], a[href^='sms:']").count()
                            + (offer.textContent().contains("Auch möglich") ? 1 : 0))
                    .isPositive();
            page.locator(".offers h2 a").first().click();
            assertThat(page.locator("main").textContent()).contains("Ohne Telefonieren");
        }
    }

    /** G21: with a script the page that was left is not in the history any more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void letsOneLeaveQuickly(boolean script) {
        try (var window = portal.open(NARROW, script)) {
            var page = window.go("/finden");
            page.route(
                    url -> !url.startsWith(portal.address().toString()),
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody("<title>Wetter</title>")));
            window.go("/finden?lebenslage=gewalt");
            page.locator(".exit a").first().click();
            page.waitForCondition(() -> page.title().equals("Wetter"));
            page.goBack();
            assertThat(page.url().endsWith("/finden")).isEqualTo(script);
        }
    }

    /** J7: choosing from lists is done by keyboard; what is clicked is counted. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersThePlannersQuestionInFourClicksAndPrintsIt(boolean script) {
        try (var window = portal.open(WIDE, script)) {
            var page = window.go("/");
            page.locator("nav.nav").getByText("Planung").click();
            page.getByText("Angebote finden für die Planung").first().click();
            page.locator("#lebenslage").selectOption("wohnen-und-wohnungslosigkeit");
            page.locator("#zielgruppe").selectOption("frauen");
            page.locator("#tag").selectOption("5");
            page.locator("#stunde").selectOption("20");
            page.getByLabel("ohne Termin").click();
            page.getByText("Anzeigen").click();

            assertThat(page.url()).contains("zielgruppe=frauen", "zugang=ohne-termin", "tag=5", "stunde=20");
            var main = page.locator("main").textContent();
            assertThat(main)
                    .contains("Wohnen und Wohnungslosigkeit · Düsseldorf · Frauen · ohne Termin · Samstag um 20 Uhr")
                    .contains("zuletzt bestätigt", "nicht gemeldet", "nie bestätigt", "Oberbilk");
            assertThat(page.locator("tbody tr").count()).isPositive();
            var pdf = page.pdf(new Page.PdfOptions().setFormat("A4"));
            assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
            window.print();
            assertThat(page.locator("nav.nav").isVisible()).isFalse();
            assertThat(page.locator(".search").first().isVisible()).isFalse();
            assertThat(page.locator("table").first().isVisible()).isTrue();
            assertThat(page.locator("footer .muted").innerText()).as("of when").contains("Datenstand");
            assertThat(page.locator(".demo").isVisible()).as("that it is none").isTrue();
        }
    }

    @Test
    void narrowsWhatIsFoundByKeyboardOnly() {
        try (var window = portal.open(WIDE, true)) {
            var page = window.go("/finden");
            page.locator("#lebenslage").focus();
            page.keyboard().type("Sch");
            tabTo(page, "stufenlos");
            page.keyboard().press("Space");
            page.keyboard().press("Enter");
            page.waitForURL("**/finden?**");
            assertThat(page.url()).contains("mit=stufenlos").containsPattern("lebenslage=sch\\w+");
            assertThat(page.locator("[role=status]").textContent()).contains("Angebot");
        }
    }

    private static void tabTo(Page page, String value) {
        for (var i = 0; i < 30; i++) {
            page.keyboard().press("Tab");
            if (value.equals(page.evaluate("() => document.activeElement.value"))) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not come to " + value);
    }

    @Test
    void sendsAnAnalystFromADatasetToAWorkbookInOneClick() {
        try (var window = portal.open(WIDE, true)) {
            var page = window.go("/daten/angebote");
            var download = page.waitForDownload(
                    () -> page.locator("a[href$='.xlsx']").first().click());
            assertThat(download.suggestedFilename()).endsWith(".xlsx");
            assertThat(download.failure()).isNull();
        }
    }

    @Test
    void leadsToLeichteSpracheAndATelephoneNumberInOneClick() {
        try (var window = portal.open(NARROW, false)) {
            var page = window.go("/daten");
            page.locator("footer").getByText("Leichte Sprache").click();
            assertThat(page.locator("a[href='tel:112']").first().boundingBox().y)
                    .isLessThan(640);
        }
    }

    @Test
    void keepsThePageWhenTheLanguageChanges() {
        try (var window = portal.open(WIDE, false)) {
            var page = window.go("/finden?lebenslage=sucht");
            page.getByText("English").click();
            assertThat(page.url()).endsWith("/en/finden?lebenslage=sucht");
            assertThat(page.locator("h1").textContent()).isEqualTo("Find help");
            page.getByText("Deutsch").click();
            assertThat(page.url()).endsWith("/finden?lebenslage=sucht").doesNotContain("/en/");
        }
    }

    /** J1. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesAJournalistAFigureToQuoteInFourClicks(boolean script) {
        String quotable;
        List<String> shown;
        try (var window = portal.open(WIDE, script)) {
            var page = window.go("/");
            page.locator(".doors").getByText("Zu den Fragen").click();
            page.getByText("Wie viele Angebote zu einem Thema gibt es je Stadtbezirk?")
                    .click();
            page.locator("select").first().selectOption("schulden");
            page.locator(".choose button").click();
            assertThat(page.locator(".answer").textContent()).contains("Schuld");
            assertThat(page.locator("svg.bars").count()).isPositive();
            var csv = page.waitForDownload(
                    () -> page.locator("a[href*='.csv']").first().click());
            assertThat(csv.failure()).isNull();
            quotable = page.getByText("zitieren").first().getAttribute("href");
            shown = figures(page);
        }
        try (var window = portal.open(WIDE, script)) {
            var page = window.go(quotable);
            assertThat(figures(page)).isNotEmpty().isEqualTo(shown);
            assertThat(page.locator("main").textContent()).contains("Quellenvermerk", "Lizenzen der Träger");
        }
    }

    private static List<String> figures(Page page) {
        return page.locator("main tbody").first().locator("th, td").allTextContents().stream()
                .map(String::strip)
                .toList();
    }

    /** J3, P14.1: keyboard only. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsAProviderItsFirstFaultWithinAMinute(boolean script, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("meine-angebote.csv"), """
                Angebot,Telefon,Straße und Hausnummer,Postleitzahl
                Schuldnerberatung,0221 4710123,Musterweg 5,4O227
                """);
        try (var window = portal.open(WIDE, script)) {
            var started = System.nanoTime();
            var page = window.go("/liefern");
            press(page, "a[href='/liefern/pruefen']");
            page.locator("#datei").setInputFiles(file);
            press(page, "form[enctype] button");
            assertThat(page.locator(".report").textContent())
                    .contains("meine-angebote.csv", "Zeile 2", "4O227", "40227");
            if (script) {
                assertThat(window.strings("() => [document.activeElement.id]")).containsExactly("ergebnis");
                assertThat(window.traces()).isEmpty();
            }
            portal.note(
                    "from /liefern to the first fault" + (script ? "" : ", no script"),
                    (System.nanoTime() - started) / 1_000_000 + " ms");
        }
    }

    /** J5: the lines of the README, as they stand there but for the port. */
    @Test
    void answersTheLinesOfTheReadme(@TempDir Path folder) throws Exception {
        var readme = Files.readString(Path.of("..", "README.md"));
        var lines = readme.lines()
                .filter(line -> line.startsWith("curl ") && line.contains("http://localhost:8080/"))
                .map(line ->
                        line.replace("http://localhost:8080/", portal.address().toString()))
                .toList();
        Files.writeString(folder.resolve("angebote.csv"), "id,name\n1,Beratung\n");

        assertThat(lines).hasSize(4);
        for (var line : lines) {
            var run = new ProcessBuilder("bash", "-c", line.replaceFirst("^curl ", "curl -sf "))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(run.waitFor()).as("%s%n%s", line, said).isZero();
        }
        assertThat(folder.resolve("angebote.xlsx")).isNotEmptyFile();
    }

    /** J6: from the mail to "bestätigt" in two clicks, the first of them the link in the mail. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void letsAVolunteerConfirmInTwoClicks(boolean script) throws IOException {
        try (var window = portal.open(NARROW, script)) {
            var page = window.go(portal.deliveryLink(script ? "rheinspatzen" : "hospizverein"));
            press(page, "form[action*='bestaetigen'] button");
            portal.work();
            page.reload();
            assertThat(page.locator(".note.good").textContent()).contains("Bestätigt am");
        }
    }

    /** J6, the other half: from the mail to a changed opening time that is public, by keyboard but for the work in Excel. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void letsAVolunteerChangeAnOpeningTime(boolean script, @TempDir Path folder) throws IOException {
        var name = "Frühstück " + (script ? "montags" : "dienstags");
        try (var window = portal.open(NARROW, script)) {
            var page = window.go(portal.deliveryLink(DemoPortal.BY_HAND));
            handIn(
                    page,
                    folder,
                    rows -> rows.add(new TreeMap<>(
                            Map.of("Angebot", name, "Telefon", "0221 4710123", "Öffnungszeiten", "Mo-Fr 9-12 Uhr"))));
            var started = System.nanoTime();
            handIn(
                    page,
                    folder,
                    rows -> rows.stream()
                            .filter(row -> name.equals(row.get("Angebot")))
                            .forEach(row -> row.put("Öffnungszeiten", "Mo-Fr 9-13 Uhr")));
            page.getByText(name).click();
            assertThat(page.locator(".hours").textContent())
                    .contains("09:00–13:00")
                    .doesNotContain("12:00");
            portal.note(
                    "from the delivery link to a changed opening time" + (script ? "" : ", no script"),
                    (System.nanoTime() - started) / 1_000_000 + " ms");
        }
    }

    /** Takes the workbook, changes its rows by their headings, hands it in and says yes; then the page is opened again. */
    private void handIn(Page page, Path folder, Consumer<List<Map<String, String>>> change) throws IOException {
        var address = page.url();
        var download = page.waitForDownload(() -> {
            page.locator("a[download]").focus();
            page.keyboard().press("Enter");
        });
        List<Row> sheet;
        try (var workbook = new ReadableWorkbook(download.path().toFile())) {
            sheet = workbook.getFirstSheet().read();
        }
        var headings =
                sheet.getFirst().stream().map(cell -> cell.getText().strip()).toList();
        var rows = new ArrayList<Map<String, String>>();
        for (var row : sheet.subList(1, sheet.size())) {
            var values = new TreeMap<String, String>();
            for (var i = 0; i < headings.size(); i++) {
                values.put(headings.get(i), row.getCellText(i));
            }
            rows.add(values);
        }
        change.accept(rows);
        var file = folder.resolve("angebote.xlsx");
        try (var out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "Tabellenkalkulation", null);
                var written = workbook.newWorksheet("Angebote")) {
            for (var i = 0; i < headings.size(); i++) {
                written.value(0, i, headings.get(i));
                for (var row = 0; row < rows.size(); row++) {
                    written.value(row + 1, i, rows.get(row).getOrDefault(headings.get(i), ""));
                }
            }
        }
        page.locator("#datei").setInputFiles(file);
        press(page, "form[action$='/datei'] button");
        press(page, "form[action$='/abgeben'] button");
        portal.work();
        page.navigate(address);
    }

    /** J8: what an officer enters into a portal is complete and leads on. */
    @Test
    void leadsAnOfficerToACatalogueThatPortalsCanRead() throws Exception {
        try (var window = portal.open(WIDE, false)) {
            var page = window.go("/");
            page.locator("nav.nav")
                    .getByText("Daten", new Locator.GetByTextOptions().setExact(true))
                    .click();
            var catalogue = page.locator("main a[href='/catalog.ttl']").getAttribute("href");
            var data = new ObjectMapper().readTree(portal.get("/data.json").body());
            var model = RDFParser.fromString(portal.get(catalogue).body(), Lang.TURTLE)
                    .toModel();

            assertThat(data.path("dataset")).isNotEmpty().allSatisfy(set -> {
                assertThat(set.path("identifier").asText()).isNotBlank();
                assertThat(set.path("contactPoint").isObject()).isTrue();
                assertThat(set.path("distribution")).isNotEmpty();
            });
            assertThat(model.listSubjectsWithProperty(RDF.type, DCAT.Dataset).toList())
                    .hasSameSizeAs(data.path("dataset"));
            for (var set : data.path("dataset")) {
                for (var one : set.path("distribution")) {
                    var address = URI.create(one.path("downloadURL").asText()).getPath();
                    assertThat(portal.get(address).statusCode()).as(address).isEqualTo(200);
                }
            }
        }
    }

    /** 2.2: who uses the data has the note of its source at hand; the button is there only where it works. */
    @Test
    void handsOverTheNoteOfTheSource() {
        try (var window = portal.open(WIDE, true)) {
            var page = window.go("/daten/angebote");
            var button = page.locator(".iri + .copy");
            button.focus();
            page.keyboard().press("Enter");
            page.waitForCondition(() -> !page.locator("#kopiert").textContent().isEmpty());
            assertThat(page.locator("#kopiert").textContent()).startsWith("Kopiert");
            assertThat(window.axe()).isEmpty();
            page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }");
            page.keyboard().press("Enter");
            page.waitForCondition(() -> page.locator("#kopiert").textContent().contains("markiert"));
            assertThat(page.evaluate("() => getSelection().toString()"))
                    .isEqualTo(page.locator("code.iri").textContent());
            assertThat(window.faults()).isEmpty();
        }
        try (var window = portal.open(WIDE, false)) {
            var page = window.go("/daten/angebote");
            assertThat(page.locator(".copy").count()).isZero();
            assertThat(page.locator("code.iri").textContent()).contains("dl-de/by-2-0");
        }
    }

    /** P22.2: nobody is asked twice for what was written. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesALetterByKeyboardOnly(boolean script) {
        try (var window = portal.open(NARROW, script)) {
            var page = window.go("/barrierefreiheit");
            press(page, "main a[href^='/kontakt']");
            page.locator("#nachricht").fill("Der Kontrast der Karte ist gering.");
            page.locator("#anliegen").selectOption("");
            page.locator("form.letter").evaluate("form => form.noValidate = true");
            press(page, "form.letter button");
            assertThat(page.locator(".note.bad a").getAttribute("href")).isEqualTo("#anliegen");
            assertThat(page.locator("#nachricht").inputValue()).startsWith("Der Kontrast");
            page.locator("#anliegen").selectOption("barriere");
            press(page, "form.letter button");
            page.waitForURL("**/kontakt?nummer=*");
            assertThat(page.locator("[role=status]").textContent()).contains("angekommen");
            if (script) {
                assertThat(window.traces()).isEmpty();
            }
        }
    }

    /** P1.3. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void searchesEverythingFromEveryPage(boolean script) {
        try (var window = portal.open(WIDE, script)) {
            var page = window.go("/daten");
            page.locator("#suche").fill("Schulden");
            page.keyboard().press("Enter");
            page.waitForURL("**/suche?q=Schulden");
            assertThat(page.locator("main .urgent h2").count())
                    .as("numbers to call, for debts are delicate")
                    .isOne();
            assertThat(page.locator("main section:not(.urgent) h2").first().textContent())
                    .isEqualTo("Angebote");
            page.locator("main button").last().click();
            assertThat(page.url()).endsWith("/suche");
            assertThat(page.locator("#q").inputValue()).isEqualTo("Schulden");
        }
    }

    /** P4.4. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void turnsThePagesOfATableByKeyboardOnly(boolean script) {
        try (var window = portal.open(NARROW, script)) {
            var page = window.go("/daten/angebote/tabelle");
            var first = page.locator("tbody tr").first().textContent();
            press(page, "a[rel=next]");
            page.waitForURL("**/tabelle?seite=2");
            assertThat(page.locator("tbody tr").first().textContent()).isNotEqualTo(first);
        }
    }

    /** Puts the focus where the keyboard would bring it, and presses Enter: another page comes. */
    private static void press(Page page, String selector) {
        page.evaluate("() => document.documentElement.setAttribute('data-left', '')");
        page.locator(selector).first().focus();
        page.keyboard().press("Enter");
        page.waitForCondition(() -> page.locator("html[data-left]").count() == 0);
        page.waitForLoadState();
    }
}
