package de.hilfenetz.journal;

import static de.hilfenetz.journal.Feeds.CLOCK;
import static de.hilfenetz.journal.Feeds.deliver;
import static de.hilfenetz.journal.Feeds.hold;
import static de.hilfenetz.journal.Feeds.put;
import static de.hilfenetz.journal.Feeds.raw;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.RecordIds;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Random histories of a small provider against the plainest idea of what should be public. */
class JournalHistoryTest {

    private static final Journal JOURNAL = Journal.inMemory(CLOCK);
    private static final int IDS = 5;
    private static int feeds;

    /** A row without a name is held. */
    record Row(String id, String name) {}

    record Sending(List<Row> rows, boolean complete, boolean park, int rules) {}

    @AfterContainer
    static void everyHashHolds() throws IOException {
        assertThat(JOURNAL.verify()).isEmpty();
        JOURNAL.close();
    }

    @Provide
    Arbitrary<List<Sending>> histories() {
        var row = Combinators.combine(
                        Arbitraries.integers().between(1, IDS).map(String::valueOf),
                        Arbitraries.of("", "Rathaus", "Turnhalle", "Bücherei"))
                .as(Row::new);
        var sending = Combinators.combine(
                        row.list().ofMaxSize(7),
                        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(4, false)),
                        Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(1, 2)))
                .as(Sending::new);
        return sending.list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 80, seed = "20261122", shrinking = ShrinkingMode.BOUNDED)
    void whatIsPublicIsWhatWasSentLast(@ForAll("histories") List<Sending> history) throws IOException {
        var feed = "feed-" + ++feeds;
        var model = new TreeMap<String, String>();
        var then = new TreeMap<Long, Map<String, String>>();
        for (var sending : history) {
            var before = head();
            var summary = process(feed, sending);
            expect(model, sending);

            assertThat(publicNames(feed, head())).isEqualTo(model);
            assertThat(summary.counters().received()).isEqualTo(sending.rows().size());
            assertThat(head()).isGreaterThanOrEqualTo(before);
            then.put(head(), new TreeMap<>(model));

            var again = process(feed, sending).counters();
            assertThat(again.added() + again.changed() + again.returned() + again.removed())
                    .isZero();
            assertThat(again.held()).isEqualTo(summary.counters().held());
            assertThat(again.duplicate()).isEqualTo(summary.counters().duplicate());
        }
        then.forEach((number, names) -> assertThat(publicNames(feed, number)).isEqualTo(names));
    }

    private static RunSummary process(String id, Sending sending) throws IOException {
        var feed = Feeds.feed(id, sending.complete() ? Feed.Deliveries.SNAPSHOT : Feed.Deliveries.DELTA);
        var delivery = deliver(JOURNAL, feed, "history " + System.nanoTime());
        try (var run = JOURNAL.begin(delivery, Sha256.of(new byte[] {(byte) sending.rules()}))) {
            for (var row : sending.rows()) {
                if (run.known(raw(row.id(), row.name())).isPresent()) {
                    continue;
                }
                if (row.name().isEmpty()) {
                    hold(run, row.id(), row.name(), Feeds.NAMELESS);
                } else if (put(JOURNAL, run, feed, row.id(), row.name()) == Run.Put.CONFLICT) {
                    hold(run, row.id(), row.name(), Feeds.TWICE);
                }
            }
            return run.settle(sending.park() ? new Decision.Park("Test.") : new Decision.Settle());
        }
    }

    private static void expect(Map<String, String> model, Sending sending) {
        var ids = sending.rows().stream().map(Row::id).collect(toCollection(TreeSet::new));
        if (sending.complete() && !sending.park()) {
            model.keySet().retainAll(ids);
        }
        for (var id : ids) {
            var names = sending.rows().stream()
                    .filter(row -> row.id().equals(id) && !row.name().isEmpty())
                    .map(Row::name)
                    .collect(toCollection(TreeSet::new));
            if (names.size() == 1) {
                model.put(id, names.first());
            }
        }
    }

    private static long head() {
        try (var snapshot = JOURNAL.snapshot()) {
            return snapshot.number();
        }
    }

    private static Map<String, String> publicNames(String feed, long number) {
        var names = new TreeMap<String, String>();
        try (var snapshot = JOURNAL.snapshotAt(number)) {
            for (var id = 1; id <= IDS; id++) {
                var sourceId = String.valueOf(id);
                snapshot.find(RecordIds.first(feed, Kind.LOCATION, sourceId)).ifPresent(version -> {
                    assertThat(version.number()).isLessThanOrEqualTo(number);
                    names.put(sourceId, version.entry().name().best());
                });
            }
        }
        return names;
    }
}
