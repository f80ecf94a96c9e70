package de.hilfenetz.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

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
                INSERT INTO joined (record_id, feed, delivery, survivor, said) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (record_id) DO UPDATE SET feed = excluded.feed,
                    delivery = CASE WHEN said = excluded.said THEN delivery ELSE excluded.delivery END,
                    survivor = excluded.survivor, said = excluded.said""",
                joined.record(),
                joined.feed(),
                delivery,
                joined.survivor(),
                joined.tree().toString());
        Sql.update(connection, """
                INSERT INTO joined_by (record_id, delivery, survivor)
                SELECT record_id, delivery, survivor FROM joined WHERE record_id = ? ON CONFLICT DO NOTHING""", joined.record());
    }

    static void remove(Connection connection, UUID record) throws SQLException {
        Sql.update(connection, "DELETE FROM joined WHERE record_id = ?", record);
    }

    /** Records that are public for themselves again say it there. */
    static void removeLive(Connection connection, String feed) throws SQLException {
        Sql.update(connection, "DELETE FROM joined WHERE feed = ? AND record_id IN (SELECT record_id FROM live)", feed);
    }

    /** The records of which a record ever said something. */
    static List<UUID> survivors(Connection connection, UUID record) throws SQLException {
        return Sql.list(
                connection,
                "SELECT DISTINCT survivor FROM joined_by WHERE record_id = ? ORDER BY 1",
                row -> Sql.uuid(row.getBytes(1)),
                record);
    }

    /** As {@link #survivors(Connection, UUID)}, of all that a delivery, or another one of the same bytes, said first. */
    static List<UUID> survivors(Connection connection, int delivery) throws SQLException {
        return Sql.list(connection, """
                SELECT DISTINCT survivor FROM joined_by WHERE delivery IN (
                    SELECT id FROM delivery WHERE sha256 = (SELECT sha256 FROM delivery WHERE id = ?)) ORDER BY 1""", row -> Sql.uuid(row.getBytes(1)), delivery);
    }

    /** Takes back what a joined record ever said, out of everything that the records it led to ever said of it. */
    static void withdraw(Connection connection, UUID record, String by, String reason, Instant now)
            throws SQLException {
        for (var survivor : survivors(connection, record)) {
            var feed = Withdrawals.feed(connection, survivor);
            Withdrawals.insert(connection, feed, new Withdrawal(survivor, Withdrawal.OTHERS, false, by, reason, now));
            if (Withdrawals.isLive(connection, survivor)) {
                Removals.takeOut(connection, feed, List.of(survivor), now);
            }
            Withdrawals.empty(connection, survivor);
        }
        remove(connection, record);
        Sql.update(connection, "DELETE FROM joined_by WHERE record_id = ?", record);
    }

    /** As {@link #withdraw(Connection, UUID, String, String, Instant)}, of all that a delivery said. */
    static void withdraw(Connection connection, int delivery, Instant now) throws SQLException {
        for (var record : Sql.list(
                connection,
                "SELECT DISTINCT record_id FROM joined_by WHERE delivery = ? ORDER BY 1",
                row -> Sql.uuid(row.getBytes(1)),
                delivery)) {
            withdraw(connection, record, "forget", "Die Lieferung ist gelöscht.", now);
        }
    }

    /** Drops what tells of what must not be known. */
    static void purge(Connection connection, Predicate<ObjectNode> telling) throws SQLException {
        for (var one : Sql.list(connection, "SELECT * FROM joined ORDER BY record_id", JoinedRows::read)) {
            if (telling.test(one.tree())) {
                remove(connection, one.record());
            }
        }
    }

    private static JoinedRecord read(ResultSet row) throws SQLException {
        return new JoinedRecord(
                Sql.uuid(row.getBytes("record_id")),
                Sql.uuid(row.getBytes("survivor")),
                row.getString("feed"),
                JoinedRecord.values(row.getString("said")));
    }
}
