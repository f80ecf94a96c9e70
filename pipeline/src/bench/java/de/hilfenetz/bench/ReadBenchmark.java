package de.hilfenetz.bench;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.read.Readers;
import de.hilfenetz.read.Sink;
import de.hilfenetz.record.RawRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** What it costs to find a record in a delivery, without its tree (all an unchanged one needs) and with it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadBenchmark {

    private static final int SERVICES = 2_000;
    private static final int RECORDS = SERVICES + GeneratedFeed.PLACES + 1;

    private final Feed feed = Feeds.ndjson();
    private final byte[] delivery = GeneratedFeed.delivery(SERVICES);

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void findAndHash(Blackhole hole) throws IOException {
        Readers.read(feed, "lieferung.ndjson", new ByteArrayInputStream(delivery), new Each(hole, false));
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void findHashAndParse(Blackhole hole) throws IOException {
        Readers.read(feed, "lieferung.ndjson", new ByteArrayInputStream(delivery), new Each(hole, true));
    }

    private record Each(Blackhole hole, boolean tree) implements Sink {

        @Override
        public void accept(RawRecord record, List<Finding> findings) {
            hole.consume(record.sha256());
            if (tree) {
                hole.consume(record.parse().get());
            }
        }

        @Override
        public void note(Finding finding) {
            hole.consume(finding);
        }
    }
}
