package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days and moments: ISO, German, and American where only one reading makes a date. */
public final class Dates {

    static final Rule READ = Rule.info(
            "datum-gelesen",
            "Das Datum „{value}“ wurde als {suggestion} übernommen.",
            "The date \"{value}\" was taken as {suggestion}.");
    static final Rule UNREADABLE = Rule.warning(
            "datum-unlesbar",
            "„{value}“ ist kein eindeutiges Datum und wird nicht übernommen. Erwartet wird TT.MM.JJJJ oder JJJJ-MM-TT.",
            "\"{value}\" is no unambiguous date and is not taken. Expected is DD.MM.YYYY or YYYY-MM-DD.");
    static final Rule FUTURE = Rule.warning(
            "datum-in-der-zukunft",
            "{value} liegt nach dem Tag der Lieferung und wird nicht übernommen.",
            "{value} is after the day of delivery and is not taken.");

    /** Where the data's people live. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final Pattern ISO = Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})");
    private static final Pattern GERMAN = Pattern.compile("(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4}|\\d{2})");
    private static final Pattern NAMED = Pattern.compile("(\\d{1,2})\\.?\\s?([A-Za-zäÄ]{3,9})\\.?,?\\s?(\\d{4})");
    private static final Pattern AMERICAN_NAMED = Pattern.compile("([A-Za-z]{3,9})\\.?\\s?(\\d{1,2}),?\\s(\\d{4})");
    private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})");
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern WITH_TIME =
            Pattern.compile("(.{6,20}?)(?:T|,?\\s)\\s?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?(?: Uhr)?");
    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mär", 3),
            Map.entry("mar", 3),
            Map.entry("mrz", 3),
            Map.entry("mae", 3),
            Map.entry("apr", 4),
            Map.entry("mai", 5),
            Map.entry("may", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("okt", 10),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dez", 12),
            Map.entry("dec", 12));

    private Dates() {}

    /** A day, as {@code 2026-11-22}. */
    public static Reading<String> parse(String typed) {
        var text = typed.strip();
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        var day = text.length() > 40 ? null : day(text);
        if (day == null && text.length() <= 40) {
            var moment = moment(text);
            day = moment == null ? null : moment.atZone(ZONE).toLocalDate();
        }
        return day == null ? unreadable(text) : Reading.ofText(typed, day.toString(), READ);
    }

    /** A moment in UTC, as {@code 2026-10-02T07:00:00Z}; a day alone means its begin in Düsseldorf. */
    public static Reading<String> parseInstant(String typed) {
        var text = typed.strip();
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        var moment = text.length() > 40 ? null : moment(text);
        if (moment == null && text.length() <= 40) {
            var day = day(text);
            moment = day == null ? null : day.atStartOfDay(ZONE).toInstant();
        }
        return moment == null ? unreadable(text) : Reading.ofText(typed, moment.toString(), READ);
    }

    private static Reading<String> unreadable(String text) {
        return Reading.refused(UNREADABLE, text.length() > 60 ? text.substring(0, 60) + "…" : text, null);
    }

    private static @Nullable Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            var parts = WITH_TIME.matcher(text);
            var day = parts.matches() ? day(parts.group(1).strip()) : null;
            if (day == null) {
                return null;
            }
            try {
                var second = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
                var time = LocalTime.of(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)), second);
                return LocalDateTime.of(day, time).atZone(ZONE).toInstant();
            } catch (DateTimeException noTime) {
                return null;
            }
        }
    }

    private static @Nullable LocalDate day(String text) {
        var iso = ISO.matcher(text);
        if (iso.matches()) {
            return date(iso.group(1), number(iso.group(2)), iso.group(3));
        }
        var german = GERMAN.matcher(text);
        if (german.matches()) {
            return date(german.group(3), number(german.group(2)), german.group(1));
        }
        var compact = COMPACT.matcher(text);
        if (compact.matches()) {
            return date(compact.group(1), number(compact.group(2)), compact.group(3));
        }
        var named = NAMED.matcher(text);
        if (named.matches()) {
            return date(named.group(3), month(named.group(2)), named.group(1));
        }
        var american = AMERICAN_NAMED.matcher(text);
        if (american.matches()) {
            return date(american.group(3), month(american.group(1)), american.group(2));
        }
        return slashed(text);
    }

    private static @Nullable LocalDate slashed(String text) {
        var slashed = SLASHED.matcher(text);
        if (!slashed.matches()) {
            return null;
        }
        var american = date(slashed.group(3), number(slashed.group(1)), slashed.group(2));
        var european = date(slashed.group(3), number(slashed.group(2)), slashed.group(1));
        if (american != null && european != null) {
            return american.equals(european) ? american : null;
        }
        return american != null ? american : european;
    }

    private static int month(String name) {
        var key = name.toLowerCase(Locale.GERMAN);
        return MONTHS.getOrDefault(key.substring(0, 3), 0);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** Two-digit years are of this century up to 49, else of the last; years before 1900 are mistakes. */
    private static @Nullable LocalDate date(String year, int month, String day) {
        var y = number(year);
        if (year.length() == 2) {
            y += y < 50 ? 2000 : 1900;
        }
        if (y < 1900 || y > 2200) {
            return null;
        }
        try {
            return LocalDate.of(y, month, number(day));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
