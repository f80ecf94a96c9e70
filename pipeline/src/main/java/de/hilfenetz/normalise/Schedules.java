package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HSDS schedules (pieces of an RRULE) to OSM hours. All pieces must be readable and in force on the day of delivery, else
 * only their text is kept: half the hours are worse than none.
 */
final class Schedules {

    private static final Pattern BY_DAY = Pattern.compile("([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)");

    /** What a timezone may say without meaning another clock: nothing, or hours from UTC as they are here. */
    private static final Pattern OF_THE_PLACE =
            Pattern.compile("(?:null|\\+?0?[12](?:\\.0|:?00)?|Europe/Berlin)?", Pattern.CASE_INSENSITIVE);

    /** Local time, at the most with the offset that it has in summer or winter; what another clock shows is not what people read here. */
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})(?::\\d{2})?(?:\\+0[12]:?00)?");

    private Schedules() {}

    static ObjectNode read(Form form, JsonNode schedules) {
        var first = schedules.path(0);
        var ours = form.to().objectNode();
        for (var name : List.of("osm", "text", "byAppointment")) {
            var value = HsdsAttributes.value(first, name);
            if (value != null) {
                ours.set(name, value);
            }
        }
        if (!ours.isEmpty()) {
            return HoursField.whole(form, ours);
        }
        if (isWording(schedules)) {
            return wording(form, schedules);
        }
        var today = form.setting().delivered().atZone(Dates.ZONE).toLocalDate();
        var rules = new ArrayList<String>();
        var texts = new ArrayList<String>();
        var readable = true;
        for (var schedule :
                schedules.isArray() ? schedules : form.to().arrayNode().add(schedules)) {
            var rule = rule(schedule, today);
            readable &= rule != null;
            if (rule != null && !rules.contains(rule)) {
                rules.add(rule);
            }
            describe(schedule, form.setting().language(), texts);
        }
        var hours = form.to().objectNode();
        var text = PlainText.parse(String.join("\n", texts));
        var osm = readable && !rules.isEmpty()
                ? OpeningHours.parseOsm(String.join(", ", rules)).orElse(null)
                : null;
        if (osm != null) {
            hours.put("osm", osm);
        } else {
            var value = text.value() == null ? schedules.toString() : text.value();
            form.remarks()
                    .tell(
                            OpeningHours.UNREADABLE,
                            schedules.isArray() ? schedules.path(0).path("opens_at") : schedules,
                            form.at("hours"),
                            value.length() > 200 ? value.substring(0, 200) + "…" : value,
                            null);
        }
        if (text.value() != null && text.value().length() <= 5000) {
            hours.put("text", text.value());
        } else if (osm != null) {
            hours.put("text", osm);
        }
        return hours;
    }

    /** Whether no piece has times of its own, only a description of them. */
    private static boolean isWording(JsonNode schedules) {
        if (!schedules.isArray()) {
            return false;
        }
        for (var schedule : schedules) {
            if (schedule.hasNonNull("opens_at")
                    || schedule.hasNonNull("byday")
                    || !schedule.path("description").isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode wording(Form form, JsonNode schedules) {
        var hours = form.to().objectNode();
        var texts = new ArrayList<String>();
        var inForce = true;
        var today = form.setting().delivered().atZone(Dates.ZONE).toLocalDate();
        for (var schedule : schedules) {
            Form.addOnce(texts, schedule.path("description").textValue());
            inForce &= isInForce(schedule, today) && !schedule.hasNonNull("valid_to");
        }
        var source = schedules.path(0).path("description");
        HoursField.wording(form, source, String.join("\n", texts), "hours", hours);
        if (!inForce) {
            hours.remove("osm");
        }
        return hours;
    }

    private static void describe(JsonNode schedule, String language, List<String> texts) {
        var times = new StringJoiner(" ");
        for (var name : List.of("byday", "weekday")) {
            if (schedule.hasNonNull(name)) {
                times.add(schedule.path(name).asText().strip());
            }
        }
        if (schedule.hasNonNull("opens_at")) {
            times.add(clock(schedule.path("opens_at").asText()) + "-"
                    + clock(schedule.path("closes_at").asText()));
        }
        var limits = limits(schedule, language);
        var head = times + (limits.isEmpty() ? "" : " (" + limits + ")");
        if (times.length() > 0 || LIMITS.stream().anyMatch(limit -> limit.isSaid(schedule))) {
            Form.addOnce(texts, head.strip());
        }
        for (var name : List.of("description", "attending_type", "notes")) {
            if (schedule.path(name).isTextual()
                    && !schedule.path(name).textValue().isBlank()) {
                Form.addOnce(texts, schedule.path(name).textValue());
            }
        }
    }

    /** What an RRULE says beyond days and times, in words: without it the text would promise every week. */
    private record Limit(String name, String german, String english) {

        boolean isSaid(JsonNode schedule) {
            var said = schedule.path(name).asText("").strip();
            return !said.isEmpty()
                    && !said.equals("null")
                    && !(name.equals("interval") && said.equals("1"))
                    && !(name.equals("timezone") && OF_THE_PLACE.matcher(said).matches());
        }

        String words(JsonNode schedule, String language) {
            return (language.startsWith("de") ? german : english)
                    .formatted(schedule.path(name).asText().strip());
        }
    }

    private static final List<Limit> LIMITS = List.of(
            new Limit("interval", "Abstand %s", "interval %s"),
            new Limit("byweekno", "Kalenderwochen %s", "weeks of the year %s"),
            new Limit("bymonthday", "Tage des Monats %s", "days of the month %s"),
            new Limit("byyearday", "Tage des Jahres %s", "days of the year %s"),
            new Limit("until", "bis %s", "until %s"),
            new Limit("count", "%s-mal", "%s times"),
            new Limit("timezone", "Zeitzone UTC%s", "time zone UTC%s"));

    private static String limits(JsonNode schedule, String language) {
        var limits = new StringJoiner("; ");
        var from = schedule.path("valid_from").asText("");
        var to = schedule.path("valid_to").asText("");
        if (!from.isBlank() || !to.isBlank()) {
            limits.add(from + "–" + to);
        }
        LIMITS.stream()
                .filter(limit -> limit.isSaid(schedule))
                .forEach(limit -> limits.add(limit.words(schedule, language)));
        return limits.toString();
    }

    private static String clock(String time) {
        return time.replaceFirst("^(\\d{1,2}:\\d{2}):\\d{2}", "$1");
    }

    private static @Nullable String rule(JsonNode schedule, LocalDate today) {
        for (var name : List.of("byweekno", "bymonthday", "byyearday", "count")) {
            if (schedule.hasNonNull(name) && !schedule.path(name).asText().isBlank()) {
                return null;
            }
        }
        if (!OF_THE_PLACE.matcher(schedule.path("timezone").asText("").strip()).matches()) {
            return null;
        }
        if (schedule.path("interval").asInt(1) != 1
                || schedule.path("freq").asText("WEEKLY").equals("DAILY")) {
            return null;
        }
        if (!isInForce(schedule, today)) {
            return null;
        }
        var from = day(schedule, "valid_from");
        var to = earlier(day(schedule, "valid_to"), day(schedule, "until"));
        var days = days(schedule);
        var opens = time(schedule.path("opens_at").asText(""));
        var closes = time(schedule.path("closes_at").asText(""));
        if (days == null || opens == null || closes == null || opens.equals(closes)) {
            return null;
        }
        return (to == null ? "" : osm(from == null ? today : from) + "-" + osm(to) + " ") + days + " " + opens + "-"
                + closes;
    }

    private static boolean isInForce(JsonNode schedule, LocalDate today) {
        var from = day(schedule, "valid_from");
        var to = earlier(day(schedule, "valid_to"), day(schedule, "until"));
        return (from == null || !from.isAfter(today)) && (to == null || !to.isBefore(today));
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    private static @Nullable LocalDate day(JsonNode schedule, String name) {
        var day = Dates.parse(schedule.path(name).asText("")).value();
        return day == null ? null : LocalDate.parse(day);
    }

    private static String osm(LocalDate day) {
        var month = day.getMonth().name();
        return "%d %s %02d"
                .formatted(
                        day.getYear(),
                        month.charAt(0) + month.substring(1, 3).toLowerCase(Locale.ROOT),
                        day.getDayOfMonth());
    }

    private static @Nullable String time(String typed) {
        var match = TIME.matcher(typed.strip());
        if (!match.matches()) {
            return null;
        }
        var hour = Integer.parseInt(match.group(1));
        return hour > 24 ? null : "%02d:%s".formatted(hour, match.group(2));
    }

    private static @Nullable String days(JsonNode schedule) {
        var byDay = schedule.path("byday").asText("").strip().toUpperCase(Locale.ROOT);
        if (byDay.isEmpty()) {
            byDay = weekday(schedule.path("weekday").asText(""));
        }
        if (byDay.isEmpty()) {
            return null;
        }
        var plain = EnumSet.noneOf(OpeningHours.Day.class);
        var counted = new StringJoiner(",");
        for (var part : byDay.split(",", -1)) {
            var match = BY_DAY.matcher(part.strip());
            if (!match.matches()) {
                return null;
            }
            var day = OpeningHours.Day.valueOf(match.group(2));
            if (match.group(1) == null) {
                plain.add(day);
            } else {
                counted.add(day.osm() + "[" + match.group(1).replace("+", "") + "]");
            }
        }
        var list = new StringJoiner(",");
        if (!plain.isEmpty()) {
            list.add(OpeningHours.Day.list(plain));
        }
        return counted.length() > 0 ? list.add(counted.toString()).toString() : list.toString();
    }

    private static String weekday(String name) {
        var key = name.strip().toUpperCase(Locale.ROOT);
        return key.matches("(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY") ? key.substring(0, 2) : "";
    }
}
