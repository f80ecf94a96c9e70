package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What every reader owes to any bytes: records or a finding, nothing thrown besides, and no more than a second of processor time. */
final class Fuzzed {

    /** Of each target in a run, unless the environment says otherwise ({@code JAZZER_MAX_DURATION}). */
    static final String DURATION = "20s";

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Fuzzed() {}

    static void read(Feed.Format format, byte[] bytes) {
        // The first time classes are loaded, and Jazzer rewrites each.
        if (took(format, bytes).compareTo(LONGEST) > 0) {
            var took = took(format, bytes);
            if (took.compareTo(LONGEST) > 0) {
                throw new AssertionError("took " + took);
            }
        }
    }

    /** An archive of these members, which nobody would come upon byte by byte. */
    static byte[] zip(Map<String, byte[]> members) {
        var zipped = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zipped)) {
            for (var member : members.entrySet()) {
                out.putNextEntry(new ZipEntry(member.getKey()));
                out.write(member.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static Duration took(Feed.Format format, byte[] bytes) {
        var threads = ManagementFactory.getThreadMXBean();
        var begin = threads.getCurrentThreadCpuTime();
        try {
            Reading.of(Reading.feed(format), bytes);
        } catch (UnreadableDelivery refused) {
            if (refused.finding().german().isBlank()
                    || refused.finding().english().isBlank()) {
                throw new AssertionError("refused without a word", refused);
            }
        }
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin);
    }
}
