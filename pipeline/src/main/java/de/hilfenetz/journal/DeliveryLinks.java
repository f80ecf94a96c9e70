package de.hilfenetz.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of delivery links. */
final class DeliveryLinks {

    private DeliveryLinks() {}

    static DeliveryLink add(Connection connection, String feed, Instant now) throws SQLException {
        Sql.update(connection, "INSERT INTO delivery_link (feed, created_at) VALUES (?, ?)", feed, now);
        return list(connection).getLast();
    }

    static List<DeliveryLink> list(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT * FROM delivery_link ORDER BY id", DeliveryLinks::read);
    }

    static Optional<DeliveryLink> find(Connection connection, int id) throws SQLException {
        return Sql.first(connection, "SELECT * FROM delivery_link WHERE id = ?", DeliveryLinks::read, id);
    }

    private static DeliveryLink read(ResultSet row) throws SQLException {
        return new DeliveryLink(
                row.getInt("id"),
                row.getString("feed"),
                Sql.instant(row, "created_at"),
                Sql.findInstant(row, "told_at"),
                Sql.findInstant(row, "last_used_at"),
                Sql.findInstant(row, "revoked_at"));
    }
}
