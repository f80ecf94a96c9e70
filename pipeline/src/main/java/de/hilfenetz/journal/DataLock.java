package de.hilfenetz.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process per data directory. The operating system's lock decides, and goes with the process whatever ends it; what the
 * file says serves only to name the other one.
 */
public final class DataLock implements AutoCloseable {

    // POSIX gives a process's lock back when any of its handles of the file is closed: within one process the file must
    // not even be opened twice.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DataLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes the lock of {@code dataDirectory}, or fails with {@link InUse} naming who has it. */
    public static DataLock acquire(Path dataDirectory) throws IOException {
        Files.createDirectories(dataDirectory);
        var directory = dataDirectory.toRealPath();
        if (!OURS.add(directory)) {
            throw new InUse(directory, words());
        }
        try {
            return new DataLock(directory, lock(directory));
        } catch (IOException | RuntimeException e) {
            OURS.remove(directory);
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        var file = directory.resolve("lock");
        var channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new InUse(directory, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(words().getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String words() {
        var self = ProcessHandle.current();
        return self.pid() + " " + self.info().command().orElse("java");
    }

    /** Gives the lock back. The file stays: deleting it would let two processes lock two files of one name. */
    @Override
    public void close() throws IOException {
        channel.close();
        OURS.remove(directory);
    }

    /** Another process works on the data directory. */
    public static final class InUse extends IOException {

        private static final long serialVersionUID = 1L;

        InUse(Path dataDirectory, String other) {
            super(
                    "Im Datenordner %s arbeitet schon ein anderer Prozess: %s. Bitte erst beenden oder einen anderen Ordner nehmen (HILFENETZ_DATA)."
                            .formatted(dataDirectory, other));
        }
    }
}
