package de.hilfenetz.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry that editors keep: a page's text, an announcement, a correction, an assessment. It goes the way of all records,
 * and is shown, applied or obeyed rather than published as data.
 *
 * @param sourceId {@code TYPE/KEY}, as in a folder of content
 * @param type name of the schema its content is valid by: {@code page}, {@code correction}, …
 * @param name its title, or what else it is called in lists
 * @param content the entry by its schema; not to be changed
 */
public record Editorial(
        UUID id,
        String feed,
        String sourceId,
        String type,
        Texts name,
        JsonNode content,
        @Nullable String licence,
        @Nullable String attribution,
        @Nullable Dates dates,
        @Nullable Origin origin)
        implements Entry {

    private static final Pattern ROUNDS_FIGURES = Pattern.compile("abstimmung/([^/]+)/zahlen");

    @Override
    @JsonIgnore
    public Kind kind() {
        return Kind.EDITORIAL;
    }

    /**
     * The page that a comment is about, whichever address was copied: without host, language and last slash, with what stands
     * behind {@code ?}.
     */
    public static String figure(JsonNode comment) {
        return comment.path("figure")
                .asText()
                .replaceFirst("^(?:https?://[^/?#]*|[^/?#]*[.:][^/?#]*/)", "")
                .replaceFirst("^/?(?:en/)?", "")
                .replaceFirst("#.*$", "")
                .replaceFirst("/+(?=\\?|$)", "");
    }

    /** The page alone. */
    public static String path(String figure) {
        return figure.replaceFirst("[?].*$", "");
    }

    /** Key of the planning round that an assessment is made for, or whose figures a comment is about. */
    public static Optional<String> round(JsonNode content) {
        var round = content.path("round").asText("");
        var figures = ROUNDS_FIGURES.matcher(path(figure(content)));
        return round.isEmpty() && figures.matches()
                ? Optional.of(figures.group(1))
                : Optional.of(round).filter(key -> !key.isEmpty());
    }

    /** What editors call it, unique among entries of its type. */
    @JsonIgnore
    public String key() {
        return sourceId.substring(type.length() + 1);
    }
}
