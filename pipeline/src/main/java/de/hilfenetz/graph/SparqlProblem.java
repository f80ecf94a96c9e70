package de.hilfenetz.graph;

import java.time.Duration;

/** Why a query has no answer. Only {@link Broken} happens after the first byte of one. */
public abstract sealed class SparqlProblem extends Exception {

    private static final long serialVersionUID = 1;

    private final String german;

    private SparqlProblem(String german, String english) {
        super(english);
        this.german = german;
    }

    /** The reason for a German reader; {@link #getMessage} has the English one. */
    public String german() {
        return german;
    }

    /** The query is not SPARQL 1.1. */
    public static final class Syntax extends SparqlProblem {
        private static final long serialVersionUID = 1;
        private final int line;
        private final int column;

        Syntax(int line, int column, String reason) {
            super(
                    "Die Abfrage ist kein gültiges SPARQL 1.1%s: %s".formatted(german(line, column), reason),
                    "The query is not valid SPARQL 1.1%s: %s".formatted(english(line, column), reason));
            this.line = line;
            this.column = column;
        }

        /** From 1; 0 where it is not known. */
        public int line() {
            return line;
        }

        /** From 1; 0 where it is not known. */
        public int column() {
            return column;
        }

        private static String german(int line, int column) {
            return line > 0 ? ", Zeile %d, Spalte %d".formatted(line, column) : "";
        }

        private static String english(int line, int column) {
            return line > 0 ? ", line %d, column %d".formatted(line, column) : "";
        }
    }

    /** The query asks for something this endpoint does not do. */
    public static final class Refused extends SparqlProblem {
        private static final long serialVersionUID = 1;

        Refused(String german, String english) {
            super(german, english);
        }
    }

    /** The time limit was reached before a byte was sent. */
    public static final class Timeout extends SparqlProblem {
        private static final long serialVersionUID = 1;

        Timeout(Duration limit) {
            super(
                    "Die Abfrage wurde nach %s Sekunden abgebrochen. Bitte enger fassen oder den Abzug herunterladen."
                            .formatted(seconds(limit)),
                    "The query was stopped after %s seconds. Please narrow it or download the dump."
                            .formatted(seconds(limit)));
        }

        private static String seconds(Duration limit) {
            return limit.toMillis() % 1000 == 0 ? "" + limit.toSeconds() : "" + limit.toMillis() / 1000.0;
        }
    }

    /** The time limit was reached, or evaluation failed, inside the answer: the connection must be cut, not ended. */
    public static final class Broken extends SparqlProblem {
        private static final long serialVersionUID = 1;

        Broken(Throwable cause) {
            super("Die Antwort ist unvollständig.", "The answer is incomplete.");
            initCause(cause);
        }
    }
}
