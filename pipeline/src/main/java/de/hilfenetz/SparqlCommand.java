package de.hilfenetz;

import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.query.Launch;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.ReleaseFiles;
import de.hilfenetz.query.Workers;
import de.hilfenetz.serve.Endpoint;
import de.hilfenetz.serve.Site;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The endpoint over files, with the same processes, limits and answers as the public one. */
@Command(
        name = "sparql",
        mixinStandardHelpOptions = true,
        description = "Beantwortet SPARQL-Abfragen an RDF-Dateien unter /sparql, bis Strg-C beendet.")
final class SparqlCommand implements Callable<Integer> {

    private static final String NAME = "dateien";
    private static final int AT_ONCE = 2;

    private final Hilfenetz.World world;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port, 0 für irgendeinen (Vorgabe ${DEFAULT-VALUE}).")
    private int port;

    @Parameters(paramLabel = "DATEI", arity = "1..*", description = "RDF-Dateien; ihre Endung sagt die Form.")
    private List<Path> files = List.of();

    SparqlCommand(Hilfenetz.World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        var settings = world.settings();
        var base = URI.create("http://localhost:" + port + "/");
        try (var running = open(files, temporary(), base, settings, port, world.clock())) {
            out.println("SPARQL  http://localhost:" + running.port() + "/sparql");
            out.flush();
            stopped.await();
        }
        return 0;
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** An endpoint that answers; to be closed. */
    record Running(Javalin http, Workers workers, Path folder) implements AutoCloseable {

        int port() {
            return http.port();
        }

        @Override
        public void close() throws IOException {
            http.stop();
            workers.close();
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        for (var file : List.of("alles.nt", "vokabular.ttl")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }

    /**
     * Opens it.
     *
     * @param temporary where a folder is made for the files in our form
     */
    static Running open(List<Path> files, Path temporary, URI base, Settings settings, int port, Clock clock)
            throws IOException {
        var folder = Files.createTempDirectory(temporary, "hilfenetz-sparql");
        var workers = new Workers(new Launch(base, settings.queryMemory()), AT_ONCE, release -> null);
        try {
            var everything = folder.resolve("alles.nt");
            var triples = gather(files, everything);
            workers.publish(
                    new ReleaseFiles(NAME, everything, Files.createFile(folder.resolve("vokabular.ttl")), triples));
            var desk = new QueryDesk(
                    workers, ShortNames.load(base), workers::contents, settings.queryTimeout(), System::nanoTime);
            var http =
                    Endpoint.create(desk, Site.demonstration(base), NAME, clock).start(settings.host(), port);
            return new Running(http, workers, folder);
        } catch (IOException | RuntimeException e) {
            workers.close();
            delete(folder);
            throw e;
        }
    }

    /** Writes all triples of all files into one, the form our processes load; tells how many. */
    private static long gather(List<Path> files, Path into) throws IOException {
        var triples = new AtomicLong();
        try (var out = Files.newOutputStream(into)) {
            var writer = StreamRDFWriter.getWriterStream(out, Lang.NTRIPLES);
            writer.start();
            for (var file : files) {
                try {
                    RDFParser.source(file).parse(new StreamRDFBase() {
                        @Override
                        public void triple(Triple triple) {
                            writer.triple(triple);
                            triples.incrementAndGet();
                        }
                    });
                } catch (RiotException e) {
                    throw new IllegalArgumentException(
                            "%s lässt sich nicht lesen / cannot be read: %s".formatted(file, e.getMessage()), e);
                }
            }
            writer.finish();
        }
        return triples.get();
    }
}
