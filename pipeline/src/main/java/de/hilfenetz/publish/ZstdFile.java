package de.hilfenetz.publish;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The same file packed with Zstandard (RFC 8878), which unpacks several times faster than gzip: one frame a part, so that a later
 * file can take it over as it is. Equal parts give equal bytes, whether written or taken over.
 */
final class ZstdFile implements Closeable {

    private static final int LEVEL = 3;

    private final Path path;
    private final OutputStream out;
    private final ZstdCompressCtx packer =
            new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true).setContentSize(true);
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream(1 << 16);
    private final StoredFile.Summed stored = new StoredFile.Summed();

    ZstdFile(Path path) throws IOException {
        this.path = path;
        out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
    }

    /**
     * A part of it.
     *
     * @param position of its first byte in the file
     * @param stored bytes in the file
     */
    record Frame(long position, int stored) {

        /** Reads the frame and holds it against what it should unpack to; fails with {@link Part.Damaged} where it does not. */
        byte[] read(FileChannel file, byte[] plain) throws IOException {
            var packed = packed(file);
            if (!Arrays.equals(unpack(packed, plain.length), plain)) {
                throw new Part.Damaged("other data stand at byte " + position);
            }
            return packed;
        }

        byte[] packed(FileChannel file) throws IOException {
            var packed = new byte[stored];
            var buffer = ByteBuffer.wrap(packed);
            while (buffer.hasRemaining()) {
                if (file.read(buffer, position + buffer.position()) < 0) {
                    throw new Part.Damaged("it ends before byte " + (position + stored));
                }
            }
            return packed;
        }

        byte[] unpack(byte[] packed, int length) throws Part.Damaged {
            try {
                return Zstd.decompress(packed, length);
            } catch (ZstdException e) {
                // It is damaged, however zstd calls it.
                throw new Part.Damaged("other data stand at byte " + position);
            }
        }
    }

    Path path() {
        return path;
    }

    /** Of the file on disk; known once it is closed. */
    StoredFile.Sum stored() {
        return stored.sum();
    }

    void write(byte[] bytes, int from, int length) {
        plain.write(bytes, from, length);
    }

    /** Ends what was written since the last call; null where that is nothing. */
    @Nullable
    Frame end() throws IOException {
        if (plain.size() == 0) {
            return null;
        }
        var packed = packer.compress(plain.toByteArray());
        plain.reset();
        return put(packed);
    }

    /** Takes over a frame of another file; what was written before it is ended. */
    Frame take(byte[] packed) throws IOException {
        return put(packed);
    }

    private Frame put(byte[] packed) throws IOException {
        var frame = new Frame(stored.bytes(), packed.length);
        out.write(packed);
        stored.add(packed, 0, packed.length);
        return frame;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            end();
        } finally {
            packer.close();
        }
        Durable.sync(path);
    }
}
