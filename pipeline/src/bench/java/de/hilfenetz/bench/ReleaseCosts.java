package de.hilfenetz.bench;

import com.sun.management.OperatingSystemMXBean;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.Way;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.serve.Publication;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What a release costs in a process that runs: all of it made from the records, and put together again after a thousandth of
 * them and after one record changed. CPU time of the whole process; the release alone, and what pages answer from. The first of
 * each warms the machine up and is not told.
 */
final class ReleaseCosts {

    private static final URI BASE = URI.create("https://hilfenetz.example.org/");
    private static final int ROUNDS = 4;

    private final Path folder;
    private final int services;
    private final Vocabulary vocabulary = Vocabulary.load();
    private int revision;

    ReleaseCosts(Path target, int services) {
        folder = target.resolve("bench/release" + services + "-" + System.nanoTime())
                .toAbsolutePath();
        this.services = services;
    }

    /** CPU nanoseconds of a release, and of making it what pages answer from. */
    private record Cost(long cut, long pages) {

        private static Cost best(List<Cost> costs) {
            return new Cost(
                    costs.stream().skip(1).mapToLong(Cost::cut).min().orElseThrow(),
                    costs.stream().skip(1).mapToLong(Cost::pages).min().orElseThrow());
        }

        @Override
        public String toString() {
            return "release %7.2f s, pages %6.2f s".formatted(cut / 1e9, pages / 1e9);
        }
    }

    /** Prints them. */
    void measure() throws Exception {
        var feeds = folder.resolve("feeds");
        try (var desk = IntakeDesk.open(folder)) {
            deliver(desk, feeds, 0);
            var full = new ArrayList<Cost>();
            for (var round = 0; round < ROUNDS; round++) {
                var releases = releases(desk, folder.resolve("whole" + round));
                full.add(publish(releases, publication(desk)));
            }
            var releases = releases(desk, folder.resolve("change"));
            var publication = publication(desk);
            publish(releases, publication);
            var thousandth = changed(desk, feeds, releases, publication, Math.max(1, services / 1000));
            var one = changed(desk, feeds, releases, publication, 1);
            System.out.printf("%,9d services  all made:        %s%n", services, Cost.best(full));
            System.out.printf("%,9d services  0.1 %% changed:   %s%n", services, thousandth);
            System.out.printf("%,9d services  1 record changed: %s%n", services, one);
        }
    }

    private Cost changed(IntakeDesk desk, Path feeds, Releases releases, Publication publication, int count)
            throws Exception {
        var costs = new ArrayList<Cost>();
        for (var round = 0; round < ROUNDS; round++) {
            deliver(desk, feeds, count);
            costs.add(publish(releases, publication));
        }
        return Cost.best(costs);
    }

    private void deliver(IntakeDesk desk, Path feeds, int changed) throws Exception {
        GeneratedFeed.write(feeds, services, changed, revision++);
        var source = Intake.Source.of(Feeds.load(feeds).feeds().getFirst());
        try (var bytes = Files.newInputStream(feeds.resolve("lieferung.ndjson"))) {
            var delivery = desk.journal().receive(source.feed(), "lieferung.ndjson", null, Way.PULL, bytes);
            desk.intake().process(delivery, source);
        }
    }

    private Releases releases(IntakeDesk desk, Path data) throws IOException {
        Files.createDirectories(data);
        return Releases.open(new Releases.Sources(
                data,
                desk.journal(),
                new Crosswalk(BASE, vocabulary),
                vocabulary,
                new ConfidentialValues(),
                "bench",
                Clock.systemUTC(),
                Reporting::complete));
    }

    private Publication publication(IntakeDesk desk) {
        return new Publication(desk.journal(), manifest -> {}, vocabulary);
    }

    private static Cost publish(Releases releases, Publication publication) throws IOException {
        var begin = cpu();
        var manifest = releases.cut().orElseThrow();
        var cut = cpu();
        publication.publish(manifest);
        return new Cost(cut - begin, cpu() - cut);
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
