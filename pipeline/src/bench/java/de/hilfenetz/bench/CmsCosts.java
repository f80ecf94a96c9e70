package de.hilfenetz.bench;

import com.sun.management.OperatingSystemMXBean;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.Way;
import de.hilfenetz.route.Fetch;
import de.hilfenetz.route.Pulled;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a CMS with many entries costs: CPU time of this whole process, with the JIT and all threads, to pull everything and to
 * hold it against the journal; the first time, after one entry in a hundred changed, where nothing changed, and the first time
 * for journals of a process that runs for a while.
 */
final class CmsCosts {

    private static final int ROUNDS = 5;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Path folder;
    private final int entries;

    CmsCosts(Path target, int entries) {
        folder = target.resolve("bench/cms" + entries).toAbsolutePath();
        this.entries = entries;
    }

    void measure() throws Exception {
        var peer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CmsPeer.class.getName(),
                        String.valueOf(entries))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
                var client = HttpClient.newHttpClient();
                var desk = IntakeDesk.open(folder);
                var fetch = new Fetch(feed -> Optional.of("token"), Clock.systemUTC())) {
            var base = "http://127.0.0.1:" + said.readLine();
            var source = source(base);
            pull("first", desk, fetch, source, entries);
            pull("unchanged", desk, fetch, source, 0);
            for (var round = 1; round <= ROUNDS; round++) {
                var change = HttpRequest.newBuilder(URI.create(base + "/round/" + round));
                client.send(change.POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding());
                pull("one in a hundred changed", desk, fetch, source, entries / 100);
                pull("unchanged", desk, fetch, source, 0);
            }
            for (var round = 1; round <= ROUNDS; round++) {
                try (var other = IntakeDesk.open(folder.resolve("other" + round));
                        var again = new Fetch(feed -> Optional.of("token"), Clock.systemUTC())) {
                    pull("first, in a warm process", other, again, source, entries);
                }
            }
        } finally {
            peer.destroy();
        }
    }

    private Intake.Source source(String base) throws Exception {
        var feeds = Files.createDirectories(folder.resolve("feeds"));
        Files.writeString(feeds.resolve("redaktion.yaml"), """
                id: redaktion
                title: Redaktion
                format: strapi5
                fetch: {url: "%s", every: PT5M, internal: true}
                secret: redaktion
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """.formatted(base));
        return Intake.Source.of(Feeds.load(feeds).feeds().getFirst());
    }

    private void pull(String what, IntakeDesk desk, Fetch fetch, Intake.Source source, int expected) throws Exception {
        List<Delivery> deliveries = new ArrayList<>();
        var begin = system.getProcessCpuTime();
        var pulled = fetch.pull(
                source.feed(),
                (feed, body, arrival) -> deliveries.add(
                        desk.journal().receive(feed, arrival.fileName(), arrival.mediaType(), Way.PULL, body)));
        var fetched = system.getProcessCpuTime();
        var written = 0L;
        for (var delivery : deliveries) {
            var counters = Objects.requireNonNull(
                    desk.intake().process(delivery, source).counters());
            written += counters.added() + counters.changed();
        }
        var processed = system.getProcessCpuTime();
        if (written != expected || pulled instanceof Pulled.NothingNew != (expected == 0)) {
            throw new IllegalStateException("%s: %d written, %d expected".formatted(what, written, expected));
        }
        System.out.printf(
                "%s: %.2f s CPU to pull, %.2f s to compare%n",
                what, (fetched - begin) / 1e9, (processed - fetched) / 1e9);
    }
}
