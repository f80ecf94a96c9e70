package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removals: a version that says so and a tombstone; parked ones until they are confirmed or discarded. */
final class Removals {

    /** The reason of a run that takes records out at once. */
    static final String WITHDRAWN = "Zurückgezogen.";

    private record Last(Kind kind, String feed, Sha256 content, long number) {}

    private Removals() {}

    /** Writes the record's last version and its tombstone. */
    static void remove(
            Connection connection, RunRows rows, UUID id, String reason, @Nullable UUID successor, Instant now)
            throws SQLException {
        var last = last(connection, id);
        var sequence = rows.append(id, last.kind(), Change.REMOVED, last.content(), null, now, now, null);
        Sql.update(
                connection,
                """
                INSERT INTO tombstone (record_id, run, sequence, kind, feed, removed_at, reason, successor, last_number)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                id,
                rows.run(),
                sequence,
                last.kind().json(),
                last.feed(),
                now,
                reason,
                successor,
                last.number());
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
        var reason = "Bestätigte Löschungen der Verarbeitung %d.".formatted(parked.id());
        var ids = listParked(connection, parked.id());
        var run = carryOut(connection, parked, ids, Tombstone.NOT_DELIVERED, reason, now);
        forget(connection, parked, "Bestätigt.");
        return run;
    }

    /**
     * Removes public records of one feed as a run of its own, and empties all versions there ever were of them: what must no
     * longer be known stands nowhere then, while the chain of hashes holds.
     */
    static RunSummary withdraw(Connection connection, String feed, List<UUID> ids, Instant now) throws SQLException {
        var run = takeOut(connection, feed, ids, now);
        for (var id : ids) {
            Withdrawals.empty(connection, id);
        }
        return run;
    }

    /** Removes public records of one feed as a run of its own. */
    static RunSummary takeOut(Connection connection, String feed, List<UUID> ids, Instant now) throws SQLException {
        Runs.mustBeIdle(connection, feed);
        var last = Runs.lastSettled(connection, feed).orElseThrow();
        return carryOut(connection, last, ids, Tombstone.WITHDRAWN, WITHDRAWN, now);
    }

    private static RunSummary carryOut(
            Connection connection, RunSummary because, List<UUID> ids, String tombstone, String reason, Instant now)
            throws SQLException {
        var delivery = Deliveries.get(connection, because.delivery());
        var run = Runs.insert(connection, delivery, because.fingerprint(), now);
        var count = new RunCount();
        count.liveBefore = Runs.countLive(connection, because.feed());
        try (var rows = new RunRows(connection, run, Runs.chainStart(connection, delivery, run))) {
            for (var id : ids) {
                remove(connection, rows, id, tombstone, null, now);
                count.removed++;
            }
            Runs.publish(connection, rows, because.feed());
            count.liveAfter = Runs.countLive(connection, because.feed());
            count.counters().mustAddUp();
            Runs.end(connection, run, now, RunSummary.State.SETTLED, count, reason);
            Runs.seal(connection, rows, delivery);
        }
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
