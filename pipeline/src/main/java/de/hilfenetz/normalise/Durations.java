package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.Locale;
import java.util.regex.Pattern;

/** Durations to ISO 8601, only where one number and one unit are all that is said. */
final class Durations {

    static final Rule READ = Rule.info(
            "dauer-gelesen",
            "„{value}“ wurde auch als Dauer {suggestion} übernommen.",
            "\"{value}\" was also taken as the duration {suggestion}.");
    static final Rule UNREADABLE = Rule.warning(
            "dauer-unlesbar",
            "„{value}“ ist keine eindeutige Dauer und bleibt Text. Erwartet wird eine Zahl mit Einheit wie „2 Wochen“ oder P14D.",
            "\"{value}\" is no certain duration and stays text. Expected is a number with a unit such as \"2 Wochen\" or"
                    + " P14D.");

    private static final Pattern ISO = Pattern.compile("P[0-9]{1,3}[YMD]");
    private static final Pattern WORDS = Pattern.compile("([0-9]{1,3}|eine?) (\\p{L}+)");

    private Durations() {}

    /** Weeks become days: XML Schema, and so the graph, has no weeks. */
    static Reading<String> parse(String typed) {
        var text = typed.strip();
        if (ISO.matcher(text).matches()) {
            return Reading.of(text);
        }
        var match = WORDS.matcher(text.toLowerCase(Locale.GERMAN));
        if (!match.matches()) {
            return Reading.refused(UNREADABLE, typed, null);
        }
        var number = match.group(1).startsWith("e") ? 1 : Integer.parseInt(match.group(1));
        var duration = switch (match.group(2)) {
            case "tag", "tage" -> "P" + number + "D";
            case "woche", "wochen" -> "P" + 7 * number + "D";
            case "monat", "monate" -> "P" + number + "M";
            case "jahr", "jahre" -> "P" + number + "Y";
            default -> null;
        };
        return duration == null
                ? Reading.refused(UNREADABLE, typed, null)
                : Reading.changed(duration, READ, typed, duration);
    }
}
