package de.hilfenetz.query;

import de.hilfenetz.graph.ReleaseGraph;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where the graph of a release lies.
 *
 * @param everything N-Triples, packed
 * @param vocabulary Turtle, packed
 */
public record ReleaseFiles(String release, Path everything, Path vocabulary) {

    /** Reads it. */
    public ReleaseGraph read(URI base) throws IOException {
        return ReleaseGraph.read(base, release, everything, vocabulary);
    }
}
