package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a run's versions public, all in the caller's transaction. What it does grows with what changed. */
final class Settlement {

    private final Connection connection;
    private final Run run;
    private final Instant now;
    private final FeedIndex index;
    private final RunCount count;

    Settlement(Connection connection, Run run, Instant now) {
        this.connection = connection;
        this.run = run;
        this.now = now;
        this.index = run.index();
        this.count = run.count();
    }

    RunSummary settle(Decision decision) throws SQLException {
        return switch (decision) {
            case Decision.Hold(var reason) -> {
                drop(connection, run.id(), true);
                count.liveAfter = Runs.countLive(connection, run.delivery().feed());
                Runs.end(connection, run.id(), now, RunSummary.State.HELD, count, reason);
                Deliveries.setState(connection, run.delivery().id(), Delivery.State.HELD);
                yield Runs.get(connection, run.id());
            }
            case Decision.Park(var reason, var onlyOld) -> publish(park(onlyOld), reason);
            case Decision.Settle() -> publish(remove(), null);
        };
    }

    private RunSummary.State park(boolean onlyOld) throws SQLException {
        var old = run.waiting(connection);
        supersede();
        for (var record : run.missing()) {
            if (onlyOld && !old.contains(record)) {
                remove(record);
            } else {
                Sql.update(
                        connection, "INSERT INTO removal (run, record_id) VALUES (?, ?)", run.id(), index.id(record));
                count.parked++;
            }
        }
        join();
        return count.parked > 0 ? RunSummary.State.PARKED : RunSummary.State.SETTLED;
    }

    private RunSummary.State remove() throws SQLException {
        supersede();
        for (var record : run.missing()) {
            remove(record);
        }
        join();
        return RunSummary.State.SETTLED;
    }

    private void remove(int record) throws SQLException {
        var reason = index.is(record, FeedIndex.ENDED) ? Tombstone.SAID_BY_FEED : Tombstone.NOT_DELIVERED;
        Removals.remove(connection, run.rows(), index.id(record), reason, null, now);
        count.removed++;
    }

    /** Somebody decided these, one by one: they wait for nothing. */
    private void join() throws SQLException {
        for (var joined : run.joined().entrySet()) {
            if (index.is(joined.getKey(), FeedIndex.LIVE)) {
                var id = index.id(joined.getKey());
                Removals.remove(connection, run.rows(), id, Tombstone.JOINED, joined.getValue(), now);
                count.removed++;
            }
        }
    }

    /** A complete delivery says anew what is missing: older lists have no meaning any more. */
    private void supersede() throws SQLException {
        for (var parked : Runs.listParked(connection, run.delivery().feed())) {
            if (run.delivery().mode() == Feed.Deliveries.SNAPSHOT) {
                Removals.forget(connection, parked, "Eine neuere vollständige Lieferung ist da.");
            } else {
                takeFromList(parked);
            }
        }
    }

    private void takeFromList(RunSummary parked) throws SQLException {
        for (var id : Removals.listParked(connection, parked.id())) {
            var record = index.find(id);
            if (record >= 0 && (index.is(record, FeedIndex.SEEN) || index.is(record, FeedIndex.HELD))) {
                Sql.update(connection, "DELETE FROM removal WHERE run = ? AND record_id = ?", parked.id(), id);
            }
        }
    }

    private RunSummary publish(RunSummary.State state, @Nullable String reason) throws SQLException {
        Runs.publish(connection, run.rows(), run.delivery().feed());
        run.statements()
                .settle(
                        connection,
                        run.delivery().feed(),
                        run.delivery().id(),
                        run.delivery().mode() == Feed.Deliveries.SNAPSHOT);
        forgetStaleSources();
        releaseFromQuarantine();
        count.liveAfter = Runs.countLive(connection, run.delivery().feed());
        count.counters().mustAddUp();
        Runs.end(connection, run.id(), now, state, count, reason);
        Runs.seal(connection, run.rows(), run.delivery());
        Deliveries.setState(connection, run.delivery().id(), Sql.constant(Delivery.State.class, Sql.word(state)));
        return Runs.get(connection, run.id());
    }

    private void forgetStaleSources() throws SQLException {
        var complete = run.delivery().mode() == Feed.Deliveries.SNAPSHOT;
        try (var delete = connection.prepareStatement("DELETE FROM source WHERE run = ? AND ordinal = ?")) {
            for (var source = 0; source < index.sources(); source++) {
                if (!index.isSeen(source) && (complete || isStale(source))) {
                    Sql.run(delete, index.run(source), index.ordinal(source));
                }
            }
            for (var raw : run.incomplete()) {
                for (var source = index.firstSource(raw); source >= 0; source = index.next(source)) {
                    Sql.run(delete, index.run(source), index.ordinal(source));
                }
            }
        }
        Sql.update(
                connection,
                "DELETE FROM source WHERE run IN (SELECT id FROM run WHERE feed = ? AND fingerprint <> ?)",
                run.delivery().feed(),
                run.fingerprint());
    }

    private boolean isStale(int source) {
        var record = index.record(source);
        return index.isHeld(source) ? record >= 0 && index.is(record, FeedIndex.SEEN) : !index.isCurrent(source);
    }

    private void releaseFromQuarantine() throws SQLException {
        for (var held : run.quarantine().listGone()) {
            if (run.delivery().mode() == Feed.Deliveries.SNAPSHOT || cameAgain(held)) {
                Quarantine.release(connection, held);
            }
        }
    }

    private boolean cameAgain(HeldRecord held) throws SQLException {
        var kind = held.kind();
        var sourceId = held.sourceId();
        if (kind == null || sourceId == null) {
            return false;
        }
        var record = Identities.find(connection, run.delivery().idSpace(), kind, sourceId)
                .map(index::find)
                .orElse(-1);
        return record >= 0 && (index.is(record, FeedIndex.SEEN) || index.is(record, FeedIndex.HELD));
    }

    /** Ends a run of which nothing is kept: what it had counted came to nothing. */
    static RunSummary abandon(Connection connection, Run run, String reason, Optional<Delivery.State> then, Instant now)
            throws SQLException {
        drop(connection, run.id(), false);
        var live = Runs.countLive(connection, run.delivery().feed());
        Runs.end(connection, run.id(), now, RunSummary.State.BROKEN, RunCount.nothing(live), reason);
        var settled = Runs.settledBefore(connection, run.delivery().id());
        var state = then.orElse(settled ? Delivery.State.SETTLED : Delivery.State.FAILED);
        Deliveries.setState(connection, run.delivery().id(), state);
        return Runs.get(connection, run.id());
    }

    /** Ends a run of which nothing is kept but that somebody has to decide. */
    static RunSummary hold(Connection connection, Run run, String reason, Instant now) throws SQLException {
        drop(connection, run.id(), false);
        run.count().liveAfter = Runs.countLive(connection, run.delivery().feed());
        Runs.end(connection, run.id(), now, RunSummary.State.HELD, run.count(), reason);
        Deliveries.setState(connection, run.delivery().id(), Delivery.State.HELD);
        return Runs.get(connection, run.id());
    }

    /** Takes out what a run wrote before it had a base. */
    static void drop(Connection connection, int run, boolean keepFindings) throws SQLException {
        for (var table : List.of("payload", "version", "source", "quarantine", "removal")) {
            Sql.update(connection, "DELETE FROM " + table + " WHERE run = ?", run);
        }
        if (!keepFindings) {
            Sql.update(connection, "DELETE FROM finding WHERE run = ?", run);
        }
    }
}
