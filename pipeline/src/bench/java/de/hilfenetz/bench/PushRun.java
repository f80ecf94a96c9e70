package de.hilfenetz.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a provider's system sees of {@code ./hilfenetz serve} over a journal of many records: how soon a push of a hundred is
 * public, and how soon pushes are acknowledged that come fifty a second while they are processed.
 */
final class PushRun {

    private static final int RECORDS = 100;
    private static final int ROUNDS = 5;
    private static final int PER_SECOND = 50;
    private static final Duration LOAD = Duration.ofSeconds(20);
    /** Before each round, so that the rest after the release before, ten times its processor time, is over. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Path jar;
    private final int port;

    PushRun(Path target, int services) throws IOException {
        folder = target.resolve("bench/push" + services).toAbsolutePath();
        jar = target.resolve("hilfenetz.jar").toAbsolutePath();
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        GeneratedFeed.write(folder.resolve("feeds"), services, 0, 0);
        Files.writeString(folder.resolve("feeds/push.jslt"), ".");
        Files.writeString(folder.resolve("feeds/push.yaml"), """
                id: push
                title: Liefert selbst
                format: ndjson
                mapping: push.jslt
                deliveries: delta
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """);
    }

    void measure() throws Exception {
        command("run").waitFor();
        var said = new String(command("keys", "add", "push").getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var key = said.lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> word.startsWith("hn_"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no key in: " + said));
        var serving = command("serve");
        try {
            until(() -> get("/bereit").statusCode() == 200);
            System.out.printf("%d records public after: %s%n", RECORDS, publicAfter(key));
            System.out.println(acknowledged(key));
        } finally {
            serving.destroy();
            serving.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private String publicAfter(String key) throws Exception {
        var times = new ArrayList<String>();
        for (var round = 0; round < ROUNDS; round++) {
            LockSupport.parkNanos(QUIET.toNanos());
            var word = "Messung" + System.nanoTime();
            var begin = System.nanoTime();
            var answer = push(key, records(word, word, RECORDS)).join();
            if (answer.statusCode() != 202) {
                throw new IllegalStateException(answer.body());
            }
            until(() -> get("/api/v1/services?q=" + word).body().contains(word));
            times.add("%.2f s".formatted((System.nanoTime() - begin) / 1e9));
        }
        return String.join(", ", times);
    }

    private String acknowledged(String key) throws Exception {
        var taken = new ArrayList<CompletableFuture<Long>>();
        var refused = new LongAdder();
        var count = (int) (LOAD.toSeconds() * PER_SECOND);
        var start = System.nanoTime();
        for (var i = 0; i < count; i++) {
            var due = start + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
            // From the moment it was due: a client that waits for us must not make us look faster.
            taken.add(push(key, records("", "Last" + i, 1)).thenApply(answer -> {
                if (answer.statusCode() != 202) {
                    refused.increment();
                }
                return System.nanoTime() - due;
            }));
        }
        var sorted = taken.stream().map(CompletableFuture::join).sorted().toList();
        return "%d pushes at %d a second, %d of them refused, acknowledged: median %.0f ms, p99 %.0f ms, longest %.0f ms"
                .formatted(
                        count,
                        PER_SECOND,
                        refused.sum(),
                        sorted.get(count / 2) / 1e6,
                        sorted.get(count * 99 / 100) / 1e6,
                        sorted.getLast() / 1e6);
    }

    /** @param ids what their ids begin with: of records that all change the brake would hold the delivery */
    private static String records(String ids, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(id ->
                        "{\"kind\": \"service\", \"id\": \"%s%d\", \"name\": \"%s %d\", \"phone\": \"0221 4710%03d\"}\n"
                                .formatted(ids, id, name, id, id))
                .collect(Collectors.joining());
    }

    private CompletableFuture<HttpResponse<String>> push(String key, String body) {
        return client.sendAsync(
                request("/api/v1/feeds/push/deliveries")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private interface Question {
        boolean isSo() throws Exception;
    }

    private static void until(Question question) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (question.isSo()) {
                    return;
                }
            } catch (IOException notYet) {
                // It does not listen yet.
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing after " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private Process command(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command);
        var environment = process.environment();
        environment.put("HILFENETZ_FEEDS", folder.resolve("feeds").toString());
        environment.put("HILFENETZ_DATA", folder.resolve("data").toString());
        environment.put("HILFENETZ_KEY_FILE", folder.resolve("key").toString());
        environment.put("HILFENETZ_PORT", Integer.toString(port));
        environment.put("HILFENETZ_MANAGEMENT_PORT", "0");
        environment.remove("JAVA_TOOL_OPTIONS");
        process.redirectError(folder.resolve("errors.log").toFile());
        if (!arguments[0].equals("keys")) {
            process.redirectOutput(folder.resolve(arguments[0] + ".log").toFile());
        }
        return process.start();
    }
}
