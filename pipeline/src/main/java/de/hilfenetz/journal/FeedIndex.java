package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one run has to know of its feed, in memory: the feed's public records, and which raw records yielded them under the
 * rules of today. About a hundred bytes a record. Rows are numbers; the run keeps its own marks in them.
 */
final class FeedIndex {

    /** The record is public, and this feed's. */
    static final byte LIVE = 1;
    /** This delivery contained it. */
    static final byte SEEN = 2;
    /** This delivery contained it in a form that is held: its last good version stays. */
    static final byte HELD = 4;
    /** This delivery contained it twice with different content. */
    static final byte CONFLICT = 8;
    /** The provider said that it ends. */
    static final byte ENDED = 16;
    /** It was another feed's until this run. */
    static final byte TAKEN_OVER = 32;

    private static final int NO_DAY = Integer.MIN_VALUE;
    static final int NO_RECORD = -1;
    static final int NOT_PUBLIC = -2;

    private final Pairs records = new Pairs();
    private long[] contentHigh = new long[64];
    private long[] contentLow = new long[64];
    private int[] confirmed = new int[64];
    private int[] written = new int[64];
    private Kind[] kind = new Kind[64];
    private byte[] marks = new byte[64];

    private final Pairs raws = new Pairs();
    private int[] firstSource = new int[64];
    private int sources;
    private int[] nextSource = new int[64];
    private int[] sourceRecord = new int[64];
    private long[] sourceHigh = new long[64];
    private long[] sourceLow = new long[64];
    private int[] sourceRun = new int[64];
    private int[] sourceOrdinal = new int[64];
    private boolean[] sourceSeen = new boolean[64];

    /** The index of {@code feed} as it is settled, with the raw records processed under {@code fingerprint}. */
    static FeedIndex load(Connection connection, String feed, Sha256 fingerprint) throws SQLException {
        var index = new FeedIndex();
        index.loadLive(connection, feed);
        index.loadSources(connection, feed, fingerprint);
        return index;
    }

    private void loadLive(Connection connection, String feed) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT record_id, kind, content_sha256, confirmed_on FROM live WHERE feed = ?")) {
            Sql.bind(statement, feed);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var record = add(
                            Sql.uuid(rows.getBytes(1)),
                            Kind.findByJson(rows.getString(2)).orElseThrow());
                    marks[record] = LIVE;
                    setContent(record, Sha256.from(rows.getBytes(3)));
                    var day = rows.getString(4);
                    confirmed[record] =
                            day == null ? NO_DAY : (int) LocalDate.parse(day).toEpochDay();
                }
            }
        }
    }

    private void loadSources(Connection connection, String feed, Sha256 fingerprint) throws SQLException {
        try (var statement = connection.prepareStatement("""
            SELECT s.run, s.ordinal, s.raw_sha256, s.record_id, s.content_sha256
            FROM run r JOIN source s ON s.run = r.id
            WHERE r.feed = ? AND r.fingerprint = ? AND r.base IS NOT NULL
            ORDER BY s.run, s.ordinal\
            """)) {
            Sql.bind(statement, feed, fingerprint);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var content = rows.getBytes(5);
                    addSource(
                            rows.getInt(1),
                            rows.getInt(2),
                            Sha256.from(rows.getBytes(3)),
                            recordOf(rows.getBytes(4)),
                            content == null ? null : Sha256.from(content));
                }
            }
        }
    }

    private int recordOf(byte @Nullable [] id) {
        if (id == null) {
            return NO_RECORD;
        }
        var record = find(Sql.uuid(id));
        return record >= 0 ? record : NOT_PUBLIC;
    }

    // Records

    int find(UUID id) {
        return records.find(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** A record that is not there yet, without marks. */
    int add(UUID id, Kind recordKind) {
        if (records.size() == marks.length) {
            var length = marks.length * 2;
            contentHigh = Arrays.copyOf(contentHigh, length);
            contentLow = Arrays.copyOf(contentLow, length);
            confirmed = Arrays.copyOf(confirmed, length);
            written = Arrays.copyOf(written, length);
            kind = Arrays.copyOf(kind, length);
            marks = Arrays.copyOf(marks, length);
        }
        var record = records.add(id.getMostSignificantBits(), id.getLeastSignificantBits());
        kind[record] = recordKind;
        confirmed[record] = NO_DAY;
        return record;
    }

    int size() {
        return records.size();
    }

    UUID id(int record) {
        return new UUID(records.high(record), records.low(record));
    }

    Kind kind(int record) {
        return kind[record];
    }

    boolean is(int record, byte mark) {
        return (marks[record] & mark) != 0;
    }

    void mark(int record, int mark) {
        marks[record] |= (byte) mark;
    }

    void unmark(int record, int mark) {
        marks[record] &= (byte) ~mark;
    }

    boolean hasContent(int record, Sha256 content) {
        return contentHigh[record] == content.first() && contentLow[record] == content.second();
    }

    /** The first half of the content's hash, the rest zero. */
    Sha256 content(int record) {
        return new Sha256(contentHigh[record], contentLow[record], 0, 0);
    }

    void setContent(int record, Sha256 content) {
        contentHigh[record] = content.first();
        contentLow[record] = content.second();
    }

    /** Whether {@code day} is later than what the public version says. */
    boolean confirms(int record, @Nullable LocalDate day) {
        return day != null && day.toEpochDay() > confirmed[record];
    }

    /** Sequence of the version this run wrote for the record; 0 for none. */
    int written(int record) {
        return written[record];
    }

    void setWritten(int record, int sequence) {
        written[record] = sequence;
    }

    // Raw records

    /** The first of the records that {@code raw} yielded, or -1; further ones by {@link #next}. */
    int firstSource(Sha256 raw) {
        var row = raws.find(raw.first(), raw.second());
        return row < 0 ? -1 : firstSource[row];
    }

    int next(int source) {
        return nextSource[source];
    }

    int sources() {
        return sources;
    }

    /** The record that came of it; {@link #NO_RECORD} where it was held without an id, {@link #NOT_PUBLIC} where it is not public now. */
    int record(int source) {
        return sourceRecord[source];
    }

    boolean isHeld(int source) {
        return sourceHigh[source] == 0 && sourceLow[source] == 0;
    }

    /** Whether the record still is what came of this raw record. */
    boolean isCurrent(int source) {
        var record = sourceRecord[source];
        return record >= 0 && contentHigh[record] == sourceHigh[source] && contentLow[record] == sourceLow[source];
    }

    boolean isSeen(int source) {
        return sourceSeen[source];
    }

    void see(int source) {
        sourceSeen[source] = true;
    }

    int run(int source) {
        return sourceRun[source];
    }

    int ordinal(int source) {
        return sourceOrdinal[source];
    }

    /** The source that ties {@code raw} to {@code record} with the record's present content, or -1. */
    int findSource(Sha256 raw, int record) {
        for (var source = firstSource(raw); source >= 0; source = next(source)) {
            if (sourceRecord[source] == record && isCurrent(source)) {
                return source;
            }
        }
        return -1;
    }

    /** One more record that came of {@code raw}; without content: one that is held. */
    int addSource(int run, int ordinal, Sha256 raw, int record, @Nullable Sha256 content) {
        if (sources == sourceRun.length) {
            var length = sources * 2;
            nextSource = Arrays.copyOf(nextSource, length);
            sourceRecord = Arrays.copyOf(sourceRecord, length);
            sourceHigh = Arrays.copyOf(sourceHigh, length);
            sourceLow = Arrays.copyOf(sourceLow, length);
            sourceRun = Arrays.copyOf(sourceRun, length);
            sourceOrdinal = Arrays.copyOf(sourceOrdinal, length);
            sourceSeen = Arrays.copyOf(sourceSeen, length);
        }
        var row = raws.find(raw.first(), raw.second());
        if (row < 0) {
            row = raws.add(raw.first(), raw.second());
            firstSource = row < firstSource.length ? firstSource : Arrays.copyOf(firstSource, row * 2);
            firstSource[row] = -1;
        }
        nextSource[sources] = firstSource[row];
        firstSource[row] = sources;
        sourceRecord[sources] = record;
        sourceHigh[sources] = content == null ? 0 : content.first();
        sourceLow[sources] = content == null ? 0 : content.second();
        sourceRun[sources] = run;
        sourceOrdinal[sources] = ordinal;
        return sources++;
    }
}
