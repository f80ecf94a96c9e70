package de.hilfenetz.protect;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Many short texts looked for at once: a line of a release is searched for thousands of forms in one pass. Not thread-safe;
 * built once, then only read.
 */
final class Needles {

    /** Shorter texts are in everything. */
    static final int SHORTEST = 5;

    private final BitSet starts = new BitSet(1 << 16);
    private final Map<Integer, List<String>> byStart = new HashMap<>();

    Needles(Set<String> needles) {
        for (var needle : needles) {
            if (needle.length() >= SHORTEST) {
                var start = start(needle, 0);
                starts.set(start & 0xFFFF);
                byStart.merge(start, List.of(needle), Needles::joined);
            }
        }
    }

    private static List<String> joined(List<String> some, List<String> more) {
        var all = new HashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Told of each needle found; says whether this place counts. */
    interface Judge {
        boolean accepts(String needle, int begin);
    }

    /** Whether one of them stands in {@code text} at a place that {@code judge} accepts. */
    boolean isIn(CharSequence text, Judge judge) {
        for (var begin = 0; begin + SHORTEST <= text.length(); begin++) {
            var start = start(text, begin);
            if (starts.get(start & 0xFFFF)) {
                for (var needle : byStart.getOrDefault(start, List.of())) {
                    if (matches(text, begin, needle) && judge.accepts(needle, begin)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean matches(CharSequence text, int begin, String needle) {
        if (begin + needle.length() > text.length()) {
            return false;
        }
        for (var i = 0; i < needle.length(); i++) {
            if (text.charAt(begin + i) != needle.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A hash of the first characters. */
    private static int start(CharSequence text, int begin) {
        var hash = 0;
        for (var i = 0; i < SHORTEST; i++) {
            hash = hash * 31 + text.charAt(begin + i);
        }
        return hash ^ (hash >>> 16);
    }
}
