-- What a record last said that leads to another one: it is not public itself, but where it says something else the other one tells so.
CREATE TABLE joined (
    record_id BYTEA   PRIMARY KEY,
    feed      TEXT    NOT NULL,
    delivery  INTEGER NOT NULL REFERENCES delivery (id), -- that said it first
    survivor  BYTEA   NOT NULL,
    said      TEXT    NOT NULL  -- canonical values by JSON pointer
);
CREATE INDEX joined_by_survivor ON joined (survivor);

-- Which deliveries ever made a record say something new, and of which other one: by it all of that can be taken back.
CREATE TABLE joined_by (
    record_id BYTEA   NOT NULL,
    delivery  INTEGER NOT NULL REFERENCES delivery (id),
    survivor  BYTEA   NOT NULL,
    PRIMARY KEY (record_id, delivery, survivor)
);
