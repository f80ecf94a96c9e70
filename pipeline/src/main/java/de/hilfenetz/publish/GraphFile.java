package de.hilfenetz.publish;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.graph.TripleWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.jena.graph.Triple;

/** Triples in one format. */
final class GraphFile extends DumpFile {

    private final TripleWriter writer;

    GraphFile(Path folder, String dataset, GraphFormat format, ShortNames names) throws IOException {
        super(folder, dataset, format.extension(), format.mediaType(), format.separator());
        writer = format.open(stored(), names);
    }

    /**
     * @param subjects all triples of one or more subjects, those of one subject together
     */
    void write(List<Triple> subjects) throws IOException {
        writer.write(subjects);
        add(subjects.size());
    }

    @Override
    void flush() throws IOException {
        writer.endPart();
    }

    @Override
    void finish() throws IOException {
        writer.close();
    }
}
