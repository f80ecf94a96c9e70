package de.hilfenetz.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of 2026: 25 May Whit Monday, 4 June Corpus Christi, 18 November Buß- und Bettag (no holiday here). */
class OpeningTimesTest {

    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);
    private static final int DAY = 24 * 60;
    private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

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
        Mo-Su 20:00-08:00                      ! 2026-12-25T06:00:00Z ! true
        Mo-Fr 18:00-08:00; Sa,Su 00:00-24:00   ! 2026-11-28T06:00:00Z ! true
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
                "24/7, PH off",
                "Mo-Su 20:00-08:00; PH off",
                "Fr 22:00-06:00; Sa off",
                "Fr 22:00-06:00; Sa 10:00-12:00",
                "Nov-Mar 17:00-09:00; Apr-Oct 20:00-08:00",
                "Mo-Fr 09:00-12:00; 13:00-14:00",
                "Mo-Su 09:00-12:00; Feb 01-29 off",
                "Mo-Fr 08:00-18:00; We 12:00-13:00 off",
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

    /**
     * The year 2026 of over three hundred values: the minutes it is open, and the week of Christmas (25 and 26 December are public
     * holidays). What is expected was evaluated by opening_hours.js, a program that knows nothing of ours.
     */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/graph/opening-hours-2026.csv", delimiter = '!', numLinesToSkip = 1)
    void opensWhenAnIndependentEvaluatorDoes(String osm, long minutes, @Nullable String christmas) {
        var times = OpeningTimes.parse(osm).orElseThrow();
        var open = new BitSet();
        for (var day = -1; day < 365; day++) {
            for (var span : times.spansOn(NEW_YEAR.plusDays(day))) {
                open.set(Math.max(0, day * DAY + span.opens()), Math.max(0, day * DAY + span.closes()));
            }
        }
        open = open.get(0, 365 * DAY);

        assertThat(open.cardinality()).isEqualTo(minutes);
        assertThat(week(open, LocalDate.of(2026, 12, 21).getDayOfYear() - 1))
                .isEqualTo(christmas == null ? "" : christmas);
    }

    /** "Mo 09:00-12:00 Tu 14:00-16:00", cut at midnight. */
    private static String week(BitSet open, int monday) {
        var spans = new StringJoiner(" ");
        for (var day = 0; day < 7; day++) {
            var midnight = (monday + day) * DAY;
            var opens = open.nextSetBit(midnight);
            while (opens >= 0 && opens < midnight + DAY) {
                var closes = Math.min(midnight + DAY, open.nextClearBit(opens));
                spans.add("%s %s-%s".formatted(DAYS.get(day), clock(opens - midnight), clock(closes - midnight)));
                opens = open.nextSetBit(closes);
            }
        }
        return spans.toString();
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    @Test
    void listsTheSpansOfADay() {
        var times = OpeningTimes.parse("Mo 14:00-18:00,08:00-12:00").orElseThrow();

        assertThat(times.spansOn(LocalDate.of(2026, 11, 23)))
                .containsExactly(new OpeningTimes.Span(480, 720), new OpeningTimes.Span(840, 1080));
    }
}
