package de.hilfenetz.serve;

import de.hilfenetz.graph.OpeningTimes;
import de.hilfenetz.graph.WeeklyHours;
import de.hilfenetz.record.Hours;
import de.hilfenetz.serve.Views.Day;
import de.hilfenetz.serve.Views.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opening hours as a person reads them: a week where the record describes one, and always the provider's words. */
final class HoursView {

    private static final int DAY = 24 * 60;
    /** Days in which somebody who stands before a closed door plans. */
    private static final int AHEAD = 32;

    private final Words t;

    HoursView(Words t) {
        this.t = t;
    }

    /** The hours as of {@code today}; what applies today is only said with its date. */
    Views.Hours of(Hours hours, LocalDate today) {
        var week = hours.osm() == null ? null : WeeklyHours.parse(hours.osm()).orElse(null);
        var days = week == null ? List.<Day>of() : days(week, today);
        return new Views.Hours(
                isRoundTheClock(days) ? List.of() : days,
                remarks(week, days),
                hours.text() == null ? hours.osm() : hours.text(),
                hours.osm() == null || isRoundTheClock(days) ? null : today(hours.osm(), today),
                hours.osm() == null || isRoundTheClock(days) ? null : next(List.of(hours), today),
                appointment(hours));
    }

    private List<Day> days(WeeklyHours week, LocalDate today) {
        var days = new ArrayList<Day>();
        for (var day : DayOfWeek.values()) {
            days.add(new Day(
                    day.getDisplayName(TextStyle.FULL, t.locale()), spans(week, day), day == today.getDayOfWeek()));
        }
        return days;
    }

    private static List<Span> spans(WeeklyHours week, DayOfWeek day) {
        return week.openings().stream()
                .filter(opening -> opening.days().contains(day))
                .sorted(Comparator.comparingInt(WeeklyHours.Opening::opens))
                .map(opening -> new Span(clock(opening.opens()), clock(opening.closes())))
                .toList();
    }

    private static String clock(int minutes) {
        var ofDay = minutes == DAY ? DAY : minutes % DAY;
        return "%02d:%02d".formatted(ofDay / 60, ofDay % 60);
    }

    private static boolean isRoundTheClock(List<Day> days) {
        var whole = List.of(new Span("00:00", "24:00"));
        return !days.isEmpty() && days.stream().allMatch(day -> day.spans().equals(whole));
    }

    private List<String> remarks(@Nullable WeeklyHours week, List<Day> days) {
        if (week == null) {
            return List.of();
        }
        if (isRoundTheClock(days)) {
            return List.of(t.of("zeiten.rund"));
        }
        return week.closedOnHolidays() ? List.of(t.of("zeiten.feiertag.zu")) : List.of();
    }

    /** What applies on {@code today}; null where nobody can tell. */
    private @Nullable String today(String osm, LocalDate today) {
        var times = OpeningTimes.parse(osm).orElse(null);
        if (times == null) {
            return null;
        }
        var day = t.day(today).text();
        if (!times.tells(today)) {
            return t.of("zeiten.heute.feiertag", day);
        }
        return t.of("zeiten.heute", day, spans(times, today).orElseGet(() -> t.of("zeiten.heute.zu")));
    }

    private Optional<String> spans(OpeningTimes times, LocalDate day) {
        var spans = times.spansOn(day).stream()
                .map(span -> clock(span.opens()) + "–" + clock(span.closes()))
                .toList();
        return spans.isEmpty()
                ? Optional.empty()
                : Optional.of(t.of("zeiten.uhr", String.join(t.of("zeiten.und"), spans)));
    }

    /** The first later day on which one of them is certain to open; null where that is far away or nobody can tell. */
    @Nullable
    String next(List<Hours> all, LocalDate today) {
        var readable = all.stream()
                .flatMap(hours -> Stream.ofNullable(hours.osm()))
                .flatMap(osm -> OpeningTimes.parse(osm).stream())
                .toList();
        return today.plusDays(1)
                .datesUntil(today.plusDays(AHEAD))
                .flatMap(day -> readable.stream()
                        .filter(times -> times.tells(day))
                        .flatMap(times -> spans(times, day).stream())
                        .map(spans -> t.of(
                                "zeiten.danach",
                                day.getDayOfWeek().getDisplayName(TextStyle.FULL, t.locale()),
                                t.day(day).text(),
                                spans)))
                .findFirst()
                .orElse(null);
    }

    private @Nullable String appointment(Hours hours) {
        var key = hours.byAppointment() == null
                ? ""
                : "zeiten.termin." + hours.byAppointment().json();
        return t.has(key) ? t.of(key) : null;
    }
}
