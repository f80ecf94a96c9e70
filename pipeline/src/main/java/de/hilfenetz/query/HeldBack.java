package de.hilfenetz.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Keeps the first bytes of an answer until it is complete or too long to keep: only then is there something to begin. */
final class HeldBack extends OutputStream {

    /** Opens the stream behind. */
    interface Begin {
        OutputStream open(Head.State state) throws IOException;
    }

    /** An answer has become longer than any may be. */
    static final class Overflow extends IOException {
        private static final long serialVersionUID = 1;

        private Overflow(long most) {
            super("longer than " + most + " bytes");
        }
    }

    private final int limit;
    private final long most;
    private final Begin begin;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(8192);
    private @Nullable OutputStream out;
    private long written;
    private boolean truncated;

    /**
     * @param limit bytes that are kept
     * @param most bytes there may be in all
     */
    HeldBack(int limit, long most, Begin begin) {
        this.limit = limit;
        this.most = most;
        this.begin = begin;
    }

    /** Whether a byte has left. */
    boolean hasBegun() {
        return out != null;
    }

    /** What is written is only the beginning of the answer, and whoever asked wants no more. */
    void truncate() {
        truncated = true;
    }

    /** There is no more to be written. */
    void finish() throws IOException {
        started(Head.State.COMPLETE).flush();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        written += length;
        if (written > most) {
            throw new Overflow(most);
        }
        if (out == null && held.size() + length <= limit) {
            held.write(bytes, from, length);
        } else {
            started(Head.State.STREAMED).write(bytes, from, length);
        }
    }

    private OutputStream started(Head.State state) throws IOException {
        if (out == null) {
            out = begin.open(truncated ? Head.State.TRUNCATED : state);
            held.writeTo(out);
            held.reset();
        }
        return out;
    }
}
