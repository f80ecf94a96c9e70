package de.hilfenetz.serve;

import de.hilfenetz.journal.ChangedRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.record.Texts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One release as everything answers from it. A request takes it once, at its beginning; a new release is a new value.
 *
 * @param manifest what it is made of
 * @param directory its names
 * @param changes the latest changes of records, newest first
 * @param edition what editors say beside it
 * @param figures for planning
 * @param journal where its records are read, at the number of the manifest
 */
public record Published(
        Manifest manifest,
        Directory directory,
        List<Change> changes,
        Edition edition,
        Figures figures,
        Journal journal) {

    /**
     * Something that changed lately.
     *
     * @param name of the record; null where it is gone
     */
    public record Change(ChangedRecord record, @Nullable Texts name) {}

    public Published {
        changes = List.copyOf(changes);
    }

    /** The name of the release: {@code 2026-11-22.3}. */
    String release() {
        return manifest.release().toString();
    }

    /** When it was made. */
    Instant at() {
        return manifest.created();
    }

    /** The records as they were at the number of this release; to be closed. */
    Snapshot open() {
        return journal.snapshotAt(manifest.journal());
    }
}
