package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of any size come as they are, however they travel. */
class SendFileTest {

    private static final int LENGTH = 8 << 20;

    @TempDir
    private Path folder;

    private Path file;
    private byte[] bytes;
    private Javalin server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        bytes = new byte[LENGTH];
        new Random(7).nextBytes(bytes);
        file = Files.write(folder.resolve("file"), bytes);
        server = Javalin.create(config -> {
                    Server.harden(config);
                    config.routes.get("/{from}/{length}", this::send);
                })
                .start("127.0.0.1", 0);
    }

    private void send(Context ctx) throws IOException {
        var length = Long.parseLong(ctx.pathParam("length"));
        ctx.res().setContentLengthLong(length);
        try (var channel = FileChannel.open(file)) {
            SendFile.send(ctx, channel, Long.parseLong(ctx.pathParam("from")), length);
        }
    }

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SendFile.LARGE - 1, SendFile.LARGE, LENGTH - 3})
    void sendsWhatIsAskedFor(int length) throws Exception {
        for (var time = 0; time < 3; time++) {
            var answer = get("/3/" + length);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(length);
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 3, 3 + length));
        }
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /** More than the connection takes at once. */
    @Test
    void waitsForWhoReadsSlowly() throws Exception {
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.getOutputStream()
                    .write("GET /0/%d HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .formatted(LENGTH)
                            .getBytes(StandardCharsets.US_ASCII));
            var in = socket.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            assertThat(head).contains("Connection: close");
            assertThat(in.readAllBytes()).as("up to the end of the connection").isEqualTo(bytes);
        }
    }

    @Test
    void breaksOffWhereTheFileEndsTooEarly() {
        assertThatThrownBy(() -> get("/3/" + LENGTH)).isInstanceOf(IOException.class);
    }
}
