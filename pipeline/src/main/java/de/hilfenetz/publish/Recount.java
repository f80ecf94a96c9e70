package de.hilfenetz.publish;

import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.publish.Dumps.Written;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The second look at a release's files, before they are sealed: reads what is on the disk and holds it against what was meant
 * to be written. Hashes and lengths of each file; of each new part rows and triples, the same services in the same order in every
 * form, and no value of a protected place.
 */
final class Recount {

    private static final int UUID_LENGTH = 36;

    private final String servicePrefix;
    private final ConfidentialValues confidential;

    /**
     * @param base public base IRI
     */
    Recount(String base, ConfidentialValues confidential) {
        servicePrefix = base + "id/angebot/";
        this.confidential = confidential;
    }

    /** A file is not what it should be: the release must not be published. */
    static final class Mismatch extends IOException {
        private static final long serialVersionUID = 1;

        Mismatch(String message) {
            super(message);
        }
    }

    /** What stands in one part. */
    private record Seen(long count, long services, Sha256 serviceIds) {}

    /**
     * Passes, or tells which file is wrong and how.
     *
     * @param files as they should lie on the disk
     * @param made what is new in them
     * @param taken what an earlier release held already; looked at when that was, and read again only for protected values
     * @param isSearched whether today's protected values were looked for in {@code taken}
     * @param services that are public
     */
    void check(List<Written> files, List<Group> made, List<Group> taken, boolean isSearched, long services)
            throws IOException {
        var byName = new TreeMap<String, Written>();
        files.forEach(file -> byName.put(file.path().getFileName().toString(), file));
        var looked = new HashSet<Sha256>();
        for (var file : files) {
            var isNew = looked.add(file.stored().sha256());
            stored(file, file.path(), file.stored(), isNew);
            if (file.zstd() != null) {
                stored(file, DumpFile.zstd(file.path()), file.zstd(), isNew);
            }
        }
        try (var channels = new Channels()) {
            for (var group : made) {
                look(group, byName, channels);
            }
            if (!isSearched && !confidential.isEmpty()) {
                for (var group : taken) {
                    for (var entry : group.parts().entrySet()) {
                        var file = Objects.requireNonNull(byName.get(entry.getKey()));
                        look(file, channels.plain(file, entry.getValue()));
                    }
                }
            }
        }
        total(files, made, taken, services);
    }

    /**
     * Whether a table or the graph of a release holds a protected value of today.
     *
     * @param looked what was looked at in other releases already, and is added to
     */
    boolean isTelling(Shelf shelf, Manifest manifest, Set<String> looked) throws IOException {
        for (var file : manifest.files()) {
            var isTable = file.extension().equals("csv");
            if ((isTable || file.extension().equals("nt"))
                    && shelf.anyPiece(manifest.release(), file, looked, plain -> isTelling(plain, isTable))) {
                return true;
            }
        }
        return false;
    }

    private boolean isTelling(byte[] plain, boolean isTable) {
        var text = new String(plain, StandardCharsets.UTF_8);
        return isTable
                ? CsvReader.builder().ofCsvRecord(text).stream()
                        .anyMatch(row -> confidential.isIn(String.join(" ", row.getFields())))
                : text.lines().anyMatch(confidential::isIn);
    }

    /** @param isNew whether its bytes are looked at; the second name of a file has the first one's */
    private static void stored(Written file, Path path, StoredFile.Sum sum, boolean isNew) throws IOException {
        expect(file, "stored bytes", sum.bytes(), Files.size(path));
        if (isNew) {
            var digest = Sha256.digest();
            try (var disk = new DigestInputStream(Files.newInputStream(path), digest)) {
                disk.transferTo(OutputStream.nullOutputStream());
            }
            expect(file, "stored SHA-256", sum.sha256(), Sha256.from(digest.digest()));
        }
    }

    private void look(Group group, Map<String, Written> files, Channels channels) throws IOException {
        var ids = new HashMap<Sha256, String>();
        for (var entry : group.parts().entrySet()) {
            var file = Objects.requireNonNull(files.get(entry.getKey()));
            var part = entry.getValue();
            var seen = look(file, channels.plain(file, part));
            if (file.rows() != null || file.extension().equals("nt")) {
                expect(file, "rows or triples from byte " + part.position(), part.count(), seen.count());
            }
            if (group.kind() == Kind.SERVICE) {
                ids.put(seen.serviceIds(), entry.getKey());
            }
        }
        if (ids.size() > 1) {
            throw new Mismatch("these files do not hold the same services: " + ids.values());
        }
    }

    private Seen look(Written file, byte[] plain) throws IOException {
        return isCsv(file) ? table(file, plain) : lines(file, plain);
    }

    /** How many rows or triples it should hold. */
    private static long count(Written file) {
        return Objects.requireNonNull(file.rows() == null ? file.triples() : file.rows());
    }

    private static void total(List<Written> files, List<Group> made, List<Group> taken, long services) throws Mismatch {
        var counts = new HashMap<String, Long>();
        Stream.concat(made.stream(), taken.stream())
                .flatMap(group -> group.parts().entrySet().stream())
                .forEach(entry -> counts.merge(entry.getKey(), entry.getValue().count(), Long::sum));
        for (var file : files) {
            if (!file.dataset().equals(Dumps.EVERYTHING)) {
                expect(
                        file,
                        "rows or triples",
                        count(file),
                        counts.getOrDefault(file.path().getFileName().toString(), 0L));
            }
            if (file.dataset().equals(Dumps.SERVICES) && file.extension().equals("json")) {
                expect(file, "services", services, count(file));
            }
        }
    }

    /** The files of a release, each opened once. */
    private static final class Channels implements Closeable {

        private final Map<Path, FileChannel> open = new HashMap<>();

        private byte[] plain(Written file, Part part) throws IOException {
            var zstd = part.zstd() == null ? null : channel(DumpFile.zstd(file.path()));
            return part.read(channel(file.path()), zstd).plain();
        }

        private FileChannel channel(Path path) throws IOException {
            var channel = open.get(path);
            if (channel == null) {
                channel = FileChannel.open(path, StandardOpenOption.READ);
                open.put(path, channel);
            }
            return channel;
        }

        @Override
        public void close() throws IOException {
            for (var channel : open.values()) {
                channel.close();
            }
        }
    }

    private static void expect(Written file, String what, @Nullable Object expected, Object found) throws Mismatch {
        if (!found.equals(expected)) {
            throw new Mismatch("%s: %s should be %s, but the file has %s"
                    .formatted(file.path().getFileName(), what, expected, found));
        }
    }

    private static boolean isCsv(Written file) {
        return file.extension().endsWith("csv");
    }

    private Seen table(Written file, byte[] plain) throws IOException {
        var ids = new Ids();
        var rows = 0L;
        var separator = file.extension().equals(TableFile.EXCEL) ? ';' : ',';
        try (var csv = CsvReader.builder()
                .fieldSeparator(separator)
                .ofCsvRecord(new InputStreamReader(new ByteArrayInputStream(plain), StandardCharsets.UTF_8))) {
            for (var record : csv) {
                leak(file, record.getFields());
                ids.add(record.getField(0));
                rows++;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Seen(rows, ids.count, ids.sum());
    }

    /** What a line begins with that is about a service, up to its id. */
    private String opening(String extension) {
        return switch (extension) {
            case "json" -> "{\"id\":\"";
            case "geojson" -> "{\"type\":\"Feature\",\"id\":\"";
            case "jsonld" -> "{\"@id\":\"" + servicePrefix;
            default -> "<" + servicePrefix;
        };
    }

    /** Our writers begin every subject's line with its IRI, every HSDS service's and every feature's with its id. */
    private Seen lines(Written file, byte[] plain) throws IOException {
        var ids = new Ids();
        var count = 0L;
        var start = opening(file.extension()).getBytes(StandardCharsets.UTF_8);
        var isHsds = file.extension().equals("json");
        var isFeature = file.extension().equals("geojson");
        var closing = isHsds || file.extension().equals("jsonld") ? "\"" : isFeature ? "\"/" : ">";
        for (var from = 0; from < plain.length; ) {
            var to = endOfLine(plain, from);
            var end = from + start.length;
            var isSubject = to - from > start.length && Arrays.equals(plain, from, end, start, 0, start.length);
            count += isFeature && !isSubject ? 0 : 1;
            if (isSubject && end + UUID_LENGTH < to && closing.indexOf((char) plain[end + UUID_LENGTH]) >= 0) {
                ids.add(new String(plain, end, UUID_LENGTH, StandardCharsets.US_ASCII));
            }
            if (!confidential.isEmpty()) {
                leak(file, List.of(new String(plain, from, to - from, StandardCharsets.UTF_8)));
            }
            from = to + 1;
        }
        return new Seen(isHsds ? ids.count : count, ids.count, ids.sum());
    }

    private static int endOfLine(byte[] text, int from) {
        var i = from;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return i;
    }

    private void leak(Written file, List<String> texts) throws Mismatch {
        if (!confidential.isEmpty() && confidential.isIn(String.join(" ", texts))) {
            // Which value it is must not be said, not even here.
            throw new Mismatch("%s holds a value of a protected place; nothing is published"
                    .formatted(file.path().getFileName()));
        }
    }

    /** The services of a file, each counted once where its lines follow each other. */
    private static final class Ids {

        private final MessageDigest digest = Sha256.digest();
        private String last = "";
        private long count;

        private void add(String id) {
            if (!id.equals(last)) {
                digest.update(id.getBytes(StandardCharsets.US_ASCII));
                count++;
                last = id;
            }
        }

        private Sha256 sum() {
            return Sha256.from(digest.digest());
        }
    }
}
