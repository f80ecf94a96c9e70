package de.hilfenetz.query;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process that answers, seen from here: one query at a time, killed when it goes on after its time. Once it is gone it
 * stays gone.
 */
final class WorkerProcess {

    /** The exit code of a process that had too little memory; the JVM's own for -XX:+ExitOnOutOfMemoryError. */
    static final int OUT_OF_MEMORY = 3;
    /** The exit code of a process that had too little stack. */
    static final int OVERFLOWN = 4;
    /** The exit code of a process that came upon an error that nobody expected; what it was it has said. */
    static final int BROKEN = 5;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

    private static final Duration LOADING = Duration.ofMinutes(5);

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("query-clock").factory());

    private final Process process;
    private final long room;
    private final int megabytes;
    private final DataOutputStream to;
    private final DataInputStream from;
    private volatile boolean overdue;
    private volatile boolean killed;
    private Contents contents = Contents.NONE;
    private @Nullable String release;

    private WorkerProcess(Process process, long room, int megabytes) {
        this.process = process;
        this.room = room;
        this.megabytes = megabytes;
        to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        from = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        Thread.ofPlatform().daemon().name("query-complaints").start(this::listen);
        var _ = process.onExit().thenAccept(this::tellOfItsEnd);
    }

    /** Whatever it complains of, itself or as a virtual machine that does not start. */
    private void listen() {
        try (var lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                LOG.error("a process that answers queries: {}", line);
            }
        } catch (IOException gone) {
            LOG.debug("a process that answers queries is gone", gone);
        }
    }

    private void tellOfItsEnd(Process ended) {
        var code = ended.exitValue();
        if (!killed && code != 0 && code != OUT_OF_MEMORY && code != OVERFLOWN) {
            LOG.error("a process that answers queries has ended (exit code {}); another takes its place", code);
        }
    }

    /**
     * @param files it will have to load
     */
    static WorkerProcess start(Launch launch, ReleaseFiles files) throws IOException {
        var room = Launch.room(files.triples());
        return new WorkerProcess(launch.start(room), room, launch.memory(room));
    }

    /** Whether it has the memory for a release. */
    boolean hasRoomFor(ReleaseFiles files) {
        return files.triples() <= room;
    }

    boolean isAlive() {
        return !killed && process.isAlive();
    }

    /** The release it answers from; null while it has none. */
    @Nullable
    String release() {
        return release;
    }

    Contents contents() {
        return contents;
    }

    void kill() {
        killed = true; // the process itself needs a moment
        process.destroyForcibly();
    }

    /** Makes it answer from another release: by what changed where it has the one before, or else by reading its files. */
    void load(ReleaseFiles files) throws IOException {
        var before = release;
        release = null;
        var watch = killAfter(LOADING);
        try {
            var change = files.change();
            if (change != null && change.from().equals(before)) {
                to.writeByte(Frames.CHANGE);
                to.writeUTF(files.release());
                to.writeUTF(change.from());
                write(change.gone());
                write(change.come());
            } else {
                to.writeByte(Frames.LOAD);
                to.writeUTF(files.release());
                to.writeUTF(files.everything().toString());
                to.writeUTF(files.vocabulary().toString());
            }
            to.flush();
            if (from.readByte() != Frames.LOADED) {
                throw new IOException("release %s cannot be asked: %s".formatted(files.release(), from.readUTF()));
            }
            var json = new byte[from.readInt()];
            from.readFully(json);
            contents = Contents.read(json);
            release = files.release();
        } catch (EOFException e) {
            var code = exit();
            throw new IOException(
                    code == OUT_OF_MEMORY
                            ? "%d megabytes are too few for a process to load release %s (%,d triples) and answer from it; please set HILFENETZ_QUERY_MEMORY higher"
                                    .formatted(megabytes, files.release(), files.triples())
                            : "the process that was to load release %s has ended (exit code %s)"
                                    .formatted(files.release(), code),
                    e);
        } finally {
            watch.cancel(false);
        }
    }

    /**
     * As {@link Answering#answer}. When the receiver's stream fails, the rest of the answer is read and thrown away, so that
     * this process can be asked again.
     */
    void answer(Request request, Receiver receiver) throws SparqlProblem, IOException {
        var watch = killAfter(request.time().plus(Limits.GRACE));
        var begun = false;
        IOException lost = null;
        try {
            ask(request);
            OutputStream out = OutputStream.nullOutputStream();
            var bytes = new byte[1 << 16];
            while (true) {
                switch (from.readByte()) {
                    case Frames.BEGIN -> {
                        var head = new Head(from.readUTF(), from.readUTF(), Head.State.valueOf(from.readUTF()));
                        begun = true;
                        try {
                            out = receiver.begin(head);
                        } catch (IOException e) {
                            lost = e;
                        }
                    }
                    case Frames.DATA -> {
                        var length = from.readInt();
                        while (length > 0) {
                            var some = from.read(bytes, 0, Math.min(length, bytes.length));
                            if (some < 0) {
                                throw new EOFException();
                            }
                            length -= some;
                            if (lost == null) {
                                try {
                                    out.write(bytes, 0, some);
                                } catch (IOException e) {
                                    lost = e;
                                }
                            }
                        }
                    }
                    case Frames.END -> {
                        if (lost != null) {
                            throw new Lost(lost);
                        }
                        out.flush();
                        return;
                    }
                    case Frames.PROBLEM -> {
                        var problem = problem(from.readUTF(), from.readUTF(), from.readUTF());
                        if (lost != null) {
                            throw new Lost(lost);
                        }
                        throw problem;
                    }
                    default -> throw new IOException("a worker process speaks another language");
                }
            }
        } catch (Lost e) {
            throw e.cause;
        } catch (IOException gone) {
            var problem = begun ? new SparqlProblem.Broken(gone) : whyGone(request, gone);
            kill();
            throw problem.deadly();
        } catch (RuntimeException e) {
            // The receiver's own fault; what is still to come would be taken for the next answer.
            kill();
            throw e;
        } finally {
            watch.cancel(false);
        }
    }

    /** Carries what the receiver threw past what the pipe throws. */
    private static final class Lost extends IOException {
        private static final long serialVersionUID = 1;
        private final IOException cause;

        private Lost(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private void ask(Request request) throws IOException {
        to.writeByte(Frames.ASK);
        write(request.text());
        to.writeUTF(request.mediaType());
        to.writeLong(request.rows());
        to.writeBoolean(request.partial());
        to.writeLong(request.time().toMillis());
        to.flush();
    }

    /** Longer than what {@link DataOutputStream#writeUTF} takes. */
    private void write(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private SparqlProblem whyGone(Request request, IOException gone) {
        if (overdue) {
            return new SparqlProblem.Timeout(request.time());
        }
        return exit() == OUT_OF_MEMORY
                ? new SparqlProblem.Costly(
                        "Die Abfrage braucht mehr Speicher, als eine haben darf. Bitte enger fassen oder nach weniger fragen.",
                        "The query needs more memory than one may have. Please narrow it or ask for less.")
                : new SparqlProblem.Failed(gone);
    }

    private int exit() {
        try {
            return process.waitFor(2, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private Future<?> killAfter(Duration time) {
        overdue = false;
        return CLOCK.schedule(
                () -> {
                    overdue = true;
                    kill();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static SparqlProblem problem(String kind, String german, String english) {
        return switch (kind) {
            case "Timeout" -> new SparqlProblem.Timeout(german, english);
            case "Costly" -> new SparqlProblem.Costly(german, english);
            case "TooLong" -> new SparqlProblem.TooLong(german, english);
            case "Broken" -> new SparqlProblem.Broken(null);
            case "Failed" -> new SparqlProblem.Failed(null);
            default -> new SparqlProblem.Refused(german, english);
        };
    }
}
