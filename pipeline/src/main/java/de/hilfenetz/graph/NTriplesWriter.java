package de.hilfenetz.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.jena.graph.Triple;

/** N-Triples: one triple a line, a line count is a triple count. */
public final class NTriplesWriter implements TripleWriter {

    private final OutputStream out;
    private final Bytes bytes;

    public NTriplesWriter(OutputStream out) {
        this.out = out;
        bytes = new Bytes(out);
    }

    @Override
    public void write(List<Triple> subjects) throws IOException {
        for (var triple : subjects) {
            bytes.term(triple.getSubject());
            bytes.put(' ');
            bytes.term(triple.getPredicate());
            bytes.put(' ');
            bytes.term(triple.getObject());
            bytes.text(" .\n");
        }
        bytes.drain();
    }

    @Override
    public void endPart() throws IOException {
        bytes.flush();
    }

    @Override
    public void close() throws IOException {
        bytes.flush();
        out.close();
    }
}
