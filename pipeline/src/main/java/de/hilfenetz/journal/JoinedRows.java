package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The rows of {@link JoinedRecord}. */
final class JoinedRows {

    private JoinedRows() {}

    static List<JoinedRecord> ofFeed(Connection connection, String feed) throws SQLException {
        return Sql.list(connection, "SELECT * FROM joined WHERE feed = ?", JoinedRows::read, feed);
    }

    /** What joined records say of those public records of {@code feed} that they lead to, in the order of their ids. */
    static List<JoinedRecord> leadingTo(Connection connection, String feed) throws SQLException {
        return Sql.list(
                connection,
                "SELECT j.* FROM joined j JOIN live l ON l.record_id = j.survivor WHERE l.feed = ? ORDER BY j.record_id",
                JoinedRows::read,
                feed);
    }

    /** Keeps what a record says; the delivery that said the same before stays. */
    static void put(Connection connection, JoinedRecord joined, int delivery) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO joined (record_id, feed, raw_sha256, delivery, survivor, said) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (record_id) DO UPDATE SET feed = excluded.feed, raw_sha256 = excluded.raw_sha256,
                    delivery = CASE WHEN said = excluded.said THEN delivery ELSE excluded.delivery END,
                    survivor = excluded.survivor, said = excluded.said""",
                joined.record(),
                joined.feed(),
                joined.raw(),
                delivery,
                joined.survivor(),
                joined.json());
    }

    static void remove(Connection connection, UUID record) throws SQLException {
        Sql.update(connection, "DELETE FROM joined WHERE record_id = ?", record);
    }

    /** Records that are public for themselves again say it there. */
    static void removeLive(Connection connection, String feed) throws SQLException {
        Sql.update(connection, "DELETE FROM joined WHERE feed = ? AND record_id IN (SELECT record_id FROM live)", feed);
    }

    /** Takes back what a joined record said, out of everything that the record it leads to ever said of it. */
    static void withdraw(Connection connection, UUID record, String by, String reason, Instant now)
            throws SQLException {
        for (var survivor : Sql.list(
                connection,
                "SELECT survivor FROM joined WHERE record_id = ?",
                row -> Sql.uuid(row.getBytes(1)),
                record)) {
            remove(connection, record);
            if (Withdrawals.isLive(connection, survivor)) {
                var feed = Withdrawals.feed(connection, survivor);
                Withdrawals.insert(
                        connection, feed, new Withdrawal(survivor, Withdrawal.OTHERS, false, by, reason, now));
                Removals.takeOut(connection, feed, List.of(survivor), now);
                Withdrawals.empty(connection, survivor);
            }
        }
    }

    /** As {@link #withdraw(Connection, UUID, String, String, Instant)}, of all that a delivery said. */
    static void withdraw(Connection connection, int delivery, Instant now) throws SQLException {
        for (var record : Sql.list(
                connection,
                "SELECT record_id FROM joined WHERE delivery = ? ORDER BY 1",
                row -> Sql.uuid(row.getBytes(1)),
                delivery)) {
            withdraw(connection, record, "forget", "Die Lieferung ist gelöscht.", now);
        }
    }

    private static JoinedRecord read(ResultSet row) throws SQLException {
        return new JoinedRecord(
                Sql.uuid(row.getBytes("record_id")),
                Sql.uuid(row.getBytes("survivor")),
                row.getString("feed"),
                Sha256.from(row.getBytes("raw_sha256")),
                JoinedRecord.values(row.getString("said")));
    }
}
