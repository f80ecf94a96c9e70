package de.hilfenetz.serve;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The days that a page tells people: each in a {@code time} element, whatever sentence it stands in. */
final class Days {

    private static final Map<String, Month> MONTHS = months();

    /** As {@link Words} and people write them: {@code 22. November 2026}, {@code 22 November 2026}, {@code 22.11.2026}. */
    private static final Pattern DAY = Pattern.compile(
            "(?<![\\d.])(\\d{1,2})(?:\\. ?| )(%s) (\\d{4})(?!\\d)".formatted(String.join("|", MONTHS.keySet()))
                    + "|(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d|\\.\\d)");

    /** A tag with its attributes; text; a character that is neither. */
    private static final Pattern PART = Pattern.compile("<(/?)([a-z0-9]+)(?:[^>\"]++|\"[^\"]*+\")*+>|[^<]++|<");

    /** What is in these is quoted, drawn or said already. */
    private static final Set<String> LEFT_ALONE =
            Set.of("script", "style", "title", "textarea", "option", "pre", "code", "svg", "time");

    private Days() {}

    private static Map<String, Month> months() {
        var months = new HashMap<String, Month>();
        for (var language : List.of(Locale.GERMAN, Locale.ENGLISH)) {
            for (var month : Month.values()) {
                months.put(month.getDisplayName(TextStyle.FULL, language), month);
            }
        }
        return months;
    }

    /** The same page, read once from its beginning to its end. */
    static String marked(String html) {
        if (!DAY.matcher(html).find()) {
            return html;
        }
        var page = new StringBuilder(html.length() + 200);
        @Nullable String within = null;
        var parts = PART.matcher(html);
        while (parts.find()) {
            var part = parts.group();
            page.append(within == null && part.charAt(0) != '<' ? inText(part) : part);
            var name = parts.group(2);
            if (within == null
                    && LEFT_ALONE.contains(String.valueOf(name))
                    && parts.group(1).isEmpty()) {
                within = name;
            } else if (within != null && within.equals(name) && !parts.group(1).isEmpty()) {
                within = null;
            }
        }
        return page.toString();
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
                        number(found.group(3)), Objects.requireNonNull(MONTHS.get(name)), number(found.group(1)));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
