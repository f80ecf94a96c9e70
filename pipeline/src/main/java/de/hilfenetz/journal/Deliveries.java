package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

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

    /** Those of which something became public. */
    static List<Delivery> published(Connection connection, Sha256 bytes) throws SQLException {
        return Sql.list(
                connection,
                "SELECT * FROM delivery WHERE sha256 = ? AND state IN ('settled', 'parked') ORDER BY id",
                Deliveries::read,
                bytes);
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

    /** What of a feed rests on which delivery: public and joined records, held ones, and such as may be public again. */
    static SortedMap<Integer, Resting> resting(Connection connection, String feed) throws SQLException {
        var withdrawn = Withdrawals.ofFeed(connection, feed);
        var records = new TreeMap<Integer, Set<UUID>>();
        var held = new TreeMap<Integer, Set<Sha256>>();
        Sql.list(
                        connection,
                        """
                        SELECT v.record_id, %s AS delivery FROM live v WHERE v.feed = ?
                        UNION ALL SELECT record_id, delivery FROM joined WHERE feed = ?
                        UNION ALL SELECT t.record_id, (
                            SELECT r.delivery FROM version w JOIN run r ON r.id = w.run
                            WHERE w.record_id = t.record_id AND w.taken_back = 0 AND w.change <> 'removed'
                                AND r.base IS NOT NULL AND r.reason IS NOT ? ORDER BY w.run DESC, w.sequence DESC LIMIT 1)
                        FROM tombstone t WHERE t.feed = ? AND t.reason = ?""".formatted(Withdrawals.MADE_BY),
                        row -> Map.entry(row.getInt(2), Sql.uuid(row.getBytes(1))),
                        Attestation.REASON,
                        feed,
                        feed,
                        Attestation.REASON,
                        feed,
                        Tombstone.WITHDRAWN)
                .stream()
                .filter(row -> !withdrawn
                        .getOrDefault(row.getValue(), Collections.emptySortedSet())
                        .contains(Withdrawals.ALL))
                .forEach(row -> records.computeIfAbsent(row.getKey(), none -> new HashSet<>())
                        .add(row.getValue()));
        Sql.list(
                        connection,
                        "SELECT r.delivery, q.raw_sha256 FROM quarantine q JOIN run r ON r.id = q.run WHERE q.feed = ?",
                        row -> Map.entry(row.getInt(1), Sql.hash(row, "raw_sha256")),
                        feed)
                .forEach(row -> held.computeIfAbsent(row.getKey(), none -> new HashSet<>())
                        .add(row.getValue()));
        var resting = new TreeMap<Integer, Resting>();
        Stream.concat(records.keySet().stream(), held.keySet().stream())
                .forEach(delivery -> resting.put(
                        delivery,
                        new Resting(records.getOrDefault(delivery, Set.of()), held.getOrDefault(delivery, Set.of()))));
        // No delivery made what somebody confirmed only, or what is emptied.
        resting.remove(0);
        return resting;
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
