package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Takes gzip and zip off a delivery, told by their first bytes, not by names. Nothing is unpacked to disk: what a delivery
 * holds may be protected, and its only place is the encrypted delivery itself. A zip is therefore held packed in memory.
 */
final class Unpacking {

    static final int PACKED_LIMIT = 128 << 20;
    static final int ENTRY_LIMIT = 1000;

    /** What editors keep comes with a file an entry. */
    static final int EDITORIAL_LIMIT = 100_000;

    /** What no sender put there: notes of the Finder and of Windows' Explorer about a folder. */
    private static final Pattern LEFT_BY_SYSTEMS =
            Pattern.compile("__MACOSX/.*|(.*/)?(\\.DS_Store|Thumbs\\.db|desktop\\.ini)");

    private static final int BUFFER = 1 << 16;

    private static final int LEAST_BUFFER = 1 << 10;

    static final Rule BROKEN = Rule.error(
            "archiv-kaputt",
            "Die gepackte Datei ist unvollständig oder beschädigt. Bitte noch einmal packen und vollständig"
                    + " übertragen.",
            "The packed file is incomplete or damaged. Please pack it again and transfer it completely.");
    static final Rule TOO_LARGE = Rule.error(
            "archiv-zu-gross",
            "Entpackt ist die Lieferung größer als {value} Byte; so viel nimmt die Datenquelle nicht an. Bitte prüfen"
                    + " oder aufteilen.",
            "Unpacked, the delivery is larger than {value} bytes, more than the feed takes. Please check or split it.");
    static final Rule PACKED_TOO_LARGE = Rule.error(
            "zip-zu-gross",
            "Die Zip-Datei ist größer als 128 MB. Bitte statt dessen mit gzip packen.",
            "The zip file is larger than 128 MB. Please pack with gzip instead.");
    static final Rule TOO_MANY = Rule.error(
            "archiv-zu-viele-dateien",
            "Im Archiv stehen {value} Dateien; höchstens {limit} werden angenommen.",
            "The archive holds {value} files; at most {limit} are taken.");
    static final Rule NESTED = Rule.error(
            "archiv-im-archiv",
            "Im Archiv steht wieder ein Archiv. Bitte die Dateien selbst packen.",
            "The archive holds another archive. Please pack the files themselves.");
    static final Rule TWICE = Rule.error(
            "archiv-datei-doppelt",
            "Die Datei „{value}“ steht zweimal im Archiv. Bitte neu packen.",
            "The file “{value}” stands twice in the archive. Please pack it again.");
    static final Rule LOCKED = Rule.error(
            "archiv-verschluesselt",
            "„{value}“ ist verschlüsselt oder auf eine unbekannte Art gepackt. Bitte ohne Kennwort packen.",
            "“{value}” is encrypted or packed in an unknown way. Please pack it without a password.");

    private final Feed.Format format;
    private final long limit;
    private long unpacked;

    /**
     * @param format what is expected, for messages
     * @param limit unpacked bytes of the whole delivery
     */
    Unpacking(Feed.Format format, long limit) {
        this.format = format;
        this.limit = limit;
    }

    /** Takes one file; its stream supports marks. */
    interface Each {

        void take(String file, InputStream bytes) throws IOException;
    }

    /** Hands over the file itself, or each file of the archive in the order of names. */
    void each(String file, InputStream in, Each each) throws IOException {
        var bytes = new BufferedInputStream(in, 1 << 16);
        var head = head(bytes);
        if (isGzip(head)) {
            each.take(file, plain(file, new Limited(file, gunzip(file, bytes)), BUFFER));
        } else if (isZip(head)) {
            zip(file, bytes, each);
        } else {
            ForeignFile.refuseBinary(file, head, format);
            each.take(file, bytes);
        }
    }

    private static InputStream gunzip(String file, InputStream bytes) {
        try {
            return new GZIPInputStream(bytes, 1 << 16);
        } catch (IOException e) {
            throw new UnreadableDelivery(BROKEN, new Place(file, 0, 0, null), null);
        }
    }

    private void zip(String file, InputStream in, Each each) throws IOException {
        var packed = in.readNBytes(PACKED_LIMIT + 1);
        var place = new Place(file, 0, 0, null);
        if (packed.length > PACKED_LIMIT) {
            throw new UnreadableDelivery(PACKED_TOO_LARGE, place, null);
        }
        try (var zip = open(packed, place)) {
            if (format == Feed.Format.XLSX && zip.getEntry("[Content_Types].xml") != null) {
                each.take(file, new ByteArrayInputStream(packed));
                return;
            }
            for (var entry : entries(zip, place)) {
                if (!isReadable(zip, entry)) {
                    throw new UnreadableDelivery(LOCKED, place, entry.getName());
                }
                each.take(entry.getName(), plain(entry.getName(), new Limited(zip, entry), entry.getSize()));
            }
        }
    }

    /** Other methods than the two every program knows need libraries that are not there. */
    private static boolean isReadable(ZipFile zip, ZipArchiveEntry entry) {
        return (entry.getMethod() == ZipEntry.DEFLATED || entry.getMethod() == ZipEntry.STORED)
                && zip.canReadEntryData(entry);
    }

    private static ZipFile open(byte[] packed, Place place) {
        try {
            return ZipFile.builder().setByteArray(packed).get();
        } catch (IOException | RuntimeException e) {
            throw new UnreadableDelivery(BROKEN, place, null);
        }
    }

    private List<ZipArchiveEntry> entries(ZipFile zip, Place place) {
        var all = Collections.list(zip.getEntries());
        for (var entry : all) {
            switch (entry.getName()) {
                case "[Content_Types].xml" ->
                    throw ForeignFile.refuse(
                            place.file(), "eine Excel- oder Word-Datei", "an Excel or Word file", format);
                case "mimetype" ->
                    throw ForeignFile.refuse(place.file(), "eine OpenDocument-Datei", "an OpenDocument file", format);
                default -> {}
            }
        }
        var most = format.isEditorial() ? EDITORIAL_LIMIT : ENTRY_LIMIT;
        if (all.size() > most) {
            throw new UnreadableDelivery(Finding.of(TOO_MANY, place, null, Integer.toString(all.size()))
                    .with("limit", Integer.toString(most)));
        }
        var names = new HashSet<String>();
        for (var entry : all) {
            if (!names.add(entry.getName())) {
                throw new UnreadableDelivery(TWICE, place, entry.getName());
            }
        }
        return all.stream()
                .filter(entry -> !entry.isDirectory()
                        && !LEFT_BY_SYSTEMS.matcher(entry.getName()).matches())
                .sorted(Comparator.comparing(ZipArchiveEntry::getName))
                .toList();
    }

    /**
     * A file out of an archive: no archive again, unless it is a workbook, and what its feed expects.
     *
     * @param size how much it says it is; an archive may hold ten thousand small files, for which large buffers are dear
     */
    private InputStream plain(String file, InputStream unpacked, long size) throws IOException {
        var bytes = new BufferedInputStream(unpacked, Math.clamp(size + 1, LEAST_BUFFER, BUFFER));
        var head = head(bytes);
        if (format == Feed.Format.XLSX && isZip(head)) {
            return bytes;
        }
        if (isGzip(head) || isZip(head)) {
            throw new UnreadableDelivery(NESTED, new Place(file, 0, 0, null), null);
        }
        ForeignFile.refuseBinary(file, head, format);
        return bytes;
    }

    private static byte[] head(InputStream bytes) throws IOException {
        bytes.mark(ForeignFile.HEAD);
        var head = bytes.readNBytes(ForeignFile.HEAD);
        bytes.reset();
        return head;
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B;
    }

    private static boolean isZip(byte[] head) {
        return head.length > 3 && head[0] == 'P' && head[1] == 'K' && (head[2] == 3 || head[2] == 5 || head[2] == 7);
    }

    /** Counts what comes out, checks the sum of a zip's file, and turns trouble of unpacking into a finding. */
    private final class Limited extends InputStream {

        private final Place place;
        private final InputStream in;
        private final CRC32 sum = new CRC32();
        private final long expectedSum;

        Limited(String file, InputStream in) {
            this.place = new Place(file, 0, 0, null);
            this.in = in;
            this.expectedSum = -1;
        }

        Limited(ZipFile zip, ZipArchiveEntry entry) {
            this.place = new Place(entry.getName(), 0, 0, null);
            this.expectedSum = entry.getCrc();
            try {
                this.in = zip.getInputStream(entry);
            } catch (IOException | RuntimeException e) {
                throw new UnreadableDelivery(BROKEN, place, null);
            }
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(target, offset, length);
            } catch (IOException e) {
                throw new UnreadableDelivery(BROKEN, place, null);
            }
            if (count < 0) {
                if (expectedSum >= 0 && sum.getValue() != expectedSum) {
                    throw new UnreadableDelivery(BROKEN, place, null);
                }
                return count;
            }
            unpacked += count;
            if (unpacked > limit) {
                throw new UnreadableDelivery(Finding.of(TOO_LARGE, place, null, Long.toString(limit)));
            }
            sum.update(target, offset, count);
            return count;
        }
    }
}
