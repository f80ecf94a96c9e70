package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.feed.Feed;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {

    private static final String TWO = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Export -->
            <angebote xmlns="urn:beispiel" stand="2026-03-01">
              <angebot id="1">
                <name>Küche &amp; Tafel</name>
                <telefon art="büro">0221 4710 123</telefon>
                <sprache>de</sprache><sprache>tr</sprache>
                <leer/>
              </angebot>
              <x:angebot xmlns:x="urn:anders" id="2"><name><![CDATA[<b>]]></name></x:angebot>
            </angebote>
            """;

    @Test
    void readsTheElementsThatStandMoreThanOnce() {
        var reading = read(null, TWO);

        assertThat(reading.json())
                .containsExactly(
                        "{\"id\":\"1\",\"name\":\"Küche & Tafel\",\"telefon\":{\"art\":\"büro\",\"text\":\"0221 4710 123\"},"
                                + "\"sprache\":[\"de\",\"tr\"]}",
                        "{\"id\":\"2\",\"name\":\"<b>\"}");
        assertThat(reading.notes.getFirst().german()).contains("/angebote/angebot");
    }

    @Test
    void knowsTheLineOfEveryRecordAndValue() {
        var reading = read("/angebote/angebot", TWO);

        assertThat(reading.records)
                .extracting(got -> got.record().place().toString())
                .containsExactly("angebote, Zeile 4", "angebote, Zeile 10");
        assertThat(reading.records.getFirst().places())
                .containsEntry("/name", "5:5")
                .containsEntry("/telefon", "6:5");
        assertThat(reading.notes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <r><a><n>1</n><o>2</o></a></r>                                 | /r/a
            <r><a><t>1</t><t>2</t><n>3</n></a></r>                         | /r/a
            <r><info v='1'/><liste><a n='1'/><a n='2'/></liste></r>        | /r/liste/a
            <r><t>1</t><t>2</t></r>                                        | /r
            <r><a><b i='1'/><b i='2'/></a><a><b i='3'/></a></r>            | /r/a
            """)
    void findsOutWhatTheRecordsAre(String xml, String path) {
        assertThat(read(null, xml).notes.getFirst().german()).contains("Elemente " + path + ";");
    }

    @Test
    void readsTheElementsThatTheFeedNames() {
        assertThat(read("/a/b/c", "<a><b><c>1</c></b><b><c>2</c><d/></b></a>").json())
                .containsExactly("{\"text\":\"1\"}", "{\"text\":\"2\"}");
        assertThat(refused("/a/x", "<a><b/></a>").finding().german())
                .contains("/a/x")
                .contains("/a.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252"})
    void readsTheCharsetThatIsDeclared(String charset) {
        var xml = "<?xml version='1.0' encoding='" + charset + "'?><r><a n='ä'/><a n='ö'/></r>";

        assertThat(Reading.of(Reading.feed(Feed.Format.XML), xml.getBytes(Charset.forName(charset)))
                        .json())
                .containsExactly("{\"n\":\"ä\"}", "{\"n\":\"ö\"}");
    }

    @Test
    void readsUtf16ByItsMark() {
        var xml = "\uFEFF<?xml version='1.0' encoding='UTF-16'?><r><a n='ä'/><a n='€'/></r>";

        assertThat(Reading.of(Reading.feed(Feed.Format.XML), xml.getBytes(StandardCharsets.UTF_16LE))
                        .json())
                .containsExactly("{\"n\":\"ä\"}", "{\"n\":\"€\"}");
    }

    @Test
    void refusesBytesThatAreNoCharacters() {
        var xml = "<r><a n='\u00e4'/></r>".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(catchThrowableOfType(UnreadableDelivery.class, () -> Reading.of(Reading.feed(Feed.Format.XML), xml))
                        .finding()
                        .rule())
                .isEqualTo(StrictReader.UNDECODABLE);
    }

    @Test
    void refusesADoctypeAndOpensNothing(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("geheim"), "Stiller Winkel 7");
        var hostile = "<!DOCTYPE r [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>\n<r><a>&e;</a><a>&e;</a></r>";

        assertThat(refused(null, hostile).finding().rule()).isEqualTo(XmlReader.DOCTYPE);
        assertThat(refused("/r/a", hostile).finding().rule()).isEqualTo(XmlReader.DOCTYPE);
    }

    @Test
    void refusesLaughs() {
        var laughs = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><r>&b;</r>";

        assertThat(refused("/r", laughs).finding().rule()).isEqualTo(XmlReader.DOCTYPE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <r><a>1</a>              | datei-abgeschnitten
            <r><a>1</a><a            | datei-abgeschnitten
            <r><a>1</b></r>          | xml-fehlerhaft
            <r><a>Tafel & Co</a></r> | xml-fehlerhaft
            <r><a>&nbsp;</a></r>     | xml-fehlerhaft
            <r/><r/>                 | xml-fehlerhaft
            <?xml                    | datei-abgeschnitten
            <?xml version            | datei-abgeschnitten
            <?xml version='1.0' a=?> | xml-fehlerhaft
            <html><a/></html>        | falsches-format
            a;b                      | falsches-format
            {"a": 1}                 | falsches-format
            ' '                      | datei-leer
            """)
    void refusesWhatCannotBeReadToItsEnd(String xml, String code) {
        assertThat(refused("/r/a", xml).finding().rule().code()).isEqualTo(code);
    }

    @Test
    void saysInWhichLineTheFileIsBroken() {
        assertThat(refused("/r/a", "<r>\n<a>1</a>\n<a>Tafel & Co</a></r>")
                        .finding()
                        .place()
                        .line())
                .isEqualTo(3);
    }

    @Test
    void refusesTooManyLevelsAttributesAndCharacters() {
        assertThat(refused("/a/b", "<a>".repeat(65) + "</a>".repeat(65))
                        .finding()
                        .rule())
                .isEqualTo(XmlReader.LIMIT);
        var attributes = new StringBuilder("<r><a");
        for (int i = 0; i <= 100; i++) {
            attributes.append(" n").append(i).append("='1'");
        }
        assertThat(refused("/r/a", attributes + "/></r>").finding().rule()).isEqualTo(XmlReader.LIMIT);
        assertThat(refused("/r/a", "<r><a>" + "x".repeat((1 << 20) + 1) + "</a></r>")
                        .finding()
                        .rule())
                .isEqualTo(XmlReader.LIMIT);
    }

    @Test
    void endsAnAttributeWithoutEndBeforeMemoryDoes() {
        var endless = new InputStream() {
            private final byte[] start = "<r><a n='".getBytes(StandardCharsets.UTF_8);
            private long at;

            @Override
            public int read() {
                at++;
                return at <= start.length ? start[(int) at - 1] : at < 1L << 30 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int from, int length) {
                for (int i = 0; i < length; i++) {
                    int next = read();
                    if (next < 0) {
                        return i == 0 ? -1 : i;
                    }
                    target[from + i] = (byte) next;
                }
                return length;
            }
        };

        assertThat(catchThrowableOfType(
                                UnreadableDelivery.class,
                                () -> Reading.of(Reading.feed(Feed.Format.XML, Feed.Table.DETECT, "/r/a"), endless))
                        .finding()
                        .rule())
                .isEqualTo(XmlReader.LIMIT);
    }

    private static Reading read(@Nullable String records, String xml) {
        return Reading.of(
                Reading.feed(Feed.Format.XML, Feed.Table.DETECT, records), xml.getBytes(StandardCharsets.UTF_8));
    }

    private static UnreadableDelivery refused(@Nullable String records, String xml) {
        return catchThrowableOfType(UnreadableDelivery.class, () -> read(records, xml));
    }
}
