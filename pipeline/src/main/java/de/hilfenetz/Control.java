package de.hilfenetz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The way from a command to the process that holds the data directory: it carries the command out itself and sends back what
 * it printed. Listens on 127.0.0.1 only; who may read the file in the data directory may command.
 */
final class Control implements AutoCloseable {

    private static final String FILE = "control";
    private static final int LONGEST = 65_536;

    private final HttpServer server;
    private final Path file;
    private final String token;
    private final Commands commands;

    /** Carries out a command line. */
    interface Commands {
        /** Answers the exit code. */
        int execute(List<String> arguments, PrintWriter out);
    }

    private Control(HttpServer server, Path file, String token, Commands commands) {
        this.server = server;
        this.file = file;
        this.token = token;
        this.commands = commands;
    }

    /** Listens from now on, and says where in the data directory, for its owner's eyes. */
    static Control open(Path dataDirectory, SecureRandom random, Commands commands) throws IOException {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var control = new Control(server, dataDirectory.resolve(FILE), token, commands);
        server.createContext("/", control::handle);
        server.start();
        var draft = Files.createTempFile(
                dataDirectory,
                FILE,
                ".neu",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, server.getAddress().getPort() + "\n" + token + "\n");
        Files.move(draft, control.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return control;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var presented = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!MessageDigest.isEqual(bytes("Bearer " + token), bytes(presented))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var arguments = new String(exchange.getRequestBody().readNBytes(LONGEST), StandardCharsets.UTF_8);
            var text = new StringWriter();
            int code;
            try (var out = new PrintWriter(text)) {
                code = commands.execute(List.of(arguments.split("\n", -1)), out);
            }
            var answer = bytes(code + "\n" + text);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /**
     * Has the process that holds {@code dataDirectory} carry out a command, prints what it prints and answers its exit code.
     *
     * @throws IOException where it does not listen
     */
    static int send(Path dataDirectory, List<String> arguments, PrintWriter out) throws IOException {
        List<String> known;
        try {
            known = Files.readAllLines(dataDirectory.resolve(FILE));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "Der Prozess, der im Datenordner %s arbeitet, nimmt gerade keine Befehle an; bitte warten, bis er fertig ist. / The process at work there takes no commands; please wait until it has ended."
                            .formatted(dataDirectory),
                    e);
        }
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + known.get(0) + "/"))
                .header("Authorization", "Bearer " + known.get(1))
                .POST(BodyPublishers.ofString(String.join("\n", arguments)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the running process answered with status " + answer.statusCode());
            }
            var end = answer.body().indexOf('\n');
            out.print(answer.body().substring(end + 1));
            out.flush();
            return Integer.parseInt(answer.body().substring(0, end));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        server.stop(0);
    }
}
