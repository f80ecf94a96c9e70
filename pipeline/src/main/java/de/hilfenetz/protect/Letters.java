package de.hilfenetz.protect;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.BitSet;
import java.util.Locale;

/**
 * A text boiled down to its letters and digits, however it is disguised: percent signs, HTML entities, escapes of JSON and
 * N-Triples decoded, umlauts and ß spelt out, accents and everything between dropped, "straße" as "str". Two spellings of one
 * address are the same letters.
 *
 * @param text lower-case letters and digits only
 * @param gaps before which characters of {@code text} something else stood
 */
record Letters(String text, BitSet gaps) {

    private static final int ROUNDS = 3;

    /** Without decoding anything. */
    static Letters plain(String typed) {
        return boiled(typed);
    }

    static Letters of(String typed) {
        return boiled(decoded(typed));
    }

    /** {@code typed} with all its disguises taken off; itself where it has none. */
    static String decoded(String typed) {
        var decoded = typed;
        for (var round = 0; round < ROUNDS; round++) {
            var further = decode(decoded);
            if (further.equals(decoded)) {
                break;
            }
            decoded = further;
        }
        return decoded;
    }

    /** Whether the digits around a find belong to it: "Winkel 7" is not in "Winkel 70". */
    boolean isWhole(String needle, int begin) {
        var end = begin + needle.length();
        return end >= text.length()
                || !Character.isDigit(needle.charAt(needle.length() - 1))
                || !Character.isDigit(text.charAt(end))
                || gaps.get(end);
    }

    private static Letters boiled(String decoded) {
        var plain = isAscii(decoded) ? decoded.toLowerCase(Locale.ROOT) : spelt(decoded);
        var out = new StringBuilder(plain.length());
        var gaps = new BitSet();
        var gap = false;
        for (var i = 0; i < plain.length(); i++) {
            var c = plain.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                if (gap) {
                    gaps.set(out.length());
                    gap = false;
                }
                out.append(c);
                if (c == 'e' && endsWith(out, "strasse")) {
                    out.setLength(out.length() - 4);
                }
            } else {
                gap = true;
            }
        }
        return new Letters(out.toString(), gaps);
    }

    private static boolean endsWith(StringBuilder out, String end) {
        return out.length() >= end.length() && out.indexOf(end, out.length() - end.length()) >= 0;
    }

    private static String spelt(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.GERMAN)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        return Normalizer.normalize(composed, Normalizer.Form.NFKD).replaceAll("\\p{M}|\\p{Cf}", "");
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String decode(String text) {
        var out = text;
        if (out.indexOf('\\') >= 0) {
            out = escapes(out);
        }
        if (out.indexOf('%') >= 0) {
            out = bytes(out, '%');
        }
        if (out.indexOf('=') >= 0) {
            out = bytes(out, '=');
        }
        if (out.indexOf('&') >= 0) {
            out = entities(out);
        }
        if (out.indexOf('Ã') >= 0) {
            out = new String(out.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
        return out;
    }

    /** Escapes of four, eight or two hexadecimal digits; an escaped quote or line break is a gap. */
    private static String escapes(String text) {
        var out = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c != '\\' || i + 1 >= text.length()) {
                out.append(c);
                continue;
            }
            var letter = text.charAt(i + 1);
            var digits = letter == 'u' ? 4 : letter == 'x' ? 2 : letter == 'U' ? 8 : 0;
            var code = digits == 0 ? -1 : hex(text, i + 2, digits);
            if (code >= 0 && Character.isValidCodePoint(code)) {
                out.appendCodePoint(code);
                i += 1 + digits;
            } else {
                out.append(' ');
                i += Character.isLetterOrDigit(letter) && "nrtbf".indexOf(letter) < 0 ? 0 : 1;
            }
        }
        return out.toString();
    }

    /** Bytes written as {@code %C3} or, in mail, {@code =C3}; UTF-8 where they are that, else Latin-1. */
    private static String bytes(String text, char mark) {
        var out = new StringBuilder(text.length());
        var run = new java.io.ByteArrayOutputStream();
        for (var i = 0; i < text.length(); i++) {
            var code = text.charAt(i) == mark ? hex(text, i + 1, 2) : -1;
            // Mail writes capitals; "ort=Beispielweg" is no byte.
            if (code >= 0 && (mark == '%' || isCapital(text, i + 1))) {
                run.write(code);
                i += 2;
                continue;
            }
            flush(run, out);
            out.append(text.charAt(i));
        }
        flush(run, out);
        return out.toString();
    }

    private static boolean isCapital(String text, int begin) {
        return !Character.isLowerCase(text.charAt(begin)) && !Character.isLowerCase(text.charAt(begin + 1));
    }

    private static void flush(java.io.ByteArrayOutputStream run, StringBuilder out) {
        if (run.size() > 0) {
            var utf8 = run.toString(StandardCharsets.UTF_8);
            out.append(utf8.indexOf('\uFFFD') < 0 ? utf8 : run.toString(StandardCharsets.ISO_8859_1));
            run.reset();
        }
    }

    private static String entities(String text) {
        var out = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var end = text.charAt(i) == '&' ? text.indexOf(';', i) : -1;
            var character = end > i && end - i <= 10 ? entity(text.substring(i + 1, end)) : "";
            if (character.isEmpty()) {
                out.append(text.charAt(i));
            } else {
                out.append(character);
                i = end;
            }
        }
        return out.toString();
    }

    private static String entity(String name) {
        if (name.startsWith("#")) {
            var hexadecimal = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
            try {
                var code = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
                return Character.isValidCodePoint(code) ? Character.toString(code) : "";
            } catch (NumberFormatException e) {
                return "";
            }
        }
        return switch (name) {
            case "auml" -> "ä";
            case "ouml" -> "ö";
            case "uuml" -> "ü";
            case "Auml" -> "Ä";
            case "Ouml" -> "Ö";
            case "Uuml" -> "Ü";
            case "szlig" -> "ß";
            case "amp" -> "&";
            case "nbsp", "ensp", "emsp", "thinsp" -> " ";
            case "shy", "zwnj", "zwj" -> "\u00AD";
            case "commat" -> "@";
            case "period" -> ".";
            default -> "";
        };
    }

    private static int hex(String text, int begin, int digits) {
        if (begin + digits > text.length()) {
            return -1;
        }
        var value = 0;
        for (var i = begin; i < begin + digits; i++) {
            var digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}
