package de.hilfenetz.graph;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyHoursTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Mo-Fr 09:00-12:00                       | Montag bis Freitag 9 bis 12 Uhr
            Mo-Fr 09:00-12:00, Th 14:00-17:30       | Montag bis Freitag 9 bis 12 Uhr; Donnerstag 14 bis 17:30 Uhr
            Mo-Fr 08:00-12:00; We 14:00-18:00       | Montag und Dienstag, Donnerstag und Freitag 8 bis 12 Uhr; Mittwoch 14 bis 18 Uhr
            Mo-Sa 10:00-20:00; We off               | Montag und Dienstag, Donnerstag bis Samstag 10 bis 20 Uhr
            Mo 10:00-12:00,14:00-16:00              | Montag 10 bis 12 Uhr; Montag 14 bis 16 Uhr
            Fr-Mo 10:00-11:00                       | Montag, Freitag bis Sonntag 10 bis 11 Uhr
            Fr 22:00-02:00                          | Freitag 22 bis 2 Uhr
            Mo-Fr 16:00-24:00                       | Montag bis Freitag 16 bis 24 Uhr
            08:00-20:00                             | täglich 8 bis 20 Uhr
            24/7                                    | täglich rund um die Uhr
            Mo-Fr 09:00-12:00; PH off               | Montag bis Freitag 9 bis 12 Uhr; an Feiertagen geschlossen
            """)
    void saysAPlainWeekInGerman(String osm, String german) {
        assertThat(WeeklyHours.parse(osm).map(WeeklyHoursTest::inGerman)).hasValue(german);
    }

    private static String inGerman(WeeklyHours week) {
        var openings = week.openings().stream().map(WeeklyHours.Opening::german).collect(joining("; "));
        return week.closedOnHolidays() ? openings + "; an Feiertagen geschlossen" : openings;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mo[1] 10:00-12:00",
                "Jan-Mar Mo 10:00-12:00",
                "week 1-53/2 Fr 09:00-12:00",
                "Mo-Fr 10:00+",
                "Mo-Fr 09:00-12:00 \"nach Vereinbarung\"",
                "Mo-Fr 08:00-16:00 unknown",
                "Mo-Fr 10:00-12:00 || \"x\"",
                "Mo-Fr sunrise-sunset",
                "PH 10:00-12:00",
                "PH,Mo 10:00-12:00",
                "SH off",
                "Mo-Fr",
                "nach Vereinbarung",
                "Mo-Fr 25:00-30:00"
            })
    void hasNoWeekForWhatIsMoreThanAWeek(String osm) {
        assertThat(WeeklyHours.parse(osm)).isEmpty();
    }

    @Test
    void closesOnTheNextDayWithATimeBeforeTheOpening() {
        var opening =
                WeeklyHours.parse("Fr 22:00-02:00").orElseThrow().openings().getFirst();

        assertThat(opening.opensTime()).isEqualTo("22:00:00");
        assertThat(opening.closesTime()).isEqualTo("02:00:00");
    }

    @Test
    void closesAtMidnightAsZeroAndAWholeDayOneMinuteEarlier() {
        assertThat(WeeklyHours.parse("Mo 16:00-24:00")
                        .orElseThrow()
                        .openings()
                        .getFirst()
                        .closesTime())
                .isEqualTo("00:00:00");
        assertThat(WeeklyHours.parse("24/7").orElseThrow().openings().getFirst().closesTime())
                .isEqualTo("23:59:00");
    }
}
