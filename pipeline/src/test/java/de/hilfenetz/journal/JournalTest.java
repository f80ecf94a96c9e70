package de.hilfenetz.journal;

import static de.hilfenetz.journal.Feeds.CLOCK;
import static de.hilfenetz.journal.Feeds.NOW;
import static de.hilfenetz.journal.Feeds.RULES;
import static de.hilfenetz.journal.Feeds.begin;
import static de.hilfenetz.journal.Feeds.club;
import static de.hilfenetz.journal.Feeds.deliver;
import static de.hilfenetz.journal.Feeds.hold;
import static de.hilfenetz.journal.Feeds.messenger;
import static de.hilfenetz.journal.Feeds.place;
import static de.hilfenetz.journal.Feeds.put;
import static de.hilfenetz.journal.Feeds.raw;
import static de.hilfenetz.journal.Feeds.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Dates;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.RecordIds;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final Journal journal = Journal.inMemory(CLOCK);
    private final Feed club = club();

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void showsWhatSettledAndNothingBefore() throws IOException {
        var run = begin(journal, club);

        assertThat(put(journal, run, club, "1", "Rathaus")).isEqualTo(Run.Put.ADDED);
        assertThat(publicNames()).isEmpty();

        var summary = settle(run);
        assertThat(summary.state()).isEqualTo(RunSummary.State.SETTLED);
        assertThat(summary.number()).isEqualTo(1);
        assertThat(summary.counters()).isEqualTo(new Counters(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1));
        assertThat(publicNames()).containsExactly(Map.entry("1", "Rathaus"));
        assertThat(journal.pending()).isEmpty();
        assertThat(journal.getDelivery(run.delivery().id()).state()).isEqualTo(Delivery.State.SETTLED);
    }

    @Test
    void letsTheDeliveryOfAPostponedRunWaitForTheNextTry() throws IOException {
        var run = begin(journal, club);
        put(journal, run, club, "1", "Rathaus");

        run.postpone("Kein Platz mehr.");

        assertThat(publicNames()).isEmpty();
        assertThat(journal.pending())
                .extracting(Delivery::id)
                .containsExactly(run.delivery().id());
        assertThat(journal.getRun(run.id()).state()).isEqualTo(RunSummary.State.BROKEN);
    }

    @Test
    void writesTheOneJsonFormWithItsDates() throws IOException {
        var run = begin(journal, club);
        var entry = place(journal, club, "1", "Rathaus");
        run.put(entry, raw("1", "Rathaus"));
        settle(run);

        try (var snapshot = journal.snapshot()) {
            var version = snapshot.find(entry.id()).orElseThrow();
            assertThat(version.entry().dates()).isEqualTo(new Dates(NOW, NOW, null));
            assertThat(version.entry().origin()).isEqualTo(entry.origin());
            assertThat(version.json()).isEqualTo(CanonicalJson.write(version.entry()));
            assertThat(version.number()).isEqualTo(1);
            assertThat(snapshot.counts()).isEqualTo(Map.of(Kind.LOCATION, 1L, Kind.SERVICE, 0L, Kind.ORGANIZATION, 0L));
        }
    }

    @Test
    void knowsAnUnchangedRawRecordByItsHash() throws IOException {
        deliverAndSettle(Map.of("1", "Rathaus", "2", "Turnhalle"));

        var run = begin(journal, club);
        assertThat(run.known(raw("1", "Rathaus")).orElseThrow().records())
                .containsExactly(RecordIds.first("verein", Kind.LOCATION, "1"));
        assertThat(run.known(raw("2", "Sporthalle"))).isEmpty();
        assertThat(put(journal, run, club, "2", "Sporthalle")).isEqualTo(Run.Put.CHANGED);
        var summary = settle(run);

        assertThat(summary.counters()).isEqualTo(new Counters(2, 0, 0, 1, 1, 0, 0, 0, 0, 2, 2));
        assertThat(publicNames()).containsOnly(Map.entry("1", "Rathaus"), Map.entry("2", "Sporthalle"));
    }

    @Test
    void knowsNothingUnderNewRules() throws IOException {
        deliverAndSettle(Map.of("1", "Rathaus"));

        var run = journal.begin(deliver(journal, club, "again"), Sha256.of(new byte[] {1}));

        assertThat(run.known(raw("1", "Rathaus"))).isEmpty();
        assertThat(put(journal, run, club, "1", "Rathaus")).isEqualTo(Run.Put.UNCHANGED);
        assertThat(settle(run).number()).isEqualTo(1);
    }

    @Test
    void recognisesTheSameBytes() throws IOException {
        var first = deliver(journal, club, "all");
        assertThat(first.known()).isFalse();
        assertThat(journal.pending()).containsExactly(first);

        var again = deliver(journal, club, "all");
        assertThat(again.known()).isTrue();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(journal.pending()).hasSize(1);
        assertThat(deliver(journal, messenger(), "all").known()).isFalse();
        try (var bytes = journal.open(again)) {
            assertThat(bytes).hasContent("all");
        }
    }

    @Test
    void triesAgainWhatCouldNotBeRead() throws IOException {
        var first = deliver(journal, club, "broken");
        var run = journal.begin(first, RULES);
        put(journal, run, club, "1", "Rathaus");
        assertThat(run.abandon("Die Datei ist abgeschnitten.").state()).isEqualTo(RunSummary.State.BROKEN);
        assertThat(publicNames()).isEmpty();
        assertThat(journal.pending()).isEmpty();

        var again = deliver(journal, club, "broken");
        assertThat(again.known()).isFalse();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(journal.pending()).hasSize(1);
    }

    @Test
    void countsWhatIsPublicAfterARunOfWhichNothingIsKept() throws IOException {
        deliverAndSettle(Map.of("1", "Rathaus", "2", "Turnhalle"));
        var broken = journal.begin(deliver(journal, club, "broken"), RULES);
        put(journal, broken, club, "3", "Bad");
        assertThat(broken.abandon("Die Datei ist abgeschnitten.").counters())
                .isEqualTo(new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2));

        var held = journal.begin(deliver(journal, club, "held"), RULES);
        put(journal, held, club, "3", "Bad");
        assertThat(held.settle(new Decision.Hold("Zu viel.")).counters())
                .isEqualTo(new Counters(1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 2));
    }

    @Test
    void removesWhatACompleteDeliveryNoLongerContains() throws IOException {
        deliverAndSettle(Map.of("1", "Rathaus", "2", "Turnhalle"));

        var summary = deliverAndSettle(Map.of("1", "Rathaus"));

        assertThat(summary.counters()).isEqualTo(new Counters(1, 0, 0, 0, 1, 0, 0, 1, 0, 2, 1));
        try (var snapshot = journal.snapshot()) {
            var gone = RecordIds.first("verein", Kind.LOCATION, "2");
            assertThat(snapshot.find(gone)).isEmpty();
            var tombstone = snapshot.findTombstone(gone).orElseThrow();
            assertThat(tombstone.number()).isEqualTo(3);
            assertThat(tombstone.reason()).isEqualTo(Tombstone.NOT_DELIVERED);
            assertThat(snapshot.listTombstones()).containsExactly(tombstone);
            assertThat(snapshot.changes(2))
                    .containsExactly(new ChangedRecord(3, gone, Kind.LOCATION, Change.REMOVED, NOW));
        }
    }

    @Test
    void removesNothingThatADeliveryOfChangesDoesNotName() throws IOException {
        var feed = messenger();
        var first = begin(journal, feed);
        put(journal, first, feed, "1", "Rathaus");
        put(journal, first, feed, "2", "Turnhalle");
        settle(first);

        var second = begin(journal, feed);
        put(journal, second, feed, "3", "Bücherei");
        second.remove(Kind.LOCATION, "2");
        var summary = settle(second);

        assertThat(summary.counters()).isEqualTo(new Counters(1, 1, 0, 0, 0, 0, 0, 1, 0, 2, 2));
        assertThat(publicNames()).containsOnlyKeys("1", "3");
    }

    @Test
    void welcomesBackARemovedRecordUnderItsOldId() throws IOException {
        deliverAndSettle(Map.of("1", "Rathaus", "2", "Turnhalle"));
        deliverAndSettle(Map.of("1", "Rathaus"));

        var run = begin(journal, club);
        run.known(raw("1", "Rathaus"));
        assertThat(put(journal, run, club, "2", "Turnhalle")).isEqualTo(Run.Put.RETURNED);
        assertThat(settle(run).counters()).isEqualTo(new Counters(2, 0, 1, 0, 1, 0, 0, 0, 0, 1, 2));

        var id = RecordIds.first("verein", Kind.LOCATION, "2");
        try (var now = journal.snapshot();
                var then = journal.snapshotAt(3)) {
            assertThat(now.find(id)).isPresent();
            assertThat(now.findTombstone(id)).isEmpty();
            assertThat(then.find(id)).isEmpty();
            assertThat(then.findTombstone(id)).isPresent();
        }
    }

    @Test
    void countsAnEqualRecordOnce() throws IOException {
        var run = begin(journal, club);
        put(journal, run, club, "1", "Rathaus");

        assertThat(run.put(place(journal, club, "1", "Rathaus"), raw("1", "andere Zeile")))
                .isEqualTo(Run.Put.DUPLICATE);
        assertThat(settle(run).counters()).isEqualTo(new Counters(2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1));
    }

    @Test
    void holdsBothWhereOneIdSaysTwoThings() throws IOException {
        deliverAndSettle(Map.of("1", "Rathaus", "2", "Turnhalle"));

        var run = begin(journal, club);
        put(journal, run, club, "1", "Neues Rathaus");
        run.known(raw("2", "Turnhalle"));
        assertThat(put(journal, run, club, "1", "Altes Rathaus")).isEqualTo(Run.Put.CONFLICT);
        hold(run, "1", "Altes Rathaus", Feeds.TWICE);
        var summary = settle(run);

        assertThat(summary.counters()).isEqualTo(new Counters(3, 0, 0, 0, 1, 2, 0, 0, 0, 2, 2));
        assertThat(publicNames()).containsEntry("1", "Rathaus");
        assertThat(journal.quarantine("verein"))
                .hasSize(2)
                .allSatisfy(held -> assertThat(held.rules()).containsExactly("kennung-doppelt"));
        try (var snapshot = journal.snapshot()) {
            assertThat(snapshot.listHeld(List.of())).containsExactly(RecordIds.first("verein", Kind.LOCATION, "1"));
        }
    }

    @Test
    void letsTheOneThatIsLeftOfAConflictThrough() throws IOException {
        var run = begin(journal, club);
        put(journal, run, club, "1", "Neues Rathaus");
        put(journal, run, club, "1", "Altes Rathaus");
        hold(run, "1", "Altes Rathaus", Feeds.TWICE);
        settle(run);
        assertThat(publicNames()).isEmpty();

        var next = begin(journal, club);
        assertThat(next.known(raw("1", "Altes Rathaus"))).isEmpty();
        assertThat(put(journal, next, club, "1", "Altes Rathaus")).isEqualTo(Run.Put.ADDED);
        settle(next);

        assertThat(publicNames()).containsExactly(Map.entry("1", "Altes Rathaus"));
        assertThat(journal.quarantine("verein")).isEmpty();
    }

    @Test
    void keepsTheLastGoodVersionOfAHeldRecord() throws IOException {
        deliverAndSettle(Map.of("1", "Rathaus", "2", "Turnhalle"));

        var run = begin(journal, club);
        run.known(raw("2", "Turnhalle"));
        hold(run, "1", "", Feeds.NAMELESS);
        assertThat(settle(run).counters()).isEqualTo(new Counters(2, 0, 0, 0, 1, 1, 0, 0, 0, 2, 2));
        assertThat(publicNames()).containsOnlyKeys("1", "2");

        var again = begin(journal, club);
        again.known(raw("2", "Turnhalle"));
        assertThat(again.known(raw("1", "")).orElseThrow()).isEqualTo(new Run.Known(List.of(), 1));
        assertThat(settle(again).counters()).isEqualTo(new Counters(2, 0, 0, 0, 1, 1, 0, 0, 0, 2, 2));
        assertThat(journal.quarantine("verein")).singleElement().satisfies(held -> {
            assertThat(held.sourceId()).isEqualTo("1");
            assertThat(held.record()).isEqualTo(RecordIds.first("verein", Kind.LOCATION, "1"));
            assertThat(held.rules()).containsExactly("name-fehlt");
        });

        deliverAndSettle(Map.of("1", "Rathaus", "2", "Turnhalle"));
        assertThat(journal.quarantine("verein")).isEmpty();
    }

    @Test
    void keepsARecordWhoseBadRowWasKnownBeforeTheRecordItself() throws IOException {
        var first = begin(journal, club);
        hold(first, "1", "", Feeds.NAMELESS);
        put(journal, first, club, "1", "Rathaus");
        put(journal, first, club, "2", "Turnhalle");
        settle(first);

        var second = begin(journal, club);
        second.known(raw("1", ""));
        second.known(raw("2", "Turnhalle"));
        assertThat(second.tally(de.hilfenetz.feed.Feed.Brake.DEFAULT).unidentified())
                .isZero();
        settle(second);

        assertThat(publicNames()).containsOnlyKeys("1", "2");
    }

    @Test
    void showsEveryEarlierState() throws IOException {
        var states = new TreeMap<Long, Map<String, String>>();
        for (var names : List.of(
                Map.of("1", "Rathaus", "2", "Turnhalle"),
                Map.of("1", "Rathaus", "2", "Sporthalle"),
                Map.of("2", "Sporthalle"),
                Map.of("1", "Rathaus", "2", "Turnhalle", "3", "Bücherei"))) {
            deliverAndSettle(names);
            try (var now = journal.snapshot()) {
                states.put(now.number(), names);
            }
        }

        assertThat(states.keySet()).containsExactly(2L, 3L, 4L, 7L);
        states.forEach((number, names) -> {
            try (var then = journal.snapshotAt(number)) {
                assertThat(names(then)).isEqualTo(names);
                assertThat(then.counts()).containsEntry(Kind.LOCATION, (long) names.size());
            }
        });
        try (var none = journal.snapshotAt(0)) {
            assertThat(names(none)).isEmpty();
        }
        assertThatThrownBy(() -> journal.snapshotAt(99)).hasMessageContaining("Stand 99");
    }

    @Test
    void keepsASnapshotAsItIsWhileMoreSettles() throws IOException {
        deliverAndSettle(Map.of("1", "Rathaus"));
        try (var snapshot = journal.snapshot()) {
            deliverAndSettle(Map.of("2", "Turnhalle"));

            assertThat(names(snapshot)).containsOnlyKeys("1");
            assertThat(snapshot.number()).isEqualTo(1);
            assertThat(snapshot.changes(0)).hasSize(1);
        }
        assertThat(publicNames()).containsOnlyKeys("2");
    }

    @Test
    void movesOnlyTheDayOfConfirmation() throws IOException {
        var before = new Dates(NOW, java.time.Instant.parse("2026-10-02T07:00:00Z"), LocalDate.of(2026, 11, 1));
        var first = begin(journal, club);
        first.put(place(journal, club, "1", "Rathaus", before), raw("1", "a"));
        settle(first);

        var again = begin(journal, club);
        assertThat(again.put(place(journal, club, "1", "Rathaus", before), raw("1", "b")))
                .isEqualTo(Run.Put.UNCHANGED);
        settle(again);

        var later = begin(journal, club);
        var entry = place(journal, club, "1", "Rathaus", Feeds.confirmed(LocalDate.of(2026, 11, 20)));
        assertThat(later.put(entry, raw("1", "c"))).isEqualTo(Run.Put.CHANGED);
        settle(later);

        try (var snapshot = journal.snapshot()) {
            assertThat(snapshot.find(entry.id()).orElseThrow().entry().dates())
                    .isEqualTo(new Dates(NOW, before.changed(), LocalDate.of(2026, 11, 20)));
        }
    }

    @Test
    void waitsForAHeldConflictBeforeItSettles() throws IOException {
        var run = begin(journal, club);
        put(journal, run, club, "1", "Neues Rathaus");
        put(journal, run, club, "1", "Altes Rathaus");

        assertThatThrownBy(() -> settle(run)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ordersRecordsByTheTextOfTheirIds() throws IOException {
        var names = new TreeMap<String, String>();
        for (var i = 0; i < 50; i++) {
            names.put("" + i, "Ort " + i);
        }
        deliverAndSettle(names);

        var ids = new ArrayList<String>();
        try (var snapshot = journal.snapshot()) {
            snapshot.forEach(Kind.LOCATION, version -> ids.add(version.id().toString()));
        }
        assertThat(ids).hasSize(50).isSorted();
    }

    @Test
    void remembersWhatASourceSaid() {
        assertThat(journal.recall("verein", "etag")).isEmpty();
        journal.remember("verein", "etag", "\"1\"");
        journal.remember("verein", "etag", "\"2\"");
        assertThat(journal.recall("verein", "etag")).hasValue("\"2\"");
    }

    private RunSummary deliverAndSettle(Map<String, String> names) throws IOException {
        var run = begin(journal, club);
        for (var name : new TreeMap<>(names).entrySet()) {
            if (run.known(raw(name.getKey(), name.getValue())).isEmpty()) {
                put(journal, run, club, name.getKey(), name.getValue());
            }
        }
        return settle(run);
    }

    private Map<String, String> publicNames() {
        try (var snapshot = journal.snapshot()) {
            return names(snapshot);
        }
    }

    private static Map<String, String> names(Snapshot snapshot) {
        var names = new TreeMap<String, String>();
        snapshot.forEach(Kind.LOCATION, version -> {
            var location = (Location) version.entry();
            names.put(location.sourceId(), location.name().best());
        });
        return names;
    }
}
