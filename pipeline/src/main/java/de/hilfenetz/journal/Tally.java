package de.hilfenetz.journal;

/**
 * A run before it is settled: what decides whether it may be.
 *
 * @param counters so far; {@code removed}, {@code parked} and {@code liveAfter} are still zero
 * @param removals public records of the feed that this complete delivery no longer contains
 * @param unidentified held records that nobody can tell the id of: each may be one of the missing
 */
public record Tally(Counters counters, long removals, long unidentified) {}
