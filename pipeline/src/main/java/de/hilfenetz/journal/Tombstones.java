package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Tombstones as they stood at a number of the journal. */
final class Tombstones {

    /** Takes the number twice. */
    static final String SELECT = """
        SELECT t.*, r.base + t.sequence AS number FROM tombstone t JOIN run r ON r.id = t.run
        LEFT JOIN run b ON b.id = t.returned_run
        WHERE r.base + t.sequence <= ? AND (b.id IS NULL OR NOT EXISTS (
            SELECT 1 FROM version v WHERE v.run = b.id AND v.record_id = t.record_id AND b.base + v.sequence <= ?))\
        """;

    private Tombstones() {}

    static Tombstone read(ResultSet row) throws SQLException {
        return new Tombstone(
                Sql.uuid(row.getBytes("record_id")),
                Kind.findByJson(row.getString("kind")).orElseThrow(),
                row.getString("feed"),
                row.getLong("number"),
                row.getLong("last_number"),
                Sql.instant(row, "removed_at"),
                row.getString("reason"),
                Sql.findUuid(row, "successor"));
    }
}
