-- Held records and deliveries that somebody let through as they are, with the reason. Rows are only ever added.
CREATE TABLE waiver (
    id         INTEGER PRIMARY KEY,
    feed       TEXT    NOT NULL,
    delivery   INTEGER NOT NULL REFERENCES delivery (id),
    raw_sha256 BYTEA,            -- the raw record and
    source_id  TEXT,             -- the record of it that is let through; null, as these two: the whole delivery
    rules      TEXT    NOT NULL, -- codes of the faults it has, with blanks between
    by_whom    TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    said_at    TEXT    NOT NULL
);
CREATE INDEX waiver_by_feed ON waiver (feed);
CREATE INDEX quarantine_by_record ON quarantine (record_id);

-- Records, or members of records, that must not be public whatever is delivered. Rows are only ever added; the last word counts.
CREATE TABLE withdrawal (
    id        INTEGER PRIMARY KEY,
    feed      TEXT    NOT NULL,
    record_id BYTEA   NOT NULL,
    field     TEXT,              -- member of canonical JSON; null: all of it
    lifted    INTEGER NOT NULL,  -- 1: it may be public again
    by_whom   TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    said_at   TEXT    NOT NULL
);
CREATE INDEX withdrawal_by_feed ON withdrawal (feed);

-- Raw bytes that must not be kept: only their hash is, so that they are known when they come again.
CREATE TABLE forgotten (
    sha256       BYTEA PRIMARY KEY,
    by_whom      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    forgotten_at TEXT NOT NULL
);
