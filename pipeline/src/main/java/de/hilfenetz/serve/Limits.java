package de.hilfenetz.serve;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * How much is taken at once and how often somebody may try: one for all languages of the pages together.
 *
 * @param wrongKeys by address
 * @param pushes by feed
 * @param uploads bodies on their way in
 * @param trials files that are looked at, which costs processor time
 * @param megabytes of files held in memory, on their way in too
 */
record Limits(Rate wrongKeys, Rate pushes, Semaphore uploads, Semaphore trials, Semaphore megabytes) {

    /** Pushes of one feed in a minute. */
    static final int PUSHES = 3_000;

    /** From one address in a minute. */
    static final int WRONG_KEYS = 30;

    private static final int UPLOADS = 24;
    private static final int TRIALS = 2;
    private static final int MEGABYTES = 88;

    /** @param nanos a clock that only goes forward */
    static Limits usual(LongSupplier nanos) {
        return new Limits(
                new Rate(WRONG_KEYS, Duration.ofMinutes(1), nanos),
                new Rate(PUSHES, Duration.ofMinutes(1), nanos),
                new Semaphore(UPLOADS),
                new Semaphore(TRIALS),
                new Semaphore(MEGABYTES));
    }
}
