package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final AtomicLong now = new AtomicLong();
    /** Each look at the clock takes a tenth of a second, so that whoever waits gives up after a few looks. */
    private final Turns turns =
            new Turns(2, () -> now.addAndGet(Duration.ofMillis(100).toNanos()));

    @Test
    void letsQuickOnesBeginBesideSlowOnes() throws Exception {
        var first = turns.take(false);
        var second = turns.take(false);

        // While it waits, the two turn out to be slow.
        try (var quick = turns.take(false)) {
            assertThat(quick.isBrief()).isTrue();
            assertThat(first.isBrief() || second.isBrief()).isFalse();
            assertThatThrownBy(() -> turns.take(false)).isInstanceOf(SparqlProblem.Busy.class);
        }
        first.close();
        second.close();
        turns.take(false).close();
    }

    @Test
    void letsOneSlowOneBeginAtATime() throws Exception {
        try (var slow = turns.take(true)) {
            assertThat(slow).isNotNull();
            assertThatThrownBy(() -> turns.take(true))
                    .isInstanceOfSatisfying(
                            SparqlProblem.Busy.class,
                            busy -> assertThat(busy.client()).isFalse());
            turns.take(false).close();
        }
        turns.take(true).close();
    }
}
