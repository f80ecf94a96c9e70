package de.hilfenetz.vocabulary;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/** Public holidays in Nordrhein-Westfalen (Feiertagsgesetz NW § 2). */
public final class Holidays {

    private static final Set<MonthDay> FIXED = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(5, 1),
            MonthDay.of(10, 3),
            MonthDay.of(11, 1),
            MonthDay.of(12, 25),
            MonthDay.of(12, 26));

    /** Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi, in days after Easter Sunday. */
    private static final Set<Long> AFTER_EASTER = Set.of(-2L, 1L, 39L, 50L, 60L);

    private Holidays() {}

    /** Whether {@code day} is a public holiday. */
    public static boolean isHoliday(LocalDate day) {
        return FIXED.contains(MonthDay.from(day))
                || AFTER_EASTER.contains(
                        day.toEpochDay() - easter(day.getYear()).toEpochDay());
    }

    /** Easter Sunday of the Gregorian calendar, by the formula of Meeus, Jones and Butcher. */
    static LocalDate easter(int year) {
        var a = year % 19;
        var b = year / 100;
        var c = year % 100;
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var sum = h + l - 7 * m + 114;
        return LocalDate.of(year, sum / 31, sum % 31 + 1);
    }
}
