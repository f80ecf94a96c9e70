package de.hilfenetz.query;

import static de.hilfenetz.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.GraphFormat;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Real processes, few of them, one after the other in one story each. */
class WorkersTest {

    private static final String SIZE = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";

    /** A number of a million digits is read in minutes, and reading it does not look at the clock. */
    private static final String STUBBORN = "SELECT ?s { ?s ?p ?o BIND(\"" + "9".repeat(32_000) + "\" AS ?b)"
            + " BIND(CONCAT(?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b, ?b) AS ?c)"
            + " BIND(CONCAT(?c, ?c) AS ?d) FILTER(<http://www.w3.org/2001/XMLSchema#integer>(?d) > 1) }";

    private static final Duration A_MOMENT = Duration.ofMillis(500);

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
        return new ReleaseFiles(release, folder.resolve(release + ".nt"), folder.resolve(release + ".ttl"), 2_000);
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

    /** Longer than a machine that does much else takes. */
    private static final Duration AMPLE = Duration.ofMinutes(5);

    private static String ask(String query) throws SparqlProblem, IOException {
        return ask(query, null, AMPLE);
    }

    /** Each story begins with all processes there. */
    @BeforeEach
    void awaitAll() throws Exception {
        until(() -> workers.ready() == 3);
    }

    @Test
    void answersFromTheNewestReleaseAndFromOlderOnesOnDemand() throws Exception {
        assertThat(whenTheyLetMe(SIZE)).isEqualTo("2026-11-22.1 n\r\n2000\r\n");
        assertThat(workers.contents().properties()).containsEntry("https://schema.org/name", 2_000L);

        workers.publish(write("2026-11-23.1", 2_500));

        assertThat(whenTheyLetMe(SIZE)).isEqualTo("2026-11-23.1 n\r\n2500\r\n");
        assertThat(whenTheyLetMe(SIZE, "2026-11-22.1")).isEqualTo("2026-11-22.1 n\r\n2000\r\n");
        assertThatThrownBy(() -> ask(SIZE, "1999-01-01.1", Duration.ofSeconds(1)))
                .isInstanceOf(SparqlProblem.Refused.class)
                .hasMessageContaining("1999-01-01.1");
        workers.publish(files("2026-11-22.1"));
    }

    /** What is told of it is enough: its files are not there. */
    @Test
    void followsByWhatChanged() throws Exception {
        var old = "<https://hilfenetz.example/id/angebot/0> <https://schema.org/name> \"Angebot 0\" .\n";
        var change = new ReleaseFiles.Change(
                "2026-11-22.1", old, old.replace("Angebot 0", "Neu") + old.replace("/0>", "/x>"));

        workers.publish(new ReleaseFiles("nowhere", folder.resolve("no.nt"), folder.resolve("no.ttl"), 2_001, change));

        assertThat(whenTheyLetMe(SIZE)).isEqualTo("nowhere n\r\n2001\r\n");
        until(() -> workers.ready() == 3);
        assertThat(workers.contents().triples()).isEqualTo(2_001);
        workers.publish(files("2026-11-22.1").by(new ReleaseFiles.Change("another", "", "")));
        assertThat(whenTheyLetMe(SIZE)).isEqualTo("2026-11-22.1 n\r\n2000\r\n");
    }

    @Test
    void makesWayForProcessesWithMoreMemoryWhereAReleaseHasGrown() throws Exception {
        var before = processes().map(ProcessHandle::pid).toList();
        var same = files("2026-11-22.1");

        workers.publish(new ReleaseFiles("grown", same.everything(), same.vocabulary(), 60_000));

        assertThat(whenTheyLetMe(SIZE)).isEqualTo("grown n\r\n2000\r\n");
        until(() -> workers.ready() == 3);
        assertThat(processes().map(ProcessHandle::pid).filter(pid -> !before.contains(pid)))
                .hasSizeGreaterThanOrEqualTo(3);
        workers.publish(same);
    }

    /**
     * Only killing ends them, each after its own time: one that may compute ten times as long began before, and is still under
     * way when the other was killed. Then somebody else ends the processes (the system, when memory is short): new ones answer,
     * nobody is told of a fault.
     */
    @Test
    void killsWhatDoesNotStopAfterItsTimeAndGoesOn() throws Exception {
        var longer = A_MOMENT.plus(Limits.GRACE).multipliedBy(10);
        var other = CompletableFuture.supplyAsync(() -> problem(STUBBORN + " LIMIT 1", longer));
        until(() -> workers.ready() < 3);

        assertThat(problem(STUBBORN, A_MOMENT))
                .isInstanceOfSatisfying(
                        SparqlProblem.Timeout.class,
                        timeout -> assertThat(timeout.isDeadly()).isTrue());

        assertThat(other).isNotDone();
        assertThat(whenTheyLetMe(SIZE)).contains("2000");
        until(() -> {
            processes().forEach(ProcessHandle::destroyForcibly);
            return other.isDone();
        });
        assertThat(other.join()).isInstanceOfAny(SparqlProblem.Busy.class, SparqlProblem.Failed.class);
        assertThat(whenTheyLetMe(SIZE)).contains("2000");
    }

    /** Only these are started by this process. */
    private static Stream<ProcessHandle> processes() {
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info().command().orElse("").endsWith("java"));
    }

    /** Two queries that only killing ends are under way; somebody who asks something small is answered meanwhile. */
    @Test
    void answersSmallQuestionsWhileHostileOnesCompute() throws Exception {
        var time = Duration.ofSeconds(2);
        var hostile = List.of(
                CompletableFuture.supplyAsync(() -> problem(STUBBORN + " LIMIT 2", time)),
                CompletableFuture.supplyAsync(() -> problem(STUBBORN + " LIMIT 3", time)));
        var meanwhile = 0;

        for (var i = 1; i <= 20 && hostile.stream().noneMatch(CompletableFuture::isDone); i++) {
            assertThat(whenTheyLetMe("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } LIMIT " + i))
                    .contains("2000");
            if (hostile.stream().noneMatch(CompletableFuture::isDone)) {
                meanwhile++;
            }
        }

        assertThat(meanwhile).isPositive();
        assertThat(hostile).allSatisfy(query -> assertThat(query.join()).isInstanceOf(SparqlProblem.Timeout.class));
    }

    /** Asks until there is an answer: as long as a release is loaded, or a slow machine computes, one is told to come again. */
    private static String whenTheyLetMe(String query, @Nullable String release) throws Exception {
        var answer = new AtomicReference<String>();
        until(() -> {
            try {
                answer.set(ask(query, release, AMPLE));
                return true;
            } catch (SparqlProblem.Busy e) {
                assertThat(e.client()).isFalse();
                return false;
            }
        });
        return Objects.requireNonNull(answer.get());
    }

    private static String whenTheyLetMe(String query) throws Exception {
        return whenTheyLetMe(query, null);
    }

    private static @Nullable Exception problem(String query, Duration time) {
        try {
            ask(query, null, time);
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
        assertThat(whenTheyLetMe(SIZE)).contains("2000");
    }

    /** A library of its own is missing, say: the operator reads what happened, whoever asked that the fault is ours. */
    @Test
    void tellsWhatAProcessDiedOf() throws Exception {
        var classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("re2j"))
                .collect(Collectors.joining(File.pathSeparator));
        var log = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(WorkerProcess.class);
        var said = new LinkedBlockingQueue<String>();
        var listening = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                said.add(event.getFormattedMessage());
            }
        };
        listening.start();
        log.addAppender(listening);
        try (var poor = new Workers(new Launch(Examples.BASE, 96, classes), 1, release -> null)) {
            poor.publish(write("2026-11-20.1", 10));
            var request = new Request(
                    "SELECT * { ?s ?p ?o FILTER(REGEX(?o, 'private')) }",
                    "text/csv",
                    null,
                    0,
                    false,
                    Duration.ofSeconds(60),
                    false);

            assertThatThrownBy(() -> poor.answer(request, head -> OutputStream.nullOutputStream()))
                    .isInstanceOf(SparqlProblem.Failed.class);

            assertThat(said.poll(60, TimeUnit.SECONDS))
                    .contains("java.lang.NoClassDefFoundError at de.hilfenetz.query.")
                    .doesNotContain("private");
            assertThat(said.poll(60, TimeUnit.SECONDS)).contains("exit code " + WorkerProcess.BROKEN);
        } finally {
            log.detachAppender(listening);
        }
    }

    @Test
    void isNotDisturbedByAReaderWhoLeaves() throws Exception {
        var request = new Request("SELECT * { ?s ?p ?o }", "text/csv", null, 0, false, AMPLE, false);

        assertThatThrownBy(() -> workers.answer(request, head -> new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("the reader has left");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the reader has left");
        assertThat(whenTheyLetMe(SIZE)).contains("2000");
    }

    /** Those who ask for much and read nothing of it hold nobody up. */
    @Test
    void answersWhileOthersDoNotRead() throws Exception {
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
                assertThat(begun.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
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
            workers.answer(new Request(query, "text/csv", null, 0, false, AMPLE, false), head -> {
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
}
