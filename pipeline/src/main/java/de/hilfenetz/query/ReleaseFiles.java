package de.hilfenetz.query;

import de.hilfenetz.graph.ReleaseGraph;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the graph of a release lies.
 *
 * @param everything N-Triples, packed
 * @param vocabulary Turtle, packed
 * @param triples in {@code everything}, from which follows how much memory they need; 0 where nobody knows
 * @param change what makes this graph of an earlier one; null where it has to be read
 */
public record ReleaseFiles(
        String release,
        Path everything,
        Path vocabulary,
        long triples,
        @Nullable Change change) {

    public ReleaseFiles(String release, Path everything, Path vocabulary, long triples) {
        this(release, everything, vocabulary, triples, null);
    }

    /**
     * By what the graphs of two releases differ.
     *
     * @param from the earlier release
     * @param gone N-Triples that are in the earlier one once more
     * @param come N-Triples that are in the later one once more
     */
    public record Change(String from, String gone, String come) {}

    /** The same, with a shorter way to it. */
    public ReleaseFiles by(Change fromBefore) {
        return new ReleaseFiles(release, everything, vocabulary, triples, fromBefore);
    }

    /** The same, without the way from an earlier one. */
    ReleaseFiles whole() {
        return new ReleaseFiles(release, everything, vocabulary, triples);
    }

    /** Reads it. */
    public ReleaseGraph read(URI base) throws IOException {
        return ReleaseGraph.read(base, release, everything, vocabulary);
    }
}
