package de.hilfenetz.read;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;

/** Which of the charsets before UTF-8 a German text is in, by the bytes its umlauts have inside words. */
enum OldCharset {
    /** What Windows writes, and what is taken where nothing speaks for another one. */
    WINDOWS("windows-1252", 0xE4, 0xF6, 0xFC, 0xDF),
    /** What Excel on a Mac writes as "CSV (Macintosh)". */
    MAC("x-MacRoman", 0x8A, 0x9A, 0x9F, 0xA7),
    /** What Excel writes as "CSV (MS-DOS)"; its sharp s is left out, because it is the letter á elsewhere. */
    DOS("IBM850", 0x84, 0x94, 0x81);

    private final Charset charset;
    private final List<Integer> letters;

    OldCharset(String charset, Integer... letters) {
        this.charset = Charset.forName(charset);
        this.letters = List.of(letters);
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
    private long lettersInWords(ByteBuffer text) {
        return letters.stream()
                .filter(letter -> {
                    for (int i = Math.max(1, text.position()); i < text.limit() - 1; i++) {
                        if ((text.get(i) & 0xFF) == letter
                                && Character.isLetter(text.get(i - 1) & 0x7F)
                                && text.get(i - 1) > 0
                                && text.get(i + 1) >= 'a'
                                && text.get(i + 1) <= 'z') {
                            return true;
                        }
                    }
                    return false;
                })
                .count();
    }
}
