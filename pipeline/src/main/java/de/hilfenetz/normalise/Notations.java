package de.hilfenetz.normalise;

import java.text.Normalizer;
import java.util.Locale;

/** Words in the form of notations and ids: lower case, no umlauts, hyphens for blanks. */
final class Notations {

    private static final int MAX = 80;

    private Notations() {}

    /** {@code Freier Träger} is {@code freier-traeger}; empty where no letter or digit is left. */
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
