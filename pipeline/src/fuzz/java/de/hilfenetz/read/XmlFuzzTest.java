package de.hilfenetz.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.hilfenetz.feed.Feed;

/** Elements, whatever bytes come in their place. */
class XmlFuzzTest {

    @FuzzTest(maxDuration = Fuzzed.DURATION)
    void readsOrRefuses(byte[] bytes) {
        Fuzzed.read(Feed.Format.XML, bytes);
    }
}
