package de.hilfenetz.normalise;

import de.hilfenetz.normalise.OpeningHours.Said;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** "November bis April täglich 18-8 Uhr": whole months, and one sentence of days and times for them. */
final class SeasonWording {

    private static final List<String> OSM =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final List<String> GERMAN = List.of(
            "januar",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember");
    private static final String MONTH = "(" + String.join("|", GERMAN) + ")";
    private static final Pattern SENTENCE =
            Pattern.compile("(?:von )?" + MONTH + "(?: bis | ?- ?)" + MONTH + "(?: ?[:,] ?| )(.+)", Pattern.DOTALL);

    private SeasonWording() {}

    /** Hours for text in lower case; null where it does not begin with months. What follows them may be unreadable. */
    static @Nullable Said read(String plain) {
        var match = SENTENCE.matcher(plain);
        if (!match.matches()) {
            return null;
        }
        var said = HoursWording.read(match.group(3));
        var first = GERMAN.indexOf(match.group(1));
        var last = GERMAN.indexOf(match.group(2));
        var osm = said.osm();
        // Further rules would each have to name the months again, and "24/7" cannot.
        var one = osm != null && !osm.contains(";") && !osm.contains(", ") && !osm.equals("24/7") && first != last;
        return new Said(one ? OSM.get(first) + "-" + OSM.get(last) + " " + osm : null, said.byAppointment());
    }
}
