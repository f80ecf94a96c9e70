package de.hilfenetz.read;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a text and never replaces what cannot be decoded: it refuses the file and names the byte. Where the charset is not
 * known, plain ASCII is passed on until the first other byte decides between UTF-8 and what was usual before.
 */
final class StrictReader extends Reader {

    static final Rule UNDECODABLE = Rule.error(
            "zeichen-unlesbar",
            "Byte {offset} ({value}) ist in {charset} kein Zeichen. Bitte als UTF-8 speichern oder den Zeichensatz in"
                    + " der Datenquelle angeben (table: encoding).",
            "Byte {offset} ({value}) is no character in {charset}. Please save as UTF-8 or name the charset in the feed"
                    + " (table: encoding).");
    static final Rule NULL_CHARACTER = Rule.error(
            "nullzeichen",
            "Hier steht ein Nullzeichen, das in keinen Text gehört: Entweder ist es in diesen Eintrag geraten und muss heraus,"
                    + " oder das ist keine Textdatei oder UTF-16 ohne Kennung am Anfang; dann bitte als UTF-8 speichern.",
            "A null character stands here, which belongs in no text: either it got into this entry and must go, or this is"
                    + " no text file, or UTF-16 without a mark at its beginning; then please save as UTF-8.");

    private final String file;
    private final InputStream in;
    private final Consumer<Charset> decided;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(1 << 15).limit(0);
    private @Nullable CharsetDecoder decoder;
    private long offset;
    private boolean ended;
    private int line = 1;
    private int column = 1;

    /**
     * @param charset null where it is not known
     * @param decided is told the charset once it is known; never for a text of plain ASCII
     */
    StrictReader(String file, InputStream in, @Nullable Charset charset, Consumer<Charset> decided) {
        this.file = file;
        this.in = in;
        this.decided = decided;
        if (charset != null) {
            decide(charset);
        }
    }

    private void decide(Charset charset) {
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        decided.accept(charset);
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended && !bytes.hasRemaining()) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, from, count);
        return count;
    }

    private void fill() throws IOException {
        load();
        chars.clear();
        if (decoder == null) {
            passPlain();
        }
        if (decoder != null && chars.position() == 0) {
            decode(decoder);
        }
        chars.flip();
        count();
    }

    /** Fills the buffer; what the decoder left of the last one stays in front. */
    private void load() throws IOException {
        bytes.compact();
        while (!ended && bytes.hasRemaining()) {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (count < 0) {
                ended = true;
            } else {
                bytes.position(bytes.position() + count);
            }
        }
        bytes.flip();
    }

    private void passPlain() {
        while (bytes.hasRemaining() && chars.hasRemaining() && bytes.get(bytes.position()) >= 0) {
            chars.put((char) bytes.get());
            offset++;
        }
        if (bytes.hasRemaining() && bytes.get(bytes.position()) < 0 && chars.position() == 0) {
            decide(looksLikeUtf8() ? StandardCharsets.UTF_8 : OldCharset.of(bytes));
        }
    }

    private boolean looksLikeUtf8() {
        var trial = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return !trial.decode(bytes.duplicate(), CharBuffer.allocate(bytes.remaining()), ended)
                .isError();
    }

    private void decode(CharsetDecoder decoder) {
        int before = bytes.position();
        var result = decoder.decode(bytes, chars, ended);
        offset += bytes.position() - before;
        if (result.isError() || (ended && result.isUnderflow() && bytes.hasRemaining())) {
            if (chars.position() > 0 && result.isError()) {
                return;
            }
            throw undecodable(decoder.charset());
        }
    }

    private UnreadableDelivery undecodable(Charset charset) {
        var value = "0x%02X".formatted(bytes.get(bytes.position()) & 0xFF);
        return new UnreadableDelivery(Finding.of(UNDECODABLE, place(), null, value)
                .with("offset", Long.toString(offset))
                .with("charset", charset.displayName()));
    }

    private void count() {
        var array = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            char next = array[i];
            if (next == '\n') {
                line++;
                column = 1;
            } else if (next == 0) {
                throw new UnreadableDelivery(NULL_CHARACTER, place(), null);
            } else if (!Character.isLowSurrogate(next)) {
                column++;
            }
        }
    }

    private Place place() {
        return new Place(file, line, column, null);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
