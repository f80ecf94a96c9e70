package de.hilfenetz;

import static de.hilfenetz.LiveCms.fields;
import static de.hilfenetz.LiveStage.WITHOUT_HOOK;
import static de.hilfenetz.LiveStage.WITH_HOOK;
import static de.hilfenetz.LiveStage.texts;
import static de.hilfenetz.LiveStage.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.LiveStage.Product;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What editors keep in a real CMS that stands in records: organizations, concepts, corrections, feeds. */
class LiveRecordsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void renamesAParentWhereverItStands(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        var text = texts("de", "description", "Ein Beispiel.");
        var umbrella = fields().put("name", "Dachverband").put("organizationKind", "frei");
        var contract = umbrella.putArray("basis").addObject().put("kind", "rahmenvertrag");
        contract.put("norm", "Beispielvertrag 1998").put("body", "Beispielstadt");
        cms.publish("organizations", "dach", umbrella, text);
        cms.publish("organizations", "kind", fields().put("name", "Mitglied").put("parent", "dach"), text);
        within(WITH_HOOK, "organizations", () -> portal.shows("/traeger", "Mitglied"));
        var organizations = JSON.readTree(portal.get("/api/v1/organizations")).path("contents");
        var pages = new TreeMap<String, String>();
        organizations.forEach(one -> pages.put(
                one.at("/name/de").asText(one.path("name").asText()),
                "/traeger/" + one.path("id").asText()));
        assertThat(portal.get(String.valueOf(pages.get("Dachverband"))))
                .contains("Rahmenvertrag: Beispielvertrag 1998");
        assertThat(portal.get(String.valueOf(pages.get("Mitglied")))).contains("Dachverband");
        cms.change("organizations", "dach", fields().put("name", "Bündnis Neu"), text);
        within(
                WITH_HOOK,
                "parent renamed",
                () -> portal.shows("/traeger", "Bündnis Neu")
                        && !portal.shows("/traeger", "Dachverband")
                        && portal.shows(String.valueOf(pages.get("Mitglied")), "Bündnis Neu"));
    }

    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void mapsProvidersWordsToAConceptUnderWhateverName(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        var concept =
                fields().put("scheme", "thema").put("notation", "geldsorgen").put("source", "Redaktion");
        concept.putObject("otherLabels").putArray("de").add("Geldnot");
        cms.publish("concepts", "geldsorgen", concept, labels("Geldsorgen"));
        within(WITH_HOOK, "a concept maps a provider's word", () -> portal.shows("/angebote", "Geldsorgen"));
        cms.change("concepts", "geldsorgen", fields(), labels("Sorgen ums Geld"));
        within(WITH_HOOK, "concept renamed", () -> portal.shows("/begriffe/thema/geldsorgen", "Sorgen ums Geld"));
    }

    private static Map<String, ObjectNode> labels(String label) {
        var texts = new TreeMap<>(texts("de", "labels", label, "definition", "Wenn das Geld nicht reicht."));
        texts.putAll(texts("en", "labels", "Worries", "definition", "When money runs short."));
        texts.putAll(texts("de-simple", "labels", "Zu wenig Geld", "definition", "Das Geld reicht nicht."));
        return texts;
    }

    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void correctsANumberUntilItsProviderHasItRight(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
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

    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void startsRefusesAndStopsFeeds(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        cms.publish("feeds", "neuer-verein", feed("Neuer Verein", "https://verein.example.org/x.json"), Map.of());
        within(WITH_HOOK, "feed starts", () -> portal.shows("/liefern/quellen", "Neuer Verein"));
        cms.publish("feeds", "woanders", feed("Woanders", "https://anderswo.example.org/x.json"), Map.of());
        within(
                WITH_HOOK,
                "wrong feed refused",
                () -> portal.shows("/liefern/quellen", "woanders (Feld fetch.url)")
                        && portal.shows("/api/v1/feeds", "fetch.url"));
        within(
                WITH_HOOK,
                "editors read of it",
                () -> cms.list("feed-states").toString().contains("fetch.url"));
        assertThat(portal.log()).contains("woanders der Redaktion nicht nutzbar");
        cms.change("feeds", "neuer-verein", fields().put("title", "Umbenannter Verein"), Map.of());
        within(WITH_HOOK, "feed changes", () -> portal.shows("/liefern/quellen", "Umbenannter Verein"));
        cms.unpublish("feeds", "neuer-verein");
        within(WITH_HOOK, "feed stops", () -> !portal.shows("/liefern/quellen", "Umbenannter Verein"));
        cms.delete("feeds", "woanders");
        within(WITH_HOOK, "wrong feed gone", () -> !portal.shows("/liefern/quellen", "woanders"));
    }

    private static ObjectNode feed(String title, String url) {
        var feed = fields().put("title", title).put("format", "hsds");
        feed.put("licence", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0");
        feed.putObject("fetch").put("url", url).put("every", "PT6H");
        return feed;
    }
}
