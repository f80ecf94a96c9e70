package de.hilfenetz.publish;

import de.hilfenetz.record.Sha256;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is compressed, counted and hashed while it is written, part by part. One gzip member (RFC 1952) without time or
 * name; each part begins at a whole byte and refers to nothing before it (RFC 1951, 3.2.4), so that a later file can take it
 * over as it is. Equal parts give equal bytes, whether written or taken over.
 */
final class StoredFile extends OutputStream {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    static final int HEADER_LENGTH = HEADER.length;
    /** CRC and length of the content. */
    static final int TRAILER_LENGTH = 8;

    /** A last block that holds nothing. */
    private static final byte[] END = {3, 0};

    private final Path path;
    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] packed = new byte[1 << 16];
    private final Summed stored = new Summed();
    private final Summed plain = new Summed();
    private final CRC32 crc = new CRC32();
    private final CRC32 partCrc = new CRC32();
    private final CRC32 packedCrc = new CRC32();
    private final @Nullable ZstdFile zstd;
    private long partPosition;
    private long partPlain;
    private boolean open = true;

    /** @param zstd gets the same; null where it is kept in one form only */
    StoredFile(Path path, @Nullable ZstdFile zstd) throws IOException {
        this.path = path;
        this.zstd = zstd;
        try {
            out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
            put(HEADER, HEADER.length);
        } catch (IOException e) {
            deflater.end();
            if (zstd != null) {
                zstd.close();
            }
            throw e;
        }
        begin();
    }

    Path path() {
        return path;
    }

    /** The same in its other form; null where there is none. */
    @Nullable
    ZstdFile zstd() {
        return zstd;
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
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        count(bytes, from, length);
        partCrc.update(bytes, from, length);
        partPlain += length;
        if (zstd != null) {
            zstd.write(bytes, from, length);
        }
        deflater.setInput(bytes, from, length);
        while (!deflater.needsInput()) {
            put(packed, deflater.deflate(packed, 0, packed.length, Deflater.NO_FLUSH));
        }
    }

    private void count(byte[] bytes, int from, int length) {
        plain.add(bytes, from, length);
        crc.update(bytes, from, length);
    }

    private void put(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        stored.add(bytes, 0, length);
        packedCrc.update(bytes, 0, length);
    }

    private void begin() {
        partPosition = stored.bytes;
        partPlain = 0;
        partCrc.reset();
        packedCrc.reset();
    }

    /**
     * Ends what was written since the last call.
     *
     * @param count rows or triples in it
     */
    Part end(long count) throws IOException {
        if (partPlain > 0) {
            int length;
            do {
                length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
                put(packed, length);
            } while (length == packed.length);
            deflater.reset();
        }
        var part = new Part(
                partPosition,
                Math.toIntExact(stored.bytes - partPosition),
                Math.toIntExact(partPlain),
                partCrc.getValue(),
                packedCrc.getValue(),
                count,
                zstd == null ? null : zstd.end());
        begin();
        return part;
    }

    /** Takes over a part of another file; what was written before it is ended. */
    Part take(Part.Content content) throws IOException {
        count(content.plain(), 0, content.plain().length);
        put(content.packed(), content.packed().length);
        var part = content.part();
        var frame = zstd == null || content.frame() == null ? null : zstd.take(content.frame());
        var taken = new Part(
                partPosition, part.stored(), part.plain(), part.crc(), packedCrc.getValue(), part.count(), frame);
        begin();
        return taken;
    }

    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        try (out) {
            end(0);
            put(END, END.length);
            var trailer = ByteBuffer.allocate(TRAILER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            trailer.putInt((int) crc.getValue()).putInt((int) plain.bytes);
            put(trailer.array(), trailer.capacity());
        } finally {
            deflater.end();
            if (zstd != null) {
                zstd.close();
            }
        }
        Durable.sync(path);
    }

    /**
     * What stands in a piece of such a file that begins where the file or a part does, and ends where a part or the file ends.
     *
     * @param isBeginning whether it begins with the file
     */
    static byte[] inflate(byte[] piece, boolean isBeginning) throws IOException {
        var plain = new ByteArrayOutputStream(8 * piece.length);
        var inflater = new Inflater(true);
        try (var out = new InflaterOutputStream(plain, inflater)) {
            var from = isBeginning ? HEADER.length : 0;
            out.write(piece, from, piece.length - from);
            out.flush();
        } finally {
            inflater.end();
        }
        return plain.toByteArray();
    }

    /** Counts and hashes what goes by. */
    static final class Summed {

        private final MessageDigest digest = Sha256.digest();
        private long bytes;

        void add(byte[] some, int from, int length) {
            digest.update(some, from, length);
            bytes += length;
        }

        long bytes() {
            return bytes;
        }

        Sum sum() {
            try {
                return new Sum(bytes, Sha256.from(((MessageDigest) digest.clone()).digest()));
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
            }
        }
    }
}
