package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever bytes come: they are read, or refused with a finding; nothing else ever happens, and no character is replaced. */
class AnyBytesTest {

    private static final List<String> SEEDS = List.of(
            "[{\"id\": \"1\", \"name\": \"Küche\", \"n\": [1, 2.5, null, true]},\n{\"id\": \"2\"}]",
            "{\"contents\": [{\"id\": \"1\"}], \"crs\": {\"properties\": {\"name\": \"x\"}}}",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": {\"a\": \"ß€😀\"}}]}",
            "sep=;\na;b\n1;2\n",
            "{\"a\": 1}\n{\"b\": \"\\ud83d\\ude00\"}\n",
            "name;ort;text\nKüche;Süd;\"eins\nzwei\"\n;;\nTafel;Rath\n",
            "<?xml version='1.0'?>\n<r a='1'><x n='ß€😀'>eins<y/></x><x><![CDATA[<]]>&#228;<y>1</y><y>2</y></x></r>",
            "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><r><x>&e;</x><x>&lt;</x></r>");

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void readsOrRefuses(@ForAll Feed.Format format, @ForAll("deliveries") byte[] bytes) {
        try {
            var reading = Reading.of(Reading.feed(format), bytes);

            assertThat(reading.records)
                    .isNotEmpty()
                    .allSatisfy(got -> assertThat(got.json().contains("\uFFFD"))
                            .as("replaced character")
                            .isFalse());
        } catch (UnreadableDelivery e) {
            assertThat(e.finding().german()).isNotBlank();
            assertThat(e.finding().english()).isNotBlank();
        }
    }

    @Property(tries = 2000)
    void agreesWithTheJdkOnWhatUtf8Is(@ForAll("almostUtf8") byte[] bytes) {
        int wrong = new TextPosition(1, 1).advance(bytes, 0, bytes.length);

        assertThat(wrong < 0 || wrong >= bytes.length).isEqualTo(isUtf8(bytes));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Ends with a plain letter, so that an unfinished character shows. */
    @Provide
    Arbitrary<byte[]> almostUtf8() {
        var pieces = Arbitraries.oneOf(
                Arbitraries.of("a", "\n", "ä", "€", "\uD7FF", "\uE000", "😀", "\uDBFF\uDFFF", "achtzeichen")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Arbitraries.bytes().map(one -> new byte[] {one}));
        return pieces.list().ofMaxSize(12).map(list -> {
            var all = new ByteArrayOutputStream();
            list.forEach(all::writeBytes);
            all.write('z');
            return all.toByteArray();
        });
    }

    @Provide
    Arbitrary<byte[]> deliveries() {
        var texts = Arbitraries.of(SEEDS).map(text -> text.getBytes(StandardCharsets.UTF_8));
        var encoded = Combinators.combine(
                        Arbitraries.of(SEEDS),
                        Arbitraries.of(
                                StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("windows-1252")))
                .as((text, charset) -> ("\uFEFF" + text).getBytes(charset));
        var packages = Arbitraries.of(
                XlsxReaderTest.example(),
                HsdsTablesTest.zip(
                        "services.csv", "id,organization_id,name\n1,2,Küche\n", "organizations.csv", "id,name\n2,A\n"));
        var whole = Arbitraries.oneOf(texts, encoded, packages, texts.map(AnyBytesTest::gzip));
        var changed = Combinators.combine(
                        whole,
                        Arbitraries.integers().between(0, 4000),
                        Arbitraries.bytes().list().ofMaxSize(4),
                        Arbitraries.integers().between(0, 8))
                .as(AnyBytesTest::change);
        var any = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, changed), net.jqwik.api.Tuple.of(1, whole), net.jqwik.api.Tuple.of(1, any));
    }

    /** Some bytes replaced by some others. */
    private static byte[] change(byte[] bytes, int at, List<Byte> by, int cut) {
        var all = new ByteArrayOutputStream();
        int from = Math.min(at, bytes.length);
        all.write(bytes, 0, from);
        by.forEach(all::write);
        int rest = Math.min(from + cut, bytes.length);
        all.write(bytes, rest, bytes.length - rest);
        return all.toByteArray();
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
}
