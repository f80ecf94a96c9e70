package de.hilfenetz.journal;

import java.util.List;

/**
 * A run before it is settled: what decides whether it may be.
 *
 * @param counters so far; {@code removed}, {@code parked} and {@code liveAfter} are still zero
 * @param removals public records of the feed that this complete delivery no longer contains
 * @param waiting how many of them wait to be confirmed since an earlier delivery
 * @param unidentified held records that nobody can tell the id of: each may be one of the missing
 * @param past what was lost before
 * @param changes what changed; empty where too little did to look
 */
public record Tally(
        Counters counters, long removals, long waiting, long unidentified, List<Past> past, List<FieldChange> changes) {

    public Tally {
        past = List.copyOf(past);
        changes = List.copyOf(changes);
    }

    /** With nothing before, and nothing changed. */
    Tally(Counters counters, long removals, long unidentified) {
        this(counters, removals, 0, unidentified, List.of(), List.of());
    }
}
