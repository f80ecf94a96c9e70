package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recomputes every hash of the journal, row by row from the first. */
final class Verification {

    private static final String VERSIONS = """
            SELECT v.*, p.json FROM version v LEFT JOIN payload p ON p.run = v.run AND p.sequence = v.sequence
            WHERE v.run = ? ORDER BY v.sequence""";

    private final Connection connection;
    private final Chain chain = new Chain();
    private final List<String> faults = new ArrayList<>();

    Verification(Connection connection) {
        this.connection = connection;
    }

    /** What is not as it was written, in words; empty when all is. */
    List<String> run() throws SQLException {
        checkDeliveries();
        checkRuns();
        return List.copyOf(faults);
    }

    private void checkDeliveries() throws SQLException {
        var previous = Chain.START;
        var ids = Sql.list(connection, "SELECT id FROM delivery ORDER BY id", row -> row.getInt(1));
        for (var id : ids) {
            var stored = Deliveries.chain(connection, id);
            if (!Deliveries.hash(previous, id, Deliveries.get(connection, id)).equals(stored)) {
                faults.add("Lieferung %d ist verändert, oder eine vor ihr fehlt.".formatted(id));
            }
            previous = stored;
        }
    }

    private void checkRuns() throws SQLException {
        var previous = Chain.START;
        for (var run :
                Sql.list(connection, "SELECT * FROM run WHERE base IS NOT NULL ORDER BY settled_as", Runs::read)) {
            var delivery = Deliveries.get(connection, run.delivery());
            var last = checkVersions(run, Runs.chainStart(connection, delivery, run.id()));
            var stored = Sql.first(
                    connection,
                    "SELECT chain_sha256 FROM run WHERE id = ?",
                    row -> Sql.hash(row, "chain_sha256"),
                    run.id());
            if (!stored.equals(java.util.Optional.of(Runs.hash(previous, run, delivery.sha256(), last)))) {
                faults.add("Verarbeitung %d ist verändert, oder eine Version von ihr fehlt.".formatted(run.id()));
            }
            previous = stored.orElse(Chain.START);
        }
    }

    private Sha256 checkVersions(RunSummary run, Sha256 start) throws SQLException {
        var previous = start;
        var counted = new RunCount();
        try (var statement = connection.prepareStatement(VERSIONS)) {
            Sql.bind(statement, run.id());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getInt("taken_back") == 0) {
                        counted.of(Sql.constant(Change.class, rows.getString("change")), 1);
                    }
                    checkVersion(run, rows, previous);
                    previous = Sql.hash(rows, "chain_sha256");
                }
            }
        }
        var count = run.counters();
        if (counted.added != count.added()
                || counted.changed != count.changed()
                || counted.returned != count.returned()
                || counted.removed != count.removed()) {
            faults.add("Verarbeitung %d hat andere Versionen, als sie zählt.".formatted(run.id()));
        }
        return previous;
    }

    private void checkVersion(RunSummary run, ResultSet row, Sha256 previous) throws SQLException {
        var jsonHash = findHash(row, "json_sha256");
        var confirmed = row.getString("confirmed_on");
        var expected = chain.next(
                previous,
                row.getInt("sequence"),
                Sql.uuid(row.getBytes("record_id")),
                Kind.findByJson(row.getString("kind")).orElseThrow().json(),
                Sql.constant(Change.class, row.getString("change")),
                Sql.hash(row, "content_sha256"),
                jsonHash,
                Sql.instant(row, "delivered_at"),
                Sql.instant(row, "changed_at"),
                confirmed == null ? null : LocalDate.parse(confirmed));
        var json = row.getBytes("json");
        // A version without its JSON is one that was withdrawn.
        if (!expected.equals(Sql.hash(row, "chain_sha256"))
                || (json != null && !Sha256.of(json).equals(jsonHash))) {
            faults.add("Version %d der Verarbeitung %d (Datensatz %s) ist verändert."
                    .formatted(row.getInt("sequence"), run.id(), Sql.uuid(row.getBytes("record_id"))));
        }
    }

    private static @Nullable Sha256 findHash(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : Sha256.from(bytes);
    }
}
