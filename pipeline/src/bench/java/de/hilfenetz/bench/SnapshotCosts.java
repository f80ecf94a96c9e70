package de.hilfenetz.bench;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.DeliveryKey;
import de.hilfenetz.journal.DeliveryStore;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

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
        var random = new SecureRandom();
        var key = DeliveryKey.readOrCreate(folder.resolve("key"), random);
        var data = folder.resolve("data" + System.nanoTime());
        Files.createDirectories(data);
        var vocabulary = Vocabulary.load();
        try (var journal =
                Journal.open(data, DeliveryStore.open(data, key, random), Clock.systemUTC(), Intake.inspection())) {
            var intake = new Intake(
                    journal,
                    new Schemas(),
                    new Concepts(vocabulary),
                    Districts.load(null, vocabulary.areas()),
                    new RecordShapes(vocabulary),
                    new ConfidentialValues(),
                    Sha256.of(new byte[0]));
            var source = Intake.Source.of(Feeds.load(feeds).feeds().getFirst());
            System.out.printf("first delivery: %.0f µs CPU a record%n", deliver(journal, intake, source));
            for (var round = 1; round <= ROUNDS; round++) {
                GeneratedFeed.write(feeds, services, services / ONE_IN, round);
                System.out.printf(
                        "one in %d changed: %.1f µs CPU a record%n", ONE_IN, deliver(journal, intake, source));
            }
        }
    }

    private double deliver(Journal journal, Intake intake, Intake.Source source) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        var begin = threads.getCurrentThreadCpuTime();
        try (var bytes = Files.newInputStream(folder.resolve("feeds/lieferung.ndjson"))) {
            var delivery = journal.receive(source.feed(), "lieferung.ndjson", null, Way.PULL, bytes);
            var report = intake.process(delivery, source);
            var spent = threads.getCurrentThreadCpuTime() - begin;
            if (report.counters() == null || report.counters().received() < services) {
                throw new IllegalStateException(report.toString());
            }
            return spent / 1e3 / services;
        }
    }
}
