package de.hilfenetz.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.jena.graph.Triple;

/**
 * What it costs a process that answers queries to come to a release, in CPU time of the one thread that does it, and the memory
 * that its graph takes: by reading it, and by what changed. The first of several changes warms the machine up and is not told.
 */
public final class GraphCosts {

    private static final URI BASE = URI.create("https://hilfenetz.example.org/");
    private static final int CHANGED = 100;
    private static final int ROUNDS = 6;

    private final Path folder;
    private final int services;
    private final Crosswalk crosswalk = new Crosswalk(BASE, Vocabulary.load());
    private final ShortNames names = ShortNames.load(BASE);
    private final String example;

    public GraphCosts(Path target, int services) throws IOException {
        folder = Files.createDirectories(target.resolve("bench/graph"));
        this.services = services;
        example = Files.readString(Path.of("../schemas/examples/service.json"));
    }

    /** Prints them, the best of the changes. */
    public void measure() throws IOException {
        var everything = folder.resolve("alles.nt");
        var vocabulary = folder.resolve("systematik.ttl");
        try (var out = Files.newOutputStream(everything)) {
            for (var from = 0; from < services; from += CHANGED) {
                out.write(triples(from, "Angebot").getBytes(UTF_8));
            }
        }
        Files.writeString(vocabulary, "");
        var clock = new Clock();
        var graph = ReleaseGraph.read(BASE, "1", everything, vocabulary);
        var read = clock.lap();
        var megabytes = live();
        clock.lap();
        var evaluation = new Evaluation(graph, names);
        var made = clock.lap();
        var best = Long.MAX_VALUE;
        var before = triples(0, "Angebot");
        for (var round = 0; round < ROUNDS; round++) {
            var after = triples(0, "Hilfe " + round);
            clock.lap();
            evaluation = evaluation.with(new ReleaseFiles.Change("1", before, after), "1");
            best = round == 0 ? best : Math.min(best, clock.lap());
            before = after;
        }
        System.out.printf(
                "%,9d services  %,d triples  read %6.2f s  counted and indexed %6.2f s  %d changed %7.3f s CPU  graph %,d MB%n",
                services, evaluation.contents().triples(), read / 1e9, made / 1e9, CHANGED, best / 1e9, megabytes);
    }

    /** N-Triples of {@link #CHANGED} services. */
    private String triples(int from, String name) throws IOException {
        var triples = new ArrayList<Triple>();
        services(from, name).forEach(service -> crosswalk.describe(service, triples::add));
        var out = new ByteArrayOutputStream();
        GraphFormat.NTRIPLES.write(triples, names, out);
        return out.toString(UTF_8);
    }

    private List<Entry> services(int from, String name) {
        return IntStream.range(from, Math.min(from + CHANGED, services))
                .mapToObj(number -> example.replace(
                                "5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01",
                                new UUID(0x6000L, 0x8000_0000_0000_0000L + number).toString())
                        .replace("Schuldnerberatung Bilk", name + " " + number)
                        .replace("sb-17", "sb-" + number))
                .map(json -> CanonicalJson.read(json.getBytes(UTF_8)))
                .toList();
    }

    private static long live() {
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed() >> 20;
    }

    private static final class Clock {
        private long last;

        /** CPU nanoseconds since the last time. */
        private long lap() {
            var now = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            var spent = now - last;
            last = now;
            return spent;
        }
    }
}
