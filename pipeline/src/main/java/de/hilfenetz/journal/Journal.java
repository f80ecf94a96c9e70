package de.hilfenetz.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.LikelyDuplicate;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one truth: what was delivered, what became of it, and every public state there ever was, by number. Everything else is
 * made from it and can be made again. Thread-safe; one process per data directory.
 */
public final class Journal implements AutoCloseable {

    private final Database database;
    private final DeliveryStore deliveries;
    private final Letters letters;
    private final Clock clock;
    private final Inspection inspection;
    private final Identities identities;
    private final Closing closing;
    /** What is kept and has no row yet must not be taken for something that nobody needs. */
    private final ReadWriteLock shelf = new ReentrantReadWriteLock();

    private interface Closing {
        void close() throws IOException;
    }

    /** See {@link #emptied()}. */
    private final AtomicLong emptied = new AtomicLong();

    private Journal(Database database, DeliveryStore deliveries, Clock clock, Inspection inspection, Closing closing) {
        this.database = database;
        this.inspection = inspection;
        this.identities = new Identities(database);
        this.deliveries = deliveries;
        this.letters = deliveries.letters(clock);
        this.clock = clock;
        this.closing = closing;
    }

    /** As {@link #open(Path, DeliveryStore, Clock, Inspection)}, for deliveries that nobody needs to look at. */
    public static Journal open(Path dataDirectory, DeliveryStore deliveries, Clock clock) throws IOException {
        return open(dataDirectory, deliveries, clock, Inspection.NONE);
    }

    /**
     * Opens the journal in {@code dataDirectory}, makes it where there is none, and puts right what a crash left: a run that
     * broke off leaves no trace and its delivery waits again.
     *
     * @param inspection is asked of each delivery before it is kept
     * @throws DataLock.InUse where another process has it
     */
    public static Journal open(Path dataDirectory, DeliveryStore deliveries, Clock clock, Inspection inspection)
            throws IOException {
        var lock = DataLock.acquire(dataDirectory);
        try {
            var database = Database.open(dataDirectory.resolve("journal.db"), true);
            var journal = new Journal(database, deliveries, clock, inspection, lock::close);
            journal.recover();
            deliveries.clear(journal::isDelivery);
            journal.forgetAgain();
            database.tidy();
            return journal;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The journal in {@code dataDirectory} to read in it beside the process that has it; raw deliveries cannot be opened. Empty
     * where there is none.
     */
    public static Optional<Journal> look(Path dataDirectory, Clock clock) throws IOException {
        var file = dataDirectory.resolve("journal.db");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var folder = Files.createTempDirectory("hilfenetz");
        var deliveries = DeliveryStore.passing(folder, new SecureRandom());
        return Optional.of(
                new Journal(Database.look(file), deliveries, clock, Inspection.NONE, () -> Folders.delete(folder)));
    }

    /**
     * A journal that begins empty and is gone when it is closed, for dry runs and tests. Deliveries lie in a temporary
     * folder, encrypted with a key that nobody keeps.
     */
    public static Journal inMemory(Clock clock) {
        try {
            var folder = Files.createTempDirectory("hilfenetz");
            var deliveries = DeliveryStore.passing(folder, new SecureRandom());
            var database = Database.open(folder.resolve("journal.db"), false);
            return new Journal(database, deliveries, clock, Inspection.NONE, () -> Folders.delete(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A journal as {@link #inMemory}, in which everything public of {@code feed} stands as it does here: what a delivery would
     * change can be tried there. No raw record is known in it, so each is looked at.
     */
    public Journal trial(Feed feed, Clock then) {
        try {
            var folder = Files.createTempDirectory("hilfenetz");
            var trial = Database.open(folder.resolve("journal.db"), false);
            trial.seed(database, feed);
            return new Journal(
                    trial,
                    DeliveryStore.passing(folder, new SecureRandom()),
                    then,
                    Inspection.NONE,
                    () -> Folders.delete(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recover() {
        database.durably(connection -> {
            for (var run : Sql.list(connection, "SELECT id FROM run WHERE state = 'running'", row -> row.getInt(1))) {
                Settlement.drop(connection, run, false);
                var live = Runs.countLive(connection, Runs.get(connection, run).feed());
                Runs.end(
                        connection,
                        run,
                        now(),
                        RunSummary.State.BROKEN,
                        RunCount.nothing(live),
                        "Der Prozess endete, bevor die Verarbeitung fertig war.");
            }
            return Sql.update(connection, "UPDATE delivery SET state = 'pending' WHERE state = 'processing'");
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    // Deliveries

    /** As {@link #receive(Feed, Feed.Deliveries, String, String, Way, InputStream)}, in the mode of the feed. */
    public Delivery receive(Feed feed, String fileName, @Nullable String mediaType, Way way, InputStream bytes)
            throws IOException {
        return receive(feed, feed.deliveries(), fileName, mediaType, way, bytes);
    }

    /**
     * Keeps a delivery; on return it is durable and pending. The same bytes as the feed's last ones are recognised and not
     * kept twice ({@link Delivery#known}), unless those could not be read: then they are tried again.
     *
     * @param mode whether it is all there is, or only what changed
     */
    public Delivery receive(
            Feed feed, Feed.Deliveries mode, String fileName, @Nullable String mediaType, Way way, InputStream bytes)
            throws IOException {
        return receive(feed, mode, fileName, mediaType, way, bytes, Announcement.NONE, null);
    }

    /**
     * As above, with what the sender says about it.
     *
     * @param request name the sender gave its request; null where it gave none. The same request once more gets the same
     *     delivery
     * @throws OtherRequest where this name was given to a request that said something else
     * @throws ForgottenDelivery where somebody had these bytes forgotten
     * @throws RefusedDelivery where the inspection found something that must not be kept
     */
    public Delivery receive(
            Feed feed,
            Feed.Deliveries mode,
            String fileName,
            @Nullable String mediaType,
            Way way,
            InputStream bytes,
            Announcement announcement,
            @Nullable String request)
            throws IOException {
        try (var draft = deliveries.draft(bytes)) {
            var stored = draft.stored();
            if (isForgotten(stored.sha256())) {
                throw new ForgottenDelivery(feed.id());
            }
            var fresh = new Delivery(
                    0,
                    feed.id(),
                    feed.ids(),
                    mode,
                    stored.sha256(),
                    stored.bytes(),
                    fileName,
                    mediaType,
                    way,
                    now(),
                    Delivery.State.PENDING,
                    false);
            inspect(feed, fresh, draft);
            return keep(draft, fresh, announcement, request);
        }
    }

    private Delivery keep(
            DeliveryStore.Draft draft, Delivery fresh, Announcement announcement, @Nullable String request)
            throws IOException {
        try {
            return keepOnShelf(draft, fresh, announcement, request);
        } catch (IOException | RuntimeException failed) {
            takeBack(draft, failed);
            throw failed;
        }
    }

    private Delivery keepOnShelf(
            DeliveryStore.Draft draft, Delivery fresh, Announcement announcement, @Nullable String request)
            throws IOException {
        shelf.readLock().lock();
        try {
            draft.keep();
            var received = receive(fresh, announcement, request);
            draft.owned();
            return received;
        } finally {
            shelf.readLock().unlock();
        }
    }

    /** What is no delivery is not kept; where that fails too, the next start does it. */
    private void takeBack(DeliveryStore.Draft draft, Exception reason) {
        shelf.writeLock().lock();
        try {
            if (!isDelivery(draft.stored().sha256())) {
                draft.takeBack();
            }
        } catch (IOException | JournalException again) {
            reason.addSuppressed(again);
        } finally {
            shelf.writeLock().unlock();
        }
    }

    private boolean isDelivery(Sha256 bytes) {
        return reading(
                connection -> Sql.number(connection, "SELECT count(*) FROM delivery WHERE sha256 = ?", bytes) > 0);
    }

    /**
     * Keeps the bytes of a delivery that is known already, because this is a {@link #trial} beside the journal that received
     * it.
     */
    public Delivery receive(Delivery known, InputStream bytes) throws IOException {
        deliveries.store(bytes);
        return getDelivery(known.id());
    }

    private void inspect(Feed feed, Delivery fresh, DeliveryStore.Draft draft) throws IOException {
        var last = reading(connection -> Deliveries.findLast(connection, fresh.feed()));
        if (last.isPresent() && isSame(last.get(), fresh)) {
            return;
        }
        Optional<Finding> fault;
        try (var plain = draft.open()) {
            fault = inspection.inspect(feed, fresh.fileName(), plain);
        }
        if (fault.isPresent()) {
            database.durably(connection ->
                    Deliveries.refuse(connection, fresh, fault.get().rule(), now()));
            throw new RefusedDelivery(fault.get());
        }
    }

    private Delivery receive(Delivery fresh, Announcement announcement, @Nullable String request) {
        return database.durably(connection -> {
            var hash = PushRequests.hash(fresh, announcement);
            if (request != null) {
                var before = PushRequests.find(connection, fresh.feed(), request, hash);
                if (before.isPresent()) {
                    return Deliveries.get(connection, before.get()).recognised();
                }
            }
            var delivery = receive(connection, fresh, announcement);
            if (request != null) {
                PushRequests.insert(connection, fresh.feed(), request, hash, delivery.id(), now());
            }
            return delivery;
        });
    }

    private static Delivery receive(Connection connection, Delivery fresh, Announcement announcement)
            throws SQLException {
        var last = Deliveries.findLast(connection, fresh.feed());
        if (last.isEmpty() || !isSame(last.get(), fresh)) {
            var inserted = Deliveries.insert(connection, fresh);
            PushRequests.announce(connection, inserted.id(), announcement);
            return inserted;
        }
        var again = last.get().state() == Delivery.State.FAILED
                || (last.get().state() == Delivery.State.PARKED && !announcement.equals(Announcement.NONE));
        if (!again) {
            return last.get().recognised();
        }
        PushRequests.announce(connection, last.get().id(), announcement);
        Deliveries.setState(connection, last.get().id(), Delivery.State.PENDING);
        return Deliveries.get(connection, last.get().id());
    }

    /** Whether nothing new came; bytes that are gone came for the first time. */
    private static boolean isSame(Delivery last, Delivery fresh) {
        return last.sha256().equals(fresh.sha256())
                && last.mode() == fresh.mode()
                && last.state() != Delivery.State.FORGOTTEN;
    }

    /** What the sender said about the removals of a delivery. */
    public Announcement announcement(Delivery delivery) {
        return reading(connection -> PushRequests.announcement(connection, delivery.id()));
    }

    /** The latest run of a delivery; empty while it waits. */
    public Optional<RunSummary> findRun(Delivery delivery) {
        return reading(connection -> Sql.first(
                connection,
                "SELECT * FROM run WHERE delivery = ? ORDER BY id DESC LIMIT 1",
                Runs::read,
                delivery.id()));
    }

    /**
     * A secret that opens the report of one delivery: nobody can make it without the key of the data directory. The same at
     * each call.
     */
    public String reportSecret(Delivery delivery) {
        return deliveries.sign("report " + delivery.id() + " " + delivery.sha256());
    }

    /** A mark that is equal for equal secrets and tells nothing about them without the key of the data directory. */
    public String mark(Sha256 secret) {
        return deliveries.sign("mark " + secret);
    }

    /** From now on the report link of a delivery opens nothing. */
    public void closeReport(Delivery delivery) {
        database.durably(connection -> Sql.update(
                connection,
                "INSERT INTO closed_report (delivery, closed_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                delivery.id(),
                now()));
    }

    /** Whether the report link of a delivery was revoked. */
    public boolean isReportClosed(Delivery delivery) {
        return reading(connection ->
                Sql.number(connection, "SELECT count(*) FROM closed_report WHERE delivery = ?", delivery.id()) > 0);
    }

    /** What waits to be processed, oldest first. */
    public List<Delivery> pending() {
        return reading(connection -> Deliveries.list(connection, Delivery.State.PENDING));
    }

    /** Deliveries of the feed of which nothing is public though they were looked at: held or failed, oldest first. */
    public List<Delivery> unpublished(String feed) {
        return reading(connection -> Sql.list(
                connection,
                "SELECT * FROM delivery WHERE feed = ? AND state IN ('held', 'failed') ORDER BY id",
                Deliveries::read,
                feed));
    }

    /** Deliveries that are held since before {@code end} for a reason that begins so, oldest first. */
    public List<Delivery> held(String reason, Instant end) {
        return reading(connection -> Sql.list(connection, """
                SELECT d.* FROM delivery d JOIN run r ON r.id = (SELECT max(id) FROM run WHERE delivery = d.id)
                WHERE d.state = 'held' AND r.state = 'held' AND substr(r.reason, 1, length(?)) = ? AND r.started_at < ?
                ORDER BY d.id""", Deliveries::read, reason, reason, end));
    }

    /** The deliveries of these bytes of which something became public, oldest first. */
    public List<Delivery> published(Sha256 bytes) {
        return reading(connection -> Deliveries.published(connection, bytes));
    }

    /** The delivery with this id. */
    public Delivery getDelivery(int id) {
        return reading(connection -> Deliveries.get(connection, id));
    }

    /** The raw bytes; the caller closes them. Fails with {@link DamagedDelivery} where they are not what came. */
    public InputStream open(Delivery delivery) throws IOException {
        return deliveries.open(delivery.sha256());
    }

    // Records

    /** The record's id, assigned at the first question and never changed. */
    public UUID identify(String idSpace, Kind kind, String sourceId) {
        return identities.identify(idSpace, kind, sourceId);
    }

    /** The id space in which the record has its id; empty for ids that nobody has. */
    public Optional<String> findIdSpace(UUID record) {
        return reading(connection -> Identities.findSpace(connection, record));
    }

    /**
     * Begins to process a delivery: a pending one, or one that was processed before and is to be processed under new rules.
     *
     * @param fingerprint over everything but the delivery that decides: mapping, schemas, rules, vocabulary
     */
    public Run begin(Delivery delivery, Sha256 fingerprint) {
        return database.durably(connection -> {
            Runs.mustBeIdle(connection, delivery.feed());
            var id = Runs.insert(connection, delivery, fingerprint, now());
            var start = Runs.chainStart(connection, delivery, id);
            var at = Runs.settledBefore(connection, delivery.id()) ? now() : delivery.received();
            Deliveries.setState(connection, delivery.id(), Delivery.State.PROCESSING);
            return new Run(database, connection, id, delivery, fingerprint, start, at, clock);
        });
    }

    // Runs

    /** The feed's runs, newest first. */
    public List<RunSummary> runs(String feed) {
        return reading(connection ->
                Sql.list(connection, "SELECT * FROM run WHERE feed = ? ORDER BY id DESC", Runs::read, feed));
    }

    /** What of a feed rests on which delivery, oldest first. */
    public SortedMap<Integer, Resting> resting(String feed) {
        return reading(connection -> Deliveries.resting(connection, feed));
    }

    /** The feed's latest runs, at most {@code most}, newest first. */
    public List<RunSummary> recentRuns(String feed, int most) {
        return reading(connection -> Sql.list(
                connection, "SELECT * FROM run WHERE feed = ? ORDER BY id DESC LIMIT ?", Runs::read, feed, most));
    }

    /**
     * The runs that left deliveries of the feed held or broken, newest first, without those of which a newer complete delivery
     * says all there is to say: it was taken, or where they broke, it still waits.
     *
     * @param state {@link RunSummary.State#HELD} or {@link RunSummary.State#BROKEN}
     */
    public List<RunSummary> undecided(String feed, RunSummary.State state) {
        return reading(connection -> Runs.listUndecided(connection, feed, state));
    }

    /** The feed's runs whose removals wait, in no order. */
    public List<RunSummary> parked(String feed) {
        return reading(connection -> Runs.listParked(connection, feed));
    }

    /** The run with this number. */
    public RunSummary getRun(int run) {
        return reading(connection -> Runs.get(connection, run));
    }

    /** The records whose removal waits in a parked run; what a later delivery brought again is not among them. */
    public List<UUID> listParkedRemovals(int run) {
        return reading(connection -> Removals.listParked(connection, run));
    }

    /** Carries out the parked removals of {@code run}; answers the run that does it. */
    public RunSummary confirmRemovals(int run) {
        return database.durably(connection -> Removals.confirm(connection, Runs.getParked(connection, run), now()));
    }

    /**
     * Takes public records of {@code feed} out at once, whatever its brake says, and empties all their versions. A release that
     * stands already still holds them.
     */
    public RunSummary withdraw(String feed, List<UUID> records) {
        return emptying(connection -> Removals.withdraw(connection, feed, records, now()));
    }

    /** Empties versions of records that are no longer public and tell what must not be known; answers how many there were. */
    public int purge(Predicate<ObjectNode> telling) {
        return emptying(connection -> Withdrawals.purge(connection, telling));
    }

    private <T> T emptying(Database.Work<T> work) {
        try {
            return database.durably(work);
        } finally {
            emptied.incrementAndGet();
        }
    }

    /** Changes whenever something is withdrawn, forgotten or purged: what was read before must not be shown any longer. */
    public long emptied() {
        return emptied.get();
    }

    /**
     * Keeps that a record or a member of it must not be public, takes the record out at once and empties every version there
     * ever was of it. Where only a member is withdrawn, the rest comes back when its feed is processed next.
     *
     * @return the record's feed
     */
    public String withdraw(Withdrawal said) {
        return emptying(connection -> {
            var feed = Withdrawals.feed(connection, said.record());
            Withdrawals.insert(connection, feed, said);
            if (!said.lifted()) {
                if (Withdrawals.isLive(connection, said.record())) {
                    Removals.takeOut(connection, feed, List.of(said.record()), now());
                }
                Withdrawals.empty(connection, said.record());
                JoinedRows.withdraw(connection, said.record(), said.by(), said.reason(), said.at());
            }
            return feed;
        });
    }

    /** What must not be public of the feed's records, by record: members of canonical JSON; the empty name is all of it. */
    public SortedMap<UUID, SortedSet<String>> withdrawn(String feed) {
        return reading(connection -> Withdrawals.ofFeed(connection, feed));
    }

    /** Tells of a number whether the state it stands for held something that was emptied since. */
    public LongPredicate heldSomethingWithdrawn() {
        var spans = reading(Withdrawals::spans);
        return number -> spans.stream().anyMatch(span -> span.holds(number));
    }

    /**
     * Forgets a delivery that must not have been sent, and others of the same bytes: bytes, findings, held records and versions
     * are gone, what it made public is withdrawn. Hash, time and reason stay, so that the same bytes are refused.
     *
     * @return how many public records are withdrawn
     */
    public int forget(Delivery delivery, String by, String reason) throws IOException {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Warum? Bitte --reason GRUND angeben.");
        }
        var withdrawn = emptying(connection -> {
            var same = Sql.list(
                    connection,
                    "SELECT id FROM delivery WHERE sha256 = ? ORDER BY id",
                    row -> row.getInt(1),
                    delivery.sha256());
            Sql.update(
                    connection,
                    "INSERT INTO forgotten (sha256, by_whom, reason, forgotten_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    delivery.sha256(),
                    by,
                    reason,
                    now());
            return Withdrawals.forget(connection, same, now());
        });
        deliveries.delete(delivery.sha256());
        database.tidy();
        return withdrawn;
    }

    /** Deletes the bytes of a delivery of which nothing is public, and all that was found in it: they must not be kept. */
    public void drop(Delivery delivery) throws IOException {
        var isLast = emptying(connection -> {
            Withdrawals.forget(connection, List.of(delivery.id()), now());
            return Sql.number(
                            connection,
                            "SELECT count(*) FROM delivery WHERE sha256 = ? AND state <> 'forgotten'",
                            delivery.sha256())
                    == 0;
        });
        if (isLast) {
            deliveries.delete(delivery.sha256());
        }
        database.tidy();
    }

    /**
     * Deletes raw bytes that came before {@code end} and that nothing needs: kept are, of each feed, what is public by them, the
     * last complete delivery before that and what came since, what waits, also held or failed where no newer complete one
     * was taken, and what these rules spoke of.
     *
     * @return how many files are gone
     */
    public int expire(Instant end, Set<String> rules) throws IOException {
        shelf.writeLock().lock();
        try {
            var needed = deliveriesWith(rules).stream().map(Delivery::sha256).collect(Collectors.toSet());
            var expired = reading(connection -> Deliveries.expired(connection, end));
            var gone = 0;
            for (var bytes : expired) {
                gone += !needed.contains(bytes) && deliveries.delete(bytes) ? 1 : 0;
            }
            return gone;
        } finally {
            shelf.writeLock().unlock();
        }
    }

    /** All that is kept of what a delivery said, as canonical JSON, in no order. */
    public List<ObjectNode> records(Delivery delivery) {
        return reading(connection -> Withdrawals.records(connection, delivery.id()));
    }

    private boolean isForgotten(Sha256 bytes) {
        return reading(
                connection -> Sql.number(connection, "SELECT count(*) FROM forgotten WHERE sha256 = ?", bytes) > 0);
    }

    /** What could not be deleted when it was forgotten or dropped. */
    private void forgetAgain() throws IOException {
        for (var bytes : reading(connection -> Sql.list(connection, """
                SELECT sha256 FROM forgotten
                UNION SELECT sha256 FROM delivery GROUP BY sha256 HAVING min(state = 'forgotten') = 1""", row -> Sql.hash(row, "sha256")))) {
            deliveries.delete(bytes);
        }
    }

    /** Leaves public what {@code run} wanted to remove. */
    public RunSummary discardRemovals(int run) {
        return database.durably(connection -> {
            Removals.forget(connection, Runs.getParked(connection, run), "Verworfen.");
            return Runs.get(connection, run);
        });
    }

    /** What rules found in {@code run}, most frequent first. Unchanged records were not looked at again. */
    public List<RuleCount> findings(int run) {
        return reading(connection -> FeedStates.ofRun(connection, run));
    }

    /** The number it stands at. */
    public long number() {
        return reading(Runs::head);
    }

    /** The feed's held records. */
    public List<HeldRecord> quarantine(String feed) {
        return reading(connection -> Quarantine.list(connection, feed));
    }

    /** The held record with this number. */
    public HeldRecord getHeld(int id) {
        return reading(connection -> Quarantine.find(connection, id))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Einen zurückgestellten Datensatz %d gibt es nicht (mehr); quarantine list zeigt alle."
                                .formatted(id)));
    }

    /** A later form of the record that is held; the oldest, where there are several. */
    public Optional<HeldRecord> findHeld(UUID record) {
        return reading(connection -> Quarantine.find(connection, record));
    }

    /** Keeps that something held may be public. */
    public void waive(Waiver waiver) {
        database.durably(connection -> {
            WaiverRows.insert(connection, waiver);
            return true;
        });
    }

    /** What of the feed may be public though it has faults, in the order it was said. */
    public List<Waiver> waivers(String feed) {
        return reading(connection -> WaiverRows.list(connection, feed));
    }

    /** Whether somebody let the delivery through as a whole. */
    public boolean isWaived(Delivery delivery) {
        return reading(connection -> WaiverRows.ofDelivery(connection, delivery.id()));
    }

    /** What people wrote to the operator. */
    public Letters letters() {
        return letters;
    }

    /** The deliveries of settled or held runs in which one of these rules spoke, oldest first: what is held is kept too. */
    public List<Delivery> deliveriesWith(Set<String> rules) {
        return reading(connection -> {
            var found = new ArrayList<Delivery>();
            for (var id : new TreeSet<>(Sql.list(
                    connection,
                    """
                    SELECT DISTINCT r.delivery FROM finding f JOIN run r ON r.id = f.run
                    WHERE (r.base IS NOT NULL OR r.state = 'held') AND f.rule IN (%s)""".formatted(String.join(",", Collections.nCopies(rules.size(), "?"))),
                    row -> row.getInt(1),
                    rules.toArray()))) {
                found.add(Deliveries.get(connection, id));
            }
            return found;
        });
    }

    // Decisions

    /** Keeps what somebody decided; it is looked at when the feed of the record is processed next. */
    public void rule(Ruling ruling) {
        database.durably(connection -> {
            RulingRows.insert(connection, ruling);
            return true;
        });
    }

    /** The same about a record that {@code feed} may deliver one day. */
    public void rule(Ruling ruling, String feed) {
        database.durably(connection -> {
            RulingRows.insert(connection, ruling, feed);
            return true;
        });
    }

    /** What was decided about records of {@code feed}, in the order it was said. */
    public List<Ruling> rulings(String feed) {
        return reading(connection -> RulingRows.ofFeed(connection, feed));
    }

    /** Every decision, in the order it was said. */
    public List<Ruling> rulings() {
        return reading(RulingRows::all);
    }

    /**
     * Keeps that two public records are the same thing: the first stays, the second leads to it as soon as its feed is
     * processed again.
     *
     * @throws IllegalArgumentException where they cannot be, with the reason for whoever decides
     */
    public void join(Ruling ruling) {
        database.durably(connection -> {
            Successions.mayJoin(connection, ruling.record(), Objects.requireNonNull(ruling.other()));
            RulingRows.insert(connection, ruling);
            return true;
        });
    }

    /** Why two records cannot be joined now; empty where they can, or are already. */
    public Optional<String> findObjection(UUID stays, UUID leads) {
        return reading(connection -> {
            if (Successions.areJoined(connection, stays, leads)) {
                return Optional.empty();
            }
            try {
                Successions.mayJoin(connection, stays, leads);
                return Optional.empty();
            } catch (IllegalArgumentException objection) {
                return Optional.of(String.valueOf(objection.getMessage()));
            }
        });
    }

    /** Records of an id space that lead to another one, which is public, each with that one. */
    public SortedMap<UUID, UUID> joined(String idSpace) {
        return reading(connection -> Successions.joined(connection, idSpace));
    }

    /** The records of which a record that was joined to them ever said something. */
    public List<UUID> survivors(UUID record) {
        return reading(connection -> JoinedRows.survivors(connection, record));
    }

    /** The records of which a delivery said something in records that were joined to them. */
    public List<UUID> survivors(Delivery delivery) {
        return reading(connection -> JoinedRows.survivors(connection, delivery.id()));
    }

    /** What joined records say of those public records of {@code feed} that they lead to. */
    public List<JoinedRecord> othersOn(String feed) {
        return reading(connection -> JoinedRows.leadingTo(connection, feed));
    }

    /** Gives the records of the feed that {@code feed} takes over to it, under their old ids; does so as often as asked. */
    public void takeOver(Feed feed) {
        var from = feed.takesOver();
        if (from != null) {
            database.durably(connection -> Successions.takeOver(connection, feed, from));
        }
    }

    /** Keeps the pairs that were found instead of those found before; a pair keeps the day it was first found. */
    public void keep(List<LikelyDuplicate> pairs) {
        database.durably(connection -> {
            DuplicateRows.replace(connection, pairs, now());
            return true;
        });
    }

    /** Pairs that look like one thing and that nobody decided about, the likeliest first. */
    public List<LikelyDuplicate> likelyDuplicates() {
        return reading(DuplicateRows::undecided);
    }

    /** The id that a record has or will have; assigns none. */
    public UUID foretell(String idSpace, Kind kind, String sourceId) {
        return reading(connection -> Identities.findOrForetell(connection, idSpace, kind, sourceId));
    }

    /** The day it is in Düsseldorf. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Berlin"));
    }

    // Keys

    /** Makes a key for {@code feed}; {@code told} gets it, and nobody can see it again. Two keys may be live at once. */
    public PushKey addKey(String feed, SecureRandom random, Consumer<String> told) {
        var key = PushKeys.make(random);
        var added = database.durably(connection -> PushKeys.add(connection, feed, key, now()));
        told.accept(key);
        return added;
    }

    /** Every key there ever was, by feed. */
    public List<PushKey> keys() {
        return reading(PushKeys::list);
    }

    /** From now on the key opens nothing. */
    public PushKey revokeKey(int id) {
        return database.durably(connection -> PushKeys.revoke(connection, id, now()));
    }

    /** The live key that a caller presents, with its last use noted. */
    public Optional<PushKey> useKey(String presented) {
        var found = reading(connection -> PushKeys.find(connection, presented));
        var minute = now().truncatedTo(ChronoUnit.MINUTES);
        if (found.isPresent() && !minute.equals(found.get().lastUsed())) {
            database.durably(connection -> {
                PushKeys.use(connection, found.get(), minute);
                return true;
            });
        }
        return found;
    }

    // Delivery links

    /** A new personal address for the feed; {@link #linkSecret} opens it. */
    public DeliveryLink addLink(String feed) {
        return database.durably(connection -> DeliveryLinks.add(connection, feed, now()));
    }

    /** Every delivery link there ever was. */
    public List<DeliveryLink> links() {
        return reading(DeliveryLinks::list);
    }

    /** The delivery link with this number, whether it opens anything or not. */
    public Optional<DeliveryLink> findLink(int id) {
        return reading(connection -> DeliveryLinks.find(connection, id));
    }

    /** From now on the link opens nothing. */
    public DeliveryLink revokeLink(int id) {
        return database.durably(connection -> {
            Sql.update(
                    connection,
                    "UPDATE delivery_link SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                    now(),
                    id);
            return DeliveryLinks.find(connection, id)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Einen Lieferlink %d gibt es nicht; links list zeigt alle.".formatted(id)));
        });
    }

    /** Something was done at the link. */
    public void usedLink(DeliveryLink link) {
        database.durably(connection ->
                Sql.update(connection, "UPDATE delivery_link SET last_used_at = ? WHERE id = ?", now(), link.id()));
    }

    /** The feed's provider was sent the link. */
    public void toldLink(DeliveryLink link) {
        database.durably(connection ->
                Sql.update(connection, "UPDATE delivery_link SET told_at = ? WHERE id = ?", now(), link.id()));
    }

    /** What opens the link: 256 bits that nobody can make without the key of the data directory. The same at each call. */
    public String linkSecret(DeliveryLink link) {
        return deliveries.sign("link " + link.id() + " " + link.feed() + " " + link.created());
    }

    /** Keeps that the feed's provider said of all its public records that they are right today. */
    public RunSummary attest(String feed) {
        return database.durably(connection -> Attestation.attest(connection, feed, today(), now()));
    }

    // Feeds

    /** Every feed that ever delivered, by name. */
    public List<FeedState> feedStates() {
        return reading(FeedStates::list);
    }

    /** The feeds of which records of a kind are public. */
    public SortedSet<String> feedsOf(Kind kind) {
        return reading(connection -> new TreeSet<>(Sql.list(
                connection, "SELECT DISTINCT feed FROM live WHERE kind = ?", row -> row.getString(1), kind.json())));
    }

    /** What rules find in the feed as it stands, unchanged records included; most frequent first. */
    public List<RuleCount> findings(String feed) {
        return reading(connection -> FeedStates.ofFeed(connection, feed));
    }

    /** Keeps what the feed's source said, for the next fetch: {@code etag}, {@code last-modified}. */
    public void remember(String feed, String name, String said) {
        database.durably(connection -> Sql.update(connection, """
            INSERT INTO feed_memory (feed, name, said) VALUES (?, ?, ?)
            ON CONFLICT (feed, name) DO UPDATE SET said = excluded.said\
            """, feed, name, said));
    }

    /** What was remembered. */
    public Optional<String> recall(String feed, String name) {
        return reading(connection -> Sql.first(
                connection,
                "SELECT said FROM feed_memory WHERE feed = ? AND name = ?",
                row -> row.getString(1),
                feed,
                name));
    }

    // Reading

    /** What is public now. */
    public Snapshot snapshot() {
        return snapshot(Snapshot::latest);
    }

    /** What was public when the journal stood at {@code number}. */
    public Snapshot snapshotAt(long number) {
        return snapshot(connection -> Snapshot.at(connection, number));
    }

    /** Recomputes every hash; answers what is not as it was written, in words. Takes seconds per hundred thousand versions. */
    public List<String> verify() {
        return reading(connection -> new Verification(connection).run());
    }

    private Snapshot snapshot(Database.Work<Snapshot> make) {
        try {
            var connection = database.reader();
            try {
                return make.with(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new JournalException(e);
        }
    }

    private <T> T reading(Database.Work<T> work) {
        return database.reading(work);
    }

    /** Writes out what is open and gives the data directory back. */
    @Override
    public void close() throws IOException {
        database.close();
        closing.close();
    }
}
