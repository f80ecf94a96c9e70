package de.hilfenetz.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Manifest.Terms;
import de.hilfenetz.publish.Recipe.Slice;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that are made of a sealed release, from its public files alone and after it is public: workbooks,
 * descriptions of the tables, the figures as a cube, a database and an archive. They are listed in
 * {@code derived.json} beside the manifest, which appears in one step when all of them are there.
 *
 * @param release they are made of
 * @param manifestSha256 of that release's manifest.json
 * @param java that made them; another may compress to other bytes
 * @param files stored as they are, so that both hashes of each are equal, but for the packed cube
 * @param dataPackageSha256 of {@code datapackage.json}; null in lists of earlier versions
 * @param sha256 of this list as it is written without this member; null in lists of earlier versions
 */
public record Derivation(
        ReleaseId release,
        String manifestSha256,
        @Nullable String java,
        List<DataFile> files,
        @Nullable String dataPackageSha256,
        @Nullable String sha256) {

    /** The list's name in the folder of its release. */
    static final String FILE = "derived.json";

    private static final Logger LOG = LoggerFactory.getLogger(Derivation.class);
    private static final ObjectMapper JSON = Manifest.mapper();

    public Derivation {
        files = List.copyOf(files);
    }

    /** What was made of the release in {@code home}; empty too where the list of it is damaged: then it is made again. */
    static Optional<Derivation> find(Path home) throws IOException {
        try {
            var made = read(home);
            if (made.isEmpty() || made.get().isWrittenAs(Files.readAllBytes(home.resolve(FILE)))) {
                return made;
            }
            LOG.error("{} is not as it was written; what it lists is made again", home.resolve(FILE));
        } catch (JsonProcessingException e) {
            LOG.error("{} cannot be read; what it lists is made again", home.resolve(FILE), e);
        }
        return Optional.empty();
    }

    static Optional<Derivation> read(Path home) throws IOException {
        var file = home.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), Derivation.class))
                : Optional.empty();
    }

    /** The same with its own hash. */
    private Derivation sealed() {
        var open = new Derivation(release, manifestSha256, java, files, dataPackageSha256, null);
        return new Derivation(
                release,
                manifestSha256,
                java,
                files,
                dataPackageSha256,
                Sha256.of(open.write()).toString());
    }

    /** Whether these bytes are it as it was written. */
    boolean isWrittenAs(byte[] bytes) {
        return sha256 == null || (equals(sealed()) && Arrays.equals(bytes, write()));
    }

    byte[] write() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was made of an earlier release, which may be made again: then it is taken over, and keeps its date. */
    record Earlier(Derivation made, Manifest manifest, Path home) {

        /** Whether the same rows would give the same bytes now. */
        private boolean isLike(Manifest other) {
            return Runtime.version().toString().equals(made.java)
                    && manifest.software().equals(other.software())
                    && manifest.fingerprint().equals(other.fingerprint());
        }

        private Optional<Path> find(Manifest other, String dataset, String extension) {
            var path = home.resolve(dataset + "." + extension);
            var rows = manifest.find(dataset, "csv").map(DataFile::plainSha256);
            return isLike(other)
                            && rows.isPresent()
                            && rows.equals(other.find(dataset, "csv").map(DataFile::plainSha256))
                            && Files.exists(path)
                    ? Optional.of(path)
                    : Optional.empty();
        }
    }

    /** Makes the files in {@code home}, the folder of the release, where there are none yet. */
    static Derivation make(Manifest manifest, Path home, Columns columns, @Nullable Earlier earlier)
            throws IOException {
        var before = earlier == null ? null : earlier.made();
        var files = new ArrayList<DataFile>();
        for (var file : manifest.files()) {
            var path = home.resolve(file.dataset() + "." + Xlsx.EXTENSION);
            if (file.extension().equals(TableFile.EXCEL)) {
                workbook(file.dataset(), manifest, home, columns, earlier, path);
                files.add(describe(path, Xlsx.EXTENSION, Xlsx.MEDIA_TYPE, file.rows(), manifest, before));
            } else if (file.extension().equals("csv")) {
                if (file.dataset().equals(Dumps.COVERAGE)) {
                    files.add(cube(file, manifest, home, earlier));
                }
                var about = home.resolve(file.dataset() + "." + TableDescriptions.EXTENSION);
                Files.write(
                        about,
                        TableDescriptions.csvw(
                                file.dataset(),
                                Catalogue.about(file.dataset()),
                                Dumps.layout(file.dataset(), columns),
                                manifest.base().toString()));
                files.add(describe(
                        about, TableDescriptions.EXTENSION, TableDescriptions.MEDIA_TYPE, null, manifest, before));
            }
        }
        var headings = Dumps.layout(Dumps.SERVICES, columns);
        var providers = ProviderTables.write(
                home, headings.stream().map(ExcelLayout.Heading::name).toList());
        for (var provider : providers.entrySet()) {
            var table = provider.getValue();
            files.add(under(table.terms(), describe(table.path(), "csv", "text/csv", table.rows(), manifest, before)));
            var about = home.resolve(provider.getKey() + "." + TableDescriptions.EXTENSION);
            Files.write(
                    about,
                    TableDescriptions.csvw(
                            provider.getKey(),
                            Catalogue.about(table.terms()),
                            headings,
                            manifest.base().toString()));
            files.add(
                    describe(about, TableDescriptions.EXTENSION, TableDescriptions.MEDIA_TYPE, null, manifest, before));
        }
        var database = home.resolve(Dumps.EVERYTHING + "." + SqliteFile.EXTENSION);
        SqliteFile.write(home, columns, database);
        files.add(describe(database, SqliteFile.EXTENSION, SqliteFile.MEDIA_TYPE, null, manifest, before));
        var datasette = home.resolve(Dumps.EVERYTHING + "." + Datasette.EXTENSION);
        Files.write(datasette, Datasette.write(manifest));
        files.add(describe(datasette, Datasette.EXTENSION, "application/json", null, manifest, before));
        var zip = home.resolve(Dumps.EVERYTHING + ".zip");
        zip(manifest, home, columns, zip);
        files.add(describe(zip, "zip", "application/zip", null, manifest, before));
        var dataPackage = TableDescriptions.dataPackage(
                manifest,
                columns,
                file -> manifest.base() + "daten/" + file.dataset() + "/" + manifest.release() + "/"
                        + file.plainName());
        Durable.write(home.resolve(TableDescriptions.PACKAGE), dataPackage);
        var derivation = new Derivation(
                        manifest.release(),
                        Sha256.of(Files.readAllBytes(home.resolve("manifest.json")))
                                .toString(),
                        Runtime.version().toString(),
                        files,
                        Sha256.of(dataPackage).toString(),
                        null)
                .sealed();
        Durable.replace(home.resolve(FILE), derivation.write());
        return derivation;
    }

    /** Made again only where a row changed. */
    private static DataFile cube(DataFile table, Manifest manifest, Path home, @Nullable Earlier earlier)
            throws IOException {
        var path = home.resolve(Dumps.COVERAGE + "." + CubeFile.EXTENSION + ".gz");
        Files.deleteIfExists(path); // it may be another name of an earlier release's file
        var same = Optional.ofNullable(earlier)
                .flatMap(known -> known.find(manifest, Dumps.COVERAGE, CubeFile.EXTENSION + ".gz"));
        var before = same.flatMap(none -> Objects.requireNonNull(earlier).made().files().stream()
                .filter(file -> file.name().equals(path.getFileName().toString()))
                .findFirst());
        if (same.isPresent() && before.isPresent()) {
            Durable.link(path, same.get());
            return before.get();
        }
        var stored = new StoredFile(path, null);
        try (stored) {
            CubeFile.write(home.resolve(table.name()), manifest.base().toString(), stored);
        }
        return new DataFile(
                Dumps.COVERAGE,
                CubeFile.EXTENSION,
                "text/turtle",
                path.getFileName().toString(),
                stored.stored().bytes(),
                stored.stored().sha256().toString(),
                stored.plain().bytes(),
                stored.plain().sha256().toString(),
                null,
                null,
                null,
                manifest.created(),
                null);
    }

    private static void workbook(
            String dataset, Manifest manifest, Path home, Columns columns, @Nullable Earlier earlier, Path to)
            throws IOException {
        Files.deleteIfExists(to); // it may be another name of an earlier release's file
        var same = Optional.ofNullable(earlier).flatMap(known -> known.find(manifest, dataset, Xlsx.EXTENSION));
        if (same.isPresent()) {
            Durable.link(to, same.get());
            return;
        }
        var layout = new ExcelLayout(Dumps.layout(dataset, columns));
        Xlsx.write(dataset, home.resolve(dataset + ".csv.gz"), layout, to);
    }

    /** All tables with their descriptions, and the places as GeoJSON; the entries carry no time. */
    private static void zip(Manifest manifest, Path home, Columns columns, Path to) throws IOException {
        try (var zip = new ZipArchiveOutputStream(to)) {
            for (var file : manifest.files()) {
                if (file.rows() == null || file.extension().equals("json")) {
                    continue;
                }
                take(zip, manifest.release(), file, home);
                if (file.extension().equals("csv")) {
                    var about = file.dataset() + "." + TableDescriptions.EXTENSION;
                    put(zip, about, Files.readAllBytes(home.resolve(about)));
                }
            }
            put(zip, TableDescriptions.PACKAGE, TableDescriptions.dataPackage(manifest, columns, DataFile::plainName));
            put(zip, "LIESMICH.txt", """
                    %s, Datenstand %s
                    Quelle: Hilfenetz und liefernde Träger, %sid/datensatz/alles
                    Lizenz: Datenlizenz Deutschland - Namensnennung - Version 2.0, https://www.govdata.de/dl-de/by-2-0
                    Je Zeile gelten die Spalten lizenz und namensnennung.
                    *.csv sind für Programme, *.excel.csv für Excel; was die Spalten bedeuten, steht in *.csv-metadata.json.
                    """.formatted(Catalogue.TITLE, manifest.release(), manifest.base())
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static ZipArchiveEntry entry(String name) {
        var entry = new ZipArchiveEntry(name);
        entry.setTimeLocal(Xlsx.NO_TIME);
        return entry;
    }

    private static void put(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
        zip.putArchiveEntry(entry(name));
        zip.write(content);
        zip.closeArchiveEntry();
    }

    /** Takes a file over as it is packed: between their heads and ends, gzip and ZIP hold the same (RFC 1952, 2.3; APPNOTE, 4.4.5). */
    private static void take(ZipArchiveOutputStream zip, ReleaseId release, DataFile file, Path home)
            throws IOException {
        try (var stored = new RandomAccessFile(home.resolve(file.name()).toFile(), "r")) {
            var end = stored.length() - StoredFile.TRAILER_LENGTH;
            stored.seek(end);
            var crc = Integer.reverseBytes(stored.readInt());
            var packed = new Slice(release, file.name(), StoredFile.HEADER_LENGTH, end - StoredFile.HEADER_LENGTH);
            var entry = entry(file.plainName());
            entry.setMethod(ZipEntry.DEFLATED);
            entry.setSize(file.plainBytes());
            entry.setCompressedSize(packed.length());
            entry.setCrc(Integer.toUnsignedLong(crc));
            try (var in = new SlicedInput(Objects.requireNonNull(home.getParent()), List.of(packed))) {
                zip.addRawArchiveEntry(entry, in);
            }
        }
    }

    private static DataFile describe(
            Path path,
            String extension,
            String mediaType,
            @Nullable Long rows,
            Manifest manifest,
            @Nullable Derivation before)
            throws IOException {
        Durable.sync(path);
        var digest = Sha256.digest();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(path, out);
        }
        var sha256 = Sha256.from(digest.digest()).toString();
        var changed = before == null
                ? manifest.created()
                : before.files().stream()
                        .filter(old -> old.plainSha256().equals(sha256))
                        .map(DataFile::changed)
                        .findFirst()
                        .orElse(manifest.created());
        var bytes = Files.size(path);
        var name = path.getFileName().toString();
        return new DataFile(
                name.substring(0, name.length() - extension.length() - 1),
                extension,
                mediaType,
                name,
                bytes,
                sha256,
                bytes,
                sha256,
                null,
                rows,
                null,
                changed,
                null);
    }

    private static DataFile under(Terms terms, DataFile file) {
        return new DataFile(
                file.dataset(),
                file.extension(),
                file.mediaType(),
                file.name(),
                file.bytes(),
                file.sha256(),
                file.plainBytes(),
                file.plainSha256(),
                file.zstd(),
                file.rows(),
                file.triples(),
                file.changed(),
                terms);
    }
}
