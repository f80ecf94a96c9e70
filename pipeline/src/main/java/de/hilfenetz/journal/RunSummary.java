package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One processing of one delivery (Verarbeitung), as it stands.
 *
 * @param fingerprint over all that decided besides the delivery: mapping, schemas, rules, vocabulary
 * @param number the journal's number after it; null unless it settled
 * @param reason why it was parked, held or broke off
 */
public record RunSummary(
        int id,
        int delivery,
        String feed,
        Sha256 fingerprint,
        Instant started,
        @Nullable Instant ended,
        State state,
        @Nullable Long number,
        Counters counters,
        @Nullable String reason) {

    /** Where a run stands. */
    public enum State {
        /** Under way; nothing of it can be seen. */
        RUNNING,
        /** All of it is public. */
        SETTLED,
        /** Public but for its removals. */
        PARKED,
        /** Nothing of it is public. */
        HELD,
        /** It broke off; nothing of it is public or kept. */
        BROKEN
    }

    /** Whether it carried out what somebody said, a confirmation or a withdrawal, and came of no delivery. */
    public boolean isSaid() {
        return Attestation.REASON.equals(reason) || Removals.WITHDRAWN.equals(reason);
    }

    /** When it ended. */
    public Optional<Instant> findEnded() {
        return Optional.ofNullable(ended);
    }

    /** Why it was parked, held or broke off. */
    public Optional<String> findReason() {
        return Optional.ofNullable(reason);
    }
}
