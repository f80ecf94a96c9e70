package de.hilfenetz;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.enrich.Neighbourhoods;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedProblem;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.intake.Faults;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.PairDecisions;
import de.hilfenetz.intake.Report;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.DeliveryKey;
import de.hilfenetz.journal.DeliveryLink;
import de.hilfenetz.journal.DeliveryStore;
import de.hilfenetz.journal.FeedState;
import de.hilfenetz.journal.FeedWatch;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.journal.Way;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.read.UnreadableDelivery;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.StoredResults;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.AreaFigures;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything one data directory needs, opened from settings and closed together; one process at a time. */
final class Installation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

    /** Findings that say: this delivery holds something secret. */
    private static final Set<String> SECRET = Set.of(Protection.PLACE_WITHHELD.code(), Protection.REDUCED.code());

    /** The first look finds which places are secret, the second what their records say. */
    private static final int LOOKS = 2;

    /** Remembers which deliveries are still to be processed after an older one. */
    private static final String NEWER = "newer";

    private final Settings settings;
    private final Journal journal;
    private final Vocabulary vocabulary;
    private final Crosswalk crosswalk;
    private final Concepts concepts;
    private final Map<String, Intake.Source> sources = new ConcurrentSkipListMap<>();
    private final List<FeedProblem> problems;
    private final EditedTaxonomy taxonomy;
    private final EditedFeeds edited;
    private final PairDecisions pairs;
    private final Intake intake;
    private final Trials trials;
    private final Releases releases;
    private final StoredResults results;
    private final ConfidentialValues secret = new ConfidentialValues();
    /** Deliveries waiting for their hour whose secrets are known already. */
    private final Set<Integer> foreseen = ConcurrentHashMap.newKeySet();

    private final Clock clock;
    /** On this day raw deliveries were last looked through for old ones. */
    private @Nullable LocalDate tidied;
    /** Whether what an earlier process broke off was done. */
    private boolean wentOn;

    private Installation(Settings settings, Clock clock) throws IOException {
        var random = new SecureRandom();
        var key = DeliveryKey.readOrCreate(keyFile(settings), random);
        this.settings = settings;
        this.clock = clock;
        this.journal = Journal.open(
                settings.data(), DeliveryStore.open(settings.data(), key, random), clock, Intake.inspection());
        var known = Vocabulary.load();
        var neighbourhoods = Neighbourhoods.load(settings.neighbourhoods(), known.areas());
        this.vocabulary = withFigures(known.with(neighbourhoods.cut(), neighbourhoods.areas()), settings);
        this.crosswalk = new Crosswalk(settings.base(), vocabulary);
        var schemas = new Schemas();
        this.concepts = new Concepts(vocabulary);
        var districts = Districts.load(settings.districts(), neighbourhoods, vocabulary.areas());
        var shapes = new RecordShapes(vocabulary);
        var rules = Software.fingerprint(settings.districts(), settings.neighbourhoods());
        this.intake = new Intake(journal, schemas, concepts, districts, shapes, secret, rules);
        this.trials = new Trials(journal, schemas, concepts, districts, shapes, secret, rules, clock);
        this.taxonomy = new EditedTaxonomy(journal, vocabulary);
        taxonomy.adopt();
        this.problems = loadSources(settings.feeds());
        this.edited = new EditedFeeds(journal, sources, settings.feedHosts());
        edited.adopt();
        this.pairs = new PairDecisions(
                journal, feed -> Optional.ofNullable(sources.get(feed)).map(Intake.Source::feed), edited::keeps, clock);
        learn();
        this.releases = Releases.open(new Releases.Sources(
                settings.data(), journal, crosswalk, vocabulary, secret, Software.VERSION, clock, this::reporting));
        this.results = new StoredResults(settings.data(), this::isOutdated, secret::isIn);
    }

    /** Whether a release is no longer public, or only until the next one: something it holds was withdrawn. */
    private boolean isOutdated(String release) {
        var held = journal.heldSomethingWithdrawn();
        return releases.find(release)
                .filter(manifest -> !held.test(manifest.journal()))
                .isEmpty();
    }

    private static Vocabulary withFigures(Vocabulary vocabulary, Settings settings) throws IOException {
        return settings.areaFigures() == null
                ? vocabulary
                : vocabulary.with(AreaFigures.read(settings.areaFigures(), vocabulary.areas()));
    }

    /** Opens or makes the data directory of {@code settings}. */
    static Installation open(Settings settings, Clock clock) throws IOException {
        Files.createDirectories(settings.data());
        return new Installation(settings, clock);
    }

    /** Where the key lies unless the operator says otherwise: beside the data directory, never in it. */
    static Path keyFile(Settings settings) {
        if (settings.keyFile() != null) {
            return settings.keyFile();
        }
        var data = settings.data();
        return data.resolveSibling(data.getFileName() + ".key");
    }

    Journal journal() {
        return journal;
    }

    Trials trials() {
        return trials;
    }

    StoredResults results() {
        return results;
    }

    Releases releases() {
        return releases;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Crosswalk crosswalk() {
        return crosswalk;
    }

    /** The concepts as the words of {@code feed} name them. */
    Concepts concepts(String feed) {
        var source = sources.get(feed);
        return source == null ? concepts : concepts.with(source.feed().words());
    }

    /** Feeds that can be used, by id. */
    Map<String, Intake.Source> sources() {
        return sources;
    }

    /** Where a delivery link leads to, with its secret. */
    String address(DeliveryLink link) {
        return crosswalk.base() + "liefern/link/" + link.id() + "-" + journal.linkSecret(link);
    }

    /** Feed files that cannot be used. */
    List<FeedProblem> problems() {
        return problems;
    }

    /** Keeps what arrived; processing comes later. */
    Delivery receive(Feed feed, String fileName, @Nullable String mediaType, Way way, InputStream bytes)
            throws IOException {
        return journal.receive(feed, fileName, mediaType, way, bytes);
    }

    /** Processes all that is pending, by feed and of one feed in the order it came, then what was decided by other rules than today's. */
    List<Report> process() {
        var reports = new ArrayList<Report>();
        if (!wentOn) {
            wentOn = true;
            sources.values().forEach(source -> reports.addAll(goOn(source)));
        }
        // What is processed together comes out the same whatever the network does.
        var arrived = journal.pending().stream()
                .sorted(Comparator.comparing(Delivery::feed))
                .toList();
        var pending = due(arrived);
        // What one that waits for its hour says is secret is secret now.
        var teaching = arrived.stream()
                .filter(delivery -> pending.contains(delivery) || foreseen.add(delivery.id()))
                .toList();
        if (teaching.size() > 1 || pending.isEmpty()) {
            foresee(teaching);
        }
        if (!teaching.isEmpty()) {
            // What rules of ours change, they change first: all that a delivery changes then is its provider's doing.
            reports.addAll(refresh());
        }
        for (var delivery : pending) {
            var source = sources.get(delivery.feed());
            if (source != null) {
                reports.add(process(delivery, source));
            }
        }
        reports.forEach(edited::heed);
        edited.adopt();
        pairs.carryOut();
        // What one feed teaches may make another one outdated that was looked at before it.
        for (var look = 0; look <= LOOKS; look++) {
            taxonomy.adopt();
            var refreshed = refresh();
            reports.addAll(refreshed);
            if (refreshed.isEmpty()) {
                break;
            }
        }
        if (!releases.isSearched()) {
            intake.withdraw(sources);
        }
        expire();
        return asItStands(reports);
    }

    /** The reports without references to what other deliveries brought meanwhile. */
    List<Report> asItStands(List<Report> reports) {
        try (var snapshot = journal.snapshot()) {
            return reports.stream()
                    .map(report -> report.withoutReferencesTo(
                            record -> snapshot.find(record).isPresent()))
                    .toList();
        }
    }

    /** Once a day. */
    private void expire() {
        var today = journal.today();
        if (today.equals(tidied)) {
            return;
        }
        tidied = today;
        try {
            var end = clock.instant().minus(settings.keep());
            var gone = intake.dropHeld(end) + journal.expire(end, SECRET);
            if (gone > 0) {
                LOG.info("{} raw deliveries older than {} are no longer kept", gone, settings.keep());
            }
        } catch (IOException e) {
            LOG.error("old raw deliveries could not be deleted", e);
        }
    }

    /** Those but for feeds whose time of day has not come. */
    private List<Delivery> due(List<Delivery> arrived) {
        var now = clock.instant();
        return arrived.stream()
                .filter(delivery -> {
                    var source = sources.get(delivery.feed());
                    return source == null
                            || !source.feed().release().due(delivery.received()).isAfter(now);
                })
                .toList();
    }

    /** The feeds that editors keep. */
    EditedFeeds edited() {
        return edited;
    }

    /** The token that may tell editors what became of their feeds: the file {@code FEED.status} among the secrets. */
    Optional<String> findStatusSecret(Feed feed) {
        return findOptionalSecret(feed, ".status");
    }

    /** What the feed's webhook has to show: the file {@code FEED.hook} among the secrets. */
    Optional<String> findHookSecret(Feed feed) {
        return findOptionalSecret(feed, ".hook");
    }

    private Optional<String> findOptionalSecret(Feed feed, String ending) {
        var folder = settings.secrets();
        var name = feed.id() + ending;
        return folder == null || !Files.isRegularFile(folder.resolve(name)) ? Optional.empty() : readSecret(feed, name);
    }

    /** A place may be in one delivery, the refuge that makes it secret in a later one, so all are looked through first. */
    private void foresee(List<Delivery> pending) {
        for (var pass = 1; pass <= LOOKS; pass++) {
            for (var delivery : pending) {
                var source = sources.get(delivery.feed());
                if (source != null) {
                    foresee(delivery, source);
                }
            }
        }
    }

    private void foresee(Delivery delivery, Intake.Source source) {
        try {
            intake.learn(delivery, source);
        } catch (UnreadableDelivery | IOException itsProcessingSaysWhy) {
            LOG.debug("nothing to learn from delivery {}", delivery.sha256());
        }
    }

    /**
     * Processes kept deliveries again whose feed is now read by other rules: what is public, and what failed under the old
     * ones. A place that a refuge has made secret since is such a rule.
     */
    private List<Report> refresh() {
        var reports = new ArrayList<Report>();
        for (var source : sources.values()) {
            var runs = journal.runs(source.feed().id());
            var outdated = new LinkedHashSet<Integer>();
            runs.stream()
                    .filter(run -> run.number() != null && !isForgotten(run))
                    .findFirst()
                    .filter(run -> isOutdated(run, source))
                    .ifPresent(run -> {
                        processEarlier(journal.getDelivery(run.delivery()), source);
                        outdated.add(run.delivery());
                    });
            runs.stream()
                    .findFirst()
                    .filter(run ->
                            run.state() == RunSummary.State.BROKEN && !isForgotten(run) && isOutdated(run, source))
                    .ifPresent(run -> outdated.add(run.delivery()));
            outdated.forEach(delivery -> reports.add(process(journal.getDelivery(delivery), source)));
        }
        return reports;
    }

    /** What a delivery that tells only what changed leaves as earlier ones made it. */
    private void processEarlier(Delivery last, Intake.Source source) {
        if (last.mode() == Feed.Deliveries.SNAPSHOT) {
            return;
        }
        journal.resting(source.feed().id()).headMap(last.id()).forEach((id, resting) -> {
            var earlier = journal.getDelivery(id);
            try {
                if (earlier.state() != Delivery.State.FORGOTTEN) {
                    intake.processAgain(earlier, source, resting);
                }
            } catch (IOException | RuntimeException | StackOverflowError ours) {
                LOG.error(
                        "delivery {} of {} could not be processed again",
                        earlier.sha256(),
                        last.feed(),
                        Faults.forLog(ours));
            }
        });
    }

    private boolean isForgotten(RunSummary run) {
        return journal.getDelivery(run.delivery()).state() == Delivery.State.FORGOTTEN;
    }

    private boolean isOutdated(RunSummary run, Intake.Source source) {
        return !run.fingerprint().equals(intake.fingerprint(source));
    }

    /** Deliveries that made what is public of a feed, oldest first: the last complete one and all that told only changes since. */
    List<Delivery> telling(Feed feed) {
        var deliveries = journal.runs(feed.id()).reversed().stream()
                .filter(run -> run.number() != null)
                .map(RunSummary::delivery)
                .distinct()
                .map(journal::getDelivery)
                .filter(delivery -> delivery.state() != Delivery.State.FORGOTTEN)
                .toList();
        var complete = deliveries.stream()
                .filter(delivery -> delivery.mode() == Feed.Deliveries.SNAPSHOT)
                .reduce((earlier, later) -> later);
        return complete.isEmpty()
                ? deliveries
                : deliveries.subList(deliveries.indexOf(complete.get()), deliveries.size());
    }

    /** Whether anything waits that could not be processed so far. */
    boolean isPending() {
        return due(journal.pending()).stream().anyMatch(delivery -> sources.containsKey(delivery.feed()));
    }

    /** Processes one kept delivery by today's rules. */
    Report process(Delivery delivery, Intake.Source source) {
        try {
            return intake.process(delivery, source);
        } catch (IOException | RuntimeException | StackOverflowError ours) {
            var fault = Faults.forLog(ours);
            LOG.error("delivery {} of {} could not be processed", delivery.sha256(), delivery.feed(), fault);
            return Report.failed(delivery.feed(), "Fehler bei uns: " + fault.getMessage());
        }
    }

    /**
     * Processes a kept delivery and after it newer ones that know better; where that breaks off, the next start goes on.
     *
     * @return the report of the first newer one that was not taken, else that of the delivery
     */
    Report process(Delivery delivery, List<Delivery> newer, Intake.Source source) {
        var first = newer.stream().mapToInt(Delivery::id).min();
        journal.remember(source.feed().id(), NEWER, first.isPresent() ? String.valueOf(first.getAsInt()) : "");
        var report = process(delivery, source);
        return goOn(source).stream()
                .filter(told -> told.state() == Report.State.FAILED || told.state() == Report.State.HELD)
                .findFirst()
                .orElse(report);
    }

    /** Processes what was to be processed after an older delivery, and what came since; stays to be done where one fails. */
    private List<Report> goOn(Intake.Source source) {
        var feed = source.feed().id();
        var first = journal.recall(feed, NEWER).filter(id -> !id.isEmpty()).map(Integer::valueOf);
        if (first.isEmpty()) {
            return List.of();
        }
        var reports = journal.runs(feed).stream()
                .filter(run -> run.number() != null && run.delivery() >= first.get() && !isForgotten(run))
                .map(RunSummary::delivery)
                .distinct()
                .sorted()
                .map(told -> process(journal.getDelivery(told), source))
                .toList();
        if (reports.stream().noneMatch(report -> report.state() == Report.State.FAILED)) {
            journal.remember(feed, NEWER, "");
        }
        return reports;
    }

    /** Processes one held record of a feed that tells only what changed once more. */
    void processAgain(HeldRecord held, Intake.Source source) throws IOException {
        intake.processAgain(held, source);
    }

    /** Which feeds should report services and do not. */
    private Reporting reporting() {
        var missing = new TreeMap<String, String>();
        var offering = journal.feedsOf(Kind.SERVICE);
        for (var feed : offering) {
            if (!sources.containsKey(feed)) {
                missing.put(feed, "nicht mehr eingerichtet");
            }
        }
        var states = journal.feedStates().stream().collect(Collectors.toMap(FeedState::feed, state -> state));
        var watch = new FeedWatch(journal, List.of());
        for (var source : sources.values()) {
            var feed = source.feed();
            var state = Optional.ofNullable(states.get(feed.id()));
            var isEmpty = state.map(FeedState::live).orElse(0L) == 0;
            // A feed of places only has nothing to say about services.
            if (!feed.format().isEditorial() && (isEmpty || offering.contains(feed.id()))) {
                var word = watch.health(feed, held -> false, clock.instant()).word();
                if (!word.isUpToDate()) {
                    missing.put(feed.id(), word.german());
                }
            }
        }
        return new Reporting(!sources.isEmpty(), missing);
    }

    /** Makes a release if anything changed. */
    Optional<Manifest> release() throws IOException {
        try {
            return releases.cut();
        } finally {
            releases.retract();
            if (!secret.isEmpty()) {
                results.withdraw(journal.mark(secret.digest()), secret::isIn);
            }
        }
    }

    /** Makes what is made of the public release, and thins the ones before it. */
    void tidy() {
        releases.derive();
        try {
            var cited = results.releases();
            releases.thin(release -> cited.contains(release.toString()));
        } catch (IOException e) {
            LOG.error("releases are not thinned: what results cite cannot be read", e);
        }
    }

    private List<FeedProblem> loadSources(Path folder) throws IOException {
        var loaded = Feeds.load(folder);
        var wrong = new ArrayList<>(loaded.problems());
        for (var feed : loaded.feeds()) {
            try {
                concepts.check(feed.words());
                sources.put(feed.id(), Intake.Source.of(feed));
                journal.takeOver(feed);
            } catch (IllegalArgumentException word) {
                wrong.add(problem(feed, word));
            } catch (MappingError error) {
                wrong.add(problem(feed, error));
            }
        }
        return wrong;
    }

    private static FeedProblem problem(Feed feed, IllegalArgumentException word) {
        var said = String.valueOf(word.getMessage()).split(" / ", 2);
        return new FeedProblem(feed.id() + ".yaml", 0, 0, "words: " + said[0], "words: " + said[said.length - 1]);
    }

    private static FeedProblem problem(Feed feed, MappingError error) {
        var said = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return new FeedProblem(
                String.valueOf(Path.of(String.valueOf(feed.mapping())).getFileName()),
                error.line(),
                error.column(),
                "die Zuordnung von „%s“ lässt sich nicht lesen: %s".formatted(feed.id(), said),
                "the mapping of “%s” cannot be read: %s".formatted(feed.id(), said));
    }

    /**
     * What must stay secret is kept in no file but the raw deliveries, so it is read from them at each start; not from those
     * that must not be there.
     */
    private void learn() throws IOException {
        for (var source : sources.values()) {
            intake.inspectAgain(source);
        }
        var deliveries = journal.deliveriesWith(SECRET);
        var forms = new HashMap<String, List<Intake.Source>>();
        for (var look = 1; look <= LOOKS; look++) {
            for (var delivery : deliveries) {
                learn(delivery, forms.computeIfAbsent(delivery.feed(), this::forms));
            }
        }
    }

    private void learn(Delivery delivery, List<Intake.Source> forms) throws IOException {
        UnreadableDelivery unreadable = null;
        var learnt = false;
        for (var form : forms) {
            try {
                intake.learn(delivery, form);
                learnt = true;
            } catch (UnreadableDelivery inThisForm) {
                unreadable = inThisForm;
            }
        }
        if (!learnt && unreadable != null) {
            throw unreadable;
        }
    }

    /** All that ever said how a delivery of this feed is read. */
    private List<Intake.Source> forms(String feed) {
        var forms = new ArrayList<>(edited.forms(feed));
        var now = sources.get(feed);
        if (now != null && !edited.keeps(feed)) {
            forms.add(now);
        }
        return forms;
    }

    /** The content of the file that the feed names as its secret. */
    Optional<String> findSecret(Feed feed) {
        return feed.secret() == null ? Optional.empty() : readSecret(feed, feed.secret());
    }

    private Optional<String> readSecret(Feed feed, String name) {
        var folder = settings.secrets();
        if (folder == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(folder.resolve(name)).strip());
        } catch (IOException e) {
            LOG.error("the secret of feed {} cannot be read: {}", feed.id(), e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
