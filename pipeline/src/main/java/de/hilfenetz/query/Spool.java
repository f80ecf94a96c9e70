package de.hilfenetz.query;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer as fast as it is computed and hands it on as fast as it is read, so that a slow reader holds no process. The
 * first megabyte lies in memory, the rest in a file that is gone with the answer. One thread writes, another sends.
 */
final class Spool implements Receiver {

    private static final int IN_MEMORY = 1 << 20;
    private static final long LONGEST = 256L << 20;
    private static final long ALL_TOGETHER = 1L << 30;
    /** Bytes in the files of all spools. */
    private static final AtomicLong IN_FILES = new AtomicLong();

    private byte[] memory = new byte[8192];
    private int inMemory;
    private @Nullable FileChannel file;
    private @Nullable Head head;
    private @Nullable Exception failure;
    private long written;
    private boolean ended;
    private boolean abandoned;

    @Override
    public synchronized OutputStream begin(Head begun) {
        head = begun;
        notifyAll();
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                append(bytes, from, length);
            }
        };
    }

    private synchronized void append(byte[] bytes, int from, int length) throws IOException {
        if (abandoned) {
            return;
        }
        if (file == null && inMemory + length <= IN_MEMORY) {
            if (inMemory + length > memory.length) {
                memory = Arrays.copyOf(memory, Math.max(inMemory + length, 2 * memory.length));
            }
            System.arraycopy(bytes, from, memory, inMemory, length);
            inMemory += length;
        } else {
            if (written + length > LONGEST || IN_FILES.get() + length > ALL_TOGETHER) {
                throw new IOException("no room for a longer answer");
            }
            var into = file == null ? open() : file;
            var rest = ByteBuffer.wrap(bytes, from, length);
            while (rest.hasRemaining()) {
                into.write(rest);
            }
            IN_FILES.addAndGet(length);
        }
        written += length;
        notifyAll();
    }

    private FileChannel open() throws IOException {
        var path = Files.createTempFile("hilfenetz-answer", ".part");
        var opened = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        file = opened;
        return opened;
    }

    /** There is no more to come. */
    synchronized void end(@Nullable Exception why) {
        ended = true;
        failure = why;
        notifyAll();
    }

    /** Sends the answer while it comes; ends as it ended. */
    void send(Receiver receiver) throws SparqlProblem, IOException {
        try {
            var begun = awaitHead();
            var out = receiver.begin(begun);
            var bytes = new byte[1 << 16];
            var sent = 0L;
            for (var some = take(sent, bytes); some > 0; some = take(sent, bytes)) {
                out.write(bytes, 0, some);
                sent += some;
            }
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SparqlProblem.Broken(e);
        } finally {
            abandon();
        }
    }

    private synchronized Head awaitHead() throws SparqlProblem, InterruptedException {
        while (head == null && !ended) {
            wait();
        }
        if (head == null) {
            throw failure instanceof SparqlProblem problem ? problem : new SparqlProblem.Failed(failure);
        }
        return head;
    }

    /** How many bytes after the first {@code sent} were put into {@code bytes}; 0 after the last. */
    private synchronized int take(long sent, byte[] bytes) throws SparqlProblem, IOException, InterruptedException {
        while (written == sent && !ended) {
            wait();
        }
        if (written == sent) {
            if (failure != null) {
                throw new SparqlProblem.Broken(failure);
            }
            return 0;
        }
        if (sent < inMemory) {
            var some = Math.min(bytes.length, (int) (inMemory - sent));
            System.arraycopy(memory, (int) sent, bytes, 0, some);
            return some;
        }
        if (file == null) {
            throw new IOException("the answer is gone");
        }
        return file.read(ByteBuffer.wrap(bytes), sent - inMemory);
    }

    private synchronized void abandon() throws IOException {
        abandoned = true;
        if (file != null) {
            IN_FILES.addAndGet(-(written - inMemory));
            file.close();
        }
    }
}
