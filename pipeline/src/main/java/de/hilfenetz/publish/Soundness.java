package de.hilfenetz.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether files on the disk still are what they were sealed as. Each is looked at when somebody asks for it, again where it was
 * written to, and again a day later: disks lose bits without telling. Safe for use by several threads.
 */
final class Soundness {

    private static final Duration BELIEVED = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<Path, Look> looked = new ConcurrentHashMap<>();

    /** When a file was read whole, and when it had been written. */
    private record Look(Instant at, FileTime written) {}

    Soundness(Clock clock) {
        this.clock = clock;
    }

    /** Whether the file has this hash; the first to ask waits until it was read. */
    boolean check(Path file, String sha256) throws IOException {
        if (looked.size() > MOST_REMEMBERED) {
            looked.clear();
        }
        var now = clock.instant();
        var written = Files.getLastModifiedTime(file);
        try {
            return looked.compute(file, (path, look) -> {
                        var isBelieved = look != null
                                && look.written().equals(written)
                                && now.isBefore(look.at().plus(BELIEVED));
                        return isBelieved ? look : isSound(path, sha256) ? new Look(now, written) : null;
                    })
                    != null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isSound(Path file, String sha256) {
        try (var in = Files.newInputStream(file)) {
            return Shelf.sha256(in).equals(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
