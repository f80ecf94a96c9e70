package de.hilfenetz;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what other processes do. */
final class Waiting {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private Waiting() {}

    /** How long it took until {@code holds}; what it throws means that it does not hold yet, unless it is a defect. */
    static Duration until(String what, Duration limit, Callable<Boolean> holds) {
        var begun = System.nanoTime();
        for (; ; ) {
            var taken = Duration.ofNanos(System.nanoTime() - begun);
            if (holds(holds)) {
                return taken;
            }
            if (taken.compareTo(limit) > 0) {
                throw new AssertionError("not within %s: %s".formatted(limit, what));
            }
            pause(BETWEEN_LOOKS);
        }
    }

    private static boolean holds(Callable<Boolean> holds) {
        try {
            return holds.call();
        } catch (RuntimeException defect) {
            throw defect;
        } catch (Exception notYet) {
            return false;
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
