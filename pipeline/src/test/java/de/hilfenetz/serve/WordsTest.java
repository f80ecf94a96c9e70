package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.Holidays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private static final Words WORDS = Words.german();
    private static final Pattern KEY = Pattern.compile("\\bt\\.(?:of|count)\\(\\s*\"([a-z0-9.-]*[a-z0-9])\"\\s*[,)]");

    @Test
    void everyTextThatTemplatesAndCodeAskForIsThere() throws IOException {
        var missing = Stream.concat(
                        files("../site/templates", ".jte"), files("src/main/java/de/hilfenetz/serve", ".java"))
                .flatMap(WordsTest::keys)
                .filter(key -> !WORDS.has(key) && !WORDS.has(key + ".eins"))
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextIsThereInEnglishWithTheSameGaps() throws IOException {
        var german = bundle("de");
        var english = bundle("en");

        assertThat(english.stringPropertyNames())
                .as("keys of site/i18n/en.properties")
                .containsExactlyInAnyOrderElementsOf(german.stringPropertyNames());
        for (var key : german.stringPropertyNames()) {
            assertThat(gaps(english.getProperty(key))).as(key).isEqualTo(gaps(german.getProperty(key)));
        }
        try (var pages = Files.list(Path.of("../site/templates/inhalt/de"))) {
            assertThat(pages)
                    .allSatisfy(page -> assertThat(Path.of(
                                    "../site/templates/inhalt/en",
                                    page.getFileName().toString()))
                            .exists());
        }
    }

    @Test
    void saysAPlaceInADeliveryInItsLanguage() {
        var place = new Place("angebote.csv", 17, 3, "zeiten").toString();

        assertThat(WORDS.place(place)).isEqualTo(place);
        assertThat(Words.english().place(place)).isEqualTo("angebote.csv, line 17, column zeiten");
        assertThat(Words.english().place("feed.json, Zeile 17, /name")).isEqualTo("feed.json, line 17, /name");
        assertThat(Words.english().place("Zeile 3.csv")).isEqualTo("Zeile 3.csv");
    }

    /** The second of two would silently win. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "en"})
    void noTextStandsTwice(String language) throws IOException {
        try (var lines = Files.lines(Path.of("../site/i18n", language + ".properties"))) {
            assertThat(lines.filter(line -> !line.startsWith("#") && line.contains("="))
                            .map(line -> line.split("=", 2)[0].strip()))
                    .doesNotHaveDuplicates();
        }
    }

    private static Properties bundle(String language) throws IOException {
        var texts = new Properties();
        try (var file = Files.newBufferedReader(Path.of("../site/i18n", language + ".properties"))) {
            texts.load(file);
        }
        return texts;
    }

    private static Set<String> gaps(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Stream<Path> files(String folder, String ending) throws IOException {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        }
    }

    private static Stream<String> keys(Path file) {
        try {
            return KEY.matcher(Files.readString(file)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void writesNumbersSizesAndDaysAsGermansDo() {
        assertThat(WORDS.count("angebote", 1)).isEqualTo("1 Angebot");
        assertThat(WORDS.count("angebote", 1204)).isEqualTo("1.204 Angebote");
        assertThat(List.of(WORDS.size(999), WORDS.size(2_140), WORDS.size(214_000), WORDS.size(3_400_000)))
                .containsExactly("999 Byte", "2,1 KB", "214 KB", "3,4 MB");
        assertThat(WORDS.day(LocalDate.of(2026, 11, 2)).text()).isEqualTo("2. November 2026");
        assertThat(WORDS.moment(Instant.parse("2026-07-01T22:30:00Z")))
                .isEqualTo(new Views.When("2026-07-02T00:30:00+02:00", "2. Juli 2026, 00:30 Uhr"));
        assertThat(WORDS.language("tr")).isEqualTo("Türkisch");
        assertThat(WORDS.language("de-simple")).isEqualTo("Leichte Sprache");
    }

    @Test
    void doesNotPassOverAMissingText() {
        assertThatThrownBy(() -> WORDS.of("gibt.es.nicht")).hasMessageContaining("gibt.es.nicht");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, true", "2026-04-03, true", "2026-04-06, true", "2026-05-14, true", "2026-05-25, true",
        "2026-06-04, true", "2026-10-03, true", "2026-11-01, true", "2026-12-24, false", "2026-12-26, true",
        "2027-03-29, true", "2028-04-17, true", "2026-10-31, false", "2026-01-06, false"
    })
    void knowsTheHolidaysOfNorthRhineWestphalia(LocalDate day, boolean holiday) {
        assertThat(Holidays.isHoliday(day)).isEqualTo(holiday);
    }
}
