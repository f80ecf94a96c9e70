package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that is held back (zurückgestellt): where it stands and which rules it breaks, never what it says.
 *
 * @param delivery that contained it; its bytes are kept as long as the record is held
 * @param kind null, as {@code sourceId}, where it could not be read that far
 * @param record the id it has or will have; where a snapshot finds it, that is its last good version
 * @param rules codes
 * @param since the first delivery in which it was held
 */
public record HeldRecord(
        int id,
        String feed,
        int delivery,
        Sha256 raw,
        Place place,
        @Nullable Kind kind,
        @Nullable String sourceId,
        @Nullable UUID record,
        List<String> rules,
        Instant since) {

    public HeldRecord {
        rules = List.copyOf(rules);
    }
}
