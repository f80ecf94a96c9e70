package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values in and out of statements, in the forms the migration names. */
final class Sql {

    private Sql() {}

    /** One row as a value. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement; answers how many rows it touched. */
    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            return run(statement, values);
        }
    }

    /** Runs a prepared statement with new values. */
    static int run(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        bind(statement, values);
        return statement.executeUpdate();
    }

    static <T> List<T> list(Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
            throws SQLException {
        var list = new ArrayList<T>();
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    list.add(reader.read(rows));
                }
            }
        }
        return list;
    }

    static <T> Optional<T> first(Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            return first(statement, reader, values);
        }
    }

    static <T> Optional<T> first(PreparedStatement statement, RowReader<T> reader, @Nullable Object... values)
            throws SQLException {
        bind(statement, values);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    /** The single number a query answers; 0 for none. */
    static long number(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return first(connection, sql, row -> row.getLong(1), values).orElse(0L);
    }

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> statement.setNull(i + 1, java.sql.Types.NULL);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Sha256 hash -> statement.setBytes(i + 1, hash.bytes());
                case UUID id -> statement.setBytes(i + 1, bytes(id));
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case String text -> statement.setString(i + 1, text);
                case Instant instant -> statement.setString(i + 1, instant.toString());
                case LocalDate date -> statement.setString(i + 1, date.toString());
                case Enum<?> word -> statement.setString(i + 1, word(word));
                case Object other -> throw new IllegalArgumentException("no column holds " + other.getClass());
            }
        }
    }

    /** The word of a constant in the database: its name in lower case. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The constant of a word. */
    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(java.util.Locale.ROOT));
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID uuid(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static @Nullable UUID findUuid(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : uuid(bytes);
    }

    static Sha256 hash(ResultSet row, String column) throws SQLException {
        return Sha256.from(row.getBytes(column));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.parse(row.getString(column));
    }

    static @Nullable Instant findInstant(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : Instant.parse(text);
    }
}
