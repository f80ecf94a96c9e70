package de.hilfenetz.normalise;

import de.hilfenetz.normalise.HoursWords.Kind;
import de.hilfenetz.normalise.HoursWords.Word;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What brackets in wording about opening hours say: read without them, or in doubt whether of the last word or of all before. */
final class HoursBrackets {

    private static final Set<Kind> ONLY_DAYS = EnumSet.of(Kind.DAYS, Kind.TO, Kind.COMMA, Kind.AND, Kind.ALSO);

    private HoursBrackets() {}

    /**
     * "Mo-Fr 9-12 (Mi 14-16)": instead, or as well? "Mo, Mi (n.V.), Fr 9-12": Wednesday, or Monday too? "9-17 Uhr (Mo-Fr), 10-14 Uhr
     * (Sa, n.V.)": Saturday, or all? "Mo 9-12 (Di), Mi 14-16": Tuesday as Monday, or as Wednesday?
     */
    static boolean doubtful(List<Word> words) {
        var open = false;
        var before = EnumSet.noneOf(Kind.class);
        var within = EnumSet.noneOf(Kind.class);
        for (var i = 0; i < words.size(); i++) {
            var kind = words.get(i).kind();
            if (kind == Kind.OPEN) {
                if (endsSeveralDays(words, i)) {
                    return true;
                }
                open = true;
                within.clear();
            } else if (kind == Kind.SHUT) {
                if (within.contains(Kind.DAYS) && before.contains(Kind.DAYS) && ONLY_DAYS.containsAll(within)) {
                    return true;
                }
                open = false;
                within.clear();
            } else if (!open) {
                before.add(kind);
            } else if (within.contains(Kind.DAYS)
                    && ((kind == Kind.TIME && before.contains(Kind.TIME))
                            || ((kind == Kind.APPOINTMENT || kind == Kind.WALK_IN) && !within.contains(Kind.ALSO)))) {
                return true;
            } else {
                within.add(kind);
            }
        }
        return false;
    }

    private static boolean endsSeveralDays(List<Word> words, int end) {
        var begin = end;
        while (begin > 0
                && (words.get(begin - 1).kind() == Kind.DAYS
                        || words.get(begin - 1).kind() == Kind.TO)) {
            begin--;
        }
        var days = words.subList(begin, end);
        return !days.isEmpty()
                && (bare(days)
                        || (begin > 1
                                && separates(words.get(begin - 1))
                                && words.get(begin - 2).kind() == Kind.DAYS));
    }

    /** "Mo Di". */
    private static boolean bare(List<Word> days) {
        return days.size() > 1 && days.stream().allMatch(word -> word.kind() == Kind.DAYS);
    }

    /** Whether a word stands between the days of a list. */
    static boolean separates(Word word) {
        return word.kind() == Kind.COMMA || word.kind() == Kind.AND;
    }

    /** Whether a word begins hours. */
    static boolean opens(Word word) {
        return word.kind() == Kind.DAYS || word.kind() == Kind.TIME;
    }
}
