package de.hilfenetz.journal;

/** What a version is in the life of its record. */
public enum Change {
    /** The record is new. */
    ADDED,
    /** Its content is another. */
    CHANGED,
    /** It had been removed and is here again, under its old id. */
    RETURNED,
    /** It is no longer public; a tombstone says so. */
    REMOVED
}
