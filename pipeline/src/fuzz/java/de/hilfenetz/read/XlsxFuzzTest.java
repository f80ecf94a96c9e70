package de.hilfenetz.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.hilfenetz.feed.Feed;

/** Workbooks, whatever bytes come in their place. */
class XlsxFuzzTest {

    @FuzzTest(maxDuration = Fuzzed.DURATION)
    void readsOrRefuses(byte[] bytes) {
        Fuzzed.read(Feed.Format.XLSX, bytes);
    }
}
