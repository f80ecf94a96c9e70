package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What editors publish, on the pages it belongs to. */
class EditionTest {

    private static final Town TOWN = new Town();
    private static Browser browser;

    @BeforeAll
    static void publish() {
        TOWN.deliver(
                Records.organization(),
                Records.location(),
                Records.service(json -> {
                    var field = json.withObject("/origin").withObject("/fields").putObject("/contacts/0/phones");
                    var correction = field.putObject("correction");
                    correction.putArray("provided").addObject().put("number", "+49 221 4710123");
                    correction.put("reason", "Die Nummer ist abgeschaltet.");
                    correction.put("source", "https://beispielverband.example.org/kontakt");
                    correction.put("until", "2027-03-31");
                    var other = field.putArray("others").addObject().put("feed", "beispielamt");
                    other.putArray("value").addObject().put("number", "+49 221 4710777");
                    json.withObject("/origin")
                            .withObject("/fields")
                            .putObject("/status")
                            .put("feed", "beispielkreis")
                            .putArray("others")
                            .addObject()
                            .put("feed", "beispielamt")
                            .put("value", "temporarily closed");
                }),
                Records.entry("page", "redaktion", """
                        {"path": "redaktion/wer", "title": {"de": "Wer wir sind", "en": "Who we are"},
                         "body": {"de": "# Wir\\n\\nWir sind die **Redaktion**. <script>alert(1)</script>\\n\\n![Bild](https://bild.example.org/b.png)\\n\\n[x](javascript:alert(1))",
                                  "en": "We are the editors.", "de-simple": "Wir schreiben Texte."}, "about": "def/thema/schulden",
                         "responsible": "Redaktion", "reviewed": "2026-11-20"}"""),
                Records.entry("announcement", "eis", """
                        {"title": {"de": "Glatteis"}, "text": {"de": "Bitte Vorsicht."}, "level": "warning",
                         "from": "2026-11-23", "until": "2026-11-23"}"""),
                Records.entry("announcement", "hitze", """
                        {"title": {"de": "Hitze", "de-simple": "Es ist sehr heiß"}, "from": "2026-11-23", "until": "2026-11-23"}"""),
                Records.entry("announcement", "vorbei", """
                        {"title": {"de": "Längst vorbei"}, "from": "2026-11-01", "until": "2026-11-22"}"""),
                Records.entry("announcement", "bald", """
                        {"title": {"de": "Noch nicht"}, "from": "2026-11-24", "until": "2026-11-30"}"""),
                Records.entry("dataset", "angebote", """
                        {"dataset": "angebote", "title": {"de": "Angebote"}, "description": {"de": "Leer heißt *nicht gemeldet*.", "en": "Empty means *not told*."}}"""),
                Records.entry("question", "abends-offen", """
                        {"question": "abends-offen", "title": {"de": "Abends"}, "explanation": {"de": "Feste Zeiten *allein*."}}"""),
                Records.entry("bewertung", "gap", """
                        {"area": "037", "lifeSituation": "schulden-und-armut", "finding": "gap", "author": "Beispielamt",
                         "date": "2026-11-20", "method": "Wartelisten", "text": {"de": "Die Wartezeit ist zu lang."}}"""),
                Records.entry("abstimmung", "runde", """
                        {"title": {"de": "Runde Schulden"}, "date": "2026-11-19", "lifeSituation": "schulden-und-armut",
                         "participants": ["Beispielamt", "Beispielverband"], "result": {"de": "Wartezeiten werden gemeldet."}}"""),
                Records.entry("stellungnahme", "verband", """
                        {"figure": "gebiete/037", "organization": "Beispielverband", "date": "2026-11-18",
                         "text": {"de": "Unsere Sprechstunden fehlen."}}"""));
        browser = new Browser(TOWN.server());
    }

    @AfterAll
    static void close() {
        browser.close();
        TOWN.close();
    }

    @Test
    void showsAPageInTheLanguageAskedForAndLeadsToTheOthers() {
        var german = browser.open("/seiten/redaktion/wer").body();
        assertThat(german)
                .contains(
                        "Wir sind die <strong>Redaktion</strong>", "lang=\"de\"", "?sprache=en", "?sprache=de-simple");

        var simple = browser.open("/seiten/redaktion/wer?sprache=de-simple").body();
        assertThat(simple)
                .contains("lang=\"de-simple\"", "Wir schreiben Texte.")
                .doesNotContain("nicht in der Sprache");
    }

    @Test
    void saysSoWhereItShowsAnotherLanguageThanWasAskedFor() {
        assertThat(browser.open("/seiten/redaktion/wer?sprache=tr").body())
                .contains("Diesen Text gibt es nicht in der Sprache Türkisch; gezeigt wird er in der Sprache Deutsch.")
                .contains("<div lang=\"de\">");
    }

    @Test
    void leadsToPagesFromWhatTheyExplainFromTheirListAndInPlainGerman() {
        assertThat(browser.open("/begriffe/thema/schulden").body()).contains("href=\"/seiten/redaktion/wer\"");
        assertThat(browser.open("/seiten").body()).contains("Wer wir sind", "href=\"/seiten/redaktion/wer\"");
        assertThat(browser.open("/en/seiten").body()).contains("Who we are", "href=\"/en/seiten/redaktion/wer\"");
        assertThat(browser.open("/leichte-sprache").body())
                .contains("Mehr in Leichter Sprache", "href=\"/seiten/redaktion/wer?sprache=de-simple\"");
    }

    @Test
    void tellsAnnouncementsInTheLanguageOfThePageAndSaysWhereItCannot() {
        assertThat(browser.open("/leichte-sprache").body())
                .containsSubsequence("tel:112", "Es ist sehr heiß", "Was ist diese Seite?")
                .contains("<h2 lang=\"de-simple\">Es ist sehr heiß</h2>", "<h2 lang=\"de\">Glatteis</h2>")
                .contains("Diesen Text gibt es nicht in der Sprache Leichte Sprache")
                .doesNotContain("Hitze");
        assertThat(browser.open("/en").body())
                .contains(
                        "<h2 lang=\"de\">Hitze</h2>", "This text is not available in English; it is shown in German.");
        assertThat(browser.open("/").body()).doesNotContain("Diesen Text gibt es nicht");
    }

    @Test
    void namesAConceptInAllItsLanguages() {
        assertThat(browser.open("/begriffe/thema/schulden").body())
                .contains("Englisch: Debt counselling", "Leichte Sprache: Hilfe bei Schulden");
        assertThat(browser.open("/en/begriffe/thema/schulden").body())
                .contains("German: Schuldnerberatung", "Advice on debt");
    }

    @Test
    void obeysNoHtmlLoadsNothingForeignAndKeepsOneMainHeading() {
        var page = browser.open("/seiten/redaktion/wer").body();

        assertThat(page)
                .doesNotContain("<script", "<img", "javascript:")
                .contains("&lt;script&gt;", "<h2>Wir</h2>", "href=\"https://bild.example.org/b.png\"");
        assertThat(page.split("<h1", -1)).hasSize(2);
    }

    @Test
    void knowsNoPageThatNobodyPublished() {
        assertThat(browser.open("/seiten/gibt-es-nicht").statusCode()).isEqualTo(404);
        assertThat(browser.open("/sitemap.xml").body()).contains("/seiten/redaktion/wer");
    }

    @Test
    void announcesOnItsDaysOnly() {
        assertThat(browser.open("/").body())
                .contains("Glatteis", "Bitte Vorsicht.")
                .doesNotContain("Längst vorbei", "Noch nicht<");
    }

    @Test
    void explainsADatasetInTheEditorsWords() {
        assertThat(browser.open("/daten/angebote").body())
                .contains("<h2 lang=\"de\">Angebote</h2>", "Leer heißt <em>nicht gemeldet</em>.");
        assertThat(browser.open("/en/daten/angebote").body()).contains("Empty means <em>not told</em>.");
    }

    @Test
    void explainsAQuestionInTheEditorsWordsBesideHowItIsCounted() {
        assertThat(browser.open("/fragen/abends-offen").body()).contains("Feste Zeiten <em>allein</em>.");
    }

    @Test
    void speaksOfAGapOnlyWithItsAuthorAndPutsCommentsBesideIt() {
        assertThat(browser.open("/gebiete/037").body())
                .contains(
                        "Versorgungslücke",
                        "Beispielamt, <time datetime=\"2026-11-20\">20. November 2026</time>.",
                        "Verfahren: Wartelisten.")
                .contains(
                        "Stellungnahme",
                        "Unsere Sprechstunden fehlen.",
                        "Beispielverband, <time datetime=\"2026-11-18\">18. November 2026</time>.");
        assertThat(browser.open("/gebiete/036").body()).doesNotContain("Versorgungslücke");
    }

    @Test
    void saysWhatEditorsCorrectedWhyAndWhatTheProviderDelivers() {
        assertThat(browser.open("/angebote/" + Records.SERVICE).body())
                .contains("von der Redaktion berichtigt, weil: <span>Die Nummer ist abgeschaltet.</span>")
                .contains("Der Träger liefert: <span>0221 4710123</span>.", "31. März 2027</time>.")
                .contains("href=\"https://beispielverband.example.org/kontakt\"");
    }

    @Test
    void letsAnybodyAskForTheProvidersValue() {
        var turtle = browser.get("/id/angebot/" + Records.SERVICE + ".ttl").body();

        assertThat(turtle).contains("abweichendeAngabe", "+49 221 4710123", "Die Nummer ist abgeschaltet.");
    }

    @Test
    void saysWhatAnotherSourceOfTheSameThingSays() {
        assertThat(browser.open("/angebote/" + Records.SERVICE).body())
                .contains("Eine andere Quelle sagt: <span>0221 4710777</span> (<span>beispielamt</span>)")
                .contains("sagt: <span>Dieses Angebot ist vorübergehend geschlossen.</span>"
                        + " (<span>beispielamt</span>); hier steht die Angabe von <span>beispielkreis</span></p>")
                .doesNotContain("0221 4710777</span> (<span>beispielamt</span>);");
        assertThat(browser.open("/en/angebote/" + Records.SERVICE).body())
                .contains(
                        "says: <span>This service is temporarily closed.</span>",
                        "<span lang=\"de\">beispielamt</span>");
        assertThat(browser.get("/id/angebot/" + Records.SERVICE + ".ttl").body())
                .contains("divergentStatement", "statedField \"/contacts/0/phones\"", "+49 221 4710777");
    }

    @Test
    void showsRoundsAssessmentsAndCommentsUnderTheNamesOfWhoSaidThem() {
        assertThat(browser.open("/abstimmung").body())
                .contains("Runde Schulden", "Beispielamt, Beispielverband", "Wartezeiten werden gemeldet.")
                .contains("Versorgungslücke", "Die Wartezeit ist zu lang.", "Unsere Sprechstunden fehlen.");
        assertThat(browser.open("/karte/schulden-und-armut").body())
                .contains("Bewertung, Versorgungslücke: Schulden und Armut, Oberbilk", "Beispielamt");
        assertThat(browser.open("/karte/sucht").body()).doesNotContain("Versorgungslücke");
    }

    @Test
    void publishesThemAsDataWithoutAnyPerson() {
        assertThat(browser.get("/daten/abstimmungen/aktuell/abstimmungen.csv")
                        .body()
                        .lines())
                .contains("abstimmung-runde,abstimmung,Runde Schulden,2026-11-19,,schulden-und-armut,"
                        + "Beispielamt|Beispielverband,,,,Wartezeiten werden gemeldet.,,")
                .hasSize(4);
        var model = org.apache.jena.rdf.model.ModelFactory.createDefaultModel();
        org.apache.jena.riot.RDFDataMgr.read(
                model,
                new java.io.StringReader(browser.get("/daten/abstimmungen/aktuell/abstimmungen.ttl")
                        .body()),
                null,
                org.apache.jena.riot.Lang.TTL);
        var prov = "http://www.w3.org/ns/prov#";
        assertThat(model.listObjectsOfProperty(model.createProperty(prov + "wasAssociatedWith"))
                        .toList())
                .hasSize(2);
        assertThat(model.listObjectsOfProperty(model.createProperty(prov + "wasDerivedFrom"))
                        .mapWith(Object::toString)
                        .toList())
                .containsExactly("https://hilfenetz.example.org/gebiete/037");
    }
}
