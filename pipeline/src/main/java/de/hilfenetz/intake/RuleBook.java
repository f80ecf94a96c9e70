package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.finding.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is to be said of each rule beside its own words: {@code schemas/rules.yaml}, whose head explains it. */
public final class RuleBook {

    private static final int SHOWN = 400;

    private final JsonNode book;

    private RuleBook(JsonNode book) {
        this.book = book;
    }

    /** Reads the book from the class path. */
    public static RuleBook load() {
        try (var file = RuleBook.class.getResourceAsStream("/schemas/rules.yaml")) {
            return new RuleBook(new YAMLMapper().readTree(Objects.requireNonNull(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode of(Rule rule) {
        return book.path("rules").path(rule.code());
    }

    /** Why it matters, in German or English ({@code de}, {@code en}). */
    public String why(Rule rule, String language) {
        return book.path("why")
                .path(of(rule).path("why").asText())
                .path(language)
                .asText();
    }

    /** Whether its suggestions can be put in the place of what was delivered, and the finding is gone then. */
    public boolean isFixable(Rule rule) {
        return of(rule).path("fixable").asBoolean();
    }

    /** Whether a suggestion may be put in the place of {@code found} unseen: it says all that was said. */
    public boolean isFixable(Rule rule, String found) {
        var unless = of(rule).path("unless").textValue();
        return isFixable(rule)
                && (unless == null || !Pattern.compile(unless).matcher(found).find());
    }

    /** Why there is no example; empty where there is one. */
    public Optional<String> whyNoExample(Rule rule, String language) {
        return Optional.ofNullable(of(rule).path("none").path(language).textValue());
    }

    /** What breaks it, as people would write it down; German. */
    public String wrong(Rule rule) {
        return shown(of(rule).path("wrong"));
    }

    /** How it is right; German. */
    public String right(Rule rule) {
        return shown(of(rule).path("right"));
    }

    /** What has to be known to understand the examples; German, a line each, may be empty. */
    public String setting(Rule rule) {
        var said = new StringJoiner("\n");
        var example = of(rule);
        put(said, "In der Datenquelle steht", example.path("feed"));
        put(said, "Im richtigen Beispiel steht dort", example.path("feed-right"));
        put(said, "Die Zuordnung", example.path("mapping"));
        put(said, "Davor geliefert", example.path("before").path(0));
        put(said, "Eine andere Datenquelle liefert", example.path("other"));
        put(said, "Die Redaktion sagt", example.path("editors"));
        if (example.has("also")) {
            said.add("Dazu kommt immer: " + example.path("also").path(0).asText());
        }
        return said.toString();
    }

    private static void put(StringJoiner to, String name, JsonNode said) {
        if (!said.isMissingNode()) {
            to.add(name + ": " + shown(said));
        }
    }

    private static String shown(JsonNode said) {
        if (said.isTextual()) {
            return cut(said.textValue());
        }
        if (said.isArray()) {
            return said.isEmpty() ? "[]" : said.path(0).isArray() ? rows(said) : each(said);
        }
        if (said.has("$zip")) {
            var files = said.get("$zip").isArray() ? each(said.get("$zip")) : named(said.get("$zip"));
            var times = said.path("times").asInt(1);
            return "Zip%s%s\n%s"
                    .formatted(
                            said.path("locked").asBoolean() ? ", mit Kennwort" : "",
                            times > 1 ? ", darin %d Dateien wie".formatted(times) : "",
                            files);
        }
        if (said.has("$gzip")) {
            return "mit gzip gepackt\n" + shown(said.get("$gzip"));
        }
        if (said.has("$cut")) {
            return shown(said.get("$cut"))
                    + "\n(die letzten %d Byte fehlen)".formatted(said.path("by").asInt());
        }
        if (said.has("$latin1")) {
            return shown(said.get("$latin1")) + "\n(gespeichert als ISO 8859-1)";
        }
        if (said.has("$hex")) {
            return "(Byte " + said.get("$hex").asText().replaceAll("..(?=.)", "$0 ") + ")";
        }
        if (said.has("$repeat")) {
            return shown(said.get("$repeat"))
                    + "… (%d-mal)".formatted(said.path("times").asInt());
        }
        if (said.has("$join")) {
            var parts = new StringBuilder();
            said.get("$join").forEach(part -> parts.append(shown(part)));
            return parts.toString();
        }
        if (said.has("$sheets")) {
            return named(said.get("$sheets"));
        }
        return said.isEmpty()
                ? "kind: \"service\"\nid: \"1\"\nname: \"Beispielberatung\"\nphone: \"+49 221 4710123\""
                : members(said);
    }

    private static String members(JsonNode record) {
        return record.properties().stream()
                .map(member -> member.getKey() + ": " + member.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String named(JsonNode files) {
        return files.properties().stream()
                .map(file ->
                        file.getKey() + ":\n" + shown(file.getValue()).indent(2).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String each(JsonNode items) {
        var all = new StringJoiner("\n\n");
        items.forEach(item -> all.add(shown(item)));
        return all.toString();
    }

    private static String rows(JsonNode rows) {
        var all = new StringJoiner("\n");
        rows.forEach(row -> {
            var cells = new StringJoiner(" | ");
            row.forEach(cell -> cells.add(
                    cell.has("formula")
                            ? "=" + cell.path("formula").asText()
                            : cell.path("error").asText(cell.asText())));
            all.add(cells.toString());
        });
        return all.toString();
    }

    private static String cut(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
