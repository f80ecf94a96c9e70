package de.hilfenetz.journal;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A personal address at which one feed can be looked after without password and system (Lieferlink), without its secret.
 *
 * @param told when its provider was last sent the address; null: never
 * @param lastUsed when something was last done at it
 * @param revoked since when it opens nothing; null: it does
 */
public record DeliveryLink(
        int id,
        String feed,
        Instant created,
        @Nullable Instant told,
        @Nullable Instant lastUsed,
        @Nullable Instant revoked) {

    /** When something was last done at it. */
    public Optional<Instant> findLastUsed() {
        return Optional.ofNullable(lastUsed);
    }

    /** Since when it opens nothing. */
    public Optional<Instant> findRevoked() {
        return Optional.ofNullable(revoked);
    }
}
