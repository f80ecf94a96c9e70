package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.util.Set;
import java.util.UUID;

/**
 * What rests on one delivery.
 *
 * @param records that it made as they are, or as they were when they were withdrawn
 * @param held raw records of it that wait
 */
public record Resting(Set<UUID> records, Set<Sha256> held) {

    public Resting {
        records = Set.copyOf(records);
        held = Set.copyOf(held);
    }
}
