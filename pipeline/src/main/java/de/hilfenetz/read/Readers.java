package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Reads deliveries: finds out how they are packed and encoded and gives them to the reader of their format. */
public final class Readers {

    /** A delivery of a whole stock without a single record; never taken for "everything is gone". */
    public static final Rule NO_RECORDS = Rule.error(
            "keine-datensaetze",
            "Die Lieferung enthält keinen Datensatz. Der Bestand bleibt, wie er ist. Bitte den Export prüfen.",
            "The delivery holds no record. What is there stays. Please check the export.");

    /** The same where only changes are delivered. */
    public static final Rule NO_CHANGES =
            Rule.info("keine-aenderungen", "Die Lieferung enthält keine Änderung.", "The delivery holds no change.");

    /** What is told of how a file as a whole was read. */
    public static final Set<Rule> READ_AS = Set.of(CsvReader.CHARSET, CsvReader.SEPARATOR);

    private static final long UNPACKED_LIMIT = 2L << 30;

    private Readers() {}

    /** Every rule a delivery or a record can break while it is read. */
    public static List<Rule> rules() {
        return List.of(
                NO_RECORDS,
                NO_CHANGES,
                Unpacking.BROKEN,
                Unpacking.TOO_LARGE,
                Unpacking.PACKED_TOO_LARGE,
                Unpacking.TOO_MANY,
                Unpacking.NESTED,
                Unpacking.TWICE,
                Unpacking.LOCKED,
                ForeignFile.WRONG_FORMAT,
                StrictReader.UNDECODABLE,
                StrictReader.NULL_CHARACTER,
                Utf8Window.NOT_UTF8,
                Utf8Window.RECORD_TOO_LARGE,
                JsonRecords.EMPTY,
                JsonRecords.CUT_OFF,
                JsonRecords.BROKEN,
                JsonRecords.LIMIT,
                JsonRecords.TRAILING,
                JsonRecords.NO_OBJECT,
                JsonTree.FIELD_TWICE,
                JsonTree.TOO_LONG,
                JsonTree.NUMBER_TOO_LARGE,
                JsonTree.HALF_CHARACTER,
                JsonReader.NOT_THERE,
                NdjsonReader.ONE_LIST,
                GeoJsonReader.NO_FEATURES,
                GeoJsonReader.OTHER_COORDINATES,
                CsvReader.TOO_MANY_CELLS,
                CsvReader.ABOVE,
                CsvReader.ONE_COLUMN,
                CsvReader.TOO_FEW_CELLS,
                CsvReader.QUOTES,
                CsvReader.TOO_LARGE,
                CsvReader.CHARSET,
                CsvReader.SEPARATOR,
                Headings.EMPTY,
                Headings.TWICE,
                XlsxReader.BROKEN,
                XlsxReader.TOO_LARGE,
                XlsxReader.NO_SHEET,
                XlsxReader.OTHER_SHEETS,
                XlsxReader.ERROR_VALUE,
                XlsxReader.NO_RESULT,
                XmlReader.DOCTYPE,
                XmlReader.BROKEN,
                XmlReader.LIMIT,
                XmlReader.UNKNOWN_CHARSET,
                XmlReader.NOT_THERE,
                XmlReader.DETECTED,
                HsdsTables.NO_SERVICES,
                HsdsTables.TOO_LARGE,
                HsdsTables.ID_TWICE,
                HsdsTables.DANGLING,
                HsdsTables.UNKNOWN_TABLE,
                EntryReader.NO_ENTRY,
                EntryReader.UNREADABLE);
    }

    /**
     * Hands every record of a delivery to {@code sink} in the order of the file; of a zip, file after file in the order of
     * names.
     *
     * @param fileName for {@link Place#file()} and messages; never used as a path
     * @param bytes not closed; read to its end
     * @throws UnreadableDelivery if it cannot be read to its end; records handed over before must not be published
     * @throws IOException if {@code bytes} throws it, unchanged
     */
    public static void read(Feed feed, String fileName, InputStream bytes, Sink sink) throws IOException {
        var counting = new Counting(sink);
        if (feed.format() == Feed.Format.HSDS_CSV) {
            var tables = new HsdsTables(feed.table(), counting);
            unpack(feed, fileName, bytes, tables::read);
            tables.join();
        } else {
            unpack(feed, fileName, bytes, (file, plain) -> readFile(feed, file, plain, counting));
        }
        if (counting.records == 0) {
            var place = new Place(fileName, 0, 0, null);
            if (feed.deliveries() == Feed.Deliveries.SNAPSHOT) {
                throw new UnreadableDelivery(NO_RECORDS, place, null);
            }
            sink.note(Finding.of(NO_CHANGES, place, null, null));
        }
    }

    static void unpack(Feed feed, String fileName, InputStream bytes, Unpacking.Each each) throws IOException {
        var fetch = feed.fetch();
        var unpacking = new Unpacking(feed.format(), fetch == null ? UNPACKED_LIMIT : fetch.maxBytes());
        try {
            unpacking.each(fileName, new Source(bytes), each);
        } catch (SourceFailed e) {
            throw e.cause;
        }
    }

    private static void readFile(Feed feed, String file, InputStream bytes, Sink sink) throws IOException {
        switch (feed.format()) {
            case CSV -> CsvReader.read(feed.table(), file, bytes, sink);
            case XLSX -> XlsxReader.read(feed.table(), file, bytes, sink);
            case XML -> XmlReader.read(feed, file, bytes, sink);
            case HSDS_CSV -> throw new IllegalStateException("tables are read together");
            case HSDS, ORUK -> HsdsReader.read(feed.records(), json(feed, file, bytes, sink));
            case JSON -> JsonReader.read(feed.records(), json(feed, file, bytes, sink));
            case NDJSON -> NdjsonReader.read(json(feed, file, bytes, sink));
            case GEOJSON -> GeoJsonReader.read(file, json(feed, file, bytes, sink), sink);
            case FOLDER, STRAPI5, DIRECTUS11 -> EntryReader.read(feed.language(), file, bytes, sink);
        }
    }

    private static JsonRecords json(Feed feed, String file, InputStream bytes, Sink sink) throws IOException {
        var charset = ByteOrderMark.skip(bytes);
        var utf8 = charset == null || charset.equals(StandardCharsets.UTF_8)
                ? bytes
                : new BufferedInputStream(new Utf8Bytes(new StrictReader(file, bytes, charset, _ -> {})));
        utf8.mark(ForeignFile.HEAD);
        var head = utf8.readNBytes(ForeignFile.HEAD);
        utf8.reset();
        refuseNulls(file, head);
        ForeignFile.refuseText(file, ForeignFile.text(head), feed.format());
        return new JsonRecords(file, utf8, sink);
    }

    /** By the zeros among the first four bytes Jackson would take a text for UTF-16 or UTF-32, and no place would be right. */
    private static void refuseNulls(String file, byte[] head) {
        for (int i = 0; i < Math.min(4, head.length); i++) {
            if (head[i] == 0) {
                throw new UnreadableDelivery(StrictReader.NULL_CHARACTER, new Place(file, 1, 1, null), null);
            }
        }
    }

    /** Knows whether anything came. */
    private static final class Counting implements Sink {

        private final Sink sink;
        private long records;

        Counting(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(RawRecord record, List<Finding> findings) {
            records++;
            sink.accept(record, findings);
        }

        @Override
        public void note(Finding finding) {
            sink.note(finding);
        }
    }

    /** Carries trouble of the source past parsers and unpackers, which would take it for a broken file. */
    private static final class Source extends FilterInputStream {

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            try {
                return in.read();
            } catch (IOException e) {
                throw new SourceFailed(e);
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                return in.read(target, offset, length);
            } catch (IOException e) {
                throw new SourceFailed(e);
            }
        }

        @Override
        public void close() {
            // The caller opened it and closes it.
        }
    }

    /** Trouble of the source, on its way past parsers. */
    static final class SourceFailed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final IOException cause;

        SourceFailed(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
