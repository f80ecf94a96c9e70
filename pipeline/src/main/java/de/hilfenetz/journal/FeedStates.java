package de.hilfenetz.journal;

import de.hilfenetz.finding.Severity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Questions about feeds and what rules found in them. */
final class FeedStates {

    private FeedStates() {}

    /** Every feed that ever delivered, by name. */
    static List<FeedState> list(Connection connection) throws SQLException {
        return Sql.list(connection, """
                SELECT f.feed,
                    (SELECT max(id) FROM run r WHERE r.feed = f.feed) AS last_run,
                    (SELECT max(ended_at) FROM run r WHERE r.feed = f.feed AND r.base IS NOT NULL) AS last_success,
                    (SELECT count(*) FROM live l WHERE l.feed = f.feed) AS live,
                    (SELECT count(*) FROM quarantine q JOIN run r ON r.id = q.run
                        WHERE q.feed = f.feed AND r.base IS NOT NULL) AS held,
                    (SELECT count(*) FROM delivery d WHERE d.feed = f.feed AND d.state = 'pending') AS pending
                FROM (SELECT DISTINCT feed FROM delivery) f ORDER BY f.feed""", row -> read(connection, row));
    }

    private static FeedState read(Connection connection, ResultSet row) throws SQLException {
        var lastRun = row.getInt("last_run");
        return new FeedState(
                row.getString("feed"),
                lastRun == 0 ? null : Runs.get(connection, lastRun),
                Sql.findInstant(row, "last_success"),
                row.getLong("live"),
                row.getLong("held"),
                row.getLong("pending"));
    }

    /** What rules found in one run; most frequent first. */
    static List<RuleCount> ofRun(Connection connection, int run) throws SQLException {
        return Sql.list(connection, """
                SELECT rule, severity, count(*) AS times FROM finding WHERE run = ?
                GROUP BY rule, severity ORDER BY times DESC, rule""", FeedStates::readCount, run);
    }

    /** What rules find in the feed as it stands, records that were not looked at again included; most frequent first. */
    static List<RuleCount> ofFeed(Connection connection, String feed) throws SQLException {
        return Sql.list(connection, """
                SELECT f.rule, f.severity, count(*) AS times
                FROM (SELECT s.run, s.raw_sha256 FROM run r JOIN source s ON s.run = r.id
                        WHERE r.feed = ? AND r.base IS NOT NULL
                      UNION
                      SELECT q.run, q.raw_sha256 FROM quarantine q JOIN run r ON r.id = q.run
                        WHERE q.feed = ? AND r.base IS NOT NULL) c
                JOIN finding f ON f.run = c.run AND f.raw_sha256 = c.raw_sha256
                GROUP BY f.rule, f.severity ORDER BY times DESC, f.rule""", FeedStates::readCount, feed, feed);
    }

    private static RuleCount readCount(ResultSet row) throws SQLException {
        return new RuleCount(
                row.getString("rule"), Sql.constant(Severity.class, row.getString("severity")), row.getLong("times"));
    }
}
