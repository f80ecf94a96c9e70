package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Removals: a version that says so and a tombstone; parked ones until they are confirmed or discarded. */
final class Removals {

    private record Last(Kind kind, String feed, Sha256 content, long number) {}

    private Removals() {}

    /** Writes the record's last version and its tombstone. */
    static void remove(Connection connection, RunRows rows, UUID id, String reason, Instant now) throws SQLException {
        var last = last(connection, id);
        var sequence = rows.append(id, last.kind(), Change.REMOVED, last.content(), null, now, now, null);
        Sql.update(
                connection, """
                INSERT INTO tombstone (record_id, run, sequence, kind, feed, removed_at, reason, last_number)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
                """, id, rows.run(), sequence, last.kind().json(), last.feed(), now, reason, last.number());
    }

    private static Last last(Connection connection, UUID id) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        SELECT l.kind, l.feed, l.content_sha256, r.base + l.sequence AS number
                        FROM live l JOIN run r ON r.id = l.run WHERE l.record_id = ?\
                        """,
                        row -> new Last(
                                Kind.findByJson(row.getString("kind")).orElseThrow(),
                                row.getString("feed"),
                                Sql.hash(row, "content_sha256"),
                                row.getLong("number")),
                        id)
                .orElseThrow();
    }

    /** Records whose removal waits in {@code run} and that no later run touched. */
    static List<UUID> listParked(Connection connection, int run) throws SQLException {
        return Sql.list(connection, """
            SELECT p.record_id FROM removal p
            JOIN run r ON r.id = p.run
            JOIN live l ON l.record_id = p.record_id AND l.feed = r.feed
            JOIN run w ON w.id = l.run
            WHERE p.run = ? AND w.settled_as <= r.settled_as
            ORDER BY p.record_id\
            """, row -> Sql.uuid(row.getBytes(1)), run);
    }

    /** Carries out what waits, as a run of its own: numbers already given are never given again. */
    static RunSummary confirm(Connection connection, RunSummary parked, Instant now) throws SQLException {
        var delivery = Deliveries.get(connection, parked.delivery());
        var run = Runs.insert(connection, delivery, parked.fingerprint(), now);
        var count = new RunCount();
        count.liveBefore = Runs.countLive(connection, parked.feed());
        try (var rows = new RunRows(connection, run, Runs.chainStart(connection, delivery, run))) {
            for (var id : listParked(connection, parked.id())) {
                remove(connection, rows, id, Tombstone.NOT_DELIVERED, now);
                count.removed++;
            }
            Runs.publish(connection, rows, parked.feed());
            count.liveAfter = Runs.countLive(connection, parked.feed());
            count.counters().mustAddUp();
            var reason = "Bestätigte Löschungen der Verarbeitung %d.".formatted(parked.id());
            Runs.end(connection, run, now, RunSummary.State.SETTLED, count, reason);
            Runs.seal(connection, rows, delivery);
        }
        forget(connection, parked, "Bestätigt.");
        return Runs.get(connection, run);
    }

    /** Ends the wait: the list is gone, the run counts as settled. */
    static void forget(Connection connection, RunSummary parked, String reason) throws SQLException {
        Sql.update(connection, "DELETE FROM removal WHERE run = ?", parked.id());
        Sql.update(
                connection,
                "UPDATE run SET state = 'settled', reason = ? WHERE id = ?",
                (parked.reason() + " " + reason).strip(),
                parked.id());
        Sql.update(
                connection,
                "UPDATE delivery SET state = 'settled' WHERE id = ? AND state = 'parked'",
                parked.delivery());
    }
}
