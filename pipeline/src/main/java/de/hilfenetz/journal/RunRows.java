package de.hilfenetz.journal;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appends the rows of one run: versions with their chain, payloads, sources, findings, quarantine. */
final class RunRows implements AutoCloseable {

    private final int run;
    private final Chain chain = new Chain();
    private final PreparedStatement version;
    private final PreparedStatement payload;
    private final PreparedStatement source;
    private final PreparedStatement finding;
    private final PreparedStatement quarantine;
    private final PreparedStatement before;
    private Sha256 last;
    private int sequence;
    private int sources;
    private int findings;

    /** @param start what the run's first version follows */
    RunRows(Connection connection, int run, Sha256 start) throws SQLException {
        this.run = run;
        this.last = start;
        before = connection.prepareStatement(Before.QUERY);
        version = connection.prepareStatement("""
            INSERT INTO version (run, sequence, record_id, kind, change, content_sha256, json_sha256, delivered_at, changed_at,
                confirmed_on, chain_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """);
        payload = connection.prepareStatement("INSERT INTO payload (run, sequence, json) VALUES (?, ?, ?)");
        source = connection.prepareStatement(
                "INSERT INTO source (run, ordinal, raw_sha256, record_id, content_sha256) VALUES (?, ?, ?, ?, ?)");
        finding = connection.prepareStatement("""
            INSERT INTO finding (run, ordinal, raw_sha256, rule, severity, file, line, col, field, kind, source_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """);
        quarantine = connection.prepareStatement("""
            INSERT INTO quarantine (feed, run, raw_sha256, file, line, col, field, kind, source_id, record_id, rules, since)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """);
    }

    /** Appends a version; answers its sequence. {@code json} is null for a removed record. */
    int append(
            UUID id,
            Kind kind,
            Change change,
            Sha256 content,
            byte @Nullable [] json,
            Instant delivered,
            Instant changed,
            @Nullable LocalDate confirmed)
            throws SQLException {
        sequence++;
        var jsonHash = json == null ? null : Sha256.of(json);
        last = chain.next(last, sequence, id, kind.json(), change, content, jsonHash, delivered, changed, confirmed);
        Sql.run(
                version,
                run,
                sequence,
                id,
                kind.json(),
                change,
                content,
                jsonHash,
                delivered,
                changed,
                confirmed,
                last);
        if (json != null) {
            Sql.run(payload, run, sequence, json);
        }
        return sequence;
    }

    /** Ties a raw record to what came of it; answers the row's ordinal. */
    int source(Sha256 raw, @Nullable UUID id, @Nullable Sha256 content) throws SQLException {
        Sql.run(source, run, ++sources, raw, id, content);
        return sources;
    }

    /** Codes and places of findings; their values stay in the delivery (SP-9). */
    void findings(Sha256 raw, @Nullable Kind kind, @Nullable String sourceId, List<Finding> list) throws SQLException {
        for (var one : list) {
            var place = one.place();
            Sql.run(
                    finding,
                    run,
                    ++findings,
                    raw,
                    one.rule().code(),
                    one.severity(),
                    place.file(),
                    place.line(),
                    place.column(),
                    one.field() == null ? place.field() : one.field(),
                    kind == null ? null : kind.json(),
                    sourceId);
        }
    }

    void quarantine(
            String feed,
            Sha256 raw,
            Place place,
            @Nullable Kind kind,
            @Nullable String sourceId,
            @Nullable UUID id,
            String rules,
            Instant since)
            throws SQLException {
        Sql.run(
                quarantine,
                feed,
                run,
                raw,
                place.file(),
                place.line(),
                place.column(),
                place.field(),
                kind == null ? null : kind.json(),
                sourceId,
                id,
                rules,
                since);
    }

    /** The prepared {@link Before#QUERY}. */
    PreparedStatement before() {
        return before;
    }

    int run() {
        return run;
    }

    int lastSequence() {
        return sequence;
    }

    Sha256 lastHash() {
        return last;
    }

    @Override
    public void close() throws SQLException {
        before.close();
        version.close();
        payload.close();
        source.close();
        finding.close();
        quarantine.close();
    }
}
