package de.hilfenetz.publish;

import de.hilfenetz.publish.Dumps.Written;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** One file of a release while it grows, part by part: what its records look like, and what stands between parts. */
abstract class DumpFile implements Closeable {

    /** What is long and read by programs is there with Zstandard too. */
    private static final Set<String> IN_BOTH_FORMS = Set.of("nt", "jsonld", "csv");

    private final String dataset;
    private final String extension;
    private final String mediaType;
    private final byte[] separator;
    private final StoredFile stored;
    private long count;
    private long countBefore;

    /**
     * @param folder of the release
     * @param separator between two parts; what a subclass writes between records of one part is its own
     */
    DumpFile(Path folder, String dataset, String extension, String mediaType, String separator) throws IOException {
        this.dataset = dataset;
        this.extension = extension;
        this.mediaType = mediaType;
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        var path = folder.resolve(dataset + "." + extension + ".gz");
        stored = new StoredFile(path, IN_BOTH_FORMS.contains(extension) ? new ZstdFile(zstd(path)) : null);
    }

    /** Where the other form of a file lies. */
    static Path zstd(Path packed) {
        return packed.resolveSibling(packed.getFileName().toString().replaceFirst("gz$", "zst"));
    }

    final StoredFile stored() {
        return stored;
    }

    final Path path() {
        return stored.path();
    }

    final String dataset() {
        return dataset;
    }

    final String extension() {
        return extension;
    }

    /** Notes that a row, or so many triples, were written. */
    final void add(long more) {
        count += more;
    }

    /** All rows or triples so far. */
    final long count() {
        return count;
    }

    /** Passes on what was written so far; what comes next begins a part. */
    abstract void flush() throws IOException;

    /** Writes and passes on what stands at the end of the file. */
    abstract void finish() throws IOException;

    /** Ends the file. Where the disk is full it is closed all the same: an open file that was deleted would keep it full. */
    @Override
    public final void close() throws IOException {
        try (stored) {
            finish();
        }
    }

    /** Begins a part: what stands at the head of the file, or between this part and the one before, is none of it. */
    final void begin() throws IOException {
        flush();
        if (count > 0) {
            stored.write(separator);
        }
        stored.end(0);
        countBefore = count;
    }

    /** Ends the part that was begun. */
    final Part end() throws IOException {
        flush();
        return stored.end(count - countBefore);
    }

    /** Takes over a part from an earlier release's file in place of {@link #begin}, records and {@link #end}. */
    final Part take(Part.Content content) throws IOException {
        begin();
        count += content.part().count();
        return stored.take(content);
    }

    /** What was written, once it is closed. */
    final Written written() {
        var isGraph = this instanceof GraphFile;
        var zstd = stored.zstd();
        return new Written(
                dataset,
                extension,
                mediaType,
                path(),
                stored.stored(),
                stored.plain(),
                zstd == null ? null : zstd.stored(),
                isGraph ? null : count,
                isGraph ? count : null);
    }
}
