package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The end of the time that one fetch has from its first to its last byte. */
final class Deadline {

    /** A server may think so long before its answer comes. */
    private static final int PATIENCE_SECONDS = 30;

    private final Feed feed;
    private final Duration allowed;
    private final long end;

    private final int minRate;
    private final LongSupplier nanos;
    private final long begun;

    private Deadline(Feed feed, Duration allowed, int minRate, LongSupplier nanos, long end) {
        this.feed = feed;
        this.allowed = allowed;
        this.minRate = minRate;
        this.nanos = nanos;
        this.end = end;
        this.begun = nanos.getAsLong();
    }

    static Deadline startNow(Feed feed, Feed.Fetch where) {
        return startNow(feed, where, System::nanoTime);
    }

    /** @param nanos tells the time, as {@link System#nanoTime} does */
    static Deadline startNow(Feed feed, Feed.Fetch where, LongSupplier nanos) {
        return new Deadline(
                feed,
                where.deadline(),
                where.access().minRate(),
                nanos,
                nanos.getAsLong() + where.deadline().toNanos());
    }

    /** The same end for one of several answers, whose bytes are counted from now on: small ones are no drip. */
    Deadline ofNextAnswer() {
        return new Deadline(feed, allowed, minRate, nanos, end);
    }

    /** Zero or less once it has passed. */
    long remainingNanos() {
        return end - nanos.getAsLong();
    }

    /**
     * As {@link #check()}, and that the bytes did not merely drip.
     *
     * @param bytes that came so far
     */
    void check(long bytes) throws FetchFailed {
        check();
        long seconds = (nanos.getAsLong() - begun) / 1_000_000_000L;
        if (seconds >= PATIENCE_SECONDS && bytes < seconds * minRate) {
            throw new FetchFailed(
                    feed,
                    Reason.TOO_SLOW,
                    "%d Bytes in %d Sekunden, verlangt sind %d je Sekunde".formatted(bytes, seconds, minRate));
        }
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
