package de.hilfenetz.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Several files, or the pages of an answer, as one zip, made while it is read: nothing is written anywhere, and no file is held in memory. The same
 * files give the same bytes, whenever they were written.
 */
final class ZipOfFiles extends InputStream {

    private static final FileTime NO_TIME =
            FileTime.fromMillis(315_619_200_000L); // 1980-01-02, where zip's calendar begins

    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(made);
    private final byte[] chunk = new byte[65_536];
    private final Parts parts;
    private @Nullable InputStream current;
    private byte[] ready = new byte[0];
    private int position;
    private boolean finished;

    private ZipOfFiles(Parts parts) {
        this.parts = parts;
    }

    static InputStream open(List<Path> files) {
        var rest = files.iterator();
        return open(() -> {
            if (!rest.hasNext()) {
                return null;
            }
            var file = rest.next();
            return new Part(file.getFileName().toString(), Files.newInputStream(file));
        });
    }

    /** The same with names as they are below {@code folder}. */
    static InputStream open(Path folder, List<Path> files) {
        var rest = files.iterator();
        return open(() -> {
            if (!rest.hasNext()) {
                return null;
            }
            var file = rest.next();
            var name = folder.relativize(file).toString().replace(java.io.File.separatorChar, '/');
            return new Part(name, Files.newInputStream(file));
        });
    }

    /** What {@code parts} throws ends the stream with it: then there is no whole zip. */
    static InputStream open(Parts parts) {
        return new ZipOfFiles(parts);
    }

    /** One file after the other. */
    interface Parts {

        /** Null after the last one. */
        @Nullable
        Part next() throws IOException;
    }

    /** One file of the zip. */
    record Part(String name, InputStream bytes) {}

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position == ready.length) {
            if (finished) {
                return -1;
            }
            makeMore();
            ready = made.toByteArray();
            made.reset();
            position = 0;
        }
        var got = Math.min(length, ready.length - position);
        System.arraycopy(ready, position, buffer, offset, got);
        position += got;
        return got;
    }

    private void makeMore() throws IOException {
        if (current == null) {
            var part = parts.next();
            if (part == null) {
                zip.close();
                finished = true;
                return;
            }
            var entry = new ZipEntry(part.name());
            entry.setTime(NO_TIME.toMillis());
            zip.putNextEntry(entry);
            current = part.bytes();
        }
        var got = current.read(chunk);
        if (got >= 0) {
            zip.write(chunk, 0, got);
        } else {
            zip.closeEntry();
            current.close();
            current = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }
}
