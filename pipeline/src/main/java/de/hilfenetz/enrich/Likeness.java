package de.hilfenetz.enrich;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * How alike two German names are, 0 to 1: letter by letter, or by the words in them in whatever order and however glued
 * together ("Haus der Begegnung", "Begegnungshaus"). Legal forms and the city's name say nothing.
 */
final class Likeness {

    private static final Set<String> FILL = Set.of(
            "und",
            "der",
            "die",
            "das",
            "des",
            "dem",
            "den",
            "fuer",
            "im",
            "in",
            "am",
            "an",
            "zu",
            "zur",
            "zum",
            "von",
            "vom",
            "mit",
            "ev",
            "e",
            "v",
            "ggmbh",
            "gmbh",
            "gug",
            "mbh",
            "duesseldorf",
            "duesseldorfer",
            "stadt",
            "landeshauptstadt");

    private static final JaroWinklerSimilarity LETTERS = new JaroWinklerSimilarity();

    private Likeness() {}

    /** Lower case, umlauts and ß written out, nothing but letters, digits and single blanks. */
    static String folded(String text) {
        var lower = text.toLowerCase(Locale.GERMAN)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss")
                .replaceAll("str\\.", "strasse");
        return Normalizer.normalize(lower, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
    }

    /** The words of a folded name that say something. */
    static List<String> words(String folded) {
        return Arrays.stream(folded.split(" ", -1))
                .filter(word -> !word.isEmpty() && !FILL.contains(word))
                .toList();
    }

    /** Of two folded names. */
    static double of(String one, String other) {
        var letters = LETTERS.apply(one, other);
        return letters >= 1
                ? letters
                : Math.max(letters, Math.min(covered(words(one), words(other)), covered(words(other), words(one))));
    }

    /**
     * The share of a name's letters that the other's words, each used once, account for. Words of two or three letters
     * stand in too many others to count.
     */
    private static double covered(List<String> words, List<String> by) {
        var letters = 0;
        var found = 0;
        for (var word : words) {
            letters += word.length();
            found += by.stream()
                    .filter(other -> other.length() > 3)
                    .distinct()
                    .mapToInt(other -> word.contains(other) ? other.length() : other.contains(word) ? word.length() : 0)
                    .sum();
        }
        return letters == 0 ? 0 : Math.min(1, (double) found / letters);
    }
}
