package de.hilfenetz.journal;

import static java.util.stream.Collectors.joining;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.Dates;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The processing of one delivery, record by record, until it is settled or abandoned. Nothing of it can be seen before
 * {@link #settle}. For one thread; runs of different feeds may go on side by side.
 */
public final class Run implements AutoCloseable {

    /** What a put record is to the journal. */
    public enum Put {
        /** New. */
        ADDED,
        /** Known, with other content; or confirmed on a later day. */
        CHANGED,
        /** As it was; nothing is written. */
        UNCHANGED,
        /** Removed once, here again under its old id. */
        RETURNED,
        /** Already in this delivery with equal content; counts once. */
        DUPLICATE,
        /**
         * Already in this delivery with other content: nobody can say which is right. The journal takes the earlier one
         * back; the caller holds this one with {@link Run#hold}.
         */
        CONFLICT
    }

    /**
     * What became of a raw record that is as it was.
     *
     * @param records its records that are public
     * @param held how many of its records are held, as before
     */
    public record Known(List<UUID> records, int held) {}

    /** Days within which several small losses count as one. */
    private static final int[] LOOKED_BACK = {7, 30};

    private static final Sha256 NO_RAW = new Sha256(0, 0, 0, 0);

    private final Database database;
    private final int id;
    private final Delivery delivery;
    private final Sha256 fingerprint;
    private final FeedIndex index;
    private final Quarantine quarantine;
    private final RunRows rows;
    private final Instant at;
    private final Clock clock;
    private final int interruptions;
    private final RunCount count = new RunCount();
    private final List<Sha256> awaitingHold = new ArrayList<>();
    private final Set<Sha256> incomplete = new HashSet<>();
    private final Set<Hold> holds = new HashSet<>();
    private final Set<Hold> takenBack = new HashSet<>();
    private final Map<Integer, Set<Sha256>> conflicts = new HashMap<>();
    private final Map<Integer, UUID> joined = new TreeMap<>();
    private final Statements statements;
    private boolean open = true;

    private record Hold(
            Sha256 raw, @Nullable Kind kind, @Nullable String sourceId) {}

    /** @param at the moment its new versions are dated with */
    Run(
            Database database,
            Connection connection,
            int id,
            Delivery delivery,
            Sha256 fingerprint,
            Sha256 chainStart,
            Instant at,
            Clock clock)
            throws SQLException {
        this.database = database;
        this.id = id;
        this.delivery = delivery;
        this.fingerprint = fingerprint;
        this.index = FeedIndex.load(connection, delivery.feed(), fingerprint);
        this.quarantine = Quarantine.load(connection, delivery.feed());
        this.rows = new RunRows(connection, id, chainStart);
        this.statements = new Statements(JoinedRows.ofFeed(connection, delivery.feed()));
        this.at = at.truncatedTo(ChronoUnit.SECONDS);
        this.clock = clock;
        this.interruptions = database.interruptions();
        count.liveBefore = index.size();
    }

    /** Its number, counted over all feeds. */
    public int id() {
        return id;
    }

    /** What it processes. */
    public Delivery delivery() {
        return delivery;
    }

    /**
     * Whether this raw record was processed under the same fingerprint and is as it was. Where it is, its records are
     * counted and marked as seen here, and there is nothing more to do for it.
     */
    public Optional<Known> known(Sha256 raw) {
        var first = index.firstSource(raw);
        if (first < 0 || incomplete.contains(raw)) {
            return Optional.empty();
        }
        for (var source = first; source >= 0; source = index.next(source)) {
            if (!index.isHeld(source)
                    && (!index.isCurrent(source) || index.is(index.record(source), FeedIndex.CONFLICT))) {
                return Optional.empty();
            }
        }
        var records = new ArrayList<UUID>(2);
        var held = 0;
        for (var source = first; source >= 0; source = index.next(source)) {
            if (index.isHeld(source)) {
                seeHeld(raw, source);
                held++;
            } else {
                records.add(seeUnchanged(source));
            }
        }
        return Optional.of(new Known(records, held));
    }

    private void seeHeld(Sha256 raw, int source) {
        count.received++;
        if (index.isSeen(source)) {
            count.duplicate++;
            return;
        }
        index.see(source);
        quarantine.keep(raw);
        count.held++;
        var record = index.record(source);
        if (record >= 0) {
            index.mark(record, FeedIndex.HELD);
        }
        count.unidentified += record == FeedIndex.NO_RECORD ? 1 : 0;
    }

    private UUID seeUnchanged(int source) {
        var record = index.record(source);
        count.received++;
        index.see(source);
        if (index.is(record, FeedIndex.SEEN)) {
            count.duplicate++;
        } else {
            index.mark(record, FeedIndex.SEEN);
            count.unchanged++;
        }
        return index.id(record);
    }

    /**
     * Takes an accepted record. The journal sets its dates: delivered is when the delivery came; changed is what the entry
     * says, else the same; confirmed is what the entry says. Equal content keeps all three, unless the entry was confirmed
     * on a later day.
     */
    public Put put(Entry entry, Sha256 raw) {
        var content = Content.of(entry);
        return database.inChunk(connection -> {
            mustBeWhole();
            count.received++;
            var found = index.find(entry.id());
            var record = found >= 0 ? found : index.add(entry.id(), entry.kind());
            var result = put(connection, record, entry, content);
            if (result == Put.CONFLICT) {
                awaitingHold.add(raw);
                incomplete.add(raw);
            } else if (!index.is(record, FeedIndex.CONFLICT)) {
                remember(raw, record, content.sha256());
            }
            return result;
        });
    }

    private Put put(Connection connection, int record, Entry entry, Content content) throws SQLException {
        if (index.is(record, FeedIndex.CONFLICT)) {
            var fresh =
                    conflicts.computeIfAbsent(record, none -> new HashSet<>()).add(half(content.sha256()));
            count.duplicate += fresh ? 0 : 1;
            return fresh ? Put.CONFLICT : Put.DUPLICATE;
        }
        if (!index.is(record, FeedIndex.SEEN)) {
            return putFirst(connection, record, entry, content);
        }
        if (index.hasContent(record, content.sha256())) {
            count.duplicate++;
            return Put.DUPLICATE;
        }
        takeBack(connection, record);
        takenBack.add(new Hold(NO_RAW, entry.kind(), entry.sourceId()));
        conflicts.computeIfAbsent(record, none -> new HashSet<>()).add(half(content.sha256()));
        return Put.CONFLICT;
    }

    private Put putFirst(Connection connection, int record, Entry entry, Content content) throws SQLException {
        var before = Before.of(rows.before(), index, record);
        if (before.otherFeeds()) {
            index.mark(record, FeedIndex.LIVE | FeedIndex.TAKEN_OVER);
            count.liveBefore++;
        }
        index.mark(record, FeedIndex.SEEN);
        var dates = entry.dates();
        var confirmed = dates == null ? null : dates.confirmed();
        var same = index.is(record, FeedIndex.LIVE) && index.hasContent(record, content.sha256());
        if (same && !index.confirms(record, confirmed)) {
            count.unchanged++;
            return Put.UNCHANGED;
        }
        var changed = same
                ? before.changed(connection)
                : dates == null ? at : dates.changed().truncatedTo(ChronoUnit.SECONDS);
        var change = before.change();
        var json = content.with(new Dates(at, changed, confirmed));
        index.setWritten(
                record, rows.append(entry.id(), entry.kind(), change, content.sha256(), json, at, changed, confirmed));
        index.setContent(record, content.sha256());
        count.of(change, 1);
        return Put.valueOf(change.name());
    }

    private void takeBack(Connection connection, int record) throws SQLException {
        var sequence = index.written(record);
        if (sequence == 0) {
            count.unchanged--;
        } else {
            var change = Sql.first(
                            connection,
                            "SELECT change FROM version WHERE run = ? AND sequence = ?",
                            row -> Sql.constant(Change.class, row.getString(1)),
                            id,
                            sequence)
                    .orElseThrow();
            count.of(change, -1);
            Sql.update(connection, "UPDATE version SET taken_back = 1 WHERE run = ? AND sequence = ?", id, sequence);
            Sql.update(connection, "DELETE FROM payload WHERE run = ? AND sequence = ?", id, sequence);
            index.setWritten(record, 0);
        }
        count.held++;
        if (index.is(record, FeedIndex.TAKEN_OVER)) {
            index.unmark(record, FeedIndex.LIVE | FeedIndex.TAKEN_OVER);
            count.liveBefore--;
        }
        index.mark(record, FeedIndex.CONFLICT | FeedIndex.HELD);
        conflicts.put(record, new HashSet<>(Set.of(index.content(record))));
    }

    private static Sha256 half(Sha256 hash) {
        return new Sha256(hash.first(), hash.second(), 0, 0);
    }

    private void remember(Sha256 raw, int record, Sha256 content) throws SQLException {
        var source = index.findSource(raw, record);
        if (source < 0) {
            var ordinal = rows.source(raw, index.id(record), content);
            source = index.addSource(id, ordinal, raw, record, content);
        }
        index.see(source);
    }

    /**
     * Holds a record: it does not become public, its last good version stays. Only place, ids and codes are kept.
     *
     * @param kind null, as {@code sourceId}, where the record could not be read that far
     */
    public void hold(Sha256 raw, Place place, @Nullable Kind kind, @Nullable String sourceId, List<Finding> findings) {
        database.inChunk(connection -> {
            mustBeWhole();
            var conflict = awaitingHold.remove(raw);
            count.received += conflict ? 0 : 1;
            if (!conflict && !holds.add(new Hold(raw, kind, sourceId))) {
                count.duplicate++;
                return false;
            }
            count.held++;
            hold(connection, raw, place, kind, sourceId, findings);
            return true;
        });
    }

    private void hold(
            Connection connection,
            Sha256 raw,
            Place place,
            @Nullable Kind kind,
            @Nullable String sourceId,
            List<Finding> findings)
            throws SQLException {
        var record = kind == null || sourceId == null
                ? null
                : Identities.findOrForetell(connection, delivery.idSpace(), kind, sourceId);
        var found = record == null ? -1 : index.find(record);
        var row = found < 0 ? FeedIndex.NOT_PUBLIC : found;
        if (found >= 0) {
            index.mark(found, FeedIndex.HELD);
        }
        count.unidentified += record == null ? 1 : 0;
        if (!incomplete.contains(raw)) {
            // Held for what it is, not for what stands beside it: known as held until it or the rules change.
            var ordinal = rows.source(raw, record, null);
            index.see(index.addSource(id, ordinal, raw, record == null ? FeedIndex.NO_RECORD : row, null));
        }
        var rules = findings.stream()
                .map(finding -> finding.rule().code())
                .distinct()
                .collect(joining(" "));
        var since = quarantine.since(raw, kind, sourceId, at);
        rows.quarantine(delivery.feed(), raw, place, kind, sourceId, record, rules, since);
        if (takenBack.remove(new Hold(NO_RAW, kind, sourceId))) {
            var somewhere = new Place(place.file(), 0, 0, null);
            rows.quarantine(delivery.feed(), raw, somewhere, kind, sourceId, record, rules, since);
        }
        rows.findings(raw, kind, sourceId, findings);
    }

    /** Keeps the findings of a record that was put, without their values. */
    public void note(Sha256 raw, Kind kind, String sourceId, List<Finding> findings) {
        if (!findings.isEmpty()) {
            database.inChunk(connection -> {
                mustBeWhole();
                rows.findings(raw, kind, sourceId, findings);
                return true;
            });
        }
    }

    /**
     * Takes a record that leads to another one: it is that one once more, and what is public of itself ends. Several raw
     * records may say it, so each is read every time.
     */
    public void join(JoinedRecord record, Sha256 raw) {
        database.inChunk(connection -> {
            mustBeWhole();
            count.received++;
            count.duplicate++;
            incomplete.add(raw);
            statements.say(record);
            var row = index.find(record.record());
            if (row >= 0) {
                joined.put(row, record.survivor());
            }
            return true;
        });
    }

    /** Leaves out something that a raw record yields, so that it is read again next time. */
    public void passOver(Sha256 raw) {
        incomplete.add(raw);
    }

    /** Takes back what a record said that led to another one: it must not be public any more. */
    public void retract(Kind kind, String sourceId) {
        database.inChunk(connection -> {
            mustBeWhole();
            Identities.find(connection, delivery.idSpace(), kind, sourceId).ifPresent(statements::end);
            return true;
        });
    }

    Statements statements() {
        return statements;
    }

    Map<Integer, UUID> joined() {
        return joined;
    }

    /** Whether this delivery contained the record so far, in a form that was taken or held. */
    public boolean contains(UUID record) {
        var row = index.find(record);
        return row >= 0 && (index.is(row, FeedIndex.SEEN) || index.is(row, FeedIndex.HELD));
    }

    /** The provider says that a record ends. Only for deliveries of changes; in a complete one it is simply missing. */
    public void remove(Kind kind, String sourceId) {
        database.inChunk(connection -> {
            mustBeWhole();
            Identities.find(connection, delivery.idSpace(), kind, sourceId).ifPresent(record -> {
                var row = index.find(record);
                statements.end(record);
                if (row >= 0 && index.is(row, FeedIndex.LIVE)) {
                    index.mark(row, FeedIndex.ENDED);
                }
            });
            return true;
        });
    }

    /**
     * Where the run stands, for whoever decides about it.
     *
     * @param limits the feed's; tell how closely to look
     */
    public Tally tally(Feed.Brake limits) {
        var counters = count.counters();
        var missing = missing();
        var removals = missing.size();
        return database.inChunk(connection -> {
            mustBeWhole();
            var past = new ArrayList<Past>();
            if (!missing.isEmpty()) {
                for (var days : LOOKED_BACK) {
                    past.add(Runs.past(connection, delivery.feed(), days, now()));
                }
            }
            var changes = ChangeBrake.hasToLookClosely(limits, counters)
                    ? FieldChanges.of(connection, id, delivery.feed())
                    : List.<FieldChange>of();
            missing.retainAll(waiting(connection));
            return new Tally(counters, removals, missing.size(), count.unidentified, past, changes);
        });
    }

    /** Whether its delivery was settled before and is only read once more. */
    public boolean isOfSettledDelivery() {
        return database.inChunk(connection -> Runs.settledBefore(connection, delivery.id()));
    }

    /** Whether its delivery says something new to a feed of which something is public, and was not settled before. */
    public boolean isOfNewDelivery() {
        return database.inChunk(connection -> !Runs.settledBefore(connection, delivery.id())
                && Runs.lastSettled(connection, delivery.feed()).isPresent());
    }

    /** Whether an earlier run left its delivery held or failed: it was accepted then. */
    public boolean isOfKeptDelivery() {
        return database.inChunk(connection -> Sql.number(
                        connection,
                        "SELECT count(*) FROM run WHERE delivery = ? AND id < ? AND state IN ('held', 'broken')",
                        delivery.id(),
                        id)
                > 0);
    }

    /** The public records that {@link Decision.Settle} would remove, in no order. */
    public List<UUID> listRemovals() {
        return missing().stream().map(index::id).toList();
    }

    /** The records whose removal waits to be confirmed since an earlier complete delivery. */
    Set<Integer> waiting(Connection connection) throws SQLException {
        var waiting = new HashSet<Integer>();
        if (delivery.mode() == Feed.Deliveries.SNAPSHOT) {
            for (var parked : Runs.listParked(connection, delivery.feed())) {
                Removals.listParked(connection, parked.id()).forEach(record -> waiting.add(index.find(record)));
            }
        }
        return waiting;
    }

    List<Integer> missing() {
        var complete = delivery.mode() == Feed.Deliveries.SNAPSHOT;
        var missing = new ArrayList<Integer>();
        for (var record = 0; record < index.size(); record++) {
            var gone = (complete && !index.is(record, FeedIndex.HELD)) || index.is(record, FeedIndex.ENDED);
            var isOwn = index.is(record, FeedIndex.LIVE) && !index.is(record, FeedIndex.SEEN);
            if (gone && isOwn && !joined.containsKey(record)) {
                missing.add(record);
            }
        }
        return missing;
    }

    /** Ends the run as decided, in one transaction: on return its versions are public and durable, or none of them is. */
    public RunSummary settle(Decision decision) {
        if (!awaitingHold.isEmpty()) {
            throw new IllegalStateException("%d records in conflict were not held".formatted(awaitingHold.size()));
        }
        return end(connection -> {
            mustBeWhole();
            return new Settlement(connection, this, now()).settle(decision);
        });
    }

    /** Ends the run without a trace in public: its delivery could not be processed to its end. */
    public RunSummary abandon(String reason) {
        return end(connection -> Settlement.abandon(connection, this, reason, Optional.empty(), now()));
    }

    /** Ends the run without a trace but its reason: its delivery must not be public, and waits for a decision. */
    public RunSummary hold(String reason) {
        return end(connection -> Settlement.hold(connection, this, reason, now()));
    }

    /** Ends the run as {@link #abandon} does, but its delivery waits to be processed again. */
    public RunSummary postpone(String reason) {
        return end(
                connection -> Settlement.abandon(connection, this, reason, Optional.of(Delivery.State.PENDING), now()));
    }

    private RunSummary end(Database.Work<RunSummary> work) {
        if (!open) {
            throw new IllegalStateException("run %d has ended".formatted(id));
        }
        var summary = database.durably(work);
        open = false;
        database.durably(connection -> {
            rows.close();
            return true;
        });
        if (summary.state() == RunSummary.State.BROKEN) {
            database.tidy();
        }
        return summary;
    }

    /** Abandons the run where nobody ended it. */
    @Override
    public void close() {
        if (open) {
            abandon("Die Verarbeitung brach ab.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    FeedIndex index() {
        return index;
    }

    RunRows rows() {
        return rows;
    }

    RunCount count() {
        return count;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    Sha256 fingerprint() {
        return fingerprint;
    }

    /** Raw records of which not everything was taken: never known again. */
    Set<Sha256> incomplete() {
        return incomplete;
    }

    private void mustBeWhole() {
        if (!open) {
            throw new IllegalStateException("run %d has ended".formatted(id));
        }
        if (interruptions != database.interruptions()) {
            throw new IllegalStateException("run %d lost records to a failed write: abandon it".formatted(id));
        }
    }
}
