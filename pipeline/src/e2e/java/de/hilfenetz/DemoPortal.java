package de.hilfenetz;

import static java.util.Objects.requireNonNull;

import de.hilfenetz.journal.PushKey;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The demonstration, published and served, and a browser to look at it: one for all test classes that ask for it. */
final class DemoPortal implements AutoCloseable {

    /** What is measured runs alone: it locks this. */
    static final String CORES = "cores";

    /** A feed whose provider has nothing but the workbook of its delivery link. */
    static final String BY_HAND = "nachbarschaft";

    private final Path home;
    private final Serving serving;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> figures = new ConcurrentSkipListMap<>();
    /** One for each thread that looks at pages: Playwright's objects belong to the thread that made them. */
    private final Queue<Chromium> browsers = new ConcurrentLinkedQueue<>();

    private final ThreadLocal<Chromium> chromium = ThreadLocal.withInitial(() -> {
        var browser = new Chromium();
        browsers.add(browser);
        return browser;
    });

    private DemoPortal() throws IOException {
        home = Files.createTempDirectory("hilfenetz-portal");
        DemoCommand.copyTo(home);
        Files.writeString(home.resolve("feeds").resolve(BY_HAND + ".yaml"), """
                id: %s
                title: Nachbarschaft Beispiel e. V.
                organizations: {one: nachbarschaft}
                format: xlsx
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """.formatted(BY_HAND));
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString(),
                "HILFENETZ_PORT", "0");
        serving = new Serving(new Hilfenetz.World(environment::get, Clock.systemUTC()).settings(), Clock.systemUTC());
        var installation = serving.installation();
        for (var source : installation.sources().values()) {
            var fetch = source.feed().fetch();
            var file = fetch == null ? home : Path.of(fetch.url());
            if (Files.isRegularFile(file)) {
                try (var bytes = Files.newInputStream(file)) {
                    installation.receive(source.feed(), String.valueOf(file.getFileName()), null, Way.PULL, bytes);
                }
            }
        }
        installation.process();
        installation.release();
        serving.publish();
        installation.releases().derive();
    }

    /** Gives it to whoever asks, and closes it when all tests are over. */
    static final class Parameter implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DemoPortal.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return requireNonNull(context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(DemoPortal.class))
                    .getOrComputeIfAbsent(DemoPortal.class, key -> begin(), DemoPortal.class));
        }

        private static DemoPortal begin() {
            try {
                return new DemoPortal();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Serving serving() {
        return serving;
    }

    URI address() {
        return serving.address();
    }

    /** A window of its own. */
    Chromium.Window open(int width, boolean script) {
        return chromium.get().open(address(), width, script);
    }

    /** A window of somebody with a new key of the operator. */
    Chromium.Window openAsOperator(int width) {
        var keys = new ArrayList<String>();
        serving.installation().journal().addKey(PushKey.OPERATOR, new SecureRandom(), keys::add);
        return chromium.get().open(address(), width, keys.getFirst());
    }

    /** The path of a new personal address of a feed's provider. */
    String deliveryLink(String feed) {
        var installation = serving.installation();
        var address = installation.address(installation.journal().addLink(feed));
        return address.substring(address.indexOf("/liefern/link/"));
    }

    /** Lets editors hold a planning round on the figures of the newest release; the path of its page, which partners see first. */
    String deliverRound() throws IOException {
        var installation = serving.installation();
        var release = installation.releases().current().orElseThrow().release();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("abstimmung/probe.yaml"));
            zip.write("""
                    title: Planungsrunde Probe
                    lifeSituation: schulden-und-armut
                    date: %s
                    participants: [Beispielamt]
                    figures: "%s"
                    """.formatted(installation.journal().today(), release).getBytes(StandardCharsets.UTF_8));
        }
        var editors = requireNonNull(installation.sources().get("redaktion")).feed();
        serving.whileIdle(() -> installation.receive(
                editors, "content.zip", "application/zip", Way.PULL, new ByteArrayInputStream(bytes.toByteArray())));
        work();
        return "/abstimmung/probe/zahlen";
    }

    /** Processes what was delivered and publishes it: now, not when the worker has waited for more. */
    void work() throws IOException {
        serving.whileIdle(() -> {
            serving.installation().process();
            var made = serving.installation().release();
            serving.publish();
            return made;
        });
    }

    /** Says a figure at the end. */
    void note(String name, String value) {
        figures.put(name, value);
    }

    /** One record of each kind, and a protected one. */
    List<String> someRecords() {
        try (var snapshot = serving.installation().journal().snapshot()) {
            var organizations = new ArrayList<Organization>();
            var locations = new ArrayList<Location>();
            var services = new ArrayList<Service>();
            snapshot.forEach(Kind.ORGANIZATION, version -> organizations.add((Organization) version.entry()));
            snapshot.forEach(Kind.LOCATION, version -> locations.add((Location) version.entry()));
            snapshot.forEach(Kind.SERVICE, version -> services.add((Service) version.entry()));
            return List.of(
                    "/traeger/" + organizations.getFirst().id(),
                    "/orte/" + locations.getFirst().id(),
                    "/angebote/" + first(services, Service::protectedPlace),
                    "/angebote/"
                            + first(
                                    services,
                                    service -> service.hours() != null
                                            && !service.at().isEmpty()));
        }
    }

    private static String first(List<Service> services, Predicate<Service> which) {
        return services.stream().filter(which).findFirst().orElseThrow().id().toString();
    }

    /** What a page says to somebody without a browser. */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address() + path.substring(1)))
                .header("Accept", "text/html");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        figures.forEach((name, value) -> System.out.println("FIGURE " + name + ": " + value));
        browsers.forEach(Chromium::close);
        client.close();
        serving.close();
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
