package de.hilfenetz.intake;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.RunSummary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/** Deliveries of a feed of which nothing is public until somebody decides, each with its latest run. */
public final class HeldDeliveries {

    private HeldDeliveries() {}

    /** Those that no later one has made pointless, newest first. */
    public static List<RunSummary> of(Journal journal, String feed) {
        var runs = journal.runs(feed);
        var latest = new HashMap<Integer, RunSummary>();
        runs.stream()
                .filter(run -> run.state() == RunSummary.State.HELD)
                .forEach(run -> latest.putIfAbsent(run.delivery(), run));
        return latest.values().stream()
                .filter(run -> journal.getDelivery(run.delivery()).state() == Delivery.State.HELD)
                .filter(run -> runs.stream().noneMatch(newer -> replaces(journal, newer, run)))
                .sorted(Comparator.comparingInt(RunSummary::delivery).reversed())
                .toList();
    }

    /** Whether a newer delivery says all there is to say. */
    private static boolean replaces(Journal journal, RunSummary newer, RunSummary held) {
        return newer.delivery() > held.delivery() && newer.number() != null && isComplete(journal, newer);
    }

    /**
     * What waits for nothing but the yes of the feed's people, oldest first: the newest complete delivery of that kind, and
     * those after it that tell only what changed. Only together and in this order do they say what their provider means.
     */
    public static List<RunSummary> awaitingRelease(Journal journal, String feed) {
        var waiting = of(journal, feed).stream()
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
