package de.hilfenetz.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that answer: not more queries at once than there are turns, and one process more than that, so that another
 * takes over at once when one has to be killed, and a new release is loaded while the others answer. Older releases are loaded
 * on demand into a process of their own. Safe for use by several threads.
 */
public final class Workers implements Answering, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int SPARE = 1;
    /** Milliseconds after which somebody who waits looks whether a process has died meanwhile. */
    private static final long LOOK_AGAIN = 100;

    private final Launch launch;
    private final int atOnce;
    private final Turns turns;
    private final Function<String, @Nullable ReleaseFiles> older;
    private final ExecutorService loading = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("query-loading").factory());

    private final ExecutorService loadingOlder = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("query-loading-older").factory());
    private final ExecutorService computing = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("query-answer-", 0).factory());

    /** Those that are not being asked. Guarded by this, as are the fields below. */
    private final List<WorkerProcess> idle = new ArrayList<>();

    private int all;
    private @Nullable ReleaseFiles current;
    private Contents contents = Contents.NONE;
    private boolean closed;
    private @Nullable WorkerProcess pinned;
    private boolean pinnedBusy;
    private @Nullable String wanted;

    /**
     * @param atOnce so many queries are computed at once
     * @param older where the graph of an older release lies; null for one that is not kept
     */
    public Workers(Launch launch, int atOnce, Function<String, @Nullable ReleaseFiles> older) {
        this.launch = launch;
        this.atOnce = atOnce;
        this.older = older;
        turns = new Turns(atOnce, System::nanoTime);
    }

    /** What there is in the newest release. */
    public synchronized Contents contents() {
        return contents;
    }

    /**
     * Makes {@code files} the newest release: comes back as soon as one process answers from it. The others answer from the
     * one before until they have ended what they do, and then follow.
     *
     * @throws IOException when it cannot be loaded; the release before stays the newest
     */
    public void publish(ReleaseFiles files) throws IOException {
        var first = load(takeAny(), files);
        synchronized (this) {
            current = files;
            contents = first.contents();
            giveBack(first);
            var held = pinned == null ? null : pinned.release();
            if (pinned != null && held != null && older.apply(held) == null) {
                pinned.kill(); // withdrawn, or no longer kept
            }
        }
        loading.execute(this::follow);
    }

    /**
     * A process that answers from {@code files}: the one that was taken, or one that is started in its place where it has too
     * little room or cannot load them.
     *
     * @param taken null where one more may be started
     * @throws IOException when there is none; the taken one is gone then too
     */
    private WorkerProcess load(@Nullable WorkerProcess taken, ReleaseFiles files) throws IOException {
        if (taken != null && taken.hasRoomFor(files)) {
            try {
                taken.load(files);
                return taken;
            } catch (IOException e) {
                LOG.warn("a process that answers queries makes way for another", e);
            }
        }
        if (taken != null) {
            taken.kill();
        }
        @Nullable WorkerProcess started = null;
        try {
            started = WorkerProcess.start(launch, files);
            started.load(files);
            return started;
        } catch (IOException e) {
            if (started != null) {
                started.kill();
            }
            gone();
            throw e;
        }
    }

    /**
     * One that is idle, or null where one more may be started; waits for one that is asked where there are enough already.
     */
    private synchronized @Nullable WorkerProcess takeAny() throws IOException {
        try {
            while (true) {
                prune();
                if (!idle.isEmpty()) {
                    return idle.removeFirst();
                }
                if (all < atOnce + SPARE) {
                    all++;
                    return null;
                }
                wait(LOOK_AGAIN);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Lets go of those that have died while nobody asked them, and has others started in their place. */
    private void prune() {
        var before = idle.size();
        idle.removeIf(worker -> !worker.isAlive());
        if (idle.size() < before) {
            all -= before - idle.size();
            followSoon();
        }
    }

    private synchronized void gone() {
        all--;
        notifyAll();
    }

    private synchronized void giveBack(WorkerProcess worker) {
        if (closed || !worker.isAlive()) {
            worker.kill();
            all--;
        } else {
            idle.add(worker);
        }
        notifyAll();
    }

    /** Brings every process to the newest release, and their number to what it should be. */
    private void follow() {
        while (true) {
            @Nullable WorkerProcess worker;
            ReleaseFiles files;
            synchronized (this) {
                files = current;
                if (closed || files == null) {
                    return;
                }
                prune();
                var behind = idle.stream()
                        .filter(one -> !files.release().equals(one.release()))
                        .findFirst();
                if (behind.isPresent()) {
                    worker = behind.get();
                    idle.remove(worker);
                } else if (all < atOnce + SPARE) {
                    all++;
                    worker = null;
                } else {
                    if (idle.size() == all) {
                        current = files.whole(); // nobody needs the way from the release before any more
                    }
                    return; // the others come by when they are given back
                }
            }
            try {
                giveBack(load(worker, files));
            } catch (IOException e) {
                if (!isClosed()) {
                    LOG.error("a process that answers queries could not be made ready", e);
                }
                return;
            }
        }
    }

    @Override
    public void answer(Request request, Receiver receiver) throws SparqlProblem, IOException {
        var turn = turns.take(request.heavy());
        var spool = new Spool();
        try {
            computing.execute(() -> {
                @Nullable Exception failure = new SparqlProblem.Failed(null);
                try (turn) {
                    answerInTurn(turn.isBrief() ? request.within(Turns.QUICK) : request, spool);
                    failure = null;
                } catch (SparqlProblem.Timeout e) {
                    failure = turn.isBrief() ? Turns.crowded() : e;
                } catch (SparqlProblem | IOException | RuntimeException e) {
                    failure = e;
                } finally {
                    spool.end(failure);
                }
            });
        } catch (RejectedExecutionException stopping) {
            turn.close();
            throw Turns.busy();
        }
        spool.send(receiver);
    }

    private void answerInTurn(Request request, Receiver receiver) throws SparqlProblem, IOException {
        var older = olderRelease(request);
        if (older == null) {
            answerFromNewest(request, receiver);
        } else {
            answerFromOlder(older, request, receiver);
        }
    }

    /** Null where the newest release is meant. */
    private synchronized @Nullable String olderRelease(Request request) {
        return request.release() == null
                        || (current != null && request.release().equals(current.release()))
                ? null
                : request.release();
    }

    private void answerFromNewest(Request request, Receiver receiver) throws SparqlProblem, IOException {
        try {
            answerFrom(takeNewest(), request, receiver);
        } catch (SparqlProblem.Failed e) {
            if (!e.isDeadly()) {
                throw e;
            }
            // Its process was ended by somebody else, before a byte of the answer: the spare one does it.
            answerFrom(takeNewest(), request, receiver);
        }
    }

    private void answerFrom(WorkerProcess worker, Request request, Receiver receiver)
            throws SparqlProblem, IOException {
        try {
            worker.answer(request, receiver);
        } finally {
            giveBack(worker);
            if (!worker.isAlive() || isBehind(worker)) {
                followSoon();
            }
        }
    }

    private synchronized boolean isBehind(WorkerProcess worker) {
        return current != null && !current.release().equals(worker.release());
    }

    private void followSoon() {
        if (!loading.isShutdown()) {
            loading.execute(this::follow);
        }
    }

    private synchronized WorkerProcess takeNewest() throws SparqlProblem, IOException {
        if (all < atOnce + SPARE) {
            followSoon();
        }
        var until = System.nanoTime() + Limits.PATIENCE.toNanos();
        try {
            while (!closed && current != null && System.nanoTime() < until) {
                var release = current.release();
                prune();
                var ready = idle.stream()
                        .filter(one -> release.equals(one.release()))
                        .findFirst();
                if (ready.isPresent()) {
                    idle.remove(ready.get());
                    return ready.get();
                }
                wait(LOOK_AGAIN);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throw Turns.busy();
    }

    /** There is one process for older releases; it loads another when nobody asks it. */
    private void answerFromOlder(String release, Request request, Receiver receiver) throws SparqlProblem, IOException {
        var worker = takeOlder(release);
        if (worker == null) {
            prepare(release);
            throw new SparqlProblem.Busy(
                    false,
                    Limits.PATIENCE,
                    "Der Datenstand %s wird gerade geladen. Bitte in ein paar Sekunden noch einmal.".formatted(release),
                    "The release %s is being loaded. Please try again in a few seconds.".formatted(release));
        }
        try {
            worker.answer(request, receiver);
        } finally {
            synchronized (this) {
                pinnedBusy = false;
                notifyAll();
            }
        }
    }

    /** Null where another release is loaded, or this one is asked by somebody else for long. */
    private synchronized @Nullable WorkerProcess takeOlder(String release) throws SparqlProblem {
        var until = System.nanoTime() + Limits.PATIENCE.toNanos();
        try {
            while (!closed && pinned != null && pinned.isAlive() && release.equals(pinned.release())) {
                if (!pinnedBusy) {
                    pinnedBusy = true;
                    return pinned;
                }
                if (System.nanoTime() >= until) {
                    throw Turns.busy();
                }
                wait(LOOK_AGAIN);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Turns.busy();
        }
    }

    private void prepare(String release) throws SparqlProblem {
        var files = older.apply(release);
        if (files == null) {
            throw new SparqlProblem.Refused(
                    "Den Datenstand %s gibt es hier nicht (mehr).".formatted(release),
                    "There is no release %s here (any more).".formatted(release));
        }
        synchronized (this) {
            if (wanted != null || pinnedBusy || closed) {
                return; // one after the other: whoever comes again finds it loaded, or asks for it then
            }
            wanted = release;
        }
        loadingOlder.execute(() -> loadOlder(files));
    }

    private void loadOlder(ReleaseFiles files) {
        WorkerProcess worker;
        synchronized (this) {
            if (pinnedBusy || closed) {
                wanted = null;
                return;
            }
            pinnedBusy = true;
            worker = pinned;
        }
        try {
            if (worker == null || !worker.isAlive() || !worker.hasRoomFor(files)) {
                if (worker != null) {
                    worker.kill();
                }
                worker = WorkerProcess.start(launch, files);
            }
            worker.load(files);
        } catch (IOException e) {
            LOG.error("release {} could not be made ready for queries", files.release(), e);
            if (worker != null) {
                worker.kill();
            }
            worker = null;
        }
        synchronized (this) {
            pinned = worker;
            pinnedBusy = false;
            wanted = null;
            if (closed && worker != null) {
                worker.kill();
            }
        }
    }

    /** How many processes could take a query on the newest release at this moment. */
    public synchronized int ready() {
        return (int) idle.stream()
                .filter(worker ->
                        worker.isAlive() && current != null && current.release().equals(worker.release()))
                .count();
    }

    /** The release queries are answered from; null before the first. */
    public synchronized @Nullable String release() {
        return current == null ? null : current.release();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            idle.forEach(WorkerProcess::kill);
            if (pinned != null) {
                pinned.kill();
            }
            notifyAll();
        }
        loading.shutdownNow();
        loadingOlder.shutdownNow();
        computing.shutdown();
    }
}
