package de.hilfenetz.planning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How many services were public from state to state. Where the set of reporting feeds changes, the figures before and after
 * cannot be compared: the series breaks there, whichever way the number went.
 *
 * @param points in the order of time
 */
public record Series(List<Point> points) {

    public Series {
        points = List.copyOf(points);
    }

    /**
     * One state.
     *
     * @param state its name: a day or a release
     * @param feeds that reported
     */
    public record Point(String state, long services, SortedSet<String> feeds) {

        public Point {
            feeds = Collections.unmodifiableSortedSet(new TreeSet<>(feeds));
        }

        /** Feeds that report here and did not in {@code before}. */
        public SortedSet<String> since(Point before) {
            var added = new TreeSet<>(feeds);
            added.removeAll(before.feeds);
            return added;
        }
    }

    /** The pieces within which figures can be compared, none empty. */
    public List<List<Point>> pieces() {
        var pieces = new ArrayList<List<Point>>();
        for (var point : points) {
            if (pieces.isEmpty() || !pieces.getLast().getLast().feeds().equals(point.feeds())) {
                pieces.add(new ArrayList<>());
            }
            pieces.getLast().add(point);
        }
        return pieces;
    }
}
