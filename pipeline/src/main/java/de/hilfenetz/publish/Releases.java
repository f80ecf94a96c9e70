package de.hilfenetz.publish;

import static java.util.Comparator.naturalOrder;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Quality;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.publish.Dumps.Written;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Manifest.Stored;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The releases of a data directory: {@code releases/{id}/} with its files, {@code manifest.json} and {@code SHA256SUMS}, and
 * {@code aktuell} with the name of the one that is public. A release is written beside the others, looked at again, sealed,
 * renamed and only then pointed to, each step durable before the next: whenever the power goes, the public one is the old or
 * the new, whole. Releases are never changed. Safe for use by several threads; one process per data directory.
 */
public final class Releases {

    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final String DRAFT = ".draft";
    private final Path folder;
    private final Shelf shelf;
    private final Retraction retraction;
    private final Soundness soundness;
    private final Path pointer;
    private final Journal journal;
    private final Crosswalk crosswalk;
    private final ShortNames names;
    private final Columns columns;
    private final Hsds hsds;
    private final Vocabulary vocabulary;
    private final ConfidentialValues confidential;
    private final Recount recount;
    private final Clock clock;
    private final String software;
    private Rules rules;
    private final Consumer<Step> after;
    private final Supplier<Reporting> reporting;
    private final Stock stock;
    private volatile @Nullable Manifest current;
    /** Whether a file of the public release was found to be no longer what it was sealed as. */
    private volatile boolean damaged;

    private final ReentrantLock deriving = new ReentrantLock();
    private volatile @Nullable Derivation derivation;

    /** What decides the files beside the records, under one state of the vocabulary. */
    private record Rules(String vocabulary, String fingerprint) {}

    private Rules rules() {
        return new Rules(
                vocabulary.fingerprint(),
                Fingerprint.of(crosswalk, columns, hsds, vocabulary).toString());
    }

    /** What {@link #cut} does, in this order. A crash may come after any of them. */
    enum Step {
        BEGUN,
        WRITTEN,
        CHECKED,
        SEALED,
        RENAMED,
        POINTED
    }

    /**
     * What releases are made of.
     *
     * @param dataDirectory they lie in
     * @param confidential values that must not be in any file; looked for before anything is sealed
     * @param software name or number of the version that cuts
     * @param reporting tells which feeds should report and do not; when that changes, a zero means something else and a new
     *     release is made
     */
    public record Sources(
            Path dataDirectory,
            Journal journal,
            Crosswalk crosswalk,
            Vocabulary vocabulary,
            ConfidentialValues confidential,
            String software,
            Clock clock,
            Supplier<Reporting> reporting) {}

    private Releases(Sources sources, Consumer<Step> after) {
        folder = sources.dataDirectory().resolve("releases");
        shelf = new Shelf(folder, sources.clock());
        soundness = new Soundness(sources.clock());
        pointer = sources.dataDirectory().resolve("aktuell");
        journal = sources.journal();
        crosswalk = sources.crosswalk();
        names = ShortNames.load(crosswalk.base());
        vocabulary = sources.vocabulary();
        columns = new Columns(vocabulary);
        hsds = new Hsds(crosswalk.base(), vocabulary);
        stock = new Stock(vocabulary);
        confidential = sources.confidential();
        recount = new Recount(crosswalk.base().toString(), confidential);
        retraction = new Retraction(shelf, journal, confidential, recount, this::forget);
        clock = sources.clock();
        software = sources.software();
        reporting = sources.reporting();
        rules = rules();
        this.after = after;
    }

    /**
     * Opens the releases of the data directory and puts right what a crash left: drafts are deleted, and a release that was
     * sealed but not yet pointed to becomes the public one.
     */
    public static Releases open(Sources sources) throws IOException {
        return open(sources, step -> {});
    }

    static Releases open(Sources sources, Consumer<Step> after) throws IOException {
        var releases = new Releases(sources, after);
        releases.recover();
        return releases;
    }

    private void recover() throws IOException {
        Files.createDirectories(folder);
        for (var path : paths()) {
            if (path.getFileName().toString().endsWith(DRAFT)) {
                Durable.delete(path);
            }
        }
        shelf.recover(list());
        var newest = list().stream().max(naturalOrder());
        var pointed = Files.exists(pointer)
                ? ReleaseId.parse(Files.readString(pointer).strip())
                : Optional.<ReleaseId>empty();
        if (newest.isPresent() && !newest.equals(pointed)) {
            point(newest.get());
        }
        current = newest.isPresent() ? manifest(newest.get()) : null;
        for (var id : list().reversed()) {
            var made = shelf.isKept(id) ? Derivation.find(home(id)) : Optional.<Derivation>empty();
            if (made.isPresent()) {
                derivation = made.get();
                return;
            }
        }
    }

    /**
     * Makes what is made of the public release, unless it is there. Nothing of the release depends on it: where it fails, those
     * files are missing and the log says why. It may take as long as the release itself, beside {@link #cut}, one at a time.
     */
    public void derive() {
        deriving.lock();
        try {
            var manifest = current;
            if (manifest == null || made(manifest).isPresent()) {
                return;
            }
            derivation = Derivation.make(manifest, home(manifest.release()), columns, earlier());
        } catch (IOException | RuntimeException e) {
            LOG.error("a release is public, but its workbooks could not be made", e);
        } finally {
            deriving.unlock();
        }
    }

    /**
     * Makes a workbook of some rows of a table, in the form in which the whole table is one.
     *
     * @param rows the exact rows below their heading, as packed CSV
     * @param to the workbook; beside it a draft lies for a while
     */
    public void workbook(String dataset, Path rows, Path to) throws IOException {
        var table = dataset.startsWith(ProviderTables.PREFIX) ? Dumps.SERVICES : dataset;
        Xlsx.write(table, rows, new ExcelLayout(Dumps.layout(table, columns)), to);
    }

    private Derivation.@Nullable Earlier earlier() throws IOException {
        var last = derivation;
        return last == null ? null : new Derivation.Earlier(last, manifest(last.release()), home(last.release()));
    }

    /** All files of a release: those it was sealed with, then those made of it, if they are made already. */
    public List<DataFile> files(Manifest manifest) {
        return files(manifest, made(manifest));
    }

    /**
     * All files that are offered as the newest: those of the public release, and those made of it or, until that is done, of
     * one before it.
     */
    public List<DataFile> offered(Manifest manifest) {
        return files(manifest, made(manifest).or(this::lastMade));
    }

    private static List<DataFile> files(Manifest manifest, Optional<Derivation> made) {
        var files = new ArrayList<>(manifest.files());
        made.ifPresent(found -> files.addAll(found.files()));
        return files;
    }

    /** What is made of that release; empty until it is. */
    public Optional<Derivation> made(Manifest manifest) {
        var known = derivation;
        if (known != null && known.release().equals(manifest.release())) {
            return Optional.of(known);
        }
        try {
            return Derivation.find(home(manifest.release()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was made last, of the public release or of one before it. */
    public Optional<Derivation> lastMade() {
        return Optional.ofNullable(derivation);
    }

    private Path home(ReleaseId release) {
        return shelf.home(release);
    }

    private List<Path> paths() throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    /** Whether today's protected values were looked for in the public release when it was made. */
    public boolean isSearched() {
        var now = current;
        return now != null
                && Composition.find(home(now.release()))
                        .filter(found -> found.searched().equals(journal.mark(confidential.digest())))
                        .isPresent();
    }

    /**
     * Takes every release out of public that holds what must no longer be known (SP-7). To be called after {@link #cut}, whether
     * that succeeded or not; the log says where it failed.
     */
    public synchronized void retract() {
        deriving.lock(); // nothing is made of a release that is being emptied
        try {
            retraction.retract(kept(), Optional.ofNullable(current).map(Manifest::release));
            shelf.recover(list());
        } finally {
            deriving.unlock();
        }
    }

    private void forget(ReleaseId withdrawn) {
        if (derivation != null && derivation.release().equals(withdrawn)) {
            derivation = null;
        }
    }

    /**
     * Thins what is kept: whole the newest release, the last of each day and those that {@code isCited}; in parts the others of
     * the last seven days; of older ones the manifest alone.
     */
    public void thin(Predicate<ReleaseId> isCited) {
        deriving.lock();
        try {
            var made = derivation;
            var busy = made == null ? Optional.<ReleaseId>empty() : Optional.of(made.release());
            new Thinning(shelf, clock.instant(), today())
                    .thin(
                            kept(),
                            id -> isCited.test(id) || busy.filter(id::equals).isPresent());
        } finally {
            deriving.unlock();
        }
    }

    private List<ReleaseId> kept() {
        return list().stream().filter(shelf::isKept).toList();
    }

    /** The names of all releases, oldest first. */
    public List<ReleaseId> list() {
        try {
            return paths().stream()
                    .flatMap(path -> ReleaseId.parse(path.getFileName().toString()).stream())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public release; empty before the first. */
    public Optional<Manifest> current() {
        return Optional.ofNullable(current);
    }

    /**
     * A release by its name, or by its day alone: that day's last one, once the day is over in Berlin. Empty where there is
     * none, or where it was withdrawn.
     */
    public Optional<Manifest> find(String idOrDay) {
        var id = ReleaseId.parse(idOrDay).or(() -> lastOf(idOrDay));
        var now = current;
        if (id.isEmpty() || now == null || id.get().compareTo(now.release()) > 0) {
            return Optional.empty();
        }
        try {
            return shelf.isKept(id.get()) ? Optional.of(manifest(id.get())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ReleaseId> lastOf(String text) {
        LocalDate day;
        try {
            day = LocalDate.parse(text);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        return day.isBefore(today())
                ? kept().stream().filter(id -> id.day().equals(day)).max(naturalOrder())
                : Optional.empty();
    }

    /** What became of the records from one release to another. */
    public Differences differences(Manifest from, Manifest to) {
        try (var before = journal.snapshotAt(from.journal());
                var after = journal.snapshotAt(to.journal())) {
            return Differences.between(
                    before, after, from.release().day(), to.release().day());
        }
    }

    /**
     * By what the graph of a release differs from that of the one before it. Empty where that would be no shorter than the graph,
     * or where nobody knows.
     */
    public Optional<GraphChange> graphChange(Manifest release) throws IOException {
        var previous = release.previous();
        if (previous == null || !shelf.isKept(previous)) {
            return Optional.empty();
        }
        var before = Composition.find(home(previous));
        var after = Composition.find(home(release.release()));
        return before.isEmpty()
                        || after.isEmpty()
                        || !manifest(previous).fingerprint().equals(release.fingerprint())
                ? Optional.empty()
                : GraphChange.between(previous, home(previous), before.get(), home(release.release()), after.get());
    }

    /**
     * Recomputes all that a release's manifest says from its files alone.
     *
     * @return what is not as it was sealed, in German; empty where all is, or where it was withdrawn
     */
    public List<String> verify(ReleaseId release) {
        return shelf.isWithdrawn(release) ? List.of() : Proof.of(shelf, release);
    }

    /**
     * Where a file of a release lies, compressed as it is; of {@code manifest.json} and {@code SHA256SUMS} plain. A file that is
     * kept in parts is put together first.
     */
    public Path path(ReleaseId release, String name) {
        var home = home(release);
        var path = home.resolve(name).normalize();
        if (!home.equals(path.getParent())) {
            throw new IllegalArgumentException("not the name of a file of a release: " + name);
        }
        try {
            return shelf.path(release, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where a file of a release lies, found to be what it was sealed as within the last day.
     *
     * @throws IOException where it is not: nobody must get it for what it was. The next {@link #cut} puts a new release in its
     *     place where it is of the public one
     */
    public Path soundPath(ReleaseId release, Stored form) throws IOException {
        var path = path(release, form.name());
        if (!soundness.check(path, form.sha256())) {
            var now = current;
            damaged |= now != null && now.release().equals(release);
            throw new Part.Damaged("%s of release %s is not what it was sealed as".formatted(form.name(), release));
        }
        return path;
    }

    /**
     * Makes a release of the journal's present state, if it or anything else that decides the files has changed since the
     * last one.
     *
     * @return the new release; empty where there is nothing new
     * @throws IOException when a step fails; the public release is then what it was
     */
    public synchronized Optional<Manifest> cut() throws IOException {
        if (!rules.vocabulary().equals(vocabulary.fingerprint())) {
            rules = rules();
        }
        try (var snapshot = journal.snapshot()) {
            var before = current;
            var feeds = reporting.get();
            if (before != null
                    && !damaged
                    && before.journal() == snapshot.number()
                    && snapshot.follows(before.chainHead())
                    && before.fingerprint().equals(rules.fingerprint())
                    && feeds.equals(before.feeds())
                    && !opens(snapshot, before)) {
                return Optional.empty();
            }
            var id = next(before);
            var draft = folder.resolve(id + DRAFT);
            Manifest manifest;
            try {
                manifest = write(snapshot, before, feeds, id, draft);
            } catch (IOException | RuntimeException e) {
                Durable.delete(draft);
                throw e;
            }
            Durable.move(draft, home(id));
            after.accept(Step.RENAMED);
            point(id);
            current = manifest;
            damaged = false;
            after.accept(Step.POINTED);
            return Optional.of(manifest);
        }
    }

    /** Whether everybody may see today what only partners saw at the last release. */
    private boolean opens(Snapshot snapshot, Manifest before) {
        var day = before.release().day();
        return day.isBefore(today())
                && (Rounds.of(snapshot).opens(day, today())
                        || vocabulary.areas().figures().opens(day, today()));
    }

    private Manifest write(Snapshot snapshot, @Nullable Manifest before, Reporting feeds, ReleaseId id, Path draft)
            throws IOException {
        Files.createDirectory(draft);
        after.accept(Step.BEGUN);
        var searched = journal.mark(confidential.digest());
        var known = before == null
                        || !before.fingerprint().equals(rules.fingerprint())
                        || !snapshot.follows(before.chainHead())
                ? Optional.<Composition>empty()
                : Composition.find(home(before.release())).filter(Composition::isOfThisJava);
        var dumps = new Dumps(draft, snapshot, crosswalk, names, columns, vocabulary, hsds);
        try (dumps) {
            var counted = stock.at(snapshot, id.day(), feeds);
            var quality = new QualityTable(
                    Quality.of(counted.inventory(), snapshot.listHeld(Protection.codes()), id.day(), vocabulary),
                    id.day(),
                    crosswalk.base());
            write(dumps, counted.coverage(), quality, before, known);
        }
        after.accept(Step.WRITTEN);
        var counts = snapshot.counts();
        var isSearched = known.isPresent() && known.get().searched().equals(searched);
        recount.check(dumps.list(), dumps.made(), dumps.taken(), isSearched, counts.getOrDefault(Kind.SERVICE, 0L));
        after.accept(Step.CHECKED);
        Composition.of(searched, dumps.groups()).write(draft);
        var manifest = manifest(snapshot, before, feeds, id, dumps.list());
        Durable.write(draft.resolve("manifest.json"), manifest.write());
        Durable.write(draft.resolve("SHA256SUMS"), manifest.sums().getBytes(StandardCharsets.UTF_8));
        Durable.syncFolder(draft);
        after.accept(Step.SEALED);
        return manifest;
    }

    private void write(
            Dumps dumps, Coverage figures, QualityTable quality, @Nullable Manifest before, Optional<Composition> known)
            throws IOException {
        if (before == null || known.isEmpty()) {
            dumps.write(figures, quality, null);
            return;
        }
        try (var earlier = new Earlier(home(before.release()), known.get())) {
            dumps.write(figures, quality, earlier);
        }
    }

    private Manifest manifest(
            Snapshot snapshot, @Nullable Manifest before, Reporting feeds, ReleaseId id, List<Written> written)
            throws IOException {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var counts = new TreeMap<String, Long>();
        snapshot.counts().forEach((kind, count) -> counts.put(kind.path(), count));
        return new Manifest(
                id,
                before == null ? null : before.release(),
                before == null
                        ? null
                        : Sha256.of(Files.readAllBytes(path(before.release(), "manifest.json")))
                                .toString(),
                snapshot.number(),
                snapshot.chainHead().toString(),
                rules.fingerprint(),
                now,
                before == null ? now : before.issued(),
                crosswalk.base(),
                software,
                counts,
                written.stream()
                        .filter(file -> file.dataset().equals(Dumps.EVERYTHING))
                        .map(Written::triples)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(),
                written.stream().map(file -> dataFile(file, before, now)).toList(),
                feeds);
    }

    private static DataFile dataFile(Written file, @Nullable Manifest before, Instant now) {
        var plain = file.plain().sha256().toString();
        var changed = Optional.ofNullable(before)
                .flatMap(manifest -> manifest.find(file.dataset(), file.extension()))
                .filter(old -> old.plainSha256().equals(plain))
                .map(DataFile::changed)
                .orElse(now);
        return new DataFile(
                file.dataset(),
                file.extension(),
                file.mediaType(),
                file.path().getFileName().toString(),
                file.stored().bytes(),
                file.stored().sha256().toString(),
                file.plain().bytes(),
                plain,
                zstd(file),
                file.rows(),
                file.triples(),
                changed,
                null);
    }

    private static @Nullable Stored zstd(Written file) {
        var sum = file.zstd();
        var name = DumpFile.zstd(file.path()).getFileName().toString();
        return sum == null ? null : new Stored(name, sum.bytes(), sum.sha256().toString());
    }

    private ReleaseId next(@Nullable Manifest before) {
        // A clock that was set back must not make the next release older than the last.
        var day = before == null || before.release().day().isBefore(today())
                ? today()
                : before.release().day();
        var last = list().stream()
                .filter(id -> id.day().equals(day))
                .mapToInt(ReleaseId::number)
                .max();
        return new ReleaseId(day, last.orElse(0) + 1);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private void point(ReleaseId id) throws IOException {
        Durable.replace(pointer, (id + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Manifest manifest(ReleaseId id) throws IOException {
        return shelf.manifest(id);
    }
}
