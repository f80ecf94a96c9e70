package de.hilfenetz.route;

import de.hilfenetz.journal.Journal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where the marks of what was delivered last are kept. Thread-safe. */
public interface Marks {

    /** The mark of the feed's last delivery from this address. */
    Optional<Mark> find(String feedId, URI url);

    /** Keeps the mark of a delivery that is durable. */
    void keep(String feedId, URI url, Mark mark);

    /** Marks that are forgotten when the program ends: then everything is fetched once more. */
    static Marks inMemory() {
        return new Marks() {
            private final Map<String, Map.Entry<URI, Mark>> marks = new ConcurrentHashMap<>();

            @Override
            public Optional<Mark> find(String feedId, URI url) {
                return Optional.ofNullable(marks.get(feedId))
                        .filter(entry -> entry.getKey().equals(url))
                        .map(Map.Entry::getValue);
            }

            @Override
            public void keep(String feedId, URI url, Mark mark) {
                marks.put(feedId, Map.entry(url, mark));
            }
        };
    }

    /** Marks beside the deliveries they speak of: they survive a restart, and go where the deliveries go. */
    static Marks in(Journal journal) {
        return new Marks() {
            private static final String NAME = "mark";

            @Override
            public Optional<Mark> find(String feedId, URI url) {
                return journal.recall(feedId, NAME)
                        .map(said -> said.split("\n", -1))
                        .filter(lines -> lines.length == 3 && lines[0].equals(url.toString()))
                        .map(lines -> new Mark(orNull(lines[1]), orNull(lines[2])));
            }

            @Override
            public void keep(String feedId, URI url, Mark mark) {
                // Header values hold no line breaks.
                journal.remember(feedId, NAME, url + "\n" + orEmpty(mark.etag()) + "\n" + orEmpty(mark.lastModified()));
            }

            private @Nullable String orNull(String text) {
                return text.isEmpty() ? null : text;
            }

            private String orEmpty(@Nullable String text) {
                return text == null ? "" : text;
            }
        };
    }
}
