package de.hilfenetz;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.graph.ReleaseShapes;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.protect.Rulings;
import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.Operator;
import de.hilfenetz.query.Launch;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.QuestionCheck;
import de.hilfenetz.query.Questions;
import de.hilfenetz.query.Workers;
import de.hilfenetz.route.Hints;
import de.hilfenetz.serve.Correction;
import de.hilfenetz.serve.Health;
import de.hilfenetz.serve.Inbox;
import de.hilfenetz.serve.Nonces;
import de.hilfenetz.serve.Operations;
import de.hilfenetz.serve.Publication;
import de.hilfenetz.serve.Server;
import de.hilfenetz.serve.Site;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything at once, until stopped: the last release is served from the first second, feeds are pulled by their schedules,
 * what arrives is processed and published.
 */
final class Serving implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private static final Duration TOLD_AGAIN = Duration.ofMinutes(5);
    private static final Duration DAYS_LOOKED_AT = Duration.ofMinutes(10);
    /** Two answer while a third waits to take over. */
    private static final int QUERIES_AT_ONCE = 2;

    private final Installation installation;
    private final Settings settings;
    private final Clock clock;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("questions").factory());
    private final Workers workers;
    private final Publication publication;
    private final Worker worker;
    private final Pulls pulls;
    private final Map<String, String> titles = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hints").factory());
    private final NightlyCheck nightly;
    private final Metrics metrics;
    /** The questions that the newest release does not answer. */
    private volatile Set<String> troubled = Set.of();

    private final Control control;
    private final Javalin http;
    private final URI address;

    Serving(Settings settings, Clock clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        installation = Installation.open(settings, clock);
        var releases = installation.releases();
        workers = new Workers(
                new Launch(settings.base(), settings.queryMemory()),
                QUERIES_AT_ONCE,
                release -> releases.find(release)
                        .map(manifest -> Publication.files(releases, manifest))
                        .orElse(null));
        var desk = new QueryDesk(
                workers,
                ShortNames.load(settings.base()),
                workers::contents,
                settings.queryTimeout(),
                System::nanoTime);
        var questions = new QuestionCheck(desk, Questions.load());
        publication = new Publication(
                installation.journal(),
                manifest -> {
                    workers.publish(Publication.newestFiles(releases, manifest, workers.release()));
                    asking.execute(() -> troubled =
                            questions.check(manifest.release().toString()).keySet());
                },
                installation.vocabulary());
        worker = new Worker(installation, settings.releaseSettle(), publication::publish);
        pulls = new Pulls(installation, clock, worker::wake);
        http = new Server(new Server.Sources(
                        publication,
                        installation.releases(),
                        desk,
                        installation.results(),
                        installation.crosswalk(),
                        new Catalogue(settings.base(), operator(settings), installation.vocabulary()),
                        installation.vocabulary(),
                        site(settings),
                        new Inbox(
                                installation.sources(),
                                installation.journal(),
                                installation.trials(),
                                worker::wake,
                                installation::findHookSecret,
                                new Hints(pulls::soon, this::after)::offer,
                                installation.edited()::refused,
                                pulls::look,
                                this::carryOut),
                        new Nonces(new SecureRandom())::next,
                        this::health,
                        clock))
                .create()
                .start(settings.host(), settings.port());
        address = URI.create("http://localhost:" + http.port() + "/");
        nightly = new NightlyCheck(releases, new ReleaseShapes(installation.crosswalk()), clock);
        metrics = Metrics.open(
                settings.managementPort(), installation, pulls::meters, () -> troubled, settings.data(), clock);
        control = Control.open(settings.data(), new SecureRandom(), this::execute);
    }

    private Health health() {
        var journal = installation.journal();
        return new Health(
                workers.ready(),
                settings.data().toFile().getUsableSpace(),
                troubled,
                new Rulings(journal.rulings()).waiting(journal.today()));
    }

    private void after(Duration time, Runnable step) {
        var _ = timer.schedule(step, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Carries out a command that came from beside, while nothing is processed. */
    private int execute(List<String> arguments, PrintWriter out) {
        var world = new Hilfenetz.World(System::getenv, clock, installation);
        try {
            return whileIdle(() ->
                    Hilfenetz.commandLine(world).setOut(out).setErr(out).execute(arguments.toArray(String[]::new)));
        } catch (IOException e) {
            out.println(e.getMessage());
            return Hilfenetz.BAD_CONFIGURATION;
        }
    }

    private Operations.Outcome carryOut(List<String> arguments) {
        var text = new StringWriter();
        try (var out = new PrintWriter(text)) {
            var code = execute(arguments, out);
            return new Operations.Outcome(code == 0, text.toString().strip());
        }
    }

    /** Serves until the process is told to stop; then everything under way is ended within a few seconds. */
    static int run(Settings settings, Clock clock, PrintWriter out) throws IOException, InterruptedException {
        var stopped = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopped.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (var serving = new Serving(settings, clock)) {
            serving.start(out);
            stopped.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    void start(PrintWriter out) throws IOException {
        installation
                .problems()
                .forEach(problem -> LOG.error("Datenquelle nicht nutzbar / feed not usable: {}", problem));
        publish();
        worker.derive();
        out.println("Hilfenetz läuft, Strg-C beendet. / is running, Ctrl-C stops it.");
        out.println("  Seiten       " + address);
        out.println("  Daten        " + address.resolve("daten/angebote"));
        out.println("  Katalog      " + address.resolve("catalog.ttl") + "  " + address.resolve("data.json"));
        out.println("  SPARQL       " + address.resolve("sparql"));
        out.flush();
        nightly.start();
        pulls.watch(new Watch(installation, settings, clock));
        // What ends with a day, a correction or a decision, ends without anything arriving.
        pulls.repeat("days", DAYS_LOOKED_AT, worker::wake);
        installation.edited().tell(this::begin, pulls::stop, () -> timer.execute(this::tellEditors));
        timer.execute(this::tellEditors);
        worker.wake();
        installation.sources().values().forEach(source -> pulls.start(source.feed()));
    }

    /** Shows the newest release there is. */
    void publish() {
        installation.releases().current().ifPresent(publication::publish);
    }

    /** Their CMS may be down or slow, which holds up nobody else. */
    private void tellEditors() {
        var told = true;
        for (var source : List.copyOf(installation.sources().values())) {
            told &= pulls.tell(source.feed(), installation.edited().notes());
        }
        if (!told) {
            after(TOLD_AGAIN, this::tellEditors);
        }
    }

    private void begin(Feed feed) {
        titles.put(feed.id(), feed.title());
        pulls.start(feed);
    }

    private Site site(Settings settings) throws IOException {
        installation
                .sources()
                .forEach((id, source) -> titles.put(id, source.feed().title()));
        var site = Site.demonstration(settings.base()).withFeedTitles(titles);
        if (settings.corrections() != null) {
            site = site.withCorrections(Correction.read(settings.corrections()));
        }
        var operator = settings.operator();
        return operator == null
                ? site
                : site.withOperator(
                        new Site.Operator(operator.name(), operator.email(), operator.homepage(), operator.imprint()));
    }

    /** Carries out {@code step} while nothing else is processed, and waits for it. */
    <T> T whileIdle(Callable<T> step) throws IOException {
        return worker.call(step);
    }

    /** What it serves. */
    Installation installation() {
        return installation;
    }

    /** Where metrics are told. */
    int managementPort() {
        return metrics.port();
    }

    /** Where it answers. */
    URI address() {
        return address;
    }

    private static Operator operator(Settings settings) {
        var operator = settings.operator();
        return operator == null
                ? Operator.NOBODY
                : new Operator(
                        operator.name(),
                        operator.email(),
                        operator.homepage(),
                        false,
                        Operator.Path.valueOf(operator.catalogPath().name()));
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        nightly.close();
        control.close();
        metrics.close();
        worker.stop();
        pulls.close();
        worker.close();
        http.stop();
        asking.shutdownNow();
        workers.close();
        installation.close();
        LOG.info("Hilfenetz ist beendet / has stopped");
    }
}
