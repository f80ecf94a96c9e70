package de.hilfenetz.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an organization offers (HSDS service, CPSV-AP PublicService, schema.org Service). Lists of words hold notations of
 * the vocabulary's schemes.
 *
 * @param categories the provider's own words for what it offers, as delivered
 * @param kindsOfHelp what is done: {@code beratung}, {@code unterkunft}, …
 * @param access thresholds at the door by their notation; absent is unknown
 * @param at where it is offered; empty when it has no place or a protected one
 * @param area whom it serves: AGS of the city, number of a Stadtbezirk (2 digits) or Stadtteil (3 digits)
 * @param competentAuthority the public body responsible, only where the feed or an editor named it
 * @param related services that have to do with it, not necessarily public
 * @param goals goals of the poverty strategy it serves, as people said; never inferred
 * @param goalsAssigned who said so; null where the delivery does not tell
 * @param protectedPlace true where the place is kept secret; then {@code at} is empty
 */
public record Service(
        UUID id,
        String feed,
        String sourceId,
        Texts name,
        @Nullable Texts alternateName,
        @Nullable Texts description,
        Status status,
        @Nullable Texts alert,
        @Nullable UUID organization,
        @Nullable UUID competentAuthority,
        List<String> topics,
        List<String> lifeSituations,
        List<String> generations,
        List<String> kindsOfHelp,
        List<String> audiences,
        List<String> categories,
        List<String> keywords,
        @Nullable Ages ages,
        List<String> languages,
        @Nullable Answer interpreting,
        SortedMap<String, Answer> access,
        @Nullable Cost cost,
        @Nullable Wait waitTime,
        @Nullable Texts eligibility,
        @Nullable Texts procedure,
        List<Document> documents,
        List<LegalResource> legalBasis,
        List<Contact> contacts,
        List<String> channels,
        @Nullable Hours hours,
        List<AtLocation> at,
        List<String> area,
        List<String> leika,
        List<UUID> related,
        List<Basis> basis,
        @Nullable String responsibility,
        List<Funding> funding,
        List<String> goals,
        @Nullable GoalStatement goalsAssigned,
        List<Outcome> outcome,
        List<Quality> quality,
        @Nullable Capacity capacity,
        @Nullable Availability availability,
        @Nullable LocalDate existsSince,
        @Nullable LocalDate endsOn,
        @Nullable LocalDate fundedUntil,
        @JsonProperty("protected") boolean protectedPlace,
        @Nullable String licence,
        @Nullable String attribution,
        @Nullable Dates dates,
        @Nullable Origin origin)
        implements Entry {

    /** The feed of the numbers to call in a crisis. */
    public static final String CRISIS_FEED = "krisennummern";

    /** The ids of those that editors keep begin like this, and no others. */
    public static final String EDITED_CRISIS = "crisis-number/";

    private static final int CHECKED_FOR = 90;

    public Service {
        topics = Lists.copy(topics);
        lifeSituations = Lists.copy(lifeSituations);
        generations = Lists.copy(generations);
        kindsOfHelp = Lists.copy(kindsOfHelp);
        audiences = Lists.copy(audiences);
        categories = Lists.copy(categories);
        keywords = Lists.copy(keywords);
        languages = Lists.copy(languages);
        access = Lists.copy(access);
        documents = Lists.copy(documents);
        legalBasis = Lists.copy(legalBasis);
        contacts = Lists.copy(contacts);
        channels = Lists.copy(channels);
        at = Lists.copy(at);
        area = Lists.copy(area);
        leika = Lists.copy(leika);
        related = Lists.copy(related);
        basis = Lists.copy(basis);
        funding = Lists.copy(funding);
        goals = Lists.copy(goals);
        outcome = Lists.copy(outcome);
        quality = Lists.copy(quality);
        if (protectedPlace && !at.isEmpty()) {
            throw new IllegalArgumentException("a protected service names no place: " + id);
        }
    }

    @Override
    @JsonIgnore
    public Kind kind() {
        return Kind.SERVICE;
    }

    /** Whether it is a number to call in a crisis: those come from a feed of their own, or from editors. */
    @JsonIgnore
    public boolean isCrisisNumber() {
        return feed.equals(CRISIS_FEED) || sourceId.startsWith(EDITED_CRISIS);
    }

    /** Whether its provider has not said for more than ninety days that it is still right (users.md 23). */
    public boolean isUnchecked(LocalDate today) {
        var checked = dates == null ? null : dates.confirmed();
        return checked == null || checked.plusDays(CHECKED_FOR).isBefore(today);
    }

    /** HSDS service.status. */
    public enum Status {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("inactive")
        INACTIVE,
        @JsonProperty("defunct")
        DEFUNCT,
        @JsonProperty("temporarily closed")
        TEMPORARILY_CLOSED
    }

    /** For whom by age, in completed years; an open end is null. */
    public record Ages(@Nullable Integer min, @Nullable Integer max) {}

    /** What it costs. {@code free} is said by the provider, never inferred from an absent amount. */
    public record Cost(
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable Texts text) {}

    /**
     * How long one waits.
     *
     * @param duration ISO 8601, only where the provider left no doubt ({@code P2W})
     */
    public record Wait(@Nullable String duration, @Nullable Texts text) {}

    /** A norm that the service rests on, as it is cited (ELI LegalResource). */
    public record LegalResource(Texts title, @Nullable String url) {}

    /** Who assigned the goals, on which day: {@code provider} or {@code editor}. */
    public record GoalStatement(String by, LocalDate on) {}

    /** A paper one has to bring. */
    public record Document(Texts title, @Nullable String url) {}

    /** The service at one place, with what differs there. */
    public record AtLocation(
            UUID location, @Nullable Texts room, @Nullable Hours hours, List<Contact> contacts) {

        public AtLocation {
            contacts = Lists.copy(contacts);
        }
    }

    /** Who pays: level of the state or kind of payer, and until when. */
    public record Funding(
            String level, @Nullable Texts source, @Nullable LocalDate until) {}

    /**
     * One reported step of the result chain; nothing here is computed. A count of people or uses below {@value #SMALL} is in no
     * record, whoever makes it: among so few, people could be told.
     *
     * @param below the value is smaller than that, and how small is not said
     */
    public record Outcome(
            String level,
            Texts indicator,
            @Nullable BigDecimal value,
            @Nullable Integer below,
            @Nullable String unit,
            @Nullable String period,
            @Nullable String method,
            @Nullable String source,
            @Nullable String reportedBy) {

        public static final int SMALL = 5;

        /** What is there to be used is no count of anybody. */
        private static final String INPUT = "ressourcen";

        /** Units of what is measured, at the beginning; all others count something, whatever they count it by. */
        private static final Pattern MEASURED = Pattern.compile(
                "(?:in\\s+)?(?:[%€‰]|(?:prozent|percent|eur|euros?|min|minuten?|std|stunden?|hours?|tage?n?|days?|wochen?|weeks?"
                        + "|monate?|months?|jahre?|years?|punkte?n?|points?|noten?|sterne?n?|km²?|qm|m²)(?![\\p{L}-]))",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

        public Outcome {
            indicator = veiled(level, indicator);
            below = tellBelow(level, value, below, unit);
            if (below != null) {
                value = null;
            }
        }

        /** What the number is said to be below of; null where the value itself may be told. */
        public static @Nullable Integer tellBelow(
                String level, @Nullable BigDecimal value, @Nullable Integer below, @Nullable String unit) {
            if (value != null) {
                return isSmallCount(level, value, unit) ? Integer.valueOf(SMALL) : null;
            }
            return below != null && isSmallCount(level, BigDecimal.valueOf(below - 1L), unit)
                    ? Integer.valueOf(SMALL)
                    : below;
        }

        /** What is measured, without counts that its wording may hold. */
        public static Texts veiled(String level, Texts indicator) {
            if (level.equals(INPUT)) {
                return indicator;
            }
            var told = new TreeMap<>(indicator.byLanguage());
            told.replaceAll((language, text) -> FewPeople.veiled(text, language));
            return Texts.of(told);
        }

        private static boolean isSmallCount(String level, BigDecimal value, @Nullable String unit) {
            return !level.equals(INPUT)
                    && value.abs().compareTo(BigDecimal.valueOf(SMALL)) < 0
                    && value.stripTrailingZeros().scale() <= 0
                    && (unit == null || !MEASURED.matcher(unit.strip()).lookingAt());
        }
    }

    /** A quality certificate as the provider states it. */
    public record Quality(
            String scheme,
            @Nullable String issuer,
            @Nullable LocalDate validUntil,
            @Nullable String url) {}

    /** How many, of what. */
    public record Capacity(int number, @Nullable String unit) {}

    /** Free places by traffic light, without saying where. */
    public record Availability(String state, Instant at) {

        private static final Duration SAYS_NOTHING_AFTER = Duration.ofHours(24);

        /** Whether it is too old to say anything. */
        public boolean isStale(Instant now) {
            return Duration.between(at, now).compareTo(SAYS_NOTHING_AFTER) > 0;
        }
    }
}
