package de.hilfenetz.record;

import java.util.SortedMap;
import java.util.UUID;

/**
 * Two records of different feeds that look like one thing, for somebody to decide; nothing follows from it by itself.
 *
 * @param one the id that sorts first as text
 * @param score 0 to 100
 * @param reasons what speaks for it and with how many points: {@code name}, {@code address}, {@code phone}, …
 */
public record LikelyDuplicate(UUID one, UUID other, Kind kind, int score, SortedMap<String, Integer> reasons) {

    public LikelyDuplicate {
        reasons = Lists.copy(reasons);
        if (one.toString().compareTo(other.toString()) >= 0) {
            throw new IllegalArgumentException("a pair is in the order of its ids: " + one + " " + other);
        }
    }
}
