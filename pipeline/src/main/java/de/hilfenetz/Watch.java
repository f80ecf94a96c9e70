package de.hilfenetz;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedHealth;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.intake.Faults;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.journal.FeedWatch;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Service;
import de.hilfenetz.route.Alerts;
import de.hilfenetz.route.Pulled;
import de.hilfenetz.route.Smtp;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes how looks at feeds end, and tells people of feeds that are in trouble. What it knows survives a restart. */
final class Watch {

    /** So often all feeds are looked over. */
    static final Duration EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Set<String> SECRETIVE =
            RuleCatalogue.ofProtection().stream().map(Rule::code).collect(Collectors.toSet());
    private static final Duration ASKED_AGAIN = Duration.ofDays(90);
    private static final String TOLD = "told-run";

    private final Installation installation;
    private final boolean mails;
    private final Journal journal;
    private final FeedWatch known;
    private final Alerts alerts;
    private final Clock clock;

    Watch(Installation installation, Settings settings, Clock clock) {
        this(installation, post(settings), operator(settings), settings.smtp() != null, clock);
    }

    Watch(Installation installation, Alerts.Post post, @Nullable String operator, Clock clock) {
        this(installation, post, operator, true, clock);
    }

    private Watch(Installation installation, Alerts.Post post, @Nullable String operator, boolean mails, Clock clock) {
        this.installation = installation;
        this.mails = mails;
        this.journal = installation.journal();
        this.clock = clock;
        this.known = new FeedWatch(journal, List.of(Protection.DECIDE.code()));
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
        var failure = outcome instanceof Pulled.Failed failed
                ? String.valueOf(failed.cause().getMessage())
                : null;
        known.looked(feed, failure, clock.instant());
    }

    /** Looks all feeds over, the crisis numbers, then whether somebody wrote; trouble with one leaves the others alone. */
    void check() {
        for (var source : installation.sources().values()) {
            try {
                check(source.feed());
            } catch (RuntimeException failed) {
                LOG.error("feed {} could not be watched", source.feed().id(), Faults.forLog(failed));
            }
        }
        try {
            alerts.unchecked(uncheckedNumbers());
        } catch (RuntimeException failed) {
            LOG.error("crisis numbers could not be looked over", Faults.forLog(failed));
        }
        try {
            journal.letters().newest().ifPresent(alerts::letter);
        } catch (IOException unreadable) {
            LOG.error("letters could not be looked for", unreadable);
        }
    }

    private List<String> uncheckedNumbers() {
        var today = journal.today();
        try (var snapshot = journal.snapshot()) {
            return Stream.concat(
                            Stream.of(Service.CRISIS_FEED),
                            installation.sources().values().stream()
                                    .filter(source -> source.feed().format().isEditorial())
                                    .map(source -> source.feed().id()))
                    .flatMap(feed -> snapshot.list(Kind.SERVICE, feed).stream())
                    .map(version -> (Service) version.entry())
                    .filter(service -> service.isCrisisNumber() && service.isUnchecked(today))
                    .map(Watch::checked)
                    .toList();
        }
    }

    private static String checked(Service number) {
        var day = number.dates() == null ? null : number.dates().confirmed();
        return number.name().best() + ": "
                + (day == null ? "nie geprüft / never checked" : "geprüft am / checked on " + day);
    }

    private void check(Feed feed) {
        var now = clock.instant();
        known.begin(feed, now);
        var health = known.health(feed, held -> true, now);
        known.note(feed, known.health(feed, held -> !isSecretive(held), now).word(), now);
        alerts.check(feed, health, detail(feed, health, now));
        invite(feed, now);
        journal.recentRuns(feed.id(), 1).stream()
                .filter(last -> last.state() != RunSummary.State.RUNNING)
                .forEach(last -> tell(feed, last));
    }

    private void invite(Feed feed, Instant now) {
        if (!mails) {
            return; // an address that is a key has no place in a log
        }
        for (var link : journal.links()) {
            var isDue =
                    link.told() == null || Duration.between(link.told(), now).compareTo(ASKED_AGAIN) >= 0;
            if (link.feed().equals(feed.id())
                    && link.revoked() == null
                    && isDue
                    && alerts.invite(feed, installation.address(link))) {
                journal.toldLink(link);
            }
        }
    }

    private static boolean isSecretive(HeldRecord held) {
        return held.rules().stream().anyMatch(SECRETIVE::contains);
    }

    private String detail(Feed feed, FeedHealth health, Instant now) {
        return switch (health.word()) {
            case WAITING -> waiting(journal.quarantine(feed.id()), now);
            case UNUSUAL -> {
                var history = known.history(feed);
                yield "%d Einträge, gewöhnlich %d. / %<d records are usual."
                        .formatted(history.counts().getFirst(), history.usual().orElse(0));
            }
            case UNCHANGED ->
                "Seit %s kam nichts Neues; bisher änderte sich öfter etwas. Läuft die Ausgabe noch? / Nothing new came."
                        .formatted(health.since());
            default -> inWords(known.reason(feed));
        };
    }

    /** What could not be read at all is known by the code of a rule. */
    private static String inWords(String reason) {
        return RuleCatalogue.list().stream()
                .filter(rule -> rule.code().equals(reason))
                .map(Rule::inGeneral)
                .map(rule -> "%s\n%s (%s)".formatted(rule.german(), rule.english(), rule.code()))
                .findFirst()
                .orElse(reason);
    }

    private static String waiting(List<HeldRecord> held, Instant now) {
        var oldest =
                held.stream().map(HeldRecord::since).min(Instant::compareTo).orElse(now);
        var rules = held.stream()
                .flatMap(record -> record.rules().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return ("%d Einträge sind zurückgestellt, der älteste seit %d Tagen (%s). Bitte berichtigen oder freigeben: hilfenetz"
                        + " quarantine list / Records are held; correct or release them.")
                .formatted(held.size(), Duration.between(oldest, now).toDays(), rules);
    }

    private void tell(Feed feed, RunSummary run) {
        var told = journal.recall(feed.id(), TOLD);
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
}
