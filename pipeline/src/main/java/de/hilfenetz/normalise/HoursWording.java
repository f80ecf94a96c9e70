package de.hilfenetz.normalise;

import de.hilfenetz.normalise.HoursClauses.Span;
import de.hilfenetz.normalise.HoursClauses.Unclear;
import de.hilfenetz.normalise.HoursWords.Kind;
import de.hilfenetz.normalise.HoursWords.Word;
import de.hilfenetz.normalise.OpeningHours.Day;
import de.hilfenetz.normalise.OpeningHours.Said;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads wording about opening hours, word by word. Each clause names days and then their times; whatever does not fit, or
 * contradicts what was said before, ends the reading without hours.
 */
final class HoursWording extends HoursLists {

    private final HoursClauses clauses = new HoursClauses();
    private boolean appointment;
    private boolean onlyAppointment;
    private boolean walkIn;
    private boolean afterSemicolon;

    private static final Pattern DENIED = Pattern.compile("(?:kein[a-zäöüß]*|nicht|ohne|statt) (?:nur )?@appointment");

    private HoursWording(List<Word> words) {
        super(words);
    }

    static Said read(String typed) {
        var plain = HoursPhrases.plain(typed);
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
        if (words == null || HoursBrackets.doubtful(words)) {
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

    private void all() {
        // "nur montags 9-12 Uhr"
        if (is(Kind.ONLY) && next(Kind.DAYS)) {
            at++;
        }
        // "Nur mit Termin: Mo-Fr 9-12"
        if (is(Kind.ONLY) && next(Kind.APPOINTMENT) && isAt(2, Kind.COLON)) {
            at += 3;
            onlyAppointment = true;
            appointment = true;
        }
        if (is(Kind.TIME)) {
            timesFirst();
        }
        while (at < words.size()) {
            if (is(Kind.COMMA) || is(Kind.LINE) || is(Kind.AND) || is(Kind.COLON)) {
                at++;
            } else if (is(Kind.SEMICOLON)) {
                afterSemicolon = true;
                at++;
            } else if (is(Kind.ONLY) || is(Kind.APPOINTMENT)) {
                appointment();
            } else if (is(Kind.ALSO) && next(Kind.APPOINTMENT)) {
                at++;
            } else if (is(Kind.WALK_IN)) {
                walkIn();
            } else if (is(Kind.BREAK)) {
                at++;
                skip(Kind.COLON);
                clauses.pause(span());
            } else if (is(Kind.EXCEPT) && next(Kind.DAYS)) {
                at++;
                clauses.except(dayList());
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

    /**
     * "9-12 Uhr (Mo-Fr), 10-14 Uhr (Sa)". In "9-17 Uhr, Sa n.V." the days begin something new, so that a comma may stand before
     * them only where nothing follows them.
     */
    private void timesFirst() {
        while (is(Kind.TIME)) {
            var spans = spans();
            var parted = is(Kind.COMMA);
            skip(Kind.COMMA);
            var begin = at;
            var days = dayList();
            if (afterSemicolon && clauses.hasHoursOnAnyOf(days)) {
                throw new Unclear();
            }
            clauses.open(days, spans);
            var several = since(begin).anyMatch(HoursBrackets::separates);
            // "9-17 Uhr Mo-Fr, Sa 10-14 Uhr", "9-17 Uhr Mo-Fr, Sa, feiertags geschlossen"
            var goesOn = several && (is(Kind.TIME) || (is(Kind.COMMA) && !next(Kind.TIME)));
            if (at < words.size() && (parted || goesOn || !endsList())) {
                throw new Unclear();
            }
            afterSemicolon |= is(Kind.SEMICOLON);
            if (!is(Kind.TIME) && next(Kind.TIME)) {
                at++;
            }
        }
    }

    /** What may follow the days of times that came first without being said of the last day alone. */
    private boolean endsList() {
        return switch (words.get(at).kind()) {
            case TIME, SEMICOLON, LINE -> true;
            // "9-17 Uhr Sa, feiertags geschlossen"
            case COMMA -> !next(Kind.HOLIDAYS) && !next(Kind.SCHOOL_HOLIDAYS);
            case AND -> next(Kind.TIME);
            case ALSO -> next(Kind.APPOINTMENT);
            case EXCEPT -> next(Kind.HOLIDAYS) || next(Kind.DAYS);
            default -> false;
        };
    }

    /** Of all hours, before or after them. */
    private void walkIn() {
        var begin = at++;
        if (begin > 0 && (at < words.size() || isOfLast(begin))) {
            throw new Unclear();
        }
        skip(Kind.COLON);
        walkIn = true;
    }

    private void appointment() {
        var begin = at;
        if (is(Kind.ONLY)) {
            at++;
            expect(Kind.APPOINTMENT);
            onlyAppointment = true;
        }
        expect(Kind.APPOINTMENT);
        at++;
        // "nach Vereinbarung Mo-Fr 9-12", "Mo 9-12 nur nach Vereinbarung, Di 9-12": of which hours is it said?
        var parted = is(Kind.COMMA) || is(Kind.SEMICOLON) || is(Kind.LINE);
        if (at < words.size() && (begin == 0 || onlyAppointment || !parted)) {
            throw new Unclear();
        }
        if (begin > 0 && isOfLast(begin)) {
            throw new Unclear();
        }
        appointment = true;
    }

    /** "Mo-Fr 9-17, Sa 10-14 nur mit Termin", "Mo-Fr 9-12, 14-16 nach Vereinbarung": said of the last words, or of all? */
    private boolean isOfLast(int begin) {
        return switch (words.get(begin - 1).kind()) {
            case COMMA, SEMICOLON, LINE, AND, ALSO -> false;
            case TIME, ALL_DAY ->
                !clauses.haveOneSpan()
                        || words.subList(at, words.size()).stream().anyMatch(HoursBrackets::opens);
            default -> true;
        };
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
        var also = is(Kind.ALSO);
        skip(Kind.ALSO);
        var begin = at;
        var days = dayList();
        // "Mo-Fr 9-12, auch Sa, So 10-12": Saturday from nine or from ten?
        if (also && !clauses.hasHoursOnAnyOf(days) && since(begin).anyMatch(word -> word.kind() == Kind.COMMA)) {
            throw new Unclear();
        }
        var withHolidays = separatorBefore(Kind.HOLIDAYS);
        if (withHolidays) {
            at += 2;
        }
        if (is(Kind.EXCEPT)) {
            // "täglich außer Mo 10-18", "täglich außer feiertags 10-18"
            at++;
            if (!is(Kind.HOLIDAYS)) {
                var excepted = dayList();
                if (!days.containsAll(excepted) || excepted.containsAll(days)) {
                    throw new Unclear();
                }
                days.removeAll(excepted);
            }
            if (!is(Kind.HOLIDAYS) && separatorBefore(Kind.HOLIDAYS)) {
                at++;
            }
            if (is(Kind.HOLIDAYS)) {
                at++;
                clauses.closeOnHolidays();
            }
            skip(Kind.COMMA);
            if (!is(Kind.TIME) && !is(Kind.COLON) && !is(Kind.ALL_DAY)) {
                throw new Unclear();
            }
        }
        skip(Kind.COLON);
        if (is(Kind.LINE) && next(Kind.CLOSED)) {
            at++;
        }
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
            if (is(Kind.TIME) || withHolidays) {
                throw new Unclear();
            }
            if (!also) {
                clauses.onlyByAppointment(days);
            }
            return;
        }
        skip(Kind.LINE);
        // "Mo-Fr, 9-12", "Mo - 9-12"
        if ((is(Kind.COMMA) || is(Kind.TO)) && next(Kind.TIME) && isAt(2, Kind.TO)) {
            at++;
        }
        var spans = spans();
        if (withHolidays) {
            clauses.openOnHolidays(spans);
        }
        // "auch Mo 14-16": as well as what?
        if (also && clauses.isEmpty()) {
            throw new Unclear();
        }
        if (afterSemicolon && !also && clauses.hasHoursOnAnyOf(days)) {
            // OSM would replace, people would add.
            throw new Unclear();
        }
        clauses.open(days, spans);
    }

    private Said said() {
        var osm = clauses.osm();
        if (walkIn && (appointment || osm == null)) {
            throw new Unclear();
        }
        var need = walkIn ? "no" : !appointment ? null : onlyAppointment || clauses.isEmpty() ? "yes" : "limited";
        return new Said(osm, need);
    }
}
