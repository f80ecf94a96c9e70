package de.hilfenetz.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configured source of data (Datenquelle), as its YAML file says ({@code schemas/feed.schema.json}).
 *
 * @param id stable, lower case, digits and hyphens
 * @param title for people
 * @param organizations for whom it may speak
 * @param mapping JSLT file, beside the feed file; null where the format needs none
 * @param ids id space in which its ids are unique; feeds of one system share one
 * @param fetch where it is fetched; null for push only
 * @param expect how often something should come, for the watchdog
 * @param licence IRI of the licence of what it delivers
 * @param attribution whom to name, where the licence asks for it
 * @param contact functional mailbox of the people who deliver; never public
 * @param secret name of a file in the folder of secrets
 * @param language BCP 47 tag of texts that do not say their language
 */
public record Feed(
        String id,
        String title,
        @Nullable Organizations organizations,
        Format format,
        @Nullable String mapping,
        String ids,
        Deliveries deliveries,
        @Nullable Fetch fetch,
        @Nullable Duration expect,
        URI licence,
        @Nullable String attribution,
        @Nullable String contact,
        @Nullable String secret,
        Brake brake,
        Trust trust,
        String language,
        Table table,
        @Nullable String records) {

    /** How a delivery is read. {@link #HSDS} needs no mapping. */
    public enum Format {
        @JsonProperty("hsds")
        HSDS,
        @JsonProperty("geojson")
        GEOJSON,
        @JsonProperty("csv")
        CSV,
        @JsonProperty("json")
        JSON,
        @JsonProperty("ndjson")
        NDJSON;

        /** The word in feed files. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether a delivery is all there is, or only what changed. */
    public enum Deliveries {
        @JsonProperty("snapshot")
        SNAPSHOT,
        @JsonProperty("delta")
        DELTA
    }

    /**
     * For whom a feed may speak: either one organization, or the one named in a column of the raw record.
     *
     * @param one source id of the organization all records belong to
     * @param column raw field that names the organization
     * @param allowed source ids the feed may speak for; empty: any
     */
    public record Organizations(
            @Nullable String one, @Nullable String column, List<String> allowed) {

        public Organizations {
            allowed = allowed == null ? List.of() : List.copyOf(allowed);
        }
    }

    /**
     * A source that is pulled.
     *
     * @param url {@code https:}, {@code http:} or {@code file:} (a file or a folder; relative to the feed file)
     * @param every rhythm
     * @param deadline for one fetch from first to last byte
     * @param maxBytes larger deliveries are refused
     * @param headers sent with every request; a value {@code {secret}} is replaced by the feed's secret
     */
    public record Fetch(URI url, Duration every, Duration deadline, long maxBytes, Map<String, String> headers) {

        public Fetch {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Limits beyond which removals are parked.
     *
     * @param deletions share of live records, 0 to 1
     * @param deletionsAtLeast this many removals never trip the share
     * @param deletionsAtMost more removals than this always trip
     */
    public record Brake(double deletions, int deletionsAtLeast, int deletionsAtMost) {

        /** Ten percent and more than three, or more than five hundred (reliability section 8). */
        public static final Brake DEFAULT = new Brake(0.10, 3, 500);
    }

    /** Who wins where sources of one record disagree: a number, for single fields another one. */
    public record Trust(int byDefault, Map<String, Integer> byField) {

        /** Neither more nor less than others. */
        public static final Trust DEFAULT = new Trust(50, Map.of());

        public Trust {
            byField = Map.copyOf(byField);
        }
    }

    /**
     * How a table is read; null means: detect.
     *
     * @param encoding name of a charset
     * @param delimiter one character
     */
    public record Table(@Nullable String encoding, @Nullable String delimiter) {

        /** Detect everything. */
        public static final Table DETECT = new Table(null, null);
    }
}
