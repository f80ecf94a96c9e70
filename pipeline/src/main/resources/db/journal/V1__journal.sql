-- The one truth. Types are those that SQLite and PostgreSQL both take: moments are ISO 8601 in UTC, ids of records are the
-- sixteen bytes of their UUID, hashes are the 32 bytes of a SHA-256.

-- One payload of one feed. Each row's hash covers the row before it.
CREATE TABLE delivery (
    id           INTEGER PRIMARY KEY,
    feed         TEXT    NOT NULL,
    id_space     TEXT    NOT NULL,
    mode         TEXT    NOT NULL, -- snapshot | delta
    sha256       BYTEA   NOT NULL,
    bytes        BIGINT  NOT NULL,
    file_name    TEXT    NOT NULL,
    media_type   TEXT,
    way          TEXT    NOT NULL, -- pull | push | command
    received_at  TEXT    NOT NULL,
    state        TEXT    NOT NULL, -- pending | processing | settled | parked | held | failed
    chain_sha256 BYTEA   NOT NULL
);
CREATE INDEX delivery_by_feed ON delivery (feed);
CREATE INDEX delivery_by_state ON delivery (state);

-- The processing of one delivery. What a run wrote counts once it has a base: a version's number is base + sequence.
CREATE TABLE run (
    id            INTEGER PRIMARY KEY,
    delivery      INTEGER NOT NULL REFERENCES delivery (id),
    feed          TEXT    NOT NULL,
    fingerprint   BYTEA   NOT NULL,
    started_at    TEXT    NOT NULL,
    ended_at      TEXT,
    state         TEXT    NOT NULL, -- running | settled | parked | held | broken
    settled_as    INTEGER,           -- 1 for the first run that settled, 2 for the next
    base          BIGINT,
    last_sequence INTEGER NOT NULL DEFAULT 0,
    received      BIGINT  NOT NULL DEFAULT 0,
    added         BIGINT  NOT NULL DEFAULT 0,
    returned      BIGINT  NOT NULL DEFAULT 0,
    changed       BIGINT  NOT NULL DEFAULT 0,
    unchanged     BIGINT  NOT NULL DEFAULT 0,
    held          BIGINT  NOT NULL DEFAULT 0,
    duplicate     BIGINT  NOT NULL DEFAULT 0,
    removed       BIGINT  NOT NULL DEFAULT 0,
    parked        BIGINT  NOT NULL DEFAULT 0,
    live_before   BIGINT  NOT NULL DEFAULT 0,
    live_after    BIGINT  NOT NULL DEFAULT 0,
    reason        TEXT,
    chain_sha256  BYTEA
);
CREATE INDEX run_by_feed ON run (feed);
CREATE INDEX run_by_delivery ON run (delivery);

-- Ids of records, assigned once, for ever.
CREATE TABLE identity (
    id_space  TEXT  NOT NULL,
    kind      TEXT  NOT NULL,
    source_id TEXT  NOT NULL,
    record_id BYTEA NOT NULL,
    PRIMARY KEY (id_space, kind, source_id)
);

-- One state of one record. Rows are never changed, but for "taken_back": the run saw the same id again with other content.
CREATE TABLE version (
    run            INTEGER NOT NULL REFERENCES run (id),
    sequence       INTEGER NOT NULL,
    record_id      BYTEA   NOT NULL,
    kind           TEXT    NOT NULL,
    change         TEXT    NOT NULL, -- added | changed | returned | removed
    content_sha256 BYTEA   NOT NULL, -- canonical JSON without dates and origin
    json_sha256    BYTEA,            -- canonical JSON as in payload; null for removed
    delivered_at   TEXT    NOT NULL,
    changed_at     TEXT    NOT NULL,
    confirmed_on   TEXT,
    taken_back     INTEGER NOT NULL DEFAULT 0,
    chain_sha256   BYTEA   NOT NULL,
    PRIMARY KEY (run, sequence)
);
CREATE INDEX version_by_record ON version (record_id);

-- The values, in a table of their own: a withdrawal empties a row here and leaves the chain of versions whole.
CREATE TABLE payload (
    run      INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    json     BYTEA   NOT NULL,
    PRIMARY KEY (run, sequence)
);

-- What is public now: the latest version of every record that is not removed.
CREATE TABLE live (
    record_id      BYTEA   NOT NULL PRIMARY KEY,
    kind           TEXT    NOT NULL,
    feed           TEXT    NOT NULL,
    run            INTEGER NOT NULL REFERENCES run (id),
    sequence       INTEGER NOT NULL,
    content_sha256 BYTEA   NOT NULL,
    confirmed_on   TEXT
);
CREATE INDEX live_by_feed ON live (feed);

-- What a raw record yielded, so that an unchanged one costs a look-up. Without content: a record that is held.
CREATE TABLE source (
    run            INTEGER NOT NULL REFERENCES run (id),
    ordinal        INTEGER NOT NULL,
    raw_sha256     BYTEA   NOT NULL,
    record_id      BYTEA,
    content_sha256 BYTEA,
    PRIMARY KEY (run, ordinal)
);

-- Held records: pointers and codes, no values.
CREATE TABLE quarantine (
    id         INTEGER PRIMARY KEY,
    feed       TEXT    NOT NULL,
    run        INTEGER NOT NULL REFERENCES run (id),
    raw_sha256 BYTEA   NOT NULL,
    file       TEXT    NOT NULL,
    line       INTEGER NOT NULL,
    col        INTEGER NOT NULL,
    field      TEXT,
    kind       TEXT,
    source_id  TEXT,
    record_id  BYTEA,
    rules      TEXT    NOT NULL, -- codes, with blanks between
    since      TEXT    NOT NULL
);
CREATE INDEX quarantine_by_feed ON quarantine (feed);
CREATE INDEX quarantine_by_run ON quarantine (run);

-- What rules said, without values.
CREATE TABLE finding (
    run        INTEGER NOT NULL REFERENCES run (id),
    ordinal    INTEGER NOT NULL,
    raw_sha256 BYTEA   NOT NULL,
    rule       TEXT    NOT NULL,
    severity   TEXT    NOT NULL, -- error | warning | info
    file       TEXT    NOT NULL,
    line       INTEGER NOT NULL,
    col        INTEGER NOT NULL,
    field      TEXT,
    kind       TEXT,
    source_id  TEXT,
    PRIMARY KEY (run, ordinal)
);

-- The public trace of a removed record. Closed, not deleted, when the record returns.
CREATE TABLE tombstone (
    record_id    BYTEA   NOT NULL,
    run          INTEGER NOT NULL REFERENCES run (id),
    sequence     INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    feed         TEXT    NOT NULL,
    removed_at   TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    successor    BYTEA,
    last_number  BIGINT  NOT NULL,
    returned_run INTEGER,
    PRIMARY KEY (record_id, run)
);

-- Removals that wait for somebody to confirm them.
CREATE TABLE removal (
    run       INTEGER NOT NULL REFERENCES run (id),
    record_id BYTEA   NOT NULL,
    PRIMARY KEY (run, record_id)
);

-- What a feed's last fetch said, for the next one to ask "anything new?".
CREATE TABLE feed_memory (
    feed TEXT NOT NULL,
    name TEXT NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (feed, name)
);
