package de.hilfenetz.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a query has no answer. Only {@link Broken} happens after the first byte of one. */
public abstract sealed class SparqlProblem extends Exception {

    private static final long serialVersionUID = 1;

    /** Characters of a reason; names in a query can be as long as the query. */
    private static final int LONGEST = 1_000;

    private final String german;
    private boolean deadly;

    private SparqlProblem(String german, String english) {
        super(clip(english));
        this.german = clip(german);
    }

    private static String clip(String reason) {
        return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + " …";
    }

    /** Notes that a process was lost over it. */
    SparqlProblem deadly() {
        deadly = true;
        return this;
    }

    /** Whether a process was lost over it. */
    boolean isDeadly() {
        return deadly;
    }

    /** The reason for a German reader; {@link #getMessage} has the English one. */
    public String german() {
        return german;
    }

    /** The query is not SPARQL 1.1. */
    public static final class Syntax extends SparqlProblem {
        private static final long serialVersionUID = 1;
        /** Characters of a line that are shown on either side of the place. */
        private static final int AROUND = 80;

        private final int line;
        private final int column;
        private final int cut;
        private final String excerpt;
        private final @Nullable String suggestion;

        /**
         * @param line from 1; 0 where it is not known
         * @param column from 1; 0 where it is not known
         * @param excerpt the line of the query; of a long one the part around the place is kept
         * @param suggestion what would likely put it right
         */
        Syntax(int line, int column, String excerpt, String german, String english, @Nullable String suggestion) {
            super(german, english);
            this.line = line;
            this.column = column;
            cut = Math.max(0, Math.min(column, excerpt.length()) - AROUND);
            this.excerpt = excerpt.substring(cut, Math.min(excerpt.length(), cut + 2 * AROUND));
            this.suggestion = suggestion;
        }

        /** From 1; 0 where it is not known. */
        public int line() {
            return line;
        }

        /** From 1; 0 where it is not known. */
        public int column() {
            return column;
        }

        /** The line as it was sent, of a long one the part around the place; empty where it is not known. */
        public String excerpt() {
            return excerpt;
        }

        /** The line with a mark under the place, for a fixed-width font; empty where it is not known. */
        public String pointer() {
            return excerpt.isEmpty() ? "" : excerpt + "\n" + " ".repeat(Math.max(0, column - cut - 1)) + "^";
        }

        /** What would likely put it right, in words; null where nothing comes to mind. */
        public @Nullable String suggestion() {
            return suggestion;
        }
    }

    /** The query asks for something this endpoint does not do. */
    public static final class Refused extends SparqlProblem {
        private static final long serialVersionUID = 1;

        Refused(String german, String english) {
            super(german, english);
        }
    }

    /** The query is allowed, but would cost more than a query may; narrower ones are answered. */
    public static final class Costly extends SparqlProblem {
        private static final long serialVersionUID = 1;

        Costly(String german, String english) {
            super(german, english);
        }
    }

    /** There are more rows than this form gives, and a part was not asked for. */
    public static final class TooLong extends SparqlProblem {
        private static final long serialVersionUID = 1;

        TooLong(String german, String english) {
            super(german, english);
        }

        static TooLong of(long rows) {
            return new TooLong(
                    ("Die Antwort hat mehr als %d Zeilen. In dieser Form gibt es sie nur ganz oder gar nicht: mit LIMIT weniger"
                                    + " verlangen, CSV oder TSV nehmen (ohne Zeilengrenze), oder mit partial=1 nur den Anfang.")
                            .formatted(rows),
                    "The answer has more than %d rows. Ask for fewer (LIMIT), take CSV or TSV (no limit of rows), or add partial=1 for the first ones."
                            .formatted(rows));
        }
    }

    /** Too much is being asked at this moment, by this client or by all. */
    public static final class Busy extends SparqlProblem {
        private static final long serialVersionUID = 1;
        private final boolean client;
        private final Duration wait;

        /**
         * @param client whether this client asks too much; else all together
         * @param wait before it is worth trying again
         */
        Busy(boolean client, Duration wait, String german, String english) {
            super(german, english);
            this.client = client;
            this.wait = wait;
        }

        /** Whether this client asks too much; else all together. */
        public boolean client() {
            return client;
        }

        /** Before it is worth trying again. */
        public Duration waiting() {
            return wait;
        }
    }

    /** The time limit was reached before a byte was sent. */
    public static final class Timeout extends SparqlProblem {
        private static final long serialVersionUID = 1;

        Timeout(Duration limit) {
            this(
                    ("Die Abfrage wurde nach %s Sekunden abgebrochen. Drei Wege: mit LIMIT nach weniger fragen, die Bedingungen"
                                    + " enger fassen, oder den ganzen Datenstand herunterladen und selbst abfragen.")
                            .formatted(seconds(limit)),
                    "The query was stopped after %s seconds. Three ways: ask for less (LIMIT), narrow its conditions, or download the dump."
                            .formatted(seconds(limit)));
        }

        Timeout(String german, String english) {
            super(german, english);
        }

        private static String seconds(Duration limit) {
            return limit.toMillis() % 1000 == 0 ? "" + limit.toSeconds() : "" + limit.toMillis() / 1000.0;
        }
    }

    /** It is our own fault, or the machine's. */
    public static final class Failed extends SparqlProblem {
        private static final long serialVersionUID = 1;

        Failed(@Nullable Throwable cause) {
            super(
                    "Die Abfrage ließ sich nicht auswerten; der Fehler liegt bei uns.",
                    "The query could not be evaluated; the fault is ours.");
            initCause(cause);
        }
    }

    /** The time limit was reached, or evaluation failed, inside the answer: the connection must be cut, not ended. */
    public static final class Broken extends SparqlProblem {
        private static final long serialVersionUID = 1;

        Broken(@Nullable Throwable cause) {
            super("Die Antwort ist unvollständig.", "The answer is incomplete.");
            initCause(cause);
        }
    }
}
