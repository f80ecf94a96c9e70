package de.hilfenetz.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Which queries are computed at the same time. Slow ones never hold up quick ones: a query that is likely to be slow begins
 * only where no other slow one is under way, and when those under way have turned out to be slow, a quick one may begin beside
 * them, for a second. Safe for use by several threads.
 */
final class Turns {

    /** A query that has taken longer is slow, whatever was expected of it. */
    static final Duration QUICK = Duration.ofSeconds(1);

    private static final long LOOK_AGAIN = 50;

    private final int atOnce;
    private final LongSupplier nanos;
    private final List<Turn> running = new ArrayList<>();
    private int waiting;

    /**
     * @param atOnce so many quick ones are computed at the same time; one more while others are slow
     * @param nanos a clock that only goes forward
     */
    Turns(int atOnce, LongSupplier nanos) {
        this.atOnce = atOnce;
        this.nanos = nanos;
    }

    /** One query under way; to be closed when it ends. */
    final class Turn implements AutoCloseable {
        private final boolean heavy;
        private final boolean brief;
        private final long began = nanos.getAsLong();

        private Turn(boolean heavy, boolean brief) {
            this.heavy = heavy;
            this.brief = brief;
        }

        /** Whether it may not become a slow one, so that there is always a place for quick ones. */
        boolean isBrief() {
            return brief;
        }

        private boolean isSlow(long now) {
            return heavy || now - began > QUICK.toNanos();
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Waits for a turn, a little while.
     *
     * @param heavy whether it is likely to be slow
     * @throws SparqlProblem.Busy when there is none
     */
    synchronized Turn take(boolean heavy) throws SparqlProblem {
        var until = nanos.getAsLong() + Limits.PATIENCE.toNanos();
        if (waiting >= Limits.WAITING) {
            throw busy();
        }
        waiting++;
        try {
            while (!mayBegin(heavy)) {
                if (nanos.getAsLong() >= until) {
                    throw busy();
                }
                wait(LOOK_AGAIN);
            }
            var turn = new Turn(heavy, running.size() >= atOnce);
            running.add(turn);
            return turn;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            waiting--;
        }
    }

    private boolean mayBegin(boolean heavy) {
        var now = nanos.getAsLong();
        var slow = (int) running.stream().filter(turn -> turn.isSlow(now)).count();
        return heavy
                ? slow == 0 && running.size() < atOnce
                : running.size() - slow < atOnce && running.size() < atOnce + 1;
    }

    private synchronized void leave(Turn turn) {
        running.remove(turn);
        notifyAll();
    }

    /** Tells whoever had a brief turn that it was not enough. */
    static SparqlProblem crowded() {
        return new SparqlProblem.Busy(
                false,
                Duration.ofSeconds(10),
                "Gerade rechnen schon so viele lange Abfragen, wie dieser Server gleichzeitig rechnet, und diese dauert auch länger"
                        + " als eine Sekunde. Bitte in ein paar Sekunden noch einmal.",
                "As many long queries are being computed as this server computes at once, and this one takes longer than a second too. Please try again in a few seconds.");
    }

    static SparqlProblem busy() {
        return new SparqlProblem.Busy(
                false,
                Limits.PATIENCE,
                "Gerade rechnen schon so viele Abfragen, wie dieser Server gleichzeitig rechnet. Bitte gleich noch einmal.",
                "As many queries are being computed as this server computes at once. Please try again shortly.");
    }
}
