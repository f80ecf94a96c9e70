package de.hilfenetz.serve;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** So many times in a minute for each of many; those used least recently are forgotten. Thread-safe. */
final class Rate {

    private static final int REMEMBERED = 10_000;
    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Bucket(double left, long at) {}

    Rate(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
    }

    /** Takes one of what {@code who} has left; false where there is none. */
    synchronized boolean take(String who) {
        var now = nanos.getAsLong();
        var bucket = buckets.getOrDefault(who, new Bucket(perMinute, now));
        var left = Math.min(perMinute, bucket.left() + (now - bucket.at()) / MINUTE * perMinute);
        buckets.put(who, new Bucket(left < 1 ? left : left - 1, now));
        return left >= 1;
    }
}
