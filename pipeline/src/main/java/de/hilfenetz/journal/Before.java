package de.hilfenetz.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * What a record was before a run: public of this feed or of another one, removed once, or never there.
 *
 * @param otherFeeds public, and delivered by another feed: the newest delivery takes it over
 */
record Before(UUID id, Change change, boolean otherFeeds) {

    static Before of(Connection connection, FeedIndex index, int record) throws SQLException {
        var id = index.id(record);
        if (index.is(record, FeedIndex.LIVE)) {
            return new Before(id, Change.CHANGED, false);
        }
        if (Sql.number(connection, "SELECT 1 FROM live WHERE record_id = ?", id) > 0) {
            return new Before(id, Change.CHANGED, true);
        }
        var removed =
                Sql.number(connection, "SELECT 1 FROM tombstone WHERE record_id = ? AND returned_run IS NULL", id);
        return new Before(id, removed > 0 ? Change.RETURNED : Change.ADDED, false);
    }

    /** When the content of the public version last changed. */
    Instant changed(Connection connection) throws SQLException {
        return Sql.first(connection, """
            SELECT v.changed_at FROM live l JOIN version v ON v.run = l.run AND v.sequence = l.sequence
            WHERE l.record_id = ?\
            """, row -> Sql.instant(row, "changed_at"), id)
                .orElseThrow();
    }
}
