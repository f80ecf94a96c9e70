package de.hilfenetz.normalise;

import de.hilfenetz.normalise.OpeningHours.Day;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts wording about opening hours into words with one meaning each. One word without a meaning, and nothing is read. */
final class HoursWords {

    /** What a word means. */
    enum Kind {
        DAYS,
        HOLIDAYS,
        SCHOOL_HOLIDAYS,
        TIME,
        TO,
        COMMA,
        SEMICOLON,
        LINE,
        AND,
        CLOSED,
        EXCEPT,
        ALL_DAY,
        APPOINTMENT,
        WALK_IN,
        BREAK,
        ONLY,
        ALSO,
        MORNING,
        AFTERNOON,
        COLON,
        OPEN,
        SHUT,
        FILLER
    }

    /**
     * One word.
     *
     * @param days for {@link Kind#DAYS}
     * @param minutes since midnight for {@link Kind#TIME}
     * @param bare whether a time was a mere hour like "2"
     * @param half {@code am} or {@code pm}, else empty
     */
    record Word(Kind kind, EnumSet<Day> days, int minutes, boolean bare, String half) {

        static Word of(Kind kind) {
            return new Word(kind, EnumSet.noneOf(Day.class), 0, false, "");
        }
    }

    private static final Map<String, EnumSet<Day>> DAYS = new HashMap<>();
    private static final Map<String, Kind> WORDS = new HashMap<>();

    private static final Pattern TOKEN = Pattern.compile(
            "(\\d{1,2})(?:[:.h](\\d{2}))?(?![\\d.:]*\\d)\\s{0,2}(a\\.m\\.|p\\.m\\.|am(?![a-zäöüß])(?! (?:mo|di|mi|do|fr|sa|so)(?:[.,/-]| |$|n?n?tag|enstag|ttwoch|nnerstag|eitag|mstag))|pm(?![a-zäöüß])|uhr(?![a-zäöüß])|h(?![a-zäöüß]))?|[a-zäöüß@]+\\.?(?:-(?=[a-zäöüß])[a-zäöüß]{3,}s)?|[-,;:/+&()\\n"
                    + "|]");

    static {
        day(Day.MO, "mo", "mo.", "montag", "mont.", "montags", "mon", "monday", "mondays");
        day(Day.TU, "di", "di.", "dienstag", "dienst.", "dienstags", "die", "tue", "tues", "tuesday", "tuesdays", "tu");
        day(Day.WE, "mi", "mi.", "mittwoch", "mittw.", "mittwochs", "wed", "wednesday", "wednesdays", "we");
        day(
                Day.TH,
                "do",
                "do.",
                "donnerstag",
                "donn.",
                "donnerst.",
                "donnerstags",
                "don",
                "thu",
                "thur",
                "thurs",
                "thursday",
                "thursdays",
                "th");
        day(Day.FR, "fr", "fr.", "freitag", "freit.", "freitags", "fre", "fri", "friday", "fridays");
        day(
                Day.SA,
                "sa",
                "sa.",
                "samstag",
                "samst.",
                "samstags",
                "sam",
                "sonnabend",
                "sonnabends",
                "sat",
                "saturday",
                "saturdays");
        day(Day.SU, "so", "so.", "sonntag", "sonnt.", "sonntags", "son", "sun", "sunday", "sundays", "su");
        DAYS.put("täglich", EnumSet.allOf(Day.class));
        DAYS.put("tägl.", EnumSet.allOf(Day.class));
        DAYS.put("tgl.", EnumSet.allOf(Day.class));
        DAYS.put("daily", EnumSet.allOf(Day.class));
        DAYS.put("weekdays", EnumSet.range(Day.MO, Day.FR));
        DAYS.put("@weekend", EnumSet.of(Day.SA, Day.SU));
        words(Kind.HOLIDAYS, "@holidays", "ph");
        words(Kind.SCHOOL_HOLIDAYS, "@schoolholidays", "sh");
        words(Kind.ALL_DAY, "@allday");
        words(Kind.APPOINTMENT, "@appointment");
        words(Kind.WALK_IN, "@walkin");
        words(Kind.BREAK, "@break");
        words(Kind.TO, "bis", "to", "till", "until");
        words(Kind.AND, "und", "u.", "u", "&", "+", "/", "sowie", "and");
        words(Kind.CLOSED, "geschlossen", "zu", "closed", "ruhetag", "off", "geschl.");
        words(Kind.EXCEPT, "außer", "ausser", "ausgenommen", "nicht", "except");
        words(Kind.ONLY, "nur", "only");
        words(Kind.ALSO, "auch", "zusätzlich", "außerdem", "zudem");
        words(Kind.MORNING, "vormittags", "morgens", "vormittag", "vorm.");
        words(Kind.AFTERNOON, "nachmittags", "nachmittag", "nachm.", "abends", "abend");
    }

    /** Words that add nothing. */
    private static final Set<String> FILLERS = Set.of(
            "von",
            "am",
            "an",
            "den",
            "jeweils",
            "immer",
            "jeden",
            "jeder",
            "uhr",
            "h",
            "geöffnet",
            "durchgehend",
            "durchg",
            "ganzjährig",
            "from",
            "on",
            "zwischen",
            "ist",
            "sind");

    private static final Set<Kind> SEPARATORS = EnumSet.of(Kind.COMMA, Kind.SEMICOLON, Kind.LINE, Kind.AND);
    private static final Set<Kind> TIMES = EnumSet.of(Kind.TIME, Kind.ALL_DAY, Kind.MORNING, Kind.AFTERNOON);

    private HoursWords() {}

    /** The day that a word names, null where it names none or several. */
    static @Nullable Day day(String word) {
        var days = DAYS.get(word);
        return days == null || days.size() != 1 ? null : days.iterator().next();
    }

    private static void day(Day day, String... spellings) {
        for (var spelling : spellings) {
            DAYS.put(spelling, EnumSet.of(day));
        }
    }

    private static void words(Kind kind, String... spellings) {
        for (var spelling : spellings) {
            WORDS.put(spelling, kind);
        }
    }

    /** The words in order, or null where one has no meaning here. */
    static @Nullable List<Word> cut(String plain) {
        var words = new ArrayList<Word>();
        var matcher = TOKEN.matcher(plain);
        var at = 0;
        while (matcher.find()) {
            if (!plain.substring(at, matcher.start()).isBlank()) {
                return null;
            }
            at = matcher.end();
            var text = matcher.group();
            if (Character.isDigit(text.charAt(0))) {
                var time = time(matcher.group(1), matcher.group(2), matcher.group(3));
                if (time == null) {
                    return null;
                }
                words.add(time);
            } else if (!word(text, words)) {
                return null;
            }
        }
        var ends = plain.substring(at).isBlank() || plain.substring(at).strip().equals(".");
        if (!ends || leavesDaysAlone(words)) {
            return null;
        }
        words.removeIf(word -> word.kind() == Kind.FILLER);
        return words;
    }

    /** "Mo-Fr geöffnet, Sa 10-14 Uhr": the word adds nothing before times, and here it keeps the days from being one list. */
    private static boolean leavesDaysAlone(List<Word> words) {
        for (var i = 1; i < words.size(); i++) {
            var before = words.get(i - 1).kind();
            if (words.get(i).kind() != Kind.FILLER || (before != Kind.DAYS && before != Kind.HOLIDAYS)) {
                continue;
            }
            var next = after(words, i);
            var beyond = after(words, next);
            if (next == words.size()
                    || words.get(next).kind() == Kind.DAYS
                    || (SEPARATORS.contains(words.get(next).kind())
                            && (beyond == words.size()
                                    || !TIMES.contains(words.get(beyond).kind())))) {
                return true;
            }
        }
        return false;
    }

    private static int after(List<Word> words, int index) {
        var next = index + 1;
        while (next < words.size() && words.get(next).kind() == Kind.FILLER) {
            next++;
        }
        return Math.min(next, words.size());
    }

    private static boolean word(String text, List<Word> words) {
        switch (text) {
            case "-" -> words.add(Word.of(Kind.TO));
            case "," -> words.add(Word.of(Kind.COMMA));
            case ";", "|" -> words.add(Word.of(Kind.SEMICOLON));
            case "\n" -> words.add(Word.of(Kind.LINE));
            case ":" -> words.add(Word.of(Kind.COLON));
            case "(" -> words.add(Word.of(Kind.OPEN));
            case ")" -> words.add(Word.of(Kind.SHUT));
            default -> {
                var bare = text.endsWith(".") && !DAYS.containsKey(text) && !WORDS.containsKey(text)
                        ? text.substring(0, text.length() - 1)
                        : text;
                var days = DAYS.get(bare);
                var kind = WORDS.get(bare);
                if (days != null) {
                    words.add(new Word(Kind.DAYS, EnumSet.copyOf(days), 0, false, ""));
                } else if (kind != null) {
                    words.add(Word.of(kind));
                } else if (FILLERS.contains(bare)) {
                    words.add(Word.of(Kind.FILLER));
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    private static @Nullable Word time(String hours, @Nullable String minutes, @Nullable String suffix) {
        var hour = Integer.parseInt(hours);
        var minute = minutes == null ? 0 : Integer.parseInt(minutes);
        var half = suffix == null ? "" : suffix.replace(".", "");
        if (half.equals("am") || half.equals("pm")) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + (half.equals("pm") ? 12 : 0);
        }
        if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) {
            return null;
        }
        var bare = minutes == null && hours.length() == 1 && !half.equals("am") && !half.equals("pm");
        return new Word(Kind.TIME, EnumSet.noneOf(Day.class), hour * 60 + minute, bare, half.length() == 2 ? half : "");
    }
}
