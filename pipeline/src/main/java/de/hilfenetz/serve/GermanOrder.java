package de.hilfenetz.serve;

import java.text.CollationKey;
import java.text.Collator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How names are sorted and compared in German (DIN 5007-1: ä as a, ß as ss), for lists and for search. */
final class GermanOrder {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private GermanOrder() {}

    /** Where a name stands by the rules of the dictionary; of one kind, so that they compare. */
    static Function<String, CollationKey> keys() {
        return Collator.getInstance(Locale.GERMANY)::getCollationKey;
    }

    /** Sorts by name by the rules of the dictionary, equal names by {@code tie}. */
    static <T> void sort(List<T> list, Function<T, String> name, Function<T, String> tie) {
        var collator = Collator.getInstance(Locale.GERMANY);
        var keyed = new ArrayList<Map.Entry<CollationKey, T>>(list.size());
        for (var element : list) {
            keyed.add(Map.entry(collator.getCollationKey(name.apply(element)), element));
        }
        keyed.sort(Map.Entry.<CollationKey, T>comparingByKey().thenComparing(entry -> tie.apply(entry.getValue())));
        list.clear();
        keyed.forEach(entry -> list.add(entry.getValue()));
    }

    /** Compares names by the rules of the dictionary. */
    static Comparator<String> comparator() {
        var collator = Collator.getInstance(Locale.GERMANY);
        return collator::compare;
    }

    /** Lower case, no accents, ß as ss, one blank between words: what search compares. */
    static String fold(String text) {
        var plain = MARKS.matcher(Normalizer.normalize(text.toLowerCase(Locale.GERMAN), Normalizer.Form.NFD))
                .replaceAll("")
                .replace("ß", "ss");
        return NO_WORD.matcher(plain).replaceAll(" ").strip();
    }

    /** The letter under which a name stands, A to Z, or # for everything else. */
    static String letter(String name) {
        var folded = fold(name);
        var first = folded.isEmpty() ? '#' : folded.charAt(0);
        return first >= 'a' && first <= 'z' ? String.valueOf(Character.toUpperCase(first)) : "#";
    }
}
