package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.query.Questions;
import de.hilfenetz.record.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * English pages say of each German text that it is German, so that it is read aloud as such (G9, WCAG 3.1.2). Names of
 * organizations and places need not be marked: they are the same in every language.
 */
@ExtendWith(DemoPortal.Parameter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanguageIT {

    private static final Pattern GERMAN = Pattern.compile(
            "(?U)\\b(?i:und|oder|nicht|kein|keine|wird|werden|eine|einer|der|das|dem|für|mit|auf|von|vom|zur|bei|ohne|gegen|nach|aus|über)\\b"
                    + "|\\b(Zeile|Spalte|Lebenslagen|Themen|Öffnungszeiten|Stadtbezirk|Stadtteil)\\b");

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z0-9_]+_[a-z0-9_]+");

    /** Of a record a name this short may be a name in any language. */
    private static final int SHORTEST = 6;

    private static final Set<String> SPOKEN_ABOUT = Set.of("code", "pre", "script", "style", "textarea");

    private final DemoPortal portal;
    private final Set<String> german = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();

    LanguageIT(DemoPortal portal) {
        this.portal = portal;
        var json = new ObjectMapper();
        try (var snapshot = portal.serving().installation().journal().snapshot()) {
            for (var kind : Kind.PUBLISHED) {
                snapshot.forEach(kind, version -> {
                    try {
                        var record = json.readTree(version.json());
                        collect(record, german);
                        if (kind != Kind.SERVICE) {
                            names.add(record.path("name").path("de").asText());
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
        german.removeAll(names);
    }

    /** What a record says in German and in no other language. */
    private static void collect(JsonNode node, Set<String> texts) {
        if (node.path("de").isTextual()
                && !node.has("en")
                && node.path("de").asText().length() >= SHORTEST) {
            texts.add(node.path("de").asText().replaceAll("\\s+", " ").strip());
        }
        node.forEach(member -> collect(member, texts));
    }

    @Test
    void isSaidOfEveryGermanTextOnEnglishPages() throws Exception {
        var unmarked = new TreeMap<String, List<String>>();
        for (var path : PageList.asked(portal)) {
            if (PageList.isEnglish(path)) {
                var found = unmarked(utf8(path));
                if (!found.isEmpty()) {
                    unmarked.put(path, found);
                }
            }
        }

        assertThat(german).hasSizeGreaterThan(200);
        assertThat(unmarked).isEmpty();
    }

    /** Every question, and what only an error, a link in a mail or a planning round leads to. */
    @Test
    void isSaidWhereNobodyLooks() throws Exception {
        var paths = new ArrayList<>(List.of(
                "/abfrage?q=SELECT+%3Fx+%7B+%3Fx+schema%3Aname+%7D",
                "/ergebnis?q=SELECT+%2A+%7B+%3Fx+schema%3Aname+%3Fname+%7D+LIMIT+9",
                "/fragen/angebote-zur-lebenslage?lebenslage=unsinn",
                "/aenderungen?von=unsinn",
                "/abstimmung/schuldnerberatung-2027/zahlen",
                "/liefern/link/unsinn",
                portal.deliveryLink("rheinspatzen"),
                portal.deliveryLink(DemoPortal.BY_HAND)));
        Questions.load().list().forEach(question -> paths.add("/fragen/" + question.slug()));
        var unmarked = new TreeMap<String, List<String>>();
        for (var path : paths) {
            var found = unmarked(utf8("/en" + path));
            if (!found.isEmpty()) {
                unmarked.put(path, found);
            }
        }

        assertThat(unmarked).isEmpty();
    }

    private String utf8(String path) throws IOException, InterruptedException {
        return new String(portal.get(path).body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** A page that only a form leads to: the report on a file, with a preview of its records or with what is wrong. */
    @Test
    void isSaidOfWhatAProviderTriesOut() throws Exception {
        var file = utf8("/liefern/beispiele/angebote.csv");
        try (var window = portal.open(1280, false)) {
            var page = window.go("/en/liefern/pruefen");
            page.locator("#text").fill(file);
            page.locator("form[enctype] button").first().click();

            assertThat(page.locator("#vorschau").count()).isEqualTo(1);
            assertThat(unmarked(page.content())).isEmpty();

            window.go("/en/liefern/pruefen");
            page.locator("#text")
                    .fill(file.lines().findFirst().orElseThrow() + "\nservice;1;;;unbekannt;;;irgendwann;;\n");
            page.locator("form[enctype] button").first().click();

            assertThat(page.locator(".verdict.bad").count()).isEqualTo(1);
            assertThat(unmarked(page.content())).isEmpty();
        }
    }

    @Test
    void isMissedWhereItIsNotSaid() {
        var page = "<html lang=\"en\"><main><p>Open <b>%s</b></p><p lang=\"de\">Hilfe und Rat</p></main></html>";

        assertThat(unmarked(page.formatted("on Monday"))).isEmpty();
        assertThat(unmarked(page.formatted("nach Vereinbarung"))).containsExactly("nach Vereinbarung");
        assertThat(unmarked(page.formatted(german.iterator().next()))).hasSize(1);
    }

    private List<String> unmarked(String page) {
        var found = new ArrayList<String>();
        NodeTraversor.traverse(
                (node, depth) -> {
                    if (node instanceof TextNode text && isReadAsEnglish(text)) {
                        var words = withoutNames(text.text().strip());
                        if (!IDENTIFIER.matcher(words).matches()
                                && (GERMAN.matcher(words).find()
                                        || german.stream().anyMatch(words::contains))) {
                            found.add(words);
                        }
                    }
                },
                Jsoup.parse(page).body());
        return found;
    }

    private String withoutNames(String words) {
        var rest = words;
        for (var name : names) {
            rest = rest.replace(name, "…");
        }
        return rest;
    }

    private static boolean isReadAsEnglish(TextNode text) {
        for (var element = text.parentElement(); element != null; element = element.parent()) {
            if (SPOKEN_ABOUT.contains(element.normalName())) {
                return false;
            }
            if (element.hasAttr("lang")) {
                return element.attr("lang").equals("en");
            }
        }
        return true;
    }
}
