package de.hilfenetz.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's word that a record, or a member of it, must not be public whatever is delivered (SP-7, SP-12). Why is for the
 * operator's eyes only: in public it says "withdrawn".
 *
 * @param field member of canonical JSON as {@code contacts}; null: the record
 * @param lifted whether it may be public again
 * @param by who said so
 */
public record Withdrawal(UUID record, @Nullable String field, boolean lifted, String by, String reason, Instant at) {

    /** Stands, in place of a member, for what joined records say of the record. */
    public static final String OTHERS = "joined";

    public Withdrawal {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Warum? Bitte --reason GRUND angeben.");
        }
    }
}
