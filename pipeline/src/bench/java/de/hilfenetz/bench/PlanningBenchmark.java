package de.hilfenetz.bench;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the figures for planning cost: all tables of a city, and taking its records in. Two services to a place. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class PlanningBenchmark {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Week WEEK = Week.after(LocalDate.of(2026, 11, 27));

    @Param({"3000", "100000"})
    public int services = 3_000;

    private List<Entry> entries = List.of();
    private Inventory inventory = new Inventory(WEEK);

    @Setup
    public void generate() {
        var random = new Random(services);
        var generated = new ArrayList<Entry>();
        var location = example("location");
        var service = example("service");
        var quarters = VOCABULARY.areas().quarters();
        for (var i = 0; i < services / 2; i++) {
            var quarter = quarters.get(random.nextInt(quarters.size()));
            location.put("id", new UUID(0x5000L, 0x8000_0000_0000_0000L + i).toString());
            location.putObject("area").put("quarter", quarter.notation()).put("district", quarter.within());
            generated.add(CanonicalJson.from(location));
        }
        for (var i = 0; i < services; i++) {
            service.put("id", new UUID(0x6000L, 0x8000_0000_0000_0000L + i).toString());
            service.putArray("lifeSituations").add(notation("lebenslage", random));
            service.putArray("generations").add(notation("generation", random));
            service.putArray("audiences").add(notation("zielgruppe", random)).add(notation("zielgruppe", random));
            service.putArray("at")
                    .addObject()
                    .put("location", new UUID(0x5000L, 0x8000_0000_0000_0000L + i / 2).toString());
            generated.add(CanonicalJson.from(service));
        }
        entries = generated;
        inventory = takeIn();
    }

    private static String notation(String scheme, Random random) {
        var concepts = VOCABULARY.getScheme(scheme).concepts();
        return concepts.get(random.nextInt(concepts.size())).notation();
    }

    private static ObjectNode example(String kind) {
        try {
            return (ObjectNode) CanonicalJson.mapper()
                    .readTree(Files.readAllBytes(Path.of("../schemas/examples/" + kind + ".json")));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Benchmark
    public Inventory takeIn() {
        var taken = new Inventory(WEEK);
        entries.forEach(taken::add);
        return taken;
    }

    @Benchmark
    public Coverage allTables() {
        return Coverage.of(inventory, Reporting.complete(), VOCABULARY);
    }
}
