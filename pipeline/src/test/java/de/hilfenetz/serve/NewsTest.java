package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The log of news (P20). */
class NewsTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static List<JsonNode> log() {
        return StreamSupport.stream(NewsPages.log().path("entries").spliterator(), false)
                .toList();
    }

    @Test
    void isWrittenInBothLanguagesNewestFirstUnderIdsThatStay() {
        assertThat(log()).allSatisfy(entry -> {
            assertThat(entry.path("de").asText()).isNotBlank();
            assertThat(entry.path("en").asText()).isNotBlank();
            assertThat(entry.path("kind").asText()).isIn("daten", "form", "schnittstelle", "abkuendigung");
        });
        assertThat(log()).extracting(entry -> entry.path("id").asText()).doesNotHaveDuplicates();
        assertThat(log())
                .extracting(entry -> entry.path("day").asText())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void announcesHalfAYearBeforeWhatWillGo() {
        assertThat(log())
                .filteredOn(entry -> entry.path("kind").asText().equals("abkuendigung"))
                .allSatisfy(entry -> assertThat(
                                LocalDate.parse(entry.path("until").asText()))
                        .isAfterOrEqualTo(
                                LocalDate.parse(entry.path("day").asText()).plusMonths(6)));
    }

    /** P20.1: whoever changes the columns of a table says so to those who read it. */
    @Test
    void speaksOfEveryChangeOfColumns() {
        var marks = new TreeMap<String, String>();
        var links = Pattern.compile("href=\"(/daten/([a-z]+)/aktuell/\\2\\.csv)\"");
        for (var dataset : BROWSER.open("/daten").body().split("href=\"/daten/", -1)) {
            var page = BROWSER.open("/daten/" + dataset.replaceAll("(?s)[^a-z].*", ""));
            links.matcher(page.body())
                    .results()
                    .forEach(link -> marks.put(
                            link.group(2),
                            mark(BROWSER.get(link.group(1))
                                    .body()
                                    .lines()
                                    .findFirst()
                                    .orElse(""))));
        }

        assertThat(marks).containsKey("angebote");
        assertThat(new TreeMap<>(marksOfTheLog()))
                .as("marks of columns in site/neuigkeiten.yaml: write an entry first, then the new mark")
                .isEqualTo(marks);
    }

    private static Map<String, String> marksOfTheLog() {
        var marks = new TreeMap<String, String>();
        NewsPages.log()
                .path("columns")
                .properties()
                .forEach(mark -> marks.put(mark.getKey(), mark.getValue().asText()));
        return marks;
    }

    private static String mark(String header) {
        return Sha256.of(header.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 12);
    }

    @Test
    void canBeReadAndSubscribedTo() throws Exception {
        var page = BROWSER.open("/neuigkeiten").body();
        var atom = BROWSER.get("/neuigkeiten.atom");

        assertThat(page).contains("Neue Daten", "type=\"application/atom+xml\"");
        assertThat(BROWSER.open("/en/neuigkeiten").body()).contains("New data", "Hilfenetz publishes services");
        assertThat(Browser.header(atom, "Content-Type")).startsWith("application/atom+xml");
        var entries = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(atom.body().getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("entry");
        assertThat(entries.getLength()).isEqualTo(log().size());
        assertThat(BROWSER.get("/neuigkeiten.atom").body()).isEqualTo(atom.body());
        for (var entry : log()) {
            assertThat(page)
                    .contains("id=\"" + entry.path("day").asText() + "-"
                            + entry.path("id").asText() + "\"");
        }
    }
}
