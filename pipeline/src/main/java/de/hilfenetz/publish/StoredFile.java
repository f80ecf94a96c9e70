package de.hilfenetz.publish;

import de.hilfenetz.record.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is compressed, counted and hashed while it is written. One gzip member without time or name: equal bytes in give
 * equal bytes out.
 */
final class StoredFile extends OutputStream {

    private final Path path;
    private final Counted stored;
    private final Counted plain;

    StoredFile(Path path) throws IOException {
        this.path = path;
        stored = new Counted(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16));
        plain = new Counted(new GZIPOutputStream(stored, 1 << 16));
    }

    Path path() {
        return path;
    }

    /** How long a form of the file is, and its hash. */
    record Sum(long bytes, Sha256 sha256) {}

    /** Of the file on disk; known once it is closed. */
    Sum stored() {
        return stored.sum();
    }

    /** Of what was written; known once it is closed. */
    Sum plain() {
        return plain.sum();
    }

    @Override
    public void write(int b) throws IOException {
        plain.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        plain.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
        plain.close();
        Durable.sync(path);
    }

    private static final class Counted extends FilterOutputStream {

        private final MessageDigest digest = Sha256.digest();
        private long bytes;

        private Counted(OutputStream out) {
            super(out);
        }

        private Sum sum() {
            try {
                return new Sum(bytes, Sha256.from(((MessageDigest) digest.clone()).digest()));
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            digest.update((byte) b);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            digest.update(some, from, length);
            bytes += length;
        }
    }
}
