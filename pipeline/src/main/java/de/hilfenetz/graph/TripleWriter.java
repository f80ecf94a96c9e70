package de.hilfenetz.graph;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.jena.graph.Triple;

/**
 * Writes triples as they come, so that the size of a dump does not matter. Equal triples in equal order give equal bytes.
 * Closing ends the document and closes the stream under it.
 */
public sealed interface TripleWriter extends Closeable permits NTriplesWriter, TurtleWriter, JsonLdWriter {

    /**
     * Writes some subjects.
     *
     * @param subjects all triples of one or more subjects, those of one subject together
     */
    void write(List<Triple> subjects) throws IOException;

    /**
     * Ends a part of the document: all so far is in the stream, and what comes next would stand as well without it; between
     * two parts belongs {@link GraphFormat#separator}.
     */
    void endPart() throws IOException;
}
