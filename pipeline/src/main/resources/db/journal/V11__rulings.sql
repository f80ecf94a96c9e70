-- What people decided about records. Rows are only ever added; the last word of a role on a question counts.
CREATE TABLE ruling (
    id        INTEGER PRIMARY KEY,
    feed      TEXT    NOT NULL, -- whose records have to be looked at again
    record_id BYTEA   NOT NULL,
    other_id  BYTEA,            -- the record it is compared with
    question  TEXT    NOT NULL, -- release_place | counselling_centre | address_consent | same
    yes       INTEGER NOT NULL,
    role      TEXT    NOT NULL, -- provider | editor
    person    TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    until     TEXT,
    said_at   TEXT    NOT NULL
);
CREATE INDEX ruling_by_feed ON ruling (feed);

-- Pairs of records that look like one thing, for somebody to decide. Made anew by each search; decisions are rulings.
CREATE TABLE likely_duplicate (
    record_id BYTEA   NOT NULL,
    other_id  BYTEA   NOT NULL,
    kind      TEXT    NOT NULL,
    score     INTEGER NOT NULL, -- 0 to 100
    reasons   TEXT    NOT NULL, -- codes with their share, with blanks between: name:40 address:30
    since     TEXT    NOT NULL,
    PRIMARY KEY (record_id, other_id)
);
