package de.hilfenetz.publish;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** Files and folders that are still there after the power was off. */
final class Durable {

    private Durable() {}

    /** Writes a new file and what it says to the disk. */
    static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        sync(file);
    }

    /** Replaces {@code file} so that a reader sees the old one or the new one, never half of either. */
    static void replace(Path file, byte[] bytes) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        write(draft, bytes);
        move(draft, file);
    }

    /** Renames in one step, for ever. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(requireNonNull(to.toAbsolutePath().getParent(), "a file lies in a folder"));
    }

    /** Gives {@code file} a second name, which costs nothing; where the file system has no hard links, the name gets a copy. */
    static void link(Path name, Path file) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(file, name);
            sync(name);
        }
    }

    /** Brings a file's bytes to the disk. */
    static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Brings a folder's names to the disk. */
    static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a folder and all in it. */
    static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
