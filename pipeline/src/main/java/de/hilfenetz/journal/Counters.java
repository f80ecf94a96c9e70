package de.hilfenetz.journal;

/**
 * What became of the canonical records of one run, and how many records the feed has public. Always add up:
 * {@code received = added + returned + changed + unchanged + held + duplicate} and
 * {@code live after = live before + added + returned - removed}.
 *
 * @param held raw records that yield no canonical record count as one
 * @param parked removals that wait; they are not removed
 */
public record Counters(
        long received,
        long added,
        long returned,
        long changed,
        long unchanged,
        long held,
        long duplicate,
        long removed,
        long parked,
        long liveBefore,
        long liveAfter) {

    /** Fails unless the sums hold. */
    void mustAddUp() {
        var outcomes = added + returned + changed + unchanged + held + duplicate;
        if (received != outcomes) {
            throw new IllegalStateException(
                    "received %d records but %d have an outcome: %s".formatted(received, outcomes, this));
        }
        if (liveAfter != liveBefore + added + returned - removed) {
            throw new IllegalStateException("the public records do not add up: " + this);
        }
    }
}
