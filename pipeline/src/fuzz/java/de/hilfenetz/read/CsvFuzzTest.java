package de.hilfenetz.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.hilfenetz.feed.Feed;

/** Tables, whatever bytes come in their place. */
class CsvFuzzTest {

    @FuzzTest(maxDuration = Fuzzed.DURATION)
    void readsOrRefuses(byte[] bytes) {
        Fuzzed.read(Feed.Format.CSV, bytes);
    }
}
