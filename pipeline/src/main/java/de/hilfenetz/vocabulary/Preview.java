package de.hilfenetz.vocabulary;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** How long partners see new figures, and what is said of them, before everybody does. */
public final class Preview {

    /** Days on which offices in Nordrhein-Westfalen work. */
    public static final int WORKING_DAYS = 10;

    private Preview() {}

    /** The day on which figures are public that partners have seen since {@code from}. */
    public static LocalDate publicOn(LocalDate from) {
        var day = from;
        for (var left = WORKING_DAYS; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue() && !Holidays.isHoliday(day);
    }
}
