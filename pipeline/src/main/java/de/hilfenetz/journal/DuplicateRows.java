package de.hilfenetz.journal;

import static java.util.stream.Collectors.joining;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.LikelyDuplicate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/** Pairs of records that look like one thing, until somebody decides. */
final class DuplicateRows {

    private DuplicateRows() {}

    static void replace(Connection connection, List<LikelyDuplicate> pairs, Instant now) throws SQLException {
        var since = new HashMap<String, Instant>();
        Sql.list(
                connection,
                "SELECT record_id, other_id, since FROM likely_duplicate",
                row -> since.put(
                        Sql.uuid(row.getBytes(1)) + " " + Sql.uuid(row.getBytes(2)), Sql.instant(row, "since")));
        Sql.update(connection, "DELETE FROM likely_duplicate");
        for (var pair : pairs) {
            Sql.update(
                    connection,
                    """
                    INSERT INTO likely_duplicate (record_id, other_id, kind, score, reasons, since)
                    VALUES (?, ?, ?, ?, ?, ?)""",
                    pair.one(),
                    pair.other(),
                    pair.kind().json(),
                    pair.score(),
                    pair.reasons().entrySet().stream()
                            .map(reason -> reason.getKey() + ":" + reason.getValue())
                            .collect(joining(" ")),
                    since.getOrDefault(pair.one() + " " + pair.other(), now));
        }
    }

    static List<LikelyDuplicate> undecided(Connection connection) throws SQLException {
        return Sql.list(connection, """
            SELECT * FROM likely_duplicate d WHERE NOT EXISTS (
                SELECT 1 FROM ruling r WHERE r.question = 'same'
                AND ((r.record_id = d.record_id AND r.other_id = d.other_id)
                    OR (r.record_id = d.other_id AND r.other_id = d.record_id)))
            ORDER BY score DESC, record_id, other_id""", DuplicateRows::read);
    }

    private static LikelyDuplicate read(ResultSet row) throws SQLException {
        var reasons = new TreeMap<String, Integer>();
        for (var reason : row.getString("reasons").split(" ", -1)) {
            var colon = reason.indexOf(':');
            reasons.put(reason.substring(0, colon), Integer.valueOf(reason.substring(colon + 1)));
        }
        return new LikelyDuplicate(
                Sql.uuid(row.getBytes("record_id")),
                Sql.uuid(row.getBytes("other_id")),
                Kind.findByJson(row.getString("kind")).orElseThrow(),
                row.getInt("score"),
                reasons);
    }
}
