package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of runs: begun, published, sealed into the chain, ended. */
final class Runs {

    private Runs() {}

    /** A new row; answers its id. */
    static int insert(Connection connection, Delivery delivery, Sha256 fingerprint, Instant now) throws SQLException {
        var id = (int) Sql.number(connection, "SELECT coalesce(max(id), 0) + 1 FROM run");
        Sql.update(
                connection,
                "INSERT INTO run (id, delivery, feed, fingerprint, started_at, state) VALUES (?, ?, ?, ?, ?,"
                        + " 'running')",
                id,
                delivery.id(),
                delivery.feed(),
                fingerprint,
                now);
        return id;
    }

    /** What the run's first version follows in the chain. */
    static Sha256 chainStart(Connection connection, Delivery delivery, int run) throws SQLException {
        return new Chain().next(Deliveries.chain(connection, delivery.id()), run);
    }

    /** The journal's number: that of its last version. */
    static long head(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT max(base + last_sequence) FROM run");
    }

    /** How many records of the feed are public. */
    static long countLive(Connection connection, String feed) throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM live WHERE feed = ?", feed);
    }

    /** Fails while a run of the feed is under way: two would not know of each other. */
    static void mustBeIdle(Connection connection, String feed) throws SQLException {
        var running = Sql.number(connection, "SELECT id FROM run WHERE feed = ? AND state = 'running'", feed);
        if (running > 0) {
            throw new IllegalStateException("run %d of feed %s has not ended".formatted(running, feed));
        }
    }

    static RunSummary getParked(Connection connection, int run) throws SQLException {
        var summary = get(connection, run);
        if (summary.state() != RunSummary.State.PARKED) {
            throw new IllegalArgumentException(
                    "Bei Verarbeitung %d warten keine Löschungen auf eine Entscheidung (Stand: %s)."
                            .formatted(run, Sql.word(summary.state())));
        }
        mustBeIdle(connection, summary.feed());
        return summary;
    }

    /** Gives the run its base and rewrites what is public. */
    static void publish(Connection connection, RunRows rows, String feed) throws SQLException {
        var run = rows.run();
        Sql.update(
                connection,
                "UPDATE run SET base = ?, settled_as = ?, last_sequence = ? WHERE id = ?",
                head(connection),
                1 + Sql.number(connection, "SELECT max(settled_as) FROM run"),
                rows.lastSequence(),
                run);
        Sql.update(connection, """
            INSERT INTO live (record_id, kind, feed, run, sequence, content_sha256, confirmed_on)
            SELECT record_id, kind, ?, run, sequence, content_sha256, confirmed_on FROM version
            WHERE run = ? AND taken_back = 0 AND change <> 'removed'
            ON CONFLICT (record_id) DO UPDATE SET feed = excluded.feed, run = excluded.run, sequence = excluded.sequence,
                content_sha256 = excluded.content_sha256, confirmed_on = excluded.confirmed_on\
            """, feed, run);
        Sql.update(connection, """
            DELETE FROM live WHERE record_id IN (SELECT record_id FROM version WHERE run = ? AND change = 'removed')\
            """, run);
        Sql.update(connection, """
            UPDATE tombstone SET returned_run = ? WHERE returned_run IS NULL AND record_id IN
                (SELECT record_id FROM version WHERE run = ? AND taken_back = 0 AND change = 'returned')\
            """, run, run);
    }

    static void end(
            Connection connection,
            int run,
            Instant now,
            RunSummary.State state,
            RunCount count,
            @Nullable String reason)
            throws SQLException {
        Sql.update(
                connection,
                """
                UPDATE run SET ended_at = ?, state = ?, reason = ?, received = ?, added = ?, returned = ?, changed = ?,
                    unchanged = ?, held = ?, duplicate = ?, removed = ?, parked = ?, live_before = ?, live_after = ?
                WHERE id = ?\
                """,
                now,
                state,
                reason,
                count.received,
                count.added,
                count.returned,
                count.changed,
                count.unchanged,
                count.held,
                count.duplicate,
                count.removed,
                count.parked,
                count.liveBefore,
                count.liveAfter,
                run);
    }

    /** Ties the settled run to the one settled before it. */
    static void seal(Connection connection, RunRows rows, Delivery delivery) throws SQLException {
        var summary = get(connection, rows.run());
        Sql.update(
                connection,
                "UPDATE run SET chain_sha256 = ? WHERE id = ?",
                hash(lastSealed(connection), summary, delivery.sha256(), rows.lastHash()),
                rows.run());
    }

    /** A run's hash: over the run before, the delivery, the last version's hash and the counters. */
    static Sha256 hash(Sha256 previous, RunSummary run, Sha256 delivery, Sha256 lastVersion) {
        var count = run.counters();
        return new Chain()
                .next(
                        previous,
                        run.id(),
                        delivery,
                        run.fingerprint(),
                        run.number(),
                        lastVersion,
                        count.received(),
                        count.added(),
                        count.returned(),
                        count.changed(),
                        count.unchanged(),
                        count.held(),
                        count.duplicate(),
                        count.removed(),
                        count.parked(),
                        count.liveBefore(),
                        count.liveAfter());
    }

    /** The chain's head: the hash of the run settled last. */
    static Sha256 lastSealed(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT chain_sha256 FROM run WHERE chain_sha256 IS NOT NULL ORDER BY settled_as DESC LIMIT 1",
                        row -> Sql.hash(row, "chain_sha256"))
                .orElse(Chain.START);
    }

    static boolean settledBefore(Connection connection, int delivery) throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM run WHERE delivery = ? AND base IS NOT NULL", delivery) > 0;
    }

    static RunSummary get(Connection connection, int run) throws SQLException {
        return Sql.first(connection, "SELECT * FROM run WHERE id = ?", Runs::read, run)
                .orElseThrow(() -> new IllegalArgumentException("Eine Verarbeitung %d gibt es nicht.".formatted(run)));
    }

    /** The feed's run that was settled last. */
    static Optional<RunSummary> lastSettled(Connection connection, String feed) throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM run WHERE feed = ? AND base IS NOT NULL ORDER BY settled_as DESC LIMIT 1",
                Runs::read,
                feed);
    }

    /** What the feed lost within {@code days} by deliveries that announced nothing; what somebody decided later received nothing. */
    static Past past(Connection connection, String feed, int days, Instant now) throws SQLException {
        var since = now.minus(java.time.Duration.ofDays(days));
        return Sql.first(connection, """
                        SELECT max(r.live_before), sum(CASE WHEN (r.reason IS NULL OR r.received > 0) AND NOT EXISTS (
                            SELECT 1 FROM announcement a WHERE a.delivery = r.delivery) THEN r.removed ELSE 0 END)
                        FROM run r WHERE r.feed = ? AND r.base IS NOT NULL AND r.ended_at > ?""", row -> new Past(days, row.getLong(1), row.getLong(2)), feed, since)
                .orElse(new Past(days, 0, 0));
    }

    static List<RunSummary> listUndecided(Connection connection, String feed, RunSummary.State state)
            throws SQLException {
        var newer =
                state == RunSummary.State.BROKEN ? "(s.base IS NOT NULL OR n.state = 'pending')" : "s.base IS NOT NULL";
        return Sql.list(connection, """
                SELECT r.* FROM delivery d JOIN run r ON r.id = (SELECT max(id) FROM run WHERE delivery = d.id)
                WHERE d.feed = ? AND d.state NOT IN ('pending', 'processing', 'forgotten') AND r.state = ? AND NOT EXISTS (
                    SELECT 1 FROM delivery n LEFT JOIN run s ON s.delivery = n.id
                    WHERE n.feed = d.feed AND n.id > d.id AND n.mode = 'snapshot' AND n.state <> 'forgotten' AND %s)
                ORDER BY d.id DESC\
                """.formatted(newer), Runs::read, feed, state);
    }

    static List<RunSummary> listParked(Connection connection, String feed) throws SQLException {
        return Sql.list(connection, "SELECT * FROM run WHERE feed = ? AND state = 'parked'", Runs::read, feed);
    }

    static RunSummary read(ResultSet row) throws SQLException {
        row.getLong("base");
        var settled = !row.wasNull();
        return new RunSummary(
                row.getInt("id"),
                row.getInt("delivery"),
                row.getString("feed"),
                Sql.hash(row, "fingerprint"),
                Sql.instant(row, "started_at"),
                Sql.findInstant(row, "ended_at"),
                Sql.constant(RunSummary.State.class, row.getString("state")),
                settled ? row.getLong("base") + row.getLong("last_sequence") : null,
                new Counters(
                        row.getLong("received"),
                        row.getLong("added"),
                        row.getLong("returned"),
                        row.getLong("changed"),
                        row.getLong("unchanged"),
                        row.getLong("held"),
                        row.getLong("duplicate"),
                        row.getLong("removed"),
                        row.getLong("parked"),
                        row.getLong("live_before"),
                        row.getLong("live_after")),
                row.getString("reason"));
    }
}
