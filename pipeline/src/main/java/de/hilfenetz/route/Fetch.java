package de.hilfenetz.route;

import static java.util.Locale.ROOT;

import de.hilfenetz.cms.CmsType;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Looks at a feed once, and takes only what is new since its last delivery; a feed is never looked at twice at once. Files
 * are taken once more after a restart, which costs little and forgets nothing. Thread-safe.
 */
public final class Fetch implements AutoCloseable {

    private final HttpSource http;
    private final FileSource files;
    private final SftpSource sftp;
    private final CmsSource cms;
    private final Marks marksOfServers;
    private final Marks marksOfFiles = Marks.inMemory();
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** As below, asking servers for everything once after each start. */
    public Fetch(Function<Feed, Optional<String>> secrets, Clock clock) {
        this(secrets, clock, Marks.inMemory());
    }

    /**
     * @param secrets a feed's secret, for request headers that say {@code {secret}}
     * @param clock tells how long ago a file was written
     * @param marks what servers said of their last deliveries
     */
    public Fetch(Function<Feed, Optional<String>> secrets, Clock clock, Marks marks) {
        this(secrets, clock, marks, Thread::sleep);
    }

    Fetch(Function<Feed, Optional<String>> secrets, Clock clock, Marks marks, FileSource.Pause pause) {
        this.marksOfServers = marks;
        this.http = new HttpSource(secrets);
        this.files = new FileSource(clock, pause);
        this.sftp = new SftpSource(secrets, files);
        this.cms = new CmsSource(http, CmsType.ours(), pause);
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
            var source = source(feed, where);
            var marks = source == http || source == cms ? marksOfServers : marksOfFiles;
            var known = marks.find(feed.id(), where.url()).orElse(null);
            var mark = source.fetch(feed, where, known, (body, arrival) -> reception.receive(feed, body, arrival));
            mark.ifPresent(newest -> marks.keep(feed.id(), where.url(), newest));
            return mark.isPresent() ? new Pulled.Delivered() : new Pulled.NothingNew();
        } finally {
            lock.unlock();
        }
    }

    private Source source(Feed feed, Feed.Fetch where) throws FetchFailed {
        return switch (Optional.ofNullable(where.url().getScheme()).orElse("").toLowerCase(ROOT)) {
            case "http", "https" -> feed.format().isCms() ? cms : http;
            case "file" -> files;
            case "sftp" -> sftp;
            default ->
                throw new FetchFailed(feed, Reason.UNKNOWN_SCHEME, where.url().toString());
        };
    }

    /** Ends what is under way; those who wait for it get an {@link IOException}. */
    @Override
    public void close() {
        http.close();
        sftp.close();
    }
}
