package de.hilfenetz;

import java.util.ArrayList;
import java.util.List;

/** The pages that are looked at in a browser, German and English. */
final class PageList {

    private PageList() {}

    /** Those of {@code -Dportal.pages}: {@code kinds}, one of every kind, or {@code all} that links lead to. */
    static List<String> asked(DemoPortal portal) {
        var kinds = onePageOfEveryKind(portal);
        if (!"all".equals(System.getProperty("portal.pages", "kinds"))) {
            return kinds;
        }
        var all = new ArrayList<>(kinds);
        Crawl.everything(portal, (path, body) -> {
            if (!path.contains("?") && !kinds.contains(path)) {
                all.add(path);
            }
        });
        return List.copyOf(all);
    }

    static List<String> onePageOfEveryKind(DemoPortal portal) {
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
                "/daten/angebote/versionen",
                "/daten/angebote/aenderungen",
                "/versionen",
                "/aenderungen",
                "/schema",
                "/schema/schema:Service",
                "/schema/dct:title",
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
                "/liefern/quellen/" + DemoPortal.BY_HAND,
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
                "/korrekturen",
                "/seiten",
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

    static boolean isEnglish(String path) {
        return path.equals("/en") || path.startsWith("/en/");
    }
}
