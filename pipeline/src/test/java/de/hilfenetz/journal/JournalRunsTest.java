package de.hilfenetz.journal;

import static de.hilfenetz.journal.Feeds.CLOCK;
import static de.hilfenetz.journal.Feeds.NOW;
import static de.hilfenetz.journal.Feeds.begin;
import static de.hilfenetz.journal.Feeds.club;
import static de.hilfenetz.journal.Feeds.hold;
import static de.hilfenetz.journal.Feeds.messenger;
import static de.hilfenetz.journal.Feeds.place;
import static de.hilfenetz.journal.Feeds.put;
import static de.hilfenetz.journal.Feeds.raw;
import static de.hilfenetz.journal.Feeds.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RecordIds;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalRunsTest {

    private static final Feed.Brake STRICT = new Feed.Brake(0, 0, 0, 1, 1, 1);

    private static final UUID SECOND = RecordIds.first("verein", Kind.LOCATION, "2");

    private final Journal journal = Journal.inMemory(CLOCK);
    private final Feed club = club();

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void waitsWithRemovalsUntilSomebodyConfirms() throws IOException {
        sendTwo();
        var parked = sendOnlyFirst();

        assertThat(parked.state()).isEqualTo(RunSummary.State.PARKED);
        assertThat(parked.counters()).isEqualTo(new Counters(1, 0, 0, 0, 1, 0, 0, 0, 1, 2, 2));
        assertThat(isPublic(SECOND)).isTrue();
        assertThat(journal.listParkedRemovals(parked.id())).containsExactly(SECOND);

        var confirmed = journal.confirmRemovals(parked.id());

        assertThat(confirmed.number()).isEqualTo(3);
        assertThat(confirmed.counters()).isEqualTo(new Counters(0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 1));
        assertThat(isPublic(SECOND)).isFalse();
        assertThat(journal.getRun(parked.id()).state()).isEqualTo(RunSummary.State.SETTLED);
        assertThat(journal.getDelivery(parked.delivery()).state()).isEqualTo(Delivery.State.SETTLED);
        assertThat(journal.verify()).isEmpty();
        assertThatThrownBy(() -> journal.confirmRemovals(parked.id())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void carriesOutNewRemovalsWhileOldOnesWait() throws IOException {
        var all = begin(journal, club);
        put(journal, all, club, "1", "Rathaus");
        put(journal, all, club, "2", "Turnhalle");
        put(journal, all, club, "3", "Bücherei");
        settle(all);
        var parks = begin(journal, club);
        put(journal, parks, club, "1", "Rathaus");
        put(journal, parks, club, "3", "Bücherei");
        var parked = parks.settle(new Decision.Park("Eine fehlt."));

        var run = begin(journal, club);
        put(journal, run, club, "1", "Rathaus");
        assertThat(run.tally(STRICT)).satisfies(tally -> {
            assertThat(tally.removals()).isEqualTo(2);
            assertThat(tally.waiting()).isEqualTo(1);
        });
        var summary = run.settle(new Decision.Park("Eine wartet weiter.", true));

        assertThat(summary.counters()).isEqualTo(new Counters(1, 0, 0, 0, 1, 0, 0, 1, 1, 3, 2));
        assertThat(journal.listParkedRemovals(summary.id())).containsExactly(SECOND);
        assertThat(isPublic(SECOND)).isTrue();
        assertThat(isPublic(RecordIds.first("verein", Kind.LOCATION, "3"))).isFalse();
        assertThat(journal.getRun(parked.id()).state()).isEqualTo(RunSummary.State.SETTLED);
        assertThat(journal.verify()).isEmpty();

        try (var next = begin(journal, club)) {
            assertThat(next.tally(STRICT).past())
                    .as("many small losses are a large one")
                    .isNotEmpty()
                    .allSatisfy(past -> assertThat(past.removed()).isEqualTo(1));
        }
    }

    @Test
    void keepsWhatSomebodyWantsToKeep() throws IOException {
        sendTwo();
        var parked = sendOnlyFirst();

        assertThat(journal.discardRemovals(parked.id()).state()).isEqualTo(RunSummary.State.SETTLED);

        assertThat(isPublic(SECOND)).isTrue();
        assertThat(journal.listParkedRemovals(parked.id())).isEmpty();
    }

    @Test
    void forgetsAListWhenANewerDeliveryIsComplete() throws IOException {
        sendTwo();
        var parked = sendOnlyFirst();

        sendTwo();

        assertThat(journal.getRun(parked.id()).state()).isEqualTo(RunSummary.State.SETTLED);
        assertThat(isPublic(SECOND)).isTrue();
    }

    @Test
    void takesFromTheListWhatCameAgain() throws IOException {
        sendTwo();
        var parked = sendOnlyFirst();
        var delta = journal.begin(
                journal.receive(
                        club, Feed.Deliveries.DELTA, "orte.json", null, Way.PUSH, Feeds.stream("only the second")),
                Feeds.RULES);
        put(journal, delta, club, "2", "Turnhalle");
        settle(delta);

        assertThat(journal.confirmRemovals(parked.id()).counters().removed()).isZero();
        assertThat(isPublic(SECOND)).isTrue();
    }

    @Test
    void publishesNothingOfAHeldDelivery() throws IOException {
        sendTwo();
        var run = begin(journal, club);
        put(journal, run, club, "3", "Bücherei");
        hold(run, "4", "", Feeds.NAMELESS);

        var summary = run.settle(new Decision.Hold("Fast alles ist anders."));

        assertThat(summary.state()).isEqualTo(RunSummary.State.HELD);
        assertThat(summary.findReason()).hasValue("Fast alles ist anders.");
        assertThat(isPublic(SECOND)).isTrue();
        assertThat(isPublic(RecordIds.first("verein", Kind.LOCATION, "3"))).isFalse();
        assertThat(journal.quarantine("verein")).isEmpty();
        assertThat(journal.findings(summary.id())).containsExactly(new RuleCount("name-fehlt", Severity.ERROR, 1));
        assertThat(journal.verify()).isEmpty();
    }

    @Test
    void leavesNoTraceOfARunNobodyEnded() throws IOException {
        try (var run = begin(journal, club)) {
            put(journal, run, club, "1", "Rathaus");
        }

        try (var snapshot = journal.snapshot()) {
            assertThat(snapshot.number()).isZero();
            assertThat(snapshot.changes(0)).isEmpty();
        }
        sendTwo();
        assertThat(isPublic(SECOND)).isTrue();
    }

    @Test
    void letsNoTwoRunsOfOneFeedGoSideBySide() throws IOException {
        try (var run = begin(journal, club)) {
            assertThatThrownBy(() -> begin(journal, club)).hasMessageContaining("run " + run.id());
            try (var other = begin(journal, messenger())) {
                put(journal, other, messenger(), "9", "Kiosk");
                put(journal, run, club, "1", "Rathaus");
                assertThat(settle(other).number()).isEqualTo(1);
                assertThat(settle(run).number()).isEqualTo(2);
            }
        }
        assertThat(journal.verify()).isEmpty();
    }

    @Test
    void countsWhatRulesFindInAFeedAsItStands() throws IOException {
        var rule = Rule.warning("telefon-unlesbar", "Nicht lesbar: {value}", "Not readable: {value}");
        var at = new Place("orte.json", 3, 1, null);
        var first = begin(journal, club);
        put(journal, first, club, "1", "Rathaus");
        first.note(raw("1", "Rathaus"), Kind.LOCATION, "1", List.of(Finding.of(rule, at, "/contacts", "abc")));
        put(journal, first, club, "2", "Turnhalle");
        settle(first);

        var second = begin(journal, club);
        second.known(raw("1", "Rathaus"));
        hold(second, "2", "", Feeds.NAMELESS);
        var summary = settle(second);

        assertThat(journal.findings(summary.id())).extracting(RuleCount::rule).containsExactly("name-fehlt");
        assertThat(journal.findings("verein"))
                .containsExactly(
                        new RuleCount("name-fehlt", Severity.ERROR, 1),
                        new RuleCount("telefon-unlesbar", Severity.WARNING, 1));
        assertThat(journal.runs("verein")).extracting(RunSummary::id).containsExactly(summary.id(), first.id());
        assertThat(journal.feedStates()).singleElement().satisfies(state -> {
            assertThat(state.lastRun()).isEqualTo(summary);
            assertThat(state.lastSuccess()).isEqualTo(NOW);
            assertThat(state.live()).isEqualTo(2);
            assertThat(state.held()).isEqualTo(1);
            assertThat(state.pending()).isZero();
        });
    }

    @Test
    void handsARecordToTheFeedThatDeliversItNow() throws IOException {
        sendTwo();
        var other = FeedFixture.called("verein-neu")
                .title("Verein")
                .ids(club.ids())
                .format(club.format())
                .deliveries(club.deliveries())
                .feed();
        var run = begin(journal, other);
        assertThat(put(journal, run, other, "2", "Turnhalle")).isEqualTo(Run.Put.CHANGED);
        assertThat(settle(run).counters()).isEqualTo(new Counters(1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1));

        var last = begin(journal, club);
        put(journal, last, club, "1", "Rathaus");
        assertThat(settle(last).counters().removed()).isZero();
        assertThat(isPublic(SECOND)).isTrue();
    }

    @Test
    void datesANewRuleByTheDayItWasApplied() throws IOException {
        sendTwo();
        var delivery = journal.getDelivery(1);
        var run = journal.begin(delivery, de.hilfenetz.record.Sha256.of(new byte[] {7}));
        run.put(place(journal, club, "1", "Rathaus (barrierefrei)"), raw("1", "Rathaus"));
        put(journal, run, club, "2", "Turnhalle");

        assertThat(settle(run).counters()).isEqualTo(new Counters(2, 0, 0, 1, 1, 0, 0, 0, 0, 2, 2));
    }

    private void sendTwo() throws IOException {
        var run = begin(journal, club);
        put(journal, run, club, "1", "Rathaus");
        put(journal, run, club, "2", "Turnhalle");
        settle(run);
    }

    private RunSummary sendOnlyFirst() throws IOException {
        var run = begin(journal, club);
        put(journal, run, club, "1", "Rathaus");
        return run.settle(RemovalBrake.decide(STRICT, run.tally(STRICT), java.util.OptionalLong.empty()));
    }

    private boolean isPublic(UUID id) {
        try (var snapshot = journal.snapshot()) {
            return snapshot.find(id).isPresent();
        }
    }
}
