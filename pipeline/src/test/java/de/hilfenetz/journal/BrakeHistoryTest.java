package de.hilfenetz.journal;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Ten thousand random histories of a feed against both brakes: whatever it sends, in whatever steps, nobody loses more of it
 * than the limits say unless somebody decided so.
 */
class BrakeHistoryTest {

    private static final Feed.Brake LIMITS = Feed.Brake.DEFAULT;

    /**
     * A complete delivery.
     *
     * @param hours since the one before
     * @param removed share of the public records that it leaves out
     * @param changed share that it changes
     * @param renamed share of all that comes under new ids
     * @param added new records
     * @param announced whether the sender said so
     */
    record Sending(int hours, double removed, double changed, double renamed, int added, boolean announced) {}

    /**
     * What a delivery made of it.
     *
     * @param before public records until then
     * @param unasked of which so many were lost without a word of anybody
     */
    private record Day(long hour, long before, long live, long unasked) {}

    @Provide
    Arbitrary<List<Sending>> histories() {
        var share = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(0.0)),
                Tuple.of(5, Arbitraries.doubles().between(0, 0.12)),
                Tuple.of(2, Arbitraries.doubles().between(0, 1)),
                Tuple.of(1, Arbitraries.just(1.0)));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 300),
                        share,
                        share,
                        share,
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)))
                .as(Sending::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(20);
    }

    @Property(tries = 10_000, seed = "20261127", shrinking = ShrinkingMode.BOUNDED)
    void noDestructiveRunIsPublic(
            @ForAll @net.jqwik.api.constraints.IntRange(min = 25, max = 5_000) int first,
            @ForAll("histories") List<Sending> history) {
        var days = new ArrayList<>(List.of(new Day(0, 0, first, 0)));
        for (var sending : history) {
            var before = days.getLast();
            var hour = before.hour() + sending.hours();
            var live = before.live();
            var renamed = Math.round(sending.renamed() * live);
            var removals = Math.min(live, Math.round(sending.removed() * live) + renamed);
            var changed = Math.round(sending.changed() * (live - removals));
            var added = sending.added() + renamed;
            var tally = tally(days, hour, live, removals, changed, added);
            var announced = sending.announced() ? OptionalLong.of(removals) : OptionalLong.empty();

            var decision =
                    ChangeBrake.decide(LIMITS, tally).orElseGet(() -> RemovalBrake.decide(LIMITS, tally, announced));

            var after = apply(decision, hour, live, removals, added, sending.announced());
            days.add(after);
            assertThat(after.live()).as("never empty").isPositive();
            if (decision instanceof Decision.Hold) {
                assertThat(after.live()).isEqualTo(live);
                continue;
            }
            if (live >= RemovalBrake.SMALL_FEED) {
                assertThat(changed).as("changed at once").isLessThanOrEqualTo((long) (LIMITS.changes() * live));
            }
            if (after.unasked() > 0) {
                mustHaveKeptMost(days, 7);
                mustHaveKeptMost(days, 30);
            }
        }
    }

    private static void mustHaveKeptMost(List<Day> days, int window) {
        var since = days.getLast().hour() - 24L * window;
        var within = days.stream().filter(day -> day.hour() > since).toList();
        var lost = within.stream().mapToLong(Day::unasked).sum();
        var most = within.stream().mapToLong(Day::before).max().orElse(0);
        if (lost > LIMITS.deletionsAtLeast() && most >= RemovalBrake.SMALL_FEED) {
            assertThat(lost)
                    .as("lost within %d days of %d", window, most)
                    .isLessThanOrEqualTo(Math.min(LIMITS.deletionsAtMost(), (long) (LIMITS.deletions() * most)));
        }
    }

    private static Day apply(Decision decision, long hour, long live, long removals, long added, boolean announced) {
        return switch (decision) {
            case Decision.Hold _ -> new Day(hour, live, live, 0);
            case Decision.Park _ -> new Day(hour, live, live + added, 0);
            case Decision.Settle() -> new Day(hour, live, live + added - removals, announced ? 0 : removals);
        };
    }

    private static Tally tally(List<Day> days, long hour, long live, long removals, long changed, long added) {
        var received = live - removals + added;
        var counters = new Counters(received, added, 0, changed, live - removals - changed, 0, 0, 0, 0, live, 0);
        var past = new ArrayList<Past>();
        for (var window : new int[] {7, 30}) {
            var since = hour - 24L * window;
            var within = days.stream().filter(day -> day.hour() > since).toList();
            past.add(new Past(
                    window,
                    within.stream().mapToLong(Day::before).max().orElse(0),
                    within.stream().mapToLong(Day::unasked).sum()));
        }
        return new Tally(counters, removals, 0, 0, past, List.of());
    }
}
