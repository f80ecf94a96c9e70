package de.hilfenetz.normalise;

import de.hilfenetz.normalise.HoursClauses.Span;
import de.hilfenetz.normalise.HoursClauses.Unclear;
import de.hilfenetz.normalise.HoursWords.Kind;
import de.hilfenetz.normalise.HoursWords.Word;
import de.hilfenetz.normalise.OpeningHours.Day;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads lists of days and of times from the words of wording about opening hours, from where the reading is on. */
abstract class HoursLists {

    final List<Word> words;

    /** The word that is read next. */
    int at;

    HoursLists(List<Word> words) {
        this.words = words;
    }

    /** "Mo-Mi, Fr", "Mo Di Do". */
    final EnumSet<Day> dayList() {
        var days = EnumSet.noneOf(Day.class);
        while (true) {
            expect(Kind.DAYS);
            if (next(Kind.DAYS)) {
                days.addAll(bareList());
            } else {
                days.addAll(dayRange());
            }
            if (!separatorBefore(Kind.DAYS)) {
                return days;
            }
            at++;
        }
    }

    /** Days with nothing between them: of two that are not neighbours a dash may have been lost. */
    private EnumSet<Day> bareList() {
        var days = EnumSet.noneOf(Day.class);
        var begin = at;
        @Nullable Day last = null;
        while (is(Kind.DAYS)) {
            var day = words.get(at++).days();
            if (day.size() != 1 || (last != null && day.iterator().next().compareTo(last) <= 0)) {
                throw new Unclear();
            }
            last = day.iterator().next();
            days.addAll(day);
        }
        var first = days.iterator().next();
        if (is(Kind.TO)
                || (at - begin == 2 && !first.to(Objects.requireNonNull(last)).equals(days))) {
            throw new Unclear();
        }
        return days;
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

    final boolean separatorBefore(Kind kind) {
        return (is(Kind.COMMA) || is(Kind.AND)) && next(kind);
    }

    final List<Span> spans() {
        var spans = new ArrayList<Span>();
        while (true) {
            if (is(Kind.ALL_DAY)) {
                at++;
                spans.add(Span.ALL_DAY);
            } else {
                spans.add(span());
            }
            if ((is(Kind.COMMA) || is(Kind.AND) || is(Kind.SEMICOLON) || is(Kind.LINE)) && timesFollow(at + 1)) {
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

    final Span span() {
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

    final boolean is(Kind kind) {
        return at < words.size() && words.get(at).kind() == kind;
    }

    final boolean next(Kind kind) {
        return isAt(1, kind);
    }

    final boolean isAt(int ahead, Kind kind) {
        return at + ahead < words.size() && words.get(at + ahead).kind() == kind;
    }

    final void skip(Kind kind) {
        if (is(kind)) {
            at++;
        }
    }

    final void expect(Kind kind) {
        if (!is(kind)) {
            throw new Unclear();
        }
    }

    /** The words read since one of them. */
    final Stream<Word> since(int begin) {
        return words.subList(begin, at).stream();
    }
}
