package de.hilfenetz.serve;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedHealth;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.journal.FeedState;
import de.hilfenetz.journal.FeedWatch;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.RuleCount;
import de.hilfenetz.journal.RunSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How feeds stand, as everybody may know it (users.md section 2): state, freshness and counts, nothing of protected places. */
final class FeedStatuses {

    private final Inbox inbox;
    private final FeedWatch watch;
    private final Set<String> secretive;
    private final Clock clock;

    /** @param secretive rules that speak of protected places, and are not counted in public */
    FeedStatuses(Inbox inbox, Collection<Rule> secretive, Clock clock) {
        this.inbox = inbox;
        this.watch = new FeedWatch(inbox.journal(), List.of());
        this.secretive = secretive.stream().map(Rule::code).collect(Collectors.toSet());
        this.clock = clock;
    }

    /**
     * How one feed stands.
     *
     * @param word stable, for programs: ok, warn, waiting, unchanged, unusual, parked, held, overdue, silent, error, fetch-error,
     *     never
     * @param since when it became so, where that is known
     * @param lastSuccess when a delivery of it was last taken
     * @param checked when a delivery of it was last looked at
     * @param changed when something of it last changed
     * @param answered when its source last answered, be it with nothing new
     * @param next when its source is looked at again
     * @param heldSince since when its oldest held record waits
     * @param newest how many records the newest complete delivery had
     * @param usual how many are usual
     * @param days the last thirty, oldest first
     */
    record Status(
            Feed feed,
            String word,
            @Nullable Instant since,
            @Nullable Instant lastSuccess,
            @Nullable Instant checked,
            @Nullable Instant changed,
            @Nullable Instant answered,
            Inbox.@Nullable Look look,
            @Nullable Instant next,
            long live,
            long held,
            @Nullable Instant heldSince,
            OptionalLong newest,
            OptionalLong usual,
            List<RuleCount> rules,
            List<FeedWatch.Day> days) {

        /** How much of a sign it is: good, so-so, bad, or none yet. */
        Sign sign() {
            return switch (word) {
                case "ok" -> Sign.GOOD;
                case "never" -> Sign.NONE;
                case "warn", "unchanged", "unusual", "waiting", "overdue", "parked" -> Sign.ATTENTION;
                default -> Sign.BAD;
            };
        }
    }

    /** Four signs, told by shape and word and only then by colour. */
    enum Sign {
        GOOD,
        ATTENTION,
        BAD,
        NONE
    }

    /** All feeds that can be used, by id. */
    List<Status> all() {
        var states = states();
        var all = new ArrayList<Status>();
        inbox.sources()
                .values()
                .forEach(source ->
                        all.add(of(source.feed(), states.get(source.feed().id()))));
        return all;
    }

    /** One of them. */
    Optional<Status> find(String id) {
        return Optional.ofNullable(inbox.sources().get(id)).map(source -> of(source.feed(), states().get(id)));
    }

    /** Since when a later form of a public record is held; empty where none is, or where that would tell of a protected place. */
    Optional<Instant> heldSince(UUID record) {
        return inbox.journal().findHeld(record).filter(this::isPublic).map(HeldRecord::since);
    }

    private Map<String, FeedState> states() {
        return inbox.journal().feedStates().stream().collect(Collectors.toMap(FeedState::feed, state -> state));
    }

    private Status of(Feed feed, @Nullable FeedState state) {
        var journal = inbox.journal();
        var now = clock.instant();
        var look = inbox.looks().apply(feed);
        var all = journal.quarantine(feed.id());
        var held = all.stream().filter(this::isPublic).toList();
        var secret = all.size() - held.size();
        var health = watch.health(feed, this::isPublic, now);
        var history = watch.history(feed);
        var run = state == null ? null : state.lastRun();
        var counts = history.counts();
        return new Status(
                feed,
                word(health, run, look, held.size()),
                health.since(),
                state == null ? null : state.lastSuccess(),
                run == null ? null : run.findEnded().orElse(run.started()),
                history.changes().isEmpty() ? null : history.changes().getFirst(),
                watch.heard(feed).orElse(null),
                look,
                look == null ? null : look.next(),
                state == null ? 0 : state.live(),
                held.size(),
                held.stream().map(HeldRecord::since).min(Instant::compareTo).orElse(null),
                without(secret, counts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(counts.getFirst())),
                without(secret, history.usual()),
                journal.findings(feed.id()).stream()
                        .filter(count -> !secretive.contains(count.rule()))
                        .toList(),
                watch.days(feed));
    }

    /** How many are held because their place is protected, nobody learns by taking one number from another. */
    private static OptionalLong without(int secret, OptionalLong received) {
        return received.isEmpty() ? received : OptionalLong.of(Math.max(0, received.getAsLong() - secret));
    }

    /** When anything was last heard of any feed: its source answered, or a delivery of it was taken. */
    Optional<Instant> heard() {
        return Stream.concat(
                        inbox.journal().feedStates().stream().flatMap(state -> state.findLastSuccess().stream()),
                        inbox.sources().values().stream().flatMap(source -> watch.heard(source.feed()).stream()))
                .max(Comparator.naturalOrder());
    }

    /** How often a rule spoke when each feed was last processed; -1 for rules that speak of protected places. */
    long told(Rule rule) {
        if (secretive.contains(rule.code())) {
            return -1;
        }
        return inbox.sources().values().stream()
                .flatMap(source -> inbox.journal().findings(source.feed().id()).stream())
                .filter(count -> count.rule().equals(rule.code()))
                .mapToLong(RuleCount::count)
                .sum();
    }

    private boolean isPublic(HeldRecord held) {
        return Collections.disjoint(held.rules(), secretive);
    }

    private static String word(FeedHealth health, @Nullable RunSummary run, Inbox.@Nullable Look look, long held) {
        if (look != null && look.failed()) {
            return "fetch-error";
        }
        return switch (health.word()) {
            case FAILED -> run != null && run.state() == RunSummary.State.BROKEN ? "error" : "fetch-error";
            case HELD -> run != null && run.state() == RunSummary.State.PARKED ? "parked" : "held";
            case SILENT -> "silent";
            case OVERDUE -> "overdue";
            case WAITING -> "waiting";
            case UNUSUAL -> "unusual";
            case UNCHANGED -> "unchanged";
            case NEVER, OK -> run == null ? "never" : held > 0 ? "warn" : "ok";
        };
    }

    /** Whole days from then to now. */
    long days(Instant then) {
        return Math.max(0, Duration.between(then, clock.instant()).toDays());
    }
}
