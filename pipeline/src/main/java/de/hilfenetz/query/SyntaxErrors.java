package de.hilfenetz.query;

import de.hilfenetz.graph.ShortNames;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.Syntax;
import org.apache.jena.update.UpdateFactory;
import org.jspecify.annotations.Nullable;

/** Says in words what a parser did not understand, where it stands, and what was likely meant. */
final class SyntaxErrors {

    private static final Pattern PLACE =
            Pattern.compile("(?i)line:? ([0-9]+), col(?:umn|): ?([0-9]+)|line ([0-9]+), column ([0-9]+)");
    private static final Pattern PREFIX = Pattern.compile("Unresolved prefixed name: ([^:\\s]*):(\\S*)");
    private static final Pattern TOKEN = Pattern.compile("Encountered:? +\"(?: *<[A-Z_]+> )?\"?([^\"\\s]+)");
    private static final Pattern UNKNOWN_WORD =
            Pattern.compile("Lexical error.* after (?:prefix |: ?)\"([A-Za-z_]+)\"");
    private static final List<String> KEYWORDS = List.of(
            "SELECT",
            "ASK",
            "CONSTRUCT",
            "DESCRIBE",
            "WHERE",
            "PREFIX",
            "BASE",
            "DISTINCT",
            "REDUCED",
            "OPTIONAL",
            "UNION",
            "FILTER",
            "BIND",
            "VALUES",
            "MINUS",
            "GRAPH",
            "GROUP",
            "ORDER",
            "HAVING",
            "LIMIT",
            "OFFSET",
            "EXISTS",
            "NOT",
            "AS",
            "BY",
            "ASC",
            "DESC",
            "COUNT",
            "SUM",
            "MIN",
            "MAX",
            "AVG",
            "SAMPLE",
            "GROUP_CONCAT",
            "FROM",
            "NAMED",
            "UNDEF");

    /** Characters of a parser's own words. */
    private static final int LONGEST_REASON = 300;

    private SyntaxErrors() {}

    static SparqlProblem explain(String text, QueryException failure, ShortNames names) {
        if (isUpdate(text)) {
            return new SparqlProblem.Refused(
                    "Hier wird nur gelesen: Abfragen, die etwas ändern, führt dieser Server nicht aus.",
                    "Reading only: this server carries out no updates.");
        }
        var reason = firstLine(failure);
        var place = PLACE.matcher(reason);
        var line = 0;
        var column = 0;
        if (place.find()) {
            line = number(place, 1, 3);
            column = number(place, 2, 4);
        }
        var excerpt = line > 0 ? text.lines().skip(line - 1L).findFirst().orElse("") : "";
        var prefix = PREFIX.matcher(reason);
        if (prefix.find()) {
            return unknownPrefix(prefix.group(1), prefix.group(2), line, column, excerpt, names);
        }
        var unknown = UNKNOWN_WORD.matcher(reason);
        if (unknown.find()) {
            column = Math.max(1, column - unknown.group(1).length());
        }
        var word = wordAt(excerpt, column);
        var token = TOKEN.matcher(reason);
        var found = !word.isEmpty() ? word : token.find() ? token.group(1) : "";
        return new SparqlProblem.Syntax(
                line,
                column,
                excerpt,
                "Die Abfrage ist kein gültiges SPARQL 1.1%s: %s"
                        .formatted(
                                line > 0 ? ", Zeile %d, Spalte %d".formatted(line, column) : "",
                                found.isEmpty() || found.equals("<EOF>")
                                        ? "sie hört auf, bevor sie fertig ist."
                                        : "„%s“ passt hier nicht.".formatted(found)),
                "The query is not valid SPARQL 1.1%s: %s"
                        .formatted(line > 0 ? ", line %d, column %d".formatted(line, column) : "", reason),
                keyword(found));
    }

    private static int number(Matcher place, int one, int other) {
        return Integer.parseInt(place.group(one) == null ? place.group(other) : place.group(one));
    }

    private static SparqlProblem unknownPrefix(
            String prefix, String local, int line, int column, String excerpt, ShortNames names) {
        var known = Prefixes.namespace(prefix, names);
        var at = column > 0 ? column : Math.max(1, excerpt.indexOf(prefix + ":") + 1);
        String suggestion = null;
        if (known != null) {
            suggestion = "Am Anfang ergänzen: PREFIX %s: <%s>".formatted(prefix, known);
        } else {
            var near = Nearest.to(prefix, names.prefixes().keySet());
            if (near.isPresent()) {
                suggestion = "Meinten Sie %s:%s? (PREFIX %s: <%s>)"
                        .formatted(
                                near.get(), local, near.get(), names.prefixes().get(near.get()));
            }
        }
        return new SparqlProblem.Syntax(
                line,
                at,
                excerpt,
                "Das Präfix „%s:“ ist nicht erklärt%s."
                        .formatted(prefix, line > 0 ? " (Zeile %d, Spalte %d)".formatted(line, at) : ""),
                "The prefix “%s:” is not declared%s."
                        .formatted(prefix, line > 0 ? " (line %d, column %d)".formatted(line, at) : ""),
                suggestion);
    }

    private static @Nullable String keyword(String found) {
        if (!found.matches("[A-Za-z_]{2,20}") || KEYWORDS.contains(found.toUpperCase(Locale.ROOT))) {
            return null;
        }
        return Nearest.to(found.toUpperCase(Locale.ROOT), KEYWORDS)
                .map(near -> "Meinten Sie %s?".formatted(near))
                .orElse(null);
    }

    private static String wordAt(String line, int column) {
        if (column < 1 || column > line.length()) {
            return "";
        }
        var end = column - 1;
        while (end < line.length()
                && !Character.isWhitespace(line.charAt(end))
                && "{}();,.".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        var begin = column - 1;
        while (begin > 0 && Character.isLetter(line.charAt(begin - 1)) && Character.isLetter(line.charAt(begin))) {
            begin--;
        }
        return end == begin ? line.substring(begin, begin + 1) : line.substring(begin, end);
    }

    private static boolean isUpdate(String text) {
        try {
            return !UpdateFactory.create(text, Syntax.syntaxSPARQL_11)
                    .getOperations()
                    .isEmpty();
        } catch (QueryException e) {
            return false;
        }
    }

    static String firstLine(RuntimeException e) {
        var message = e.getMessage();
        var line = message == null ? "" : message.lines().findFirst().orElse("");
        return line.substring(0, Math.min(LONGEST_REASON, line.length()));
    }
}
