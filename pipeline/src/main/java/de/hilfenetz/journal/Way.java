package de.hilfenetz.journal;

/** How a delivery came in. */
public enum Way {
    /** Fetched by a schedule. */
    PULL,
    /** Sent to us. */
    PUSH,
    /** Given by hand on the command line. */
    COMMAND
}
