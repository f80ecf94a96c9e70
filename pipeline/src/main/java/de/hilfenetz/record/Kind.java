package de.hilfenetz.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** The kinds of canonical record, after Open Referral HSDS 3.0 and beside it what editors keep, with their names in JSON and in public addresses. */
public enum Kind {
    @JsonProperty("organization")
    ORGANIZATION("organization", "traeger"),
    @JsonProperty("service")
    SERVICE("service", "angebot"),
    @JsonProperty("location")
    LOCATION("location", "ort"),
    /** What editors keep: texts, corrections, assessments. It is no data of its own and has no public address. */
    @JsonProperty("editorial")
    EDITORIAL("editorial", "redaktion");

    /** The kinds that are published as data, in the order of the files. */
    public static final List<Kind> PUBLISHED = List.of(ORGANIZATION, SERVICE, LOCATION);

    private final String json;
    private final String path;

    Kind(String json, String path) {
        this.json = json;
        this.path = path;
    }

    /** The value of {@code kind} in canonical JSON: {@code organization}, {@code service}, {@code location}. */
    public String json() {
        return json;
    }

    /** The segment in {@code /id/{path}/{uuid}} of what is published: {@code traeger}, {@code angebot}, {@code ort}. */
    public String path() {
        return path;
    }

    /** The kind whose JSON name is {@code json}. */
    public static Optional<Kind> findByJson(String json) {
        for (var kind : values()) {
            if (kind.json.equals(json)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The published kind whose address segment is {@code path}. */
    public static Optional<Kind> findByPath(String path) {
        return PUBLISHED.stream().filter(kind -> kind.path.equals(path)).findFirst();
    }
}
