package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in English, and the page in Leichte Sprache. */
class LanguagesTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());
    private static final Set<String> GERMAN =
            Set.of("und", "nicht", "oder", "wird", "werden", "keine", "eine", "der", "auf");

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/finden",
                "/finden?mit=stufenlos",
                "/angebote",
                "/traeger",
                "/orte",
                "/daten",
                "/daten/angebote",
                "/versionen",
                "/aenderungen",
                "/hilfe",
                "/impressum",
                "/datenschutz",
                "/barrierefreiheit",
                "/lizenz",
                "/liefern",
                "/api",
                "/abfrage",
                "/begriffe/thema/schulden",
                "/gebiete/036"
            })
    void areThereInBothAndLeadToEachOther(String path) {
        var english = BROWSER.open(path.equals("/") ? "/en" : "/en" + path);
        var german = BROWSER.open(path);
        var address = path.replaceFirst("\\?.*", "");

        assertThat(english.statusCode()).isEqualTo(200);
        assertThat(english.body())
                .contains("<html lang=\"en\">", "hreflang=\"de\" href=\"" + Town.BASE + address.substring(1) + "\"");
        assertThat(german.body())
                .contains(
                        "<html lang=\"de\">",
                        "hreflang=\"en\" href=\"" + Town.BASE + "en" + (path.equals("/") ? "" : address) + "\"");
        assertThat(english.body())
                .contains("<a class=\"tongue\" href=\"" + path.replace("&", "&amp;") + "\" lang=\"de\"");
        assertThat(german.body()).contains("href=\"/en");
    }

    /** WCAG 3.1.2. */
    @Test
    void sayWhatIsInAnotherLanguage() {
        var path = "/angebote/" + Records.SERVICE;

        assertThat(BROWSER.open("/en/angebote").body()).containsPattern("<a href=\"/en/angebote/[^\"]+\" lang=\"de\">");
        assertThat(BROWSER.open("/en" + path).body()).contains("<q lang=\"de\">Mo-Fr 9-12");
        assertThat(BROWSER.open(path).body()).contains("<h1>").doesNotContain("<h1 lang", "<q lang");
        assertThat(BROWSER.open("/en/traeger/" + Records.ORGANIZATION).body()).contains("<h1 lang=\"de\">");
    }

    @Test
    void keepTheirLanguageFromPageToPage() {
        var page = BROWSER.open("/en/angebote").body();

        assertThat(page)
                .contains("href=\"/en/angebote/" + Records.SERVICE, "action=\"/en/angebote\"", "href=\"/en/daten\"");
        assertThat(BROWSER.open("/en/daten/angebote").body())
                .contains("href=\"/daten/angebote/")
                .doesNotContain("href=\"/en/daten/angebote/2");
    }

    @Test
    void sayInEnglishWhatTheRecordSaysInEnglish() {
        var page = BROWSER.open("/en/angebote/" + Records.SERVICE).body();

        assertThat(page)
                .contains(
                        "<h1>Debt counselling Bilk</h1>",
                        "Telephone",
                        "Without a call",
                        "Monday",
                        ">Debt counselling</a>");
    }

    @Test
    void tellFaultsInTheLanguageOfTheAddress() {
        assertThat(BROWSER.open("/en/gibt-es-nicht").body()).contains("There is no such page", "lang=\"en\"");
        assertThat(BROWSER.open("/gibt-es-nicht").body()).contains("Diese Seite gibt es nicht");
        assertThat(BROWSER.open("/en/angebote/" + Records.id("fehlt")).statusCode())
                .isEqualTo(404);
        assertThat(BROWSER.open("/english").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/en",
                "/en/finden",
                "/en/daten",
                "/en/hilfe",
                "/en/impressum",
                "/en/datenschutz",
                "/en/barrierefreiheit",
                "/en/lizenz",
                "/en/liefern",
                "/en/versionen",
                "/en/wegweiser"
            })
    void speakNoGermanInEnglish(String path) {
        var text = BROWSER.open(path)
                .body()
                .replaceAll("(?s).*<main[^>]*>(.*)</main>.*", "$1")
                .replaceAll("(?s)<(code|time)[^>]*>.*?</\\1>|<(\\w+)[^>]* lang=\"de\"[^>]*>.*?</\\2>|<[^>]*>", " ");
        var words = Pattern.compile("[\\p{L}]+")
                .matcher(text)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        assertThat(words).doesNotContainAnyElementsOf(GERMAN);
    }

    /** Rules of Leichte Sprache that can be counted; whether it is easy, only its readers can say. */
    @Test
    void keepTheRulesOfLeichteSprache() {
        var page = BROWSER.open("/leichte-sprache").body();
        var text = page.substring(page.indexOf("class=\"easy\""), page.indexOf("</main>"));
        var sentences = Pattern.compile("<(p|li|h2)>(.*?)</\\1>", Pattern.DOTALL)
                .matcher(text.replaceAll("(?s)<ul class=\"numbers\">.*?</ul>", ""))
                .results()
                .map(one -> one.group(2).replaceAll("<[^>]*>", "").strip())
                .toList();

        assertThat(sentences).hasSizeGreaterThan(50);
        assertThat(page)
                .contains(
                        "<h2>Was ist diese Seite?</h2>",
                        "<h2>Wie bediene ich die Seite?</h2>",
                        "<h2>Was steht in der Erklärung?</h2>",
                        "<h2>Wo gibt es mehr in Leichter Sprache?</h2>",
                        "lang=\"de-simple\"");
        assertThat(page.indexOf("tel:112")).isBetween(0, page.indexOf("Was ist diese Seite?"));
        assertThat(sentences.stream().flatMap(LanguagesTest::faults)).isEmpty();
    }

    @Test
    void noticeWhatIsNotLeichteSprache() {
        assertThat(faults("Das Angebot wird von der Stadt nicht gezahlt.")).isNotEmpty();
        assertThat(faults("Die Hilfe ist hier. Sie kostet nichts.")).isNotEmpty();
        assertThat(faults("Die Barrierefreiheitserklärung ist hier.")).isNotEmpty();
        assertThat(faults("Das Haus des Vereins ist groß.")).isNotEmpty();
        assertThat(faults("Wir gehen heute mit allen Kindern und mit allen Eltern in den großen Park."))
                .isNotEmpty();
        assertThat(faults("Die Seite heißt: Hilfe-Netz.")).isEmpty();
    }

    private static Stream<String> faults(String sentence) {
        var words = List.of(sentence.split("\\s+", -1));
        return Stream.of(
                        words.size() > 12 ? "more than twelve words" : "",
                        Pattern.compile("[.!?]\\s+\\p{Lu}").matcher(sentence).find() ? "two sentences" : "",
                        Pattern.compile("\\b(nicht|kein|keine|keinen|nichts|ohne)\\b")
                                        .matcher(sentence.replace("kostet kein Geld", ""))
                                        .find()
                                ? "negation"
                                : "",
                        Pattern.compile("\\b(des \\p{Lu}\\p{L}*e?s|wird|werden|wurde|würde|könnte)\\b")
                                        .matcher(sentence)
                                        .find()
                                ? "genitive, passive or subjunctive"
                                : "",
                        words.stream()
                                        .flatMap(word -> Stream.of(word.split("[-·]", -1)))
                                        .anyMatch(part ->
                                                part.replaceAll("\\P{L}", "").length() > 12)
                                ? "long word"
                                : "")
                .filter(fault -> !fault.isEmpty())
                .map(fault -> fault + ": " + sentence);
    }
}
