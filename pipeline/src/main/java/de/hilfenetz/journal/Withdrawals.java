package de.hilfenetz.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What must not be public again, and which states of the journal held it. */
final class Withdrawals {

    /** The delivery that said what a row {@code v} with record and run says: a confirmation only repeats it. */
    static final String MADE_BY = """
            (SELECT r.delivery FROM version w JOIN run r ON r.id = w.run
            WHERE w.record_id = v.record_id AND w.run <= v.run AND w.taken_back = 0 AND r.base IS NOT NULL
                AND r.reason IS NOT ? ORDER BY w.run DESC, w.sequence DESC LIMIT 1)""";

    /** Stands for the whole record. */
    static final String ALL = "";

    private record Said(UUID record, @Nullable String field, boolean lifted) {}

    private Withdrawals() {}

    static void insert(Connection connection, String feed, Withdrawal said) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO withdrawal (feed, record_id, field, lifted, by_whom, reason, said_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                feed,
                said.record(),
                said.field(),
                said.lifted() ? 1 : 0,
                said.by(),
                said.reason(),
                said.at());
    }

    /** Members of the feed's records that are withdrawn as it stands; {@link #ALL}: the record. */
    static SortedMap<UUID, SortedSet<String>> ofFeed(Connection connection, String feed) throws SQLException {
        var withdrawn = new TreeMap<UUID, SortedSet<String>>();
        var rows = Sql.list(
                connection,
                "SELECT record_id, field, lifted FROM withdrawal WHERE feed = ? ORDER BY id",
                row -> new Said(Sql.uuid(row.getBytes(1)), row.getString(2), row.getInt(3) == 1),
                feed);
        for (var said : rows) {
            var fields = withdrawn.computeIfAbsent(said.record(), none -> new TreeSet<>());
            var field = said.field() == null ? ALL : said.field();
            if (!said.lifted()) {
                fields.add(field);
            } else if (field.equals(ALL)) {
                fields.clear();
            } else {
                fields.remove(field);
            }
        }
        withdrawn.values().removeIf(fields -> fields.isEmpty());
        return Collections.unmodifiableSortedMap(withdrawn);
    }

    /**
     * From which number on, and before which, the journal's public state held something that was emptied since.
     *
     * @param last null: it still does
     */
    record Span(long first, @Nullable Long last) {

        boolean holds(long number) {
            return number >= first && (last == null || number < last);
        }
    }

    static List<Span> spans(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                """
                SELECT r.base + v.sequence AS first, (
                    SELECT min(s.base + w.sequence) FROM version w JOIN run s ON s.id = w.run
                    WHERE w.record_id = v.record_id AND w.taken_back = 0 AND s.base IS NOT NULL
                        AND s.base + w.sequence > r.base + v.sequence) AS last
                FROM (SELECT record_id FROM tombstone WHERE reason = ? UNION SELECT record_id FROM withdrawal
                    UNION SELECT g.record_id FROM version g JOIN run f ON f.id = g.run
                    JOIN delivery d ON d.id = f.delivery WHERE d.state = 'forgotten') t
                JOIN version v ON v.record_id = t.record_id
                JOIN run r ON r.id = v.run
                WHERE r.base IS NOT NULL AND v.taken_back = 0 AND v.change <> 'removed' AND NOT EXISTS (
                    SELECT 1 FROM payload p WHERE p.run = v.run AND p.sequence = v.sequence)""",
                row -> new Span(row.getLong(1), row.getObject(2) == null ? null : Long.valueOf(row.getLong(2))),
                Tombstone.WITHDRAWN);
    }

    /** The feed that has, or had, the record. */
    static String feed(Connection connection, UUID record) throws SQLException {
        return Sql.first(connection, """
                        SELECT feed FROM live WHERE record_id = ? UNION ALL
                        SELECT feed FROM tombstone WHERE record_id = ? UNION ALL
                        SELECT feed FROM quarantine WHERE record_id = ? UNION ALL
                        SELECT d.feed FROM joined_by j JOIN delivery d ON d.id = j.delivery WHERE j.record_id = ?
                        LIMIT 1""", row -> row.getString(1), record, record, record, record)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Den Datensatz %s gibt es nicht, weder öffentlich noch entfallen oder zurückgestellt."
                                .formatted(record)));
    }

    static boolean isLive(Connection connection, UUID record) throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM live WHERE record_id = ?", record) > 0;
    }

    /** Empties every version there ever was of a record. */
    static void empty(Connection connection, UUID record) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM payload WHERE (run, sequence) IN (SELECT run, sequence FROM version WHERE record_id = ?)",
                record);
    }

    /** Empties versions of records that are no longer public and tell what must not be known. */
    static int purge(Connection connection, Predicate<ObjectNode> telling) throws SQLException {
        var count = 0;
        var versions = Sql.list(
                connection,
                """
                SELECT p.run, p.sequence, p.json FROM payload p JOIN version v ON v.run = p.run AND v.sequence = p.sequence
                WHERE NOT EXISTS (SELECT 1 FROM live l WHERE l.run = p.run AND l.sequence = p.sequence)""",
                row -> telling.test(CanonicalJson.tree(row.getBytes(3)))
                        ? Optional.of(new long[] {row.getLong(1), row.getLong(2)})
                        : Optional.<long[]>empty());
        for (var version : versions) {
            if (version.isPresent()) {
                var place = version.get();
                count += Sql.update(
                        connection, "DELETE FROM payload WHERE run = ? AND sequence = ?", place[0], place[1]);
            }
        }
        JoinedRows.purge(connection, telling);
        return count;
    }

    /** All that is kept of what a delivery said, in no order. */
    static List<ObjectNode> records(Connection connection, int delivery) throws SQLException {
        return Sql.list(
                connection,
                "SELECT p.json FROM payload p JOIN run r ON r.id = p.run WHERE r.delivery = ? AND r.reason IS NOT ?",
                row -> CanonicalJson.tree(row.getBytes(1)),
                delivery,
                Attestation.REASON);
    }

    /** Forgets all that was kept of these deliveries but that they were there; answers how many records are withdrawn. */
    static int forget(Connection connection, List<Integer> deliveries, java.time.Instant now) throws SQLException {
        var count = 0;
        for (var delivery : deliveries) {
            var feed = Deliveries.get(connection, delivery).feed();
            Runs.mustBeIdle(connection, feed);
            var live = Sql.list(
                    connection,
                    "SELECT v.record_id FROM live v WHERE v.feed = ? AND ? = %s ORDER BY 1".formatted(MADE_BY),
                    row -> Sql.uuid(row.getBytes(1)),
                    feed,
                    delivery,
                    Attestation.REASON);
            Sql.update(connection, """
                    DELETE FROM payload WHERE (run, sequence) IN (
                        SELECT v.run, v.sequence FROM version v JOIN run a ON a.id = v.run
                        WHERE a.feed = ? AND a.reason = ? AND ? = %s)""".formatted(MADE_BY), feed, Attestation.REASON, delivery, Attestation.REASON);
            if (!live.isEmpty()) {
                Removals.takeOut(connection, feed, live, now);
                count += live.size();
            }
            for (var table : List.of("payload", "finding", "quarantine", "source", "removal")) {
                Sql.update(
                        connection,
                        "DELETE FROM %s WHERE run IN (SELECT id FROM run WHERE delivery = ? AND reason IS NOT ?)"
                                .formatted(table),
                        delivery,
                        Attestation.REASON);
            }
            JoinedRows.withdraw(connection, delivery, now);
            Deliveries.setState(connection, delivery, Delivery.State.FORGOTTEN);
        }
        return count;
    }
}
