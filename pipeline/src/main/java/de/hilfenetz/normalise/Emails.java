package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Mail addresses. */
public final class Emails {

    static final Rule READ = Rule.info(
            "e-mail-vereinheitlicht",
            "Die E-Mail-Adresse „{value}“ wurde als „{suggestion}“ übernommen.",
            "The mail address \"{value}\" was taken as \"{suggestion}\".");
    static final Rule UNREADABLE = Rule.warning(
            "e-mail-unlesbar",
            "„{value}“ ist keine E-Mail-Adresse und wird nicht veröffentlicht. Erwartet wird name@beispiel.de.",
            "\"{value}\" is no mail address and is not published. Expected is name@example.org.");

    private static final int MAX = 320;
    private static final Pattern SEPARATORS = Pattern.compile("[;,|\\s]+");
    private static final Pattern AT_WORD =
            Pattern.compile("\\s?[(\\[{]\\s?(?:at|ät)\\s?[)\\]}]\\s?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOT_WORD =
            Pattern.compile("\\s?[(\\[{]\\s?(?:dot|punkt)\\s?[)\\]}]\\s?", Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL = Pattern.compile("^(?i:mailto:|e-?mail:|mail:)");
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern HOST =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private Emails() {}

    /** One address. */
    public static Reading<String> parse(String typed) {
        var list = parseAll(typed);
        var all = list.value();
        return all == null ? new Reading<>(null, list.notes()) : new Reading<>(all.getFirst(), list.notes());
    }

    /** All addresses of a field, in order, each once; null where there is none. */
    public static Reading<List<String>> parseAll(String typed) {
        var text = typed.strip();
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        if (text.length() > MAX) {
            return Reading.refused(UNREADABLE, text.substring(0, 60) + "…", null);
        }
        var found = new ArrayList<String>();
        var notes = new ArrayList<Reading.Note>();
        var plain = DOT_WORD.matcher(AT_WORD.matcher(text).replaceAll("@")).replaceAll(".");
        for (var part : SEPARATORS.split(plain, -1)) {
            if (part.isEmpty()) {
                continue;
            }
            var one = one(part);
            if (one.isEmpty()) {
                notes.add(new Reading.Note(UNREADABLE, part, null));
            } else if (!found.contains(one)) {
                found.add(one);
            }
        }
        if (found.isEmpty()) {
            return Reading.refused(UNREADABLE, typed, null);
        }
        if (!(found.size() == 1 && found.getFirst().equals(typed))) {
            notes.addFirst(new Reading.Note(READ, typed, String.join(", ", found)));
        }
        return new Reading<>(List.copyOf(found), notes);
    }

    /** The address, or an empty text. */
    private static String one(String part) {
        var text = LABEL.matcher(part).replaceFirst("");
        var begin = 0;
        var end = text.length();
        while (begin < end && "<(\"'„“".indexOf(text.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && ".>)\"'“”:".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        text = text.substring(begin, end);
        var query = text.indexOf('?');
        if (query > 0) {
            text = text.substring(0, query);
        }
        var at = text.lastIndexOf('@');
        if (at < 1 || text.indexOf('@') != at || at > 64) {
            return "";
        }
        var host = asciiHost(text.substring(at + 1));
        return LOCAL.matcher(text.substring(0, at)).matches()
                        && HOST.matcher(host).matches()
                ? text.substring(0, at) + "@" + host
                : "";
    }

    /** Host in lower case and ASCII (punycode), or an empty text. */
    static String asciiHost(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        if (lower.chars().allMatch(c -> c < 0x80)) {
            return lower;
        }
        try {
            return IDN.toASCII(lower);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
