package de.hilfenetz.graph;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Keeps the first bytes of an answer until it is complete or too long to keep: only then is there something to begin. */
final class HeldBack extends OutputStream {

    /** Opens the stream behind. */
    interface Begin {
        OutputStream open() throws IOException;
    }

    private final int limit;
    private final Begin begin;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(8192);
    private @Nullable OutputStream out;

    HeldBack(int limit, Begin begin) {
        this.limit = limit;
        this.begin = begin;
    }

    /** Whether a byte has left. */
    boolean hasBegun() {
        return out != null;
    }

    /** The answer is complete. */
    void finish() throws IOException {
        started().flush();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (out == null && held.size() + length <= limit) {
            held.write(bytes, from, length);
        } else {
            started().write(bytes, from, length);
        }
    }

    private OutputStream started() throws IOException {
        if (out == null) {
            out = begin.open();
            held.writeTo(out);
            held.reset();
        }
        return out;
    }
}
