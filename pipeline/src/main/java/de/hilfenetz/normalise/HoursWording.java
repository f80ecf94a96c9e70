package de.hilfenetz.normalise;

import de.hilfenetz.normalise.HoursClauses.Span;
import de.hilfenetz.normalise.HoursClauses.Unclear;
import de.hilfenetz.normalise.HoursWords.Kind;
import de.hilfenetz.normalise.HoursWords.Word;
import de.hilfenetz.normalise.OpeningHours.Day;
import de.hilfenetz.normalise.OpeningHours.Said;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads wording about opening hours, word by word. Each clause names days and then their times; whatever does not fit, or
 * contradicts what was said before, ends the reading without hours.
 */
final class HoursWording {

    private final List<Word> words;
    private int at;
    private final HoursClauses clauses = new HoursClauses();
    private boolean appointment;
    private boolean onlyAppointment;
    private boolean afterSemicolon;

    private static final Pattern DENIED = Pattern.compile("(?:kein[a-zäöüß]*|nicht|ohne|statt) (?:nur )?@appointment");

    private HoursWording(List<Word> words) {
        this.words = words;
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
            } else if (is(Kind.ALL_DAY) && clauses.isEmpty()) {
                at++;
                clauses.open(EnumSet.allOf(Day.class), List.of(Span.ALL_DAY));
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
            clauses.closeOnSchoolHolidays();
        } else {
            expect(Kind.HOLIDAYS);
            clauses.closeOnHolidays();
        }
        at++;
    }

    private void holidays() {
        var school = is(Kind.SCHOOL_HOLIDAYS);
        at++;
        skip(Kind.COLON);
        if (is(Kind.CLOSED)) {
            at++;
            if (school) {
                clauses.closeOnSchoolHolidays();
            } else {
                clauses.closeOnHolidays();
            }
        } else if (school) {
            throw new Unclear();
        } else {
            clauses.openOnHolidays(spans());
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
            clauses.close(days);
            if (withHolidays) {
                clauses.closeOnHolidays();
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
            clauses.openOnHolidays(spans);
        }
        if (afterSemicolon && !also && clauses.hasHoursOnAnyOf(days)) {
            // OSM would replace, people would add.
            throw new Unclear();
        }
        clauses.open(days, spans);
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
                spans.add(Span.ALL_DAY);
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

    private Said said() {
        var osm = clauses.osm();
        var need = !appointment ? null : onlyAppointment || clauses.isEmpty() ? "yes" : "limited";
        return new Said(osm, need);
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
