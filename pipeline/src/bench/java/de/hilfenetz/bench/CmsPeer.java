package de.hilfenetz.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process that answers as Strapi 5 does, with many published pages of 800 bytes and nothing else. {@code POST /round/N}
 * changes one in a hundred. Says its port first.
 */
final class CmsPeer {

    private static final int PAGE = 100;
    private static final int ONE_IN = 100;
    private static final Pattern AFTER = Pattern.compile("filters\\[documentId]\\[\\$gt]=doc(\\d+)");
    private static final String BODY = "Diese Stellen helfen, wenn das Geld nicht reicht. ".repeat(12);

    private final int entries;
    private volatile int round;

    private CmsPeer(int entries) {
        this.entries = entries;
    }

    public static void main(String[] arguments) throws IOException {
        var peer = new CmsPeer(Integer.parseInt(arguments[0]));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", peer::list);
        server.createContext("/round/", peer::begin);
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private void begin(HttpExchange exchange) throws IOException {
        round = Integer.parseInt(exchange.getRequestURI().getPath().substring("/round/".length()));
        send(exchange, "{}");
    }

    private void list(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var all = uri.getPath().equals("/api/pages") ? entries : 0;
        if (uri.getQuery().contains("pagination[pageSize]=1")
                && !uri.getQuery().contains("pagination[pageSize]=" + PAGE)) {
            send(exchange, answer("", 1, all));
            return;
        }
        var after = AFTER.matcher(uri.getQuery());
        var from = after.find() ? Integer.parseInt(after.group(1)) + 1 : 0;
        var rows = IntStream.range(from, Math.min(all, from + PAGE)).mapToObj(this::row);
        send(exchange, answer(rows.collect(Collectors.joining(",")), PAGE, all));
    }

    private static String answer(String rows, int size, int total) {
        return "{\"data\":[%s],\"meta\":{\"pagination\":{\"page\":1,\"pageSize\":%d,\"pageCount\":1,\"total\":%d}}}"
                .formatted(rows, size, total);
    }

    private String row(int number) {
        return """
                {"id":%d,"documentId":"doc%021d","key":"seite-%d","locale":"de","publishedAt":"2026-11-22T08:44:51.034Z",\
                "path":"seite-%<d","about":null,"responsible":"Redaktion","reviewed":"2026-11-01",\
                "title":"Hilfe bei Schulden %<d, Fassung %d","summary":"Wer hilft.","body":"%s"}""".formatted(number, number, number, number % ONE_IN == 0 ? round : 0, BODY);
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
