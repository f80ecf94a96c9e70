package de.hilfenetz.serve;

import de.hilfenetz.serve.Frame.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages there are in both languages, and how one leads to the other. A page in English lies at its German address after
 * {@code /en}; the templates know only the German one.
 */
final class Languages {

    private static final Pattern ENGLISH = Pattern.compile("^/en(?=/|$)");
    /**
     * A link or form of ours, but no link that names its language: our templates write them in this form, and in text {@code <}
     * is escaped.
     */
    private static final Pattern LEADING =
            Pattern.compile("(<(?:a|form)\\b(?![^>]* hreflang=)[^>]*? (?:href|action)=\")(/[^\"?#]*)");

    private static final Pattern FILE = Pattern.compile(".*\\.[a-z][a-z0-9]*");

    private final List<Pattern> pages = new ArrayList<>();

    /** There is a page in both languages at {@code path}, which may hold names of parameters: {@code /orte/{id}}. */
    void add(String path) {
        pages.add(Pattern.compile(path.replaceAll("\\{[^}]*}", "[^/]+").replaceAll("<[^>]*>", ".+")));
    }

    /** Whether there is a page in both languages at this address. */
    boolean has(String path) {
        return !FILE.matcher(path).matches()
                && pages.stream().anyMatch(page -> page.matcher(path).matches());
    }

    /** The German address of a page. */
    static String withoutLanguage(String path) {
        var german = ENGLISH.matcher(path).replaceFirst("");
        return german.isEmpty() ? "/" : german;
    }

    /** Whether somebody asked for a page in English. */
    static boolean isEnglish(String path) {
        return ENGLISH.matcher(path).find();
    }

    /** The page at a German address in all its languages; empty where it has only one. */
    List<Translation> translations(String path, @Nullable String query, Words t, Site site) {
        if (!has(path)) {
            return List.of();
        }
        return List.of(translation("", path, query, t, "de", site), translation("/en", path, query, t, "en", site));
    }

    private static Translation translation(
            String prefix, String path, @Nullable String query, Words t, String language, Site site) {
        var address = path.equals("/") && !prefix.isEmpty() ? prefix : prefix + path;
        return new Translation(
                language,
                t.of("sprachwahl." + language),
                site.base() + address.substring(1),
                query == null ? address : address + "?" + query,
                t.tag().equals(language));
    }

    /** The same markup, its links leading to pages in this language where there are some. */
    String lead(String html, Words t) {
        return LEADING.matcher(html).replaceAll(link -> {
            var path = link.group(2);
            var there = has(path) ? t.prefix() + (path.equals("/") ? "" : path) : path;
            return Matcher.quoteReplacement(link.group(1) + there);
        });
    }
}
