package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.time.Duration;

/** The end of the time that one fetch has from its first to its last byte. */
final class Deadline {

    private final Feed feed;
    private final Duration allowed;
    private final long end;

    private Deadline(Feed feed, Duration allowed) {
        this.feed = feed;
        this.allowed = allowed;
        this.end = System.nanoTime() + allowed.toNanos();
    }

    static Deadline startNow(Feed feed, Feed.Fetch where) {
        return new Deadline(feed, where.deadline());
    }

    /** Zero or less once it has passed. */
    long remainingNanos() {
        return end - System.nanoTime();
    }

    void check() throws FetchFailed {
        if (remainingNanos() <= 0) {
            throw passed();
        }
    }

    FetchFailed passed() {
        return new FetchFailed(feed, Reason.TOO_SLOW, "erlaubt sind %s".formatted(allowed));
    }
}
