package de.hilfenetz.planning;

import de.hilfenetz.graph.OpeningTimes;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Optional;

/**
 * When something is open in the {@link Week} of the figures.
 *
 * @param minutes of the seven days, each minute once
 * @param hours bit 24 · day + hour is set where it is open at that full hour; day 7 is the holiday
 */
public record Opening(int minutes, BitSet hours) {

    private static final int DAY = 24 * 60;
    private static final int DAYS = 8;

    /** Empty where {@code osm} cannot be read for certain. */
    static Optional<Opening> of(String osm, Week week) {
        return OpeningTimes.parse(osm).map(times -> of(times, week));
    }

    private static Opening of(OpeningTimes times, Week week) {
        var minutes = 0;
        var hours = new BitSet(DAYS * 24);
        for (var day = 0; day < DAYS; day++) {
            var open = minutes(times, week.day(day));
            if (day < 7) {
                minutes += open.cardinality();
            }
            for (var hour = 0; hour < 24; hour++) {
                hours.set(day * 24 + hour, open.get(hour * 60));
            }
        }
        return new Opening(minutes, hours);
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
