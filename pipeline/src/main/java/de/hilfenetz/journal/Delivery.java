package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.record.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One payload of one feed, kept as it came (Lieferung).
 *
 * @param idSpace in which its ids are unique
 * @param mode whether it is all there is or only what changed
 * @param sha256 of the raw bytes
 * @param bytes their number
 * @param fileName as the sender named it
 * @param known true where {@link Journal#receive} recognised the bytes as the feed's last ones: nothing to do
 */
public record Delivery(
        int id,
        String feed,
        String idSpace,
        Feed.Deliveries mode,
        Sha256 sha256,
        long bytes,
        String fileName,
        @Nullable String mediaType,
        Way way,
        Instant received,
        State state,
        boolean known) {

    /** Where a delivery stands. */
    public enum State {
        /** Kept, waiting to be processed. */
        PENDING,
        /** A run is at it. */
        PROCESSING,
        /** Its content is public. */
        SETTLED,
        /** Public but for its removals, which wait to be confirmed. */
        PARKED,
        /** Nothing of it is public; it waits for a decision. */
        HELD,
        /** It could not be read to its end. */
        FAILED,
        /** It must not have been sent: its bytes are gone or were never kept, and nothing is left of it but their hash. */
        FORGOTTEN
    }

    Delivery recognised() {
        return new Delivery(id, feed, idSpace, mode, sha256, bytes, fileName, mediaType, way, received, state, true);
    }
}
