package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The public trace of a removed record (Entfallen-Vermerk).
 *
 * @param number of the version that removed it
 * @param lastNumber of its last public version
 * @param reason code: {@link #NOT_DELIVERED}, {@link #SAID_BY_FEED}, {@link #WITHDRAWN} or {@link #JOINED}
 * @param successor the record that takes its place, where one is known
 */
public record Tombstone(
        UUID id,
        Kind kind,
        String feed,
        long number,
        long lastNumber,
        Instant removed,
        String reason,
        @Nullable UUID successor) {

    /** A complete delivery no longer contained it. */
    public static final String NOT_DELIVERED = "nicht-mehr-geliefert";

    /** The provider said that it ends. */
    public static final String SAID_BY_FEED = "vom-traeger-entfernt";

    /** It must no longer be known; nobody says why (SP-7). */
    public static final String WITHDRAWN = "zurueckgezogen";

    /** Somebody decided that it is the same as its successor. */
    public static final String JOINED = "zusammengefuehrt";
}
