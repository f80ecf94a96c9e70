package de.hilfenetz.query;

/** How deeply the brackets of a query stand within each other, seen before a parser has to follow them. */
final class Nesting {

    private Nesting() {}

    /** Brackets in strings, IRIs and comments do not count. */
    static int of(String query) {
        var deepest = 0;
        var depth = 0;
        for (var i = 0; i < query.length(); i++) {
            switch (query.charAt(i)) {
                case '(', '{', '[' -> deepest = Math.max(deepest, ++depth);
                case ')', '}', ']' -> depth--;
                case '#' -> i = endOfLine(query, i);
                case '"', '\'' -> i = endOfString(query, i);
                case '<' -> i = endOfIri(query, i);
                default -> {}
            }
        }
        return deepest;
    }

    private static int endOfLine(String query, int from) {
        var end = from;
        while (end < query.length() && query.charAt(end) != '\n' && query.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private static int endOfString(String query, int from) {
        var quote = query.charAt(from);
        var three = String.valueOf(quote).repeat(3);
        if (query.startsWith(three, from)) {
            for (var i = from + 3; i < query.length(); i++) {
                if (query.charAt(i) == '\\') {
                    i++;
                } else if (query.startsWith(three, i)) {
                    return i + 2;
                }
            }
            return query.length();
        }
        for (var i = from + 1; i < query.length(); i++) {
            var c = query.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote || c == '\n') {
                return i;
            }
        }
        return query.length();
    }

    /** The end of an IRI, or the place itself where the character only compares. */
    private static int endOfIri(String query, int from) {
        for (var i = from + 1; i < query.length(); i++) {
            var c = query.charAt(i);
            if (c == '>') {
                return i;
            }
            if (c <= ' ' || c == '<' || c == '"' || c == '{' || c == '}' || c == '|' || c == '^' || c == '`') {
                return from;
            }
        }
        return from;
    }
}
