package de.hilfenetz.vocabulary;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** How words are compared: by their letters and digits alone. */
final class Words {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Words() {}

    /**
     * The form under which two spellings of a word are the same: lower case, umlauts written out, accents, blanks, hyphens,
     * stars and dots gone ({@code Ältere Bürger*innen} is {@code aelterebuergerinnen}). Empty where nothing is left.
     */
    static String fold(String word) {
        var lower = Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.GERMAN);
        var plain = lower.replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss")
                .replace("&", " und ");
        var bare =
                MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKD)).replaceAll("");
        return OTHERS.matcher(bare).replaceAll("");
    }
}
