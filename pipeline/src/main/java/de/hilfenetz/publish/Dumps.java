package de.hilfenetz.publish;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.graph.TripleWriter;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Tombstone;
import de.hilfenetz.journal.Version;
import de.hilfenetz.publish.Columns.Column;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/**
 * The files of a release while they are written, all in one pass over the records: a table each of services, organizations,
 * places, concepts and tombstones, HSDS of the services, GeoJSON of what has a place, and N-Triples, Turtle and JSON-LD of
 * everything that is public. Each record is described once; none is kept.
 */
final class Dumps implements Closeable {

    /** The data set of services; its RDF holds everything and stands for itself. */
    static final String SERVICES = "angebote";

    static final String ORGANIZATIONS = "traeger";
    static final String LOCATIONS = "orte";
    static final String CONCEPTS = "systematik";
    static final String TOMBSTONES = "entfallen";

    /** The data set of everything in one file. */
    static final String EVERYTHING = "alles";

    private static final List<GraphFormat> FORMATS =
            List.of(GraphFormat.NTRIPLES, GraphFormat.TURTLE, GraphFormat.JSONLD);

    private final Path folder;
    private final Crosswalk crosswalk;
    private final Columns columns;
    private final Vocabulary vocabulary;
    private final TableFile services;
    private final TableFile organizations;
    private final TableFile locations;
    private final TableFile concepts;
    private final TableFile tombstones;
    private final GeoJson servicePoints;
    private final GeoJson locationPoints;
    private final FlatTable flat;
    private final StoredFile hsdsFile;
    private final HsdsFile hsds;
    private final Map<GraphFormat, StoredFile> graphFiles = new EnumMap<>(GraphFormat.class);
    private final Map<GraphFormat, TripleWriter> graphs = new EnumMap<>(GraphFormat.class);
    private final StoredFile vocabularyFile;
    private final TripleWriter vocabularyGraph;
    private final List<Triple> triples = new ArrayList<>();
    private long tripleCount;
    private long vocabularyCount;

    Dumps(Path folder, Crosswalk crosswalk, ShortNames names, Columns columns, Vocabulary vocabulary, Hsds hsds)
            throws IOException {
        this.folder = folder;
        this.crosswalk = crosswalk;
        this.columns = columns;
        this.vocabulary = vocabulary;
        services = new TableFile(folder, SERVICES, layout(SERVICES, columns), true);
        organizations = new TableFile(folder, ORGANIZATIONS, layout(ORGANIZATIONS, columns), true);
        locations = new TableFile(folder, LOCATIONS, layout(LOCATIONS, columns), true);
        concepts = new TableFile(folder, CONCEPTS, layout(CONCEPTS, columns), false);
        tombstones = new TableFile(folder, TOMBSTONES, layout(TOMBSTONES, columns), false);
        servicePoints = new GeoJson(folder, SERVICES, layout(SERVICES, columns), "ort_id");
        locationPoints = new GeoJson(folder, LOCATIONS, layout(LOCATIONS, columns), "ort_id");
        flat = new FlatTable(columns, row -> {
            services.write(row);
            servicePoints.write(row);
        });
        hsdsFile = new StoredFile(folder.resolve(SERVICES + ".json.gz"));
        this.hsds = new HsdsFile(hsdsFile, hsds);
        for (var format : FORMATS) {
            var file = new StoredFile(folder.resolve(SERVICES + "." + format.extension() + ".gz"));
            graphFiles.put(format, file);
            graphs.put(format, format.open(file, names));
        }
        vocabularyFile = new StoredFile(folder.resolve(CONCEPTS + ".ttl.gz"));
        vocabularyGraph = GraphFormat.TURTLE.open(vocabularyFile, names);
    }

    /** The columns of each table, by the data set's name. */
    static List<Heading> layout(String dataset, Columns columns) {
        return switch (dataset) {
            case SERVICES -> FlatTable.headings(columns);
            case ORGANIZATIONS ->
                columns.organizations().stream().map(Column::heading).toList();
            case LOCATIONS -> columns.locations().stream().map(Column::heading).toList();
            case CONCEPTS -> VocabularyTable.HEADINGS;
            case TOMBSTONES -> TombstoneTable.HEADINGS;
            default -> throw new IllegalArgumentException("no table is called " + dataset);
        };
    }

    /** The data sets that are tables. */
    static final List<String> TABLES = List.of(SERVICES, ORGANIZATIONS, LOCATIONS, CONCEPTS, TOMBSTONES);

    /** One file as it was written, before anybody looked at it again. */
    record Written(
            String dataset,
            String extension,
            String mediaType,
            Path path,
            StoredFile.Sum stored,
            StoredFile.Sum plain,
            @Nullable Long rows,
            @Nullable Long triples) {

        static Written table(String dataset, String extension, String mediaType, StoredFile file, long rows) {
            return new Written(dataset, extension, mediaType, file.path(), file.stored(), file.plain(), rows, null);
        }

        static Written graph(String dataset, GraphFormat format, Path path, StoredFile file, long triples) {
            return new Written(
                    dataset, format.extension(), format.mediaType(), path, file.stored(), file.plain(), null, triples);
        }
    }

    /** Writes all records of {@code snapshot}: organizations, places, services, then the vocabulary and what is gone. */
    void write(Snapshot snapshot) throws IOException {
        try {
            for (var kind : List.of(Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)) {
                snapshot.forEach(kind, version -> write(version));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        crosswalk.describeVocabulary(triples::add);
        vocabularyCount = triples.size();
        vocabularyGraph.write(triples);
        drain();
        VocabularyTable.write(vocabulary, crosswalk.base(), concepts::write);
        for (Tombstone tombstone : snapshot.listTombstones()) {
            tombstones.write(TombstoneTable.row(tombstone));
        }
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
                flat.keep(organization);
                hsds.keep(organization);
                organizations.write(cells(columns.organizations(), organization));
            }
            case Location location -> {
                flat.keep(location);
                hsds.keep(location);
                var row = cells(columns.locations(), location);
                locations.write(row);
                locationPoints.write(row);
            }
            case Service service -> {
                flat.write(service);
                hsds.write(service);
            }
        }
        crosswalk.describe(entry, triples::add);
        drain();
    }

    private static <T> List<String> cells(List<Column<T>> columns, T record) {
        return columns.stream().map(column -> column.of(record)).toList();
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
        for (var file :
                List.of(services, organizations, locations, concepts, tombstones, servicePoints, locationPoints)) {
            file.close();
        }
        hsds.close();
        for (var graph : graphs.values()) {
            graph.close();
        }
        vocabularyGraph.close();
        for (var file : graphFiles.values()) {
            var everything = file.path().getFileName().toString().replaceFirst(SERVICES, EVERYTHING);
            Durable.link(folder.resolve(everything), file.path());
        }
    }

    /** What was written, once it is closed. */
    List<Written> list() {
        var written = new ArrayList<Written>();
        written.addAll(services.list());
        written.add(Written.table(SERVICES, "json", "application/json", hsdsFile, hsds.services()));
        written.add(servicePoints.written());
        addGraphs(written, SERVICES);
        written.addAll(organizations.list());
        written.addAll(locations.list());
        written.add(locationPoints.written());
        written.addAll(concepts.list());
        written.add(
                Written.graph(CONCEPTS, GraphFormat.TURTLE, vocabularyFile.path(), vocabularyFile, vocabularyCount));
        written.addAll(tombstones.list());
        addGraphs(written, EVERYTHING);
        return written;
    }

    private void addGraphs(List<Written> written, String dataset) {
        graphFiles.forEach((format, file) -> written.add(Written.graph(
                dataset, format, folder.resolve(dataset + "." + format.extension() + ".gz"), file, tripleCount)));
    }
}
