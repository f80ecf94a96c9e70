package de.hilfenetz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;

class PublishedGraphTest {

    private final PublishedGraph graph = new PublishedGraph(Examples.CROSSWALK);

    private static void all(Consumer<Entry> out) {
        out.accept(Examples.service());
        out.accept(Examples.organization());
        out.accept(Examples.location());
    }

    private Set<Triple> triples() {
        return graph.read(snapshot -> {
            var triples = new HashSet<Triple>();
            snapshot.dataset()
                    .find(Quad.defaultGraphIRI, null, null, null)
                    .forEachRemaining(quad -> triples.add(quad.asTriple()));
            return triples;
        });
    }

    @Test
    void aDeltaLeadsWhereAFullLoadLeads() {
        var renamed = Examples.service(json -> json.replace("Schuldnerberatung Bilk", "Schuldenhilfe")
                .replace("\"leika\": [\"99050012104000\"],", "")
                .replace("; PH off", ""));
        graph.load("2026-11-22.1", PublishedGraphTest::all);
        graph.apply(
                "2026-11-22.2",
                List.of(renamed),
                List.of(new PublishedGraph.Removed(
                        Kind.LOCATION, Examples.location().id())));

        var full = new PublishedGraph(Examples.CROSSWALK);
        full.load("2026-11-22.2", out -> {
            out.accept(renamed);
            out.accept(Examples.organization());
        });

        var expected = full.read(snapshot -> snapshot.size());
        assertThat(graph.<Long>read(PublishedGraph.Snapshot::size)).isEqualTo(expected);
        assertThat(graph.<String>read(PublishedGraph.Snapshot::release)).isEqualTo("2026-11-22.2");
        assertThat(describe(graph, renamed)).containsExactlyInAnyOrderElementsOf(Examples.describe(renamed));
        assertThat(describe(graph, Examples.location())).isEmpty();
    }

    private static List<Triple> describe(PublishedGraph graph, Entry entry) {
        return graph.read(snapshot -> snapshot.describe(Examples.CROSSWALK.iri(entry.kind(), entry.id())));
    }

    @Test
    void theSameAgainChangesNothing() {
        graph.load("2026-11-22.1", PublishedGraphTest::all);
        var before = triples();

        graph.apply("2026-11-22.1", List.of(Examples.service(), Examples.location()), List.of());

        assertThat(triples()).isEqualTo(before).isNotEmpty();
    }

    @Test
    void aReaderKeepsItsStateWhileTheNextIsWritten() throws Exception {
        graph.load("2026-11-22.1", PublishedGraphTest::all);
        var reading = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var reader = threads.submit(() -> graph.read(snapshot -> {
                reading.countDown();
                await(written);
                return snapshot.release() + " " + snapshot.size();
            }));
            var size = graph.<Long>read(PublishedGraph.Snapshot::size);
            await(reading);
            graph.load("2026-11-22.2", out -> out.accept(Examples.service()));
            written.countDown();

            assertThat(reader.get()).isEqualTo("2026-11-22.1 " + size);
        }
        assertThat(graph.<String>read(PublishedGraph.Snapshot::release)).isEqualTo("2026-11-22.2");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsTheOldStateWhenLoadingFails() {
        graph.load("2026-11-22.1", PublishedGraphTest::all);
        var before = triples();

        assertThatThrownBy(() -> graph.load("2026-11-22.2", out -> {
                    out.accept(Examples.service());
                    throw new IllegalStateException("the journal is gone");
                }))
                .hasMessage("the journal is gone");

        assertThat(triples()).isEqualTo(before);
        assertThat(graph.<String>read(PublishedGraph.Snapshot::release)).isEqualTo("2026-11-22.1");
    }
}
