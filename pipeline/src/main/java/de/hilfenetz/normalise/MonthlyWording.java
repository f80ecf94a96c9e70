package de.hilfenetz.normalise;

import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** "jeden 1. und 3. Mittwoch im Monat 14-16 Uhr". Without the month it could mean every second week: not read. */
final class MonthlyWording {

    private static final String ORDINAL =
            "(?:[1-5]\\.|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|vierte[nrs]?|letzte[nrs]?)";
    private static final String AND = "(?: und | u\\. |, ?| ?[+&/] ?)";
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:jeden? |am |an jedem |immer am |immer )?(" + ORDINAL + "(?:" + AND + ORDINAL
                    + "){0,3}) ([a-zäöü]{2,10}\\.?) ?(?:(?:im|des|eines|jeden|in jedem) monats?|/ ?monat),?:? ?(?:von |jeweils )?"
                    + "(\\d{1,2})(?:[:.]([0-5]\\d))?(?: uhr)? ?(?:-|bis) ?(\\d{1,2})(?:[:.]([0-5]\\d))?(?: uhr| h)?\\.?");
    private static final Map<Character, String> NTH = Map.of('e', "1", 'z', "2", 'd', "3", 'v', "4", 'l', "-1");

    private MonthlyWording() {}

    /** OSM hours for text in lower case, null where it says anything else. */
    static @Nullable String read(String plain) {
        var match = plain.length() > 200 ? null : SENTENCE.matcher(plain);
        if (match == null || !match.matches()) {
            return null;
        }
        var day = HoursWords.day(match.group(2));
        var from = minutes(match.group(3), match.group(4));
        var to = minutes(match.group(5), match.group(6));
        if (day == null || from < 7 * 60 || to > 24 * 60 || to <= from) {
            return null;
        }
        var nth = new StringJoiner(",", "[", "]");
        for (var word : match.group(1).split(AND, -1)) {
            nth.add(NTH.getOrDefault(word.charAt(0), word.substring(0, 1)));
        }
        return "%s%s %02d:%02d-%02d:%02d".formatted(day.osm(), nth, from / 60, from % 60, to / 60, to % 60);
    }

    private static int minutes(String hours, @Nullable String minutes) {
        return Integer.parseInt(hours) * 60 + (minutes == null ? 0 : Integer.parseInt(minutes));
    }
}
