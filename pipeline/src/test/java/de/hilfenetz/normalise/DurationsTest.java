package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "P14D, P14D", "2 Wochen, P14D", "eine Woche, P7D", "10 Tage, P10D", "3 Monate, P3M", "1 Jahr, P1Y",
        "ca. 2 Wochen,", "2-3 Wochen,", "kurz,", "P2W,", "2 Wochenenden,", "'',",
    })
    void readsOnlyWhatLeavesNoDoubt(String typed, String duration) {
        var reading = Durations.parse(typed);

        assertThat(reading.value()).isEqualTo(duration);
        assertThat(reading.notes()).hasSize(typed.equals("P14D") ? 0 : 1);
    }
}
