package de.hilfenetz.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.jena.graph.Triple;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What one canonical service, {@code schemas/examples/service.json} under a thousand ids, costs from stage to stage. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecordBenchmark {

    private static final int RECORDS = 1_000;
    private static final URI BASE = URI.create("https://hilfenetz.example.org/");
    private static final Place PLACE = new Place("bench.json", 1, 1, null);

    private final List<JsonNode> trees = trees();
    private final List<Entry> entries = trees.stream().map(CanonicalJson::from).toList();
    private final Schemas schemas = new Schemas();
    private final Crosswalk crosswalk = new Crosswalk(BASE, Vocabulary.load());
    private final ShortNames names = ShortNames.load(BASE);
    private final List<List<Triple>> triples =
            entries.stream().map(this::describe).toList();
    private final byte[] ntriples = written(GraphFormat.NTRIPLES);

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void holdAgainstSchema(Blackhole hole) {
        for (var tree : trees) {
            var findings = new Findings();
            schemas.check(Kind.SERVICE, tree, PLACE, new TreeMap<>(), findings);
            hole.consume(findings);
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void treeToRecord(Blackhole hole) {
        trees.forEach(tree -> hole.consume(CanonicalJson.from(tree)));
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void recordToBytes(Blackhole hole) {
        entries.forEach(entry -> hole.consume(CanonicalJson.write(entry)));
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void recordToTriples(Blackhole hole) {
        entries.forEach(entry -> hole.consume(describe(entry)));
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public byte[] triplesToNTriples() {
        return written(GraphFormat.NTRIPLES);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public byte[] triplesToTurtle() {
        return written(GraphFormat.TURTLE);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public byte[] triplesToJsonLd() {
        return written(GraphFormat.JSONLD);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public byte[] gzipOfNTriples() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(ntriples);
        }
        return out.toByteArray();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Sha256 hashOfNTriples() {
        return Sha256.of(ntriples);
    }

    private List<Triple> describe(Entry entry) {
        var described = new ArrayList<Triple>();
        crosswalk.describe(entry, described::add);
        return described;
    }

    private byte[] written(GraphFormat format) {
        var out = new ByteArrayOutputStream();
        try (var writer = format.open(out, names)) {
            for (var subject : triples) {
                writer.write(subject);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return out.toByteArray();
    }

    private static List<JsonNode> trees() {
        try {
            var example = (ObjectNode)
                    CanonicalJson.mapper().readTree(Files.readAllBytes(Path.of("../schemas/examples/service.json")));
            var trees = new ArrayList<JsonNode>();
            for (var i = 0; i < RECORDS; i++) {
                trees.add(example.deepCopy().put("id", new UUID(0x5000L, 0x8000_0000_0000_0000L + i).toString()));
            }
            return trees;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
