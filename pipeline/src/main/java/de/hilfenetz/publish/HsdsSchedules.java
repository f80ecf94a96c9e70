package de.hilfenetz.publish;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.graph.WeeklyHours;
import de.hilfenetz.graph.WeeklyHours.Opening;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Hours;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opening hours as HSDS schedules, pieces of an RRULE. HSDS takes a time zone as one offset from UTC, which would be wrong for
 * half the year, so none is written: {@code notes} say that times are local. Holidays and appointments have no member; they
 * stand in the description. The OSM string goes along as an attribute and stays the full truth.
 */
final class HsdsSchedules {

    private static final String LOCAL_TIME = "Ortszeit Düsseldorf (Europe/Berlin)";
    private static final int DAY = 24 * 60;
    /** {@code We[1] 14:00-16:00}: certain weekdays of a month and nothing else. */
    private static final Pattern MONTHLY =
            Pattern.compile("(Mo|Tu|We|Th|Fr|Sa|Su)\\[(-?[1-5])\\] ([0-2]\\d:[0-5]\\d)-([0-2]\\d:[0-5]\\d)");

    private HsdsSchedules() {}

    static void write(HsdsParts parts, ObjectNode to, @Nullable Hours hours) {
        if (hours == null) {
            return;
        }
        var osm = hours.osm();
        var week = osm == null ? null : WeeklyHours.parse(osm).orElse(null);
        var more = new ArrayList<String>();
        if (osm != null && osm.contains("PH off")) {
            more.add("an Feiertagen geschlossen");
        }
        if (hours.byAppointment() == Answer.YES) {
            more.add("nach Vereinbarung");
        } else if (hours.byAppointment() == Answer.LIMITED) {
            more.add("auch nach Vereinbarung");
        }
        if (week != null) {
            week.openings().forEach(opening -> weekly(parts, to, opening, more));
        } else if (osm != null) {
            monthly(parts, to, osm, more);
        }
        if (to.path("schedules").isEmpty()) {
            var words = new ArrayList<String>();
            words.add(hours.text() == null ? (osm == null ? "" : osm) : hours.text());
            words.addAll(more);
            piece(parts, to, words.stream().filter(word -> !word.isEmpty()).collect(joining("; ")));
        }
        var first = (ObjectNode) to.path("schedules").get(0);
        parts.value(first, "osm", "Öffnungszeiten in der Schreibweise von OpenStreetMap", osm);
        parts.value(first, "text", "Öffnungszeiten im Wortlaut", hours.text());
        parts.value(first, "byAppointment", "Nach Vereinbarung", answer(hours.byAppointment()));
    }

    private static @Nullable String answer(@Nullable Answer answer) {
        return answer == null ? null : HsdsParts.german(answer);
    }

    private static ObjectNode piece(HsdsParts parts, ObjectNode to, String description) {
        var piece = parts.part(to, "schedules", "schedule");
        if (!description.isEmpty()) {
            piece.put("description", description);
        }
        return piece;
    }

    private static void weekly(HsdsParts parts, ObjectNode to, Opening opening, List<String> more) {
        var words = new ArrayList<String>();
        words.add(opening.german());
        words.addAll(more);
        piece(parts, to, String.join("; ", words))
                .put("freq", "WEEKLY")
                .put("byday", opening.days().stream().map(HsdsSchedules::day).collect(joining(",")))
                .put("opens_at", clock(opening.opens()))
                // There is no 24:00 in ISO 8601 any more; 00:00 of the same day would be no time at all.
                .put("closes_at", opening.closes() == DAY ? "23:59" : clock(opening.closes() % DAY))
                .put("notes", LOCAL_TIME);
    }

    private static void monthly(HsdsParts parts, ObjectNode to, String osm, List<String> more) {
        var rules = List.of(osm.replaceFirst("; PH off$", "").split("[,;] (?=[MTWFS])", -1));
        if (!rules.stream().allMatch(rule -> MONTHLY.matcher(rule).matches())) {
            return;
        }
        for (var rule : rules) {
            var match = MONTHLY.matcher(rule);
            if (match.matches()) {
                piece(parts, to, String.join("; ", more))
                        .put("freq", "MONTHLY")
                        .put("byday", match.group(2) + match.group(1).toUpperCase(Locale.ROOT))
                        .put("opens_at", match.group(3))
                        .put("closes_at", match.group(4).equals("24:00") ? "23:59" : match.group(4))
                        .put("notes", LOCAL_TIME);
            }
        }
    }

    private static String day(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    private static String clock(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }
}
