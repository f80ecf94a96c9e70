package de.hilfenetz.graph;

import static java.util.stream.Collectors.joining;

import ch.poole.openinghoursparser.Holiday;
import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.RuleModifier.Modifier;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import java.io.StringReader;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.atlas.lib.Cache;
import org.apache.jena.atlas.lib.CacheFactory;
import org.jspecify.annotations.Nullable;

/**
 * The week that an OpenStreetMap {@code opening_hours} string describes, as schema.org can say it: the same hours every week,
 * and whether it is closed on public holidays. A string that says more (months, weeks, comments, "unknown", open ends) has no
 * such week; the string itself stays the full truth.
 *
 * @param openings in the order of their first day, then of their times
 * @param closedOnHolidays said by {@code PH off}
 */
public record WeeklyHours(List<Opening> openings, boolean closedOnHolidays) {

    private static final int DAY = 24 * 60;
    /** Many say the same hours, and several files say them again. */
    private static final Cache<String, Optional<WeeklyHours>> PARSED = CacheFactory.createCache(2_000);

    private static final List<String> GERMAN =
            List.of("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag");

    public WeeklyHours {
        openings = List.copyOf(openings);
    }

    /**
     * The same times on some days of the week.
     *
     * @param opens minutes since midnight
     * @param closes minutes since the same midnight; more than 24 hours when it closes the day after
     */
    public record Opening(Set<DayOfWeek> days, int opens, int closes) {

        /** {@code 08:00:00}. */
        String opensTime() {
            return time(opens);
        }

        /**
         * {@code 12:00:00}. A time before {@link #opensTime} is one of the next day (schema.org); the end of a whole day
         * is written 23:59:00, because schema.org has no other way.
         */
        String closesTime() {
            return opens == 0 && closes == DAY ? "23:59:00" : time(closes % DAY);
        }

        /** {@code Montag bis Freitag 8 bis 12 Uhr}. */
        public String german() {
            return germanDays()
                    + (opens == 0 && closes == DAY
                            ? " rund um die Uhr"
                            : " " + clock(opens) + " bis " + (closes == DAY ? "24" : clock(closes % DAY)) + " Uhr");
        }

        private String germanDays() {
            if (days.size() == 7) {
                return "täglich";
            }
            var runs = new ArrayList<List<DayOfWeek>>();
            for (var day : days) {
                if (!runs.isEmpty() && runs.getLast().getLast().getValue() == day.getValue() - 1) {
                    runs.getLast().add(day);
                } else {
                    runs.add(new ArrayList<>(List.of(day)));
                }
            }
            return runs.stream().map(Opening::germanRun).collect(joining(", "));
        }

        private static String germanRun(List<DayOfWeek> run) {
            var first = GERMAN.get(run.getFirst().getValue() - 1);
            var last = GERMAN.get(run.getLast().getValue() - 1);
            return switch (run.size()) {
                case 1 -> first;
                case 2 -> first + " und " + last;
                default -> first + " bis " + last;
            };
        }

        private static String time(int minutes) {
            return "%02d:%02d:00".formatted(minutes / 60, minutes % 60);
        }

        private static String clock(int minutes) {
            return minutes % 60 == 0 ? "" + minutes / 60 : "%d:%02d".formatted(minutes / 60, minutes % 60);
        }
    }

    /** The week {@code osm} describes, or empty where it describes more than a week or cannot be read. */
    public static Optional<WeeklyHours> parse(String osm) {
        return PARSED.get(osm, WeeklyHours::read);
    }

    private static Optional<WeeklyHours> read(String osm) {
        List<Rule> rules;
        try {
            // Not strict: the strict parser refuses 22:00-02:00.
            rules = new OpeningHoursParser(new StringReader(osm)).rules(false);
        } catch (OpeningHoursParseException e) {
            return Optional.empty();
        }
        var week = new EnumMap<DayOfWeek, Set<Span>>(DayOfWeek.class);
        var closedOnHolidays = false;
        for (var rule : rules) {
            if (isHolidaysOff(rule)) {
                closedOnHolidays = true;
            } else if (!apply(rule, week)) {
                return Optional.empty();
            }
        }
        return Optional.of(new WeeklyHours(openings(week), closedOnHolidays));
    }

    private record Span(int opens, int closes) implements Comparable<Span> {
        @Override
        public int compareTo(Span other) {
            return opens != other.opens ? Integer.compare(opens, other.opens) : Integer.compare(closes, other.closes);
        }
    }

    private static boolean isHolidaysOff(Rule rule) {
        return isPlain(rule)
                && isOff(rule)
                && isEmpty(rule.getDays())
                && isEmpty(rule.getTimes())
                && rule.getHolidays() != null
                && rule.getHolidays().size() == 1
                && rule.getHolidays().getFirst().getType() == Holiday.Type.PH
                && rule.getHolidays().getFirst().getOffset() == 0;
    }

    /** Adds one rule to the week, the way OSM means it; false where the week cannot say it. */
    private static boolean apply(Rule rule, Map<DayOfWeek, Set<Span>> week) {
        if (!isPlain(rule) || !isEmpty(rule.getHolidays())) {
            return false;
        }
        var days = days(rule.getDays());
        if (days.isEmpty()) {
            return false;
        }
        if (isOff(rule)) {
            if (!isEmpty(rule.getTimes())) {
                return false;
            }
            week.keySet().removeAll(days.get());
            return true;
        }
        var spans = spans(rule);
        if (spans.isEmpty()) {
            return false;
        }
        for (var day : days.get()) {
            if (!rule.isAdditive()) {
                // After a semicolon a rule replaces what was said of its days.
                week.put(day, new TreeSet<>());
            }
            week.computeIfAbsent(day, d -> new TreeSet<>()).addAll(spans.get());
        }
        return true;
    }

    private static boolean isPlain(Rule rule) {
        var modifier = rule.getModifier();
        return !rule.isFallBack()
                && isEmpty(rule.getYears())
                && isEmpty(rule.getWeeks())
                && isEmpty(rule.getDates())
                && rule.getComment() == null
                && (modifier == null || (modifier.getComment() == null && modifier.getModifier() != Modifier.UNKNOWN));
    }

    private static boolean isOff(Rule rule) {
        var modifier = rule.getModifier();
        return modifier != null
                && (modifier.getModifier() == Modifier.OFF || modifier.getModifier() == Modifier.CLOSED);
    }

    private static Optional<Set<DayOfWeek>> days(@Nullable List<WeekDayRange> ranges) {
        if (ranges == null || ranges.isEmpty()) {
            return Optional.of(EnumSet.allOf(DayOfWeek.class));
        }
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var range : ranges) {
            if (!isEmpty(range.getNths()) || range.getOffset() != 0) {
                return Optional.empty();
            }
            var day = day(range.getStartDay());
            var last = day(Objects.requireNonNullElse(range.getEndDay(), range.getStartDay()));
            for (; day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return Optional.of(days);
    }

    private static DayOfWeek day(WeekDay day) {
        return switch (day) {
            case MO -> DayOfWeek.MONDAY;
            case TU -> DayOfWeek.TUESDAY;
            case WE -> DayOfWeek.WEDNESDAY;
            case TH -> DayOfWeek.THURSDAY;
            case FR -> DayOfWeek.FRIDAY;
            case SA -> DayOfWeek.SATURDAY;
            case SU -> DayOfWeek.SUNDAY;
        };
    }

    private static Optional<Set<Span>> spans(Rule rule) {
        var spans = new TreeSet<Span>();
        if (isEmpty(rule.getTimes())) {
            if (!rule.isTwentyfourseven()) {
                return Optional.empty();
            }
            spans.add(new Span(0, DAY));
            return Optional.of(spans);
        }
        for (var time : rule.getTimes()) {
            if (!isClear(time)) {
                return Optional.empty();
            }
            spans.add(new Span(time.getStart(), time.getEnd()));
        }
        return Optional.of(spans);
    }

    private static boolean isClear(TimeSpan time) {
        return time.getStartEvent() == null
                && time.getEndEvent() == null
                && !time.isOpenEnded()
                && time.getInterval() == 0
                && time.getStart() >= 0
                && time.getStart() < DAY
                && time.getEnd() > time.getStart()
                && time.getEnd() - time.getStart() <= DAY;
    }

    private static List<Opening> openings(Map<DayOfWeek, Set<Span>> week) {
        var bySpan = new TreeMap<Span, Set<DayOfWeek>>();
        week.forEach((day, spans) ->
                spans.forEach(span -> bySpan.computeIfAbsent(span, s -> EnumSet.noneOf(DayOfWeek.class))
                        .add(day)));
        return bySpan.entrySet().stream()
                .map(entry -> new Opening(
                        entry.getValue(), entry.getKey().opens(), entry.getKey().closes()))
                .sorted((one, other) -> firstDay(one) - firstDay(other))
                .toList();
    }

    private static int firstDay(Opening opening) {
        return opening.days().iterator().next().getValue();
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }
}
