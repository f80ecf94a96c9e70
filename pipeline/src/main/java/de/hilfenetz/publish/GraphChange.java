package de.hilfenetz.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.hilfenetz.graph.GraphFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * By what the graph of a release differs from that of the one before, as the parts say of which only one of the two is made.
 *
 * @param from the release before
 * @param gone N-Triples that it is made of once more
 * @param come N-Triples that the later one is made of once more
 */
public record GraphChange(ReleaseId from, String gone, String come) {

    private static final String FILE = Dumps.SERVICES + "." + GraphFormat.NTRIPLES.extension() + ".gz";

    /** More bytes than this are as quickly read from the release's own file. */
    private static final long MOST = 16 << 20;

    /** What a part says, as far as one can tell without reading it. */
    private record Content(String versions, int plain, long crc, long count) {

        private static Content of(Group group) {
            var part = part(group);
            return new Content(group.versions(), part.plain(), part.crc(), part.count());
        }
    }

    /** Empty where much changed. The vocabulary must be the same in both. */
    static Optional<GraphChange> between(
            ReleaseId from, Path before, Composition old, Path after, Composition composition) throws IOException {
        var gone = without(old.groups(), contents(composition));
        var come = without(composition.groups(), contents(old));
        return bytes(gone) + bytes(come) > MOST
                ? Optional.empty()
                : Optional.of(new GraphChange(from, read(before, gone), read(after, come)));
    }

    private static Set<Content> contents(Composition composition) {
        var contents = new HashSet<Content>();
        inGraph(composition.groups()).forEach(group -> contents.add(Content.of(group)));
        return contents;
    }

    private static List<Part> without(List<Group> groups, Set<Content> others) {
        return inGraph(groups)
                .filter(group -> !others.contains(Content.of(group)))
                .map(GraphChange::part)
                .toList();
    }

    private static Stream<Group> inGraph(List<Group> groups) {
        return groups.stream().filter(group -> group.parts().containsKey(FILE));
    }

    private static Part part(Group group) {
        return Objects.requireNonNull(group.parts().get(FILE));
    }

    private static long bytes(Collection<Part> parts) {
        return parts.stream().mapToLong(Part::plain).sum();
    }

    private static String read(Path home, List<Part> parts) throws IOException {
        var text = new StringBuilder();
        try (var file = FileChannel.open(home.resolve(FILE))) {
            for (var part : parts) {
                text.append(new String(part.read(file, null).plain(), UTF_8));
            }
        }
        return text.toString();
    }
}
