package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Postal codes: five digits in Germany, as they stand elsewhere. */
public final class PostalCodes {

    static final Rule READ = Rule.info(
            "postleitzahl-vereinheitlicht",
            "Die Postleitzahl „{value}“ wurde als {suggestion} übernommen.",
            "The postal code \"{value}\" was taken as {suggestion}.");
    static final Rule REPAIRED = Rule.warning(
            "postleitzahl-berichtigt",
            "Die Postleitzahl „{value}“ enthält einen Buchstaben statt einer Ziffer und wurde als {suggestion}"
                    + " übernommen. Bitte berichtigen.",
            "The postal code \"{value}\" holds a letter in place of a digit and was taken as {suggestion}. Please"
                    + " correct it.");
    static final Rule UNREADABLE = Rule.warning(
            "postleitzahl-unlesbar",
            "„{value}“ ist keine Postleitzahl und wird nicht veröffentlicht. Erwartet werden fünf Ziffern. Ist"
                    + " „{suggestion}“ gemeint?",
            "\"{value}\" is no postal code and is not published. Expected are five digits. Is \"{suggestion}\" meant?");

    private static final String GERMANY = "DE";
    private static final Pattern DIGITS = Pattern.compile("\\d{5}");
    /** The first code there is, is 01067; forms are filled in with zeros or nines. */
    private static final Pattern NO_CODE = Pattern.compile("00\\d{3}|99999");

    private static final Pattern PREFIXED =
            Pattern.compile("(?i)(?:d|de)\\s?-?\\s?(\\d{5})|(\\d{5})\\.0|(\\d{2})\\s(\\d{3})");

    private PostalCodes() {}

    /** The code; {@code country} is ISO 3166-1 alpha-2, null where not said, which means Germany. */
    public static Reading<String> parse(String typed, @Nullable String country) {
        var text = typed.strip();
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        if (text.length() > 20) {
            return Reading.refused(UNREADABLE, text.substring(0, 20) + "…", null);
        }
        if (country != null && !country.equals(GERMANY)) {
            return Reading.ofText(typed, text.replaceAll("\\s+", " "), READ);
        }
        if (NO_CODE.matcher(text).matches()) {
            return Reading.refused(UNREADABLE, text, null);
        }
        if (DIGITS.matcher(text).matches()) {
            return Reading.ofText(typed, text, READ);
        }
        var prefixed = PREFIXED.matcher(text);
        if (prefixed.matches()) {
            var code = text.replaceFirst("\\.0$", "").replaceAll("\\D", "");
            return Reading.changed(code, READ, typed, code);
        }
        var repaired =
                text.replace('O', '0').replace('o', '0').replace('l', '1').replace('I', '1');
        if (DIGITS.matcher(repaired).matches()
                && text.chars().filter(Character::isLetter).count() <= 2) {
            return Reading.changed(repaired, REPAIRED, typed, repaired);
        }
        // Spreadsheets drop the zero of 01067; nobody knows whether another digit was forgotten.
        return Reading.refused(UNREADABLE, text, text.matches("\\d{4}") ? "0" + text : null);
    }
}
