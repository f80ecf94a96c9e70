package de.hilfenetz.intake;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.RunSummary;
import java.util.List;

/** Deliveries that wait for nothing but the yes of their feed's people. */
public final class HeldDeliveries {

    private HeldDeliveries() {}

    /**
     * What waits for nothing but that yes, oldest first: the newest complete delivery of that kind, and
     * those after it that tell only what changed. Only together and in this order do they say what their provider means.
     */
    public static List<RunSummary> awaitingRelease(Journal journal, String feed) {
        var waiting = journal.undecided(feed, RunSummary.State.HELD).stream()
                .filter(Intake::awaitsRelease)
                .toList()
                .reversed();
        var first = 0;
        for (var i = 0; i < waiting.size(); i++) {
            first = isComplete(journal, waiting.get(i)) ? i : first;
        }
        return waiting.subList(first, waiting.size());
    }

    private static boolean isComplete(Journal journal, RunSummary run) {
        return journal.getDelivery(run.delivery()).mode() == Feed.Deliveries.SNAPSHOT;
    }
}
