package de.hilfenetz.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of 2026: 25 May Whit Monday, 4 June Corpus Christi, 18 November Buß- und Bettag (no holiday here). */
class OpeningTimesTest {

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(delimiter = '!', textBlock = """
        Mo-Fr 09:00-12:00                      ! 2026-11-23T08:00:00Z ! true
        Mo-Fr 09:00-12:00                      ! 2026-11-23T11:00:00Z ! false
        Mo-Fr 09:00-12:00                      ! 2026-11-23T10:59:59Z ! true
        Mo-Fr 09:00-12:00                      ! 2026-11-22T09:00:00Z ! false
        Mo-Fr 08:00-12:00; We 14:00-18:00      ! 2026-11-25T08:00:00Z ! false
        Mo-Fr 08:00-12:00; We 14:00-18:00      ! 2026-11-25T14:00:00Z ! true
        Mo-Fr 08:00-12:00, We 14:00-18:00      ! 2026-11-25T08:00:00Z ! true
        Mo-Fr 08:00-12:00, We 14:00-18:00      ! 2026-11-25T14:00:00Z ! true
        Fr 22:00-06:00                         ! 2026-11-28T04:59:00Z ! true
        Fr 22:00-06:00                         ! 2026-11-28T05:00:00Z ! false
        Fr 22:00-30:00                         ! 2026-11-28T04:59:00Z ! true
        Fr 22:00-06:00                         ! 2026-11-27T04:00:00Z ! false
        24/7                                   ! 2026-12-25T23:30:00Z ! true
        24/7; PH off                           ! 2026-12-25T12:00:00Z ! false
        Mo-Fr 09:00-12:00; PH off              ! 2026-05-25T08:00:00Z ! false
        Mo-Fr 09:00-12:00; PH off              ! 2026-06-04T08:00:00Z ! false
        Mo-Fr 09:00-12:00; PH off              ! 2026-11-18T09:00:00Z ! true
        Su,PH 10:00-14:00                      ! 2026-05-25T08:30:00Z ! true
        Mo-Su 20:00-08:00; PH off              ! 2026-12-25T06:00:00Z ! true
        Mo-Su 20:00-08:00; PH off              ! 2026-12-26T06:00:00Z ! false
        Sa-Mo 10:00-11:00                      ! 2026-11-23T09:30:00Z ! true
        Apr-Oct Mo 09:00-12:00                 ! 2026-04-27T08:00:00Z ! true
        Apr-Oct Mo 09:00-12:00                 ! 2026-11-23T09:00:00Z ! false
        Nov-Mar Mo 09:00-12:00                 ! 2026-01-26T09:00:00Z ! true
        Dec 24-Jan 01 off                      ! 2026-12-28T09:00:00Z ! false
        Mo-Fr 09:00-12:00; Dec 24-Jan 01 off   ! 2026-12-28T09:00:00Z ! false
        Mo-Su 02:00-03:00                      ! 2026-10-25T00:30:00Z ! true
        Mo-Su 02:00-03:00                      ! 2026-10-25T01:30:00Z ! true
        Mo-Su 02:00-03:00                      ! 2026-10-25T02:30:00Z ! false
        Mo-Su 02:00-03:00                      ! 2026-03-29T01:30:00Z ! false
        Sa 22:00-04:00                         ! 2026-03-29T01:30:00Z ! true
        """)
    void knowsWhetherItIsOpen(String osm, Instant moment, boolean open) {
        assertThat(OpeningTimes.parse(osm).orElseThrow().isOpenAt(moment)).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mo-Fr 09:00-12:00; SH off",
                "Mo-Fr sunrise-sunset",
                "Mo-Fr 09:00+",
                "Mo[1] 09:00-12:00",
                "week 1-53/2 Mo 09:00-12:00",
                "2026 Mo 09:00-12:00",
                "Mo-Fr 09:00-12:00 \"nach Vereinbarung\"",
                "Mo-Fr 09:00-12:00 || Sa 10:00-12:00",
                "Mo-Fr 09:00-12:00 unknown",
                "easter 09:00-12:00",
                "Mo 10:00-16:00/90",
                "Mo-Fr",
                "nach Vereinbarung",
                "",
                "\u0001"
            })
    void refusesWhatItCannotTellForCertain(String osm) {
        assertThat(OpeningTimes.parse(osm)).isEmpty();
    }

    @Test
    void listsTheSpansOfADay() {
        var times = OpeningTimes.parse("Mo 14:00-18:00,08:00-12:00").orElseThrow();

        assertThat(times.spansOn(LocalDate.of(2026, 11, 23)))
                .containsExactly(new OpeningTimes.Span(480, 720), new OpeningTimes.Span(840, 1080));
    }
}
