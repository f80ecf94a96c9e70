package de.hilfenetz.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
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

    @Override
    @JsonIgnore
    public Kind kind() {
        return Kind.EDITORIAL;
    }

    /** What editors call it, unique among entries of its type. */
    @JsonIgnore
    public String key() {
        return sourceId.substring(type.length() + 1);
    }
}
