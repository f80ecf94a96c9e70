package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The rows of waivers, in the order they were given. */
final class WaiverRows {

    private WaiverRows() {}

    static void insert(Connection connection, Waiver waiver) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO waiver (feed, delivery, raw_sha256, source_id, rules, by_whom, reason, said_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                waiver.feed(),
                waiver.delivery(),
                waiver.raw(),
                waiver.sourceId(),
                String.join(" ", waiver.rules()),
                waiver.by(),
                waiver.reason(),
                waiver.at());
    }

    static List<Waiver> list(Connection connection, String feed) throws SQLException {
        return Sql.list(connection, "SELECT * FROM waiver WHERE feed = ? ORDER BY id", WaiverRows::read, feed);
    }

    static boolean ofDelivery(Connection connection, int delivery) throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM waiver WHERE delivery = ? AND raw_sha256 IS NULL", delivery)
                > 0;
    }

    private static Waiver read(ResultSet row) throws SQLException {
        var raw = row.getBytes("raw_sha256");
        return new Waiver(
                row.getString("feed"),
                row.getInt("delivery"),
                raw == null ? null : Sha256.from(raw),
                row.getString("source_id"),
                Arrays.stream(row.getString("rules").split(" ", -1))
                        .filter(code -> !code.isEmpty())
                        .toList(),
                row.getString("by_whom"),
                row.getString("reason"),
                Sql.instant(row, "said_at"));
    }
}
