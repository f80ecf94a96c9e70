package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The brake on removals (Löschschutz): a pure function of what is public, what came and the feed's limits. */
public final class RemovalBrake {

    /** Below this many public records a share says nothing. */
    static final int SMALL_FEED = 25;

    private RemovalBrake() {}

    /**
     * Parks the removals when they exceed the feed's limits, alone or with those of the days before, and always when nothing
     * would be left or when a held record without a readable id may be one of those missing. Those that waited before keep only
     * themselves waiting: new ones are measured without them, as a share of what else is public.
     *
     * @param announced number of removals the sender announced; up to it the limits do not apply
     */
    public static Decision decide(Feed.Brake limits, Tally tally, OptionalLong announced) {
        var removals = tally.removals();
        var live = tally.counters().liveBefore();
        if (removals == 0) {
            return new Decision.Settle();
        }
        if (removals >= live) {
            return new Decision.Park(
                    "Kein einziger der %d öffentlichen Datensätze ist noch enthalten.".formatted(live));
        }
        if (tally.unidentified() > 0) {
            return new Decision.Park(
                    ("%d zurückgestellte Datensätze haben keine lesbare Kennung; sie könnten zu den %d fehlenden"
                                    + " gehören.")
                            .formatted(tally.unidentified(), removals));
        }
        if (announced.isPresent() && removals <= announced.getAsLong()) {
            return new Decision.Settle();
        }
        var exceeded = exceeded(limits, removals, live, live, tally.past());
        if (exceeded.isEmpty()) {
            return new Decision.Settle();
        }
        var fresh = removals - tally.waiting();
        var left = live - tally.waiting();
        return fresh > 0
                        && fresh < removals
                        && fresh < left
                        && exceeded(limits, fresh, live, left, tally.past()).isEmpty()
                ? new Decision.Park(
                        "Weiter warten auf Bestätigung: %d; neu ausgeführt: %d.".formatted(tally.waiting(), fresh),
                        true)
                : new Decision.Park(exceeded.get());
    }

    /**
     * The limit that so many removals exceed, in words for the feed's people.
     *
     * @param left of which they must be no great share: what is public and does not wait to be removed
     */
    private static Optional<String> exceeded(Feed.Brake limits, long removals, long live, long left, List<Past> days) {
        if (removals > limits.deletionsAtMost()) {
            return Optional.of("%d von %d Datensätzen fehlen; ab %d wird nachgefragt."
                    .formatted(removals, live, limits.deletionsAtMost() + 1));
        }
        if (live >= SMALL_FEED && removals > limits.deletionsAtLeast() && removals > limits.deletions() * left) {
            return Optional.of("%d von %d Datensätzen fehlen, mehr als %.0f %%."
                    .formatted(removals, live, limits.deletions() * 100));
        }
        for (var past : days) {
            var together = removals + past.removed();
            if (past.live() >= SMALL_FEED
                    && together > limits.deletionsAtLeast()
                    && (together > limits.deletions() * past.live() || together > limits.deletionsAtMost())) {
                return Optional.of("%d fehlen; mit denen der letzten %d Tage sind es %d von %d Datensätzen."
                        .formatted(removals, past.days(), together, past.live()));
            }
        }
        return Optional.empty();
    }
}
