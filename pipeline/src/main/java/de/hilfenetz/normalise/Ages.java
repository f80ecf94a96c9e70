package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** For whom by age: {@code 18-27}, {@code ab 18}, {@code bis 27 Jahre}. */
public final class Ages {

    static final Rule READ = Rule.info(
            "alter-gelesen",
            "Die Altersangabe „{value}“ wurde als {suggestion} übernommen.",
            "The ages \"{value}\" were taken as {suggestion}.");
    static final Rule UNREADABLE = Rule.warning(
            "alter-unlesbar",
            "„{value}“ ist keine Altersangabe, die wir lesen können, und wird nicht übernommen. Erwartet wird z. B."
                    + " „18-27“ oder „ab 60“.",
            "\"{value}\" is no age we can read and is not taken. Expected is for example \"18-27\" or \"60+\".");

    private static final int MAX = 80;
    private static final int OLDEST = 120;
    private static final Pattern FRAME = Pattern.compile("^(?:im"
            + " )?(?:alter|für|zwischen|von|personen|menschen|kinder|jugendliche|erwachsene|alter:|\\s)*\\s?|(?:\\s?(?:jahren|jahre|jahr|j\\.|years"
            + " old|years|year|lebensjahre|alt))+\\.?$");
    private static final Pattern RANGE =
            Pattern.compile("(\\d{1,3})\\s?(?:jahren|jahre|j\\.)?\\s?(?:-|–|—|bis(?: zu)?|to|und)\\s?(\\d{1,3})");
    private static final Pattern FROM = Pattern.compile(
            "(?:ab|von|from|über 0|mindestens|min\\.)\\s?(\\d{1,3})|(\\d{1,3})\\s?(?:jahren?|j\\.)?\\s?(?:\\+|und"
                    + " älter|and over|and older|plus|j\\.\\+)");
    private static final Pattern UP_TO =
            Pattern.compile("(?:bis(?: zu)?|max\\.|maximal|höchstens|up to)\\s?(\\d{1,3})");
    private static final Pattern UNDER = Pattern.compile("(?:unter|under)\\s?(\\d{1,3})");

    private Ages() {}

    /** Completed years; an open end is null. */
    public record Range(@Nullable Integer min, @Nullable Integer max) {

        @Override
        public String toString() {
            return min == null ? "bis " + max : max == null ? "ab " + min : min + "-" + max;
        }
    }

    /** Both ends of a text. */
    public static Reading<Range> parse(String typed) {
        var text = typed.strip();
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        var range = text.length() > MAX
                ? null
                : range(text.toLowerCase(Locale.GERMAN).replaceAll("\\s+", " "));
        if (range == null) {
            return Reading.refused(UNREADABLE, text.length() > MAX ? text.substring(0, MAX) + "…" : text, null);
        }
        return Reading.changed(range, READ, typed, range.toString());
    }

    /** One end: a number of years, {@code 18 Jahre}. */
    public static Reading<Integer> parseYears(String typed) {
        var text = typed.strip().toLowerCase(Locale.GERMAN);
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        var digits =
                text.length() > MAX ? "" : text.replaceFirst("(?:[.,]0+)?\\s?(?:jahren|jahre|jahr|j\\.|years)?$", "");
        if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > OLDEST) {
            return Reading.refused(UNREADABLE, text.length() > MAX ? text.substring(0, MAX) + "…" : text, null);
        }
        return Reading.of(Integer.valueOf(digits));
    }

    private static @Nullable Range range(String text) {
        var bare = FRAME.matcher(text).replaceAll("").strip();
        var pair = RANGE.matcher(bare);
        if (pair.matches()) {
            return checked(Integer.valueOf(pair.group(1)), Integer.valueOf(pair.group(2)));
        }
        for (var candidate : new String[] {bare, text}) {
            var from = FROM.matcher(candidate.replaceFirst("\\s?(?:jahren|jahre|jahr|j\\.|years)\\.?$", ""));
            if (from.matches()) {
                return checked(Integer.valueOf(from.group(1) != null ? from.group(1) : from.group(2)), null);
            }
            var upTo = UP_TO.matcher(candidate);
            if (upTo.matches()) {
                return checked(null, Integer.valueOf(upTo.group(1)));
            }
            var under = UNDER.matcher(candidate);
            if (under.matches() && Integer.parseInt(under.group(1)) > 0) {
                return checked(null, Integer.parseInt(under.group(1)) - 1);
            }
        }
        return null;
    }

    private static @Nullable Range checked(@Nullable Integer min, @Nullable Integer max) {
        var wrong = (min != null && min > OLDEST)
                || (max != null && max > OLDEST)
                || (min != null && max != null && min > max);
        return wrong ? null : new Range(min, max);
    }
}
