-- Who may push for which feed. A key itself is kept by nobody here.
CREATE TABLE push_key (
    id           INTEGER PRIMARY KEY,
    feed         TEXT  NOT NULL,
    key_sha256   BYTEA NOT NULL UNIQUE,
    created_at   TEXT  NOT NULL,
    last_used_at TEXT,
    revoked_at   TEXT
);
CREATE INDEX push_key_by_feed ON push_key (feed);

-- Requests that named themselves, so that a repeated one gets the answer of the first.
CREATE TABLE push_request (
    feed           TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    request_sha256 BYTEA   NOT NULL, -- over the bytes and everything the request said
    delivery       INTEGER NOT NULL REFERENCES delivery (id),
    received_at    TEXT    NOT NULL,
    PRIMARY KEY (feed, name)
);

-- What the sender of a delivery said about its removals.
CREATE TABLE announcement (
    delivery          INTEGER PRIMARY KEY REFERENCES delivery (id),
    expected_removals BIGINT, -- up to so many are meant
    confirmed_sha256  BYTEA   -- over the list of removals that are meant
);

-- Report links that no longer open.
CREATE TABLE closed_report (
    delivery  INTEGER PRIMARY KEY REFERENCES delivery (id),
    closed_at TEXT NOT NULL
);
