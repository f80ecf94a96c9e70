package de.hilfenetz.journal;

import java.util.Arrays;

/** Rows found by a key of 128 evenly spread bits, 24 bytes a row: half a hash or a UUID is as good as the whole here. */
final class Pairs {

    private static final int NONE = -1;

    private long[] high = new long[64];
    private long[] low = new long[64];
    private int[] slots = filled(256);
    private int size;

    /** The key's row, or -1. */
    int find(long keyHigh, long keyLow) {
        var mask = slots.length - 1;
        for (var slot = spread(keyHigh, keyLow) & mask; ; slot = (slot + 1) & mask) {
            var row = slots[slot];
            if (row == NONE || (high[row] == keyHigh && low[row] == keyLow)) {
                return row;
            }
        }
    }

    /** A new row for a key that is not there yet; rows count from 0. */
    int add(long keyHigh, long keyLow) {
        if (size == high.length) {
            high = Arrays.copyOf(high, size * 2);
            low = Arrays.copyOf(low, size * 2);
        }
        if (size * 2 >= slots.length) {
            slots = filled(slots.length * 2);
            for (var row = 0; row < size; row++) {
                place(row);
            }
        }
        high[size] = keyHigh;
        low[size] = keyLow;
        place(size);
        return size++;
    }

    int size() {
        return size;
    }

    long high(int row) {
        return high[row];
    }

    long low(int row) {
        return low[row];
    }

    private void place(int row) {
        var mask = slots.length - 1;
        var slot = spread(high[row], low[row]) & mask;
        while (slots[slot] != NONE) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = row;
    }

    private static int spread(long keyHigh, long keyLow) {
        return (int) (((keyHigh ^ keyLow) * 0x9E3779B97F4A7C15L) >>> 32);
    }

    private static int[] filled(int length) {
        var slots = new int[length];
        Arrays.fill(slots, NONE);
        return slots;
    }
}
