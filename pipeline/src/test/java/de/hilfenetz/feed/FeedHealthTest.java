package de.hilfenetz.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedHealthTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    /** Ages in hours; expected is something every day. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # watched | heard | failed | held | word    | since
            100       | 0     |        |      | OK      | 0
            100       | 24    |        |      | OK      | 24
            100       | 25    |        |      | OVERDUE | 25
            100       | 72    |        |      | OVERDUE | 72
            100       | 73    |        |      | SILENT  | 73
            5         |       |        |      | NEVER   |
            25        |       |        |      | OVERDUE | 25
            73        |       |        |      | SILENT  | 73
            100       | 1     | 2      |      | FAILED  | 2
            100       | 1     |        | 3    | HELD    | 3
            100       | 90    | 2      | 3    | FAILED  | 2
            -10       | -5    |        |      | OK      | -5
            """)
    void findsTheWord(
            int watched,
            @Nullable Integer heard,
            @Nullable Integer failed,
            @Nullable Integer held,
            FeedHealth.Word word,
            @Nullable Integer since) {
        var facts = new FeedHealth.Facts(NOW.minus(Duration.ofHours(watched)), ago(heard), ago(failed), ago(held));

        assertThat(FeedHealth.of(Duration.ofDays(1), facts, NOW)).isEqualTo(new FeedHealth(word, ago(since)));
    }

    @Test
    void expectsNothingOfAFeedThatPromisesNothing() {
        var facts = new FeedHealth.Facts(NOW.minus(Duration.ofDays(900)), NOW.minus(Duration.ofDays(800)), null, null);

        assertThat(FeedHealth.of(null, facts, NOW).word()).isEqualTo(FeedHealth.Word.OK);
    }

    private static @Nullable Instant ago(@Nullable Integer hours) {
        return hours == null ? null : NOW.minus(Duration.ofHours(hours));
    }
}
