package de.hilfenetz.journal;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a feed stands.
 *
 * @param lastRun the latest, whatever became of it; null where none has begun
 * @param lastSuccess when a run last settled
 * @param live its public records
 * @param held its records that are held
 * @param pending its deliveries that wait
 */
public record FeedState(
        String feed, @Nullable RunSummary lastRun, @Nullable Instant lastSuccess, long live, long held, long pending) {

    /** The latest run. */
    public Optional<RunSummary> findLastRun() {
        return Optional.ofNullable(lastRun);
    }

    /** When a run last settled. */
    public Optional<Instant> findLastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }
}
