package de.hilfenetz.query;

import java.time.Duration;

/** What a query may be and cost; the page shows these numbers before one is run. */
public final class Limits {

    /** Characters of a query by POST. */
    public static final int LONGEST = 64 * 1024;

    /** Characters of a query in an address. */
    public static final int LONGEST_IN_ADDRESS = 16 * 1024;

    /** Brackets within brackets. */
    public static final int DEEPEST = 50;

    /** Triple patterns and paths. */
    public static final int PATTERNS = 64;

    /** UNION and OPTIONAL. */
    public static final int BRANCHES = 32;

    /** Rows of VALUES. */
    public static final int VALUES = 1_000;

    /** Expressions of one ORDER BY or GROUP BY. */
    public static final int KEYS = 64;

    /** So many combinations may be made of patterns that have no variable in common. */
    public static final long COMBINATIONS = 100_000;

    /** Rows of an answer in JSON and XML; CSV and TSV have no limit. */
    public static final long ROWS = 10_000;

    /** Rows in the table of a page. */
    public static final long ROWS_SHOWN = 1_000;

    /** Queries of one client at once. */
    public static final int AT_ONCE = 2;

    /** Computing time of one client in a minute. */
    public static final Duration PER_MINUTE = Duration.ofSeconds(30);

    /** Failed queries of one client in a minute. */
    public static final int FAILURES_PER_MINUTE = 30;

    /** Queries of all that wait for their turn. */
    static final int WAITING = 50;

    /** How long one waits. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** After its time a process gets so much longer to stop by itself. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private Limits() {}
}
