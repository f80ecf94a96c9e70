package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of how a feed does, and how it did in the last thirty days; survives restarts. */
public final class FeedWatch {

    /** A held record waits so long before it is told once more. */
    public static final Duration PATIENCE = Duration.ofDays(3);

    private static final Duration DELICATE_PATIENCE = Duration.ofDays(1);
    private static final ZoneId CITY = ZoneId.of("Europe/Berlin");
    private static final String WATCHED = "watched";
    private static final String HEARD = "heard";
    private static final String FAILED = "failed";
    private static final String DAYS = "days";
    private static final int KEPT_DAYS = 30;
    private static final int RUNS = 60;
    private static final int COUNTS = 21;

    private final Journal journal;
    private final Set<String> delicate;

    /** @param delicate rules of held records that must not wait as long as others: it may hide help from those who need it */
    public FeedWatch(Journal journal, Collection<String> delicate) {
        this.journal = journal;
        this.delicate = Set.copyOf(delicate);
    }

    /** How a feed was at its worst on a day. */
    public record Day(LocalDate date, FeedHealth.Word worst) {}

    /** Keeps that somebody looks after the feed from now on; once. */
    public void begin(Feed feed, Instant now) {
        if (find(feed, WATCHED, text -> text).isEmpty()) {
            journal.remember(feed.id(), WATCHED, now.toString());
        }
    }

    /** A look at the feed has ended well; {@code failure} says why it has not. */
    public void looked(Feed feed, @Nullable String failure, Instant now) {
        if (failure != null) {
            var since = find(feed, FAILED, text -> text.split("\n", 2)[0]).orElse(now.toString());
            journal.remember(feed.id(), FAILED, since + "\n" + failure);
        } else {
            journal.remember(feed.id(), FAILED, "");
            journal.remember(feed.id(), HEARD, now.toString());
        }
    }

    /** When the feed's source last answered. */
    public Optional<Instant> heard(Feed feed) {
        return find(feed, HEARD, Instant::parse);
    }

    /** How the feed does now, held records counted that {@code counts} says yes to. */
    public FeedHealth health(Feed feed, Function<HeldRecord, Boolean> counts, Instant now) {
        return FeedHealth.of(feed.expect(), facts(feed, counts, now), now);
    }

    private FeedHealth.Facts facts(Feed feed, Function<HeldRecord, Boolean> counts, Instant now) {
        var runs = journal.recentRuns(feed.id(), RUNS);
        var last = newest(runs);
        var watched = find(feed, WATCHED, Instant::parse).orElse(now);
        var looked = heard(feed);
        var delivered = last.map(RunSummary::started);
        var heard = looked.isPresent() && delivered.map(looked.get()::isAfter).orElse(true) ? looked : delivered;
        var failed = find(feed, FAILED, text -> Instant.parse(text.split("\n", 2)[0]))
                .or(() -> last.filter(run -> run.state() == RunSummary.State.BROKEN)
                        .map(RunSummary::started));
        var held = longestUndecided(feed).map(RunSummary::started);
        var due = journal.quarantine(feed.id()).stream()
                .filter(counts::apply)
                .map(this::due)
                .min(Instant::compareTo);
        return new FeedHealth.Facts(
                watched, heard.orElse(null), failed.orElse(null), held.orElse(null), due.orElse(null), history(runs));
    }

    /** An older delivery read once more says nothing of how the newest one did, and what people say is none. */
    private static Optional<RunSummary> newest(List<RunSummary> runs) {
        return runs.stream()
                .filter(run -> !run.isSaid())
                .max(Comparator.comparingInt(RunSummary::delivery).thenComparingInt(RunSummary::id));
    }

    private Instant due(HeldRecord held) {
        var isDelicate = held.rules().stream().anyMatch(delicate::contains);
        return held.since().plus(isDelicate ? DELICATE_PATIENCE : PATIENCE);
    }

    /** What waits for somebody's decision, whatever came after it. */
    private Optional<RunSummary> longestUndecided(Feed feed) {
        return Stream.concat(
                        journal.undecided(feed.id(), RunSummary.State.HELD).stream(),
                        journal.parked(feed.id()).stream())
                .min(Comparator.comparing(RunSummary::started));
    }

    /** What the feed delivered lately. */
    public FeedHealth.History history(Feed feed) {
        return history(journal.recentRuns(feed.id(), RUNS));
    }

    private FeedHealth.History history(List<RunSummary> runs) {
        var counts = new ArrayList<Long>();
        var changes = new ArrayList<Instant>();
        Instant newest = null;
        for (var run : runs) {
            var counters = run.counters();
            var isDecision = counters.received() == 0 && run.reason() != null;
            if (run.number() == null || isDecision || run.isSaid()) {
                continue;
            }
            if (counters.added() + counters.changed() + counters.returned() + counters.removed() > 0) {
                changes.add(run.started());
            }
            if (counts.size() < COUNTS && journal.getDelivery(run.delivery()).mode() == Feed.Deliveries.SNAPSHOT) {
                newest = newest == null ? run.started() : newest;
                counts.add(counters.received());
            }
        }
        return new FeedHealth.History(counts, newest, changes);
    }

    /** Why the feed is in trouble, in words for its provider and the operator. */
    public String reason(Feed feed) {
        return find(feed, FAILED, text -> text)
                .filter(text -> text.contains("\n"))
                .map(text -> text.split("\n", 2)[1])
                .or(() -> undecided(feed).flatMap(RunSummary::findReason))
                .orElse("");
    }

    /** The newest delivery where it broke, as the feed has failed then; else what waits longest. */
    private Optional<RunSummary> undecided(Feed feed) {
        return newest(journal.recentRuns(feed.id(), RUNS))
                .filter(run -> run.state() == RunSummary.State.BROKEN)
                .or(() -> longestUndecided(feed));
    }

    /** Keeps how the feed does today, where that is worse than what was kept. */
    public void note(Feed feed, FeedHealth.Word word, Instant now) {
        var today = now.atZone(CITY).toLocalDate();
        var days = new ArrayList<>(days(feed));
        var known = days.isEmpty() ? null : days.getLast();
        if (known != null && known.date().equals(today)) {
            if (known.worst().compareTo(word) >= 0) {
                return;
            }
            days.removeLast();
        }
        days.add(new Day(today, word));
        var kept = new StringBuilder();
        days.stream()
                .filter(day -> ChronoUnit.DAYS.between(day.date(), today) < KEPT_DAYS)
                .forEach(day ->
                        kept.append(day.date()).append(' ').append(day.worst()).append('\n'));
        journal.remember(feed.id(), DAYS, kept.toString());
    }

    /** The days of the last thirty on which somebody looked, oldest first. */
    public List<Day> days(Feed feed) {
        return journal.recall(feed.id(), DAYS)
                .orElse("")
                .lines()
                .map(line -> line.split(" ", 2))
                .map(parts -> new Day(LocalDate.parse(parts[0]), FeedHealth.Word.valueOf(parts[1])))
                .toList();
    }

    private <T> Optional<T> find(Feed feed, String name, Function<String, T> part) {
        return journal.recall(feed.id(), name).filter(text -> !text.isEmpty()).map(part);
    }
}
