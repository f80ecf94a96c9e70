package de.hilfenetz.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What a query costs: twelve typical ones over the same triples, asked of {@code ./hilfenetz sparql}, of Fuseki with TDB2 and of
 * Oxigraph, in one run, by one client and by eight. Each is asked cold, with names of variables that nobody used before, and
 * once more and again with the same text. Cost is computing time of the server, of all its processes.
 */
final class QueryComparison {

    private static final int CLIENTS = 8;
    /** Seconds of computing for each query before any is measured, so that what is compiled when it is first used does not count. */
    private static final double WARM_UP = 5;

    private static final double ENOUGH = 0.6;
    private static final int MOST = 200;
    private static final int REPEATED = 4_000;

    /** What is written down for a query that was given up: so much at least. */
    private static final double[] UNANSWERED =
            new double[] {QueryPeer.PATIENCE.toMillis(), QueryPeer.PATIENCE.toMillis(), QueryPeer.PATIENCE.toMillis()};

    private static final String PREFIXES = """
            PREFIX schema: <https://schema.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            PREFIX hnv: <http://localhost:8080/def/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
            """;

    /** {@code ?a} becomes another name each time. */
    private static final Map<String, String> QUERIES = queries();

    private final Path work;
    private final Path target;
    private final AtomicInteger number = new AtomicInteger();

    QueryComparison(Path target) {
        this.target = target.toAbsolutePath();
        work = this.target.resolve("bench");
    }

    private static Map<String, String> queries() {
        var queries = new LinkedHashMap<String, String>();
        queries.put("count", "SELECT (COUNT(?a) AS ?n) WHERE { ?a a schema:Service }");
        queries.put("by quarter", """
                SELECT ?name (COUNT(DISTINCT ?a) AS ?n) WHERE {
                  ?a a schema:Service ; schema:availableChannel / schema:serviceLocation / schema:containedInPlace ?area .
                  ?area skos:prefLabel ?name FILTER (LANG(?name) = "de")
                } GROUP BY ?name ORDER BY DESC(?n) ?name""");
        queries.put("by topic and language", """
                SELECT ?topic ?language (COUNT(DISTINCT ?a) AS ?n) WHERE {
                  ?a schema:category ?topic ; schema:availableChannel / schema:availableLanguage ?language
                } GROUP BY ?topic ?language ORDER BY ?topic ?language""");
        queries.put("join, first 100", """
                SELECT ?a ?name ?street WHERE {
                  ?a a schema:Service ; schema:name ?name ; schema:availableChannel / schema:serviceLocation ?place .
                  ?place schema:address / schema:streetAddress ?street
                } LIMIT 100""");
        queries.put("text", """
                SELECT ?a ?name WHERE {
                  ?a a schema:Service ; schema:name ?name FILTER (CONTAINS(LCASE(?name), "beratung nr. 77"))
                } ORDER BY ?name""");
        queries.put("by date, first 50", """
                SELECT ?a ?day WHERE { ?a a schema:Service ; hnv:confirmedAt ?day } ORDER BY DESC(?day) ?a LIMIT 50""");
        queries.put("broader*", """
                SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE {
                  ?a schema:category / skos:broader* <http://localhost:8080/def/thema/schulden>
                }""");
        queries.put("describe", "DESCRIBE <‹service›>");
        queries.put("everything as CSV", """
                SELECT ?a ?name ?description WHERE {
                  ?a a schema:Service ; schema:name ?name ; schema:description ?description
                }""");
        queries.put("box and lift", """
                SELECT ?a ?name WHERE {
                  ?a schema:geo ?at ; schema:name ?name ;
                    schema:amenityFeature [ schema:propertyID / skos:notation "aufzug" ; schema:value true ] .
                  ?at schema:latitude ?lat ; schema:longitude ?lon
                  FILTER (?lat > 51.19 && ?lat < 51.21 && ?lon > 6.75 && ?lon < 6.78)
                } ORDER BY ?name""");
        queries.put("without", """
                SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE {
                  ?a a schema:Service FILTER NOT EXISTS { ?a schema:audience ?x }
                }""");
        queries.put("optional", """
                SELECT ?name ?mail WHERE {
                  ?a a schema:Service ; schema:name ?name .
                  OPTIONAL { ?a schema:contactPoint [ schema:email ?mail ] }
                } ORDER BY ?name ?mail LIMIT 200""");
        return queries;
    }

    void measure(int services) throws Exception {
        var folder = Files.createDirectories(work.resolve("queries-" + services));
        var file = triples(folder, services);
        var service = service(file);
        var results = new LinkedHashMap<String, Map<String, double[]>>();
        var rows = new LinkedHashMap<String, Long>();
        for (var starting : peers(folder, file)) {
            measure(starting, service, rows, results);
            print(results);
        }
    }

    private void measure(
            Callable<QueryPeer> starting,
            String service,
            Map<String, Long> rows,
            Map<String, Map<String, double[]>> results)
            throws Exception {
        var peer = starting.call();
        try {
            System.out.printf("%-10s loaded: %6.1f s CPU, %,d MB%n", peer.name(), peer.cpu(), peer.megabytes());
            for (var query : QUERIES.entrySet()) {
                var text = text(query, service);
                try {
                    if (!isDescribe(text)) {
                        agree(rows, query.getKey(), peer, text);
                    }
                } catch (HttpTimeoutException e) {
                    System.out.printf("%s has no answer to '%s' within %s%n", peer.name(), text, QueryPeer.PATIENCE);
                    result(results, query.getKey()).put(peer.name(), UNANSWERED);
                    peer.close();
                    peer = starting.call();
                }
            }
            var ready = peer;
            var answered = QUERIES.entrySet().stream()
                    .filter(query -> !result(results, query.getKey()).containsKey(ready.name()))
                    .toList();
            for (var query : answered) {
                var text = text(query, service);
                average(peer, 1, () -> fresh(text), WARM_UP, REPEATED);
                average(peer, 1, () -> text, WARM_UP, REPEATED);
            }
            for (var query : answered) {
                result(results, query.getKey()).put(peer.name(), costs(peer, text(query, service)));
            }
            System.out.printf("%-10s served: %,d MB%n", peer.name(), peer.megabytes());
        } finally {
            peer.close();
        }
    }

    private static Map<String, double[]> result(Map<String, Map<String, double[]>> results, String query) {
        return results.computeIfAbsent(query, key -> new LinkedHashMap<>());
    }

    private static String text(Map.Entry<String, String> query, String service) {
        var text = query.getValue().replace("‹service›", service);
        return isDescribe(text) ? text : PREFIXES + text;
    }

    private static boolean isDescribe(String text) {
        return text.startsWith("DESCRIBE");
    }

    /** All answer with the same number of rows, or there is nothing to compare. */
    private static void agree(Map<String, Long> rows, String query, QueryPeer peer, String text)
            throws IOException, InterruptedException {
        var here = peer.ask(text).lines().count();
        var there = rows.putIfAbsent(query, here);
        if (there != null && there != here) {
            throw new IllegalStateException("%s: %s answers to '%s' with %d lines, another with %d"
                    .formatted(query, peer.name(), text, here, there));
        }
    }

    /** Milliseconds of computing a request: cold by one client, cold by eight, repeated by one. */
    private double[] costs(QueryPeer peer, String text) throws Exception {
        var one = average(peer, 1, () -> fresh(text), ENOUGH, MOST);
        var eight = average(peer, CLIENTS, () -> fresh(text), ENOUGH, MOST);
        peer.ask(text);
        var again = average(peer, 1, () -> text, ENOUGH, REPEATED);
        return new double[] {one, eight, again};
    }

    /** The same query in words that no cache has seen. */
    private String fresh(String text) {
        var name = "?a" + number.incrementAndGet();
        return isDescribe(text)
                ? text + " WHERE { VALUES " + name + " { 1 } }"
                : text.replaceAll("\\?a\\b", Matcher.quoteReplacement(name));
    }

    private static double average(QueryPeer peer, int clients, Callable<String> query, double seconds, int most)
            throws Exception {
        var asked = new AtomicInteger();
        var before = peer.cpu();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < clients; i++) {
                running.add(threads.submit(() -> {
                    while (asked.get() < most && (asked.get() < clients || peer.cpu() - before < seconds)) {
                        asked.incrementAndGet();
                        peer.ask(query.call());
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        return 1000 * (peer.cpu() - before) / asked.get();
    }

    private static void print(Map<String, Map<String, double[]>> results) {
        var peers = List.copyOf(results.values().iterator().next().keySet()); // those that are done
        System.out.println("ms CPU a request: cold by 1 client / by " + CLIENTS + " / repeated");
        System.out.println("| query | " + String.join(" | ", peers) + " |");
        System.out.println("|---|" + "---|".repeat(peers.size()));
        results.forEach((query, costs) -> System.out.println("| " + query + " | "
                + String.join(
                        " | ",
                        peers.stream()
                                .map(peer -> said(cost(costs, peer, 0), cost(costs, peer, 1), cost(costs, peer, 2)))
                                .toList())
                + " |"));
        System.out.println("| geometric mean | "
                + String.join(
                        " | ",
                        peers.stream()
                                .map(peer ->
                                        said(mean(results, peer, 0), mean(results, peer, 1), mean(results, peer, 2)))
                                .toList())
                + " |");
    }

    private static String said(double cold, double coldByMany, double repeated) {
        return "%.1f / %.1f / %.2f".formatted(cold, coldByMany, repeated);
    }

    private static double cost(Map<String, double[]> costs, String peer, int which) {
        return Objects.requireNonNull(costs.get(peer))[which];
    }

    private static double mean(Map<String, Map<String, double[]>> results, String peer, int which) {
        return Math.exp(results.values().stream()
                .mapToDouble(costs -> Math.log(Math.max(0.01, cost(costs, peer, which))))
                .average()
                .orElse(0));
    }

    private List<Callable<QueryPeer>> peers(Path folder, Path file) throws IOException {
        var java = ProcessHandle.current().info().command().orElse("java");
        var peers = new ArrayList<Callable<QueryPeer>>();
        peers.add(() -> {
            var port = freePort();
            return QueryPeer.start(
                    "Hilfenetz",
                    folder,
                    URI.create("http://127.0.0.1:%d/sparql".formatted(port)),
                    List.of(
                            java,
                            "-Xmx512m",
                            "--enable-native-access=ALL-UNNAMED",
                            "-jar",
                            target.resolve("hilfenetz.jar").toString(),
                            "sparql",
                            "--port",
                            Integer.toString(port),
                            file.toString()));
        });
        var fuseki = target.resolve("bench-peers/jena-fuseki-server.jar").toString();
        peers.add(() -> {
            var port = freePort();
            var store = folder.resolve("tdb2");
            if (!Files.exists(store)) {
                var loader = new ProcessBuilder(
                                java,
                                "-Xmx2g",
                                "-cp",
                                fuseki,
                                "tdb2.tdbloader",
                                "--loc",
                                store.toString(),
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("tdbloader.log").toFile())
                        .start();
                if (loader.waitFor() != 0) {
                    throw new IOException("TDB2 does not load; see tdbloader.log in " + folder);
                }
            }
            return QueryPeer.start(
                    "Fuseki",
                    folder,
                    URI.create("http://127.0.0.1:%d/ds/query".formatted(port)),
                    List.of(
                            java,
                            "-Xmx4g",
                            "-jar",
                            fuseki,
                            "--tdb2",
                            "--loc=" + store,
                            "--localhost",
                            "--port=" + port,
                            "/ds"));
        });
        if (Files.exists(work.resolve("node_modules/oxigraph"))) {
            var script = work.resolve("oxigraph.mjs");
            try (var source = QueryComparison.class.getResourceAsStream("/oxigraph.mjs")) {
                Files.write(script, Objects.requireNonNull(source).readAllBytes());
            }
            peers.add(() -> {
                var port = freePort();
                return QueryPeer.start(
                        "Oxigraph",
                        folder,
                        URI.create("http://127.0.0.1:%d/".formatted(port)),
                        List.of("node", script.toString(), file.toString(), Integer.toString(port)));
            });
        } else {
            System.out.println("Oxigraph is left out: npm install --prefix " + work + " oxigraph@0.5.11");
        }
        return peers;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What {@code ./hilfenetz run} publishes of generated services. */
    private Path triples(Path folder, int services) throws IOException, InterruptedException {
        var file = folder.resolve("alles.nt");
        if (!Files.exists(file)) {
            GeneratedFeed.write(folder.resolve("feeds"), services, 0, 0);
            new CommandRun(target).run(folder);
            try (var all = Files.walk(folder.resolve("data/releases"));
                    var packed =
                            new GZIPInputStream(Files.newInputStream(all.filter(path -> path.endsWith("alles.nt.gz"))
                                    .findFirst()
                                    .orElseThrow()))) {
                Files.copy(packed, file);
            }
        }
        return file;
    }

    private static String service(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.endsWith("<https://schema.org/Service> ."))
                    .map(line -> line.substring(1, line.indexOf('>')))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
