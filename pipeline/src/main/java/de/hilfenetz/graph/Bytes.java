package de.hilfenetz.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.vocabulary.RDF;

/** Terms in the syntax that N-Triples and Turtle share, as UTF-8 straight into a buffer. */
final class Bytes {

    private static final int FULL = 1 << 15;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private static final boolean[] ANY = asciiBut("");
    private static final boolean[] IRI = asciiBut(" <>\"{}|^`\\\u007f");
    private static final boolean[] STRING = asciiBut("\"\\\u007f");

    private final OutputStream out;
    private byte[] buffer = new byte[FULL + 1024];
    private int size;

    Bytes(OutputStream out) {
        this.out = out;
    }

    /** The characters from the blank on that stand for themselves; every control character is left out, save in plain text. */
    private static boolean[] asciiBut(String special) {
        var plain = new boolean[0x80];
        Arrays.fill(plain, special.isEmpty() ? 0 : ' ', plain.length, true);
        special.chars().forEach(c -> plain[c] = false);
        return plain;
    }

    /** Copies the characters that stand for themselves, and returns the index of the first that does not. */
    private int run(String text, int from, boolean[] plain) {
        var end = text.length();
        if (size + end - from + 8 > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + end - from + 8));
        }
        var bytes = buffer;
        var to = size;
        var i = from;
        for (; i < end; i++) {
            var c = text.charAt(i);
            if (c >= 0x80 || !plain[c]) {
                break;
            }
            bytes[to++] = (byte) c;
        }
        size = to;
        return i;
    }

    /** A whole term, IRIs in full. */
    void term(Node node) {
        if (node.isURI()) {
            iri(node.getURI());
        } else if (node.isLiteral()) {
            literal(node);
        } else if (node.isBlank()) {
            text("_:");
            text(NodeFmtLib.encodeBNodeLabel(node.getBlankNodeLabel()));
        } else {
            throw new IllegalArgumentException("not a term of RDF 1.1: " + node);
        }
    }

    void iri(String iri) {
        put('<');
        for (var i = run(iri, 0, IRI); i < iri.length(); i = run(iri, i + 1, IRI)) {
            var c = iri.charAt(i);
            if (c < 0x80) {
                unicode(c);
            } else {
                i = character(iri, i);
            }
        }
        put('>');
    }

    /** The quoted string, with its language or, in full, its datatype. */
    void literal(Node literal) {
        quoted(literal.getLiteralLexicalForm());
        var language = literal.getLiteralLanguage();
        if (!language.isEmpty()) {
            put('@');
            text(language);
        } else if (!isString(literal)) {
            text("^^");
            iri(literal.getLiteralDatatypeURI());
        }
    }

    static boolean isString(Node literal) {
        var datatype = literal.getLiteralDatatypeURI();
        return datatype.equals(XSDDatatype.XSDstring.getURI()) || datatype.equals(RDF.langString.getURI());
    }

    void quoted(String text) {
        put('"');
        for (var i = run(text, 0, STRING); i < text.length(); i = run(text, i + 1, STRING)) {
            var c = text.charAt(i);
            switch (c) {
                case '"' -> text("\\\"");
                case '\\' -> text("\\\\");
                case '\n' -> text("\\n");
                case '\r' -> text("\\r");
                case '\t' -> text("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || c == 0xfffd) {
                        unicode(c);
                    } else {
                        i = character(text, i);
                    }
                }
            }
        }
        put('"');
    }

    /** ASCII or other text as it is, without any escape. */
    void text(String text) {
        for (var i = run(text, 0, ANY); i < text.length(); i = run(text, i + 1, ANY)) {
            i = character(text, i);
        }
    }

    void put(char ascii) {
        room();
        buffer[size++] = (byte) ascii;
    }

    /** Writes out what has gathered, if it is much. */
    void drain() throws IOException {
        if (size >= FULL) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }

    /** Writes the code point at {@code at} and returns the index of its last char. */
    private int character(String text, int at) {
        room();
        var c = text.charAt(at);
        if (c < 0x80) {
            buffer[size++] = (byte) c;
        } else if (c < 0x800) {
            buffer[size++] = (byte) (0xc0 | (c >> 6));
            buffer[size++] = (byte) (0x80 | (c & 0x3f));
        } else if (Character.isHighSurrogate(c)
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1))) {
            var point = Character.toCodePoint(c, text.charAt(at + 1));
            buffer[size++] = (byte) (0xf0 | (point >> 18));
            buffer[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
            buffer[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
            buffer[size++] = (byte) (0x80 | (point & 0x3f));
            return at + 1;
        } else if (Character.isSurrogate(c)) {
            buffer[size++] = '?';
        } else {
            buffer[size++] = (byte) (0xe0 | (c >> 12));
            buffer[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            buffer[size++] = (byte) (0x80 | (c & 0x3f));
        }
        return at;
    }

    private void unicode(char c) {
        room();
        buffer[size++] = '\\';
        buffer[size++] = 'u';
        for (var shift = 12; shift >= 0; shift -= 4) {
            buffer[size++] = HEX[(c >> shift) & 0xf];
        }
    }

    /** Room for the longest single thing, six bytes. */
    private void room() {
        if (size + 8 > buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }
}
