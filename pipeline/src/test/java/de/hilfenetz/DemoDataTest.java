package de.hilfenetz;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.normalise.Draft;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.read.Readers;
import de.hilfenetz.read.Sink;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Instant DELIVERED = Instant.parse("2026-11-22T09:00:00Z");

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

    @Test
    void coversTheWholeCityAndTheWholeLife() throws IOException, MappingError {
        var drafts =
                drafts().stream().filter(DemoDataTest::isGood).map(Draft::json).toList();

        assertThat(ids(drafts, "service")).hasSizeGreaterThanOrEqualTo(150);
        assertThat(ids(drafts, "location")).hasSizeGreaterThanOrEqualTo(80);
        assertThat(ids(drafts, "organization")).hasSizeGreaterThanOrEqualTo(8);
        assertThat(words(drafts, "/area/district"))
                .containsExactlyInAnyOrder("01", "02", "03", "04", "05", "06", "07", "08", "09", "10");
        assertThat(words(drafts, "/area/quarter")).hasSizeGreaterThanOrEqualTo(30);
        assertThat(words(drafts, "/generations")).containsAll(topConcepts("generation"));
        assertThat(words(drafts, "/lifeSituations")).containsAll(topConcepts("lebenslage"));
    }

    @Test
    void holdsOnlyWhatWasPlanted() throws IOException, MappingError {
        var held = drafts().stream()
                .filter(draft -> !isGood(draft))
                .map(draft -> draft.json().path("id").asText());

        assertThat(held).containsExactlyInAnyOrder("DRK-014", "4");
    }

    @Test
    void protectsBothHousesOfRefugeAndNothingElse() throws IOException, MappingError {
        var hidden = drafts().stream()
                .map(Draft::json)
                .filter(draft -> Protection.of(draft) != Protection.PUBLIC)
                .map(draft -> draft.path("id").asText());

        assertThat(hidden).containsExactlyInAnyOrder("pb-11", "pb-11-ort", "pb-21", "pb-21-ort");
    }

    @Test
    void theOfficesSentenceBecomesSixFacts() throws IOException, MappingError {
        var office = drafts().stream()
                .map(Draft::json)
                .filter(draft -> draft.path("kind").asText().equals("location"))
                .filter(draft -> draft.path("name").path("de").asText().equals("Amt für Soziales"))
                .toList();

        assertThat(office)
                .singleElement()
                .satisfies(
                        place -> assertThat(place.path("features"))
                                .hasToString(
                                        "{\"aufzug\":\"yes\",\"behindertenparkplatz\":\"yes\",\"rollstuhl-wc\":\"yes\","
                                                + "\"stufenloser-eingang\":\"yes\",\"taktile-leitlinien\":\"yes\",\"wickelraum\":\"yes\"}"));
    }

    /** Everything the feeds deliver, normalised, with providers' words turned into concepts. */
    private static List<Draft> drafts() throws IOException, MappingError {
        var drafts = new ArrayList<Draft>();
        for (var feed : Feeds.load(FEEDS).feeds()) {
            var mapping = feed.mapping();
            var normaliser = new Normaliser(
                    feed, mapping == null ? null : Mapping.compile(mapping, Files.readString(Path.of(mapping))));
            var file = Path.of(requireNonNull(feed.fetch()).url());
            try (var bytes = Files.newInputStream(file)) {
                Readers.read(feed, String.valueOf(file.getFileName()), bytes, new Normalising(normaliser, drafts));
            }
        }
        return drafts;
    }

    /** Takes raw records as they are read: their trees do not wait. */
    private record Normalising(Normaliser normaliser, List<Draft> drafts) implements Sink {

        private static final Concepts CONCEPTS = new Concepts(VOCABULARY);

        @Override
        public void accept(RawRecord record, List<Finding> findings) {
            assertThat(findings).isEmpty();
            for (var draft : normaliser.normalise(record, record.parse().get(), DELIVERED)) {
                CONCEPTS.apply(draft.json(), record.place(), new Findings());
                drafts.add(draft);
            }
        }

        @Override
        public void note(Finding finding) {
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
        }
    }

    private static List<String> topConcepts(String scheme) {
        return VOCABULARY.getScheme(scheme).topConcepts().stream()
                .map(Concept::notation)
                .toList();
    }

    private static boolean isGood(Draft draft) {
        return draft.findings().stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private static Set<String> ids(List<ObjectNode> drafts, String kind) {
        return drafts.stream()
                .filter(draft -> draft.path("kind").asText().equals(kind))
                .map(draft -> draft.path("id").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> words(List<ObjectNode> drafts, String pointer) {
        var words = new TreeSet<String>();
        for (var draft : drafts) {
            var value = draft.at(pointer);
            if (value.isTextual()) {
                words.add(value.asText());
            }
            value.forEach(word -> words.add(word.asText()));
        }
        return words;
    }

    /** Two files come out of Excel in its old character set; everything else is UTF-8. */
    static String text(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        var excel = name.equals("drk.csv") || name.equals("rheinspatzen.csv");
        return Files.readString(file, excel ? Charset.forName("windows-1252") : StandardCharsets.UTF_8);
    }
}
