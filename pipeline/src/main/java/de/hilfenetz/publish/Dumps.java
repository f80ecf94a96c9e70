package de.hilfenetz.publish;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.graph.TripleWriter;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Version;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Triple;

/**
 * The files of a release while they are written, all in one pass over the records: the flat table of services, HSDS, and N-Triples,
 * Turtle and JSON-LD of everything that is public. Each record is described once; none is kept.
 */
final class Dumps implements Closeable {

    /** The data set all of them belong to. */
    static final String DATASET = "angebote";

    private static final List<GraphFormat> FORMATS =
            List.of(GraphFormat.NTRIPLES, GraphFormat.TURTLE, GraphFormat.JSONLD);

    private final Crosswalk crosswalk;
    private final StoredFile tableFile;
    private final FlatTable table;
    private final StoredFile hsdsFile;
    private final HsdsFile hsds;
    private final Map<GraphFormat, StoredFile> graphFiles = new EnumMap<>(GraphFormat.class);
    private final Map<GraphFormat, TripleWriter> graphs = new EnumMap<>(GraphFormat.class);
    private final List<Triple> triples = new ArrayList<>();
    private long tripleCount;

    Dumps(Path folder, Crosswalk crosswalk, ShortNames names, Columns columns, Hsds hsds) throws IOException {
        this.crosswalk = crosswalk;
        tableFile = new StoredFile(folder.resolve(DATASET + ".csv.gz"));
        table = new FlatTable(tableFile, columns);
        hsdsFile = new StoredFile(folder.resolve(DATASET + ".json.gz"));
        this.hsds = new HsdsFile(hsdsFile, hsds);
        for (var format : FORMATS) {
            var file = new StoredFile(folder.resolve(DATASET + "." + format.extension() + ".gz"));
            graphFiles.put(format, file);
            graphs.put(format, format.open(file, names));
        }
    }

    /** One file as it was written, before anybody looked at it again. */
    record Written(
            Path path,
            String extension,
            String mediaType,
            StoredFile.Sum stored,
            StoredFile.Sum plain,
            boolean isTable,
            long count) {}

    /** Writes all records of {@code snapshot}: organizations, places, services, then the vocabulary. */
    void write(Snapshot snapshot) throws IOException {
        try {
            for (var kind : List.of(Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)) {
                snapshot.forEach(kind, version -> write(version));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        crosswalk.describeVocabulary(triples::add);
        drain();
    }

    private void write(Version version) {
        try {
            write(version.entry());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Entry entry) throws IOException {
        switch (entry) {
            case Organization organization -> {
                table.keep(organization);
                hsds.keep(organization);
            }
            case Location location -> {
                table.keep(location);
                hsds.keep(location);
            }
            case Service service -> {
                table.write(service);
                hsds.write(service);
            }
        }
        crosswalk.describe(entry, triples::add);
        drain();
    }

    private void drain() throws IOException {
        for (var graph : graphs.values()) {
            graph.write(triples);
        }
        tripleCount += triples.size();
        triples.clear();
    }

    @Override
    public void close() throws IOException {
        table.close();
        hsds.close();
        for (var graph : graphs.values()) {
            graph.close();
        }
    }

    /** What was written, once it is closed. */
    List<Written> list() {
        var written = new ArrayList<Written>();
        written.add(new Written(
                tableFile.path(), "csv", "text/csv", tableFile.stored(), tableFile.plain(), true, table.rows()));
        written.add(new Written(
                hsdsFile.path(),
                "json",
                "application/json",
                hsdsFile.stored(),
                hsdsFile.plain(),
                true,
                hsds.services()));
        graphFiles.forEach((format, file) -> written.add(new Written(
                file.path(), format.extension(), format.mediaType(), file.stored(), file.plain(), false, tripleCount)));
        return written;
    }
}
