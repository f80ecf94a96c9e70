package de.hilfenetz.planning;

import de.hilfenetz.graph.OpeningTimes;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * When something is open in the {@link Week} of the figures.
 *
 * @param minutes of the seven days, each minute once
 * @param hours bit 24 · day + hour is set where it is open at that full hour; day 7 is the holiday, of which nothing is counted
 *     that was not said
 * @param times notations of {@code tageszeit} in which it is open a minute at least; {@link #OTHER_WEEKS} where it is not in
 *     that week, and {@link #HOLIDAYS_UNKNOWN} beside them where it says nothing of holidays
 * @param holidaysKnown whether it says anything of public holidays
 */
public record Opening(int minutes, BitSet hours, List<String> times, boolean holidaysKnown) {

    /** Open, but not in that week. */
    static final String OTHER_WEEKS = "andere-wochen";

    /** Open on public holidays too. */
    static final String HOLIDAYS = "feiertags";

    /** Of who has hours that say nothing of public holidays. */
    static final String HOLIDAYS_UNKNOWN = "feiertags-unbekannt";

    /** Of who has no hours but makes appointments. */
    static final String BY_APPOINTMENT = "nach-vereinbarung";

    private static final int HOLIDAY = 7;
    private static final int MORNING = 6 * 60;
    private static final int EVENING = 18 * 60;

    private static final int DAY = 24 * 60;
    private static final int DAYS = 8;

    /** Empty where {@code osm} cannot be read for certain. */
    static Optional<Opening> of(String osm, Week week) {
        return OpeningTimes.parse(osm).map(times -> of(times, week));
    }

    private static Opening of(OpeningTimes times, Week week) {
        var minutes = 0;
        var hours = new BitSet(DAYS * 24);
        var when = new LinkedHashSet<String>();
        for (var day = 0; day < (times.saysHolidays() ? DAYS : HOLIDAY); day++) {
            var open = minutes(times, week.day(day));
            if (day < HOLIDAY) {
                minutes += open.cardinality();
            }
            for (var hour = 0; hour < 24; hour++) {
                hours.set(day * 24 + hour, open.get(hour * 60));
            }
            when.addAll(times(day, open));
        }
        if (when.isEmpty()) {
            when.add(OTHER_WEEKS);
        }
        if (!times.saysHolidays()) {
            when.add(HOLIDAYS_UNKNOWN);
        }
        return new Opening(minutes, hours, List.copyOf(when), times.saysHolidays());
    }

    private static List<String> times(int day, BitSet open) {
        if (day == HOLIDAY) {
            return open.isEmpty() ? List.of() : List.of(HOLIDAYS);
        }
        var times = new LinkedHashSet<String>();
        if (isOpen(open, 0, MORNING)) {
            times.add("nachts");
        }
        if (isOpen(open, MORNING, EVENING)) {
            times.add(day < 5 ? "tagsueber" : day == 5 ? "samstags" : "sonntags");
        }
        if (isOpen(open, EVENING, DAY)) {
            times.add(day < 5 ? "abends" : day == 5 ? "samstags" : "sonntags");
        }
        return List.copyOf(times);
    }

    private static boolean isOpen(BitSet open, int from, int to) {
        var next = open.nextSetBit(from);
        return next >= 0 && next < to;
    }

    /** The minutes of one day; what began the evening before counts to the day it lasts into. */
    private static BitSet minutes(OpeningTimes times, LocalDate day) {
        var open = new BitSet(DAY);
        times.spansOn(day).forEach(span -> open.set(span.opens(), Math.min(span.closes(), DAY)));
        times.spansOn(day.minusDays(1)).stream()
                .filter(span -> span.closes() > DAY)
                .forEach(span -> open.set(0, Math.min(span.closes() - DAY, DAY)));
        return open;
    }

    /**
     * Whether it is open at a full hour.
     *
     * @param day 0 for Monday to 6 for Sunday, 7 for the holiday
     */
    public boolean isOpenAt(int day, int hour) {
        return hours.get(day * 24 + hour);
    }
}
