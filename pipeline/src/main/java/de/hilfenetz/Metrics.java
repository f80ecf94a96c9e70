package de.hilfenetz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.hilfenetz.intake.Faults;
import de.hilfenetz.journal.FeedWatch;
import de.hilfenetz.route.RouteMeter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics} on a port of its own at 127.0.0.1, in Prometheus's text format 0.0.4: what every route did, how every
 * feed stands, what waits. Numbers and names of feeds only.
 */
final class Metrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final HttpServer server;
    private final Installation installation;
    private final Supplier<List<RouteMeter>> routes;
    private final Supplier<Set<String>> questions;
    private final Path data;
    private final Clock clock;

    private Metrics(
            HttpServer server,
            Installation installation,
            Supplier<List<RouteMeter>> routes,
            Supplier<Set<String>> questions,
            Path data,
            Clock clock) {
        this.server = server;
        this.installation = installation;
        this.routes = routes;
        this.questions = questions;
        this.data = data;
        this.clock = clock;
    }

    /** Listens from now on. */
    static Metrics open(
            int port,
            Installation installation,
            Supplier<List<RouteMeter>> routes,
            Supplier<Set<String>> questions,
            Path data,
            Clock clock)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new IOException(
                    "HILFENETZ_MANAGEMENT_PORT %d: %s; bitte einen freien Port nennen, 0 nimmt irgendeinen. / name a free port"
                            .formatted(port, taken.getMessage()),
                    taken);
        }
        var metrics = new Metrics(server, installation, routes, questions, data, clock);
        server.createContext("/metrics", metrics::handle);
        server.start();
        return metrics;
    }

    /** Where it listens. */
    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var bytes = text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (RuntimeException failed) {
            LOG.error("metrics could not be read", Faults.forLog(failed));
            exchange.sendResponseHeaders(500, -1);
        }
    }

    private String text() throws IOException {
        var page = new Page();
        for (var meter : routes.get()) {
            var route = Map.of("route", meter.route());
            page.counter("hilfenetz_route_attempts_total", "Requests to the source, retries included.", route, (double)
                    meter.attempts());
            looks(page, meter, "delivered", meter.delivered());
            looks(page, meter, "nothing_new", meter.nothingNew());
            looks(page, meter, "failed", meter.failed());
            var last = meter.last();
            if (last != null) {
                page.gauge(
                        "hilfenetz_route_last_seconds",
                        "Duration of the last look, retries included.",
                        route,
                        last.toMillis() / 1000.0);
            }
        }
        var journal = installation.journal();
        var watch = new FeedWatch(journal, List.of());
        var now = clock.instant();
        for (var state : journal.feedStates()) {
            var feed = Map.of("feed", state.feed());
            page.gauge("hilfenetz_feed_records", "Public records.", feed, (double) state.live());
            page.gauge("hilfenetz_feed_held", "Held records.", feed, (double) state.held());
            page.gauge(
                    "hilfenetz_feed_pending", "Deliveries that wait to be processed.", feed, (double) state.pending());
        }
        for (var source : installation.sources().values()) {
            var word = watch.health(source.feed(), held -> true, now).word();
            page.gauge(
                    "hilfenetz_feed_trouble",
                    "1 where somebody has to do something about the feed.",
                    Map.of("feed", source.feed().id(), "state", word.name().toLowerCase(Locale.ROOT)),
                    word.isTrouble() ? 1 : 0);
        }
        page.gauge(
                "hilfenetz_questions_troubled",
                "Questions that the newest release does not answer any more, or with nothing; the log says why.",
                Map.of(),
                questions.get().size());
        page.gauge("hilfenetz_journal_number", "Number of the journal's last version.", Map.of(), (double)
                journal.number());
        page.gauge("hilfenetz_data_free_bytes", "Room left where the data directory lies.", Map.of(), (double)
                Files.getFileStore(data).getUsableSpace());
        return page.text();
    }

    private static void looks(Page page, RouteMeter meter, String outcome, long count) {
        page.counter(
                "hilfenetz_route_looks_total",
                "Looks at the source, by how they ended.",
                Map.of("route", meter.route(), "outcome", outcome),
                (double) count);
    }

    /** Samples, those of one name together under its help, as the format wants it. */
    private static final class Page {

        private final java.util.SortedMap<String, StringBuilder> families = new java.util.TreeMap<>();

        void counter(String name, String help, Map<String, String> labels, double value) {
            sample(name, "counter", help, labels, value);
        }

        void gauge(String name, String help, Map<String, String> labels, double value) {
            sample(name, "gauge", help, labels, value);
        }

        private void sample(String name, String type, String help, Map<String, String> labels, double value) {
            var family = families.computeIfAbsent(
                    name, none -> new StringBuilder("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type)));
            family.append(name);
            var written = new java.util.TreeMap<>(labels)
                    .entrySet().stream()
                            .map(label -> "%s=\"%s\"".formatted(label.getKey(), escaped(label.getValue())))
                            .toList();
            if (!written.isEmpty()) {
                family.append('{').append(String.join(",", written)).append('}');
            }
            family.append(' ')
                    .append(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value))
                    .append('\n');
        }

        private static String escaped(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }

        String text() {
            return String.join("", families.values());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
