package de.hilfenetz.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Begins to answer and never ends: no WireMock fault does that in the middle of a body. */
final class HangingServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    HangingServer() throws IOException {
        Thread.ofVirtual().start(this::answer);
    }

    String url() {
        return "http://127.0.0.1:%d/liste.csv".formatted(server.getLocalPort());
    }

    void awaitRequest() throws InterruptedException {
        asked.await();
    }

    private void answer() {
        try {
            while (true) {
                var connection = server.accept();
                connections.add(connection);
                connection
                        .getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "a;b\n".repeat(1000))
                                .getBytes(UTF_8));
                asked.countDown();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
