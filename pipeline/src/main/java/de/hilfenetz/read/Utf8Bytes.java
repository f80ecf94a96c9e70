package de.hilfenetz.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** A text as UTF-8, whatever it was before: Jackson counts bytes, and only those of UTF-8 lead back to lines. */
final class Utf8Bytes extends InputStream {

    private final Reader text;
    private final char[] chars = new char[4096];
    private int left;
    private byte[] bytes = new byte[0];
    private int position;

    Utf8Bytes(Reader text) {
        this.text = text;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == bytes.length) {
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    /** The first half of a surrogate pair at the end of the buffer waits for its second half. */
    private boolean fill() throws IOException {
        int count = text.read(chars, left, chars.length - left);
        if (count < 0) {
            return false;
        }
        int end = left + count;
        int whole = Character.isHighSurrogate(chars[end - 1]) ? end - 1 : end;
        bytes = new String(chars, 0, whole).getBytes(StandardCharsets.UTF_8);
        position = 0;
        left = end - whole;
        System.arraycopy(chars, whole, chars, 0, left);
        return true;
    }
}
