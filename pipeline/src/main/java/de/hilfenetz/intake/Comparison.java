package de.hilfenetz.intake;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.Change;
import de.hilfenetz.journal.ChangedRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Version;
import de.hilfenetz.record.CanonicalJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a trial's journal holds beside what is public: „das würde sich ändern“. */
final class Comparison {

    /** Records that are named one by one. */
    private static final int NAMED = 200;

    private Comparison() {}

    /**
     * What would be different in public.
     *
     * @param journal of the trial, after the delivery
     * @param before its number before that
     * @return null where there is nothing to compare with: no feed, or a delivery that could not be read
     */
    static Trial.@Nullable Changes changes(Journal live, Journal journal, Report report, long before)
            throws IOException {
        var counters = report.counters();
        if (counters == null || report.feed().equals(Feed.UNNAMED)) {
            return null;
        }
        var removals = new ArrayList<>(journal.listParkedRemovals(report.run()));
        var onlyHours = 0L;
        var records = new ArrayList<Trial.Changed>();
        try (var after = journal.snapshot();
                var now = live.snapshot()) {
            for (var change : after.changes(before)) {
                if (change.change() == Change.REMOVED) {
                    removals.add(change.id());
                    continue;
                }
                var fields = fields(change, now, after);
                onlyHours += change.change() == Change.CHANGED && fields.equals(Set.of("hours")) ? 1 : 0;
                if (records.size() < NAMED) {
                    after.find(change.id()).ifPresent(fresh -> records.add(named(change.change(), fresh, fields)));
                }
            }
            for (var id : removals) {
                if (records.size() < NAMED) {
                    now.find(id).ifPresent(old -> records.add(named(Change.REMOVED, old, Set.of())));
                }
            }
        }
        return new Trial.Changes(
                counters.added() + counters.returned(),
                counters.changed(),
                onlyHours,
                counters.unchanged(),
                counters.removed(),
                counters.parked(),
                counters.held(),
                removals.isEmpty() ? null : Announcement.hash(removals).toString(),
                records);
    }

    private static Trial.Changed named(Change change, Version version, Set<String> fields) {
        return new Trial.Changed(
                change, version.kind(), version.entry().name().best(), version.id(), List.copyOf(fields));
    }

    private static Set<String> fields(ChangedRecord change, Snapshot now, Snapshot after) throws IOException {
        var old = find(now, change.id());
        var fresh = find(after, change.id());
        return old == null || fresh == null ? Set.of() : differing(old, fresh);
    }

    private static @Nullable Version find(Snapshot snapshot, UUID id) {
        return snapshot.find(id).orElse(null);
    }

    /** The members in which two versions say something else. */
    static Set<String> differing(Version old, Version fresh) throws IOException {
        var one = CanonicalJson.mapper().readTree(old.json());
        var other = CanonicalJson.mapper().readTree(fresh.json());
        var names = new TreeSet<String>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        names.removeIf(name ->
                Set.of("dates", "origin").contains(name) || one.path(name).equals(other.path(name)));
        return names;
    }
}
