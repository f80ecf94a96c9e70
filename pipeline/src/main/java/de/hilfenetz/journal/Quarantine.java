package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records of one feed that are held when a run begins, and which of them still are. */
final class Quarantine {

    private static final String SELECT = """
        SELECT q.*, r.delivery FROM quarantine q JOIN run r ON r.id = q.run
        WHERE q.feed = ? AND r.base IS NOT NULL ORDER BY q.id\
        """;

    private static final String BY = """
        SELECT q.*, r.delivery FROM quarantine q JOIN run r ON r.id = q.run
        WHERE %s = ? AND r.base IS NOT NULL ORDER BY q.since, q.id LIMIT 1\
        """;

    private final List<HeldRecord> before;
    private final Set<Sha256> kept = new HashSet<>();

    private Quarantine(List<HeldRecord> before) {
        this.before = before;
    }

    static Quarantine load(Connection connection, String feed) throws SQLException {
        return new Quarantine(list(connection, feed));
    }

    /** The feed's held records, in the order they were held. */
    static List<HeldRecord> list(Connection connection, String feed) throws SQLException {
        return Sql.list(connection, SELECT, Quarantine::read, feed);
    }

    static Optional<HeldRecord> find(Connection connection, int id) throws SQLException {
        return Sql.first(connection, BY.formatted("q.id"), Quarantine::read, id);
    }

    static Optional<HeldRecord> find(Connection connection, UUID record) throws SQLException {
        return Sql.first(connection, BY.formatted("q.record_id"), Quarantine::read, record);
    }

    private static HeldRecord read(ResultSet row) throws SQLException {
        var kind = row.getString("kind");
        return new HeldRecord(
                row.getInt("id"),
                row.getString("feed"),
                row.getInt("delivery"),
                Sql.hash(row, "raw_sha256"),
                new Place(row.getString("file"), row.getInt("line"), row.getInt("col"), row.getString("field")),
                kind == null ? null : Kind.findByJson(kind).orElseThrow(),
                row.getString("source_id"),
                Sql.findUuid(row, "record_id"),
                List.of(row.getString("rules").split(" ", -1)),
                Sql.instant(row, "since"));
    }

    /** The raw record is in the delivery again, as it was, under the rules as they were. */
    void keep(Sha256 raw) {
        kept.add(raw);
    }

    /** Since when the record is held: it may be wrong in another way today. */
    Instant since(Sha256 raw, @Nullable Kind kind, @Nullable String sourceId, Instant now) {
        return before.stream()
                .filter(held -> held.raw().equals(raw)
                        || (sourceId != null && held.kind() == kind && Objects.equals(held.sourceId(), sourceId)))
                .map(HeldRecord::since)
                .min(Instant::compareTo)
                .orElse(now);
    }

    /** Those that were held before and whose raw record did not come again as it was. */
    List<HeldRecord> listGone() {
        return before.stream().filter(held -> !kept.contains(held.raw())).toList();
    }

    static void release(Connection connection, HeldRecord held) throws SQLException {
        Sql.update(connection, "DELETE FROM quarantine WHERE id = ?", held.id());
    }

    /** Ids of public records of which a later delivery is held. */
    static Set<UUID> ids(Connection connection, Collection<String> secretive) throws SQLException {
        var ids = new HashSet<UUID>();
        Sql.list(connection, """
                        SELECT q.record_id, q.rules FROM quarantine q JOIN run r ON r.id = q.run
                        JOIN live l ON l.record_id = q.record_id WHERE r.base IS NOT NULL""", row -> Map.entry(Sql.uuid(row.getBytes(1)), row.getString(2))).stream()
                .filter(held -> Collections.disjoint(List.of(held.getValue().split(" ")), secretive))
                .forEach(held -> ids.add(held.getKey()));
        return ids;
    }
}
