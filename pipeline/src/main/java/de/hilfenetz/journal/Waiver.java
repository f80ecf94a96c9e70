package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's word that something held may be public as it is (Freigabe): one record with the faults it has, or a whole
 * delivery. It holds for exactly these bytes and these faults; whatever else comes is looked at as ever.
 *
 * @param raw the raw record; null, as {@code sourceId}, for a whole delivery
 * @param rules codes of the faults; none for a whole delivery
 * @param by who said so
 */
public record Waiver(
        String feed,
        int delivery,
        @Nullable Sha256 raw,
        @Nullable String sourceId,
        List<String> rules,
        String by,
        String reason,
        Instant at) {

    public Waiver {
        rules = List.copyOf(rules);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Warum? Bitte --reason GRUND angeben.");
        }
    }

    /** Whether it lets this record through with these faults. */
    public boolean covers(Sha256 otherRaw, String otherId, Set<String> faults) {
        return raw != null && raw.equals(otherRaw) && otherId.equals(sourceId) && rules.containsAll(faults);
    }
}
