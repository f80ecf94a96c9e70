package de.hilfenetz.normalise;

/** A mapping that cannot be compiled: says the file, the line and the column, from 1, and what is wrong there. */
public final class MappingError extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    MappingError(String name, int line, int column, String reason) {
        super("%s, line %d, column %d: %s".formatted(name, line, column, reason));
        this.line = line;
        this.column = column;
    }

    /** Line in the mapping, from 1; 0 when unknown. */
    public int line() {
        return line;
    }

    /** Column in that line, from 1; 0 when unknown. */
    public int column() {
        return column;
    }
}
