package de.hilfenetz.query;

import static java.util.stream.Collectors.joining;

import de.hilfenetz.graph.ShortNames;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process that answers: loads the graph of a release and evaluates one query after the other, told and read through its
 * standard input and output. It ends when its input does, and by itself when a query goes on after its time.
 */
public final class QueryWorker {

    private static final int FRAMES = 12;

    private final URI base;
    private final ShortNames names;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clock").factory());
    private @Nullable Evaluation evaluation;

    private QueryWorker(URI base, DataInputStream in, DataOutputStream out) {
        this.base = base;
        this.in = in;
        this.out = out;
        names = ShortNames.load(base);
    }

    /**
     * Answers until its input ends.
     *
     * @param arguments the public base IRI
     */
    public static void main(String[] arguments) throws InterruptedException {
        var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(nowhere); // whatever a library prints is no part of an answer
        System.setErr(nowhere); // nor for the log: it may quote the query
        var in = new DataInputStream(new BufferedInputStream(System.in));
        var worker = new QueryWorker(URI.create(arguments[0]), in, out);
        var thread = new Thread(null, worker::run, "answer", QueryGuard.STACK);
        thread.setUncaughtExceptionHandler((dying, e) -> {
            report(e);
            Runtime.getRuntime().halt(WorkerProcess.BROKEN);
        });
        thread.start();
        thread.join();
        System.exit(0);
    }

    /** Tells the log what went wrong, in a line; without messages, which may quote the query. */
    private static void report(Throwable thrown) {
        var line = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .map(QueryWorker::describe)
                .collect(joining(", because of "));
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8).println(line);
    }

    private static String describe(Throwable thrown) {
        return Stream.concat(
                        Stream.of(thrown.getClass().getName()),
                        Arrays.stream(thrown.getStackTrace()).limit(FRAMES).map(StackTraceElement::toString))
                .collect(joining(" at "));
    }

    private void run() {
        try {
            for (var order = in.read(); order >= 0; order = in.read()) {
                switch (order) {
                    case Frames.LOAD -> load();
                    case Frames.CHANGE -> change();
                    case Frames.ASK -> ask();
                    default -> throw new IOException("no such order: " + order);
                }
                out.flush();
            }
        } catch (IOException e) {
            // Whoever asked is gone.
            Runtime.getRuntime().halt(1);
        }
    }

    private void load() throws IOException {
        var files = new ReleaseFiles(in.readUTF(), Path.of(in.readUTF()), Path.of(in.readUTF()), 0);
        evaluation = null; // room for the next graph
        become(() -> new Evaluation(files.read(base), names));
    }

    private void change() throws IOException {
        var release = in.readUTF();
        var change = new ReleaseFiles.Change(in.readUTF(), text(), text());
        var before = evaluation;
        become(() -> {
            if (before == null) {
                throw new IOException("asked to change before anything was loaded");
            }
            return before.with(change, release);
        });
    }

    private interface Making {
        Evaluation make() throws IOException;
    }

    private void become(Making making) throws IOException {
        try {
            var made = making.make();
            var contents = made.contents().write();
            evaluation = made;
            out.writeByte(Frames.LOADED);
            out.writeInt(contents.length);
            out.write(contents);
        } catch (IOException e) {
            out.writeByte(Frames.FAILED);
            out.writeUTF(String.valueOf(e.getMessage()));
        }
    }

    private void ask() throws IOException {
        var request = new Request(
                text(), in.readUTF(), null, in.readLong(), in.readBoolean(), Duration.ofMillis(in.readLong()), false);
        var overdue = haltAfter(request.time().plus(Limits.GRACE).plus(Limits.GRACE));
        try {
            if (evaluation == null) {
                throw new IOException("asked before anything was loaded");
            }
            evaluation.answer(request, this::begin);
            out.writeByte(Frames.END);
        } catch (SparqlProblem problem) {
            send(problem);
            if (problem.getCause() instanceof StackOverflowError) {
                out.flush();
                Runtime.getRuntime().halt(WorkerProcess.OVERFLOWN); // who knows what it has left half done
            }
        } catch (OutOfMemoryError e) {
            // One that the library throws by itself does not end the machine.
            Runtime.getRuntime().halt(WorkerProcess.OUT_OF_MEMORY);
        } catch (RuntimeException ours) {
            report(ours);
            send(new SparqlProblem.Failed(ours));
        } catch (Error ours) {
            send(new SparqlProblem.Failed(ours));
            out.flush();
            throw ours; // the end of this process, which may have left something half done
        } finally {
            overdue.cancel(false);
        }
    }

    /** Longer than what {@link DataInputStream#readUTF} takes. */
    private String text() throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void send(SparqlProblem problem) throws IOException {
        out.writeByte(Frames.PROBLEM);
        out.writeUTF(problem.getClass().getSimpleName());
        out.writeUTF(problem.german());
        out.writeUTF(String.valueOf(problem.getMessage()));
    }

    /** Should whoever asked be gone while this query computes, nobody else would end it. */
    private Future<?> haltAfter(Duration time) {
        return clock.schedule(() -> Runtime.getRuntime().halt(2), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private OutputStream begin(Head head) throws IOException {
        out.writeByte(Frames.BEGIN);
        out.writeUTF(head.mediaType());
        out.writeUTF(head.release());
        out.writeUTF(head.state().name());
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.writeByte(Frames.DATA);
                out.writeInt(length);
                out.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }
}
