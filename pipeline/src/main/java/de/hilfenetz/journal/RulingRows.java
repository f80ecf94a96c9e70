package de.hilfenetz.journal;

import de.hilfenetz.record.Ruling;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Decisions of people, in the order they were made. */
final class RulingRows {

    private RulingRows() {}

    static void insert(Connection connection, Ruling ruling) throws SQLException {
        var concerned = ruling.other() == null ? ruling.record() : ruling.other();
        insert(connection, ruling, feed(connection, concerned));
    }

    /** @param feed whose record it concerns, though there may be no such record yet */
    static void insert(Connection connection, Ruling ruling, String feed) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO ruling (feed, record_id, other_id, question, yes, role, person, reason, until, key_id, said_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                feed,
                ruling.record(),
                ruling.other(),
                Sql.word(ruling.question()),
                ruling.yes() ? 1 : 0,
                Sql.word(ruling.role()),
                ruling.person(),
                ruling.reason(),
                ruling.until(),
                ruling.key(),
                ruling.at());
    }

    private static String feed(Connection connection, UUID record) throws SQLException {
        return Sql.first(connection, """
                        SELECT feed FROM live WHERE record_id = ? UNION ALL
                        SELECT feed FROM quarantine WHERE record_id = ? UNION ALL
                        SELECT feed FROM tombstone WHERE record_id = ? UNION ALL
                        SELECT feed FROM ruling WHERE other_id = ? LIMIT 1""", row -> row.getString(1), record, record, record, record)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Den Datensatz %s gibt es nicht, weder öffentlich noch zurückgestellt.".formatted(record)));
    }

    static List<Ruling> ofFeed(Connection connection, String feed) throws SQLException {
        return Sql.list(connection, "SELECT * FROM ruling WHERE feed = ? ORDER BY id", RulingRows::read, feed);
    }

    static List<Ruling> all(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT * FROM ruling ORDER BY id", RulingRows::read);
    }

    private static Ruling read(ResultSet row) throws SQLException {
        var until = row.getString("until");
        var key = row.getInt("key_id");
        return new Ruling(
                Sql.uuid(row.getBytes("record_id")),
                Sql.findUuid(row, "other_id"),
                Sql.constant(Ruling.Question.class, row.getString("question")),
                row.getInt("yes") == 1,
                Sql.constant(Ruling.Role.class, row.getString("role")),
                row.getString("person"),
                row.getString("reason"),
                until == null ? null : LocalDate.parse(until),
                key == 0 ? null : key,
                Sql.instant(row, "said_at"));
    }
}
