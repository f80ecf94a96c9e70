package de.hilfenetz;

import de.hilfenetz.journal.Way;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;

/** Everything as it runs, on a free port, for CSV feeds that share a mapping. */
final class RunningService implements AutoCloseable {

    private final Serving serving;

    /**
     * Opens it; {@link #start} lets it answer.
     *
     * @param feeds what each feed's file says beside the usual, by the feed's id; one that says its format gets no mapping
     */
    RunningService(Path home, String mapping, Map<String, String> feeds) throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        Files.writeString(home.resolve("feeds/a.jslt"), mapping);
        for (var feed : feeds.entrySet()) {
            Files.writeString(home.resolve("feeds/" + feed.getKey() + ".yaml"), """
                    id: %s
                    licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                    %s
                    %s
                    """.formatted(
                            feed.getKey(),
                            feed.getValue().contains("format:") ? "" : "format: csv\nmapping: a.jslt",
                            feed.getValue()));
        }
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString(),
                "HILFENETZ_PORT", "0");
        serving = new Serving(new Hilfenetz.World(environment::get, Clock.systemUTC()).settings(), Clock.systemUTC());
    }

    Serving start() throws IOException {
        serving.start(new PrintWriter(new StringWriter()));
        return serving;
    }

    /** A new key of the feed, or of the operator. */
    String addKey(String feed) {
        var keys = new ArrayList<String>();
        serving.installation().journal().addKey(feed, new SecureRandom(), keys::add);
        return keys.getFirst();
    }

    /** Receives a sheet as if it was pushed, and processes it. */
    void deliver(String feed, String sheet) throws IOException {
        deliver(feed, "liste.csv", sheet.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of any file. */
    void deliver(String feed, String fileName, byte[] bytes) throws IOException {
        var source = Objects.requireNonNull(serving.installation().sources().get(feed));
        serving.installation().receive(source.feed(), fileName, null, Way.PUSH, new ByteArrayInputStream(bytes));
        serving.whileIdle(serving.installation()::process);
    }

    @Override
    public void close() throws IOException {
        serving.close();
    }
}
