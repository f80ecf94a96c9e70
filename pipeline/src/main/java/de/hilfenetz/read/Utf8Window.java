package de.hilfenetz.read;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The stretch of a UTF-8 stream in which a parser reads one record: keeps the bytes from a mark on, so that a record can be
 * hashed and parsed again from its own bytes, and knows line and character of any offset in it.
 */
final class Utf8Window extends InputStream {

    static final int RECORD_LIMIT = 16 << 20;

    static final Rule RECORD_TOO_LARGE = Rule.error(
            "datensatz-zu-gross",
            "Der Datensatz, der hier beginnt, ist größer als 16 MB. Bitte prüfen, ob eine Datei (Bild, Dokument) im"
                    + " Datensatz steckt oder eine schließende Klammer fehlt.",
            "The record that begins here is larger than 16 MB. Please check whether a file (picture, document) is"
                    + " embedded in it or a closing bracket is missing.");
    static final Rule NOT_UTF8 = Rule.error(
            "kein-utf-8",
            "Die Datei ist nicht in UTF-8: An Byte {offset} steht {value}, das es dort nicht geben kann. Bitte als"
                    + " UTF-8 speichern oder exportieren.",
            "The file is not UTF-8: byte {offset} is {value}, which cannot stand there. Please save or export it as"
                    + " UTF-8.");

    private static final long NOTHING = Long.MAX_VALUE;

    /** What a parser asks for at once, at most. */
    private static final int READ_AHEAD = 1 << 16;

    private final String file;
    private final InputStream in;
    private final TextPosition position = new TextPosition(1, 1);
    private byte[] bytes = new byte[1 << 16];
    private long start;
    private int length;
    private long positioned;
    private long keptFrom = NOTHING;
    private boolean ended;

    Utf8Window(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int size) throws IOException {
        int count = in.read(target, offset, size);
        if (count > 0) {
            append(target, offset, count);
        }
        ended |= count < 0;
        return count;
    }

    private void append(byte[] more, int offset, int count) {
        if (length + count > bytes.length) {
            makeRoom(count);
        }
        System.arraycopy(more, offset, bytes, length, count);
        length += count;
        if (keptFrom != NOTHING && start + length - keptFrom > RECORD_LIMIT + READ_AHEAD) {
            throw new UnreadableDelivery(RECORD_TOO_LARGE, placeAt(keptFrom), null);
        }
    }

    /** Drops what lies before the mark. Without a mark that is everything: the parser has consumed it before it asks for more. */
    private void makeRoom(int count) {
        long end = start + length;
        long from = Math.min(keptFrom, end);
        placeAt(from);
        int kept = (int) (end - from);
        var target = kept + count > bytes.length ? new byte[Math.max(bytes.length * 2, kept + count)] : bytes;
        System.arraycopy(bytes, length - kept, target, 0, kept);
        bytes = target;
        start = from;
        length = kept;
    }

    /** Keeps every byte from {@code offset} on, until the next call. */
    void keepFrom(long offset) {
        keptFrom = offset;
    }

    /** Keeps nothing. */
    void release() {
        keptFrom = NOTHING;
    }

    /** The line and character of {@code offset}, or of the last offset that was asked for if that lies behind it. */
    Place placeAt(long offset) {
        if (offset > positioned) {
            int wrong = position.advance(bytes, index(positioned), index(offset));
            if (wrong >= 0) {
                throw notUtf8(wrong);
            }
            positioned = offset;
        }
        return new Place(file, position.line(), position.column(), null);
    }

    /** Whether {@code offset} lies behind the last byte of the file. */
    boolean isEnd(long offset) {
        return ended && offset >= start + length;
    }

    /** Checks all bytes that have been read so far, the end of the file included, and says where they stop. */
    Place placeOfEnd() {
        return placeAt(start + length);
    }

    private UnreadableDelivery notUtf8(int wrong) {
        var place = new Place(file, position.line(), Math.max(1, position.column() - 1), null);
        var shown = "0x%02X".formatted(bytes[wrong] & 0xFF);
        return new UnreadableDelivery(
                Finding.of(NOT_UTF8, place, null, shown).with("offset", Long.toString(start + wrong)));
    }

    /** The buffer that holds the kept bytes now; the next read may move them. */
    byte[] buffer() {
        return bytes;
    }

    /** Where {@code offset} lies in {@link #buffer()}. */
    int index(long offset) {
        return Math.toIntExact(offset - start);
    }

    /** A few characters from {@code offset} on, for a message. */
    String excerpt(long offset) {
        int from = Math.clamp(offset - start, 0, length);
        int to = Math.min(length, from + 40);
        var text = new String(Arrays.copyOfRange(bytes, from, to), java.nio.charset.StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return (end > 0 ? text.substring(0, end) : text).replace("\uFFFD", "").strip();
    }
}
