package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds on every page that links lead to, German and English. */
class EveryPageTest {

    private static final Pattern LINK = Pattern.compile(" href=\"(/[^\"#]*)");
    private static final Pattern TIME = Pattern.compile("<time datetime=\"([^\"]*)\">[^<]*</time>");
    /** What is there for programs or quoted as it was delivered. */
    private static final Pattern NO_PROSE = Pattern.compile(
            "<time .*?</time>|<script.*?</script>|<style.*?</style>|<head>.*?</head>|<pre.*?</pre>|<code.*?</code>"
                    + "|<textarea.*?</textarea>|<option.*?</option>|<svg.*?</svg>",
            Pattern.DOTALL);

    private static final Pattern DAY = Pattern.compile("\\d{1,2}\\. ?(?:Januar|Februar|März|April|Mai|Juni|Juli|August"
            + "|September|Oktober|November|Dezember) \\d{4}|\\d{1,2} (?:January|February|March|April|May|June|July|August"
            + "|September|October|November|December) \\d{4}|\\b\\d{1,2}\\.\\d{1,2}\\.20\\d\\d\\b");
    private static final Pattern TODAY = Pattern.compile("(?U)\\b(?:[Hh]eute|[Tt]oday)\\b(?!, <time )");
    private static final Pattern CODE =
            Pattern.compile("<(pre|code|textarea)\\b.*?</\\1>| class=\"[^\"]*\"", Pattern.DOTALL);
    private static final Pattern ANCHOR = Pattern.compile("<a ([^>]*)>(.*?)</a>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private static final Town TOWN = Town.withExamples()
            .deliver(Records.service(json -> json.set("name", Records.text("Schuldenberatung Bilk"))));
    private static final Browser BROWSER = new Browser(TOWN.server());
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void crawl() {
        var seen = new LinkedHashSet<>(List.of("/", "/en", "/gibt-es-nicht"));
        var waiting = new ArrayDeque<>(seen);
        while (!waiting.isEmpty()) {
            var path = waiting.remove();
            var answer = BROWSER.get(path, "Accept", "text/html");
            if (!Browser.header(answer, "Content-Type").startsWith("text/html")) {
                continue;
            }
            PAGES.put(path, answer.body());
            LINK.matcher(answer.body())
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .filter(link -> !link.contains("?") && !link.matches("(/en)?/(begriffe|schema|liefern/regeln)/.*"))
                    .filter(seen::add)
                    .forEach(waiting::add);
        }
    }

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    /** G15. */
    @Test
    void tellsEveryDayToProgramsToo() {
        var bare = new ArrayList<String>();
        PAGES.forEach((path, page) -> {
            TIME.matcher(page)
                    .results()
                    .forEach(time -> assertThat(isDayOrMoment(time.group(1)))
                            .as(path + " " + time.group())
                            .isTrue());
            var prose = NO_PROSE.matcher(page).replaceAll("");
            DAY.matcher(TAG.matcher(prose).replaceAll("")).results().forEach(day -> bare.add(path + " " + day.group()));
        });

        assertThat(PAGES).hasSizeGreaterThan(100);
        assertThat(bare).isEmpty();
    }

    /** G15. */
    @Test
    void saysTodayOnlyWithItsDate() {
        var bare = new ArrayList<String>();
        PAGES.forEach((path, page) -> {
            var read = CODE.matcher(page).replaceAll("");
            TODAY.matcher(read)
                    .results()
                    .forEach(today -> bare.add(path + " " + read.substring(today.start(), today.start() + 60)));
        });

        assertThat(PAGES.get("/angebote/" + Records.SERVICE)).contains("Heute, <time datetime=\"2026-11-23\">");
        assertThat(bare).isEmpty();
    }

    private static boolean isDayOrMoment(String iso) {
        try {
            return iso.contains("T")
                    ? OffsetDateTime.parse(iso).getYear() > 2000
                    : LocalDate.parse(iso).getYear() > 1900;
        } catch (java.time.DateTimeException e) {
            return iso.matches("([01]\\d|2[0-4]):[0-5]\\d");
        }
    }

    /** G16. */
    @Test
    void noLinkIsCalledHereOrMore() {
        var vague = new ArrayList<String>();
        PAGES.forEach((path, page) -> ANCHOR.matcher(page).results().forEach(link -> {
            var text = TAG.matcher(link.group(2)).replaceAll("").strip();
            if (text.matches("(?i)|hier|mehr|weiter|download|herunterladen|here|more|read more|click here|link")) {
                vague.add(path + " " + link.group());
            }
        }));

        assertThat(vague).isEmpty();
    }

    /** G16: of the files of data; what only lists or describes them is no download. */
    @Test
    void whoDownloadsKnowsFormatAndSize() {
        var unsaid = new ArrayList<String>();
        var many = new int[1];
        PAGES.forEach((path, page) -> ANCHOR.matcher(page)
                .results()
                .filter(
                        link -> link.group(1)
                                .matches(
                                        "(?s).*href=\"/daten/[^\"]*/[^\"]*\\.(csv|xlsx|json|zip|sqlite|ttl|nt|jsonld|geojson)\".*"))
                .filter(link -> !link.group(1).contains("/tabelle.")
                        && !link.group(1).matches("(?s).*/(manifest|derived|datapackage)\\.json\".*"))
                .forEach(link -> {
                    many[0]++;
                    var text = TAG.matcher(link.group(2)).replaceAll("");
                    if (!text.matches("(?s).*\\d+(?:[.,]\\d+)? (?:B|KB|MB|Byte|bytes).*")) {
                        unsaid.add(path + " " + link.group());
                    }
                }));

        assertThat(many[0]).isGreaterThan(50);
        assertThat(unsaid).isEmpty();
    }
}
