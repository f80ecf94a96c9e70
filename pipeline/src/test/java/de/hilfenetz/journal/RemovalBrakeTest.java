package de.hilfenetz.journal;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalBrakeTest {

    @ParameterizedTest(name = "{0} of {1} missing: parked {2}")
    @CsvSource(textBlock = """
            0,      0, false
            0,    100, false
            3,     30, false
            4,     40, false
            5,     40, true
            10,   100, false
            11,   100, true
            500, 9000, false
            501, 9000, true
            1,      5, false
            4,      5, false
            5,      5, true
            1,      1, true
            """)
    void asksBeforeItRemovesMuch(long removals, long live, boolean parked) {
        assertThat(decide(removals, live, 0, OptionalLong.empty()) instanceof Decision.Park)
                .isEqualTo(parked);
    }

    @Test
    void asksWhereAHeldRecordMayBeOneOfTheMissing() {
        assertThat(decide(1, 100, 1, OptionalLong.empty())).isInstanceOf(Decision.Park.class);
        assertThat(decide(0, 100, 1, OptionalLong.empty())).isInstanceOf(Decision.Settle.class);
    }

    @Test
    void takesAnnouncedRemovalsButNeverAll() {
        assertThat(decide(60, 100, 0, OptionalLong.of(60))).isInstanceOf(Decision.Settle.class);
        assertThat(decide(61, 100, 0, OptionalLong.of(60))).isInstanceOf(Decision.Park.class);
        assertThat(decide(100, 100, 0, OptionalLong.of(100))).isInstanceOf(Decision.Park.class);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            removals, waiting, onlyOld
            21,       20,      true
            28,       20,      true
            29,       20,      false
            20,       20,      false
            20,        0,      false
            99,       98,      true
            99,       90,      false
            """, useHeadersInDisplayName = true)
    void measuresNewRemovalsWithoutThoseThatWaitAlready(long removals, long waiting, boolean onlyOld) {
        var counters = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0);
        var tally = new Tally(counters, removals, waiting, 0, List.of(), List.of());

        var decision = RemovalBrake.decide(Feed.Brake.DEFAULT, tally, OptionalLong.empty());

        assertThat(((Decision.Park) decision).onlyOld()).isEqualTo(onlyOld);
    }

    @Test
    void carriesOldAndNewOnesOutOnceTheyAreFewTogetherOrAnnounced() {
        var counters = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0);
        var few = new Tally(counters, 3, 2, 0, List.of(), List.of());
        var many = new Tally(counters, 21, 20, 0, List.of(), List.of());

        assertThat(RemovalBrake.decide(Feed.Brake.DEFAULT, few, OptionalLong.empty()))
                .isInstanceOf(Decision.Settle.class);
        assertThat(RemovalBrake.decide(Feed.Brake.DEFAULT, many, OptionalLong.of(21)))
                .isInstanceOf(Decision.Settle.class);
    }

    private static Decision decide(long removals, long live, long unidentified, OptionalLong announced) {
        var counters = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, live, 0);
        return RemovalBrake.decide(Feed.Brake.DEFAULT, new Tally(counters, removals, unidentified), announced);
    }
}
