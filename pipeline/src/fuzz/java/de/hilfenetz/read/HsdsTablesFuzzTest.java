package de.hilfenetz.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.hilfenetz.feed.Feed;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** HSDS as a package of tables: any texts in the place of its tables, one after the other where a NUL parts them. */
class HsdsTablesFuzzTest {

    private static final String[] TABLES = {"services.csv", "organizations.csv", "phones.csv", "datapackage.json"};

    @FuzzTest(maxDuration = Fuzzed.DURATION)
    void readsOrRefuses(byte[] bytes) {
        var texts = new String(bytes, StandardCharsets.ISO_8859_1).split("\0", TABLES.length);
        var members = new LinkedHashMap<String, byte[]>();
        for (var i = 0; i < texts.length; i++) {
            members.put(TABLES[i], texts[i].getBytes(StandardCharsets.ISO_8859_1));
        }
        Fuzzed.read(Feed.Format.HSDS_CSV, Fuzzed.zip(members));
    }
}
