package de.hilfenetz.journal;

import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import java.time.Instant;
import java.util.UUID;

/** One public state of one record. */
public final class Version {

    private final long number;
    private final UUID id;
    private final Kind kind;
    private final byte[] json;
    private final Change change;
    private final Instant at;

    Version(long number, UUID id, Kind kind, byte[] json, Change change, Instant at) {
        this.number = number;
        this.id = id;
        this.kind = kind;
        this.json = json;
        this.change = change;
        this.at = at;
    }

    /** Its place in the journal. */
    public long number() {
        return number;
    }

    /** The record's id. */
    public UUID id() {
        return id;
    }

    /** The record's kind. */
    public Kind kind() {
        return kind;
    }

    /** The canonical JSON, UTF-8, as {@link CanonicalJson#write} makes it. Not copied: not to be changed. */
    public byte[] json() {
        return json;
    }

    /** The record. */
    public Entry entry() {
        return CanonicalJson.read(json);
    }

    /**
     * The canonical JSON as it may be told today: what was written earlier can hold numbers that no record says any more
     * ({@link de.hilfenetz.record.Service.Outcome}).
     */
    public byte[] told() {
        return CanonicalJson.write(entry());
    }

    /** What became of the record by this version. */
    public Change change() {
        return change;
    }

    /** When the delivery came that brought it. */
    public Instant at() {
        return at;
    }

    @Override
    public String toString() {
        return number + " " + change + " " + kind.json() + " " + id;
    }
}
