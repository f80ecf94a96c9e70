package de.hilfenetz.query;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whose turn it is: each client may have some queries at once, some computing time a minute and some failures a minute. Those
 * who asked least recently are forgotten. Safe for use by several threads.
 */
final class Admission {

    private static final int REMEMBERED = 10_000;
    private static final double MINUTE = Duration.ofMinutes(1).toNanos();
    private static final double TIME = Limits.PER_MINUTE.toNanos();
    private static final double MUCH = Duration.ofSeconds(5).toNanos();
    private static final double LOST = Duration.ofSeconds(10).toNanos();
    private static final int V6_PREFIX = 8;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private final LongSupplier nanos;
    private final double longest;
    private final Map<String, Client> clients = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Client> eldest) {
            return size() > REMEMBERED && eldest.getValue().running == 0;
        }
    };

    /**
     * @param longest after this every query is stopped
     * @param nanos a clock that only goes forward
     */
    Admission(Duration longest, LongSupplier nanos) {
        this.nanos = nanos;
        this.longest = longest.toNanos();
    }

    private static final class Client {
        private int running;
        private double time = TIME;
        private double failures = Limits.FAILURES_PER_MINUTE;
        private long seen;

        private Client(long now) {
            seen = now;
        }

        private void refill(long now) {
            var part = (double) (now - seen) / MINUTE;
            seen = now;
            time = Math.min(TIME, time + part * TIME);
            failures = Math.min(Limits.FAILURES_PER_MINUTE, failures + part * Limits.FAILURES_PER_MINUTE);
        }
    }

    /** What a client was let in for; to be closed when it is done. */
    final class Visit implements AutoCloseable {
        private final Client client;
        private final long began = nanos.getAsLong();
        private boolean failed;
        private double more;

        private Visit(Client client) {
            this.client = client;
        }

        /** Whether this client has asked for much lately. */
        boolean isHeavy() {
            return client.time < TIME - MUCH;
        }

        /** It came to nothing, by its own fault. */
        void fail() {
            failed = true;
        }

        /** A process was lost over it and has to be made anew. */
        void kill() {
            more = LOST;
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Lets {@code address} in; waits a little while it has too many queries under way already.
     *
     * @throws SparqlProblem.Busy where it has used up what it may
     */
    synchronized Visit enter(String address) throws SparqlProblem {
        var now = nanos.getAsLong();
        var until = now + Limits.PATIENCE.toNanos();
        try {
            while (true) {
                var client = known(address, now);
                refuseTheSpent(client);
                if (client.running < Limits.AT_ONCE) {
                    client.running++;
                    return new Visit(client);
                }
                if (now >= until) {
                    throw busy(
                            "Von Ihnen rechnen schon %d Abfragen; mehr auf einmal geht nicht."
                                    .formatted(Limits.AT_ONCE),
                            "%d of your queries are being computed; more at once are not possible."
                                    .formatted(Limits.AT_ONCE));
                }
                wait(Math.max(1, (until - now) / NANOS_OF_MILLI));
                now = nanos.getAsLong();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("Der Server wird beendet.", "The server is stopping.");
        }
    }

    private Client known(String address, long now) {
        var client = clients.computeIfAbsent(network(address), key -> new Client(now));
        client.refill(now);
        return client;
    }

    private static void refuseTheSpent(Client client) throws SparqlProblem {
        if (client.time <= 0) {
            throw busy(
                    "Sie haben die Rechenzeit einer Minute (%d Sekunden) verbraucht. Bitte in einer Minute wieder."
                            .formatted(Limits.PER_MINUTE.toSeconds()),
                    "You have used the computing time of a minute (%d seconds). Please come back in a minute."
                            .formatted(Limits.PER_MINUTE.toSeconds()));
        }
        if (client.failures < 1) {
            throw busy(
                    "Mehr als %d Abfragen einer Minute sind gescheitert. Bitte in einer Minute wieder."
                            .formatted(Limits.FAILURES_PER_MINUTE),
                    "More than %d queries of a minute have failed. Please come back in a minute."
                            .formatted(Limits.FAILURES_PER_MINUTE));
        }
    }

    private synchronized void leave(Visit visit) {
        var client = visit.client;
        client.refill(nanos.getAsLong());
        client.running--;
        // Nothing computes for longer; what is over that is the time the client took to read.
        client.time -= Math.min(longest, (double) (nanos.getAsLong() - visit.began)) + visit.more;
        if (visit.failed) {
            client.failures--;
        }
        notifyAll();
    }

    private static SparqlProblem busy(String german, String english) {
        return new SparqlProblem.Busy(true, Duration.ofMinutes(1), german, english);
    }

    /** The network of an address: all of IPv4, the first half of IPv6, which one household has to itself. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            var bytes = InetAddress.getByName(address).getAddress();
            return Arrays.toString(bytes.length > V6_PREFIX ? Arrays.copyOf(bytes, V6_PREFIX) : bytes);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
