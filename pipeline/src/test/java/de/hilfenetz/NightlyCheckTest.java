package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightlyCheckTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-11-27T01:59:00Z, PT1M",
        "2026-11-27T02:00:00Z, PT24H",
        "2026-11-27T12:00:00Z, PT14H",
        "2026-03-28T03:00:00Z, PT22H",
        "2026-10-24T02:00:00Z, PT24H"
    })
    void waitsForThreeInTheCity(Instant now, Duration wait) {
        assertThat(NightlyCheck.untilThree(Clock.fixed(now, ZoneOffset.UTC))).isEqualTo(wait);
    }
}
