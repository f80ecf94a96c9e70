package de.hilfenetz.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What people who mean no good do to those who mean well: every query of {@code query/hostile.txt} over and over, four at a time
 * from an address each, while two others ask what people ask, each from its own address and never twice the same. Said at the
 * end: how long the good ones waited before and meanwhile, whether one failed, what became of the hostile ones, and whether
 * anybody was called whom a query named.
 */
final class HostileRun {

    private static final int HOSTILE = 4;
    private static final int GOOD = 2;
    private static final Duration BREATH = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Pattern MACRO = Pattern.compile("‹(\\d+)([*:])([^‹›]*)›");

    private static final String PREFIXES = """
            PREFIX schema: <https://schema.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
            PREFIX fn: <http://www.w3.org/2005/xpath-functions#> PREFIX math: <http://www.w3.org/2005/xpath-functions/math#>
            PREFIX afn: <http://jena.apache.org/ARQ/function#> PREFIX apf: <http://jena.apache.org/ARQ/property#>
            PREFIX list: <http://jena.apache.org/ARQ/list#>
            """;

    private static final List<String> USUAL = List.of(
            "SELECT (COUNT(?x) AS ?n) WHERE { ?x a schema:Service FILTER (?x != <urn:x:#>) }",
            "SELECT ?name WHERE { ?x#x a schema:Service ; schema:name ?name } ORDER BY ?name LIMIT 20",
            "SELECT ?t (COUNT(?x#x) AS ?n) WHERE { ?x#x schema:category ?t } GROUP BY ?t ORDER BY DESC(?n)");

    private final URI endpoint;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentSkipListMap<>();
    private final AtomicLong longest = new AtomicLong();

    /** @param endpoint of a service that runs */
    HostileRun(URI endpoint) {
        this.endpoint = endpoint;
    }

    void measure(int seconds) throws Exception {
        try (var canary = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> listen(canary));
            good(Duration.ofSeconds(10)); // so that what is compiled when it is first used does not count
            var quiet = good(Duration.ofSeconds(Math.max(20, seconds / 5)));
            var stop = new CountDownLatch(1);
            var queries = hostile(canary.getLocalPort());
            List<Double> meanwhile;
            try (var threads = Executors.newFixedThreadPool(HOSTILE)) {
                IntStream.range(0, HOSTILE).forEach(i -> {
                    var _ = threads.submit(() -> attack(i, queries, stop));
                });
                meanwhile = good(Duration.ofSeconds(seconds));
                stop.countDown();
            }
            System.out.printf("good ones before:    %s%n", said(quiet));
            System.out.printf("good ones meanwhile: %s%n", said(meanwhile));
            System.out.printf(
                    "hostile ones: %d asked, by status %s, the longest %.1f s; calls to the canary: %d%n",
                    outcomes.values().stream().mapToInt(AtomicInteger::get).sum(),
                    new TreeMap<>(outcomes),
                    longest.get() / 1e9,
                    calls.get());
        }
    }

    private void listen(ServerSocket canary) {
        while (!canary.isClosed()) {
            try (var _ = canary.accept()) {
                calls.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static List<String> hostile(int canary) throws IOException {
        try (var lines = Files.lines(Path.of("src/test/resources/query/hostile.txt"))) {
            return lines.filter(line -> line.matches("(refused|syntax|costly|bounded) \\| .*"))
                    .map(line -> unfold(line.substring(line.indexOf('|') + 2)))
                    .map(query -> query.replace("127.0.0.1:1", "127.0.0.1:" + canary))
                    .map(query -> query.matches("(?s)\\s*(BASE|\\{|<|'|\").*") ? query : PREFIXES + query)
                    .toList();
        }
    }

    private static String unfold(String written) {
        var text = written;
        for (var macro = MACRO.matcher(text); macro.find(); macro = MACRO.matcher(text)) {
            var part = macro.group(3);
            var numbered = macro.group(2).equals(":");
            text = macro.replaceFirst(Matcher.quoteReplacement(IntStream.range(0, Integer.parseInt(macro.group(1)))
                    .mapToObj(i -> numbered ? part.replace("+#", "" + (i + 1)).replace("#", "" + i) : part)
                    .collect(Collectors.joining())));
        }
        return text;
    }

    private static HttpClient from(int third, int last) throws IOException {
        return HttpClient.newBuilder()
                .localAddress(InetAddress.getByAddress(new byte[] {127, 0, (byte) third, (byte) last}))
                .build();
    }

    private int ask(HttpClient client, String query) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(LONGEST)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString("query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private Object attack(int which, List<String> queries, CountDownLatch stop)
            throws IOException, InterruptedException {
        try (var client = from(2, which + 1)) {
            for (var i = which; stop.getCount() > 0; i++) {
                var began = System.nanoTime();
                String outcome;
                try {
                    outcome = Integer.toString(ask(client, queries.get(i % queries.size())));
                } catch (IOException cut) {
                    outcome = cut instanceof java.net.http.HttpTimeoutException ? "hangs" : "cut";
                }
                longest.accumulateAndGet(System.nanoTime() - began, Math::max);
                outcomes.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
                if (outcome.equals("429")) {
                    stop.await(BREATH.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        }
        return outcomes;
    }

    /** Milliseconds that each good query took; negative where it failed. */
    private List<Double> good(Duration time) throws Exception {
        var all = new ArrayList<Double>();
        try (var threads = Executors.newFixedThreadPool(GOOD)) {
            var running = new ArrayList<java.util.concurrent.Future<List<Double>>>();
            for (var i = 0; i < GOOD; i++) {
                var last = i + 1;
                running.add(threads.submit(() -> goodOne(last, time)));
            }
            for (var one : running) {
                all.addAll(one.get());
            }
        }
        all.sort(null);
        return all;
    }

    private List<Double> goodOne(int last, Duration time) throws IOException, InterruptedException {
        var times = new ArrayList<Double>();
        var until = System.nanoTime() + time.toNanos();
        try (var client = from(1, last)) {
            while (System.nanoTime() < until) {
                var n = number.incrementAndGet();
                var query = PREFIXES + USUAL.get(n % USUAL.size()).replace("#", Integer.toString(n));
                var began = System.nanoTime();
                var status = ask(client, query);
                times.add((status == 200 ? 1 : -1) * (System.nanoTime() - began) / 1e6);
                Thread.sleep(BREATH);
            }
        }
        return times;
    }

    private static String said(List<Double> times) {
        var failed = times.stream().filter(time -> time < 0).count();
        var sorted = times.stream().map(Math::abs).sorted().toList();
        return "%d asked, %d failed, p50 %.0f ms, p99 %.0f ms, the longest %.0f ms"
                .formatted(
                        sorted.size(),
                        failed,
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 99 / 100),
                        sorted.getLast());
    }
}
