package de.hilfenetz.serve;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Decision;
import de.hilfenetz.journal.JoinedRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Letters;
import de.hilfenetz.journal.Run;
import de.hilfenetz.journal.Way;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.Operator;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** A small town: a journal, releases and a server that really run, with whatever records a test delivers. */
final class Town implements AutoCloseable {

    static final URI BASE = URI.create("https://hilfenetz.example.org/");
    static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);
    private static final Vocabulary VOCABULARY = Vocabulary.load();

    private final Vocabulary vocabulary;
    private final Path data;
    private Instant now = NOW.instant();
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Journal journal = Journal.inMemory(clock);
    private final Releases releases;
    private final InOneProcess answering;
    private final Crosswalk crosswalk;
    private final Publication publication;
    private int deliveries;
    private boolean workbooks = true;
    private Reporting reporting = Reporting.complete();
    private Duration queryTime = Duration.ofSeconds(10);

    /** A town without a record. */
    Town() {
        this(BASE);
    }

    Town(URI base) {
        this(base, VOCABULARY);
    }

    /** A town whose operator knows more of its areas. */
    Town(Vocabulary vocabulary) {
        this(BASE, vocabulary);
    }

    private Town(URI base, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        try {
            data = Files.createTempDirectory("town");
            crosswalk = new Crosswalk(base, vocabulary);
            releases = Releases.open(new Releases.Sources(
                    data, journal, crosswalk, vocabulary, new ConfidentialValues(), "test", clock, () -> reporting));
            answering = new InOneProcess(
                    base,
                    release -> releases.find(release)
                            .map(manifest -> Publication.files(releases, manifest))
                            .orElse(null));
            publication = new Publication(
                    journal, manifest -> answering.publish(Publication.files(releases, manifest)), vocabulary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is that time now; no release is made by that. */
    void at(Instant later) {
        now = later;
    }

    /** A town with one record of each kind and a women's shelter. */
    static Town withExamples() {
        return new Town().deliver(Records.organization(), Records.location(), Records.service(), Records.shelter());
    }

    /** What is public in it. */
    Publication publication() {
        return publication;
    }

    Server server(Site site) {
        return server(site, NOW);
    }

    Server server(Site site, Clock clock) {
        var catalogue = new Catalogue(site.base(), Operator.NOBODY, vocabulary);
        return new Server(new Server.Sources(
                publication,
                releases,
                desk(site),
                new StoredResults(data, this::isOutdated, text -> false),
                crosswalk,
                catalogue,
                vocabulary,
                site,
                inbox(),
                () -> "einmal",
                () -> new Health(2, 5_000_000_000L, Set.of(), List.of()),
                clock));
    }

    private boolean isOutdated(String release) {
        var held = journal.heldSomethingWithdrawn();
        return releases.find(release)
                .filter(manifest -> !held.test(manifest.journal()))
                .isEmpty();
    }

    private QueryDesk desk(Site site) {
        return new QueryDesk(answering, ShortNames.load(site.base()), answering::contents, queryTime, System::nanoTime);
    }

    /** The same town, where nobody has come to make workbooks from now on. */
    Town withoutNewWorkbooks() {
        workbooks = false;
        return this;
    }

    /** Somebody has. */
    void makeWorkbooks() {
        releases.derive();
    }

    /** The same town, where a query may take so long. */
    Town withQueryTime(Duration time) {
        queryTime = time;
        return this;
    }

    /** Nobody delivers to this town over HTTP. */
    private Inbox inbox() {
        var trials = new Trials(
                journal,
                new Schemas(),
                new Concepts(vocabulary),
                Districts.load(null, vocabulary.areas()),
                new RecordShapes(vocabulary),
                new ConfidentialValues(),
                Sha256.of(new byte[0]),
                clock);
        return new Inbox(
                Map.of(),
                journal,
                trials,
                () -> {},
                feed -> java.util.Optional.empty(),
                feed -> {},
                Map::of,
                feed -> null,
                arguments -> new Operations.Outcome(false, "Hier entscheidet niemand."));
    }

    /** What people wrote to whoever runs this town. */
    Letters letters() {
        return journal.letters();
    }

    Server server() {
        return server(Site.demonstration(BASE));
    }

    /** Delivers what is to be there, and makes a release of it. */
    Town deliver(Entry... entries) {
        return deliver(Feed.Deliveries.DELTA, entries);
    }

    /** Delivers all there is: the rest is gone. */
    Town deliverOnly(Entry... entries) {
        return deliver(Feed.Deliveries.SNAPSHOT, entries);
    }

    /** From the next release on these feeds should report and do not. */
    Town missing(Map<String, String> feeds) {
        reporting = new Reporting(true, new TreeMap<>(feeds));
        return this;
    }

    /** The public release. */
    String release() {
        return releases.current().orElseThrow().release().toString();
    }

    /** A file of the public release is no longer on the disk. */
    void lose(String file) throws IOException {
        Files.delete(releases.path(releases.current().orElseThrow().release(), file));
    }

    Journal journal() {
        return journal;
    }

    /** Somebody decided that {@code record} is {@code survivor}. */
    Town join(UUID record, UUID survivor) {
        return run(
                Feed.Deliveries.DELTA,
                run -> run.join(
                        new JoinedRecord(record, survivor, "verband", new TreeMap<>()), new Sha256(1, 1, 1, 1)));
    }

    /** The same from another feed. */
    Town deliverAs(String feed, Entry... entries) {
        return run(feed, Feed.Deliveries.DELTA, put(entries));
    }

    private Town deliver(Feed.Deliveries mode, Entry... entries) {
        return run(mode, put(entries));
    }

    private static Consumer<Run> put(Entry... entries) {
        return run -> {
            for (var entry : entries) {
                run.put(entry, Sha256.of(CanonicalJson.write(entry)));
            }
        };
    }

    private Town run(Feed.Deliveries mode, Consumer<Run> what) {
        return run("beispielverband", mode, what);
    }

    private Town run(String feed, Feed.Deliveries mode, Consumer<Run> what) {
        return settle(feed, mode, what).publish();
    }

    /** Delivers what no release holds yet. */
    Town deliverUnpublished(Entry... entries) {
        return settle("beispielverband", Feed.Deliveries.DELTA, put(entries));
    }

    private Town settle(String feed, Feed.Deliveries mode, Consumer<Run> what) {
        try {
            var bytes = ("delivery " + deliveries++).getBytes(StandardCharsets.UTF_8);
            var delivery = journal.receive(
                    feed(feed, mode),
                    mode,
                    "alles.json",
                    "application/json",
                    Way.PUSH,
                    new ByteArrayInputStream(bytes));
            var run = journal.begin(delivery, Sha256.of(bytes));
            what.accept(run);
            run.settle(new Decision.Settle());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Town publish() {
        try {
            releases.cut();
            if (workbooks) {
                releases.derive();
            }
            releases.current().ifPresent(publication::publish);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Feed feed(String id, Feed.Deliveries mode) {
        return FeedFixture.called(id)
                .title(id.equals("beispielverband") ? "Beispielverband" : id)
                .deliveries(mode)
                .feed();
    }

    @Override
    public void close() {
        try {
            journal.close();
            Files.walkFileTree(data, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException e)
                        throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
