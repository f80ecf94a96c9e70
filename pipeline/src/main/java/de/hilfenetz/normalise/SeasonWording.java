package de.hilfenetz.normalise;

import de.hilfenetz.normalise.OpeningHours.Said;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * "November bis April täglich 18-8 Uhr", "1.4.-31.10.: Mo-Fr 9-18; 1.11.-31.3.: Mo-Fr 9-16": times of the year that share no
 * month, and for each one sentence of days and times.
 */
final class SeasonWording {

    private static final List<String> OSM =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** The months in order, each as group: a word says its number. */
    private static final List<Pattern> GERMAN = List.of(
            Pattern.compile("jan(?:uar|\\.)?"),
            Pattern.compile("feb(?:ruar|r?\\.)?"),
            Pattern.compile("märz?\\.?|mrz\\.?"),
            Pattern.compile("apr(?:il|\\.)?"),
            Pattern.compile("mai"),
            Pattern.compile("jun[i.]?"),
            Pattern.compile("jul[i.]?"),
            Pattern.compile("aug(?:ust|\\.)?"),
            Pattern.compile("sep(?:tember|t?\\.)?"),
            Pattern.compile("okt(?:ober|\\.)?"),
            Pattern.compile("nov(?:ember|\\.)?"),
            Pattern.compile("dez(?:ember|\\.)?"));

    private static final String DAY = "(?:(\\d{1,2})\\. ?)?(\\d{1,2}\\.|[a-zä]{3,9}\\.?)";
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:vo[nm] )?" + DAY + "(?: bis(?: zum)? | ?- ?)" + DAY + "(?: ?[:,] ?| )(\\D.+)", Pattern.DOTALL);
    private static final Pattern NEXT = Pattern.compile(
            " ?[;\\n,/|] ?(?=(?:vo[nm] )?(?:\\d{1,2}\\. ?)?(?:\\d{1,2}\\.|[a-zä]{3,9}\\.?)(?: bis | ?- ?)(?:\\d{1,2}\\. ?)?"
                    + "(?:\\d{1,2}\\.|[a-zä]{3,9}\\.?)(?: ?[:,] ?| )\\D)");

    private SeasonWording() {}

    /** Hours for text in lower case; null where it does not begin with a time of the year. What follows may be unreadable. */
    static @Nullable Said read(String plain) {
        if (season(plain) == null) {
            return null;
        }
        var osm = new StringJoiner("; ");
        var months = new HashSet<Integer>();
        var needs = new HashSet<@Nullable String>();
        var certain = true;
        for (var part : NEXT.split(plain, -1)) {
            var season = season(part);
            if (season == null) {
                needs.add(null);
                certain = false;
                break;
            }
            var said = HoursWording.read(season.rest());
            var hours = said.osm();
            // Further rules would each have to name the season again, and "24/7" cannot.
            certain &= hours != null && !hours.contains(";") && !hours.contains(", ") && !hours.equals("24/7");
            certain &= season.months().stream().allMatch(months::add);
            osm.add(season.osm() + " " + hours);
            needs.add(said.byAppointment());
        }
        // What is said of one time of the year must not be read of all.
        certain &= needs.size() == 1 || !(needs.contains("yes") || needs.contains("no"));
        var same = needs.size() == 1 ? needs.iterator().next() : null;
        var mentioned = needs.contains("yes") || needs.contains("limited");
        return new Said(certain ? osm.toString() : null, same == null && mentioned ? "limited" : same);
    }

    private record Season(String osm, List<Integer> months, String rest) {}

    private static @Nullable Season season(String plain) {
        var match = SENTENCE.matcher(plain);
        if (!match.matches()) {
            return null;
        }
        var first = month(match.group(1), match.group(2));
        var last = month(match.group(3), match.group(4));
        if (first < 0 || last < 0 || first == last || (match.group(1) == null) != (match.group(3) == null)) {
            return null;
        }
        var months = new ArrayList<Integer>();
        for (var month = first; month != last; month = (month + 1) % 12) {
            months.add(month);
        }
        months.add(last);
        return new Season(osm(match, 1, first) + "-" + osm(match, 3, last), months, match.group(5));
    }

    private static String osm(MatchResult match, int day, int month) {
        return OSM.get(month) + (match.group(day) == null ? "" : " %02d".formatted(Integer.parseInt(match.group(day))));
    }

    /** The month from 0, below 0 where there is none or it has no such day. */
    private static int month(@Nullable String day, String word) {
        var month = -1;
        if (Character.isDigit(word.charAt(0))) {
            month = day == null ? -1 : Integer.parseInt(word.substring(0, word.length() - 1)) - 1;
        } else {
            for (var i = 0; i < GERMAN.size(); i++) {
                month = GERMAN.get(i).matcher(word).matches() ? i : month;
            }
        }
        var number = day == null ? 1 : Integer.parseInt(day);
        var exists = month >= 0
                && month < 12
                && number >= 1
                && number <= Month.of(month + 1).maxLength();
        return exists ? month : -1;
    }
}
