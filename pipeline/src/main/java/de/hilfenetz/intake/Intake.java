package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.journal.ChangeBrake;
import de.hilfenetz.journal.Decision;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.Inspection;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.JournalException;
import de.hilfenetz.journal.RemovalBrake;
import de.hilfenetz.journal.Resting;
import de.hilfenetz.journal.Run;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.journal.Tally;
import de.hilfenetz.journal.Version;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.protect.Rulings;
import de.hilfenetz.read.Readers;
import de.hilfenetz.read.Sink;
import de.hilfenetz.read.UnreadableDelivery;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one engine: takes a kept delivery through all stages and settles it in the journal. One delivery of a feed at a time;
 * different feeds may be processed at once. What goes wrong with a record holds that record; what goes wrong with a delivery
 * leaves the last good state.
 */
public final class Intake {

    /** Protected values may be met after records they touch: then once more, knowing them. */
    private static final int PASSES = 3;

    private static final String AWAITS_RELEASE = "Die Lieferung wartet auf die Freigabe des Trägers:";

    private static final String TELLS_OF_PEOPLE = "Sieht nach Angaben über Menschen aus, denen geholfen wird";

    private static final String INSPECTED = "inspected";

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Journal journal;
    private final Journal editors;
    private volatile Corrections.@Nullable Stock stock;
    private final Schemas schemas;
    private final Concepts concepts;
    private final Districts districts;
    private final RecordShapes shapes;
    private final ConfidentialValues secret;
    private final Sha256 rules;

    /**
     * @param rules fingerprint of all that decides besides a feed's own mapping: code, schemas, districts
     */
    public Intake(
            Journal journal,
            Schemas schemas,
            Concepts concepts,
            Districts districts,
            RecordShapes shapes,
            ConfidentialValues secret,
            Sha256 rules) {
        this(journal, journal, schemas, concepts, districts, shapes, secret, rules);
    }

    /** @param editors where corrections are kept that hold for the records of {@code journal} */
    Intake(
            Journal journal,
            Journal editors,
            Schemas schemas,
            Concepts concepts,
            Districts districts,
            RecordShapes shapes,
            ConfidentialValues secret,
            Sha256 rules) {
        this.editors = editors;
        this.journal = journal;
        this.schemas = schemas;
        this.concepts = concepts;
        this.districts = districts;
        this.shapes = shapes;
        this.secret = secret;
        this.rules = rules;
    }

    /** What has to be looked for in a delivery before it is kept. */
    public static Inspection inspection() {
        return ClientData::inspect;
    }

    /** A feed with what its files said, ready to be applied. */
    public record Source(Feed feed, @Nullable Mapping mapping, String mappingText) {

        private static final String TEMPLATE = "vorlage.jslt";

        /** What may have the headings of the workbook that we hand out ourselves. */
        private static final Set<Feed.Format> TABLES = Set.of(Feed.Format.XLSX, Feed.Format.CSV);

        /** How the workbook is read that we hand out ourselves. */
        private static String template() throws IOException {
            try (var in = Objects.requireNonNull(Intake.class.getResourceAsStream("/schemas/" + TEMPLATE))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        /** Whether it takes the workbook that we hand out. */
        public boolean isTemplate() {
            return feed.mapping() == null && feed.format() == Feed.Format.XLSX;
        }

        /** A feed for trying out a file for which there is none. */
        public static Source unnamed(Feed.Format format) throws IOException {
            try {
                return of(Feed.unnamed(format, null));
            } catch (MappingError ours) {
                throw new IllegalStateException("the mapping of our own workbook is wrong", ours);
            }
        }

        /**
         * The feed with its mapping file read and compiled.
         *
         * @throws MappingError where the mapping is wrong; it names line and column
         */
        public static Source of(Feed feed) throws IOException, MappingError {
            var file = feed.mapping();
            if (file == null && TABLES.contains(feed.format())) {
                var text = template();
                return new Source(feed, Mapping.compile(TEMPLATE, text), text);
            }
            if (file == null) {
                return new Source(feed, null, "");
            }
            var text = Files.readString(Path.of(file));
            return new Source(feed, Mapping.compile(String.valueOf(Path.of(file).getFileName()), text), text);
        }
    }

    /** Fingerprint of everything that decides what becomes of a raw record of this source. */
    public Sha256 fingerprint(Source source) {
        var decided = rulings(source.feed()).fingerprint(journal.today());
        var known = journal.mark(secret.digest());
        var joined = journal.joined(source.feed().ids());
        var others = others(source.feed()).fingerprint();
        var corrected = corrections(source).fingerprint();
        var waived = journal.waivers(source.feed().id());
        var withdrawn = journal.withdrawn(source.feed().id());
        var text = rules + "\n" + concepts.vocabulary().fingerprint() + "\n" + source.feed() + "\n"
                + source.mappingText() + "\n" + decided + "\n" + known + "\n"
                + joined + "\n" + source.feed().named(journal.today()) + "\n" + corrected
                + (others.isEmpty() ? "" : "\n" + others)
                + (waived.isEmpty() ? "" : "\n" + waived) + (withdrawn.isEmpty() ? "" : "\n" + withdrawn);
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private Others others(Feed feed) {
        return new Others(
                feed, journal.othersOn(feed.id()), journal.withdrawn(feed.id()), other -> Others.trust(journal, other));
    }

    private Corrections corrections(Source source) {
        if (source.feed().format().isEditorial()) {
            return Corrections.none();
        }
        try (var snapshot = editors.snapshot()) {
            var known = stock;
            if (known == null || known.number() != snapshot.number()) {
                known = Corrections.Stock.read(snapshot, editors);
                stock = known;
            }
            return known.of(source.feed(), editors);
        }
    }

    /**
     * Processes a kept delivery to its end.
     *
     * @throws IOException when the raw bytes cannot be read back
     */
    public Report process(Delivery delivery, Source source) throws IOException {
        return process(delivery, source, Tallies.EXAMPLES);
    }

    /** @param kept findings of each rule that the report names */
    Report process(Delivery delivery, Source source, int kept) throws IOException {
        var sensitive = new ConfidentialValues();
        var corrections = corrections(source);
        Others.tellTrust(journal, source.feed());
        for (var pass = 1; ; pass++) {
            var known = secret.size() + sensitive.size();
            var run = journal.begin(delivery, fingerprint(source));
            var tallies = new Tallies(kept);
            try {
                read(delivery, source, guard(source, sensitive), corrections, run, tallies);
                if (secret.size() + sensitive.size() == known || pass == PASSES) {
                    var report = settle(run, source.feed(), tallies);
                    corrections.keep();
                    return report;
                }
                run.postpone("Geschützte Orte gefunden: noch einmal von vorn, damit nichts anderes sie verrät.");
            } catch (UnreadableDelivery unreadable) {
                var isOfPeople = unreadable.finding().rule().equals(ClientData.FOUND);
                if (isOfPeople && run.isOfKeptDelivery()) {
                    return hold(run, source.feed(), unreadable.finding());
                }
                tallies.add(unreadable.finding());
                var reason = unreadable.finding().place() + ": "
                        + unreadable.finding().withoutValue().german();
                run.abandon(unreadable.finding().rule().code());
                if (isOfPeople) {
                    journal.drop(delivery);
                }
                return new Report(
                        source.feed().id(),
                        run.id(),
                        Report.State.FAILED,
                        null,
                        tallies.counts(),
                        tallies.examples(),
                        reason,
                        tallies.stretches(),
                        tallies.dead());
            } catch (IOException | JournalException world) {
                run.postpone("Lesen oder Schreiben scheiterte; die Lieferung wird noch einmal verarbeitet.");
                throw world;
            } catch (RuntimeException | Error ours) {
                run.abandon("Fehler bei uns: " + ours.getClass().getSimpleName());
                throw ours;
            }
        }
    }

    private void read(Delivery delivery, Source source, Guard guard, Corrections corrections, Run run, Tallies tallies)
            throws IOException {
        var processing = processing(delivery, source, guard, corrections, run, tallies);
        try (var bytes = journal.open(delivery)) {
            Readers.read(source.feed(), delivery.fileName(), bytes, processing);
        }
        processing.finish();
    }

    private Processing processing(
            Delivery delivery, Source source, Guard guard, Corrections corrections, Run run, Tallies tallies) {
        BiFunction<Kind, String, UUID> identities =
                (kind, id) -> journal.identify(source.feed().ids(), kind, id);
        return new Processing(
                delivery,
                source.feed(),
                normaliser(source),
                stages(source),
                guard,
                corrections,
                identities,
                journal.joined(source.feed().ids()),
                others(source.feed()),
                record -> isElsewhere(record, source.feed()),
                this::findPublic,
                (stays, leads) -> editors.findObjection(stays, leads).isEmpty(),
                journal.waivers(source.feed().id()),
                journal.withdrawn(source.feed().id()),
                run,
                tallies);
    }

    private Optional<Entry> findPublic(UUID record) {
        try (var snapshot = journal.snapshot()) {
            return snapshot.find(record).map(Version::entry);
        }
    }

    private boolean isElsewhere(UUID record, Feed feed) {
        var before = feed.takesOver() == null ? feed.id() : feed.takesOver().feed();
        try (var snapshot = journal.snapshot()) {
            return snapshot.find(record)
                    .map(version -> version.entry().feed())
                    .filter(its -> !its.equals(feed.id()) && !its.equals(before))
                    .isPresent();
        }
    }

    /**
     * Processes of a kept delivery that tells only what changed one raw record, and nothing else of it again: later deliveries
     * may know better.
     *
     * @throws IOException when the raw bytes cannot be read back
     */
    public void processAgain(HeldRecord held, Source source) throws IOException {
        processAgain(journal.getDelivery(held.delivery()), source, new Resting(Set.of(), Set.of(held.raw())));
    }

    /**
     * Processes of a kept delivery what rests on it, and nothing else of it: of the rest later deliveries know better.
     *
     * @throws IOException when the raw bytes cannot be read back
     */
    public void processAgain(Delivery delivery, Source source, Resting resting) throws IOException {
        var run = journal.begin(delivery, fingerprint(source));
        var tallies = new Tallies(Tallies.EXAMPLES);
        try {
            var processing = processing(
                    delivery, source, guard(source, new ConfidentialValues()), corrections(source), run, tallies);
            try (var bytes = journal.open(delivery)) {
                Readers.read(source.feed(), delivery.fileName(), bytes, new Sink() {
                    @Override
                    public void note(Finding finding) {}

                    @Override
                    public void accept(RawRecord raw, List<Finding> findings) {
                        var held = resting.held().contains(raw.sha256());
                        if (held || !resting.records().isEmpty()) {
                            processing.only(held ? null : resting.records()::contains);
                            processing.accept(raw, findings);
                        }
                    }
                });
            }
            run.settle(new Decision.Settle());
        } catch (IOException | RuntimeException | Error failed) {
            run.abandon("Lesen oder Schreiben scheiterte."); // the rest of the delivery is as settled as it was
            throw failed;
        }
    }

    /**
     * Holds deliveries of the feed of which nothing is public and that were kept under rules that did not see that they tell of
     * people, until the feed says that it is harmless, somebody has them forgotten or {@link #dropHeld}; looks at each once under
     * the rules of today.
     */
    public void inspectAgain(Source source) {
        var feed = source.feed();
        var today = Sha256.of((rules + "\n" + feed).getBytes(StandardCharsets.UTF_8))
                .toString();
        if (journal.recall(feed.id(), INSPECTED).filter(today::equals).isPresent()) {
            return;
        }
        for (var delivery : journal.unpublished(feed.id())) {
            try (var bytes = journal.open(delivery)) {
                var found = ClientData.inspectAll(feed, delivery.fileName(), bytes);
                if (found.isPresent()
                        && journal.findRun(delivery)
                                .filter(Intake::tellsOfPeople)
                                .isEmpty()) {
                    hold(journal.begin(delivery, fingerprint(source)), feed, found.get());
                }
            } catch (IOException | RuntimeException | StackOverflowError ours) {
                LOG.warn(
                        "delivery {} of {} could not be looked at again",
                        delivery.id(),
                        feed.id(),
                        Faults.forLog(ours));
            }
        }
        journal.remember(feed.id(), INSPECTED, today);
    }

    /** Nothing of it is public: the operator decides, not we. */
    private static Report hold(Run run, Feed feed, Finding people) {
        var reason =
                ("%s (%s). Ist das Feld harmlos, trägt der Betreiber seinen Namen bei der Datenquelle ein (harmless) und gibt"
                                + " die Lieferung frei; sonst löscht er sie (forget).")
                        .formatted(TELLS_OF_PEOPLE, people.values().get("what"));
        LOG.warn("delivery {} of {} is held: {}", run.delivery().id(), feed.id(), reason);
        var held = run.hold(reason);
        return new Report(
                feed.id(),
                held.id(),
                Report.State.HELD,
                held.counters(),
                List.of(),
                List.of(),
                reason,
                List.of(),
                List.of());
    }

    private static boolean tellsOfPeople(RunSummary run) {
        return run.state() == RunSummary.State.HELD
                && run.findReason().orElse("").startsWith(TELLS_OF_PEOPLE);
    }

    /**
     * Drops what is held since before {@code end} because it tells of people; answers how many deliveries.
     *
     * @throws IOException when bytes cannot be deleted
     */
    public int dropHeld(Instant end) throws IOException {
        var expired = journal.held(TELLS_OF_PEOPLE, end);
        for (var delivery : expired) {
            LOG.warn("delivery {} of {} dropped, nobody decided about it", delivery.id(), delivery.feed());
            journal.drop(delivery);
        }
        return expired.size();
    }

    /** Reads a kept delivery only to remember what must stay secret. */
    public void learn(Delivery delivery, Source source) throws IOException {
        var guard = guard(source, new ConfidentialValues());
        var learning = new Learning(normaliser(source), stages(source), guard, delivery.received());
        var known = -1;
        while (secret.size() > known) {
            known = secret.size();
            try (var bytes = journal.open(delivery)) {
                Readers.read(source.feed(), delivery.fileName(), bytes, learning);
            }
        }
    }

    /**
     * Withdraws what is public and would give a protected place away: the place itself, or a record that shares its address,
     * position, line or mailbox. Records become that when a refuge turns up after them, in whatever feed; no brake holds this.
     * Those records are held when they come again.
     *
     * @param sources by the feed's id; a feed without one is only looked through for values
     * @return how many were withdrawn
     */
    public int withdraw(Map<String, Source> sources) {
        if (secret.isEmpty()) {
            return 0;
        }
        var guards = new HashMap<String, Guard>();
        sources.forEach((feed, source) -> guards.put(feed, guard(source, new ConfidentialValues())));
        var byFeed = new TreeMap<String, List<UUID>>();
        try (var snapshot = journal.snapshot()) {
            for (var kind : Kind.values()) {
                snapshot.forEach(kind, version -> {
                    var record = CanonicalJson.tree(version.json());
                    var feed = record.path("feed").asText();
                    if (secret.linkedTo(record) || isSecretPlace(record, guards.get(feed))) {
                        byFeed.computeIfAbsent(feed, none -> new ArrayList<>()).add(version.id());
                    }
                });
            }
        }
        byFeed.forEach((feed, records) -> {
            LOG.warn("feed {}: {} public records would give a protected place away, withdrawn", feed, records.size());
            journal.withdraw(feed, records);
        });
        var history = journal.purge(record -> secret.linkedTo(record)
                || isSecretPlace(record, guards.get(record.path("feed").asText())));
        if (history > 0) {
            LOG.warn("{} former versions would give a protected place away, emptied", history);
        }
        return byFeed.values().stream().mapToInt(List::size).sum();
    }

    private static boolean isSecretPlace(ObjectNode record, @Nullable Guard guard) {
        return guard != null
                && guard.isSecretPlace(record.put("id", record.path("sourceId").asText()), Guard.Group.OPEN);
    }

    /** What was decided of its records, and of those it took over. */
    private Rulings rulings(Feed feed) {
        var rulings = new ArrayList<>(journal.rulings(feed.id()));
        if (feed.takesOver() != null) {
            rulings.addAll(0, journal.rulings(feed.takesOver().feed()));
        }
        return new Rulings(rulings);
    }

    private Guard guard(Source source, ConfidentialValues sensitive) {
        var ids = source.feed().ids();
        return new Guard(
                source.feed(),
                rulings(source.feed()),
                journal.today(),
                (kind, id) -> journal.foretell(ids, kind, id),
                secret,
                sensitive);
    }

    private Stages stages(Source source) {
        return new Stages(schemas, concepts.with(source.feed().words()), districts, shapes);
    }

    private Normaliser normaliser(Source source) {
        return new Normaliser(source.feed(), source.mapping(), journal.today());
    }

    private Report settle(Run run, Feed feed, Tallies tallies) {
        var announced = journal.announcement(run.delivery()).covers(run.listRemovals());
        var tally = run.tally(feed.brake());
        var decision = brake(run, feed, tally)
                .or(() -> awaitRelease(run, feed, tally))
                .orElseGet(() -> RemovalBrake.decide(feed.brake(), tally, announced));
        var settled = run.settle(decision);
        return new Report(
                feed.id(),
                settled.id(),
                state(decision),
                settled.counters(),
                tallies.counts(),
                tallies.examples(),
                settled.reason(),
                tallies.stretches(),
                tallies.dead());
    }

    /** Holds a delivery of a feed whose people look at each before it is public. */
    private Optional<Decision> awaitRelease(Run run, Feed feed, Tally tally) {
        var counters = tally.counters();
        var fresh = counters.added() + counters.returned();
        return feed.release().confirmed()
                        && fresh + counters.changed() + tally.removals() > 0
                        && !run.isOfSettledDelivery()
                        && !journal.isWaived(run.delivery())
                ? Optional.of(new Decision.Hold("%s %d neu, %d geändert, %d entfallen."
                        .formatted(AWAITS_RELEASE, fresh, counters.changed(), tally.removals())))
                : Optional.empty();
    }

    /** Whether a run only waits until somebody of its feed says that it is meant. */
    public static boolean awaitsRelease(RunSummary run) {
        return run.state() == RunSummary.State.HELD
                && run.findReason().orElse("").startsWith(AWAITS_RELEASE);
    }

    /** Where it is read once more, by other rules of ours, or somebody looked at it, many changes are no sign of a mistake of the provider. */
    private Optional<Decision> brake(Run run, Feed feed, Tally tally) {
        return run.isOfNewDelivery() && !journal.isWaived(run.delivery())
                ? ChangeBrake.decide(feed.brake(), tally)
                : Optional.empty();
    }

    private static Report.State state(Decision decision) {
        return switch (decision) {
            case Decision.Settle _ -> Report.State.SETTLED;
            case Decision.Park _ -> Report.State.PARKED;
            case Decision.Hold _ -> Report.State.HELD;
        };
    }
}
