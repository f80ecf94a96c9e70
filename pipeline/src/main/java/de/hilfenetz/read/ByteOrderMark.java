package de.hilfenetz.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The mark at the beginning of a text that says how it is encoded. */
final class ByteOrderMark {

    private ByteOrderMark() {}

    /** Passes over the mark of {@code in}, which supports marks, and returns what it says; null where there is none. */
    static @Nullable Charset skip(InputStream in) throws IOException {
        in.mark(3);
        var head = in.readNBytes(3);
        in.reset();
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            in.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (starts(head, 0xFF, 0xFE)) {
            in.skipNBytes(2);
            return StandardCharsets.UTF_16LE;
        }
        if (starts(head, 0xFE, 0xFF)) {
            in.skipNBytes(2);
            return StandardCharsets.UTF_16BE;
        }
        return null;
    }

    private static boolean starts(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
