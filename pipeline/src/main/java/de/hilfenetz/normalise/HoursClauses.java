package de.hilfenetz.normalise;

import de.hilfenetz.normalise.OpeningHours.Day;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a wording said so far: hours by days, days that are closed, holidays. Refuses what contradicts it. */
final class HoursClauses {

    private final List<Clause> clauses = new ArrayList<>();
    private final Map<Day, List<Span>> seen = new EnumMap<>(Day.class);
    private final EnumSet<Day> closed = EnumSet.noneOf(Day.class);
    private @Nullable String holidays;
    private boolean schoolHolidaysOff;

    /** Minutes since midnight; {@code to} is above 1440 for an end on the next day. */
    record Span(int from, int to) {

        static final Span ALL_DAY = new Span(0, 24 * 60);

        private static String clock(int minutes) {
            var hour = minutes / 60;
            var minute = minutes % 60;
            return (hour < 10 ? "0" : "") + hour + (minute < 10 ? ":0" : ":") + minute;
        }

        String osm() {
            return clock(from) + "-" + clock(to);
        }
    }

    private record Clause(EnumSet<Day> days, List<Span> spans, boolean adds) {}

    /** A text stops making sense here; it never leaves the reading of wordings. */
    static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear() {
            super(null, null, false, false);
        }
    }

    boolean isEmpty() {
        return clauses.isEmpty() && closed.isEmpty();
    }

    boolean hasHoursOnAnyOf(EnumSet<Day> days) {
        return days.stream().anyMatch(seen::containsKey);
    }

    /** Adds hours to days; they must come after those the days have already. */
    void open(EnumSet<Day> days, List<Span> spans) {
        var adds = false;
        for (var day : days) {
            var before = seen.computeIfAbsent(day, any -> new ArrayList<>());
            adds |= !before.isEmpty();
            if (!before.isEmpty() && before.getLast().to() > spans.getFirst().from()) {
                throw new Unclear();
            }
            before.addAll(spans);
        }
        clauses.add(new Clause(days, spans, adds));
    }

    void close(EnumSet<Day> days) {
        closed.addAll(days);
    }

    void closeOnSchoolHolidays() {
        schoolHolidaysOff = true;
    }

    void closeOnHolidays() {
        onHolidays("off");
    }

    void openOnHolidays(List<Span> spans) {
        onHolidays(list(spans));
    }

    private void onHolidays(String what) {
        if (holidays != null && !holidays.equals(what)) {
            throw new Unclear();
        }
        holidays = what;
    }

    /** OSM {@code opening_hours}; null where no hours were said. */
    @Nullable
    String osm() {
        // "Mo 9-12, Mo geschlossen"
        if (clauses.stream().anyMatch(clause -> closed.containsAll(clause.days()))) {
            throw new Unclear();
        }
        if (clauses.isEmpty()) {
            return null;
        }
        var osm = new StringBuilder();
        for (var clause : clauses) {
            if (!osm.isEmpty()) {
                osm.append(clause.adds() ? ", " : "; ");
            }
            osm.append(Day.list(clause.days())).append(' ').append(list(clause.spans()));
        }
        if (!closed.isEmpty()) {
            osm.append("; ").append(Day.list(closed)).append(" off");
        }
        if (schoolHolidaysOff) {
            osm.append("; SH off");
        }
        if (holidays != null) {
            osm.append("; PH ").append(holidays);
        }
        var text = osm.toString();
        return text.equals("Mo-Su 00:00-24:00") ? "24/7" : text;
    }

    private static String list(List<Span> spans) {
        var out = new StringJoiner(",");
        spans.forEach(span -> out.add(span.osm()));
        return out.toString();
    }
}
