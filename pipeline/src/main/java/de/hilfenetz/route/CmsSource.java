package de.hilfenetz.route;

import de.hilfenetz.cms.Answer;
import de.hilfenetz.cms.CmsFault;
import de.hilfenetz.cms.CmsProfile;
import de.hilfenetz.cms.CmsType;
import de.hilfenetz.cms.Sweep;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes everything that a CMS has published as one delivery, in the shape of a folder of entries. Where entries or languages
 * are missing that were delivered before, or nobody here knows any more what was, a second look asks only what is there, and
 * what is delivered holds all that it saw: nothing counts as gone that was there at one of the two. Where entries came in
 * between, the next whole look is held against the same second one. Thread-safe.
 */
final class CmsSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(CmsSource.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int LOOKS = 3;
    private static final int PATIENCE = 3;
    private static final long PAGE_LIMIT = 64L << 20;

    private final HttpSource http;
    private final List<CmsType> types;
    private final List<CmsType> outlines;
    private final FileSource.Pause pause;
    private final Map<String, Delivered> delivered = new ConcurrentHashMap<>();

    /** What a feed's last delivery held. */
    private record Delivered(Mark mark, Set<String> present) {}

    /** @param pause how to wait for the second look, or as long as a CMS asks us to */
    CmsSource(HttpSource http, List<CmsType> types, FileSource.Pause pause) {
        this.http = http;
        this.types = List.copyOf(types);
        outlines = types.stream().map(CmsType::outline).toList();
        this.pause = pause;
    }

    @Override
    public Optional<Mark> fetch(Feed feed, Feed.Fetch where, @Nullable Mark mark, Sink sink) throws IOException {
        var deadline = Deadline.startNow(feed, where);
        var before = Optional.ofNullable(delivered.get(feed.id()))
                .filter(last -> last.mark().equals(mark))
                .map(Delivered::present);
        Sweep there = null;
        for (var looks = 0; looks < LOOKS; looks++) {
            if (there != null) {
                pause(BETWEEN_LOOKS);
            }
            var sweep = look(feed, where, types, deadline);
            if (sweep.files().isEmpty()) {
                throw new FetchFailed(
                        feed, Reason.NOTHING_PUBLISHED, where.url().toString());
            }
            var fresh = mark(sweep);
            if (fresh.equals(mark)) {
                return Optional.empty();
            }
            var isWhole = before.filter(sweep::sawAllOf).isPresent();
            if (!isWhole && (there == null || !sweep.sawAllOf(there.present()))) {
                pause(BETWEEN_LOOKS);
                there = look(feed, where, outlines, deadline);
            }
            if (isWhole || (there != null && sweep.sawAllOf(there.present()))) {
                deliver(feed, where, sweep, sink);
                delivered.put(feed.id(), new Delivered(fresh, sweep.present()));
                return Optional.of(fresh);
            }
        }
        throw new IOException("%s: Bei jedem Nachsehen fehlte etwas anderes / something else was missing at each look"
                .formatted(feed.id()));
    }

    private static void deliver(Feed feed, Feed.Fetch where, Sweep sweep, Sink sink) throws IOException {
        sweep.problems().forEach(problem -> LOG.warn("{}: {}", feed.id(), problem));
        var files = sweep.files().entrySet().iterator();
        try (var zip = ZipOfFiles.open(() -> {
            if (!files.hasNext()) {
                return null;
            }
            var file = files.next();
            return new ZipOfFiles.Part(file.getKey(), new ByteArrayInputStream(file.getValue()));
        })) {
            sink.take(zip, new Arrival(where.url(), feed.id() + ".zip", "application/zip", null));
        }
    }

    /** A hash over names and contents, so that the mark is small however much there is. */
    private static Mark mark(Sweep sweep) {
        return new Mark(hash(sweep.files()).toString(), null);
    }

    private static Sha256 hash(SortedMap<String, byte[]> files) {
        var digest = Sha256.digest();
        try (var out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.writeUTF(file.getKey());
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written anywhere", e);
        }
        return Sha256.from(digest.digest());
    }

    private Sweep look(Feed feed, Feed.Fetch where, List<CmsType> types, Deadline deadline) throws IOException {
        var sweep = new Sweep(CmsProfile.of(feed.format()), types, feed.language());
        for (var next = sweep.next(); next != null; next = sweep.next()) {
            ask(feed, where, sweep, next, deadline);
        }
        return sweep;
    }

    private void ask(Feed feed, Feed.Fetch where, Sweep sweep, String request, Deadline deadline) throws IOException {
        var base = where.url().toString().replaceFirst("/+$", "");
        for (var attempt = 1; ; attempt++) {
            Answer answer = http.answer(
                    feed, where, URI.create(base + request), Math.min(PAGE_LIMIT, where.maxBytes()), deadline);
            try {
                sweep.take(answer);
                return;
            } catch (CmsFault fault) {
                var wait = fault.findWait();
                if (fault.name() == CmsFault.Name.LIMITED && wait.isPresent() && attempt < PATIENCE) {
                    pause(wait.get().compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.get());
                } else if (fault.passes()) {
                    throw new IOException(feed.id() + ": " + fault.getMessage(), fault);
                } else {
                    throw new FetchFailed(feed, Reason.CMS, String.valueOf(fault.getMessage()));
                }
            }
            deadline.check();
        }
    }

    private void pause(Duration time) throws InterruptedIOException {
        try {
            pause.pause(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for a CMS");
        }
    }
}
