package de.hilfenetz.publish;

import de.hilfenetz.publish.Recipe.Slice;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of slices of files, one after the other. */
final class SlicedInput extends InputStream {

    private final Path folder;
    private final Iterator<Slice> next;
    private final Map<Path, FileChannel> open = new HashMap<>();
    private @Nullable FileChannel channel;
    private long position;
    private long left;

    /**
     * @param folder of the releases
     */
    SlicedInput(Path folder, List<Slice> slices) {
        this.folder = folder;
        next = slices.iterator();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0) {
            if (!next.hasNext()) {
                return -1;
            }
            begin(next.next());
        }
        var some = channel == null
                ? -1
                : channel.read(ByteBuffer.wrap(into, from, (int) Math.min(left, length)), position);
        if (some < 0) {
            throw new EOFException("a release's file ends before byte " + (position + left));
        }
        position += some;
        left -= some;
        return some;
    }

    private void begin(Slice slice) throws IOException {
        var path = folder.resolve(slice.release().toString()).resolve(slice.name());
        channel = open.get(path);
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            open.put(path, channel);
        }
        position = slice.position();
        left = slice.length();
    }

    @Override
    public void close() throws IOException {
        for (var each : open.values()) {
            each.close();
        }
    }
}
