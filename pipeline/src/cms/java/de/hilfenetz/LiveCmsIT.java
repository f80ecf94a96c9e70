package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Editors at work in the real CMSs, and everything as its own process: what the portal shows is what is published there, within
 * ten seconds where a webhook tells of it, and whoever is killed at whatever moment. CONTRIBUTING.md says how to run it.
 */
class LiveCmsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WITH_HOOK = Duration.ofSeconds(10);
    /** The interval of both feeds, one look more and one release. */
    private static final Duration WITHOUT_HOOK = Duration.ofSeconds(75);

    private static final Duration AFTER_KILLS = Duration.ofSeconds(120);
    private static final int KILLS = Integer.getInteger("cms.kills", 8);
    private static final int MANY = 120;
    private static final Pattern ROUND = Pattern.compile("Runde \\d+-\\d");
    private static final Pattern ONE_OF_MANY = Pattern.compile("Masse \\d{3}\\.");

    @TempDir
    private Path folder = Path.of("");

    /** A product with the shape of its answers. */
    enum Product {
        STRAPI5,
        DIRECTUS11
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void isShownAsItIsPublished(Product product) throws Exception {
        assumeTrue(System.getProperty("cms.product", product.name()).equalsIgnoreCase(product.name()));
        var ports = 20_000 + new Random().nextInt(10_000);
        try (var cms = cms(product, ports);
                var portal = new LivePortal(folder.resolve("portal"), ports + 1)) {
            cms.start("--reset");
            portal.readFrom(cms, product.name().toLowerCase(java.util.Locale.ROOT));
            portal.start();
            lives(cms, portal);
            speaksLanguages(cms, portal);
            keepsOrganizationsAndConcepts(cms, portal);
            corrects(cms, portal);
            runsFeeds(cms, portal);
            pagesWhileEditorsPublish(cms, portal);
            survivesKills(cms, portal);
        }
    }

    private LiveCms cms(Product product, int port) throws IOException {
        var scripts = Path.of(System.getProperty("cms.scripts"));
        var hook = LivePortal.hook(port + 1);
        return product == Product.STRAPI5
                ? new LiveCms.Strapi(scripts, folder, port, hook)
                : new LiveCms.Directus(scripts, folder, port, hook);
    }

    /** Published, changed, taken back, published again, deleted; and never what is not published. */
    private static void lives(LiveCms cms, LivePortal portal) throws Exception {
        cms.draft("announcements", "entwurf", days(), title("Noch geheim"));
        cms.publish("announcements", "immer", days(), title("Redaktion ist erreichbar"));
        cms.publish("announcements", "eis", days().put("level", "warning"), title("Glatteis in Bilk"));
        within(WITH_HOOK, "published", () -> portal.shows("/", "Glatteis in Bilk"));
        cms.change("announcements", "eis", fields(), title("Glatteis in Eller"));
        within(WITH_HOOK, "changed", () -> portal.shows("/", "Glatteis in Eller") && !portal.shows("/", "in Bilk"));
        cms.unpublish("announcements", "eis");
        within(WITH_HOOK, "unpublished", () -> !portal.shows("/", "Glatteis"));
        cms.republish("announcements", "eis");
        within(WITH_HOOK, "published again", () -> portal.shows("/", "Glatteis in Eller"));
        cms.delete("announcements", "eis");
        within(WITH_HOOK, "deleted", () -> !portal.shows("/", "Glatteis"));
        assertThat(portal.get("/")).contains("Redaktion ist erreichbar").doesNotContain("Noch geheim");
    }

    private static void speaksLanguages(LiveCms cms, LivePortal portal) throws Exception {
        var page = fields().put("path", "wir");
        cms.publish("pages", "wir", page, texts("de", "title", "Wer wir sind", "body", "Wir sind die Redaktion."));
        within(WITH_HOOK, "German page", () -> portal.shows("/seiten/wir", "Wir sind die Redaktion."));
        assertThat(portal.get("/en/seiten/wir")).contains("This text is not available in English");
        cms.change("pages", "wir", fields(), texts("en", "title", "Who", "body", "We are the editors."));
        within(WITH_HOOK, "English page", () -> portal.shows("/en/seiten/wir", "We are the editors."));
        cms.change("pages", "wir", fields(), texts("de-simple", "title", "Wir", "body", "Wir schreiben Texte."));
        within(WITH_HOOK, "plain page", () -> portal.shows("/seiten/wir?sprache=de-simple", "Wir schreiben Texte."));
        assertThat(portal.get("/seiten/wir?sprache=tr"))
                .contains("Diesen Text gibt es nicht in der Sprache Türkisch", "Wir sind die Redaktion.");
    }

    private static void keepsOrganizationsAndConcepts(LiveCms cms, LivePortal portal) throws Exception {
        var none = Map.<String, ObjectNode>of("de", fields().put("description", "Ein Beispiel."));
        cms.publish("organizations", "dach", fields().put("name", "Dachverband").put("organizationKind", "frei"), none);
        cms.publish("organizations", "kind", fields().put("name", "Mitglied").put("parent", "dach"), none);
        within(WITH_HOOK, "organizations", () -> portal.shows("/traeger", "Mitglied"));
        cms.change("organizations", "dach", fields().put("name", "Bündnis Neu"), none);
        within(
                WITH_HOOK,
                "parent renamed",
                () -> portal.shows("/traeger", "Bündnis Neu") && !portal.shows("/traeger", "Dachverband"));
        cms.publish("concepts", "geldsorgen", concept("Geldsorgen"), labels("Geldsorgen"));
        within(WITH_HOOK, "a concept maps a provider's word", () -> portal.shows("/angebote", "Geldsorgen"));
        cms.change("concepts", "geldsorgen", fields(), labels("Sorgen ums Geld"));
        within(WITH_HOOK, "concept renamed", () -> portal.shows("/begriffe/thema/geldsorgen", "Sorgen ums Geld"));
    }

    private static ObjectNode concept(String label) {
        var concept =
                fields().put("scheme", "thema").put("notation", "geldsorgen").put("source", label);
        concept.putObject("otherLabels").putArray("de").add("Geldnot");
        return concept;
    }

    private static Map<String, ObjectNode> labels(String label) {
        var texts = new TreeMap<>(texts("de", "labels", label, "definition", "Wenn das Geld nicht reicht."));
        texts.putAll(texts("en", "labels", "Worries", "definition", "When money runs short."));
        texts.putAll(texts("de-simple", "labels", "Zu wenig Geld", "definition", "Das Geld reicht nicht."));
        return texts;
    }

    /** A wrong number is corrected, the page says why, and once the provider has it right it ends. */
    private static void corrects(LiveCms cms, LivePortal portal) throws Exception {
        var service = JSON.readTree(portal.get("/api/v1/services?q=Bilk"))
                .at("/contents/0/id")
                .asText();
        var correction = fields().put("record", service)
                .put("decision", "replace")
                .put("field", "phone")
                .put("value", "0221 4710199")
                .put("reason", "Die Nummer ist abgeschaltet.")
                .put("expires", "2099-12-31");
        cms.publish("corrections", "telefon", correction, Map.of());
        var page = "/angebote/" + service;
        within(WITH_HOOK, "corrected", () -> portal.shows(page, "Die Nummer ist abgeschaltet."));
        assertThat(portal.get("/id/angebot/" + service + ".ttl")).contains("4710199", "4710123");
        portal.deliver("0221 4710199");
        within(WITHOUT_HOOK, "ended", () -> !portal.shows(page, "Die Nummer ist abgeschaltet."));
        assertThat(portal.get(page)).contains("4710199");
    }

    private static void runsFeeds(LiveCms cms, LivePortal portal) throws Exception {
        cms.publish("feeds", "neuer-verein", feed("Neuer Verein", "https://verein.example.org/x.json"), Map.of());
        within(WITH_HOOK, "feed starts", () -> portal.shows("/api/v1/feeds", "Neuer Verein"));
        cms.publish("feeds", "woanders", feed("Woanders", "https://anderswo.example.org/x.json"), Map.of());
        within(WITH_HOOK, "wrong feed refused", () -> portal.shows("/api/v1/feeds", "fetch.url"));
        within(
                WITH_HOOK,
                "editors read of it",
                () -> cms.list("feed-states").toString().contains("fetch.url"));
        cms.unpublish("feeds", "neuer-verein");
        within(WITH_HOOK, "feed stops", () -> !portal.shows("/api/v1/feeds", "Neuer Verein"));
        cms.delete("feeds", "woanders");
        within(WITH_HOOK, "wrong feed gone", () -> !portal.shows("/api/v1/feeds", "woanders"));
    }

    private static ObjectNode feed(String title, String url) {
        var feed = fields().put("title", title).put("format", "hsds");
        feed.put("licence", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0");
        feed.putObject("fetch").put("url", url).put("every", "PT6H");
        return feed;
    }

    /** Entries that are published over and over move between pages; none is ever missed or shown twice. */
    private static void pagesWhileEditorsPublish(LiveCms cms, LivePortal portal) throws Exception {
        for (var i = 0; i < MANY; i++) {
            cms.publish("announcements", "masse-" + i, days(), title("Masse %03d.".formatted(i)));
        }
        within(
                AFTER_KILLS,
                MANY + " entries",
                () -> found(ONE_OF_MANY, portal.get("/")).size() == MANY);
        var goesOn = new AtomicBoolean(true);
        var times = new int[1];
        var editor = Thread.ofVirtual().start(() -> {
            var random = new Random(7);
            while (goesOn.get()) {
                try {
                    var one = random.nextInt(MANY);
                    cms.change("announcements", "masse-" + one, fields(), title("Masse %03d.".formatted(one)));
                    times[0]++;
                } catch (Exception busy) {
                    Waiting.pause(Duration.ofMillis(100));
                }
            }
        });
        for (var look = 0; look < 60; look++) {
            assertThat(found(ONE_OF_MANY, portal.get("/"))).hasSize(MANY);
            Waiting.pause(Duration.ofMillis(500));
        }
        goesOn.set(false);
        editor.join();
        System.out.printf("    republished %d times%n", times[0]);
    }

    /** Kills the CMS or the portal again and again while editors publish; in the end the one shows what the other holds. */
    private static void survivesKills(LiveCms cms, LivePortal portal) throws Exception {
        var random = new Random(7);
        var wanted = new TreeSet<String>();
        for (var round = 0; round < KILLS; round++) {
            for (var i = 0; i < 3; i++) {
                var name = round + "-" + i;
                cms.publish("announcements", "runde-" + name, days(), title("Runde " + name));
                wanted.add("Runde " + name);
            }
            var gone = wanted.stream()
                    .skip(random.nextInt(wanted.size()))
                    .findFirst()
                    .orElseThrow();
            cms.unpublish(
                    "announcements", gone.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
            wanted.remove(gone);
            Waiting.pause(Duration.ofMillis(random.nextInt(6000)));
            if (random.nextBoolean()) {
                portal.kill();
                portal.start();
            } else {
                cms.kill();
                cms.start();
            }
        }
        within(
                AFTER_KILLS,
                "the same after %d kills".formatted(KILLS),
                () -> found(ROUND, portal.get("/")).equals(wanted));
    }

    private static TreeSet<String> found(Pattern pattern, String page) {
        var found = new TreeSet<String>();
        pattern.matcher(page).results().forEach(hit -> found.add(hit.group()));
        return found;
    }

    private static void within(Duration limit, String what, Callable<Boolean> holds) {
        var taken = Waiting.until(what, limit.multipliedBy(Integer.getInteger("cms.patience", 1)), holds);
        System.out.printf("%6.1f s  %s%n", taken.toMillis() / 1000.0, what);
    }

    private static ObjectNode fields() {
        return LiveCms.fields();
    }

    private static ObjectNode days() {
        return fields().put("level", "info").put("from", "2020-01-01").put("until", "2099-12-31");
    }

    private static Map<String, ObjectNode> title(String title) {
        return texts("de", "title", title);
    }

    private static Map<String, ObjectNode> texts(String language, String... said) {
        var text = fields();
        for (var i = 0; i < said.length; i += 2) {
            text.put(said[i], said[i + 1]);
        }
        return Map.of(language, text);
    }
}
