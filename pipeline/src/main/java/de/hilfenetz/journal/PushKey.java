package de.hilfenetz.journal;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key with which one feed may be pushed, or with which an operator decides, without the key itself.
 *
 * @param feed its id; {@link #OPERATOR} for an operator's
 * @param lastUsed to the minute
 * @param revoked when it stopped opening anything; null while it does
 */
public record PushKey(
        int id,
        String feed,
        Instant created,
        @Nullable Instant lastUsed,
        @Nullable Instant revoked) {

    /** Stands in place of a feed; no feed is called so. */
    public static final String OPERATOR = "*";

    /** When it was last used. */
    public Optional<Instant> findLastUsed() {
        return Optional.ofNullable(lastUsed);
    }

    /** When it was revoked. */
    public Optional<Instant> findRevoked() {
        return Optional.ofNullable(revoked);
    }
}
