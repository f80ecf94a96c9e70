package de.hilfenetz;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The system's Chromium. It downloads no browser, and every window notes what a visitor's browser would: requests to
 * elsewhere, scripts that ran, complaints on the console.
 */
public final class Chromium implements AutoCloseable {

    private static final String AXE = read("/axe.min.js");
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private final Playwright playwright;
    private final Browser browser;

    /** Starts it. */
    public Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")));
    }

    private static Path executable() {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium on the PATH: apt-get install chromium"));
    }

    private static String read(String name) {
        try (var stream = Chromium.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A window of its own, as private as a new one is. */
    public Window open(URI site, int width, boolean script) {
        return new Window(
                site,
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width < 600 ? 640 : 900)
                        .setJavaScriptEnabled(script)
                        .setLocale("de-DE")));
    }

    /** The same for somebody whose browser was given a key when it asked for a password. */
    public Window open(URI site, int width, String key) {
        return new Window(
                site,
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width < 600 ? 640 : 900)
                        .setHttpCredentials("betrieb", key)
                        .setLocale("de-DE")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** One window and what was noted in it. */
    public static final class Window implements AutoCloseable {

        private final BrowserContext context;
        private final Page page;
        private final URI site;
        private final List<String> faults = new ArrayList<>();

        private Window(URI site, BrowserContext context) {
            this.site = site;
            this.context = context;
            page = context.newPage();
            page.onRequest(request -> {
                if (!request.url().startsWith(site.toString()) && !request.url().startsWith("data:")) {
                    faults.add("request to " + request.url());
                }
            });
            page.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())
                        && !message.text().contains("status of")) {
                    faults.add("console: " + message.text());
                }
            });
            page.onPageError(error -> faults.add("script: " + error));
            page.onDialog(dialog -> {
                faults.add("dialog: " + dialog.message());
                dialog.dismiss();
            });
        }

        /** Opens an address of the site; the page it shows. */
        public Page go(String path) {
            page.navigate(site.resolve(path).toString());
            return page;
        }

        /** The page that is open. */
        public Page page() {
            return page;
        }

        /** What was noted since the last call: nothing, on a site as it should be. */
        public List<String> faults() {
            var noted = List.copyOf(faults);
            faults.clear();
            return noted;
        }

        /** What axe finds on the open page, by rule and element; {@code rules} narrow it, none means all of WCAG 2.2 AA. */
        public List<String> axe(String... rules) {
            if (Boolean.FALSE.equals(page.evaluate("() => 'axe' in window"))) {
                page.evaluate("source => { (0, eval)(source); }", AXE);
            }
            var only = rules.length == 0
                    ? Map.of("type", "tag", "values", TAGS)
                    : Map.of("type", "rule", "values", Arrays.asList(rules));
            return strings("""
                    async only => {
                      const result = await axe.run(document, {runOnly: only, resultTypes: ['violations']});
                      return result.violations.flatMap(violation => violation.nodes.slice(0, 3).map(node =>
                          violation.id + ' ' + node.target.join(' ') + ' ' + node.failureSummary.replace(/\\s+/g, ' ')));
                    }""", only);
        }

        /** What a script says of the open page, as texts. */
        @SuppressWarnings("unchecked")
        public List<String> strings(String script, Object argument) {
            return (List<String>) page.evaluate(script, argument);
        }

        /** What a script says of the open page, as texts. */
        public List<String> strings(String script) {
            return strings(script, Map.of());
        }

        /** Shows the open page on paper. */
        public void print() {
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        }

        /** What a visit left behind. */
        public List<String> traces() {
            var traces = new ArrayList<String>();
            context.cookies().forEach(cookie -> traces.add("cookie " + cookie.name));
            traces.addAll(strings("""
                    async () => [...Object.keys(localStorage).map(key => 'localStorage ' + key),
                      ...Object.keys(sessionStorage).map(key => 'sessionStorage ' + key),
                      ...(await indexedDB.databases()).map(database => 'IndexedDB ' + database.name),
                      ...(await caches.keys()).map(key => 'cache ' + key)]"""));
            return traces;
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
