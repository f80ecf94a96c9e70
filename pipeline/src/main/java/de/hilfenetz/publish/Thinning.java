package de.hilfenetz.publish;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how each release is kept. The day is the unit that people cite: its last release stays whole for good. The others of a
 * day stay in parts for a week, because what they share is much and what they alone have is little.
 */
final class Thinning {

    private static final Logger LOG = LoggerFactory.getLogger(Thinning.class);
    private static final int DAYS = 7;
    /** So long somebody may still be about to open a file of what was the newest. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

    private final Shelf shelf;
    private final Instant now;
    private final LocalDate today;

    Thinning(Shelf shelf, Instant now, LocalDate today) {
        this.shelf = shelf;
        this.now = now;
        this.today = today;
    }

    /**
     * Goes through all releases; the log says where that failed.
     *
     * @param kept those that still have files, oldest first
     * @param isNeeded which of them must stay whole, whatever their day
     */
    void thin(List<ReleaseId> kept, Predicate<ReleaseId> isNeeded) {
        var lastOfDay = kept.stream().collect(Collectors.toMap(ReleaseId::day, id -> id, (earlier, later) -> later));
        Predicate<ReleaseId> isWhole = id -> id.equals(lastOfDay.get(id.day())) || isNeeded.test(id);
        for (var id : kept) {
            try {
                if (isWhole.test(id) && shelf.isInParts(id)) {
                    shelf.makeWhole(id);
                }
            } catch (IOException e) {
                LOG.error("release {} could not be put together", id, e);
            }
        }
        for (var i = 0; i < kept.size() - 1; i++) {
            var id = kept.get(i);
            try {
                if (!isWhole.test(id) && !isNeededByOneToStay(id, kept, isWhole)) {
                    thin(id, kept, i);
                }
            } catch (IOException e) {
                LOG.error("release {} could not be thinned", id, e);
            }
        }
    }

    /** Such a one could not be made whole just now. */
    private boolean isNeededByOneToStay(ReleaseId id, List<ReleaseId> kept, Predicate<ReleaseId> isWhole)
            throws IOException {
        for (var other : kept) {
            if (isWhole.test(other) && shelf.needs(other, id)) {
                return true;
            }
        }
        return false;
    }

    private void thin(ReleaseId id, List<ReleaseId> kept, int place) throws IOException {
        if (id.day().isBefore(today.minusDays(DAYS))) {
            shelf.discard(id);
        } else if (shelf.isInParts(id)) {
            shelf.takeBack(id);
        } else if (shelf.manifest(kept.get(place + 1)).created().isBefore(now.minus(LEFT_ALONE))) {
            shelf.takeApart(id, others(id, kept.subList(0, place)));
        }
    }

    /** The last release of an earlier day, and the last in parts of the same: they are kept as long as this one is. */
    private List<ReleaseId> others(ReleaseId id, List<ReleaseId> before) throws IOException {
        var others = new ArrayList<ReleaseId>();
        var isFound = false;
        for (var other : before.reversed()) {
            if (other.day().isBefore(id.day())) {
                others.add(other);
                return others;
            }
            if (!isFound && shelf.isInParts(other)) {
                others.add(other);
                isFound = true;
            }
        }
        return others;
    }
}
