package de.hilfenetz.serve;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The days that a page tells people: each in a {@code time} element, whatever sentence it stands in. */
final class Days {

    private static final List<String> GERMAN = List.of(
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember");

    private static final List<String> ENGLISH = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    /** As {@link Words} and people write them: {@code 22. November 2026}, {@code 22 November 2026}, {@code 22.11.2026}. */
    private static final Pattern DAY = Pattern.compile("(?<![\\d.])(\\d{1,2})(?:\\. ?| )(%s|%s) (\\d{4})(?!\\d)"
                    .formatted(String.join("|", GERMAN), String.join("|", ENGLISH))
            + "|(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d|\\.\\d)");

    /** A part that is quoted, drawn or said already; a tag with its attributes; text. */
    private static final Pattern PART = Pattern.compile(
            "<(script|style|title|textarea|option|pre|code|svg|time)\\b(?:[^>\"]++|\"[^\"]*+\")*+>.*?</\\1>"
                    + "|<(?:[^>\"]++|\"[^\"]*+\")*+>|[^<]++",
            Pattern.DOTALL);

    private Days() {}

    /** The same page. */
    static String marked(String html) {
        return DAY.matcher(html).find()
                ? PART.matcher(html)
                        .replaceAll(part -> Matcher.quoteReplacement(
                                part.group().startsWith("<") ? part.group() : inText(part.group())))
                : html;
    }

    private static String inText(String text) {
        return DAY.matcher(text).replaceAll(day -> Matcher.quoteReplacement(marked(day)));
    }

    private static String marked(MatchResult found) {
        try {
            return "<time datetime=\"%s\">%s</time>".formatted(day(found), found.group());
        } catch (DateTimeException e) {
            return found.group(); // the 31st of February: somebody's words
        }
    }

    private static LocalDate day(MatchResult found) {
        var name = found.group(2);
        return name == null
                ? LocalDate.of(number(found.group(6)), number(found.group(5)), number(found.group(4)))
                : LocalDate.of(
                        number(found.group(3)),
                        1 + (GERMAN.contains(name) ? GERMAN : ENGLISH).indexOf(name),
                        number(found.group(1)));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
