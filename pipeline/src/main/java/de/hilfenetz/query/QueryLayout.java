package de.hilfenetz.query;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lays out a query: a clause a line, a pattern a line, two spaces for each bracket. Only white space changes, so that the query
 * stays what it is, with its comments, and even if it is not finished.
 */
public final class QueryLayout {

    private static final Pattern TOKEN = Pattern.compile("""
            (?xs) (?<space>\\s+) | (?<comment>\\#[^\\n]*)
            | (?:\"\"\".*?\"\"\" | '''.*?''' | "(?:[^"\\\\\\n]|\\\\.)*" | '(?:[^'\\\\\\n]|\\\\.)*')
            | <[^<>"{}|^`\\\\\\s]*> | [{}\\[\\]();,] | [^\\s{}\\[\\]();,"'<\\#]+ | .""");

    /** A line begins with each of these. */
    private static final Set<String> CLAUSES = Set.of(
            "PREFIX",
            "BASE",
            "SELECT",
            "ASK",
            "CONSTRUCT",
            "DESCRIBE",
            "FROM",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "VALUES",
            "FILTER",
            "OPTIONAL",
            "BIND",
            "MINUS",
            "GRAPH");

    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();
    /** Braces, which lines are indented by. */
    private int depth;
    /** Round and square brackets, within which no line ends. */
    private int inline;

    private boolean lineBegins = true;
    private boolean continues;

    private QueryLayout() {}

    /** The query, laid out; ends with a line break. */
    public static String of(String query) {
        var layout = new QueryLayout();
        var tokens = TOKEN.matcher(query);
        var space = "";
        while (tokens.find()) {
            if (tokens.group("space") != null) {
                space = tokens.group();
            } else if (tokens.group("comment") != null) {
                layout.comment(tokens.group().stripTrailing(), space);
                space = "";
            } else {
                layout.token(tokens.group(), space);
                space = "";
            }
        }
        layout.endLine();
        return layout.out.toString();
    }

    private void comment(String text, String space) {
        if (space.contains("\n") || out.isEmpty()) {
            endLine();
            begin();
        } else {
            // It belongs to the line before, which has just ended.
            out.setLength(out.toString().stripTrailing().length());
            out.append(' ');
        }
        out.append(text);
        lineBegins = false;
        endLine();
    }

    private void token(String token, String space) {
        if (space.matches("\\s*\\n\\s*\\n\\s*") && inline == 0) {
            endLine();
            if (!out.isEmpty()) {
                out.append('\n');
            }
        }
        switch (token) {
            case "{" -> {
                write(token, lineBegins ? "" : " ");
                depth++;
                endLine();
            }
            case "}" -> {
                depth = Math.max(0, depth - 1);
                continues = false;
                endLine();
                write(token, "");
                continues = false;
                inline = 0;
            }
            case "(", "[" -> {
                write(token, space);
                inline++;
            }
            case ")", "]" -> {
                inline = Math.max(0, inline - 1);
                write(token, space);
            }
            case ";" -> {
                write(token, space);
                if (inline == 0) {
                    endLine();
                    continues = true;
                }
            }
            default -> word(token, space);
        }
    }

    private void word(String token, String space) {
        if (inline == 0) {
            var upper = token.toUpperCase(Locale.ROOT);
            var follows = out.toString().stripTrailing();
            if ((CLAUSES.contains(upper) && !follows.endsWith(":"))
                    || (follows.endsWith("}") && !Set.of(".", "UNION", "WHERE").contains(upper))) {
                endLine();
                continues = false;
            }
        }
        write(token, space);
        if (inline == 0 && token.endsWith(".")) {
            endLine();
            continues = false;
        }
        if (inline == 0 && token.startsWith("<") && isDeclaration()) {
            endLine();
        }
    }

    /** Whether the line so far is {@code PREFIX x: <…>} or {@code BASE <…>}. */
    private boolean isDeclaration() {
        var line = out.substring(out.lastIndexOf("\n") + 1).toUpperCase(Locale.ROOT);
        return line.startsWith("PREFIX ") || line.startsWith("BASE ");
    }

    private void write(String token, String space) {
        if (lineBegins) {
            begin();
        } else if (!space.isEmpty()) {
            out.append(' ');
        }
        out.append(token);
        lineBegins = false;
    }

    private void begin() {
        out.append(STEP.repeat(depth + (continues ? 1 : 0)));
    }

    private void endLine() {
        if (!lineBegins) {
            out.append('\n');
            lineBegins = true;
        }
    }
}
