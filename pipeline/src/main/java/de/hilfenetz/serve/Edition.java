package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.publish.Rounds;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Texts;
import de.hilfenetz.serve.Views.Edited;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Said;
import gg.jte.Content;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What editors have published, as one release shows it: entries of each type in the order of their keys. */
record Edition(Map<String, List<Editorial>> byType) {

    /** Nothing at all. */
    static final Edition EMPTY = new Edition(Map.of());

    static Edition read(Snapshot snapshot) {
        var byType = new HashMap<String, List<Editorial>>();
        snapshot.forEach(Kind.EDITORIAL, version -> {
            if (version.entry() instanceof Editorial entry) {
                byType.computeIfAbsent(entry.type(), type -> new ArrayList<>()).add(entry);
            }
        });
        byType.values().forEach(entries -> entries.sort(java.util.Comparator.comparing(Editorial::key)));
        return new Edition(byType);
    }

    /** The planning rounds about figures, and what only partners see of them. */
    Rounds rounds() {
        return Rounds.of(list("abstimmung"));
    }

    List<Editorial> list(String type) {
        return byType.getOrDefault(type, List.of());
    }

    /** The first entry whose {@code field} says {@code value}. */
    Optional<Editorial> find(String type, String field, String value) {
        return list(type).stream()
                .filter(entry -> entry.content().path(field).asText().equals(value))
                .findFirst();
    }

    /** Announcements that are to be seen on {@code day}, warnings first. */
    List<Editorial> announcements(LocalDate day) {
        return list("announcement").stream()
                .filter(entry -> !day.isBefore(
                                LocalDate.parse(entry.content().path("from").asText()))
                        && !day.isAfter(
                                LocalDate.parse(entry.content().path("until").asText())))
                .sorted(java.util.Comparator.comparing(entry -> !isWarning(entry)))
                .toList();
    }

    static boolean isWarning(Editorial entry) {
        return entry.content().path("level").asText().equals("warning");
    }

    /** Pages that explain what is at {@code path}: {@code def/thema/schulden}. */
    List<Editorial> pagesAbout(String path) {
        return list("page").stream()
                .filter(entry -> entry.content()
                        .path("about")
                        .asText("")
                        .replaceFirst("^/", "")
                        .equals(path))
                .toList();
    }

    /** Where a page of editors lies, and what it is called. */
    static Link link(Editorial page, String language, Words t) {
        var title = line(page, "title", language, t).map(Said::text).orElse(page.key());
        return new Link(
                title,
                "/seiten/" + page.content().path("path").asText()
                        + (language.equals(t.tag()) ? "" : "?sprache=" + Query.encode(language)));
    }

    /** Languages in which one of these fields is written, in the order of their tags. */
    static List<String> languages(Editorial entry, String... fields) {
        var languages = new TreeSet<String>();
        for (var field : fields) {
            entry.content().path(field).fieldNames().forEachRemaining(languages::add);
        }
        return List.copyOf(languages);
    }

    /** What editors say on one of our pages, under their own heading. */
    Optional<Edited> explanation(String type, String named, String field, String language, Words t) {
        return find(type, type, named)
                .flatMap(entry -> text(entry, field, language, t)
                        .map(text ->
                                text.titled(line(entry, "title", language, t).orElse(null))));
    }

    /** The same for a text of one line. */
    static Optional<Said> line(Editorial entry, String field, String language, Words t) {
        var texts = entry.content().path(field);
        if (!texts.isObject() || texts.isEmpty()) {
            return Optional.empty();
        }
        var shown = shown(texts, language);
        return Optional.of(new Said(texts.path(shown).asText(), shown, fallback(language, shown, t)));
    }

    private static String shown(JsonNode texts, String language) {
        return texts.has(language)
                ? language
                : texts.has(Texts.GERMAN) ? Texts.GERMAN : texts.fieldNames().next();
    }

    /** The same for a text without markup, of which there is a German one. */
    static Edited plain(Map<String, String> texts, String language, Words t) {
        var shown = texts.containsKey(language) ? language : Texts.GERMAN;
        var text = texts.getOrDefault(shown, "");
        Content paragraph = output -> {
            output.writeContent("<p>");
            output.writeUserContent(text);
            output.writeContent("</p>");
        };
        return new Edited(paragraph, shown, fallback(language, shown, t));
    }

    private static @Nullable String fallback(String language, String shown, Words t) {
        return shown.equals(language)
                ? null
                : t.of("redaktion.andere-sprache", t.language(language), t.language(shown));
    }

    /** The text of a field in {@code language}; in German, and saying so, where there is none. Empty where it has no text. */
    static Optional<Edited> text(Editorial entry, String field, String language, Words t) {
        var texts = entry.content().path(field);
        return texts.isObject() && !texts.isEmpty() ? Optional.of(text(texts, language, t)) : Optional.empty();
    }

    private static Edited text(JsonNode texts, String language, Words t) {
        var shown = shown(texts, language);
        return new Edited(Markdown.html(texts.path(shown).asText()), shown, fallback(language, shown, t));
    }
}
