package de.hilfenetz.intake;

import de.hilfenetz.journal.HeldRecord;
import java.util.List;

/**
 * What would be different if kept deliveries of a feed were read by the rules of today.
 *
 * @param deliveries how many were read again
 * @param gone how many could not be, because their bytes are no more
 * @param added records that would become public
 * @param changed public records that would say something else
 * @param removed public records that would end at once; removals that would wait are not counted
 * @param newlyHeld records that would be held and are not now
 * @param released how many that are held now would not be any longer
 */
public record Impact(
        int deliveries, int gone, long added, long changed, long removed, List<HeldRecord> newlyHeld, long released) {

    public Impact {
        newlyHeld = List.copyOf(newlyHeld);
    }

    /** {@code 0 neu, 12 geändert, 1 entfällt; 3 würden zurückgestellt, 1 wäre es nicht mehr}. */
    public String german() {
        return "%d neu, %d geändert, %d entfallen; %d zusätzlich zurückgestellt, %d nicht mehr"
                .formatted(added, changed, removed, newlyHeld.size(), released);
    }
}
