package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Writes a delivery anew with some of its values replaced, and all else byte by byte as it was: tables as CSV and XLSX, and
 * everything that is JSON; alone, packed, or in a zip. What is not found as it was told is left alone.
 */
public final class Rewriting {

    /** Larger files are not written anew, for they are held in memory. */
    public static final int LIMIT = 32 << 20;

    private final Feed feed;
    private final Map<String, List<Change>> changes;
    private final List<Change> made = new ArrayList<>();

    private Rewriting(Feed feed, List<Change> changes) {
        this.feed = feed;
        this.changes = changes.stream()
                .collect(Collectors.groupingBy(change -> change.place().file(), TreeMap::new, Collectors.toList()));
    }

    /**
     * A value that is to be replaced.
     *
     * @param place of the cell or the JSON value, as its reader told it
     * @param found what stands there, or a part of it that stands there once
     */
    public record Change(Place place, String found, String better) {

        /** The whole value afterwards; empty where it does not say what was found. */
        Optional<String> apply(String value) {
            if (value.strip().equals(found.strip())) {
                return Optional.of(better);
            }
            var at = found.isBlank() ? -1 : value.indexOf(found);
            return at < 0 || value.indexOf(found, at + 1) >= 0
                    ? Optional.empty()
                    : Optional.of(value.substring(0, at) + better + value.substring(at + found.length()));
        }
    }

    /** The file, and the changes that were made in it. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed on, never compared
    public record Rewritten(byte[] bytes, List<Change> made) {

        public Rewritten {
            made = List.copyOf(made);
        }
    }

    /**
     * The delivery with its values replaced.
     *
     * @throws UnreadableDelivery where it is larger than {@link #LIMIT}, or no longer what its reader read
     */
    public static Rewritten rewrite(Feed feed, String fileName, InputStream bytes, List<Change> changes)
            throws IOException {
        var rewriting = new Rewriting(feed, changes);
        var after = rewriting.delivery(fileName, limited(fileName, bytes));
        return new Rewritten(after, rewriting.made);
    }

    private static byte[] limited(String file, InputStream bytes) throws IOException {
        var all = bytes.readNBytes(LIMIT + 1);
        if (all.length > LIMIT) {
            throw new UnreadableDelivery(
                    Finding.of(Unpacking.TOO_LARGE, new Place(file, 0, 0, null), null, Integer.toString(LIMIT)));
        }
        return all;
    }

    private byte[] delivery(String file, byte[] bytes) throws IOException {
        if (bytes.length > 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B) {
            var packed = new ByteArrayOutputStream();
            try (var plain = new GZIPInputStream(new ByteArrayInputStream(bytes));
                    var gzip = new GZIPOutputStream(packed)) {
                gzip.write(file(file, limited(file, plain)));
            }
            return packed.toByteArray();
        }
        if (bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K') {
            try (var zip = ZipFile.builder().setByteArray(bytes).get()) {
                return zip.getEntry("[Content_Types].xml") == null ? archive(zip) : workbook(file, bytes, zip);
            }
        }
        return file(file, bytes);
    }

    private byte[] archive(ZipFile zip) throws IOException {
        var after = new ByteArrayOutputStream();
        try (var to = new ZipArchiveOutputStream(after)) {
            for (var entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                if (touches(entry.getName())) {
                    put(to, entry, delivery(entry.getName(), limited(entry.getName(), zip.getInputStream(entry))));
                } else {
                    to.addRawArchiveEntry(entry, zip.getRawInputStream(entry));
                }
            }
        }
        return after.toByteArray();
    }

    private static void put(ZipArchiveOutputStream to, ZipArchiveEntry before, byte[] bytes) throws IOException {
        var entry = new ZipArchiveEntry(before.getName());
        entry.setTime(before.getTime());
        to.putArchiveEntry(entry);
        to.write(bytes);
        to.closeArchiveEntry();
    }

    private boolean touches(String file) {
        return changes.keySet().stream().anyMatch(place -> place.equals(file) || place.startsWith(file + SHEET));
    }

    /** Between the name of a workbook and that of its sheet, in places. */
    static final String SHEET = ", Blatt ";

    private byte[] workbook(String file, byte[] bytes, ZipFile zip) throws IOException {
        var sheets = new TreeMap<String, byte[]>();
        for (var entry : changes.entrySet()) {
            if (entry.getKey().startsWith(file + SHEET)) {
                var name = entry.getKey().substring((file + SHEET).length());
                var part = XlsxText.partOf(zip, name);
                if (part.isPresent()) {
                    var sheet = limited(file, zip.getInputStream(zip.getEntry(part.get())));
                    sheets.put(part.get(), XlsxText.rewrite(sheet, XlsxText.texts(zip), entry.getValue(), made::add));
                }
            }
        }
        if (sheets.isEmpty()) {
            return bytes;
        }
        var after = new ByteArrayOutputStream();
        try (var to = new ZipArchiveOutputStream(after)) {
            for (var entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                var sheet = sheets.get(entry.getName());
                if (sheet == null) {
                    to.addRawArchiveEntry(entry, zip.getRawInputStream(entry));
                } else {
                    put(to, entry, sheet);
                }
            }
        }
        return after.toByteArray();
    }

    private byte[] file(String file, byte[] bytes) throws IOException {
        var wanted = changes.getOrDefault(file, List.of());
        if (wanted.isEmpty()) {
            return bytes;
        }
        return switch (feed.format()) {
            case CSV, HSDS_CSV -> CsvText.rewrite(feed.table(), file, bytes, wanted, made::add);
            case HSDS, ORUK, JSON, NDJSON, GEOJSON -> JsonText.rewrite(bytes, wanted, made::add);
            case XLSX, XML, FOLDER, STRAPI5, DIRECTUS11 -> bytes;
        };
    }
}
