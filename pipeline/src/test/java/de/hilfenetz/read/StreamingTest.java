package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.RawRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However large a file is, one record of it is held at a time. */
class StreamingTest {

    private static final int RECORDS = 10_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            json    | [        | {"text": "§"},                       | {"text": "Ende"}]
            hsds    | {"n": 1, "contents": [ | {"text": "§"},         | {"text": "Ende"}], "x": 2}
            geojson | {"type": "FeatureCollection", "features": [ | {"properties": {"text": "§"}}, | {}]}
            ndjson  | {}       | {"text": "§"}                        | {"text": "Ende"}
            csv     | a;text   | 1;§                                  | 2;Ende
            """)
    void neverLagsBehindTheStream(String format, String head, String record, String tail) throws IOException {
        var feed = Reading.feed(Feed.Format.valueOf(format.toUpperCase(java.util.Locale.ROOT)));
        var text = record.replace("§", "Beratung für Menschen mit Schulden. ".repeat(60)) + "\n";
        var stream = new Generated(bytes(head + "\n"), bytes(text), bytes(tail));
        var lag = new Lag(stream, bytes(text).length);

        Readers.read(feed, "groß", stream, lag);

        assertThat(stream.produced).isGreaterThan(20_000_000L);
        assertThat(lag.trees).isPositive();
        assertThat(lag.records).isBetween(RECORDS + 0L, RECORDS + 2L);
        // Buffers on the way hold some tens of kilobytes; tables are looked at for their first 64,000 characters.
        assertThat(lag.most).isLessThan(400_000L);
    }

    @Test
    void passesOverHugePartsThatAreNoRecords() throws IOException {
        var feed = Reading.feed(Feed.Format.JSON, Feed.Table.DETECT, "/daten");
        var stream = new Generated(
                bytes("{\"muell\": ["),
                bytes("\"" + "x".repeat(2000) + "\",\n"),
                bytes("1], \"daten\": [{\"id\": 1}]}"));
        var lag = new Lag(stream, 1);

        Readers.read(feed, "groß", stream, lag);

        assertThat(lag.records).isEqualTo(1);
        assertThat(lag.line).isEqualTo(RECORDS + 1);
    }

    @Test
    void refusesARecordBeyondSixteenMegabytes() {
        var stream = new Generated(
                bytes("[{\"id\": 1},\n {\"x\": ["), bytes("\"" + "x".repeat(2000) + "\",\n"), bytes("1]}]"));

        var refused = catchThrowableOfType(
                UnreadableDelivery.class, () -> Reading.of(Reading.feed(Feed.Format.JSON), stream));

        assertThat(refused.finding().rule()).isEqualTo(Utf8Window.RECORD_TOO_LARGE);
        assertThat(refused.finding().place().line()).isBetween(1, 2);
        assertThat(stream.produced).isLessThan(18_000_000L);
    }

    @Test
    void givesNoTreeOnceTheNextRecordIsRead() throws IOException {
        var late = new java.util.ArrayList<RawRecord>();
        Readers.read(
                Reading.feed(Feed.Format.JSON),
                "x",
                new java.io.ByteArrayInputStream(bytes("[{\"a\":1},{\"b\":2}]")),
                new Sink() {
                    @Override
                    public void accept(RawRecord record, List<Finding> findings) {
                        late.add(record);
                    }

                    @Override
                    public void note(Finding finding) {}
                });

        assertThat(catchThrowableOfType(
                        IllegalStateException.class,
                        () -> late.getFirst().parse().get()))
                .hasMessageContaining("next one");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A head, the same record many times, a tail; made while it is read. */
    private static final class Generated extends InputStream {

        private final byte[] head;
        private final byte[] record;
        private final byte[] tail;
        private byte[] current;
        private int position;
        private int made;
        private long produced;

        Generated(byte[] head, byte[] record, byte[] tail) {
            this.head = head;
            this.record = record;
            this.tail = tail;
            this.current = head;
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == current.length) {
                if (made > RECORDS) {
                    return -1;
                }
                current = made++ < RECORDS ? record : tail;
                position = 0;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, target, offset, count);
            position += count;
            produced += count;
            return count;
        }

        int headLength() {
            return head.length;
        }
    }

    /** How many bytes the stream was ahead of the records at most. */
    private static final class Lag implements Sink {

        private final Generated stream;
        private final int size;
        private long records;
        private long most;
        private long trees;
        private int line;

        Lag(Generated stream, int size) {
            this.stream = stream;
            this.size = size;
        }

        @Override
        public void accept(RawRecord record, List<Finding> findings) {
            most = Math.max(most, stream.produced - stream.headLength() - records * size);
            records++;
            line = record.place().line();
            if (records % 1000 == 0) {
                trees += record.parse().get().root().size();
            }
        }

        @Override
        public void note(Finding finding) {}
    }
}
