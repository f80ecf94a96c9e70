package de.hilfenetz.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekTest {

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(textBlock = """
        2026-11-27, 2026-11-30, 2026-12-25
        2026-12-15, 2027-01-04, 2026-12-25
        2026-12-25, 2027-01-04, 2027-01-01
        2027-03-20, 2027-04-05, 2027-03-26
        """)
    void isTheNextOneWithoutAHoliday(LocalDate day, LocalDate monday, LocalDate holiday) {
        assertThat(Week.after(day)).isEqualTo(new Week(monday, holiday));
    }

    @org.junit.jupiter.api.Test
    void tellsWhatIsOpenAtEachFullHourAndOnTheHoliday() {
        var opening = Opening.of("Mo-Fr 08:30-12:00; Sa 22:00-02:00", Week.after(LocalDate.of(2026, 11, 27)))
                .orElseThrow();

        assertThat(opening.isOpenAt(0, 8)).isFalse();
        assertThat(opening.isOpenAt(0, 9)).isTrue();
        assertThat(opening.isOpenAt(0, 12)).isFalse();
        assertThat(opening.isOpenAt(5, 23)).isTrue();
        assertThat(opening.isOpenAt(6, 1)).isTrue();
        assertThat(opening.isOpenAt(6, 2)).isFalse();
        assertThat(opening.times()).containsExactlyInAnyOrder("tagsueber", "samstags", "nachts", "feiertags-unbekannt");
        assertThat(Opening.of("Mo-Fr 08:30-12:00; PH off", Week.after(LocalDate.of(2026, 11, 27)))
                        .orElseThrow()
                        .isOpenAt(7, 9))
                .isFalse();
        assertThat(opening.minutes()).isEqualTo(5 * 210 + 240);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Mo-Fr 08:30-12:00             | false | false | tagsueber feiertags-unbekannt
        Mo-Fr 08:30-12:00; PH off     | true  | false | tagsueber
        Mo-Fr 08:30-12:00,PH 09:00-10:00 | true | true | tagsueber feiertags
        Mo-Fr 08:30-12:00; Aug off    | false | false | tagsueber feiertags-unbekannt
        Mo-Fr 08:30-12:00; Aug 09:00-12:00 | false | false | tagsueber feiertags-unbekannt
        Mo-Su 09:00-12:00             | true  | true  | tagsueber samstags sonntags feiertags
        24/7                          | true  | true  | tagsueber abends nachts samstags sonntags feiertags
        Tu 17:30-18:00                | false | false | tagsueber feiertags-unbekannt
        Tu 17:30-18:01                | false | false | tagsueber abends feiertags-unbekannt
        Fr 22:00-06:30                | false | false | abends nachts samstags feiertags-unbekannt
        Su 23:00-05:00                | false | false | sonntags nachts feiertags-unbekannt
        Sa[-1] 10:00-12:00            | false | false | andere-wochen feiertags-unbekannt
        """)
    void knowsTimesOfTheWeekAndOfHolidaysOnlyWhatWasSaid(String osm, boolean known, boolean open, String times) {
        var opening = Opening.of(osm, Week.after(LocalDate.of(2026, 11, 27))).orElseThrow();

        assertThat(opening.holidaysKnown()).isEqualTo(known);
        assertThat(opening.isOpenAt(7, 9)).isEqualTo(open);
        assertThat(opening.times()).containsExactlyInAnyOrder(times.split(" "));
    }
}
