package de.hilfenetz.read;

import java.io.IOException;
import java.io.Reader;

/**
 * Passes on a table so that a quotation mark inside a quoted cell that is not doubled ends nothing but its own cell: such a
 * cell goes to the next separator or the end of its line, and {@link #MARK} stands behind that quotation mark. Lines stay
 * where they are.
 */
final class LooseQuotes extends Reader {

    /** Stands in no table: {@link StrictReader} refuses it. */
    static final char MARK = '\0';

    private static final char QUOTE = '"';

    private enum State {
        /** At the beginning of a cell. */
        START,
        PLAIN,
        QUOTED,
        /** Behind a quotation mark inside a quoted cell: it closes the cell, or is the first of two, or is loose. */
        CLOSED,
        /** Behind a loose quotation mark. */
        LOOSE
    }

    private final Reader in;
    private final char separator;
    private final char[] read = new char[1 << 13];
    /** For each character at most four. */
    private final char[] passed = new char[4 * read.length + 1];

    private int next;
    private int end;
    private State state = State.START;
    private boolean ended;

    LooseQuotes(Reader in, char separator) {
        this.in = in;
        this.separator = separator;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        while (next == end && !ended) {
            fill();
        }
        if (next == end) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(passed, next, target, from, count);
        next += count;
        return count;
    }

    private void fill() throws IOException {
        next = 0;
        end = 0;
        int count = in.read(read, 0, read.length);
        ended = count < 0;
        if (ended && (state == State.CLOSED || state == State.LOOSE)) {
            pass(QUOTE);
        }
        for (int i = 0; i < count; i++) {
            take(read[i]);
        }
    }

    private void take(char one) {
        boolean ends = one == separator || one == '\n' || one == '\r';
        switch (state) {
            case START, PLAIN -> {
                state = ends ? State.START : one == QUOTE && state == State.START ? State.QUOTED : State.PLAIN;
                pass(one);
            }
            case QUOTED -> {
                if (one == QUOTE) {
                    state = State.CLOSED;
                } else {
                    pass(one);
                }
            }
            case CLOSED, LOOSE -> {
                if (ends) {
                    state = State.START;
                    pass(QUOTE);
                } else if (one == QUOTE) {
                    pass(QUOTE);
                    state = state == State.CLOSED ? State.QUOTED : State.LOOSE;
                } else if (state == State.CLOSED) {
                    state = State.LOOSE;
                    pass(QUOTE);
                    pass(QUOTE);
                    pass(MARK);
                }
                pass(one);
            }
        }
    }

    private void pass(char one) {
        passed[end++] = one;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
