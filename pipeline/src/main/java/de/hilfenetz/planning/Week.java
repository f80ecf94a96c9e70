package de.hilfenetz.planning;

import de.hilfenetz.vocabulary.Holidays;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.IntStream;

/**
 * The week that opening hours are counted in: the first whole one after a day in which no public holiday of Nordrhein-Westfalen
 * lies, and beside it the next holiday that is no weekend. Seasonal hours count as they are in that week.
 *
 * @param monday its first day
 * @param holiday a public holiday from Monday to Friday
 */
public record Week(LocalDate monday, LocalDate holiday) {

    /** Hours of a week. */
    public static final int HOURS = 7 * 24;

    /** The week for figures of {@code day}. */
    public static Week after(LocalDate day) {
        var monday = day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        // The night before is looked at too: a bar that opens on a holiday Sunday evening still closes on Monday.
        while (hasHoliday(monday.minusDays(1))) {
            monday = monday.plusWeeks(1);
        }
        var holiday = day.plusDays(1);
        while (!Holidays.isHoliday(holiday) || holiday.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue()) {
            holiday = holiday.plusDays(1);
        }
        return new Week(monday, holiday);
    }

    private static boolean hasHoliday(LocalDate first) {
        return IntStream.rangeClosed(0, 7).mapToObj(first::plusDays).anyMatch(Holidays::isHoliday);
    }

    /** The day of the week, or the holiday for 7. */
    public LocalDate day(int number) {
        return number == 7 ? holiday : monday.plusDays(number);
    }
}
