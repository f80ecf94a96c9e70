package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private static final AddressList ADDRESSES =
            new AddressList(320, Emails::withSigns, SEPARATORS, Emails::one, READ, UNREADABLE);

    private Emails() {}

    /** One address. */
    public static Reading<String> parse(String typed) {
        return ADDRESSES.first(typed);
    }

    /** All addresses of a field, in order, each once; null where there is none. */
    public static Reading<List<String>> parseAll(String typed) {
        return ADDRESSES.all(typed);
    }

    private static String withSigns(String text) {
        return DOT_WORD.matcher(AT_WORD.matcher(text).replaceAll("@")).replaceAll(".");
    }

    private static Optional<String> one(String part) {
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
            return Optional.empty();
        }
        var host = asciiHost(text.substring(at + 1));
        return LOCAL.matcher(text.substring(0, at)).matches()
                        && HOST.matcher(host).matches()
                ? Optional.of(text.substring(0, at) + "@" + host)
                : Optional.empty();
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
