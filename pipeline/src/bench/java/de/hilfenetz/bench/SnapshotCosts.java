package de.hilfenetz.bench;

import de.hilfenetz.feed.Feeds;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.Way;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a feed costs that sends everything each night, of which one in a thousand has changed: CPU time from its first byte to
 * the settled run, without the release. Each round sends another thousandth.
 */
final class SnapshotCosts {

    private static final int ROUNDS = 5;
    private static final int ONE_IN = 1_000;

    private final Path folder;
    private final int services;

    SnapshotCosts(Path target, int services) {
        folder = target.resolve("bench/snapshot" + services).toAbsolutePath();
        this.services = services;
    }

    void measure() throws Exception {
        var feeds = folder.resolve("feeds");
        GeneratedFeed.write(feeds, services, 0, 0);
        try (var desk = IntakeDesk.open(folder)) {
            var source = Intake.Source.of(Feeds.load(feeds).feeds().getFirst());
            System.out.printf("first delivery: %.0f µs CPU a record%n", deliver(desk, source));
            for (var round = 1; round <= ROUNDS; round++) {
                GeneratedFeed.write(feeds, services, services / ONE_IN, round);
                System.out.printf("one in %d changed: %.1f µs CPU a record%n", ONE_IN, deliver(desk, source));
            }
        }
    }

    private double deliver(IntakeDesk desk, Intake.Source source) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        var begin = threads.getCurrentThreadCpuTime();
        try (var bytes = Files.newInputStream(folder.resolve("feeds/lieferung.ndjson"))) {
            var delivery = desk.journal().receive(source.feed(), "lieferung.ndjson", null, Way.PULL, bytes);
            var report = desk.intake().process(delivery, source);
            var spent = threads.getCurrentThreadCpuTime() - begin;
            if (report.counters() == null || report.counters().received() < services) {
                throw new IllegalStateException(report.toString());
            }
            return spent / 1e3 / services;
        }
    }
}
