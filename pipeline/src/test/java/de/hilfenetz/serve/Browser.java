package de.hilfenetz.serve;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A client of a server that really runs, on a port of its own. */
final class Browser implements AutoCloseable {

    private final Javalin javalin;
    private final HttpClient client = HttpClient.newHttpClient();

    Browser(Server server) {
        this(server.create());
    }

    Browser(Javalin server) {
        javalin = server.start("127.0.0.1", 0);
    }

    /** Where the server listens. */
    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), javalin.port());
    }

    /** As a person's browser asks. */
    HttpResponse<String> open(String path) {
        return get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    /** As a program asks; {@code headers} are names and values in turn. */
    HttpResponse<String> get(String path, String... headers) {
        return send(path, request -> headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String type, String body) {
        return send(path, request -> request.header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    /** What a form sends that was filled in by hand. */
    HttpResponse<String> post(String path, Map<String, String> form) {
        var fields = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + Query.encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                path,
                request -> request.header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(fields)));
    }

    HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> change) {
        try {
            return client.send(change.apply(HttpRequest.newBuilder(uri(path))).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> bytes(String path, String... headers) {
        try {
            var request = HttpRequest.newBuilder(uri(path));
            return client.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + javalin.port() + path);
    }

    static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    static List<String> names(HttpResponse<?> response) {
        return List.copyOf(response.headers().map().keySet());
    }

    @Override
    public void close() {
        client.close();
        javalin.stop();
    }
}
