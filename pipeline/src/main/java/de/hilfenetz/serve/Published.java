package de.hilfenetz.serve;

import de.hilfenetz.record.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One release as everything answers from it. A request takes it once, at its beginning; a new release is a new value.
 *
 * @param release its name: {@code 2026-11-22.3}
 * @param at when it was made
 * @param number the journal number it shows
 * @param records reads a record as it was at that number
 * @param removed says what became of a record that is no longer there
 * @param changes the latest, newest first
 */
public record Published(
        String release,
        Instant at,
        long number,
        Directory directory,
        Function<UUID, Optional<Entry>> records,
        Function<UUID, Optional<Removed>> removed,
        List<Views.Change> changes) {

    /** A record that is no longer reported. */
    record Removed(Instant at, String reason, @Nullable UUID successor) {}

    /** The record, where this release has it. */
    Optional<Entry> find(UUID id) {
        return directory.find(id).isPresent() ? records.apply(id) : Optional.empty();
    }
}
