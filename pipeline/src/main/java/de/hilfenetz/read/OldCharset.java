package de.hilfenetz.read;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;

/** Which of the charsets before UTF-8 a German text is in, by the bytes its umlauts have inside words. */
enum OldCharset {
    /** What Windows writes, and what is taken where nothing speaks for another one. */
    WINDOWS("windows-1252", "äöüß"),
    /** What Excel on a Mac writes as "CSV (Macintosh)". */
    MAC("x-MacRoman", "äöüß"),
    /** What Excel writes as "CSV (MS-DOS)"; its sharp s is left out, because it is the letter á elsewhere. */
    DOS("IBM850", "äöü");

    private final Charset charset;
    private final String letters;

    OldCharset(String charset, String letters) {
        this.charset = Charset.forName(charset);
        this.letters = letters;
    }

    /** The charset of a text that is not UTF-8; another one than Windows' only where two different umlauts speak for it and none for that. */
    static Charset of(ByteBuffer text) {
        if (WINDOWS.lettersInWords(text) == 0) {
            for (var other : List.of(MAC, DOS)) {
                if (other.lettersInWords(text) > 1) {
                    return other.charset;
                }
            }
        }
        return WINDOWS.charset;
    }

    /** How many different umlauts stand between two plain letters, the second of them a small one. */
    private int lettersInWords(ByteBuffer text) {
        var found = 0;
        for (var letter : letters.getBytes(charset)) {
            for (int i = Math.max(1, text.position()); i < text.limit() - 1; i++) {
                if (text.get(i) == letter
                        && isPlainLetter(text.get(i - 1))
                        && text.get(i + 1) >= 'a'
                        && text.get(i + 1) <= 'z') {
                    found++;
                    break;
                }
            }
        }
        return found;
    }

    private static boolean isPlainLetter(byte one) {
        return one > 0 && Character.isLetter(one);
    }
}
