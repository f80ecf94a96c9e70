package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionTest {

    private static final String ENTRY = "- {day: 2026-11-24, from: 2026-11-02.1, until: 2026-11-19.12, de: Falsch.}";

    @TempDir
    private Path folder = Path.of("");

    private List<Correction> read(String yaml) throws IOException {
        return Correction.read(Files.writeString(folder.resolve("korrekturen.yaml"), yaml));
    }

    @Test
    void concernsItsReleasesInTheOrderOfTime() throws IOException {
        var correction = read(ENTRY).getFirst();

        assertThat(correction.concerns("2026-11-19.9", null)).isTrue();
        assertThat(correction.concerns("2026-11-19.13", null)).isFalse();
        assertThat(correction.concerns("2026-11-01.99", null)).isFalse();
        assertThat(correction.concerns("2026-11-02.1", "angebote-je-thema"))
                .as("all questions")
                .isTrue();
    }

    @Test
    void readsTheNewestFirstAndNothingOfAnEmptyFile() throws IOException {
        assertThat(read(ENTRY + "\n" + ENTRY.replace("11-24", "11-25").replace("Falsch", "Auch falsch")))
                .extracting(Correction::german)
                .containsExactly("Auch falsch.", "Falsch.");
        assertThat(read("# noch keine\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            day: 2026-11-24     | day: gestern        | entry 1: 'day' is 'gestern'; expected is a day like 2026-11-22
            from: 2026-11-02.1  | from: 2026-11-02    | entry 1: 'from' is '2026-11-02'; expected is a release like
            until: 2026-11-19.12 | until: 2026-11-01.1 | 'from' (2026-11-02.1) comes after 'until' (2026-11-01.1)
            de: Falsch.         | en: Wrong.          | 'de' is missing
            - {                 | {                   | expected is a list
            Falsch.}            | [                   | korrekturen.yaml is no YAML
            """)
    void saysWhatIsWrongAndWhere(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(ENTRY.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
