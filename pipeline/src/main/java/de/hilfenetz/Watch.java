package de.hilfenetz;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedHealth;
import de.hilfenetz.intake.Faults;
import de.hilfenetz.journal.FeedState;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.route.Alerts;
import de.hilfenetz.route.Pulled;
import de.hilfenetz.route.Smtp;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes how looks at feeds end, and tells people of feeds that are in trouble. What it knows survives a restart. */
final class Watch {

    /** So often all feeds are looked over. */
    static final Duration EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final String WATCHED = "watched";
    private static final String HEARD = "heard";
    private static final String FAILED = "failed";
    private static final String TOLD = "told-run";

    private final Installation installation;
    private final Journal journal;
    private final Alerts alerts;
    private final Clock clock;

    Watch(Installation installation, Settings settings, Clock clock) {
        this(installation, post(settings), operator(settings), clock);
    }

    Watch(Installation installation, Alerts.Post post, @Nullable String operator, Clock clock) {
        this.installation = installation;
        this.journal = installation.journal();
        this.clock = clock;
        this.alerts = new Alerts(
                new Alerts.Memory() {
                    @Override
                    public void remember(String feed, String name, String said) {
                        journal.remember(feed, name, said);
                    }

                    @Override
                    public Optional<String> recall(String feed, String name) {
                        return journal.recall(feed, name);
                    }
                },
                post,
                operator,
                clock);
    }

    private static @Nullable String operator(Settings settings) {
        var operator = settings.operator();
        return operator == null ? null : operator.email();
    }

    private static Alerts.Post post(Settings settings) {
        var server = settings.smtp();
        if (server == null) {
            return mail -> LOG.warn("{} | {}", mail.subject(), mail.text().replaceAll("\\s*\\R\\s*", " | "));
        }
        var operator = operator(settings);
        return new Smtp(server, operator == null ? "hilfenetz@localhost" : operator, password(settings));
    }

    private static @Nullable String password(Settings settings) {
        var folder = settings.secrets();
        if (folder == null || !Files.isRegularFile(folder.resolve("smtp"))) {
            return null;
        }
        try {
            return Files.readString(folder.resolve("smtp")).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "HILFENETZ_SECRETS: the file smtp cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** A look at the feed has ended. */
    void looked(Feed feed, Pulled outcome) {
        var now = clock.instant();
        if (outcome instanceof Pulled.Failed failed) {
            var since = find(feed, FAILED, text -> text.split("\n", 2)[0]).orElse(now.toString());
            journal.remember(feed.id(), FAILED, since + "\n" + failed.cause().getMessage());
        } else {
            journal.remember(feed.id(), FAILED, "");
            journal.remember(feed.id(), HEARD, now.toString());
        }
    }

    /** Looks all feeds over; trouble with one leaves the others alone. */
    void check() {
        Map<String, FeedState> states =
                journal.feedStates().stream().collect(Collectors.toMap(FeedState::feed, state -> state));
        for (var source : installation.sources().values()) {
            try {
                check(
                        source.feed(),
                        Optional.ofNullable(states.get(source.feed().id())));
            } catch (RuntimeException failed) {
                LOG.error("feed {} could not be watched", source.feed().id(), Faults.forLog(failed));
            }
        }
    }

    private void check(Feed feed, Optional<FeedState> state) {
        var run = state.flatMap(FeedState::findLastRun);
        alerts.check(feed, health(journal, feed, run, clock.instant()), detail(feed, run));
        run.filter(last -> last.state() != RunSummary.State.RUNNING).ifPresent(last -> tell(feed, last));
    }

    /** How a feed does, by what was noted of it. */
    static FeedHealth health(Journal journal, Feed feed, Optional<RunSummary> run, Instant now) {
        return FeedHealth.of(feed.expect(), facts(journal, feed, run, now), now);
    }

    private static FeedHealth.Facts facts(Journal journal, Feed feed, Optional<RunSummary> run, Instant now) {
        var watched = find(journal, feed, WATCHED, text -> text).orElseGet(() -> {
            journal.remember(feed.id(), WATCHED, now.toString());
            return now.toString();
        });
        var looked = find(journal, feed, HEARD, text -> text).map(Instant::parse);
        var delivered = run.map(RunSummary::started);
        var heard = looked.isPresent() && delivered.map(looked.get()::isAfter).orElse(true) ? looked : delivered;
        var failed = find(journal, feed, FAILED, text -> text.split("\n", 2)[0])
                .map(Instant::parse)
                .or(() -> since(run, RunSummary.State.BROKEN));
        var held = since(run, RunSummary.State.HELD).or(() -> since(run, RunSummary.State.PARKED));
        return new FeedHealth.Facts(Instant.parse(watched), heard.orElse(null), failed.orElse(null), held.orElse(null));
    }

    private static Optional<Instant> since(Optional<RunSummary> run, RunSummary.State state) {
        return run.filter(last -> last.state() == state).map(RunSummary::started);
    }

    private String detail(Feed feed, Optional<RunSummary> run) {
        return find(feed, FAILED, text -> text)
                .filter(text -> text.contains("\n"))
                .map(text -> text.split("\n", 2)[1])
                .or(() -> run.flatMap(RunSummary::findReason))
                .orElse("");
    }

    private void tell(Feed feed, RunSummary run) {
        var told = find(feed, TOLD, text -> text);
        var id = Integer.toString(run.id());
        if (told.isPresent() && told.get().equals(id)) {
            return;
        }
        journal.remember(feed.id(), TOLD, id);
        var counters = run.counters();
        if (told.isPresent()) {
            alerts.processed(
                    feed,
                    counters.added() + counters.changed() + counters.returned() + counters.removed() > 0,
                    "%d neu / added, %d geändert / changed, %d wieder da / returned, %d entfallen / removed, %d zurückgestellt / held"
                            .formatted(
                                    counters.added(),
                                    counters.changed(),
                                    counters.returned(),
                                    counters.removed(),
                                    counters.held()));
        }
    }

    private Optional<String> find(Feed feed, String name, Function<String, String> part) {
        return find(journal, feed, name, part);
    }

    private static Optional<String> find(Journal journal, Feed feed, String name, Function<String, String> part) {
        return journal.recall(feed.id(), name).filter(text -> !text.isEmpty()).map(part);
    }
}
