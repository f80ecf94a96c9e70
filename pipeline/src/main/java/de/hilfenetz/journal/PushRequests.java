package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What senders said besides the bytes: names of requests, announcements. */
final class PushRequests {

    /** After this a name may be used again. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private PushRequests() {}

    /** Everything a request says. */
    static Sha256 hash(Delivery delivery, Announcement announcement) {
        return new Chain()
                .next(
                        delivery.sha256(),
                        delivery.mode(),
                        String.valueOf(announcement.expectedRemovals()),
                        String.valueOf(announcement.confirmed()));
    }

    /** The delivery of the request of this name. */
    static Optional<Integer> find(Connection connection, String feed, String name, Sha256 request) throws SQLException {
        var found = Sql.first(
                connection,
                "SELECT request_sha256, delivery FROM push_request WHERE feed = ? AND name = ?",
                row -> java.util.Map.entry(Sql.hash(row, "request_sha256"), row.getInt("delivery")),
                feed,
                name);
        if (found.isPresent() && !found.get().getKey().equals(request)) {
            throw new OtherRequest(name);
        }
        return found.map(java.util.Map.Entry::getValue);
    }

    static void insert(Connection connection, String feed, String name, Sha256 request, int delivery, Instant now)
            throws SQLException {
        Sql.update(connection, "DELETE FROM push_request WHERE received_at < ?", now.minus(REMEMBERED));
        Sql.update(
                connection,
                "INSERT INTO push_request (feed, name, request_sha256, delivery, received_at) VALUES (?, ?, ?, ?, ?)",
                feed,
                name,
                request,
                delivery,
                now);
    }

    static void announce(Connection connection, int delivery, Announcement announcement) throws SQLException {
        if (announcement.equals(Announcement.NONE)) {
            return;
        }
        Sql.update(connection, """
                INSERT INTO announcement (delivery, expected_removals, confirmed_sha256) VALUES (?, ?, ?)
                ON CONFLICT (delivery) DO UPDATE SET expected_removals = excluded.expected_removals,
                    confirmed_sha256 = excluded.confirmed_sha256""", delivery, announcement.expectedRemovals(), announcement.confirmed());
    }

    static Announcement announcement(Connection connection, int delivery) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT expected_removals, confirmed_sha256 FROM announcement WHERE delivery = ?",
                        row -> {
                            var removals = row.getLong(1);
                            var expected = row.wasNull() ? null : Long.valueOf(removals);
                            var confirmed = row.getBytes(2);
                            return new Announcement(expected, confirmed == null ? null : Sha256.from(confirmed));
                        },
                        delivery)
                .orElse(Announcement.NONE);
    }
}
