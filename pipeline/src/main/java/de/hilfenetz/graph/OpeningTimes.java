package de.hilfenetz.graph;

import ch.poole.openinghoursparser.DateRange;
import ch.poole.openinghoursparser.DateWithOffset;
import ch.poole.openinghoursparser.Holiday;
import ch.poole.openinghoursparser.Month;
import ch.poole.openinghoursparser.Nth;
import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.RuleModifier.Modifier;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.TokenMgrError;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import de.hilfenetz.vocabulary.Holidays;
import java.io.StringReader;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenStreetMap {@code opening_hours} value means on a day and at a moment, in Düsseldorf, with the public holidays of
 * Nordrhein-Westfalen. A value that says more than this can tell for certain (school holidays, sunrise, weeks, years, comments,
 * open ends, fallbacks, a night that runs into a day of another rule) is refused as a whole. Thread-safe.
 */
public final class OpeningTimes {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int DAY = 24 * 60;

    private final List<Rule> rules;

    private OpeningTimes(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * From one moment to another, of the local clock.
     *
     * @param opens minutes since midnight of the day
     * @param closes minutes since the same midnight; more than 1440 where it closes the day after
     */
    public record Span(int opens, int closes) {}

    /** The times that {@code osm} says; empty where it cannot be read or says more than days and hours. */
    public static Optional<OpeningTimes> parse(String osm) {
        try {
            var rules = new OpeningHoursParser(new StringReader(osm)).rules(false);
            return !rules.isEmpty()
                            && rules.stream().allMatch(OpeningTimes::isCertain)
                            && rules.stream().skip(1).noneMatch(OpeningTimes::saysNoDay)
                            && !hasBrokenNight(rules)
                    ? Optional.of(new OpeningTimes(rules))
                    : Optional.empty();
        } catch (OpeningHoursParseException | RuntimeException | TokenMgrError e) {
            // The generated scanner throws an error on characters it does not know.
            return Optional.empty();
        }
    }

    /** Whether it is open at {@code moment}; a span that began the evening before counts. */
    public boolean isOpenAt(Instant moment) {
        var local = moment.atZone(ZONE);
        var day = local.toLocalDate();
        var minute = local.getHour() * 60 + local.getMinute();
        return spansOn(day).stream().anyMatch(span -> span.opens <= minute && minute < span.closes)
                || spansOn(day.minusDays(1)).stream().anyMatch(span -> minute + DAY < span.closes);
    }

    /** Whether it says anything of public holidays: by name, or because it is open on every day of the year. */
    public boolean saysHolidays() {
        return rules.stream().anyMatch(rule -> !isEmpty(rule.getHolidays()) || isDaily(rule));
    }

    /** Whether it is certain what it means on {@code day}: hours that say nothing of public holidays leave those open. */
    public boolean tells(LocalDate day) {
        return !Holidays.isHoliday(day) || saysHolidays();
    }

    private static boolean isDaily(Rule rule) {
        var days = rule.getDays();
        if (isOff(rule) || !isEmpty(rule.getDates())) {
            return false;
        }
        return isEmpty(days)
                || (Arrays.stream(DayOfWeek.values())
                                .allMatch(day -> days.stream().anyMatch(range -> covers(range, day)))
                        && days.stream().allMatch(range -> isEmpty(range.getNths())));
    }

    /** The spans that begin on {@code day}, in the order of their beginnings. */
    public List<Span> spansOn(LocalDate day) {
        var spans = new ArrayList<Span>();
        for (var rule : rules) {
            if (!matches(rule, day)) {
                continue;
            }
            if (!rule.isAdditive()) {
                spans.clear();
            }
            if (!isOff(rule)) {
                spans.addAll(spans(rule));
            }
        }
        spans.sort((one, other) -> Integer.compare(one.opens, other.opens));
        return List.copyOf(spans);
    }

    private static boolean isCertain(Rule rule) {
        var modifier = rule.getModifier();
        var word = modifier == null ? null : modifier.getModifier();
        if (rule.isFallBack()
                || rule.getComment() != null
                || (modifier != null && modifier.getComment() != null)
                || word == Modifier.UNKNOWN
                || !isEmpty(rule.getYears())
                || !isEmpty(rule.getWeeks())) {
            return false;
        }
        var off = word == Modifier.OFF || word == Modifier.CLOSED;
        var hasTimes = rule.isTwentyfourseven() || !isEmpty(rule.getTimes());
        var daysCertain = isEmpty(rule.getDays()) || rule.getDays().stream().allMatch(OpeningTimes::isCertain);
        var timesCertain = isEmpty(rule.getTimes()) || rule.getTimes().stream().allMatch(OpeningTimes::isCertain);
        var datesCertain = isEmpty(rule.getDates()) || rule.getDates().stream().allMatch(OpeningTimes::isCertain);
        var holidaysCertain = isEmpty(rule.getHolidays())
                || rule.getHolidays().stream()
                        .allMatch(holiday -> holiday.getType() == Holiday.Type.PH
                                && holiday.getOffset() == 0
                                && holiday.getUseAsWeekDay());
        // "Mo 10:00-12:00 off" takes hours out of others, ", PH off" adds none; nobody is sure of which.
        return daysCertain
                && timesCertain
                && datesCertain
                && holidaysCertain
                && (off ? !hasTimes && !rule.isAdditive() : hasTimes);
    }

    /** "Mo-Fr 09:00-12:00; 13:00-14:00": instead, or as well? */
    private static boolean saysNoDay(Rule rule) {
        return !rule.isTwentyfourseven()
                && isEmpty(rule.getDays())
                && isEmpty(rule.getHolidays())
                && isEmpty(rule.getDates());
    }

    /**
     * "Fr 22:00-06:00; Sa off", "Mo-Su 20:00-08:00; PH off": whether the night goes on into the morning that a later rule
     * speaks of, or ends with its own day's, is read in two ways. Looked for on the days of a leap year.
     */
    private static boolean hasBrokenNight(List<Rule> rules) {
        for (var i = 0; i + 1 < rules.size(); i++) {
            var night = rules.get(i);
            var end = isOff(night)
                    ? 0
                    : spans(night).stream().mapToInt(Span::closes).max().orElse(0) - DAY;
            if (end <= 0) {
                continue;
            }
            for (var later : rules.subList(i + 1, rules.size())) {
                if (later.isAdditive()) {
                    continue;
                }
                for (var day = LocalDate.of(2028, 1, 1); day.getYear() == 2028; day = day.plusDays(1)) {
                    if (matches(night, day)
                            && (matches(later, day) || (matches(later, day.plusDays(1)) && !isOpenUntil(end, later)))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isOpenUntil(int minute, Rule rule) {
        return !isOff(rule) && spans(rule).stream().anyMatch(span -> span.opens == 0 && span.closes >= minute);
    }

    private static boolean isCertain(WeekDayRange range) {
        return range.getOffset() == 0;
    }

    private static boolean isCertain(TimeSpan time) {
        return time.getStartEvent() == null
                && time.getEndEvent() == null
                && !time.isOpenEnded()
                && time.getInterval() == 0
                && time.getStart() >= 0
                && time.getStart() < DAY
                && time.getEnd() != time.getStart()
                && time.getEnd() - time.getStart() <= DAY
                && time.getEnd() >= 0;
    }

    /** Months only, or months with days, the same every year. */
    private static boolean isCertain(DateRange range) {
        var start = range.getStartDate();
        var end = range.getEndDate();
        return range.getInterval() == 0
                && isPlain(start)
                && start.getMonth() != null
                && isInEveryYear(start.getMonth(), start)
                && (end == null
                        || (isPlain(end)
                                && (end.getMonth() != null || !end.undefinedDay())
                                && isInEveryYear(end.getMonth() == null ? start.getMonth() : end.getMonth(), end)));
    }

    private static boolean isInEveryYear(Month month, DateWithOffset date) {
        return month != Month.FEB || date.undefinedDay() || date.getDay() <= 28;
    }

    private static boolean isPlain(@Nullable DateWithOffset date) {
        return date != null
                && date.getVarDate() == null
                && date.getNth() == 0
                && date.getWeekDayOffset() == null
                && date.getDayOffset() == 0
                && !date.isOpenEnded()
                && date.undefinedYear();
    }

    private static boolean matches(Rule rule, LocalDate day) {
        if (!isEmpty(rule.getDates()) && rule.getDates().stream().noneMatch(range -> covers(range, day))) {
            return false;
        }
        var days = rule.getDays();
        var holidays = rule.getHolidays();
        if (isEmpty(days) && isEmpty(holidays)) {
            return true;
        }
        return (!isEmpty(holidays) && Holidays.isHoliday(day))
                || (!isEmpty(days)
                        && days.stream()
                                .anyMatch(range -> covers(range, day.getDayOfWeek()) && covers(range.getNths(), day)));
    }

    /** The first is 1, the last -1. */
    private static boolean covers(@Nullable List<Nth> nths, LocalDate day) {
        var fromFirst = (day.getDayOfMonth() + 6) / 7;
        var fromLast = -((day.lengthOfMonth() - day.getDayOfMonth()) / 7 + 1);
        return nths == null
                || nths.isEmpty()
                || nths.stream().anyMatch(nth -> {
                    var last = nth.getEndNth() == Nth.INVALID_NTH ? nth.getStartNth() : nth.getEndNth();
                    return (nth.getStartNth() <= fromFirst && fromFirst <= last)
                            || (nth.getStartNth() <= fromLast && fromLast <= last && last < 0);
                });
    }

    private static boolean covers(WeekDayRange range, DayOfWeek day) {
        var first = number(range.getStartDay());
        var last = number(Objects.requireNonNullElse(range.getEndDay(), range.getStartDay()));
        var at = day.getValue();
        return first <= last ? first <= at && at <= last : at >= first || at <= last;
    }

    private static boolean covers(DateRange range, LocalDate day) {
        var start = range.getStartDate();
        var end = range.getEndDate() == null ? start : range.getEndDate();
        var first = number(start.getMonth(), start.getDay(), 1);
        var last = number(
                Objects.requireNonNullElse(end.getMonth(), Objects.requireNonNull(start.getMonth())), end.getDay(), 31);
        var at = day.getMonthValue() * 100 + day.getDayOfMonth();
        return first <= last ? first <= at && at <= last : at >= first || at <= last;
    }

    private static int number(@Nullable Month month, int day, int otherwise) {
        return (List.of(Month.values()).indexOf(Objects.requireNonNull(month)) + 1) * 100
                + (day >= 1 && day <= 31 ? day : otherwise);
    }

    /** From 1 for Monday. */
    private static int number(WeekDay day) {
        return switch (day) {
            case MO -> 1;
            case TU -> 2;
            case WE -> 3;
            case TH -> 4;
            case FR -> 5;
            case SA -> 6;
            case SU -> 7;
        };
    }

    private static boolean isOff(Rule rule) {
        var modifier = rule.getModifier();
        return modifier != null
                && (modifier.getModifier() == Modifier.OFF || modifier.getModifier() == Modifier.CLOSED);
    }

    private static List<Span> spans(Rule rule) {
        if (isEmpty(rule.getTimes())) {
            return List.of(new Span(0, DAY));
        }
        return rule.getTimes().stream()
                .map(time -> new Span(
                        time.getStart(), time.getEnd() < time.getStart() ? time.getEnd() + DAY : time.getEnd()))
                .toList();
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }
}
