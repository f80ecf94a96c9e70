package de.hilfenetz.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of the servers that are compared: a process that answers SPARQL queries by POST. Asked from one loopback address after
 * the other, as what one address may ask in a minute is no part of the comparison.
 */
final class QueryPeer implements AutoCloseable {

    private static final int ADDRESSES = 64;
    /** So long an answer is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration START = Duration.ofMinutes(15);
    private static final double TICKS = 100;
    private static final int UNAVAILABLE = 503;
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final String name;
    private final Process process;
    private final URI endpoint;
    private final List<HttpClient> clients;
    private final AtomicInteger turn = new AtomicInteger();

    private QueryPeer(String name, Process process, URI endpoint) {
        this.name = name;
        this.process = process;
        this.endpoint = endpoint;
        clients = IntStream.range(0, ADDRESSES)
                .mapToObj(i ->
                        HttpClient.newBuilder().localAddress(loopback(2 + i)).build())
                .toList();
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@code command} in {@code folder}; comes back when it answers. What it says lies in {@code folder}. */
    static QueryPeer start(String name, Path folder, URI endpoint, List<String> command)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        var peer = new QueryPeer(name, process, endpoint);
        var until = System.nanoTime() + START.toNanos();
        while (!peer.answers()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                peer.close();
                throw new IOException("%s does not answer; see %s.log".formatted(name, folder.resolve(name)));
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        return peer;
    }

    private boolean answers() throws InterruptedException {
        try {
            return ask("SELECT ?x WHERE { ?x a <https://schema.org/Service> } LIMIT 1")
                            .lines()
                            .count()
                    == 2;
        } catch (IOException e) {
            return false;
        }
    }

    String name() {
        return name;
    }

    /**
     * The answer as CSV, or as N-Triples to a DESCRIBE.
     *
     * @throws java.net.http.HttpTimeoutException where there is none in time
     */
    String ask(String query) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/sparql-query")
                .header("Accept", query.startsWith("DESCRIBE") ? "application/n-triples" : "text/csv")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(query))
                .build();
        var client = clients.get(Math.floorMod(turn.getAndIncrement(), ADDRESSES));
        var answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        while (answer.statusCode() == UNAVAILABLE) { // more at once than it computes; what saying so costs counts too
            Thread.sleep(AGAIN.toMillis());
            answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
        if (answer.statusCode() != 200) {
            throw new IOException("%s: %d %s".formatted(name, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    /** Seconds of computing so far, of the process and of all it has started. */
    double cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToDouble(one -> cpu(one.pid()))
                .sum();
    }

    /** Fields 14 to 17 of proc(5)'s stat: itself and its ended children. */
    private static double cpu(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum() / TICKS;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Megabytes that lie in memory now, of the process and of all it has started. */
    long megabytes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .mapToLong(one -> kilobytes(one.pid()))
                        .sum()
                / 1024;
    }

    private static long kilobytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }

    @Override
    public void close() {
        clients.forEach(HttpClient::shutdownNow);
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }
}
