package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of a delivery says about its removals, so that none that are meant are parked.
 *
 * @param expectedRemovals up to so many are meant; null where nothing was said
 * @param confirmed hash of the one list that is meant ({@link #hash}); null where nothing was said
 */
public record Announcement(
        @Nullable Long expectedRemovals, @Nullable Sha256 confirmed) {

    /** Nothing was said. */
    public static final Announcement NONE = new Announcement(null, null);

    /** How many removals are meant, out of this list. */
    public OptionalLong covers(Collection<UUID> removals) {
        if (confirmed != null && confirmed.equals(hash(removals))) {
            return OptionalLong.of(removals.size());
        }
        return expectedRemovals == null ? OptionalLong.empty() : OptionalLong.of(expectedRemovals);
    }

    /** Names a list of removals, in whatever order: another list has another hash. */
    public static Sha256 hash(Collection<UUID> removals) {
        var digest = Sha256.digest();
        removals.stream()
                .map(Sql::bytes)
                .sorted(java.util.Arrays::compareUnsigned)
                .forEach(digest::update);
        return Sha256.from(digest.digest());
    }
}
