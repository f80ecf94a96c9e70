package de.hilfenetz.serve;

import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An answer that comes in pieces, for a client of HTTP/1.0: it could not be told that the answer broke off, as for it an answer
 * ends with the connection. So it gets it when it is whole, with its length.
 */
final class WholeAnswer implements AutoCloseable {

    private final Path file;
    private final OutputStream out;

    WholeAnswer() throws IOException {
        file = Files.createTempFile("hilfenetz-answer", ".whole");
        out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    /** Whether the client of this request is one of these. */
    static boolean isNeeded(Context ctx) {
        return ctx.protocol().equals("HTTP/1.0");
    }

    OutputStream stream() {
        return out;
    }

    /** Sends what has been written. */
    void send(Context ctx) throws IOException {
        out.close();
        ctx.header("Content-Length", Long.toString(Files.size(file)));
        Files.copy(file, ctx.outputStream());
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
