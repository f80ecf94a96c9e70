package de.hilfenetz.route;

import static java.util.Locale.ROOT;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Looks at a feed once. Remembers, as long as the program runs, what was delivered last, so that sources are asked only for
 * what is new; a feed is never looked at twice at once. Thread-safe.
 */
public final class Fetch implements AutoCloseable {

    private final HttpSource http;
    private final FileSource files;
    private final Map<Address, Mark> marks = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /**
     * @param secrets a feed's secret, for request headers that say {@code {secret}}
     * @param clock tells how long ago a file was written
     */
    public Fetch(Function<Feed, Optional<String>> secrets, Clock clock) {
        this(secrets, clock, Thread::sleep);
    }

    Fetch(Function<Feed, Optional<String>> secrets, Clock clock, FileSource.Pause pause) {
        this.http = new HttpSource(secrets);
        this.files = new FileSource(clock, pause);
    }

    /**
     * Hands what is new at the feed's source to {@code reception}.
     *
     * @return {@link Pulled.Delivered} or {@link Pulled.NothingNew}
     * @throws FetchFailed when asking again would not help
     * @throws IOException when it might
     * @throws IllegalArgumentException for a feed that is not pulled
     */
    public Pulled pull(Feed feed, Reception reception) throws IOException {
        var where = feed.fetch();
        if (where == null) {
            throw new IllegalArgumentException("feed %s is pushed, not pulled".formatted(feed.id()));
        }
        var lock = locks.computeIfAbsent(feed.id(), id -> new ReentrantLock());
        lock.lock();
        try {
            var address = new Address(feed.id(), where.url());
            var mark = source(feed, where)
                    .fetch(feed, where, marks.get(address), (body, arrival) -> reception.receive(feed, body, arrival));
            mark.ifPresent(newest -> marks.put(address, newest));
            return mark.isPresent() ? new Pulled.Delivered() : new Pulled.NothingNew();
        } finally {
            lock.unlock();
        }
    }

    private Source source(Feed feed, Feed.Fetch where) throws FetchFailed {
        return switch (Optional.ofNullable(where.url().getScheme()).orElse("").toLowerCase(ROOT)) {
            case "http", "https" -> http;
            case "file" -> files;
            default ->
                throw new FetchFailed(feed, Reason.UNKNOWN_SCHEME, where.url().toString());
        };
    }

    /** Ends what is under way; those who wait for it get an {@link IOException}. */
    @Override
    public void close() {
        http.close();
    }

    private record Address(String feed, URI url) {}
}
