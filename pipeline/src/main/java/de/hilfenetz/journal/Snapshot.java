package de.hilfenetz.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The public records at one number of the journal: one consistent state, whatever is written beside it. For one thread; to
 * be closed.
 */
public final class Snapshot implements AutoCloseable {

    private static final String COLUMNS = """
        SELECT v.record_id, v.kind, v.change, v.delivered_at, v.json_sha256, r.base + v.sequence AS number, p.json\
        """;

    private static final byte[] FIRST = Sql.bytes(new UUID(0, 0));
    private static final byte[] LAST = Sql.bytes(new UUID(-1, -1));

    private final Connection connection;
    private final long number;
    private final boolean latest;

    private Snapshot(Connection connection, long number, boolean latest) {
        this.connection = connection;
        this.number = number;
        this.latest = latest;
    }

    static Snapshot latest(Connection connection) throws SQLException {
        return new Snapshot(connection, Runs.head(connection), true);
    }

    static Snapshot at(Connection connection, long number) throws SQLException {
        var head = Runs.head(connection);
        if (number < 0 || number > head) {
            throw new IllegalArgumentException(
                    "Das Journal steht bei %d; einen Stand %d gibt es nicht.".formatted(head, number));
        }
        return new Snapshot(connection, number, number == head);
    }

    /** The number this snapshot stands at: that of the last version in it, 0 for an empty journal. */
    public long number() {
        return number;
    }

    /** Every public record of {@code kind}, in the order of the ids' text. */
    public void forEach(Kind kind, Consumer<Version> each) {
        reading(() -> {
            if (latest) {
                forEachLive(kind, "l.record_id BETWEEN ? AND ?", each, FIRST, LAST);
            } else {
                forEachThen(kind, each);
            }
            return true;
        });
    }

    /**
     * Which version of a record is public.
     *
     * @param run that brought it
     * @param sequence its place in the run
     */
    public record Head(UUID id, int run, int sequence) {}

    /** Which version of every public record of {@code kind} there is, in the order of the ids' text; of the latest state only. */
    public void forEachHead(Kind kind, Consumer<Head> each) {
        expectLatest();
        reading(() -> {
            try (var statement = connection.prepareStatement(
                    "SELECT record_id, run, sequence FROM live WHERE kind = ? ORDER BY record_id")) {
                Sql.bind(statement, kind.json());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        each.accept(new Head(Sql.uuid(rows.getBytes(1)), rows.getInt(2), rows.getInt(3)));
                    }
                }
            }
            return true;
        });
    }

    /** The public records of {@code kind} from one id to another, both included; of the latest state only. */
    public List<Version> list(Kind kind, UUID first, UUID last) {
        expectLatest();
        var versions = new ArrayList<Version>();
        reading(() -> {
            forEachLive(kind, "l.record_id BETWEEN ? AND ?", versions::add, Sql.bytes(first), Sql.bytes(last));
            return true;
        });
        return versions;
    }

    /** The public records of {@code kind} that a feed keeps, in the order of the ids' text; of the latest state only. */
    public List<Version> list(Kind kind, String feed) {
        expectLatest();
        var versions = new ArrayList<Version>();
        reading(() -> {
            forEachLive(kind, "l.feed = ?", versions::add, feed);
            return true;
        });
        return versions;
    }

    /** Whether it stands at the journal's end. */
    public boolean isLatest() {
        return latest;
    }

    private void expectLatest() {
        if (!latest) {
            throw new IllegalStateException("the snapshot stands at %d, not at the journal's end".formatted(number));
        }
    }

    private void forEachLive(Kind kind, String where, Consumer<Version> each, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS + """
             FROM live l
            JOIN run r ON r.id = l.run
            JOIN version v ON v.run = l.run AND v.sequence = l.sequence
            JOIN payload p ON p.run = l.run AND p.sequence = l.sequence
            WHERE l.kind = '%s' AND %s ORDER BY l.record_id\
            """.formatted(kind.json(), where))) {
            Sql.bind(statement, values);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.accept(read(rows));
                }
            }
        }
    }

    private void forEachThen(Kind kind, Consumer<Version> each) throws SQLException {
        try (var statement = connection.prepareStatement("""
            SELECT v.record_id, v.change, v.run, v.sequence FROM version v JOIN run r ON r.id = v.run
            WHERE v.kind = ? AND v.taken_back = 0 AND r.base + v.sequence <= ?
            ORDER BY v.record_id, r.base + v.sequence DESC\
            """);
                var version = connection.prepareStatement(COLUMNS + """
                     FROM version v JOIN run r ON r.id = v.run
                    JOIN payload p ON p.run = v.run AND p.sequence = v.sequence
                    WHERE v.run = ? AND v.sequence = ?\
                    """)) {
            Sql.bind(statement, kind.json(), number);
            try (var rows = statement.executeQuery()) {
                var last = new UUID(0, 0);
                while (rows.next()) {
                    var id = Sql.uuid(rows.getBytes(1));
                    if (!id.equals(last) && !rows.getString(2).equals(Sql.word(Change.REMOVED))) {
                        Sql.first(version, Snapshot::read, rows.getInt(3), rows.getInt(4))
                                .ifPresent(each);
                    }
                    last = id;
                }
            }
        }
    }

    /** How many records of each published kind there are; every one of them is there. */
    public Map<Kind, Long> counts() {
        var counts = new EnumMap<Kind, Long>(Kind.class);
        for (var kind : Kind.PUBLISHED) {
            counts.put(kind, count(kind));
        }
        return counts;
    }

    private long count(Kind kind) {
        return reading(() -> latest
                ? Sql.number(connection, "SELECT count(*) FROM live WHERE kind = ?", kind.json())
                : Sql.number(connection, """
                    SELECT sum(CASE WHEN v.change IN ('added', 'returned') THEN 1 WHEN v.change = 'removed' THEN -1 ELSE 0 END)
                    FROM version v JOIN run r ON r.id = v.run
                    WHERE v.kind = ? AND v.taken_back = 0 AND r.base + v.sequence <= ?\
                    """, kind.json(), number));
    }

    /** The record's public version; empty where it was removed or never there. */
    public Optional<Version> find(UUID id) {
        return reading(() -> Sql.first(
                        connection,
                        COLUMNS + """
                             FROM version v JOIN run r ON r.id = v.run
                            LEFT JOIN payload p ON p.run = v.run AND p.sequence = v.sequence
                            WHERE v.record_id = ? AND v.taken_back = 0 AND r.base + v.sequence <= ?
                            ORDER BY r.base + v.sequence DESC LIMIT 1\
                            """,
                        row -> row.getBytes("json") == null ? Optional.<Version>empty() : Optional.of(read(row)),
                        id,
                        number)
                .flatMap(found -> found));
    }

    /**
     * One step of a record.
     *
     * @param at when the delivery came that brought it
     * @param content null where it is gone, or was withdrawn
     */
    public record Step(Change change, Instant at, @Nullable ObjectNode content) {}

    /** The latest steps of a record up to this number, newest first, at most {@code most}. */
    public List<Step> steps(UUID id, int most) {
        return reading(() -> Sql.list(
                connection,
                COLUMNS + """
                     FROM version v JOIN run r ON r.id = v.run
                    LEFT JOIN payload p ON p.run = v.run AND p.sequence = v.sequence
                    WHERE v.record_id = ? AND v.taken_back = 0 AND r.base + v.sequence <= ?
                    ORDER BY r.base + v.sequence DESC LIMIT ?\
                    """,
                row -> new Step(
                        Sql.constant(Change.class, row.getString("change")),
                        Sql.instant(row, "delivered_at"),
                        row.getBytes("json") == null ? null : CanonicalJson.tree(row.getBytes("json"))),
                id,
                number,
                most));
    }

    /**
     * Every step of published records after {@code afterNumber} up to this snapshot, in order; the same record may occur
     * more than once.
     */
    public List<ChangedRecord> changes(long afterNumber) {
        return changes(afterNumber, Integer.MAX_VALUE);
    }

    /** The first of these. */
    public Optional<ChangedRecord> firstChange(long afterNumber) {
        return changes(afterNumber, 1).stream().findFirst();
    }

    private List<ChangedRecord> changes(long afterNumber, int most) {
        return reading(() -> Sql.list(
                connection,
                """
                SELECT r.base + v.sequence AS number, v.record_id, v.kind, v.change, v.delivered_at
                FROM run r JOIN version v ON v.run = r.id
                WHERE r.base + r.last_sequence > ? AND v.taken_back = 0 AND v.kind <> 'editorial'
                    AND r.base + v.sequence > ? AND r.base + v.sequence <= ?
                ORDER BY number LIMIT ?\
                """,
                row -> new ChangedRecord(
                        row.getLong("number"),
                        Sql.uuid(row.getBytes("record_id")),
                        Kind.findByJson(row.getString("kind")).orElseThrow(),
                        Sql.constant(Change.class, row.getString("change")),
                        Sql.instant(row, "delivered_at")),
                afterNumber,
                afterNumber,
                number,
                most));
    }

    /** The tombstone of a record that was public once and is not at this number. */
    public Optional<Tombstone> findTombstone(UUID id) {
        return reading(() -> Sql.first(
                connection, Tombstones.SELECT + " AND t.record_id = ?", Tombstones::read, number, number, id));
    }

    /** Every tombstone of a published record at this number, in the order of removal. */
    public List<Tombstone> listTombstones() {
        return reading(() -> Sql.list(
                connection,
                Tombstones.SELECT + " AND t.kind <> 'editorial' ORDER BY number",
                Tombstones::read,
                number,
                number));
    }

    /** Public records of which a newer form is held: their last good version is what is here. */
    public Set<UUID> listHeld(Collection<String> secretive) {
        return reading(() -> Quarantine.ids(connection, secretive));
    }

    /**
     * Whether a record last came or went because other rules read bytes that had been processed before: no provider said
     * anything new. What changed in it since does not matter, nor do rules that were changed while its removal waited.
     */
    public boolean isOfOtherRules(UUID id) {
        return reading(() -> Sql.first(connection, """
                        SELECT EXISTS (SELECT 1 FROM run e WHERE e.delivery = r.delivery AND e.settled_as < r.settled_as
                            AND e.fingerprint <> r.fingerprint AND (v.change <> 'removed' OR e.parked = 0))
                        FROM version v JOIN run r ON r.id = v.run
                        WHERE v.record_id = ? AND v.taken_back = 0 AND r.base + v.sequence <= ?
                            AND v.change IN ('added', 'returned', 'removed')
                        ORDER BY r.base + v.sequence DESC LIMIT 1\
                        """, row -> row.getInt(1) == 1, id, number)
                .orElse(false));
    }

    /** The feeds that had delivered by then. */
    public Set<String> feeds() {
        return reading(() -> Set.copyOf(Sql.list(
                connection,
                "SELECT DISTINCT feed FROM run WHERE base IS NOT NULL AND base + last_sequence <= ?",
                row -> row.getString(1),
                number)));
    }

    /** The hash of the run settled last: whoever has it can tell whether anything before it was changed. */
    public Sha256 chainHead() {
        return reading(() -> Runs.lastSealed(connection));
    }

    /** Whether this journal goes on from the one whose chain had that head; a restored one may have gone another way. */
    public boolean follows(String chainHead) {
        return chainHead.equals(Chain.START.toString())
                || reading(() -> Sql.number(
                                connection,
                                "SELECT count(*) FROM run WHERE lower(hex(chain_sha256)) = ? AND base + last_sequence <= ?",
                                chainHead,
                                number))
                        > 0;
    }

    private static Version read(ResultSet row) throws SQLException {
        var id = Sql.uuid(row.getBytes("record_id"));
        var json = row.getBytes("json");
        var at = row.getLong("number");
        if (!Sha256.of(json).equals(Sql.hash(row, "json_sha256"))) {
            throw new IllegalStateException(
                    "Das Journal ist beschädigt: Version %d (Datensatz %s) ist verändert. Bitte journal.db"
                                    .formatted(at, id)
                            + " aus der Sicherung zurückholen.");
        }
        return new Version(
                at,
                id,
                Kind.findByJson(row.getString("kind")).orElseThrow(),
                json,
                Sql.constant(Change.class, row.getString("change")),
                Instant.parse(row.getString("delivered_at")));
    }

    private interface Reading<T> {
        T read() throws SQLException;
    }

    private static <T> T reading(Reading<T> what) {
        try {
            return what.read();
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    @Override
    public void close() {
        reading(() -> {
            connection.close();
            return true;
        });
    }
}
