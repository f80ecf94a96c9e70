package de.hilfenetz.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.route.FetchFailed.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lies about lengths and plays for time, as no stub of a library does. */
@Timeout(30)
class EvilServerTest {

    private final Inbox inbox = new Inbox();

    @Test
    void endsABodyWithoutEnd() throws Exception {
        assertThat(failure("HTTP/1.1 200 OK\r\n\r\n", Then.ENDLESS).reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void endsABodyThatIsLongerThanAllowedWhateverItAnnounces() throws Exception {
        assertThat(failure("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n", Then.ENDLESS)
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void endsADripAtTheDeadline() throws Exception {
        assertThat(failure("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", Then.DRIP)
                        .reason())
                .isEqualTo(Reason.TOO_SLOW);
    }

    @Test
    void endsAServerThatNeverAnswers() throws Exception {
        assertThat(failure("", Then.HANG).reason()).isEqualTo(Reason.TOO_SLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\na;b\n1;2\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\na;b\n1;2\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\na;b\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\b",
                "Guten Tag\r\n\r\n",
                ""
            })
    void takesNoAnswerThatClosesEarly(String answer) throws Exception {
        try (var server = new Server(answer, Then.CLOSE);
                var fetch = fetch()) {
            var failed = catchThrowableOfType(
                    IOException.class, () -> fetch.pull(Feeds.within(server.url(), Duration.ofSeconds(5)), inbox));

            assertThat(failed).isNotNull();
        }
        assertThat(inbox.delivered()).isEmpty();
    }

    private FetchFailed failure(String head, Then then) throws IOException {
        try (var server = new Server(head, then);
                var fetch = fetch()) {
            var failed = catchThrowableOfType(
                    FetchFailed.class, () -> fetch.pull(Feeds.within(server.url(), Duration.ofSeconds(2)), inbox));
            assertThat(inbox.delivered()).isEmpty();
            return failed;
        }
    }

    private static Fetch fetch() {
        return new Fetch(feed -> Optional.empty(), Clock.systemUTC(), Marks.inMemory());
    }

    private enum Then {
        CLOSE,
        HANG,
        DRIP,
        ENDLESS
    }

    private static final class Server implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> open = new CopyOnWriteArrayList<>();
        private final String head;
        private final Then then;

        Server(String head, Then then) throws IOException {
            this.head = head;
            this.then = then;
            Thread.ofVirtual().start(this::serve);
        }

        String url() {
            return "http://127.0.0.1:%d/liste.csv".formatted(socket.getLocalPort());
        }

        private void serve() {
            try {
                while (true) {
                    var connection = socket.accept();
                    open.add(connection);
                    Thread.ofVirtual().start(() -> answer(connection));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private void answer(Socket connection) {
            try (var out = connection.getOutputStream()) {
                var in = connection.getInputStream();
                for (int line = 0, next = in.read(); line < 2 && next >= 0; next = line < 2 ? in.read() : next) {
                    line = next == '\n' ? line + 1 : next == '\r' ? line : 0;
                }
                out.write(head.getBytes(ISO_8859_1));
                out.flush();
                go(out);
            } catch (IOException | InterruptedException gone) {
                // The other side has had enough.
            }
        }

        private void go(OutputStream out) throws IOException, InterruptedException {
            switch (then) {
                case CLOSE -> {}
                case HANG -> Thread.sleep(Duration.ofMinutes(1));
                case DRIP -> {
                    while (true) {
                        out.write('x');
                        out.flush();
                        Thread.sleep(20);
                    }
                }
                case ENDLESS -> {
                    var chunk = new byte[65_536];
                    java.util.Arrays.fill(chunk, (byte) 'x');
                    while (true) {
                        out.write(chunk);
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (var one : open) {
                one.close();
            }
        }
    }
}
