package de.hilfenetz.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a compressed file that can be read, and copied into another file, without what stands before it.
 *
 * @param position of its first byte in the file
 * @param stored bytes in the file
 * @param plain bytes once decompressed
 * @param crc CRC-32 of the plain bytes
 * @param packedCrc CRC-32 of the stored bytes; 0 where nobody knows
 * @param count rows of a table, triples of RDF
 * @param zstd the same in the file's other form; null where there is none
 */
record Part(long position, int stored, int plain, long crc, long packedCrc, long count, ZstdFile.@Nullable Frame zstd) {

    /** Both forms of a part, read and found whole. */
    static final class Content {

        private final Part part;
        private final byte[] packed;
        private final byte[] plain;
        private final byte @Nullable [] frame;

        private Content(Part part, byte[] packed, byte[] plain, byte @Nullable [] frame) {
            this.part = part;
            this.packed = packed;
            this.plain = plain;
            this.frame = frame;
        }

        Part part() {
            return part;
        }

        /** Not copied: not to be changed. */
        byte[] packed() {
            return packed;
        }

        /** Not copied: not to be changed. */
        byte[] plain() {
            return plain;
        }

        /** The form packed with Zstandard; null where there is none. Not copied: not to be changed. */
        byte @Nullable [] frame() {
            return frame;
        }
    }

    /**
     * Reads the part from the files of an earlier release, to be taken over; fails with {@link Damaged} where it is not what
     * was written. Of two forms the one that unpacks sooner is unpacked, the other is held against its sum.
     *
     * @param zstdFile the file's other form; null where there is none
     */
    Content readAgain(FileChannel file, @Nullable FileChannel zstdFile) throws IOException {
        if (packedCrc == 0 || zstd == null || zstdFile == null) {
            return read(file, zstdFile);
        }
        var packed = packed(file);
        if (sum(packed) != packedCrc) {
            throw new Damaged("other data stand at byte " + position);
        }
        var frame = zstd.packed(zstdFile);
        var unpacked = zstd.unpack(frame, plain);
        if (sum(unpacked) != crc) {
            throw new Damaged("other data stand in the other form of what is at byte " + position);
        }
        return new Content(this, packed, unpacked, frame);
    }

    static long sum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    /**
     * Reads the part from its file and unpacks all its forms; fails with {@link Damaged} where it is not what was written.
     *
     * @param zstdFile the file's other form; null where it is not needed
     */
    Content read(FileChannel file, @Nullable FileChannel zstdFile) throws IOException {
        var packed = packed(file);
        var unpacked = inflate(packed);
        var frame = zstd == null || zstdFile == null ? null : zstd.read(zstdFile, unpacked);
        return new Content(this, packed, unpacked, frame);
    }

    private byte[] packed(FileChannel file) throws IOException {
        var bytes = new byte[stored];
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new Damaged("it ends before byte " + (position + stored));
            }
        }
        return bytes;
    }

    private byte[] inflate(byte[] packed) throws Damaged {
        var bytes = new byte[plain];
        var inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            var filled = 0;
            while (filled < plain) {
                var some = inflater.inflate(bytes, filled, plain - filled);
                if (some == 0) {
                    throw new Damaged("too little stands at byte " + position);
                }
                filled += some;
            }
            // Nothing more, and no end: other parts follow in the same stream.
            if (inflater.inflate(new byte[1]) > 0 || inflater.finished() || inflater.getRemaining() > 0) {
                throw new Damaged("other data stand at byte " + position);
            }
        } catch (DataFormatException e) {
            throw new Damaged("no compressed data stand at byte " + position);
        } finally {
            inflater.end();
        }
        if (sum(bytes) != crc) {
            throw new Damaged("other data stand at byte " + position);
        }
        return bytes;
    }

    /** The file does not hold what was written. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }
}
