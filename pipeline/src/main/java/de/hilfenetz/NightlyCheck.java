package de.hilfenetz;

import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.graph.ReleaseShapes;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.serve.Publication;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what is published against the shapes every night at three, when nobody minds the seconds, and logs each breach. */
final class NightlyCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyCheck.class);
    private static final ZoneId CITY = ZoneId.of("Europe/Berlin");
    private static final LocalTime THREE = LocalTime.of(3, 0);

    private final Releases releases;
    private final ReleaseShapes shapes;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("check").factory());

    NightlyCheck(Releases releases, ReleaseShapes shapes, Clock clock) {
        this.releases = releases;
        this.shapes = shapes;
        this.clock = clock;
    }

    /** Begins to wait for the next night. */
    void start() {
        var _ = thread.schedule(
                () -> {
                    Worker.loudly(this::check);
                    start();
                },
                untilThree(clock).toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** How long it is until three in the night. */
    static Duration untilThree(Clock clock) {
        var now = clock.instant().atZone(CITY);
        var next = now.toLocalTime().isBefore(THREE)
                ? now.toLocalDate()
                : now.toLocalDate().plusDays(1);
        return Duration.between(now, next.atTime(THREE).atZone(CITY));
    }

    /** Checks now. */
    void check() {
        var current = releases.current();
        if (current.isEmpty()) {
            return;
        }
        try {
            check(Publication.files(releases, current.get()).read(current.get().base()));
        } catch (IOException e) {
            LOG.error("release {} could not be checked", current.get().release(), e);
        }
    }

    private void check(ReleaseGraph graph) {
        var breaches = shapes.check(graph);
        breaches.forEach(breach -> LOG.error("published against the rules: {}", breach));
        LOG.info("checked what is published against the shapes: {} breaches", breaches.size());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
