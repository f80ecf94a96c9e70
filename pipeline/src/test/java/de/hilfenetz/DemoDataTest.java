package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.Feeds;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo's providers are ours, invented and complete: what is not real cannot be mistaken for it. */
class DemoDataTest {

    private static final Path DEMO = Path.of("src/main/resources/demo");
    private static final Path FEEDS = DEMO.resolve("feeds");
    private static final String CRISIS = "krisennummern.csv";

    /** Emergency and nationwide crisis numbers, digits only: the only real ones. */
    private static final Set<String> REAL_NUMBERS = Set.of(
            "112",
            "110",
            "115",
            "116117",
            "116016",
            "08000116016",
            "116111",
            "116006",
            "08001110111",
            "08001110222",
            "19222");

    private static final Set<String> OPEN_LICENCES = Set.of(
            "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
            "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
            "http://dcat-ap.de/def/licenses/cc-zero");

    /** A run of digits with the marks people put between them, long enough to dial. */
    private static final Pattern DIALLABLE =
            Pattern.compile("(?<![\\w.,§-])(?:\\+|\\(?0)[0-9(][0-9 ()/.\\-]{5,}[0-9](?![\\w])");

    /** What begins with a zero too: days and the key of the city. */
    private static final Pattern DATE_OR_KEY = Pattern.compile("\\b\\d{1,2}\\.\\d{1,2}\\.\\d{2,4}\\b|05111000");

    private static final Pattern WEB = Pattern.compile("(?:https?://|www\\.)([\\w.-]+)");
    private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@([\\w.-]+\\w)");

    static List<Path> files() throws IOException {
        try (var walk = Files.walk(DEMO)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void indexNamesEveryFile() throws IOException {
        var named = Files.readAllLines(DEMO.resolve("index.txt"));

        assertThat(named)
                .isSorted()
                .containsExactlyElementsOf(files().stream()
                        .map(file -> DEMO.relativize(file).toString().replace('\\', '/'))
                        .filter(name -> !name.equals("index.txt"))
                        .sorted()
                        .toList());
    }

    @Test
    void everyFeedFileIsRight() {
        var loaded = Feeds.load(FEEDS);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.feeds())
                .allMatch(feed -> OPEN_LICENCES.contains(feed.licence().toString()));
        assertThat(loaded.feeds().stream().map(Feed::format).distinct()).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesOnlyNumbersOfTheFictionRangeAndCrisisNumbers(Path file) throws IOException {
        var real = new ArrayList<String>();
        var numbers = DIALLABLE.matcher(DATE_OR_KEY.matcher(text(file)).replaceAll("…"));
        while (numbers.find()) {
            var digits = numbers.group().replace("(0)", "").replaceAll("[^0-9]", "");
            var national = digits.replaceFirst("^(?:00)?49", "0");
            if (!national.matches("02214710\\d{3}|0900247\\d{4}") && !REAL_NUMBERS.contains(digits)) {
                real.add(numbers.group());
            }
        }

        assertThat(real).isEmpty();
    }

    @Test
    void crisisNumbersAreExactlyTheKnownOnes() throws IOException {
        var numbers = new ArrayList<String>();
        for (var line : Files.readAllLines(FEEDS.resolve("lieferungen").resolve(CRISIS))) {
            var cells = line.split(",", -1);
            for (var cell : List.of(cells[2], cells[3])) {
                if (cell.matches("[0-9 ]+")) {
                    numbers.add(cell.replace(" ", ""));
                }
            }
        }

        assertThat(numbers).containsExactlyInAnyOrderElementsOf(REAL_NUMBERS);
    }

    @ParameterizedTest
    @MethodSource("files")
    void addressesOnTheInternetDoNotExist(Path file) throws IOException {
        var hosts = new ArrayList<String>();
        for (var pattern : List.of(WEB, MAIL)) {
            var found = pattern.matcher(text(file));
            while (found.find()) {
                hosts.add(found.group(1));
            }
        }
        if (file.endsWith(CRISIS)) {
            return;
        }

        assertThat(hosts).allMatch(host -> host.endsWith("example.org") || host.equals("dcat-ap.de"));
    }

    /** Two files come out of Excel in its old character set; everything else is UTF-8. */
    static String text(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        var excel = name.equals("drk.csv") || name.equals("rheinspatzen.csv");
        return Files.readString(file, excel ? Charset.forName("windows-1252") : StandardCharsets.UTF_8);
    }
}
