package de.hilfenetz.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A provider's word that all its public records are still right: new versions of them, confirmed on a day. */
final class Attestation {

    /** The reason of such a run. */
    static final String REASON = "Vom Träger bestätigt.";

    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed on, never compared
    private record Public(UUID id, Kind kind, Sha256 content, byte[] json, Instant delivered, Instant changed) {}

    private Attestation() {}

    /**
     * Confirms every public record of the feed that was not confirmed on this day or later, as a run of its own; the last run
     * where there is none. Records whose removal waits for a decision are left to it.
     */
    static RunSummary attest(Connection connection, String feed, LocalDate day, Instant now) throws SQLException {
        Runs.mustBeIdle(connection, feed);
        var last = Runs.lastSettled(connection, feed)
                .orElseThrow(
                        () -> new IllegalArgumentException("Von „%s“ ist noch nichts öffentlich.".formatted(feed)));
        var delivery = Deliveries.get(connection, last.delivery());
        var records = Sql.list(
                connection,
                """
                SELECT l.record_id, l.kind, l.content_sha256, p.json, v.delivered_at, v.changed_at FROM live l
                JOIN version v ON v.run = l.run AND v.sequence = l.sequence
                JOIN payload p ON p.run = l.run AND p.sequence = l.sequence
                WHERE l.feed = ? AND l.kind <> 'editorial' AND (l.confirmed_on IS NULL OR l.confirmed_on < ?)
                    AND NOT EXISTS (SELECT 1 FROM removal x JOIN run y ON y.id = x.run
                        WHERE x.record_id = l.record_id AND y.state = 'parked' AND x.run >= l.run)
                ORDER BY l.record_id""",
                row -> new Public(
                        Sql.uuid(row.getBytes(1)),
                        Kind.findByJson(row.getString(2)).orElseThrow(),
                        Sha256.from(row.getBytes(3)),
                        row.getBytes(4),
                        Instant.parse(row.getString(5)),
                        Instant.parse(row.getString(6))),
                feed,
                day);
        if (records.isEmpty()) {
            return last;
        }
        var run = Runs.insert(connection, delivery, last.fingerprint(), now);
        var count = new RunCount();
        count.liveBefore = Runs.countLive(connection, feed);
        try (var rows = new RunRows(connection, run, Runs.chainStart(connection, delivery, run))) {
            for (var record : records) {
                rows.append(
                        record.id(),
                        record.kind(),
                        Change.CHANGED,
                        record.content(),
                        confirmed(record.json(), day),
                        record.delivered(),
                        record.changed(),
                        day);
                count.received++;
                count.changed++;
            }
            Runs.publish(connection, rows, feed);
            count.liveAfter = Runs.countLive(connection, feed);
            count.counters().mustAddUp();
            Runs.end(connection, run, now, RunSummary.State.SETTLED, count, REASON);
            Runs.seal(connection, rows, delivery);
        }
        return Runs.get(connection, run);
    }

    private static byte[] confirmed(byte[] json, LocalDate day) {
        var record = CanonicalJson.tree(json);
        record.withObject("/dates").put("confirmed", day.toString());
        try {
            return CanonicalJson.mapper().writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
