package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final AtomicLong now = new AtomicLong();
    /** Each look at the clock takes a second, so that nobody waits for real. */
    private final Admission admission = new Admission(
            Duration.ofMinutes(1), () -> now.addAndGet(Duration.ofSeconds(1).toNanos()));

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void letsAClientHaveTwoAtOnceAndOthersBesideIt() throws Exception {
        try (var first = admission.enter("203.0.113.7");
                var second = admission.enter("203.0.113.7")) {
            assertThatThrownBy(() -> admission.enter("203.0.113.7"))
                    .isInstanceOfSatisfying(
                            SparqlProblem.Busy.class,
                            busy -> assertThat(busy.client()).isTrue());
            admission.enter("203.0.113.8").close();
            assertThat(first).isNotSameAs(second);
        }
        admission.enter("203.0.113.7").close();
    }

    @Test
    void takesTheTimeOfAMinuteAndGivesItBack() throws Exception {
        try (var visit = admission.enter("203.0.113.7")) {
            pass(Duration.ofSeconds(40));
            assertThat(visit).isNotNull();
        }

        assertThatThrownBy(() -> admission.enter("203.0.113.7"))
                .isInstanceOf(SparqlProblem.Busy.class)
                .hasMessageContaining("30 seconds");
        pass(Duration.ofSeconds(60));
        admission.enter("203.0.113.7").close();
    }

    @Test
    void endsTheTrialsOfMachines() throws Exception {
        var frozen = new Admission(Duration.ofSeconds(12), now::get);
        for (var i = 0; i < Limits.FAILURES_PER_MINUTE; i++) {
            try (var visit = frozen.enter("203.0.113.7")) {
                visit.fail();
            }
        }

        assertThatThrownBy(() -> frozen.enter("203.0.113.7"))
                .isInstanceOf(SparqlProblem.Busy.class)
                .hasMessageContaining("have failed");
    }

    /** A slow line is no computing. */
    @Test
    void doesNotCountTheTimeOfReading() throws Exception {
        var patient = new Admission(Duration.ofSeconds(12), now::get);
        try (var visit = patient.enter("203.0.113.7")) {
            pass(Duration.ofMinutes(5));
            assertThat(visit).isNotNull();
        }

        patient.enter("203.0.113.7").close();
    }

    @Test
    void countsAProcessThatWasLostForTenSeconds() throws Exception {
        var frozen = new Admission(Duration.ofSeconds(12), now::get);
        for (var i = 0; i < 3; i++) {
            try (var visit = frozen.enter("203.0.113.7")) {
                visit.kill();
            }
        }

        assertThatThrownBy(() -> frozen.enter("203.0.113.7"))
                .isInstanceOf(SparqlProblem.Busy.class)
                .hasMessageContaining("30 seconds");
    }

    @Test
    void takesAHouseholdForOne() {
        assertThat(Admission.network("2001:db8:1:2:3::4")).isEqualTo(Admission.network("2001:db8:1:2:ffff::1"));
        assertThat(Admission.network("2001:db8:1:2::4")).isNotEqualTo(Admission.network("2001:db8:1:3::4"));
        assertThat(Admission.network("203.0.113.7")).isNotEqualTo(Admission.network("203.0.113.8"));
    }
}
