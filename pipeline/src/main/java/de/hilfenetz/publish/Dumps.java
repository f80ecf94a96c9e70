package de.hilfenetz.publish;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Snapshot.Head;
import de.hilfenetz.journal.Version;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.publish.Columns.Column;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/**
 * The files of a release while they are written, all in one pass over the records: a table each of services, organizations,
 * places, concepts and tombstones, HSDS of the services, GeoJSON of what has a place, and N-Triples, Turtle and JSON-LD of
 * everything that is public. What a release before it holds of records that stayed is taken over; each other record is
 * described once, none is kept.
 */
final class Dumps implements Closeable {

    /** The data set of services; its RDF holds everything and stands for itself. */
    static final String SERVICES = "angebote";

    static final String ORGANIZATIONS = "traeger";
    static final String LOCATIONS = "orte";
    static final String CONCEPTS = "systematik";
    static final String TOMBSTONES = "entfallen";
    static final String COVERAGE = "versorgung";
    static final String ALIGNMENT = "abstimmungen";
    static final String QUALITY = "qualitaet";

    /** The data set of everything in one file. */
    static final String EVERYTHING = "alles";

    private static final List<GraphFormat> FORMATS =
            List.of(GraphFormat.TURTLE, GraphFormat.NTRIPLES, GraphFormat.JSONLD);

    private final Path folder;
    private final Snapshot snapshot;
    private final Crosswalk crosswalk;
    private final Columns columns;
    private final Vocabulary vocabulary;
    private final Related related;
    private final TableFile services;
    private final TableFile servicesForExcel;
    private final HsdsFile hsds;
    private final GeoJson servicePoints;
    private final List<GraphFile> graphs = new ArrayList<>();
    private final TableFile organizations;
    private final TableFile organizationsForExcel;
    private final TableFile locations;
    private final TableFile locationsForExcel;
    private final GeoJson locationPoints;
    private final TableFile concepts;
    private final GraphFile conceptGraph;
    private final TableFile tombstones;
    private final TableFile coverage;
    private final TableFile coverageForExcel;
    private final TableFile alignment;
    private final GraphFile alignmentGraph;
    private final TableFile quality;
    private final GraphFile qualityGraph;
    private final ShortNames names;
    private final FlatTable flat;
    private final List<DumpFile> all = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Group> made = new ArrayList<>();
    private final List<Group> taken = new ArrayList<>();

    /**
     * @param folder of the release
     * @param snapshot of the journal's latest state
     */
    Dumps(
            Path folder,
            Snapshot snapshot,
            Crosswalk crosswalk,
            ShortNames names,
            Columns columns,
            Vocabulary vocabulary,
            Hsds hsds)
            throws IOException {
        this.folder = folder;
        this.snapshot = snapshot;
        this.crosswalk = crosswalk;
        this.columns = columns;
        this.vocabulary = vocabulary;
        related = new Related(id -> snapshot.find(id).map(Version::entry), columns, hsds);
        try {
            services = opened(TableFile.exact(folder, SERVICES, layout(SERVICES, columns)));
            servicesForExcel = opened(TableFile.excel(folder, SERVICES, layout(SERVICES, columns)));
            this.hsds = opened(new HsdsFile(folder, SERVICES, hsds, related));
            servicePoints = opened(new GeoJson(folder, SERVICES, layout(SERVICES, columns), "ort_id"));
            for (var format : FORMATS) {
                graphs.add(opened(new GraphFile(folder, SERVICES, format, names)));
            }
            organizations = opened(TableFile.exact(folder, ORGANIZATIONS, layout(ORGANIZATIONS, columns)));
            organizationsForExcel = opened(TableFile.excel(folder, ORGANIZATIONS, layout(ORGANIZATIONS, columns)));
            locations = opened(TableFile.exact(folder, LOCATIONS, layout(LOCATIONS, columns)));
            locationsForExcel = opened(TableFile.excel(folder, LOCATIONS, layout(LOCATIONS, columns)));
            locationPoints = opened(new GeoJson(folder, LOCATIONS, layout(LOCATIONS, columns), "ort_id"));
            concepts = opened(TableFile.exact(folder, CONCEPTS, layout(CONCEPTS, columns)));
            conceptGraph = opened(new GraphFile(folder, CONCEPTS, GraphFormat.TURTLE, names));
            tombstones = opened(TableFile.exact(folder, TOMBSTONES, layout(TOMBSTONES, columns)));
            coverage = opened(TableFile.exact(folder, COVERAGE, layout(COVERAGE, columns)));
            coverageForExcel = opened(TableFile.excel(folder, COVERAGE, layout(COVERAGE, columns)));
            alignment = opened(TableFile.exact(folder, ALIGNMENT, layout(ALIGNMENT, columns)));
            alignmentGraph = opened(new GraphFile(folder, ALIGNMENT, GraphFormat.TURTLE, names));
            quality = opened(TableFile.exact(folder, QUALITY, layout(QUALITY, columns)));
            qualityGraph = opened(new GraphFile(folder, QUALITY, GraphFormat.TURTLE, names));
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
        this.names = names;
        flat = new FlatTable(columns, related, row -> {
            services.write(row);
            servicesForExcel.write(row);
            servicePoints.write(row);
        });
    }

    private <T extends DumpFile> T opened(T file) {
        all.add(file);
        return file;
    }

    private void closeAfter(Exception failed) {
        try {
            closeAll();
        } catch (IOException e) {
            failed.addSuppressed(e);
        }
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
            case COVERAGE -> CoverageTable.HEADINGS;
            case ALIGNMENT -> AlignmentTable.HEADINGS;
            case QUALITY -> QualityTable.HEADINGS;
            default -> throw new IllegalArgumentException("no table is called " + dataset);
        };
    }

    /** The data sets that are tables. */
    static final List<String> TABLES =
            List.of(SERVICES, ORGANIZATIONS, LOCATIONS, CONCEPTS, TOMBSTONES, COVERAGE, ALIGNMENT, QUALITY);

    /** One file as it was written, before anybody looked at it again. */
    record Written(
            String dataset,
            String extension,
            String mediaType,
            Path path,
            StoredFile.Sum stored,
            StoredFile.Sum plain,
            StoredFile.@Nullable Sum zstd,
            @Nullable Long rows,
            @Nullable Long triples) {

        private Written in(String otherDataset, Path otherPath) {
            return new Written(otherDataset, extension, mediaType, otherPath, stored, plain, zstd, rows, triples);
        }
    }

    /**
     * Writes all records: organizations, places, services, then the vocabulary and what is gone.
     *
     * @param figures of all services and places
     * @param measured how good their data are
     * @param before what the last release was made of, and where it lies; null to make everything from the records
     */
    void write(Coverage figures, QualityTable measured, @Nullable Earlier before) throws IOException {
        var heads = new HashMap<UUID, Head>();
        for (var kind : List.of(Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)) {
            for (var group : Group.split(snapshot, kind)) {
                if (kind != Kind.SERVICE) {
                    group.forEach(head -> heads.put(head.id(), head));
                }
                write(kind, group, heads, before);
            }
        }
        var triples = new ArrayList<Triple>();
        crosswalk.describeVocabulary(triples::add);
        // An earlier release is gone on from under the same vocabulary only.
        makeOther("vocabulary in the graph", graphs, before, () -> write(triples));
        makeOther("vocabulary", List.of(conceptGraph), before, () -> conceptGraph.write(triples));
        makeOther(
                "table of the vocabulary",
                List.of(concepts),
                before,
                () -> VocabularyTable.write(vocabulary, crosswalk.base(), concepts::write));
        makeOther(
                List.of(tombstones),
                () -> snapshot.listTombstones().stream()
                        .map(TombstoneTable::row)
                        .forEach(tombstones::write));
        var said = new AlignmentTable(snapshot, vocabulary, crosswalk.base(), measured.day());
        var statements = said.triples(names);
        makeOther(List.of(alignment), () -> said.rows().forEach(alignment::write));
        makeOther(List.of(alignmentGraph), () -> alignmentGraph.write(statements));
        if (!statements.isEmpty()) {
            var group = new Group(Kind.EDITORIAL, ALIGNMENT, List.of(), "", make(graphs, () -> write(statements)));
            groups.add(group);
            made.add(group);
        }
        makeOther(List.of(quality), () -> measured.rows(this::name).forEach(quality::write));
        makeOther(List.of(qualityGraph), () -> qualityGraph.write(measured.triples(names)));
        var cells = new CoverageTable(figures, vocabulary);
        makeOther(
                "coverage " + digest(cells),
                List.of(coverage, coverageForExcel),
                before,
                () -> cells.write(row -> {
                    coverage.write(row);
                    coverageForExcel.write(row);
                }));
    }

    /** Rows are made sooner than they are written and packed, and mostly stay. */
    private static Sha256 digest(CoverageTable cells) {
        var digest = Sha256.digest();
        cells.write(row -> digest.update((String.join("\t", row) + "\n").getBytes(StandardCharsets.UTF_8)));
        return Sha256.from(digest.digest());
    }

    private Optional<String> name(UUID id) {
        return snapshot.find(id).map(version -> version.entry().name().best());
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void write(Kind kind, List<Head> heads, Map<UUID, Head> known, @Nullable Earlier before)
            throws IOException {
        var versions = Group.versions(heads);
        var old = before == null ? null : before.find(kind, versions, known);
        if (before != null && old != null && take(old, files(kind), before)) {
            return;
        }
        var parts = make(files(kind), () -> {
            for (var version :
                    snapshot.list(kind, heads.getFirst().id(), heads.getLast().id())) {
                write(version.entry());
            }
        });
        var asked = related.takeAsked();
        var group = new Group(kind, versions, List.copyOf(asked), Group.versions(asked, known), parts);
        groups.add(group);
        made.add(group);
    }

    /** Takes over what a group of an earlier release has in these files; false where that is damaged. */
    private boolean take(Group old, List<? extends DumpFile> files, Earlier before) throws IOException {
        var contents = before.read(old);
        if (contents.isEmpty()) {
            return false;
        }
        var parts = new TreeMap<String, Part>();
        for (var file : files) {
            var name = file.path().getFileName().toString();
            parts.put(name, file.take(Objects.requireNonNull(contents.get(name))));
        }
        var group = new Group(old.kind(), old.versions(), old.related(), old.relatedVersions(), parts);
        groups.add(group);
        taken.add(group);
        return true;
    }

    private void makeOther(List<? extends DumpFile> files, Writing writing) throws IOException {
        made.add(new Group(null, "", List.of(), "", make(files, writing)));
    }

    /** @param content what is the same where this is */
    private void makeOther(String content, List<? extends DumpFile> files, @Nullable Earlier before, Writing writing)
            throws IOException {
        var old = before == null ? null : before.find(null, content, Map.of());
        if (before != null && old != null && take(old, files, before)) {
            return;
        }
        var group = new Group(null, content, List.of(), Group.versions(List.of(), Map.of()), make(files, writing));
        groups.add(group);
        made.add(group);
    }

    private static SortedMap<String, Part> make(List<? extends DumpFile> files, Writing writing) throws IOException {
        for (var file : files) {
            file.begin();
        }
        writing.write();
        var parts = new TreeMap<String, Part>();
        for (var file : files) {
            parts.put(file.path().getFileName().toString(), file.end());
        }
        return parts;
    }

    /** The files in which records of a kind stand. */
    private List<DumpFile> files(Kind kind) {
        var files = new ArrayList<DumpFile>(graphs);
        files.addAll(
                switch (kind) {
                    case ORGANIZATION -> List.of(organizations, organizationsForExcel);
                    case LOCATION -> List.of(locations, locationsForExcel, locationPoints);
                    case SERVICE -> List.of(services, servicesForExcel, hsds, servicePoints);
                    case EDITORIAL -> throw new IllegalArgumentException("what editors keep is not published as data");
                });
        return files;
    }

    private void write(Entry entry) throws IOException {
        switch (entry) {
            case Organization organization -> {
                var row = cells(columns.organizations(), organization);
                organizations.write(row);
                organizationsForExcel.write(row);
            }
            case Location location -> {
                var row = cells(columns.locations(), location);
                locations.write(row);
                locationsForExcel.write(row);
                locationPoints.write(row);
            }
            case Service service -> {
                flat.write(service);
                hsds.write(service);
            }
            case Editorial editorial ->
                throw new IllegalArgumentException(
                        "what editors keep is not published as data: " + editorial.sourceId());
        }
        var triples = new ArrayList<Triple>();
        crosswalk.describe(entry, triples::add);
        write(triples);
    }

    private void write(List<Triple> triples) throws IOException {
        for (var graph : graphs) {
            graph.write(triples);
        }
    }

    private static <T> List<String> cells(List<Column<T>> columns, T record) {
        return columns.stream().map(column -> column.of(record)).toList();
    }

    /** What the next release can take over. */
    List<Group> groups() {
        return groups;
    }

    /** What was written anew, records and other things. */
    List<Group> made() {
        return made;
    }

    /** What stands in it as it stood in the release before. */
    List<Group> taken() {
        return taken;
    }

    @Override
    public void close() throws IOException {
        closeAll();
        for (var graph : graphs) {
            Durable.link(everything(graph), graph.path());
            if (graph.stored().zstd() != null) {
                Durable.link(DumpFile.zstd(everything(graph)), DumpFile.zstd(graph.path()));
            }
        }
    }

    /** Each of them, whatever becomes of the others: an open file that was deleted would still fill the disk. */
    private void closeAll() throws IOException {
        @Nullable IOException failed = null;
        for (var file : all) {
            try {
                file.close();
            } catch (IOException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private Path everything(GraphFile graph) {
        return folder.resolve(graph.path().getFileName().toString().replaceFirst(SERVICES, EVERYTHING));
    }

    /** What was written, once it is closed. */
    List<Written> list() {
        var written = new ArrayList<>(all.stream().map(DumpFile::written).toList());
        graphs.forEach(graph -> written.add(graph.written().in(EVERYTHING, everything(graph))));
        return written;
    }
}
