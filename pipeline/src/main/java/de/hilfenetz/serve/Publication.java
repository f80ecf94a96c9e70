package de.hilfenetz.serve;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.journal.Change;
import de.hilfenetz.journal.ChangedRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Week;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.query.ReleaseFiles;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is public at this moment. A new release is made ready beside the old one, directory first, queries last, and takes its
 * place in one step.
 */
public final class Publication implements Supplier<Optional<Published>> {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    private static final int CHANGES_SHOWN = 5;
    /** So many steps of the journal are looked through for the latest changes. */
    private static final int STEPS_BACK = 200;

    private static final int PAST_KEPT = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Journal journal;
    private final Asking asking;
    private final Labels labels;
    private final Vocabulary vocabulary;
    private final ReentrantLock readingPast = new ReentrantLock();
    /** Guarded by {@code readingPast}; the one that was asked for last comes first. */
    private final Deque<Published> past = new ArrayDeque<>();

    private volatile Optional<Published> current = Optional.empty();

    /** Makes a release ready to be asked; comes back when it is. */
    @FunctionalInterface
    public interface Asking {
        void publish(Manifest manifest) throws IOException;
    }

    /** Nothing is public before the first {@link #publish}. */
    public Publication(Journal journal, Asking asking, Vocabulary vocabulary) {
        this.journal = journal;
        this.asking = asking;
        labels = new Labels(vocabulary, Words.german());
        this.vocabulary = vocabulary;
    }

    /** The release that requests answer from; empty before the first. */
    @Override
    public Optional<Published> get() {
        return current;
    }

    /** Makes {@code manifest} what requests answer from, once its directory and its graph are there. */
    public synchronized void publish(Manifest manifest) {
        var before = current;
        if (before.isPresent() && before.get().manifest().equals(manifest)) {
            return;
        }
        var next = read(manifest, before.orElse(null));
        ask(manifest);
        current = Optional.of(next);
    }

    /** @param before what is gone on from: only records that changed are read again; null where all have to be */
    private Published read(Manifest manifest, @Nullable Published before) {
        try (var snapshot = journal.snapshotAt(manifest.journal())) {
            var week = Week.after(manifest.release().day());
            var known = before == null || !before.figures().inventory().week().equals(week) ? null : before;
            var inventory = known == null
                    ? new Inventory(week)
                    : known.figures().inventory().copy();
            var directory = Directory.read(snapshot, labels, inventory::add, known == null ? null : known.directory());
            inventory.keep(id -> directory.find(id).isPresent());
            var figures = new Figures(
                    inventory,
                    manifest.feeds(),
                    vocabulary.on(manifest.release().day()));
            return new Published(manifest, directory, changes(snapshot), Edition.read(snapshot), figures, journal);
        }
    }

    /**
     * An earlier release as it was, read from the journal: that takes as long as making it ready did, so a few are kept and one
     * is read at a time. Empty where too many ask for too many different ones.
     */
    Optional<Published> at(Manifest manifest) {
        try {
            if (!readingPast.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            var known = past.stream()
                    .filter(each -> each.manifest().equals(manifest))
                    .findFirst();
            var found = known.orElseGet(() -> read(manifest, null));
            past.remove(found);
            past.addFirst(found);
            if (past.size() > PAST_KEPT) {
                past.removeLast();
            }
            return Optional.of(found);
        } finally {
            readingPast.unlock();
        }
    }

    /** A number that cannot be asked for is a smaller evil than a wrong one that stays public. */
    private void ask(Manifest manifest) {
        try {
            asking.publish(manifest);
        } catch (IOException e) {
            LOG.error("release {} is public, but queries are answered from the one before", manifest.release(), e);
        }
    }

    /** Where the graph of a release lies. */
    public static ReleaseFiles files(Releases releases, Manifest manifest) {
        return new ReleaseFiles(
                manifest.release().toString(),
                path(releases, manifest, "alles", GraphFormat.NTRIPLES),
                path(releases, manifest, "systematik", GraphFormat.TURTLE),
                manifest.triples());
    }

    /**
     * The same of the newest release, and by what it differs from the one before where that can be told.
     *
     * @param loaded name of the release that is to become this one; null where none is loaded
     */
    public static ReleaseFiles newestFiles(Releases releases, Manifest manifest, @Nullable String loaded) {
        var files = files(releases, manifest);
        if (manifest.previous() == null || !manifest.previous().toString().equals(loaded)) {
            return files;
        }
        try {
            return releases.graphChange(manifest)
                    .map(change ->
                            files.by(new ReleaseFiles.Change(change.from().toString(), change.gone(), change.come())))
                    .orElse(files);
        } catch (IOException e) {
            LOG.warn("the graph of release {} is read as a whole", manifest.release(), e);
            return files;
        }
    }

    private static Path path(Releases releases, Manifest manifest, String dataset, GraphFormat format) {
        var file = manifest.find(dataset, format.extension())
                .orElseThrow(() -> new IllegalArgumentException(
                        "release %s has no %s.%s".formatted(manifest.release(), dataset, format.extension())));
        return releases.path(manifest.release(), file.name());
    }

    /** The latest changes, each record once, newest first. */
    private List<Published.Change> changes(Snapshot snapshot) {
        var last = new LinkedHashMap<UUID, ChangedRecord>();
        for (var change :
                snapshot.changes(Math.max(0, snapshot.number() - STEPS_BACK)).reversed()) {
            last.putIfAbsent(change.id(), change);
        }
        return last.values().stream()
                .limit(CHANGES_SHOWN)
                .flatMap(change -> change(change, snapshot).stream())
                .toList();
    }

    private static Optional<Published.Change> change(ChangedRecord change, Snapshot snapshot) {
        // The name of what was removed is no longer public; the page of its tombstone says what there is to say.
        return change.change() == Change.REMOVED
                ? Optional.of(new Published.Change(change, null))
                : snapshot.find(change.id())
                        .map(version ->
                                new Published.Change(change, version.entry().name()));
    }
}
