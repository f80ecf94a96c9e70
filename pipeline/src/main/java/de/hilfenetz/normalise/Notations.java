package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.text.Normalizer;
import java.util.Locale;

/** Words as the vocabulary writes its notations: lower case, no umlauts, hyphens for blanks. */
public final class Notations {

    static final Rule READ = Rule.info(
            "wort-vereinheitlicht",
            "„{value}“ wurde als „{suggestion}“ übernommen.",
            "\"{value}\" was taken as \"{suggestion}\".");

    private static final int MAX = 80;

    private Notations() {}

    /** {@code Freier Träger} is {@code freier-traeger}. Absent where no letter or digit is left. */
    public static Reading<String> parse(String typed) {
        var notation = of(typed);
        return notation.isEmpty() ? Reading.absent() : Reading.ofText(typed, notation, READ);
    }

    /** The form to compare words by; may be empty. */
    static String of(String typed) {
        var text = typed.length() > 4 * MAX ? typed.substring(0, 4 * MAX) : typed;
        var folded = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        var out = new StringBuilder(folded.length());
        for (var c : Normalizer.normalize(folded, Normalizer.Form.NFKD).toCharArray()) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                out.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK
                    && !out.isEmpty()
                    && out.charAt(out.length() - 1) != '-') {
                out.append('-');
            }
        }
        var end = Math.min(out.length(), MAX);
        while (end > 0 && out.charAt(end - 1) == '-') {
            end--;
        }
        return out.substring(0, end);
    }
}
