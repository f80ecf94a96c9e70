package de.hilfenetz.publish;

import de.hilfenetz.journal.Snapshot.Head;
import de.hilfenetz.record.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An earlier release as a store of parts. For one thread. */
final class Earlier implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Earlier.class);

    private final Path home;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, FileChannel> files = new HashMap<>();

    /**
     * @param home folder of the release
     */
    Earlier(Path home, Composition composition) {
        this.home = home;
        composition.groups().forEach(group -> groups.put(group.versions(), group));
    }

    /** The group of just these versions of records, if what it says of related ones still holds. */
    @Nullable
    Group find(@Nullable Kind kind, String versions, Map<UUID, Head> heads) {
        var group = groups.get(versions);
        return group != null && group.kind() == kind && group.isUpToDate(heads) ? group : null;
    }

    /** The parts of a group by their files; empty where one of them is damaged, which the log says. */
    Map<String, Part.Content> read(Group group) throws IOException {
        var contents = new HashMap<String, Part.Content>();
        for (var entry : group.parts().entrySet()) {
            try {
                var part = entry.getValue();
                var zstd = part.zstd() == null ? null : file(entry.getKey().replaceFirst("gz$", "zst"));
                contents.put(entry.getKey(), part.readAgain(file(entry.getKey()), zstd));
            } catch (Part.Damaged | NoSuchFileException e) {
                LOG.error(
                        "{} of an earlier release is damaged: {}; what it held is made anew from the records",
                        home.resolve(entry.getKey()),
                        e.getMessage());
                return Map.of();
            }
        }
        return contents;
    }

    private FileChannel file(String name) throws IOException {
        var channel = files.get(name);
        if (channel == null) {
            channel = FileChannel.open(home.resolve(name), StandardOpenOption.READ);
            files.put(name, channel);
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        for (var file : files.values()) {
            file.close();
        }
    }
}
