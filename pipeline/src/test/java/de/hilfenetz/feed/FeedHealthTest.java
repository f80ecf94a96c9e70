package de.hilfenetz.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
        var facts = new FeedHealth.Facts(
                NOW.minus(Duration.ofHours(watched)),
                ago(heard),
                ago(failed),
                ago(held),
                null,
                FeedHealth.History.NONE);

        assertThat(FeedHealth.of(Duration.ofDays(1), facts, NOW)).isEqualTo(new FeedHealth(word, ago(since)));
    }

    @Test
    void expectsNothingOfAFeedThatPromisesNothing() {
        var facts = new FeedHealth.Facts(
                NOW.minus(Duration.ofDays(900)),
                NOW.minus(Duration.ofDays(800)),
                null,
                null,
                null,
                FeedHealth.History.NONE);

        assertThat(FeedHealth.of(null, facts, NOW).word()).isEqualTo(FeedHealth.Word.OK);
    }

    @Test
    void tellsOfRecordsThatWaitTooLong() {
        assertThat(word(FeedHealth.History.NONE, NOW.plusSeconds(1))).isEqualTo(FeedHealth.Word.OK);
        assertThat(word(FeedHealth.History.NONE, NOW)).isEqualTo(FeedHealth.Word.WAITING);
    }

    /** Records in complete deliveries, newest first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 100                   | OK
            71 100 101 99 100       | OK
            69 100 101 99 100       | UNUSUAL
            131 100 101 99 100      | UNUSUAL
            69 100 101 99           | OK
            5 20 20 20 20 20        | OK
            100 69 100 100 100 100  | OK
            """)
    void comparesWithTheMedianOfWhatCameBefore(String counts, FeedHealth.Word expected) {
        var list = Arrays.stream(counts.split(" ", -1)).map(Long::valueOf).toList();

        assertThat(word(new FeedHealth.History(list, NOW, List.of()), null)).isEqualTo(expected);
    }

    /** Ages of changes in days, newest first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7 8 9 10 11      | OK
            8 9 10 11 12     | UNCHANGED
            8 9 10 11        | OK
            27 34 41 48 55   | OK
            29 36 43 50 57   | UNCHANGED
            """)
    void noticesAFeedThatStoppedChanging(String ages, FeedHealth.Word expected) {
        var changes = Arrays.stream(ages.split(" ", -1))
                .map(days -> NOW.minus(Duration.ofDays(Long.parseLong(days))))
                .toList();

        assertThat(word(new FeedHealth.History(List.of(), null, changes), null)).isEqualTo(expected);
    }

    private static FeedHealth.Word word(FeedHealth.History history, @Nullable Instant due) {
        var facts = new FeedHealth.Facts(NOW, NOW, null, null, due, history);
        return FeedHealth.of(Duration.ofDays(1), facts, NOW).word();
    }

    private static @Nullable Instant ago(@Nullable Integer hours) {
        return hours == null ? null : NOW.minus(Duration.ofHours(hours));
    }
}
