package de.hilfenetz.route;

import static java.util.stream.Collectors.joining;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file, or the files of a folder together as one delivery (as a zip, when there are several), once nobody writes
 * them any more. Changes nothing in the folder.
 *
 * <p>Nobody writes a file any more when {@code NAME.done} lies beside it, when it was last written more than a minute ago, or
 * when its size and time stay the same over two seconds; a feed may ask for the first ({@code done: true}). Hidden files, and those ending in {@code .done}, {@code .part},
 * {@code .tmp} or {@code .filepart}, are no data.
 */
final class FileSource implements Source {

    private static final Duration STABLE = Duration.ofSeconds(2);
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** So many folders may lie in each other. */
    private static final int DEEPEST = 8;

    /** So often a file that was left empty is looked at for its first byte. */
    private static final int PATIENCE = 3;

    private final Clock clock;
    private final Pause pause;

    FileSource(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Optional<Mark> fetch(Feed feed, Feed.Fetch where, @Nullable Mark mark, Sink sink) throws IOException {
        return fetch(feed, where, path(feed, where.url()), mark, sink);
    }

    /** The same at {@code path}, of any file system. */
    Optional<Mark> fetch(Feed feed, Feed.Fetch where, Path path, @Nullable Mark mark, Sink sink) throws IOException {
        var files = waitUntilWritten(feed, where, path);
        var seen = new Mark(fingerprint(files), null);
        if (files.isEmpty() || seen.equals(mark)) {
            return Optional.empty();
        }
        if (files.values().stream().mapToLong(Look::size).sum() > where.maxBytes()) {
            throw new FetchFailed(
                    feed, Reason.TOO_LARGE, "erlaubt sind %d Bytes, %s".formatted(where.maxBytes(), path));
        }
        try (var body = open(feed, path, List.copyOf(files.keySet()))) {
            sink.take(new Unchanged(body, files), arrival(feed, where, path, files));
        }
        return Optional.of(seen);
    }

    private static InputStream open(Feed feed, Path path, List<Path> files) throws IOException {
        if (feed.format().isEditorial()) {
            return ZipOfFiles.open(path, files);
        }
        return files.size() == 1 ? Files.newInputStream(files.getFirst()) : ZipOfFiles.open(files);
    }

    private static Arrival arrival(Feed feed, Feed.Fetch where, Path path, SortedMap<Path, Look> files) {
        if (files.size() == 1 && !feed.format().isEditorial()) {
            return new Arrival(where.url(), files.firstKey().getFileName().toString(), null, null);
        }
        var name = path.getFileName() == null ? feed.id() : path.getFileName().toString();
        return new Arrival(where.url(), name + ".zip", "application/zip", null);
    }

    private static Path path(Feed feed, URI url) throws FetchFailed {
        try {
            return (url.isOpaque() ? Path.of(url.getSchemeSpecificPart()) : Path.of(url)).toAbsolutePath();
        } catch (IllegalArgumentException noPath) {
            throw new FetchFailed(feed, Reason.MISSING, url + ": " + noPath.getMessage());
        }
    }

    private SortedMap<Path, Look> waitUntilWritten(Feed feed, Feed.Fetch where, Path path) throws IOException {
        var looks = where.deadline().dividedBy(STABLE) + 1;
        var before = look(feed, path, where.done());
        for (var i = 0; i < looks && !isWritten(before); i++) {
            pause();
            var now = look(feed, path, where.done());
            if (now.equals(before) && !hasEmptyFile(now)) {
                return now;
            }
            if (i + 1 >= PATIENCE && isLeftEmpty(now)) {
                throw new FetchFailed(feed, Reason.EMPTY, path.toString());
            }
            before = now;
        }
        if (!isWritten(before)) {
            throw new FetchFailed(feed, Reason.STILL_GROWING, path.toString());
        }
        return before;
    }

    private boolean isWritten(SortedMap<Path, Look> files) {
        return files.entrySet().stream().allMatch(file -> isWritten(file.getKey(), file.getValue()));
    }

    private boolean isWritten(Path file, Look look) {
        var age = Duration.between(look.modified().toInstant(), clock.instant());
        return isDone(file) || (age.compareTo(SETTLED) > 0 && look.size() > 0);
    }

    private static boolean isDone(Path file) {
        return Files.exists(file.resolveSibling(file.getFileName() + ".done"));
    }

    private boolean isLeftEmpty(SortedMap<Path, Look> files) {
        return files.values().stream()
                .anyMatch(look -> look.size() == 0
                        && Duration.between(look.modified().toInstant(), clock.instant())
                                        .compareTo(SETTLED)
                                > 0);
    }

    private static boolean hasEmptyFile(SortedMap<Path, Look> files) {
        return files.values().stream().anyMatch(look -> look.size() == 0);
    }

    private void pause() throws InterruptedIOException {
        try {
            pause.pause(STABLE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for a file");
        }
    }

    private static SortedMap<Path, Look> look(Feed feed, Path path, boolean done) throws IOException {
        try {
            var files = new TreeMap<Path, Look>();
            for (var file : feed.format().isEditorial() ? walk(path) : list(path)) {
                if (done && !isDone(file)) {
                    continue;
                }
                files.put(file, Look.at(file));
            }
            return files;
        } catch (NoSuchFileException missing) {
            throw new FetchFailed(feed, Reason.MISSING, missing.getFile());
        }
    }

    private static List<Path> list(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (var children = Files.list(path)) {
            return children.filter(FileSource::isData).toList();
        }
    }

    /** Entries lie in a folder for each of their types; their keys may be paths themselves. */
    private static List<Path> walk(Path path) throws IOException {
        try (var all = Files.walk(path, DEEPEST)) {
            return all.filter(FileSource::isData).toList();
        }
    }

    private static boolean isData(Path file) {
        var name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.matches("\\..*|.*\\.(done|part|tmp|filepart)");
    }

    private static String fingerprint(SortedMap<Path, Look> files) {
        return files.entrySet().stream()
                .map(file -> "%s %d %s"
                        .formatted(
                                file.getKey(),
                                file.getValue().size(),
                                file.getValue().modified()))
                .collect(joining("\n"));
    }

    /** One look at a file. */
    private record Look(long size, FileTime modified) {

        static Look at(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(attributes.size(), attributes.lastModifiedTime());
        }
    }

    /** Notices at the end that somebody wrote while we read: what was read then is half old, half new. */
    private static final class Unchanged extends java.io.FilterInputStream {

        private final SortedMap<Path, Look> files;

        Unchanged(InputStream in, SortedMap<Path, Look> files) {
            super(in);
            this.files = files;
        }

        @Override
        public int read() throws IOException {
            return checked(in.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return checked(in.read(buffer, offset, length));
        }

        private int checked(int got) throws IOException {
            if (got < 0) {
                for (var file : files.entrySet()) {
                    if (!Look.at(file.getKey()).equals(file.getValue())) {
                        throw new IOException(
                                "%s wurde beim Lesen geändert / was changed while being read".formatted(file.getKey()));
                    }
                }
            }
            return got;
        }
    }

    /** How to wait. */
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }
}
