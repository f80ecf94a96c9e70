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
    private final EnumSet<Day> onlyByAppointment = EnumSet.noneOf(Day.class);
    private @Nullable Span pause;

    /** Minutes since midnight; {@code to} is above 1440 for an end on the next day. */
    record Span(int from, int to) {

        static final Span ALL_DAY = new Span(0, 24 * 60);

        boolean covers(Span other) {
            return from <= other.from && other.to <= to;
        }

        /** Whether there are hours before and after. */
        boolean contains(Span other) {
            return from < other.from && other.to < to;
        }

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

    boolean haveOneSpan() {
        return clauses.size() == 1 && clauses.getFirst().spans().size() == 1;
    }

    boolean hasHoursOnAnyOf(EnumSet<Day> days) {
        return days.stream().anyMatch(seen::containsKey);
    }

    /**
     * Adds hours to days. They come after those the days have already, or contain them: then adding and replacing are the
     * same ("Mo-Fr 9-16, Do 9-18").
     */
    void open(EnumSet<Day> days, List<Span> spans) {
        if (days.stream().anyMatch(onlyByAppointment::contains)
                || (pause != null && spans.stream().anyMatch(span -> span.contains(pause)))) {
            throw new Unclear();
        }
        var adds = false;
        var replaces = false;
        for (var day : days) {
            var before = seen.computeIfAbsent(day, any -> new ArrayList<>());
            if (before.isEmpty()) {
                before.addAll(spans);
            } else if (before.getLast().to() <= spans.getFirst().from()) {
                adds = true;
                before.addAll(spans);
            } else if (spans.size() == 1
                    && !before.equals(spans)
                    && before.stream().allMatch(spans.getFirst()::covers)) {
                replaces = true;
                before.clear();
                before.addAll(spans);
            } else {
                throw new Unclear();
            }
        }
        if (adds && replaces) {
            throw new Unclear();
        }
        clauses.add(new Clause(days, spans, adds));
    }

    /** "Mo-Fr 9-12, außer Mi": said of the one clause there is. */
    void except(EnumSet<Day> days) {
        var only = only();
        if (!only.days().containsAll(days) || days.containsAll(only.days())) {
            throw new Unclear();
        }
        only.days().removeAll(days);
        days.forEach(seen::remove);
    }

    /** "Mo-Fr 9-17, Mittagspause 12-13": said of the one clause there is. */
    void pause(Span taken) {
        var only = only();
        var spans = new ArrayList<Span>();
        for (var span : only.spans()) {
            if (span.contains(taken)) {
                spans.add(new Span(span.from(), taken.from()));
                spans.add(new Span(taken.to(), span.to()));
            } else {
                spans.add(span);
            }
        }
        if (spans.size() == only.spans().size()) {
            throw new Unclear();
        }
        pause = taken;
        clauses.set(0, new Clause(only.days(), spans, false));
    }

    private Clause only() {
        if (clauses.size() != 1) {
            throw new Unclear();
        }
        return clauses.getFirst();
    }

    /** Days that have no hours, since one has to arrange them. */
    void onlyByAppointment(EnumSet<Day> days) {
        if (hasHoursOnAnyOf(days)) {
            throw new Unclear();
        }
        onlyByAppointment.addAll(days);
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
