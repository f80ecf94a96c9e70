package de.hilfenetz.normalise;

import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.TokenMgrError;
import ch.poole.openinghoursparser.Util;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opening hours: German or English wording to OpenStreetMap {@code opening_hours}, or that already. A text that could be
 * meant in two ways yields no hours: the text stays, and a finding says so. In OSM {@code ;} replaces what was said for the
 * same day, {@code ,} adds to it.
 */
public final class OpeningHours {

    static final de.hilfenetz.finding.Rule READ = de.hilfenetz.finding.Rule.info(
            "oeffnungszeiten-gelesen",
            "Die Öffnungszeiten „{value}“ wurden als „{suggestion}“ gelesen.",
            "The opening hours \"{value}\" were read as \"{suggestion}\".");
    static final de.hilfenetz.finding.Rule UNREADABLE = de.hilfenetz.finding.Rule.warning(
            "oeffnungszeiten-unlesbar",
            "Die Öffnungszeiten „{value}“ sind nicht eindeutig lesbar und erscheinen nur als Text. "
                    + "Erwartet wird z. B. „Mo-Fr 9:00-12:00, Do 14:00-17:00“.",
            "The opening hours \"{value}\" cannot be read without guessing and appear as text only. "
                    + "Expected is for example \"Mo-Fr 09:00-12:00, Th 14:00-17:00\".");

    private static final int MAX = 1000;
    private static final Pattern OSM_LOOK =
            Pattern.compile("24/7|.*(?:\\d{2}:\\d{2}|\\boff\\b|\\bclosed\\b).*", Pattern.DOTALL);
    private static final Pattern OVER_MIDNIGHT = Pattern.compile("(\\d{2}):(\\d{2})-(\\d{2}):(\\d{2})");
    private static final Pattern ENGLISH_ONLY = Pattern.compile("\\b(?:Tu|We|Th|Su|PH|SH|off)\\b");

    /** Many records, few wordings: what was read once is remembered. */
    private static final Map<String, Reading<Said>> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 10_000;

    private OpeningHours() {}

    /** What a text says: structured hours where they are certain, and whether an appointment is needed ({@code limited}: possible). */
    public record Said(@Nullable String osm, @Nullable String byAppointment) {}

    /** Reads wording or OSM. The value is null only for blank input. */
    public static Reading<Said> parse(String typed) {
        var known = KNOWN.get(typed);
        if (known != null) {
            return known;
        }
        var reading = read(typed);
        if (typed.length() <= 200 && KNOWN.size() < MOST_KNOWN) {
            KNOWN.put(typed, reading);
        }
        return reading;
    }

    private static Reading<Said> read(String typed) {
        var text = typed.strip();
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        if (text.length() > MAX) {
            return unreadable(text.substring(0, 80) + "…", new Said(null, null));
        }
        var osm = parseOsm(text);
        if (osm.isPresent() && !isAmbiguous(text) && !hasDoubtfulNight(text)) {
            var said = new Said(osm.get(), null);
            return osm.get().equals(typed) ? Reading.of(said) : Reading.changed(said, READ, typed, osm.get());
        }
        var words = osm.isPresent() ? new Said(null, null) : HoursWording.read(text);
        if (words.osm() != null) {
            var strict = parseOsm(words.osm());
            return strict.isEmpty()
                    ? unreadable(text, new Said(null, words.byAppointment()))
                    : Reading.changed(new Said(strict.get(), words.byAppointment()), READ, typed, strict.get());
        }
        return "yes".equals(words.byAppointment()) ? Reading.of(words) : unreadable(text, words);
    }

    /** The normalised form of an OSM {@code opening_hours} value; empty where it is none by the strict grammar. */
    public static Optional<String> parseOsm(String typed) {
        var text = typed.strip();
        if (text.length() > MAX || !OSM_LOOK.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var rules = new OpeningHoursParser(new StringReader(extended(text))).rules(true);
            if (rules.isEmpty() || rules.stream().anyMatch(rule -> hasNoDays(rule) || hasNoTime(rule))) {
                return Optional.empty();
            }
            return Optional.of(Util.rulesToOpeningHoursString(rules));
        } catch (OpeningHoursParseException | RuntimeException | TokenMgrError e) {
            // The generated scanner throws an error on characters it does not know.
            return Optional.empty();
        }
    }

    /** Times of day without a day: OSM means every day by it, people rarely do. */
    private static boolean hasNoDays(Rule rule) {
        return !rule.isTwentyfourseven()
                && rule.getDays() == null
                && rule.getHolidays() == null
                && rule.getDates() == null
                && rule.getWeeks() == null
                && rule.getYears() == null;
    }

    /** 00:00-00:00 is a form that nobody filled in; a day has no 25th hour to begin in. */
    private static boolean hasNoTime(Rule rule) {
        return rule.getTimes() != null
                && rule.getTimes().stream()
                        .anyMatch(time -> time.getStartEvent() == null
                                && time.getEndEvent() == null
                                && (time.getStart() == time.getEnd() || time.getStart() >= 24 * 60));
    }

    /** The strict grammar wants 22:00-30:00 where everybody writes 22:00-06:00. */
    private static String extended(String text) {
        return OVER_MIDNIGHT.matcher(text).replaceAll(match -> {
            return minutes(match, 3) < minutes(match, 1)
                    ? "%s:%s-%02d:%s"
                            .formatted(
                                    match.group(1),
                                    match.group(2),
                                    Integer.parseInt(match.group(3)) + 24,
                                    match.group(4))
                    : match.group();
        });
    }

    /** "Mo 17:00-16:00" is good OSM for 23 hours, and more likely a slip. */
    private static boolean hasDoubtfulNight(String text) {
        return OVER_MIDNIGHT
                .matcher(text)
                .results()
                .anyMatch(match -> minutes(match, 3) < minutes(match, 1)
                        && (minutes(match, 1) < 15 * 60 || minutes(match, 3) > 12 * 60));
    }

    private static int minutes(MatchResult match, int group) {
        return Integer.parseInt(match.group(group)) * 60 + Integer.parseInt(match.group(group + 1));
    }

    /** "Mo-Fr 08:00-12:00; Mo 14:00-16:00" is good OSM without Monday morning and good German with it. */
    private static boolean isAmbiguous(String text) {
        if (!text.contains(";") || ENGLISH_ONLY.matcher(text).find()) {
            return false;
        }
        var seen = EnumSet.noneOf(Day.class);
        for (var rule : text.split(";", -1)) {
            for (var day : Day.in(rule)) {
                if (!seen.add(day)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Reading<Said> unreadable(String text, Said said) {
        return new Reading<>(said, List.of(new Reading.Note(UNREADABLE, text, null)));
    }

    /** The days as OSM abbreviates them. */
    enum Day {
        MO,
        TU,
        WE,
        TH,
        FR,
        SA,
        SU;

        String osm() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }

        /** The days from this one to {@code last}, over the end of the week where need be. */
        EnumSet<Day> to(Day last) {
            if (compareTo(last) <= 0) {
                return EnumSet.range(this, last);
            }
            var days = EnumSet.range(this, SU);
            days.addAll(EnumSet.range(MO, last));
            return days;
        }

        private static final Pattern RANGE =
                Pattern.compile("\\b(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))?\\b");

        static EnumSet<Day> in(String osmRule) {
            var days = EnumSet.noneOf(Day.class);
            RANGE.matcher(osmRule).results().forEach(match -> {
                var first = valueOf(match.group(1).toUpperCase(Locale.ROOT));
                var last =
                        match.group(2) == null ? first : valueOf(match.group(2).toUpperCase(Locale.ROOT));
                days.addAll(first.to(last));
            });
            return days;
        }

        /** "Mo-Th,Sa". */
        static String list(EnumSet<Day> days) {
            var out = new StringBuilder();
            for (var i = 0; i < 7; i++) {
                if (!days.contains(values()[i])) {
                    continue;
                }
                var last = i;
                while (last + 1 < 7 && days.contains(values()[last + 1])) {
                    last++;
                }
                if (!out.isEmpty()) {
                    out.append(',');
                }
                out.append(values()[i].osm());
                if (last > i) {
                    out.append(last == i + 1 ? ',' : '-').append(values()[last].osm());
                }
                i = last;
            }
            return out.toString();
        }
    }
}
