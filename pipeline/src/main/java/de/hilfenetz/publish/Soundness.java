package de.hilfenetz.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether files on the disk still are what they were sealed as. Each is looked at when somebody asks for it, and again a day
 * later: disks lose bits without telling. Safe for use by several threads.
 */
final class Soundness {

    private static final Duration BELIEVED = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<Path, Instant> looked = new ConcurrentHashMap<>();

    Soundness(Clock clock) {
        this.clock = clock;
    }

    /** Whether the file has this hash; the first to ask waits until it was read. */
    boolean check(Path file, String sha256) throws IOException {
        if (looked.size() > MOST_REMEMBERED) {
            looked.clear();
        }
        var now = clock.instant();
        try {
            return looked.compute(file, (path, at) -> {
                        var isBelieved = at != null && now.isBefore(at.plus(BELIEVED));
                        return isBelieved ? at : isSound(path, sha256) ? now : null;
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
