package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The rows of keys. Only the hash of a key is kept: 256 random bits need no salt. */
final class PushKeys {

    /** An old and a new one, so that a provider can change over without a gap. */
    private static final int MOST_LIVE = 2;

    private static final int BYTES = 32;
    private static final String PREFIX = "hn_";

    private PushKeys() {}

    /** A new key, the only time it can be seen. */
    static String make(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static PushKey add(Connection connection, String feed, String key, Instant now) throws SQLException {
        var live = Sql.number(connection, "SELECT count(*) FROM push_key WHERE feed = ? AND revoked_at IS NULL", feed);
        if (live >= MOST_LIVE) {
            throw new IllegalArgumentException(
                    "Die Datenquelle „%s“ hat schon zwei gültige Schlüssel. Bitte erst einen zurückziehen: keys revoke NUMMER. / The feed has two live keys already; revoke one first."
                            .formatted(feed));
        }
        Sql.update(
                connection,
                "INSERT INTO push_key (feed, key_sha256, created_at) VALUES (?, ?, ?)",
                feed,
                hash(key),
                now);
        return find(connection, key).orElseThrow();
    }

    /** The live key that {@code key} is. */
    static Optional<PushKey> find(Connection connection, String key) throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM push_key WHERE key_sha256 = ? AND revoked_at IS NULL",
                PushKeys::read,
                hash(key));
    }

    static void use(Connection connection, PushKey key, Instant now) throws SQLException {
        Sql.update(
                connection,
                "UPDATE push_key SET last_used_at = ? WHERE id = ?",
                now.truncatedTo(ChronoUnit.MINUTES),
                key.id());
    }

    static List<PushKey> list(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT * FROM push_key ORDER BY feed, id", PushKeys::read);
    }

    static PushKey revoke(Connection connection, int id, Instant now) throws SQLException {
        Sql.update(connection, "UPDATE push_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", now, id);
        return Sql.first(connection, "SELECT * FROM push_key WHERE id = ?", PushKeys::read, id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Einen Schlüssel %d gibt es nicht; keys list zeigt alle. / There is no such key."
                                .formatted(id)));
    }

    private static Sha256 hash(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }

    private static PushKey read(ResultSet row) throws SQLException {
        return new PushKey(
                row.getInt("id"),
                row.getString("feed"),
                Sql.instant(row, "created_at"),
                Sql.findInstant(row, "last_used_at"),
                Sql.findInstant(row, "revoked_at"));
    }
}
