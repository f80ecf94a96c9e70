package de.hilfenetz.publish;

import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.publish.Dumps.Written;
import de.hilfenetz.record.Sha256;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The second look at a release's files, before they are sealed: reads what is on the disk and holds it against what was meant
 * to be written. Hashes and lengths, rows and triples, the same services in the same order in every file, and no value of a
 * protected place.
 */
final class Recount {

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

    /** What stands in one file. */
    private record Seen(long count, long services, Sha256 serviceIds) {}

    /** Passes, or tells which file is wrong and how. */
    void check(List<Written> files, long services) throws IOException {
        var ids = new ArrayList<Sha256>();
        for (var file : files) {
            var seen = look(file);
            if (file.rows() != null) {
                expect(file, "rows", file.rows(), seen.count());
            } else if (file.extension().equals("nt")) {
                expect(file, "triples", file.triples(), seen.count());
            }
            if (file.dataset().equals(Dumps.SERVICES) || file.dataset().equals(Dumps.EVERYTHING)) {
                expect(file, "services", services, seen.services());
                ids.add(seen.serviceIds());
            }
        }
        if (ids.stream().distinct().count() > 1) {
            throw new Mismatch("the files do not hold the same services: "
                    + files.stream().map(Written::extension).toList());
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

    private Seen look(Written file) throws IOException {
        var storedDigest = Sha256.digest();
        var plainDigest = Sha256.digest();
        try (var disk = new DigestInputStream(Files.newInputStream(file.path()), storedDigest);
                var plain = new Counting(new DigestInputStream(new GZIPInputStream(disk, 1 << 16), plainDigest))) {
            var seen = isCsv(file) ? table(file, plain) : lines(file, plain);
            disk.transferTo(OutputStream.nullOutputStream());
            expect(file, "stored bytes", file.stored().bytes(), Files.size(file.path()));
            expect(file, "plain bytes", file.plain().bytes(), plain.bytes);
            expect(file, "stored SHA-256", file.stored().sha256(), Sha256.from(storedDigest.digest()));
            expect(file, "plain SHA-256", file.plain().sha256(), Sha256.from(plainDigest.digest()));
            return seen;
        }
    }

    private Seen table(Written file, InputStream plain) throws IOException {
        var ids = new Ids();
        var rows = 0L;
        var separator = file.extension().equals(TableFile.EXCEL) ? ';' : ',';
        try (var csv = CsvReader.builder()
                .fieldSeparator(separator)
                .ofCsvRecord(new InputStreamReader(new Unclosed(plain), StandardCharsets.UTF_8))) {
            for (var record : csv) {
                leak(file, record.getFields());
                if (rows++ > 0) {
                    ids.add(record.getField(0));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Seen(rows - 1, ids.count, ids.sum());
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
    private Seen lines(Written file, InputStream plain) throws IOException {
        var ids = new Ids();
        var count = 0L;
        var start = opening(file.extension());
        var isHsds = file.extension().equals("json");
        var isFeature = file.extension().equals("geojson");
        var closing = isHsds || file.extension().equals("jsonld") ? "\"" : isFeature ? "\"/" : ">";
        // One char a byte: nothing here is worth decoding, unless there is something to look for.
        var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1), 1 << 16);
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            count += isFeature && !line.startsWith(start) ? 0 : 1;
            var end = start.length() + 36;
            if (line.startsWith(start) && line.length() > end && closing.indexOf(line.charAt(end)) >= 0) {
                ids.add(line.substring(start.length(), end));
            }
            if (!confidential.isEmpty()) {
                leak(file, List.of(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
            }
        }
        return new Seen(isHsds ? ids.count : count, ids.count, ids.sum());
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

    private static final class Counting extends FilterInputStream {

        private long bytes;

        private Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var b = in.read();
            bytes += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] some, int from, int length) throws IOException {
            var read = in.read(some, from, length);
            bytes += Math.max(0, read);
            return read;
        }
    }

    /** The table's reader closes what it read from; the hashes are wanted first. */
    private static final class Unclosed extends FilterInputStream {

        private Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Whoever opened it closes it.
        }
    }
}
