package de.hilfenetz.graph;

/**
 * Text that every form can carry: without half surrogate pairs and without control characters other than tab and line ends,
 * which XML cannot write and some parsers refuse. Normalising removes them long before; this is the last gate.
 */
final class CleanText {

    private CleanText() {}

    static String of(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!isFine(text, i)) {
                return cleaned(text);
            }
        }
        return text;
    }

    private static String cleaned(String text) {
        var clean = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            if (isFine(text, i)) {
                clean.append(text.charAt(i));
            }
        }
        return clean.toString();
    }

    private static boolean isFine(String text, int at) {
        var c = text.charAt(at);
        if (c >= 0x20 && c < 0x7f) {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        var control = c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c <= 0x9f;
        return !control && c != 0xfffe && c != 0xffff;
    }
}
