package de.hilfenetz.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** JSON as the bytes it is. */
final class JsonText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonText() {}

    /** The file with values replaced, in UTF-8; a file in another charset stays as it is. */
    static byte[] rewrite(byte[] bytes, List<Rewriting.Change> changes, Consumer<Rewriting.Change> made)
            throws IOException {
        var begin = bytes.length > 2 && (bytes[0] & 0xFF) == 0xEF ? 3 : 0;
        if (bytes.length > 1 && (bytes[0] & 0xFE) == 0xFE && begin == 0) {
            return bytes;
        }
        var inOrder = changes.stream()
                .sorted(Comparator.<Rewriting.Change>comparingInt(
                                change -> change.place().line())
                        .thenComparingInt(change -> change.place().column()))
                .toList();
        var after = new ByteArrayOutputStream(bytes.length + 1000);
        var copied = 0;
        var line = 1;
        var at = begin;
        for (int i = 0; i < inOrder.size(); ) {
            var place = inOrder.get(i).place();
            for (; at < bytes.length && line < place.line(); at++) {
                line += bytes[at] == '\n' ? 1 : 0;
            }
            var from = character(bytes, at, place.column());
            var to = end(bytes, from);
            var before = value(bytes, from, to);
            var better = before;
            for (; i < inOrder.size() && inOrder.get(i).place().equals(place); i++) {
                var next = inOrder.get(i).apply(better);
                if (next.isPresent()) {
                    better = next.get();
                    made.accept(inOrder.get(i));
                }
            }
            if (!better.equals(before)) {
                after.write(bytes, copied, from - copied);
                after.writeBytes(JSON.writeValueAsBytes(better));
                copied = to;
            }
        }
        after.write(bytes, copied, bytes.length - copied);
        return after.toByteArray();
    }

    /** Where the character of that number stands in the line that begins at {@code at}. */
    private static int character(byte[] bytes, int at, int column) {
        var index = at;
        for (int count = 1; index < bytes.length; index++) {
            if ((bytes[index] & 0xC0) != 0x80 && count++ == column) {
                return index;
            }
        }
        return index;
    }

    private static int end(byte[] bytes, int from) {
        var index = from;
        if (index < bytes.length && bytes[index] == '"') {
            for (index++; index < bytes.length && bytes[index] != '"'; index++) {
                index += bytes[index] == '\\' ? 1 : 0;
            }
            return Math.min(bytes.length, index + 1);
        }
        while (index < bytes.length && ",]} \t\r\n".indexOf(bytes[index]) < 0) {
            index++;
        }
        return index;
    }

    private static String value(byte[] bytes, int from, int to) throws IOException {
        try {
            return JSON.readTree(new String(bytes, from, to - from, StandardCharsets.UTF_8))
                    .asText();
        } catch (JsonProcessingException notHere) {
            return "";
        }
    }
}
