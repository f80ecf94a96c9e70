package de.hilfenetz;

import de.hilfenetz.intake.Faults;
import de.hilfenetz.intake.Report;
import de.hilfenetz.publish.Manifest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that processes what is pending whenever it is woken, and makes a release once nothing has changed for a while:
 * not before the settle time, and never before ten times the processor time of the release before has passed, so that making
 * releases takes at most a tenth of one processor.
 */
final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int BREATHER = 10;

    /** Workbooks are made this long after a release at the latest, however dear the last ones were. */
    private static final Duration LATEST_WORKBOOKS = Duration.ofMinutes(8);

    /** After this the world may be in order again: room on the disk, rights given back. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Installation installation;
    private final Duration settle;
    private final Consumer<Manifest> published;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("process").factory());
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean releasing = new AtomicBoolean();
    private final ScheduledExecutorService workbooks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("workbooks").daemon().factory());
    private final AtomicBoolean deriving = new AtomicBoolean();
    private volatile long restUntil = System.nanoTime();
    private volatile long restUntilDerived = restUntil;

    Worker(Installation installation, Duration settle, Consumer<Manifest> published) {
        this.installation = installation;
        this.settle = settle;
        this.published = published;
    }

    /** There may be something to process; any thread. Calls before it began count once. */
    void wake() {
        if (!thread.isShutdown() && woken.compareAndSet(false, true)) {
            thread.execute(() -> loudly(this::process));
        }
    }

    /** Carries out {@code step} while nothing else is under way, waits for it, and makes a release where it changed something. */
    <T> T call(Callable<T> step) throws IOException {
        try {
            return thread.submit(() -> {
                        var result = step.call();
                        tell(List.of());
                        return result;
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void process() {
        woken.set(false);
        try {
            tell(installation.process());
            if (installation.isPending()) {
                later(this::process, RETRY.toNanos());
            }
        } catch (RuntimeException failed) {
            LOG.error("what is pending could not be processed; once more in {}", RETRY, Faults.forLog(failed));
            later(this::process, RETRY.toNanos());
        }
    }

    private void later(Runnable step, long nanos) {
        if (!thread.isShutdown()) {
            var _ = thread.schedule(() -> loudly(step), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void tell(List<Report> reports) {
        reports.forEach(report -> LOG.info("{}", ReportText.summary(report).replaceAll("\\n +", " | ")));
        if (releasing.compareAndSet(false, true)) {
            var wait = Math.max(settle.toNanos(), restUntil - System.nanoTime());
            later(this::release, wait);
        }
    }

    /** A scheduled thread keeps to itself what a step throws, and nobody would learn that nothing is processed any more. */
    static void loudly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            LOG.error("a step failed; what is pending starts again from its bytes next time", Faults.forLog(failed));
        }
    }

    private void release() {
        releasing.set(false);
        var before = processorTime();
        try {
            installation.release().ifPresent(manifest -> {
                published.accept(manifest);
                derive();
            });
        } catch (IOException | RuntimeException | StackOverflowError failed) {
            if (thread.isShutdown()) {
                LOG.info("the release under way is left; it is made next time");
            } else {
                LOG.error("no release was made; the last one stays", failed);
            }
        }
        restUntil = System.nanoTime() + BREATHER * (processorTime() - before);
    }

    /**
     * Has the workbooks of the public release made, on a thread of their own: at most a tenth of one processor goes into
     * them, and they follow the release within ten minutes.
     */
    void derive() {
        if (workbooks.isShutdown() || !deriving.compareAndSet(false, true)) {
            return;
        }
        var wait = Math.clamp(restUntilDerived - System.nanoTime(), 0, LATEST_WORKBOOKS.toNanos());
        var _ = workbooks.schedule(
                () -> loudly(() -> {
                    deriving.set(false);
                    var before = processorTime();
                    installation.tidy();
                    restUntilDerived = System.nanoTime() + BREATHER * (processorTime() - before);
                }),
                wait,
                TimeUnit.NANOSECONDS);
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Begins nothing more. */
    void stop() {
        thread.shutdownNow();
        workbooks.shutdownNow();
    }

    /** Lets the step under way come to its end, at most two seconds. */
    @Override
    public void close() {
        stop();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("the step under way is left; it starts again from its bytes next time");
            }
            if (!workbooks.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("the workbooks under way are left; they are made again next time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
