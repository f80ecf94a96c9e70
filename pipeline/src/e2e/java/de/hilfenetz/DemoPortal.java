package de.hilfenetz;

import static java.util.Objects.requireNonNull;

import de.hilfenetz.journal.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The demonstration as it is served, and a browser to look at it: started once for all tests that ask for it. */
final class DemoPortal implements ExtensionContext.Store.CloseableResource {

    private final Path home;
    private final Serving serving;
    private final Chromium chromium = new Chromium();

    private DemoPortal() throws IOException {
        home = Files.createTempDirectory("hilfenetz-portal");
        DemoCommand.copyTo(home);
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString(),
                "HILFENETZ_PORT", "0");
        serving = new Serving(new Hilfenetz.World(environment::get, Clock.systemUTC()).settings(), Clock.systemUTC());
        var installation = serving.installation();
        for (var source : installation.sources().values()) {
            var file = Path.of(requireNonNull(source.feed().fetch()).url());
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

    /** A test's parameter of this type is the one portal. */
    static final class Parameter implements org.junit.jupiter.api.extension.ParameterResolver {

        @Override
        public boolean supportsParameter(
                org.junit.jupiter.api.extension.ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DemoPortal.class;
        }

        @Override
        public DemoPortal resolveParameter(
                org.junit.jupiter.api.extension.ParameterContext parameter, ExtensionContext context) {
            return requireNonNull(context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(DemoPortal.class))
                    .getOrComputeIfAbsent(DemoPortal.class, key -> open(), DemoPortal.class));
        }

        private static DemoPortal open() {
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

    /** A window of its own on the site. */
    Chromium.Window open(int width, boolean script) {
        return chromium.open(serving.address(), width, script);
    }

    Chromium chromium() {
        return chromium;
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        serving.close();
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
