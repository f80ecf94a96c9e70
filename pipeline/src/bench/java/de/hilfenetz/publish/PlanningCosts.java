package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.planning.Week;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * What the figures for planning cost, in CPU time of the one thread that makes them: taking the records in, counting all tables,
 * writing their rows, and counting again after a thousandth of the services changed. Two services to a place. The first of
 * several rounds warms the machine up and is not told.
 */
public final class PlanningCosts {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Week WEEK = Week.after(LocalDate.of(2026, 11, 27));
    private static final ObjectNode SERVICE = read("service");
    private static final ObjectNode LOCATION = read("location");
    private static final int ROUNDS = 4;

    private final int services;
    private final List<Entry> entries = new ArrayList<>();

    /** @param services how many there are */
    public PlanningCosts(int services) {
        this.services = services;
        var random = new Random(services);
        for (var i = 0; i < services / 2; i++) {
            entries.add(place(i, random));
        }
        for (var i = 0; i < services; i++) {
            entries.add(service(i, random));
        }
    }

    /** Prints them, the best of the rounds. */
    public void measure() {
        var best = new long[] {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
        var rows = new long[1];
        for (var round = 0; round < ROUNDS; round++) {
            var inventory = new Inventory(WEEK);
            var kept = new Coverage[1];
            var costs = new long[] {
                cpu(() -> entries.forEach(inventory::add)),
                cpu(() -> kept[0] = Coverage.of(inventory, Reporting.complete(), VOCABULARY)),
                cpu(() -> {
                    rows[0] = 0;
                    new CoverageTable(kept[0], VOCABULARY).write(row -> rows[0]++);
                }),
                change(inventory, kept[0])
            };
            for (var i = 0; round > 0 && i < costs.length; i++) {
                best[i] = Math.min(best[i], costs[i]);
            }
        }
        System.out.printf(
                "%,9d services  taken in %6.2f s  all tables counted %6.2f s  their %,d rows %6.2f s  0.1 %% changed %7.3f s CPU%n",
                services, best[0] / 1e9, best[1] / 1e9, rows[0], best[2] / 1e9, best[3] / 1e9);
    }

    private long change(Inventory inventory, Coverage coverage) {
        var random = new Random(1);
        var changed = new ArrayList<Entry>();
        for (var i = 0; i < Math.max(1, services / 1000); i++) {
            changed.add(service(random.nextInt(services), random));
        }
        return cpu(() -> coverage.recount(
                changed.stream().map(Entry::id).toList(), Reporting.complete(), () -> changed.forEach(inventory::add)));
    }

    private static long cpu(Runnable what) {
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadCpuTime();
        what.run();
        return threads.getCurrentThreadCpuTime() - before;
    }

    private static Entry place(int number, Random random) {
        var quarters = VOCABULARY.areas().quarters();
        var quarter = quarters.get(random.nextInt(quarters.size()));
        var location = LOCATION.deepCopy();
        location.put("id", new UUID(0x5000L, 0x8000_0000_0000_0000L + number).toString());
        location.putObject("area").put("quarter", quarter.notation()).put("district", quarter.within());
        return CanonicalJson.from(location);
    }

    private static Entry service(int number, Random random) {
        var service = SERVICE.deepCopy();
        service.put("id", new UUID(0x6000L, 0x8000_0000_0000_0000L + number).toString());
        service.putArray("lifeSituations").add(notation("lebenslage", random));
        service.putArray("generations").add(notation("generation", random));
        service.putArray("audiences").add(notation("zielgruppe", random)).add(notation("zielgruppe", random));
        service.putArray("at")
                .addObject()
                .put("location", new UUID(0x5000L, 0x8000_0000_0000_0000L + number / 2).toString());
        return CanonicalJson.from(service);
    }

    private static String notation(String scheme, Random random) {
        var concepts = VOCABULARY.getScheme(scheme).concepts();
        return concepts.get(random.nextInt(concepts.size())).notation();
    }

    private static ObjectNode read(String kind) {
        try {
            return (ObjectNode) CanonicalJson.mapper()
                    .readTree(Files.readAllBytes(Path.of("../schemas/examples/" + kind + ".json")));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
