package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.GraphFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, few of them, one after the other in one story each. */
class WorkersTest {

    private static final String SIZE = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";

    /** A number of a million digits is read in minutes, and reading it does not look at the clock. */
    private static final String STUBBORN = "SELECT ?s { ?s ?p ?o BIND(\"" + "9".repeat(32_000) + "\" AS ?b)"
            + " BIND(CONCAT(?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b) AS ?c)"
            + " BIND(CONCAT(?c, ?c) AS ?d) FILTER(<http://www.w3.org/2001/XMLSchema#integer>(?d) > 1) }";

    @TempDir
    private static Path folder;

    private static Workers workers;

    @BeforeAll
    static void start() throws IOException {
        workers = new Workers(
                new Launch(Examples.BASE, 96), 2, release -> release.startsWith("2026") ? files(release) : null);
        workers.publish(write("2026-11-22.1", 2_000));
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static ReleaseFiles files(String release) {
        return new ReleaseFiles(release, folder.resolve(release + ".nt"), folder.resolve(release + ".ttl"));
    }

    private static ReleaseFiles write(String release, int triples) throws IOException {
        var files = files(release);
        var graph = new ArrayList<Triple>();
        for (var i = 0; i < triples; i++) {
            graph.add(Triple.create(
                    NodeFactory.createURI("https://hilfenetz.example/id/angebot/" + i),
                    NodeFactory.createURI("https://schema.org/name"),
                    NodeFactory.createLiteralString("Angebot " + i)));
        }
        try (var everything = Files.newOutputStream(files.everything());
                var vocabulary = Files.newOutputStream(files.vocabulary())) {
            GraphFormat.NTRIPLES.write(graph, Examples.NAMES, everything);
            GraphFormat.TURTLE.write(List.of(), Examples.NAMES, vocabulary);
        }
        return files;
    }

    private static String ask(String query, @Nullable String release, Duration time) throws SparqlProblem, IOException {
        var out = new ByteArrayOutputStream();
        workers.answer(new Request(query, "text/csv", release, 0, false, time, false), head -> {
            out.writeBytes((head.release() + " ").getBytes(StandardCharsets.UTF_8));
            return out;
        });
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String ask(String query) throws SparqlProblem, IOException {
        return ask(query, null, Duration.ofSeconds(10));
    }

    @Test
    void answersFromTheNewestReleaseAndFromOlderOnesOnDemand() throws Exception {
        assertThat(ask(SIZE)).isEqualTo("2026-11-22.1 n\r\n2000\r\n");
        assertThat(workers.contents().properties()).containsEntry("https://schema.org/name", 2_000L);

        workers.publish(write("2026-11-23.1", 2_500));

        assertThat(ask(SIZE)).isEqualTo("2026-11-23.1 n\r\n2500\r\n");
        assertThat(untilReady("2026-11-22.1")).isEqualTo("2026-11-22.1 n\r\n2000\r\n");
        assertThatThrownBy(() -> ask(SIZE, "1999-01-01.1", Duration.ofSeconds(1)))
                .isInstanceOf(SparqlProblem.Refused.class)
                .hasMessageContaining("1999-01-01.1");
        workers.publish(files("2026-11-22.1"));
    }

    /** The first asks are told to come again, as the protocol of a release on demand says. */
    private static String untilReady(String release) throws Exception {
        var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return ask(SIZE, release, Duration.ofSeconds(10));
            } catch (SparqlProblem.Busy loading) {
                assertThat(loading.client()).isFalse();
                assertThat(System.nanoTime()).as("loaded within a minute").isLessThan(until);
                Thread.onSpinWait();
            }
        }
    }

    /** Only killing ends it. */
    @Test
    void killsWhatDoesNotStopAndGoesOn() throws Exception {
        var began = System.nanoTime();
        var two = List.of(
                CompletableFuture.supplyAsync(() -> problem(STUBBORN)),
                CompletableFuture.supplyAsync(() -> problem(STUBBORN + " LIMIT 1")));

        assertThat(two).allSatisfy(query -> assertThat(query.join()).isInstanceOf(SparqlProblem.Timeout.class));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        assertThat(ask(SIZE)).contains("2000");
    }

    /** Two queries that only killing ends are under way; somebody who asks something small does not notice. */
    @Test
    void answersSmallQuestionsWhileHostileOnesCompute() throws Exception {
        awaitAll();
        var hostile = List.of(
                CompletableFuture.supplyAsync(() -> problem(STUBBORN + " LIMIT 2")),
                CompletableFuture.supplyAsync(() -> problem(STUBBORN + " LIMIT 3")));

        for (var i = 0; i < 20; i++) {
            assertThat(ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } LIMIT " + (i + 1)))
                    .contains("2000");
        }
        assertThat(hostile).allSatisfy(query -> assertThat(query.join()).isInstanceOf(SparqlProblem.Timeout.class));
    }

    private static void awaitAll() {
        var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (workers.ready() < 3) {
            assertThat(System.nanoTime())
                    .as("the spare is back within a minute")
                    .isLessThan(until);
            Thread.onSpinWait();
        }
    }

    /** While they still compute, a slow machine may say that they do. */
    private static String whenTheyLetMe(String query) throws Exception {
        var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return ask(query);
            } catch (SparqlProblem.Busy e) {
                assertThat(System.nanoTime()).isLessThan(until);
            }
        }
    }

    private static @Nullable Exception problem(String query) {
        try {
            ask(query, null, Duration.ofMillis(500));
            return null;
        } catch (SparqlProblem | IOException e) {
            return e;
        }
    }

    @Test
    void outlivesAQueryThatEatsItsMemory() throws Exception {
        var greedy = "SELECT * { ?a ?p ?w . ?b ?p ?x . ?c ?p ?y } ORDER BY ?y ?x";

        assertThatThrownBy(() -> ask(greedy))
                .isInstanceOf(SparqlProblem.Costly.class)
                .hasMessageContaining("memory");
        assertThat(ask(SIZE)).contains("2000");
    }

    @Test
    void isNotDisturbedByAReaderWhoLeaves() throws Exception {
        var request = new Request("SELECT * { ?s ?p ?o }", "text/csv", null, 0, false, Duration.ofSeconds(10), false);

        assertThatThrownBy(() -> workers.answer(request, head -> new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("the reader has left");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the reader has left");
        assertThat(ask(SIZE)).contains("2000");
    }

    /** Those who ask for much and read nothing of it hold nobody up. */
    @Test
    void answersWhileOthersDoNotRead() throws Exception {
        awaitAll();
        var begun = new CountDownLatch(2);
        var read = new CountDownLatch(1);
        var much = "SELECT ?s ?t ?q { ?s ?p ?o . ?t ?p ?q } LIMIT ";
        try (var readers = Executors.newFixedThreadPool(2)) {
            var slow = new ArrayList<Future<Long>>();
            for (var i = 0; i < 2; i++) {
                var query = much + (15_000 + i);
                slow.add(readers.submit(() -> reading(query, begun, read)));
            }
            try {
                assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(whenTheyLetMe(SIZE)).contains("2000");
            } finally {
                read.countDown();
            }
            assertThat(slow.get(0).get()).isEqualTo(1 + 15_000);
            assertThat(slow.get(1).get()).isEqualTo(1 + 15_001);
        }
    }

    /** The lines of an answer to somebody who begins to read late. */
    private static long reading(String query, CountDownLatch begun, CountDownLatch begin) {
        var out = new ByteArrayOutputStream();
        try {
            workers.answer(new Request(query, "text/csv", null, 0, false, Duration.ofSeconds(10), false), head -> {
                begun.countDown();
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return out;
            });
        } catch (SparqlProblem | IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.UTF_8).lines().count();
    }

    /** Somebody else ends the processes (the system, when memory is short): new ones answer, nobody is told of a fault. */
    @Test
    void goesOnAlthoughItsProcessesAreKilled() throws Exception {
        awaitAll();
        var answer = CompletableFuture.supplyAsync(() -> problem(STUBBORN + " LIMIT 4"));
        while (workers.ready() == 3 && !answer.isDone()) {
            Thread.onSpinWait();
        }
        var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        ProcessHandle.current()
                .children()
                .filter(process -> process.info().commandLine().orElse("").contains("QueryWorker"))
                .forEach(ProcessHandle::destroyForcibly);

        assertThat(answer.join()).isInstanceOfAny(SparqlProblem.Busy.class, SparqlProblem.Timeout.class);
        var last = problem(SIZE);
        while (last != null) {
            assertThat(last).isInstanceOfAny(SparqlProblem.Busy.class, SparqlProblem.Timeout.class);
            assertThat(System.nanoTime()).as("back within a minute").isLessThan(until);
            last = problem(SIZE);
        }
    }
}
