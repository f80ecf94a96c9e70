package de.hilfenetz.normalise;

import de.hilfenetz.normalise.HoursWords.Kind;
import de.hilfenetz.normalise.HoursWords.Word;
import de.hilfenetz.normalise.OpeningHours.Day;
import de.hilfenetz.normalise.OpeningHours.Said;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads wording about opening hours, word by word. Each clause names days and then their times; whatever does not fit, or
 * contradicts what was said before, ends the reading without hours.
 */
final class HoursWording {

    private final List<Word> words;
    private int at;
    private final List<Clause> clauses = new ArrayList<>();
    private final Map<Day, List<Span>> seen = new EnumMap<>(Day.class);
    private final EnumSet<Day> closed = EnumSet.noneOf(Day.class);
    private @Nullable String holidays;
    private boolean schoolHolidaysOff;
    private boolean appointment;
    private boolean onlyAppointment;
    private boolean afterSemicolon;

    private static final Pattern DENIED = Pattern.compile("(?:kein[a-zäöüß]*|nicht|ohne|statt) (?:nur )?@appointment");

    private HoursWording(List<Word> words) {
        this.words = words;
    }

    /** Minutes since midnight; {@code to} is above 1440 for an end on the next day. */
    private record Span(int from, int to) {

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

    /** Thrown where a text stops making sense; never leaves this class. */
    private static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear() {
            super(null, null, false, false);
        }
    }

    static Said read(String typed) {
        var plain = HoursWords.plain(typed);
        var mentioned = plain.contains("@appointment") && !DENIED.matcher(plain).find();
        var monthly = MonthlyWording.read(plain);
        if (monthly != null) {
            return new Said(monthly, null);
        }
        var season = SeasonWording.read(plain);
        if (season != null) {
            return season;
        }
        var words = HoursWords.cut(plain);
        if (words == null || hasAside(words)) {
            return new Said(null, mentioned ? "limited" : null);
        }
        words.removeIf(word -> word.kind() == Kind.OPEN || word.kind() == Kind.SHUT);
        var wording = new HoursWording(words);
        try {
            wording.all();
            return wording.said();
        } catch (Unclear e) {
            return new Said(null, mentioned ? "limited" : null);
        }
    }

    /** "Mo-Fr 9-12 (Mi 14-16)": instead, or as well? */
    private static boolean hasAside(List<Word> words) {
        var open = false;
        var timeBefore = false;
        var days = false;
        for (var word : words) {
            switch (word.kind()) {
                case OPEN -> {
                    open = true;
                    days = false;
                }
                case SHUT -> open = false;
                case DAYS -> days = true;
                case TIME -> {
                    if (open && days && timeBefore) {
                        return true;
                    }
                    timeBefore |= !open;
                }
                default -> {}
            }
        }
        return false;
    }

    private void all() {
        // "nur montags 9-12 Uhr"
        if (is(Kind.ONLY) && next(Kind.DAYS)) {
            at++;
        }
        while (at < words.size()) {
            if (is(Kind.COMMA) || is(Kind.LINE) || is(Kind.AND) || is(Kind.COLON)) {
                at++;
            } else if (is(Kind.SEMICOLON)) {
                afterSemicolon = true;
                at++;
            } else if (is(Kind.ONLY) || is(Kind.APPOINTMENT)) {
                appointment();
            } else if (is(Kind.EXCEPT)) {
                at++;
                holidaysOff();
            } else if (is(Kind.HOLIDAYS) || is(Kind.SCHOOL_HOLIDAYS)) {
                holidays();
            } else if (is(Kind.ALL_DAY) && clauses.isEmpty() && closed.isEmpty()) {
                at++;
                clause(EnumSet.allOf(Day.class), List.of(new Span(0, 24 * 60)));
            } else {
                days();
            }
        }
    }

    private void appointment() {
        var begins = at == 0;
        if (is(Kind.ONLY)) {
            at++;
            expect(Kind.APPOINTMENT);
            onlyAppointment = true;
        }
        expect(Kind.APPOINTMENT);
        at++;
        // "nach Vereinbarung Mo-Fr 9-12", "Mo 9-12 nur nach Vereinbarung, Di 9-12": of which hours is it said?
        if (at < words.size() && (begins || onlyAppointment)) {
            throw new Unclear();
        }
        appointment = true;
    }

    private void holidaysOff() {
        holidayOff();
        while (separatorBefore(Kind.HOLIDAYS) || separatorBefore(Kind.SCHOOL_HOLIDAYS)) {
            at++;
            holidayOff();
        }
        skip(Kind.CLOSED);
    }

    private void holidayOff() {
        if (is(Kind.SCHOOL_HOLIDAYS)) {
            schoolHolidaysOff = true;
        } else {
            expect(Kind.HOLIDAYS);
            holiday("off");
        }
        at++;
    }

    private void holiday(String what) {
        if (holidays != null && !holidays.equals(what)) {
            throw new Unclear();
        }
        holidays = what;
    }

    private void holidays() {
        var school = is(Kind.SCHOOL_HOLIDAYS);
        at++;
        skip(Kind.COLON);
        if (is(Kind.CLOSED)) {
            at++;
            schoolHolidaysOff |= school;
            if (!school) {
                holiday("off");
            }
        } else if (school) {
            throw new Unclear();
        } else {
            holiday(list(spans()));
        }
    }

    private void days() {
        var days = EnumSet.noneOf(Day.class);
        var also = false;
        var withHolidays = false;
        while (true) {
            skip(Kind.ALSO);
            expect(Kind.DAYS);
            days.addAll(dayRange());
            if (separatorBefore(Kind.DAYS)) {
                at++;
                continue;
            }
            if (separatorBefore(Kind.HOLIDAYS)) {
                at += 2;
                withHolidays = true;
            }
            break;
        }
        skip(Kind.COLON);
        if (is(Kind.ALSO)) {
            also = true;
            at++;
        }
        if (is(Kind.CLOSED)) {
            at++;
            closed.addAll(days);
            if (withHolidays) {
                holiday("off");
            }
            return;
        }
        if (is(Kind.ONLY) || is(Kind.APPOINTMENT)) {
            // A day by appointment only: no hours for it, and that is said.
            skip(Kind.ONLY);
            expect(Kind.APPOINTMENT);
            at++;
            appointment = true;
            if (is(Kind.TIME)) {
                throw new Unclear();
            }
            return;
        }
        // "Mo-Fr, 9-12", "Mo - 9-12"
        if ((is(Kind.COMMA) || is(Kind.TO)) && next(Kind.TIME) && isAt(2, Kind.TO)) {
            at++;
        }
        var spans = spans();
        if (withHolidays) {
            holiday(list(spans));
        }
        if (afterSemicolon && !also && days.stream().anyMatch(seen::containsKey)) {
            // OSM would replace, people would add.
            throw new Unclear();
        }
        clause(days, spans);
    }

    private EnumSet<Day> dayRange() {
        var first = words.get(at++).days();
        if (is(Kind.TO) && next(Kind.DAYS)) {
            at++;
            var last = words.get(at++).days();
            if (first.size() != 1 || last.size() != 1 || first.equals(last)) {
                throw new Unclear();
            }
            return first.iterator().next().to(last.iterator().next());
        }
        return first;
    }

    private boolean separatorBefore(Kind kind) {
        return (is(Kind.COMMA) || is(Kind.AND)) && next(kind);
    }

    private List<Span> spans() {
        var spans = new ArrayList<Span>();
        while (true) {
            if (is(Kind.ALL_DAY)) {
                at++;
                spans.add(new Span(0, 24 * 60));
            } else {
                spans.add(span());
            }
            if ((is(Kind.COMMA) || is(Kind.AND) || is(Kind.SEMICOLON)) && timesFollow(at + 1)) {
                at++;
                continue;
            }
            if (is(Kind.MORNING) || is(Kind.AFTERNOON)) {
                continue;
            }
            break;
        }
        for (var i = 1; i < spans.size(); i++) {
            if (spans.get(i).from() < spans.get(i - 1).to()) {
                throw new Unclear();
            }
        }
        return spans;
    }

    private boolean timesFollow(int index) {
        if (index >= words.size()) {
            return false;
        }
        return switch (words.get(index).kind()) {
            case TIME, MORNING, AFTERNOON -> true;
            default -> false;
        };
    }

    private Span span() {
        var morning = is(Kind.MORNING);
        var afternoon = is(Kind.AFTERNOON);
        if (morning || afternoon) {
            at++;
        }
        expect(Kind.TIME);
        var first = words.get(at++);
        expect(Kind.TO);
        at++;
        expect(Kind.TIME);
        var last = words.get(at++);
        var from = first.minutes();
        var to = last.minutes();
        var night = from >= 17 * 60 && to <= 12 * 60 && to < from;
        // "1-3 pm" begins in the afternoon, "9-5pm" in the morning; only the latter is sure to be what it seems.
        if (from >= 24 * 60 || (first.half().isEmpty() && last.half().equals("pm") && from + 12 * 60 < to)) {
            throw new Unclear();
        }
        if ((morning && (from >= 12 * 60 || to > 14 * 60)) || (afternoon && from < 11 * 60)) {
            throw new Unclear();
        }
        // "Mo 2-4 Uhr" means the afternoon, "8-5" perhaps too: nobody can tell.
        if ((to <= from && !night) || (first.bare() && from > 0 && from < 6 * 60)) {
            throw new Unclear();
        }
        return new Span(from, night ? to + 24 * 60 : to);
    }

    private void clause(EnumSet<Day> days, List<Span> spans) {
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

    private Said said() {
        // "Mo 9-12, Mo geschlossen"
        if (clauses.stream().anyMatch(clause -> closed.containsAll(clause.days()))) {
            throw new Unclear();
        }
        var need = !appointment ? null : onlyAppointment || (clauses.isEmpty() && closed.isEmpty()) ? "yes" : "limited";
        if (clauses.isEmpty()) {
            return new Said(null, need);
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
        return new Said(text.equals("Mo-Su 00:00-24:00") ? "24/7" : text, need);
    }

    private static String list(List<Span> spans) {
        var out = new StringJoiner(",");
        spans.forEach(span -> out.add(span.osm()));
        return out.toString();
    }

    private boolean is(Kind kind) {
        return at < words.size() && words.get(at).kind() == kind;
    }

    private boolean next(Kind kind) {
        return isAt(1, kind);
    }

    private boolean isAt(int ahead, Kind kind) {
        return at + ahead < words.size() && words.get(at + ahead).kind() == kind;
    }

    private void skip(Kind kind) {
        if (is(kind)) {
            at++;
        }
    }

    private void expect(Kind kind) {
        if (!is(kind)) {
            throw new Unclear();
        }
    }
}
