package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;

/**
 * The journal's SQLite file: one connection that writes, used by one thread at a time, and connections of their own for
 * readers. Writing of a run goes in chunks, a transaction each; everything that is promised to somebody is a transaction of
 * its own and durable on return.
 */
final class Database implements AutoCloseable {

    /** Writes that go into one transaction while a run is under way. */
    private static final int CHUNK = 500;
    /** Connections for readers that are kept open between questions. */
    private static final int IDLE_READERS = 4;

    private final Path file;
    private final Connection writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private int inChunk;
    private int interruptions;

    /** Something done with the writing connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private Database(Path file, Connection writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Opens the file, makes or migrates its tables. {@code durable} is false where nothing is to survive. */
    static Database open(Path file, boolean durable) {
        try {
            var source = source(file, durable, false);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/journal")
                    .load()
                    .migrate();
            var writer = source.getConnection();
            writer.setAutoCommit(false);
            return new Database(file, writer);
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    /** Opens the file as it is, to read in it beside whoever writes. */
    static Database look(Path file) {
        try {
            return new Database(file, reader(file));
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    /** Copies what a run of {@code feed} compares with out of another file: what is public and was settled, ids, what was removed. */
    void seed(Database from, Feed feed) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sql.update(connection, "ATTACH ? AS other", from.file.toString());
            Sql.update(connection, "INSERT INTO identity SELECT * FROM other.identity WHERE id_space = ?", feed.ids());
            Sql.update(connection, """
                    INSERT INTO live SELECT * FROM other.live
                    WHERE feed = ? OR record_id IN (SELECT record_id FROM identity)""", feed.id());
            Sql.update(connection, """
                    INSERT INTO tombstone SELECT * FROM other.tombstone
                    WHERE returned_run IS NULL AND record_id IN (SELECT record_id FROM identity)""");
            Sql.update(connection, """
                    INSERT INTO run SELECT * FROM other.run
                    WHERE id IN (SELECT run FROM live) OR id IN (SELECT run FROM tombstone)
                        OR feed = ? AND base IS NOT NULL""", feed.id());
            Sql.update(connection, """
                    INSERT INTO delivery SELECT * FROM other.delivery
                    WHERE feed = ? OR id IN (SELECT delivery FROM run)""", feed.id());
            Sql.update(connection, """
                    INSERT INTO announcement SELECT * FROM other.announcement
                    WHERE delivery IN (SELECT id FROM delivery)""");
            Sql.update(connection, """
                    INSERT INTO version SELECT v.* FROM live l
                    JOIN other.version v ON v.run = l.run AND v.sequence = l.sequence""");
            for (var decided : List.of("ruling", "withdrawal", "waiver")) {
                Sql.update(
                        connection,
                        "INSERT INTO %s SELECT * FROM other.%<s WHERE feed = ?".formatted(decided),
                        feed.id());
            }
            // Whether another feed has made an organization public is asked of its payload; a place is shown beside its
            // services.
            Sql.update(connection, """
                    INSERT INTO payload SELECT p.* FROM live l
                    JOIN other.payload p ON p.run = l.run AND p.sequence = l.sequence
                    WHERE l.kind IN ('organization', 'location')""");
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    private static SQLiteDataSource source(Path file, boolean durable, boolean readOnly) {
        var config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        config.enforceForeignKeys(true);
        config.setTempStore(TempStore.MEMORY);
        config.setCacheSize(-32_768);
        if (readOnly) {
            config.setReadOnly(true);
        } else {
            // A record's JSON is about 3 KB: on pages of 4 KB a third of the file would be air.
            config.setPageSize(16_384);
            config.setJournalMode(JournalMode.WAL);
            // What was written and taken back, perhaps a place that turned out to be secret, stays nowhere in the file.
            config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
            config.setSynchronous(durable ? SynchronousMode.FULL : SynchronousMode.OFF);
        }
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** A connection that sees the file as it is at its first query, until it is closed. Never written to. */
    Connection reader() throws SQLException {
        return reader(file);
    }

    static Connection reader(Path file) throws SQLException {
        var connection = source(file, true, true).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Runs {@code work} on the file as it is now. Connections are kept: opening one costs more than most questions. */
    <T> T reading(Work<T> work) {
        try {
            var kept = idle.pollLast();
            var connection = kept == null ? reader() : kept;
            try {
                var result = work.with(connection);
                connection.rollback();
                if (idle.size() < IDLE_READERS) {
                    idle.addLast(connection);
                } else {
                    connection.close();
                }
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    /** Runs {@code work} as a transaction of its own; durable on return, undone where it fails. */
    <T> T durably(Work<T> work) {
        lock.lock();
        try {
            commitChunk();
            var result = work.with(writer);
            writer.commit();
            return result;
        } catch (SQLException e) {
            rollback(e);
            throw new JournalException(e);
        } catch (RuntimeException e) {
            rollback(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Brings the file itself up to date, so that what was taken back stands in no log beside it either. */
    void tidy() {
        durably(connection -> {
            connection.commit();
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                return statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            } finally {
                connection.setAutoCommit(false);
            }
        });
    }

    /** Runs {@code work} as part of the chunk under way, which is committed when it is full. */
    <T> T inChunk(Work<T> work) {
        lock.lock();
        try {
            var result = work.with(writer);
            if (++inChunk >= CHUNK) {
                commitChunk();
            }
            return result;
        } catch (SQLException e) {
            interruptions++;
            inChunk = 0;
            rollback(e);
            throw new JournalException(e);
        } finally {
            lock.unlock();
        }
    }

    /** How often a chunk was lost: a run that began before the last loss is not whole. */
    int interruptions() {
        lock.lock();
        try {
            return interruptions;
        } finally {
            lock.unlock();
        }
    }

    private void commitChunk() throws SQLException {
        try {
            writer.commit();
        } catch (SQLException e) {
            interruptions += inChunk > 0 ? 1 : 0;
            throw e;
        } finally {
            inChunk = 0;
        }
    }

    private void rollback(Exception reason) {
        try {
            writer.rollback();
        } catch (SQLException takenBack) {
            // Where the disk is full SQLite takes a transaction back by itself, and the driver has to be told to begin
            // another.
            reason.addSuppressed(takenBack);
            begin(reason);
        }
    }

    private void begin(Exception reason) {
        try (var statement = writer.createStatement()) {
            statement.execute("BEGIN");
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        durably(connection -> {
            connection.commit();
            return true;
        });
        try {
            for (var connection = idle.pollLast(); connection != null; connection = idle.pollLast()) {
                connection.close();
            }
            writer.close();
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }
}
