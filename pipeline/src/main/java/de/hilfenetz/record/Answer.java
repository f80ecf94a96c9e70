package de.hilfenetz.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An answer about a place or a threshold. What nobody delivered is {@link #UNKNOWN}, never {@link #NO}. */
public enum Answer {
    @JsonProperty("yes")
    YES,
    @JsonProperty("limited")
    LIMITED,
    @JsonProperty("no")
    NO,
    @JsonProperty("unknown")
    UNKNOWN;

    /** The word in canonical JSON and in tables. */
    public String json() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
