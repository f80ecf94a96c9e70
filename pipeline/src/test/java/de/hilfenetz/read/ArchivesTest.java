package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchivesTest {

    private static final byte[] TABLE = bytes("name;ort\nKüche;Bilk\nTafel;Rath\n");

    @Test
    void readsAGzippedFileLikeTheFileItself() {
        assertThat(read(gzip(TABLE)).hashes()).isEqualTo(read(TABLE).hashes()).hasSize(2);
    }

    @Test
    void readsTheFilesOfAZipInTheOrderOfNames() {
        var reading = read(zip(
                "b.csv",
                "name\nB\n",
                "__MACOSX/._a.csv",
                "\0\1",
                "sub/a.csv",
                "name\nC\n",
                "a.csv",
                "name\nA\n",
                ".DS_Store",
                "\0\1",
                "sub/.DS_Store",
                "\0",
                "Thumbs.db",
                "\0",
                "desktop.ini",
                "[x]"));

        assertThat(reading.records)
                .extracting(got -> got.record().place().toString())
                .containsExactly("a.csv, Zeile 2", "b.csv, Zeile 2", "sub/a.csv, Zeile 2");
        assertThat(reading.records).extracting(got -> got.record().row()).containsExactly(1L, 1L, 1L);
    }

    @ParameterizedTest
    @CsvSource({"20", "60", "75"})
    void refusesAGzipThatIsCutOff(int percent) {
        var packed = gzip(TABLE);

        assertThat(refusal(Arrays.copyOf(packed, packed.length * percent / 100)))
                .isEqualTo("archiv-kaputt");
    }

    @Test
    void refusesAZipThatIsCutOffOrDamaged() {
        var packed = zip("a.csv", "name;ort\n" + "Küche;Bilk\n".repeat(1000));
        var damaged = packed.clone();
        damaged[packed.length / 2] ^= 0x55;

        assertThat(refusal(Arrays.copyOf(packed, packed.length - 30))).isEqualTo("archiv-kaputt");
        assertThat(refusal(damaged)).isEqualTo("archiv-kaputt");
    }

    @Test
    void refusesAnArchiveInsideAnArchive() {
        assertThat(refusal(gzip(gzip(TABLE)))).isEqualTo("archiv-im-archiv");
        assertThat(refusal(gzip(zip("a.csv", "name\nA\n")))).isEqualTo("archiv-im-archiv");
    }

    @Test
    void refusesAMethodOfPackingThatNeedsALibraryWeLack() {
        var packed = zip("a.csv", "name\nA\n");
        for (int i = 0; i < packed.length - 4; i++) {
            boolean central = packed[i] == 'P' && packed[i + 1] == 'K' && packed[i + 2] == 1 && packed[i + 3] == 2;
            if (central) {
                packed[i + 10] = 93;
            }
        }

        assertThat(refusal(packed)).isEqualTo("archiv-verschluesselt");
    }

    @Test
    void refusesTooManyFiles() {
        var names = new String[2 * (Unpacking.ENTRY_LIMIT + 1)];
        for (int i = 0; i < names.length; i += 2) {
            names[i] = i + ".csv";
            names[i + 1] = "name\nA\n";
        }

        assertThat(refusal(zip(names))).isEqualTo("archiv-zu-viele-dateien");
    }

    @Test
    void refusesWhatUnpacksToMoreThanTheFeedTakes() {
        var plain = Reading.feed(Feed.Format.CSV);
        var fetch = new Feed.Fetch(
                URI.create("https://example.org/"),
                Duration.ofDays(1),
                Duration.ofDays(1),
                10_000,
                Map.of(),
                Feed.Access.PUBLIC,
                null,
                false);
        var feed = FeedFixture.called("klein")
                .title("Klein")
                .format(plain.format())
                .deliveries(plain.deliveries())
                .fetch(fetch)
                .feed();
        var bomb = gzip(bytes("name\n" + "A\n".repeat(1_000_000)));

        assertThat(bomb.length).isLessThan(10_000);
        assertThat(catchThrowableOfType(UnreadableDelivery.class, () -> Reading.of(feed, bomb))
                        .finding()
                        .rule())
                .isEqualTo(Unpacking.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            255044462D312E37   | PDF
            D0CF11E0A1B11AE100 | Excel
            89504E470D0A1A0A   | Bild
            28B52FFD00         | zstd
            """)
    void saysWhatAForeignFileIs(String magic, String word) {
        var finding = catchThrowableOfType(
                        UnreadableDelivery.class, () -> read(HexFormat.of().parseHex(magic)))
                .finding();

        assertThat(finding.rule()).isEqualTo(ForeignFile.WRONG_FORMAT);
        assertThat(finding.german()).contains(word).contains("CSV").doesNotContain("{");
    }

    @Test
    void knowsAnExcelFileInsideItsZip() {
        var excel = zip("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>");

        assertThat(catchThrowableOfType(UnreadableDelivery.class, () -> read(excel))
                        .finding()
                        .german())
                .isEqualTo("Das ist eine Excel- oder Word-Datei, erwartet wird eine CSV-Tabelle. Bitte in der"
                        + " Tabellenkalkulation „Speichern unter“ und „CSV UTF-8“ wählen.");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void passesOnTroubleOfTheSourceUnchanged(boolean packed) {
        var start = packed ? gzip(TABLE) : TABLE;
        var trouble = new IOException("Leitung weg");
        var broken = new SequenceInputStream(new ByteArrayInputStream(start, 0, start.length - 5), new InputStream() {
            @Override
            public int read() throws IOException {
                throw trouble;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw trouble;
            }
        });

        assertThatThrownBy(() -> Reading.of(Reading.feed(Feed.Format.CSV), broken))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isSameAs(trouble);
    }

    private static Reading read(byte[] bytes) {
        return Reading.of(Reading.feed(Feed.Format.CSV), bytes);
    }

    private static String refusal(byte[] bytes) {
        return catchThrowableOfType(UnreadableDelivery.class, () -> read(bytes))
                .finding()
                .rule()
                .code();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Names and texts in turn. */
    private static byte[] zip(String... files) {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry(files[i]));
                zip.write(bytes(files[i + 1]));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
