package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of deliveries, each tied to the one before. */
final class Deliveries {

    private Deliveries() {}

    /** A new row for what {@code delivery} says, but its id; answers it with its id. */
    static Delivery insert(Connection connection, Delivery delivery) throws SQLException {
        var last = (int) Sql.number(connection, "SELECT max(id) FROM delivery");
        var previous = last == 0 ? Chain.START : chain(connection, last);
        Sql.update(
                connection,
                """
                INSERT INTO delivery (id, feed, id_space, mode, sha256, bytes, file_name, media_type, way, received_at, state,
                    chain_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                last + 1,
                delivery.feed(),
                delivery.idSpace(),
                delivery.mode(),
                delivery.sha256(),
                delivery.bytes(),
                delivery.fileName(),
                delivery.mediaType(),
                delivery.way(),
                delivery.received(),
                delivery.state(),
                hash(previous, last + 1, delivery));
        return get(connection, last + 1);
    }

    /** A row for bytes that were not kept, and a run that says why; none where that is the last there is of the feed. */
    static boolean refuse(Connection connection, Delivery fresh, Rule rule, Instant now) throws SQLException {
        var last = findLast(connection, fresh.feed());
        if (last.isPresent()
                && last.get().state() == Delivery.State.FORGOTTEN
                && last.get().sha256().equals(fresh.sha256())) {
            return false;
        }
        var refused = insert(connection, fresh);
        setState(connection, refused.id(), Delivery.State.FORGOTTEN);
        var run = Runs.insert(connection, refused, Sha256.of(new byte[0]), now);
        var nothing = RunCount.nothing(Runs.countLive(connection, fresh.feed()));
        Runs.end(connection, run, now, RunSummary.State.BROKEN, nothing, rule.code());
        return true;
    }

    static Sha256 hash(Sha256 previous, int id, Delivery delivery) {
        return new Chain()
                .next(
                        previous,
                        id,
                        delivery.feed(),
                        delivery.idSpace(),
                        delivery.mode(),
                        delivery.sha256(),
                        delivery.bytes(),
                        delivery.fileName(),
                        delivery.mediaType(),
                        delivery.way(),
                        delivery.received());
    }

    static Sha256 chain(Connection connection, int id) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT chain_sha256 FROM delivery WHERE id = ?",
                        row -> Sql.hash(row, "chain_sha256"),
                        id)
                .orElseThrow();
    }

    static Delivery get(Connection connection, int id) throws SQLException {
        return Sql.first(connection, "SELECT * FROM delivery WHERE id = ?", Deliveries::read, id)
                .orElseThrow(() -> new IllegalArgumentException("Eine Lieferung %d gibt es nicht.".formatted(id)));
    }

    static Optional<Delivery> findLast(Connection connection, String feed) throws SQLException {
        return Sql.first(
                connection, "SELECT * FROM delivery WHERE feed = ? ORDER BY id DESC LIMIT 1", Deliveries::read, feed);
    }

    static List<Delivery> list(Connection connection, Delivery.State state) throws SQLException {
        return Sql.list(
                connection, "SELECT * FROM delivery WHERE state = ? ORDER BY id", Deliveries::read, Sql.word(state));
    }

    /**
     * Bytes of deliveries that all came before {@code end}, of which nothing is public any more nor would be if the last complete
     * one was forgotten, and that wait for nobody. Public by an older one is what the newest does not say: its newer form is held
     * or its removal was not confirmed.
     */
    static List<Sha256> expired(Connection connection, Instant end) throws SQLException {
        return Sql.list(
                connection,
                """
                WITH complete AS (
                    SELECT feed, id, row_number() OVER (PARTITION BY feed ORDER BY id DESC) AS age FROM delivery d
                    WHERE mode = 'snapshot' AND state <> 'forgotten'
                        AND EXISTS (SELECT 1 FROM run r WHERE r.delivery = d.id AND r.base IS NOT NULL)),
                needed AS (
                    SELECT d.sha256 FROM delivery d WHERE d.received_at >= ?
                        OR d.state IN ('pending', 'processing', 'parked')
                        OR d.id IN (SELECT delivery FROM quarantine q JOIN run r ON r.id = q.run)
                        OR d.id IN (SELECT %s FROM live v WHERE v.record_id NOT IN (
                            SELECT record_id FROM source WHERE record_id IS NOT NULL AND content_sha256 IS NOT NULL))
                        OR d.id >= coalesce((SELECT c.id FROM complete c WHERE c.feed = d.feed AND c.age = 2),
                            (SELECT c.id FROM complete c WHERE c.feed = d.feed AND c.age = 1), 0))
                SELECT DISTINCT sha256 FROM delivery WHERE state <> 'forgotten' AND sha256 NOT IN (SELECT sha256 FROM needed)""".formatted(Withdrawals.MADE_BY),
                row -> Sql.hash(row, "sha256"),
                end,
                Attestation.REASON);
    }

    static void setState(Connection connection, int id, Delivery.State state) throws SQLException {
        Sql.update(connection, "UPDATE delivery SET state = ? WHERE id = ?", state, id);
    }

    static Delivery read(ResultSet row) throws SQLException {
        return new Delivery(
                row.getInt("id"),
                row.getString("feed"),
                row.getString("id_space"),
                Sql.constant(Feed.Deliveries.class, row.getString("mode")),
                Sql.hash(row, "sha256"),
                row.getLong("bytes"),
                row.getString("file_name"),
                row.getString("media_type"),
                Sql.constant(Way.class, row.getString("way")),
                Sql.instant(row, "received_at"),
                Sql.constant(Delivery.State.class, row.getString("state")),
                false);
    }
}
