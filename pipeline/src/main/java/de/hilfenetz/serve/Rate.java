package de.hilfenetz.serve;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** So many times in a while for each of many; those used least recently are forgotten. Thread-safe. */
final class Rate {

    private static final int REMEMBERED = 10_000;

    private final int most;
    private final double within;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Bucket(double left, long at) {}

    Rate(int most, Duration within, LongSupplier nanos) {
        this.most = most;
        this.within = within.toNanos();
        this.nanos = nanos;
    }

    /** Takes one of what {@code who} has left; false where there is none. */
    synchronized boolean take(String who) {
        var now = nanos.getAsLong();
        var bucket = buckets.getOrDefault(who, new Bucket(most, now));
        var left = Math.min(most, bucket.left() + (now - bucket.at()) / within * most);
        buckets.put(who, new Bucket(left < 1 ? left : left - 1, now));
        return left >= 1;
    }
}
