package de.hilfenetz.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.hilfenetz.feed.Feed;

/** HSDS as JSON, whatever bytes come in their place. */
class HsdsFuzzTest {

    @FuzzTest(maxDuration = Fuzzed.DURATION)
    void readsOrRefuses(byte[] bytes) {
        Fuzzed.read(Feed.Format.HSDS, bytes);
    }
}
