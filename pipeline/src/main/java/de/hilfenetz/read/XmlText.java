package de.hilfenetz.read;

import de.hilfenetz.record.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import javax.xml.stream.Location;
import org.jspecify.annotations.Nullable;

/** The characters of an XML file on their way to a parser that would keep a single name or value however long it is. */
final class XmlText extends Reader {

    /** Between two events of the parser; its buffers are far smaller. */
    private static final int STRETCH = 4 << 20;

    private static final int HEAD = 64_000;

    private final String file;
    private final BufferedReader text;
    private long consumed;
    private long proceeded;
    private boolean ended;

    XmlText(String file, Reader text) {
        this.file = file;
        this.text = new BufferedReader(text, HEAD + 1);
    }

    /** The beginning, which stays to be read. */
    String head() throws IOException {
        text.mark(HEAD);
        var chars = new char[HEAD];
        int length = 0;
        for (int got = 0; got >= 0 && length < HEAD; length += Math.max(got, 0)) {
            got = text.read(chars, length, HEAD - length);
        }
        text.reset();
        return new String(chars, 0, length);
    }

    /** Characters the parser has asked for. */
    long consumed() {
        return consumed;
    }

    /** The parser has come to its next event. */
    void proceed() {
        proceeded = consumed;
    }

    /** Whether the parser stumbled over the end of the file, and not over something in it. */
    boolean isAtEnd(@Nullable Location at) {
        return ended && (at == null || at.getCharacterOffset() < 0 || at.getCharacterOffset() >= consumed);
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        int got = text.read(target, from, Math.min(length, 8192));
        ended |= got < 0;
        consumed += Math.max(got, 0);
        if (consumed - proceeded > STRETCH) {
            throw new UnreadableDelivery(XmlReader.LIMIT, new Place(file, 0, 0, null), null);
        }
        return got;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
