-- Personal addresses at which a provider without a system of its own delivers. The secret in them is computed, kept by nobody.
CREATE TABLE delivery_link (
    id           INTEGER PRIMARY KEY,
    feed         TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    told_at      TEXT, -- when its provider was last sent the address
    last_used_at TEXT,
    revoked_at   TEXT
);
