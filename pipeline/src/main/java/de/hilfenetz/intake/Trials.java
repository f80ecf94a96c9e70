package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.DamagedDelivery;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.read.Lines;
import de.hilfenetz.read.Readers;
import de.hilfenetz.read.Rewriting;
import de.hilfenetz.read.Sink;
import de.hilfenetz.read.UnreadableDelivery;
import de.hilfenetz.read.UnreadableRecord;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries taken through the one engine in a journal of their own, which is gone afterwards: dry runs, and reports on kept
 * deliveries, of which the journal keeps no values. Thread-safe.
 */
public final class Trials {

    /** Characters of a long line shown to either side of the value. */
    private static final int AROUND = 100;

    /** Findings of each rule that are put right in one go. */
    private static final int CORRECTED = 20_000;

    /** Rules after which nothing else of a record is looked at. */
    private static final Set<Rule> UNMAPPED = Stream.concat(
                    Readers.rules().stream().filter(rule -> rule.severity() == Severity.ERROR),
                    Normaliser.unmapped().stream())
            .collect(Collectors.toSet());

    private final RuleBook book = RuleBook.load();
    private final @Nullable Journal live;
    private final Schemas schemas;
    private final Concepts concepts;
    private final Districts districts;
    private final RecordShapes shapes;
    private final ConfidentialValues secret;
    private final Sha256 rules;
    private final Clock clock;

    /** Who reads what is told. */
    private enum Eyes {
        /** Whoever sent the bytes with the question and has them before him. */
        SENDER,
        /** Whoever opens the report on what we keep: no line of a held record leaves the deliveries. */
        KEEPER
    }

    /**
     * @param live what deliveries are compared with; null for nothing
     * @param secret values of protected places; only those who deliver may learn that they met one
     * @param rules as for {@link Intake}
     */
    public Trials(
            @Nullable Journal live,
            Schemas schemas,
            Concepts concepts,
            Districts districts,
            RecordShapes shapes,
            ConfidentialValues secret,
            Sha256 rules,
            Clock clock) {
        this.live = live;
        this.schemas = schemas;
        this.concepts = concepts;
        this.districts = districts;
        this.shapes = shapes;
        this.secret = secret;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * A dry run. Somebody unknown is not told that a record stands at a protected place: that would be a way to find one.
     *
     * @param known whether the sender may deliver for the feed
     */
    public Trial of(
            Intake.Source source,
            Feed.Deliveries mode,
            String fileName,
            InputStream bytes,
            Announcement announcement,
            boolean known)
            throws IOException {
        return run(source, mode, fileName, bytes, announcement, known, Eyes.SENDER, clock);
    }

    /** What is to be said of a kept delivery, by the rules of today. */
    public Trial of(Intake.Source source, Delivery delivery, InputStream bytes) throws IOException {
        var then = Clock.fixed(delivery.received(), ZoneOffset.UTC);
        return run(source, delivery.mode(), delivery.fileName(), bytes, Announcement.NONE, true, Eyes.KEEPER, then);
    }

    /**
     * A file with the suggestions of its report in the place of what stood there.
     *
     * @param changes the ones that were made
     * @param whose whom the records are to be kept from
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed on, never compared
    public record Corrected(byte[] bytes, List<Rewriting.Change> changes, Whose whose) {

        public Corrected {
            changes = List.copyOf(changes);
        }
    }

    /** A file that cannot be written anew: too large, or not what its format says. */
    public static final class Uncorrectable extends IOException {
        private static final long serialVersionUID = 1L;

        Uncorrectable(UnreadableDelivery cause) {
            super(cause);
        }
    }

    /** Who may have a kept file as a whole. */
    public enum Whose {
        /** Whoever may see the report. */
        READERS,
        /** Whoever may deliver for the feed: records of it are held. */
        SENDERS,
        /** Nobody but who has it: protected places stand in it. */
        NOBODYS
    }

    /**
     * Puts a file right that was sent with the question. What is not to be told of it is not put right either.
     *
     * @throws Uncorrectable where it is larger than {@link Rewriting#LIMIT}
     */
    public Corrected correct(Intake.Source source, String fileName, InputStream bytes, boolean known)
            throws IOException {
        return correct(source, source.feed().deliveries(), fileName, bytes, known, clock);
    }

    /** Puts a kept delivery right, by the rules of today. */
    public Corrected correct(Intake.Source source, Delivery delivery, InputStream bytes) throws IOException {
        var then = Clock.fixed(delivery.received(), ZoneOffset.UTC);
        return correct(source, delivery.mode(), delivery.fileName(), bytes, true, then);
    }

    private Corrected correct(
            Intake.Source source, Feed.Deliveries mode, String fileName, InputStream bytes, boolean known, Clock at)
            throws IOException {
        var feed = source.feed();
        try (var journal = live == null ? Journal.inMemory(at) : live.trial(feed, at)) {
            var intake = intake(journal, known);
            var delivery = journal.receive(feed, mode, fileName, null, Way.COMMAND, bytes, Announcement.NONE, null);
            var report = intake.process(delivery, source, CORRECTED);
            var wanted = report.findings().stream()
                    .filter(finding -> mayQuote(finding, report, Eyes.SENDER))
                    .flatMap(finding -> change(finding).stream())
                    .distinct()
                    .toList();
            if (isOfPeople(report)) {
                throw new Uncorrectable(new UnreadableDelivery(report.findings().getLast()));
            }
            try (var kept = journal.open(delivery)) {
                var rewritten = Rewriting.rewrite(feed, fileName, kept, wanted);
                return new Corrected(rewritten.bytes(), rewritten.made(), whose(report));
            } catch (UnreadableDelivery other) {
                throw new Uncorrectable(other);
            }
        }
    }

    /**
     * A record on its way: as it came, as the mapping makes it, as it is brought into canonical form.
     *
     * @param mapped null where the mapping failed
     */
    public record Steps(Place place, JsonNode raw, @Nullable JsonNode mapped, JsonNode canonical) {}

    /** The first records of a file, step by step, for whoever writes a mapping; it ends early where the file cannot be read. */
    public List<Steps> steps(Intake.Source source, String fileName, InputStream bytes, int most) throws IOException {
        var normaliser = new Normaliser(source.feed(), source.mapping(), LocalDate.now(clock));
        var words = concepts.with(source.feed().words());
        var steps = new ArrayList<Steps>();
        try {
            Readers.read(source.feed(), fileName, bytes, new Sink() {
                @Override
                public void note(Finding finding) {}

                @Override
                public void accept(RawRecord raw, List<Finding> findings) {
                    if (steps.size() >= most) {
                        return;
                    }
                    try {
                        steps.add(steps(raw, raw.parse().get(), normaliser, words));
                    } catch (UnreadableRecord told) {
                        // What is wrong with it stands in the report.
                        return;
                    }
                }
            });
        } catch (UnreadableDelivery rest) {
            return steps;
        }
        return steps;
    }

    private Steps steps(RawRecord raw, RawRecord.Tree tree, Normaliser normaliser, Concepts words) {
        var came = tree.root().deepCopy();
        var made = normaliser.mapped(raw, tree, clock.instant());
        @Nullable JsonNode mapped = made.isPresent() ? made.get().deepCopy() : null;
        var canonical = JsonNodeFactory.instance.arrayNode();
        for (var draft : normaliser.normalise(raw, tree, clock.instant())) {
            words.apply(draft.json(), raw.place(), new Findings());
            canonical.add(draft.json().without(Concepts.AS_SHIPPED));
        }
        return new Steps(raw.place(), came, mapped, canonical);
    }

    private Optional<Rewriting.Change> change(Finding finding) {
        var better = finding.suggestion();
        var found = finding.value();
        return better == null
                        || found == null
                        || finding.place().field() == null
                        || !book.isFixable(finding.rule(), found)
                ? Optional.empty()
                : Optional.of(new Rewriting.Change(finding.place(), found, better));
    }

    private static Whose whose(Report report) {
        var stretches = report.stretches();
        return stretches.stream().anyMatch(Report.Stretch::secret)
                ? Whose.NOBODYS
                : stretches.isEmpty() && report.state() != Report.State.FAILED ? Whose.READERS : Whose.SENDERS;
    }

    private Intake intake(Journal journal, boolean known) {
        var values = known ? secret.copy() : new ConfidentialValues();
        return new Intake(journal, live == null ? journal : live, schemas, concepts, districts, shapes, values, rules);
    }

    private Trial run(
            Intake.Source source,
            Feed.Deliveries mode,
            String fileName,
            InputStream bytes,
            Announcement announcement,
            boolean known,
            Eyes eyes,
            Clock at)
            throws IOException {
        var feed = source.feed();
        try (var journal = live == null ? Journal.inMemory(at) : live.trial(feed, at)) {
            var intake = intake(journal, known);
            var delivery = journal.receive(feed, mode, fileName, null, Way.COMMAND, bytes, announcement, null);
            var before = number(journal);
            var report = intake.process(delivery, source);
            var changes = live == null ? null : Comparison.changes(live, journal, report, before);
            return new Trial(
                    report,
                    changes,
                    tell(journal, delivery, feed, report, eyes),
                    notChecked(report, changes != null, known),
                    eyes == Eyes.SENDER ? Preview.of(journal, before) : Preview.NONE,
                    null);
        }
    }

    /**
     * What the rules of today would make of kept deliveries, one after the other in the order given, beside what is public.
     *
     * @param deliveries of the feed, oldest first
     */
    public Impact impact(Intake.Source source, List<Delivery> deliveries) throws IOException {
        var feed = source.feed();
        var kept = Objects.requireNonNull(live);
        var before = new HashMap<String, HeldRecord>();
        kept.quarantine(feed.id()).forEach(held -> before.put(key(held), held));
        var unreadable = 0;
        var removed = 0L;
        try (var journal = kept.trial(feed, clock)) {
            var start = number(journal);
            var intake = intake(journal, true);
            for (var delivery : deliveries) {
                try (var bytes = kept.open(delivery)) {
                    intake.process(journal.receive(delivery, bytes), source);
                } catch (DamagedDelivery gone) {
                    unreadable++;
                }
            }
            var held = new HashMap<String, HeldRecord>();
            journal.quarantine(feed.id()).forEach(now -> held.put(key(now), now));
            var added = 0L;
            var changed = 0L;
            try (var then = kept.snapshot();
                    var now = journal.snapshot()) {
                var touched = new HashSet<UUID>();
                now.changes(start).forEach(change -> touched.add(change.id()));
                for (var id : touched) {
                    var old = then.find(id);
                    var fresh = now.find(id);
                    added += old.isEmpty() && fresh.isPresent() ? 1 : 0;
                    removed += old.isPresent() && fresh.isEmpty() ? 1 : 0;
                    changed += old.isPresent()
                                    && fresh.isPresent()
                                    && !Comparison.differing(old.get(), fresh.get())
                                            .isEmpty()
                            ? 1
                            : 0;
                }
            }
            var fresh = held.entrySet().stream()
                    .filter(now -> !before.containsKey(now.getKey()))
                    .map(Map.Entry::getValue)
                    .sorted(Comparator.comparingInt(HeldRecord::id))
                    .toList();
            var released = before.keySet().stream()
                    .filter(key -> !held.containsKey(key))
                    .count();
            return new Impact(deliveries.size() - unreadable, unreadable, added, changed, removed, fresh, released);
        }
    }

    private static String key(HeldRecord held) {
        return held.sourceId() == null ? held.raw().toString() : held.kind() + " " + held.sourceId();
    }

    private List<Trial.NotChecked> notChecked(Report report, boolean compared, boolean known) {
        var not = EnumSet.noneOf(Trial.NotChecked.class);
        if (report.state() == Report.State.FAILED) {
            not.add(Trial.NotChecked.REST);
        } else if (report.rules().stream().anyMatch(count -> UNMAPPED.contains(count.rule()))) {
            not.add(Trial.NotChecked.HELD_EARLY);
        }
        if (!districts.knowsPolygons()) {
            not.add(Trial.NotChecked.POSITIONS);
        }
        if (!compared) {
            not.add(Trial.NotChecked.CHANGES);
        }
        if (!known) {
            not.add(Trial.NotChecked.OTHERS);
        }
        return List.copyOf(not);
    }

    private static long number(Journal journal) {
        try (var snapshot = journal.snapshot()) {
            return snapshot.number();
        }
    }

    private static List<Trial.Told> tell(Journal journal, Delivery delivery, Feed feed, Report report, Eyes eyes)
            throws IOException {
        var wanted = new HashMap<String, Set<Integer>>();
        for (var finding : report.findings()) {
            if (finding.place().line() > 0 && mayQuote(finding, report, eyes)) {
                wanted.computeIfAbsent(finding.place().file(), none -> new TreeSet<>())
                        .add(finding.place().line());
            }
        }
        var lines =
                wanted.isEmpty() ? Map.<String, Map<Integer, Lines.Line>>of() : lines(journal, delivery, feed, wanted);
        var told = new ArrayList<Trial.Told>();
        for (var finding : report.findings()) {
            if (!mayQuote(finding, report, eyes)) {
                var record = isOfPeople(report) || report.state() == Report.State.FAILED ? null : finding.subject();
                told.add(new Trial.Told(veiled(finding, record), null, 0));
                continue;
            }
            var line = lines.getOrDefault(finding.place().file(), Map.of())
                    .get(finding.place().line());
            told.add(line == null ? new Trial.Told(finding, null, 0) : quote(finding, line));
        }
        return told;
    }

    private static Map<String, Map<Integer, Lines.Line>> lines(
            Journal journal, Delivery delivery, Feed feed, Map<String, Set<Integer>> wanted) throws IOException {
        try (var bytes = journal.open(delivery)) {
            return Lines.find(feed, delivery.fileName(), bytes, wanted);
        }
    }

    private static boolean isOfPeople(Report report) {
        return report.rules().stream().anyMatch(count -> count.rule().equals(ClientData.FOUND));
    }

    private static boolean mayQuote(Finding finding, Report report, Eyes eyes) {
        if (isOfPeople(report)) {
            return false; // not even to whoever sent it: reports are passed on
        }
        if (eyes == Eyes.KEEPER && report.state() == Report.State.FAILED) {
            return false; // nobody knows what kind of record it broke off in
        }
        if (Readers.READ_AS.contains(finding.rule())) {
            return true; // says nothing of any record
        }
        var place = finding.place();
        var veiled = report.stretches().stream()
                .filter(stretch -> stretch.secret() || eyes == Eyes.KEEPER)
                .toList();
        // In a package of tables a record's other rows lie in files where no record begins.
        var isOfAnotherTable = place.line() > 0
                && !veiled.isEmpty()
                && report.stretches().stream()
                        .noneMatch(stretch -> stretch.file().equals(place.file()));
        return !isOfAnotherTable && veiled.stream().noneMatch(stretch -> stretch.touches(place.file(), place.line()));
    }

    /** @param record the record it is about, of which no more than the id is told */
    private static Finding veiled(Finding finding, Finding.@Nullable Subject record) {
        if (finding.rule().equals(ClientData.FOUND)) {
            return finding; // names a field and no value
        }
        var values = new HashMap<String, String>();
        finding.values().keySet().forEach(name -> values.put(name, "…"));
        return new Finding(
                finding.rule(),
                finding.place(),
                finding.field(),
                finding.value() == null ? null : "…",
                finding.suggestion() == null ? null : "…",
                values,
                record == null ? null : new Finding.Subject(record.id(), ""));
    }

    private static Trial.Told quote(Finding finding, Lines.Line found) {
        var line = found.text();
        var column = Math.clamp(found.column(finding.place()), 0, line.length());
        var value = finding.value();
        var at = value == null || value.isEmpty() ? -1 : line.indexOf(value, Math.max(0, column - 1));
        var caret = at >= 0 ? at + 1 : column;
        if (line.length() <= 2 * AROUND) {
            return new Trial.Told(finding, line, caret);
        }
        var from = Math.clamp(caret - AROUND, 0, line.length() - 2 * AROUND);
        return new Trial.Told(finding, line.substring(from, from + 2 * AROUND), caret - from);
    }
}
