package de.hilfenetz.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.commons.io.IOUtils;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the bytes of a file. Those of a large one the kernel hands from its cache to the connection, as sendfile(2) does, without
 * their passing through this process. Jetty does not get to see them, so such a connection ends with its answer.
 */
final class SendFile {

    private static final Logger LOG = LoggerFactory.getLogger(SendFile.class);

    /** Bytes from which on it pays to open a new connection for the next request. */
    static final int LARGE = 1 << 18;

    /** The kernel stops earlier where the connection takes no more. */
    private static final int AT_ONCE = 1 << 26;

    /** Whoever takes nothing for so long is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SendFile() {}

    /**
     * Sends the body of an answer whose head is set, its length too.
     *
     * @throws IOException where the file is shorter than the answer should be, or cannot be read: the connection breaks then
     */
    static void send(Context ctx, FileChannel file, long from, long length) throws IOException {
        var endPoint = endPoint(ctx);
        if (length >= LARGE
                && endPoint.getTransport() instanceof SocketChannel socket
                && !Thread.currentThread().isVirtual()) { // twelve times dearer there
            ctx.header("Connection", "close");
            ctx.res().flushBuffer();
            transfer(file, from, length, socket, endPoint);
        } else {
            copy(ctx, file, from, length);
        }
    }

    private static EndPoint endPoint(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }

    private static void copy(Context ctx, FileChannel file, long from, long length) throws IOException {
        file.position(from);
        var sent = IOUtils.copyLarge(Channels.newInputStream(file), ctx.outputStream(), 0, length);
        if (sent < length) {
            throw tooShort();
        }
    }

    private static void transfer(FileChannel file, long from, long length, SocketChannel socket, EndPoint endPoint)
            throws IOException {
        if (file.size() < from + length) {
            endPoint.close();
            throw tooShort();
        }
        var sent = 0L;
        try (var waiting = new Waiting(socket)) {
            while (sent < length) {
                var taken = file.transferTo(from + sent, Math.min(length - sent, AT_ONCE), socket);
                sent += taken;
                if (taken == 0) {
                    waiting.untilItTakesMore();
                }
            }
        } catch (IOException gone) {
            LOG.debug("a download broke off after {} of {} bytes", sent, length, gone);
        } finally {
            endPoint.close();
        }
    }

    private static IOException tooShort() {
        return new IOException("a file of a release is shorter than its manifest says");
    }

    /** Waits for a connection beside Jetty, whose own selector does not know that there is something to write. */
    private static final class Waiting implements AutoCloseable {

        private final SocketChannel socket;
        private @Nullable Selector selector;

        private Waiting(SocketChannel socket) {
            this.socket = socket;
        }

        private void untilItTakesMore() throws IOException {
            if (selector == null) {
                selector = Selector.open();
                socket.register(selector, SelectionKey.OP_WRITE);
            }
            if (selector.select(PATIENCE.toMillis()) == 0) {
                throw new IOException("nobody takes what is sent");
            }
            selector.selectedKeys().clear();
        }

        @Override
        public void close() throws IOException {
            if (selector != null) {
                selector.close();
            }
        }
    }
}
