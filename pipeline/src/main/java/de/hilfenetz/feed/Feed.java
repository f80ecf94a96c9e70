package de.hilfenetz.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
 * @param alerts of what the contact hears by mail
 * @param language BCP 47 tag of texts that do not say their language
 * @param takesOver the feed whose records it goes on with; null: none
 * @param words what this provider's words mean: for each the concepts, as {@code thema/schulden}; none: known, and no topic
 * @param persons who may be named, and until when
 * @param release when what it delivers becomes public
 * @param harmless names of its fields that look as if they told of people who are helped, and do not
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
        @Nullable String records,
        Alerts alerts,
        @Nullable TakeOver takesOver,
        SortedMap<String, List<String>> words,
        List<Named> persons,
        Release release,
        SortedSet<String> harmless) {

    public Feed {
        harmless = Collections.unmodifiableSortedSet(new TreeSet<>(harmless));
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
        persons = List.copyOf(persons);
    }

    /**
     * A person who may be named.
     *
     * @param contact mailbox or phone number
     * @param basis why
     * @param until the last day
     */
    public record Named(String contact, String basis, LocalDate until) {

        /** How mailboxes and numbers are compared: in lower case; by digits, without what stands for the country. */
        public static String key(String contact) {
            return contact.indexOf('@') >= 0
                    ? contact.strip().toLowerCase(Locale.ROOT)
                    : contact.replace("(0)", "").replaceAll("[^+0-9]", "").replaceFirst("^(?:\\+49|0049|0)", "");
        }
    }

    /** The mailboxes and numbers of persons who may be named on a day, as {@link Named#key} has them. */
    public Set<String> named(LocalDate day) {
        return persons.stream()
                .filter(person -> !day.isAfter(person.until()))
                .map(person -> Named.key(person.contact()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A feed that goes on where another one ended: another software, another name, the same records.
     *
     * @param feed the id of the one before
     * @param ids its records' ids, each with the one it has now; empty: all are as they were
     */
    public record TakeOver(String feed, SortedMap<String, String> ids) {

        public TakeOver {
            ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
        }
    }

    /**
     * When what a feed delivers becomes public.
     *
     * @param confirmed whether somebody has to say yes to each delivery that changes anything
     * @param from the time of day in Düsseldorf at which deliveries are taken up; null: at once
     */
    public record Release(boolean confirmed, @Nullable LocalTime from) {

        /** At once. */
        public static final Release NOW = new Release(false, null);

        private static final ZoneId CITY = ZoneId.of("Europe/Berlin");

        /** When a delivery that arrived at {@code received} is taken up: then, or at the next such time of day. */
        public Instant due(Instant received) {
            if (from == null) {
                return received;
            }
            var arrived = received.atZone(CITY);
            var sameDay = arrived.toLocalDate().atTime(from).atZone(CITY);
            return (sameDay.isBefore(arrived)
                            ? arrived.toLocalDate().plusDays(1).atTime(from).atZone(CITY)
                            : sameDay)
                    .toInstant();
        }
    }

    /** Of what the contact hears. */
    public enum Alerts {
        /** When something is wrong, every day while it is, and when it is over. */
        ON_ERROR,
        /** That, and each delivery that changed anything. */
        ON_CHANGE,
        /** That, and each delivery. */
        ALWAYS
    }

    /** How a delivery is read. {@link #HSDS}, {@link #HSDS_CSV}, the British profile {@link #ORUK} and what editors keep need no mapping. */
    public enum Format {
        @JsonProperty("hsds")
        HSDS,
        @JsonProperty("hsds-csv")
        HSDS_CSV,
        @JsonProperty("oruk")
        ORUK,
        @JsonProperty("geojson")
        GEOJSON,
        @JsonProperty("csv")
        CSV,
        @JsonProperty("xlsx")
        XLSX,
        @JsonProperty("json")
        JSON,
        @JsonProperty("ndjson")
        NDJSON,
        @JsonProperty("xml")
        XML,
        /** What editors keep, in files: one entry a file, YAML or Markdown. */
        @JsonProperty("folder")
        FOLDER,
        /** What editors keep in Strapi 5. */
        @JsonProperty("strapi5")
        STRAPI5,
        /** What editors keep in Directus 11. */
        @JsonProperty("directus11")
        DIRECTUS11;

        /** The word in feed files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The format that feed files call {@code word}; any case. */
        public static Format of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** Whether deliveries are HSDS already, so that no mapping is needed. */
        public boolean isHsds() {
            return this == HSDS || this == HSDS_CSV || this == ORUK;
        }

        /** Whether deliveries are what editors keep, so that no mapping is needed and no provider can push them. */
        public boolean isEditorial() {
            return this == FOLDER || isCms();
        }

        /** Whether it is pulled from a content management system, entry by entry. */
        public boolean isCms() {
            return this == STRAPI5 || this == DIRECTUS11;
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
     * @param url {@code https:}, {@code http:}, {@code sftp:} or {@code file:} (a file or a folder; relative to the feed file)
     * @param every rhythm
     * @param deadline for one fetch from first to last byte, over all pages
     * @param maxBytes larger deliveries are refused, over all pages
     * @param headers sent with every request; a value {@code {secret}} is replaced by the feed's secret
     * @param access how the source lets us in, and what we ask of it
     * @param pages how a source answers in pages; null: in one piece
     * @param done whether a file counts only once {@code NAME.done} lies beside it
     */
    public record Fetch(
            URI url,
            Duration every,
            Duration deadline,
            long maxBytes,
            Map<String, String> headers,
            Access access,
            @Nullable Pages pages,
            boolean done) {

        public Fetch {
            // In an order that is the same in each process: a feed's text is part of the rules its records are read by.
            headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        }
    }

    /**
     * How a source lets us in, and what we ask of it.
     *
     * @param auth how the secret is sent over HTTP; null: not at all, or by headers
     * @param user name at an SFTP server
     * @param hostKey fingerprint of the SFTP server's key, {@code SHA256:…} as {@code ssh-keygen -l} prints it
     * @param internal whether the source may lie at a private or local address
     * @param minRate bytes a second below which a delivery is given up
     */
    public record Access(
            @Nullable Auth auth,
            @Nullable String user,
            @Nullable String hostKey,
            boolean internal,
            int minRate) {

        /** Enough for any line that works, and more than a server that drips. */
        public static final int MIN_RATE = 100;

        /** Nothing to show, and nothing allowed. */
        public static final Access PUBLIC = new Access(null, null, null, false, MIN_RATE);
    }

    /** HTTP's two ways to send a secret (RFC 7617, RFC 6750). */
    public enum Auth {
        /** The secret is {@code user:password}. */
        BASIC,
        /** The secret is a token. */
        BEARER
    }

    /**
     * A source in pages.
     *
     * @param by how one page leads to the next
     * @param parameter of the address, for page numbers
     * @param first number of the first page
     */
    public record Pages(By by, String parameter, int first) {

        /** How one page leads to the next. */
        public enum By {
            /** By a number in the address, as HSDS's and Open Referral UK's APIs do. */
            NUMBER,
            /** By a link in the page or in HTTP's {@code Link} header (RFC 8288). */
            NEXT
        }
    }

    /**
     * Limits beyond which removals are parked, and beyond which a whole delivery is held. Shares are from 0 to 1.
     *
     * @param deletions share of live records
     * @param deletionsAtLeast this many removals never trip the share
     * @param deletionsAtMost more removals than this always trip
     * @param changes share of live records that may change at once
     * @param fields share of live records of which one delicate field may change at once: name, phone, address and the like
     * @param errors share of the received records that may be held
     */
    public record Brake(
            double deletions, int deletionsAtLeast, int deletionsAtMost, double changes, double fields, double errors) {

        /** As in reliability section 8; removals: ten percent and more than three, or more than five hundred. */
        public static final Brake DEFAULT = new Brake(0.10, 3, 500, 0.40, 0.20, 0.30);

        /** For what editors keep: they withdraw several entries at a time and mean it; more than ten percent and ten do not. */
        public static final Brake EDITORIAL = new Brake(0.10, 10, 500, 1, 1, 1);
    }

    /**
     * Who wins where feeds disagree on records that were joined: the higher number; between equal ones the entry that stays.
     *
     * @param byField numbers of single members of a record, by their names
     */
    public record Trust(int byDefault, Map<String, Integer> byField) {

        /** Neither more nor less than others. */
        public static final Trust DEFAULT = new Trust(50, Map.of());

        public Trust {
            byField = Collections.unmodifiableMap(new TreeMap<>(byField));
        }

        /** How far the feed is trusted in one member. */
        public int in(String member) {
            return byField.getOrDefault(member, byDefault);
        }
    }

    /**
     * How a table is read; null means: detect.
     *
     * @param encoding name of a charset
     * @param delimiter one character
     * @param sheet name of the sheet of a workbook; null: the first one that is visible and holds something
     */
    public record Table(
            @Nullable String encoding,
            @Nullable String delimiter,
            @Nullable String sheet) {

        /** Detect everything. */
        public static final Table DETECT = new Table(null, null, null);
    }

    /** The id of {@link #unnamed}. */
    public static final String UNNAMED = "probelauf";

    /** A feed for trying out a file for which there is none. */
    public static Feed unnamed(Format format, @Nullable String mapping) {
        return new Feed(
                UNNAMED,
                "Probelauf",
                null,
                format,
                mapping,
                UNNAMED,
                Deliveries.SNAPSHOT,
                null,
                null,
                URI.create("http://dcat-ap.de/def/licenses/dl-zero-de/2.0"),
                null,
                null,
                null,
                Brake.DEFAULT,
                Trust.DEFAULT,
                "de",
                Table.DETECT,
                null,
                Feed.Alerts.ON_ERROR,
                null,
                Collections.emptySortedMap(),
                List.of(),
                Release.NOW,
                Collections.emptySortedSet());
    }
}
