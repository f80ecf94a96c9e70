package de.hilfenetz.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Line and character at which a stream of UTF-8 stands. It is moved over every byte exactly once and checks on the way that
 * the bytes are UTF-8 (Unicode 16, table 3-7: no overlong forms, no surrogates), which Jackson does only in part.
 */
final class TextPosition {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long NEWLINES = 0x0A0A0A0A0A0A0A0AL;

    private int line;
    private int column;

    private int missing;
    private int lowest = 0x80;
    private int highest = 0xBF;

    TextPosition(int line, int column) {
        this.line = line;
        this.column = column;
    }

    /** From 1. */
    int line() {
        return line;
    }

    /** Characters (code points), from 1. */
    int column() {
        return column;
    }

    /** Moves over {@code bytes[from, to)}; returns the index of the first byte that cannot stand there in UTF-8, or -1. */
    int advance(byte[] bytes, int from, int to) {
        int index = from;
        while (index < to) {
            if (missing == 0 && index + Long.BYTES <= to && isPlain((long) WORDS.get(bytes, index))) {
                column += Long.BYTES;
                index += Long.BYTES;
            } else if (step(bytes[index] & 0xFF)) {
                index++;
            } else {
                return index;
            }
        }
        return -1;
    }

    private static boolean isPlain(long word) {
        long newlines = word ^ NEWLINES;
        return ((word | ((newlines - ONES) & ~newlines)) & HIGH_BITS) == 0;
    }

    private boolean step(int next) {
        if (missing > 0) {
            if (next < lowest || next > highest) {
                return false;
            }
            missing--;
            lowest = 0x80;
            highest = 0xBF;
            return true;
        }
        if (next == '\n') {
            line++;
            column = 1;
            return true;
        }
        column++;
        return next < 0x80 || lead(next);
    }

    private boolean lead(int next) {
        if (next < 0xC2 || next > 0xF4) {
            return false;
        }
        missing = next < 0xE0 ? 1 : next < 0xF0 ? 2 : 3;
        switch (next) {
            case 0xE0 -> lowest = 0xA0;
            case 0xED -> highest = 0x9F;
            case 0xF0 -> lowest = 0x90;
            case 0xF4 -> highest = 0x8F;
            default -> {}
        }
        return true;
    }
}
