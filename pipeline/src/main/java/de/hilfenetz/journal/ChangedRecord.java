package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import java.time.Instant;
import java.util.UUID;

/**
 * One step of the journal, without its content.
 *
 * @param number of the version
 * @param at when the delivery came that brought it, or when it was removed
 */
public record ChangedRecord(long number, UUID id, Kind kind, Change change, Instant at) {}
