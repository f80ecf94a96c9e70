package de.hilfenetz.planning;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which feeds should report and do not, so that a zero can say whether nobody offers anything or nobody told.
 *
 * @param known false where nobody knows which feeds there should be
 * @param missing feeds that are expected and not fresh, with the German word for why
 */
public record Reporting(boolean known, SortedMap<String, String> missing) {

    /** Nobody knows. */
    public static final Reporting UNKNOWN = new Reporting(false, Collections.emptySortedMap());

    public Reporting {
        missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    }

    /** All feeds that are expected report. */
    public static Reporting complete() {
        return new Reporting(true, Collections.emptySortedMap());
    }
}
