package de.hilfenetz.query;

import de.hilfenetz.graph.ShortNames;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts in the prefixes that everybody uses here, so that nobody has to type them. */
public final class Prefixes {

    private static final Pattern DECLARED = Pattern.compile("(?i)\\bprefix\\s+([A-Za-z][\\w-]*)?:");
    private static final Pattern USED = Pattern.compile("(?<![\\w:/#<?$@-])([A-Za-z][\\w-]*):[A-Za-z_]");

    /** Not among the prefixes of our data, as nothing in it has such a property. */
    private static final String TEXT = "text";

    private static final String SEARCH = "http://jena.apache.org/text#";

    private Prefixes() {}

    /** The query with a declaration before it for each of our prefixes that it uses and does not declare. */
    public static String complete(String query, ShortNames names) {
        var declared = new LinkedHashSet<String>();
        DECLARED.matcher(query).results().forEach(match -> declared.add(String.valueOf(match.group(1))));
        var missing = new LinkedHashSet<String>();
        USED.matcher(withoutStrings(query)).results().forEach(match -> missing.add(match.group(1)));
        var head = new StringBuilder();
        for (var prefix : missing) {
            var namespace = namespace(prefix, names);
            if (namespace != null && !declared.contains(prefix)) {
                head.append("PREFIX %s: <%s>%n".formatted(prefix, namespace).replace("\r\n", "\n"));
            }
        }
        return head.isEmpty() ? query : head + (isDeclaration(query) ? "" : "\n") + query;
    }

    /** What everybody means by {@code prefix} here; null where nobody means anything. */
    static @Nullable String namespace(String prefix, ShortNames names) {
        return prefix.equals(TEXT) ? SEARCH : names.prefixes().get(prefix);
    }

    private static boolean isDeclaration(String query) {
        return query.stripLeading().toLowerCase(Locale.ROOT).startsWith("prefix");
    }

    private static String withoutStrings(String query) {
        return query.replaceAll("<[^<>\\s]*>|\"[^\"\\n]*\"|#[^\\n]*", " ");
    }
}
