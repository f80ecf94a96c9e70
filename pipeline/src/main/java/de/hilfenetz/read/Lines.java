package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The physical lines of a delivery, as its sender sees them in an editor. */
public final class Lines {

    private Lines() {}

    /**
     * The lines asked for, of texts only; what cannot be read is left out.
     *
     * @param wanted numbers of lines, from 1, by file
     * @return by file and number
     */
    public static Map<String, Map<Integer, String>> find(
            Feed feed, String fileName, InputStream bytes, Map<String, Set<Integer>> wanted) throws IOException {
        var found = new HashMap<String, Map<Integer, String>>();
        try {
            Readers.unpack(feed, fileName, bytes, (file, plain) -> {
                var numbers = wanted.getOrDefault(file, Set.of());
                if (!numbers.isEmpty()) {
                    read(feed, file, plain, numbers, found.computeIfAbsent(file, none -> new HashMap<>()));
                }
            });
        } catch (UnreadableDelivery rest) {
            return found;
        }
        return found;
    }

    private static void read(Feed feed, String file, InputStream bytes, Set<Integer> numbers, Map<Integer, String> into)
            throws IOException {
        var plain = bytes.markSupported() ? bytes : new BufferedInputStream(bytes);
        var mark = ByteOrderMark.skip(plain);
        var named = feed.table().encoding();
        var charset = named == null ? mark : java.nio.charset.Charset.forName(named);
        var last = numbers.stream().max(Integer::compare).orElse(0);
        try (var lines = new BufferedReader(new StrictReader(file, plain, charset, none -> {}))) {
            var number = 0;
            for (var line = lines.readLine(); line != null && number < last; line = lines.readLine()) {
                number++;
                if (numbers.contains(number)) {
                    into.put(number, line);
                }
            }
        }
    }
}
