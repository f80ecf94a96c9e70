package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.Place;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * What has to be known of a workbook before a library may open it: that it unpacks to no more than fits, is whole, holds no
 * DOCTYPE, and names no cell beyond the last column there is, for which the library would make room.
 *
 * @param dates1904 whether days are counted from 1904, which the library overlooks where it is written as {@code 1}
 */
record XlsxPackage(boolean dates1904) {

    static final int PACKED_LIMIT = 50 << 20;
    private static final long UNPACKED_LIMIT = 512L << 20;

    /** All texts of a workbook stand in one file, and the library keeps them in memory. */
    private static final long TEXTS_LIMIT = 48L << 20;

    private static final int LETTERS = 3;

    /**
     * @param packed one byte more than the limit where it is larger
     */
    static XlsxPackage check(byte[] packed, Place place) {
        if (packed.length > PACKED_LIMIT) {
            throw tooLarge(place, PACKED_LIMIT);
        }
        try (var zip = ZipFile.builder().setByteArray(packed).get()) {
            return check(zip, place);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableDelivery(XlsxReader.BROKEN, place, null);
        }
    }

    private static XlsxPackage check(ZipFile zip, Place place) throws IOException {
        if (zip.getEntry("[Content_Types].xml") == null) {
            throw ForeignFile.refuse(
                    place.file(),
                    "eine Zip-Datei, aber keine Arbeitsmappe",
                    "a zip, but no workbook",
                    Feed.Format.XLSX);
        }
        long rest = UNPACKED_LIMIT;
        boolean dates1904 = false;
        var names = new HashSet<String>();
        for (var entry : Collections.list(zip.getEntries())) {
            var name = entry.getName().toLowerCase(Locale.ROOT);
            if (!names.add(name) || names.size() > Unpacking.ENTRY_LIMIT || !zip.canReadEntryData(entry)) {
                throw new UnreadableDelivery(XlsxReader.BROKEN, place, null);
            }
            var limit = Math.min(rest, name.endsWith("sharedstrings.xml") ? TEXTS_LIMIT : UNPACKED_LIMIT);
            var scan = new Scan(name.endsWith(".xml") || name.endsWith(".rels"));
            rest -= scan.read(zip, entry, limit, place);
            dates1904 |= name.endsWith("workbook.xml") && scan.dates1904;
        }
        return new XlsxPackage(dates1904);
    }

    private static UnreadableDelivery tooLarge(Place place, long limit) {
        return new UnreadableDelivery(Finding.of(XlsxReader.TOO_LARGE, place, null, Long.toString(limit >> 20)));
    }

    /** One pass over one file of the package; nothing of it is kept. */
    private static final class Scan {

        private static final String DOCTYPE = "<!doctype";
        private static final String[] DATES = {"date1904=\"1\"", "date1904=\"true\"", "date1904='1'", "date1904='true'"
        };
        private static final String CELL = " r=";

        private final boolean xml;
        private final CRC32 sum = new CRC32();
        private boolean dates1904;
        private String tail = "";

        Scan(boolean xml) {
            this.xml = xml;
        }

        long read(ZipFile zip, ZipArchiveEntry entry, long limit, Place place) throws IOException {
            long count = 0;
            var chunk = new byte[1 << 16];
            try (var in = zip.getInputStream(entry)) {
                for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                    count += got;
                    if (count > limit) {
                        throw tooLarge(place, limit);
                    }
                    sum.update(chunk, 0, got);
                    if (xml) {
                        look(new String(chunk, 0, got, java.nio.charset.StandardCharsets.ISO_8859_1), place);
                    }
                }
            }
            if (sum.getValue() != entry.getCrc()) {
                throw new UnreadableDelivery(XlsxReader.BROKEN, place, null);
            }
            return count;
        }

        private void look(String chunk, Place place) {
            var text = tail + chunk;
            if (text.indexOf("<!") >= 0 && text.toLowerCase(Locale.ROOT).contains(DOCTYPE)) {
                throw new UnreadableDelivery(XmlReader.DOCTYPE, place, null);
            }
            for (var sign : DATES) {
                dates1904 |= text.contains(sign);
            }
            for (int at = text.indexOf(CELL); at >= 0; at = text.indexOf(CELL, at + CELL.length())) {
                int from = at + CELL.length() + 1;
                int to = from;
                while (to < text.length() && Character.isLetter(text.charAt(to))) {
                    to++;
                }
                if (to - from > LETTERS) {
                    throw new UnreadableDelivery(XlsxReader.BROKEN, place, null);
                }
            }
            tail = text.substring(Math.max(0, text.length() - 32));
        }
    }
}
