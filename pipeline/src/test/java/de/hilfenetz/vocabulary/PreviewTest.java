package de.hilfenetz.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten working days, counted on a calendar of Nordrhein-Westfalen. */
class PreviewTest {

    @ParameterizedTest(name = "{2}")
    @CsvSource(textBlock = """
            2026-11-02, 2026-11-16, two weeks from Monday to Monday
            2026-12-18, 2027-01-05, Christmas on Friday and Saturday and New Year on Friday
            2026-11-28, 2026-12-11, from a Saturday
            """)
    void endsAfterTenDaysOnWhichOfficesWork(LocalDate from, LocalDate publicOn, String why) {
        assertThat(Preview.publicOn(from)).as(why).isEqualTo(publicOn);
    }
}
