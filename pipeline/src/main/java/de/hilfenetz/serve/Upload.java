package de.hilfenetz.serve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A body on its way in: not larger than it may be, not slower than it may be, and its faults told from ours. */
final class Upload extends FilterInputStream {

    /** So long nobody minds how slow it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Bytes a second afterwards, on average. */
    private static final long SLOWEST = 1_000;

    private final long limit;
    private final LongSupplier nanos;
    private final long begin;
    private final long deadline;
    private long count;

    /** Too many bytes. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Too slow, or longer than the deadline. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** It broke off, or is not packed as its header says. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(IOException cause) {
            super(cause);
        }
    }

    /**
     * @param limit most bytes
     * @param deadline for all of it
     * @param nanos a clock that only goes forward
     */
    Upload(InputStream in, long limit, Duration deadline, LongSupplier nanos) {
        super(in);
        this.limit = limit;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.deadline = deadline.toNanos();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(into, offset, length);
        } catch (TooLarge | TooSlow | Broken known) {
            throw known;
        } catch (IOException broken) {
            throw new Broken(broken);
        }
        count += Math.max(0, read);
        if (count > limit) {
            throw new TooLarge();
        }
        var elapsed = nanos.getAsLong() - begin;
        var late = elapsed > PATIENCE.toNanos()
                && count < SLOWEST * Duration.ofNanos(elapsed).toSeconds();
        if (read >= 0 && (elapsed > deadline || late)) {
            throw new TooSlow();
        }
        return read;
    }
}
