package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.hilfenetz.Chromium;
import de.hilfenetz.record.Entry;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Records in which every free text is meant to do harm: no script runs, no link does, and the page keeps its shape. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRecordsIT {

    private static final String SCRIPT = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}";
    private static final String OVERRIDE = "\u202Etxet desrever\u2066 \u200Bunder a mark";
    private static final String LONG = "Langername".repeat(1_000);
    private static final String ADDRESS = "javascript:alert(3)//";

    /** What has a form of its own is left as it is: other words would not be a record. */
    private static final Set<String> FORMED = Set.of(
            "locationKind",
            "scheme",
            "id",
            "kind",
            "feed",
            "sourceId",
            "organization",
            "competentAuthority",
            "location",
            "status",
            "osm",
            "access",
            "features",
            "interpreting",
            "byAppointment",
            "number",
            "type",
            "dates",
            "origin",
            "licence",
            "goalsAssigned",
            "topics",
            "lifeSituations",
            "generations",
            "kindsOfHelp",
            "audiences",
            "languages",
            "channels",
            "area",
            "related",
            "role",
            "existsSince",
            "endsOn",
            "fundedUntil",
            "point",
            "availability",
            "duration",
            "currency",
            "level",
            "value",
            "from",
            "until",
            "validUntil",
            "parent",
            "measures",
            "leika",
            "organizationKind",
            "association",
            "email");

    private final Chromium chromium = new Chromium();

    @AfterAll
    void stop() {
        chromium.close();
    }

    private static Entry[] entries(String text) {
        Consumer<ObjectNode> change = json -> replace(json, text);
        return new Entry[] {
            Records.organization(change),
            Records.location(change),
            Records.service(change),
            Records.service("zwei", json -> {
                replace(json, text);
                json.putObject("name").put("de", text);
            })
        };
    }

    private static void replace(ObjectNode json, String text) {
        json.properties().forEach(member -> {
            if (FORMED.contains(member.getKey())) {
                return;
            }
            switch (member.getValue()) {
                case ObjectNode object -> replace(object, text);
                case ArrayNode array -> replace(array, text);
                case TextNode _ -> member.setValue(JsonNodeFactory.instance.textNode(text(member.getKey(), text)));
                default -> {
                    // Numbers do no harm.
                }
            }
        });
    }

    private static void replace(ArrayNode array, String text) {
        for (var i = 0; i < array.size(); i++) {
            switch (array.get(i)) {
                case ObjectNode object -> replace(object, text);
                case TextNode _ -> array.set(i, JsonNodeFactory.instance.textNode(text));
                default -> {
                    // Numbers do no harm.
                }
            }
        }
    }

    private static String text(String name, String text) {
        return name.equals("url") || name.equals("source") || name.equals("sameAs") ? ADDRESS + text : text;
    }

    @Test
    void runNothing() {
        look(SCRIPT);
    }

    @Test
    void turnNothingAround() {
        look(OVERRIDE);
    }

    @Test
    void pushNothingOutOfThePage() {
        look(LONG);
    }

    private void look(String text) {
        try (var town = new Town().deliver(entries(text));
                var browser = new Browser(town.server())) {
            for (var width : List.of(320, 1280)) {
                try (var window = chromium.open(browser.uri("/"), width, true)) {
                    for (var path : List.of(
                            "/",
                            "/finden?q=e",
                            "/finden?mit=kostenfrei",
                            "/angebote",
                            "/traeger",
                            "/orte",
                            "/angebote/" + Records.SERVICE,
                            "/traeger/" + Records.ORGANIZATION,
                            "/orte/" + Records.LOCATION,
                            "/en/angebote/" + Records.SERVICE,
                            "/aenderungen",
                            "/daten/angebote",
                            "/daten/angebote/tabelle",
                            "/daten/angebote/tabelle?q=" + Query.encode(SCRIPT),
                            "/daten/angebote/tabelle?traeger=" + Query.encode(SCRIPT),
                            "/suche?q=e",
                            "/suche?q=" + Query.encode(SCRIPT),
                            "/neuigkeiten",
                            "/kontakt?zu=" + Query.encode(SCRIPT),
                            "/wegweiser",
                            "/planung/angebote?zielgruppe=" + Query.encode(SCRIPT),
                            "/karte",
                            "/gebiete/036/blatt",
                            "/ziele",
                            "/ziele/teilhabe",
                            "/kriterien/inklusion",
                            "/verantwortung",
                            "/zugang",
                            "/qualitaet",
                            "/angebote?q=" + Query.encode(SCRIPT),
                            "/finden?gebiet=" + Query.encode(SCRIPT) + "&mit=" + Query.encode(SCRIPT))) {
                        var page = window.go(path);
                        assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
                        assertThat(page.locator("footer").isVisible()).as(path).isTrue();
                        assertThat(window.faults()).as(path).isEmpty();
                        assertThat(window.strings(HARMFUL)).as(path).isEmpty();
                        assertThat(window.strings(TOO_WIDE))
                                .as("%s at %d", path, width)
                                .isEmpty();
                    }
                }
            }
        }
    }

    private static final String HARMFUL = """
            () => [...document.querySelectorAll('script:not([type="application/ld+json"], [src^="/static/"]), img[onerror], [href^="javascript:" i], [src^="javascript:" i]')]
              .map(one => one.outerHTML.slice(0, 200))""";

    private static final String TOO_WIDE = """
            () => document.documentElement.scrollWidth <= innerWidth ? [] :
              [document.body, ...document.querySelectorAll('body *')].filter(one => one === document.body
                  || (one.getBoundingClientRect().right > innerWidth + 1 && !one.parentElement.closest('.scroll, pre')))
                .slice(0, 5).map(one => one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 60))""";
}
