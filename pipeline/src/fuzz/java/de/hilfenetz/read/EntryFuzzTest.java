package de.hilfenetz.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.hilfenetz.feed.Feed;

/** What editors keep in files, whatever bytes come in their place. */
class EntryFuzzTest {

    @FuzzTest(maxDuration = Fuzzed.DURATION)
    void readsOrRefuses(byte[] bytes) {
        Fuzzed.read(Feed.Format.FOLDER, bytes);
    }
}
