package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How the stored files of a release that no longer lie there whole are put together, byte for byte.
 *
 * @param files by name, in order; together the slices of a file are its bytes
 */
record Recipe(SortedMap<String, List<Slice>> files) {

    private static final String FILE = "rezept.json.gz";

    /**
     * Bytes of another file.
     *
     * @param release whose folder it lies in
     * @param name of the file, stored whole
     */
    record Slice(ReleaseId release, String name, long position, long length) {

        private boolean isFollowedBy(Slice next) {
            return release.equals(next.release) && name.equals(next.name) && position + length == next.position;
        }

        /** {@code length} of its bytes, from {@code offset} on. */
        Slice part(long offset, long some) {
            return new Slice(release, name, position + offset, some);
        }
    }

    Recipe {
        var copy = new TreeMap<String, List<Slice>>();
        files.forEach((name, slices) -> copy.put(name, List.copyOf(slices)));
        files = copy;
    }

    /** Adds {@code next} to the end of a file. */
    static void append(List<Slice> slices, Slice next) {
        if (!slices.isEmpty() && slices.getLast().isFollowedBy(next)) {
            var last = slices.removeLast();
            slices.add(last.part(0, last.length() + next.length()));
        } else {
            slices.add(next);
        }
    }

    /** Where the bytes of a file from {@code position} on really lie. */
    static List<Slice> cut(List<Slice> slices, long position, long length) {
        var found = new ArrayList<Slice>();
        var begin = 0L;
        for (var slice : slices) {
            var from = Math.max(position, begin);
            var to = Math.min(position + length, begin + slice.length());
            if (from < to) {
                found.add(slice.part(from - begin, to - from));
            }
            begin += slice.length();
        }
        return found;
    }

    /** Whether it takes bytes from the folder of {@code release}. */
    boolean needs(ReleaseId release) {
        return files.values().stream()
                .flatMap(List::stream)
                .anyMatch(slice -> slice.release().equals(release));
    }

    /** The recipe in the folder of a release; empty where its files lie there whole. */
    static Optional<Recipe> find(Path home) throws IOException {
        var file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            return Optional.of(Manifest.mapper().readValue(in, Recipe.class));
        }
    }

    void write(Path home) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes, 1 << 16)) {
            Manifest.mapper()
                    .writer()
                    .without(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(out, this);
        }
        Durable.replace(home.resolve(FILE), bytes.toByteArray());
    }

    static void delete(Path home) throws IOException {
        Files.deleteIfExists(home.resolve(FILE));
    }
}
