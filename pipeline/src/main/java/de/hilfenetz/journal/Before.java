package de.hilfenetz.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * What a record was before a run: public of this feed or of another one, removed once, or never there.
 *
 * @param otherFeeds public, and delivered by another feed: the newest delivery takes it over
 */
record Before(UUID id, Change change, boolean otherFeeds) {

    /** Answers 1 for a record that is public, 2 for one that was removed; takes the id twice. */
    static final String QUERY = """
            SELECT 1 AS state FROM live WHERE record_id = ?
            UNION ALL SELECT 2 FROM tombstone WHERE record_id = ? AND returned_run IS NULL
            ORDER BY state LIMIT 1""";

    static Before of(PreparedStatement query, FeedIndex index, int record) throws SQLException {
        var id = index.id(record);
        if (index.is(record, FeedIndex.LIVE)) {
            return new Before(id, Change.CHANGED, false);
        }
        var state = Sql.first(query, row -> row.getInt(1), id, id).orElse(0);
        return switch (state) {
            case 1 -> new Before(id, Change.CHANGED, true);
            case 2 -> new Before(id, Change.RETURNED, false);
            default -> new Before(id, Change.ADDED, false);
        };
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
