package de.hilfenetz;

import de.hilfenetz.cms.Telling;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Report;
import de.hilfenetz.journal.RefusedDelivery;
import de.hilfenetz.journal.Way;
import de.hilfenetz.route.Arrival;
import de.hilfenetz.route.FeedNotes;
import de.hilfenetz.route.FeedRoutes;
import de.hilfenetz.route.Fetch;
import de.hilfenetz.route.Marks;
import de.hilfenetz.route.Pulled;
import de.hilfenetz.route.Reception;
import de.hilfenetz.route.RouteMeter;
import de.hilfenetz.serve.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetching, tied to the journal: what is fetched is kept, then {@code arrived} is told. */
final class Pulls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

    private final Fetch fetch;
    private final FeedRoutes routes;
    private final Function<Feed, Optional<String>> status;
    private final FeedNotes notes;

    private final Map<String, Inbox.Look> looks = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    Pulls(Installation installation, Clock clock, Runnable arrived) {
        status = installation::findStatusSecret;
        notes = new FeedNotes(status);
        fetch = new Fetch(installation::findSecret, clock, Marks.in(installation.journal()));
        routes = new FeedRoutes(fetch, new Reception() {
            @Override
            public void receive(Feed feed, InputStream body, Arrival arrival) throws IOException {
                try {
                    installation.receive(feed, arrival.fileName(), arrival.mediaType(), Way.PULL, body);
                } catch (RefusedDelivery told) {
                    // Asking for the same bytes again would not make them better; the journal knows why.
                    LOG.error("{}: {}", feed.id(), told.getMessage());
                    refused.put(feed.id(), String.valueOf(told.getMessage()));
                }
                arrived.run();
            }

            @Override
            public void looked(Feed feed, Pulled outcome) {
                var where = feed.fetch();
                if (where != null) {
                    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
                    looks.put(
                            feed.id(), new Inbox.Look(now, outcome instanceof Pulled.Failed, now.plus(where.every())));
                }
            }
        });
    }

    /** How the last look at the feed went; null where there was none. */
    Inbox.@Nullable Look look(Feed feed) {
        return looks.get(feed.id());
    }

    /**
     * Tells editors in their CMS what became of the feeds they keep, where the operator gave a token for it.
     *
     * @return whether they know now
     */
    boolean tell(Feed editors, SortedMap<String, Telling.Note> states) {
        var where = editors.fetch();
        if (where != null && editors.format().isCms() && status.apply(editors).isPresent()) {
            try {
                notes.tell(editors, where, states);
            } catch (IOException e) {
                LOG.warn("{}: Redaktion nicht benachrichtigt / editors not told: {}", editors.id(), e.getMessage());
                return false;
            }
        }
        return true;
    }

    /** Looks at the feed now and by its schedule from now on. */
    void start(Feed feed) {
        if (feed.fetch() != null) {
            routes.pullSoon(feed);
            routes.start(feed);
        }
    }

    /** Looks at the feed no more. */
    void stop(Feed feed) {
        routes.stop(feed.id());
    }

    /** Looks at the feed soon, beside its schedule. */
    void soon(Feed feed) {
        routes.pullSoon(feed);
    }

    /** Does {@code step} every few minutes, the first time after one of them. */
    void repeat(String name, Duration every, Runnable step) {
        routes.repeat(name, every, step);
    }

    /** Lets {@code watch} see how looks end, and look at all feeds every few minutes. */
    void watch(Watch watch) {
        routes.tellAlso(watch::looked);
        routes.repeat("watch", Watch.EVERY, watch::check);
    }

    /** What every route did. */
    List<RouteMeter> meters() {
        return routes.meters();
    }

    /** Looks at the feed once; a report where nothing could be fetched. */
    Optional<Report> once(Feed feed) {
        if (feed.fetch() == null) {
            return Optional.empty();
        }
        return switch (routes.pull(feed)) {
            case Pulled.Failed failed ->
                Optional.of(
                        Report.failed(feed.id(), String.valueOf(failed.cause().getMessage())));
            case Pulled.Delivered delivered ->
                Optional.ofNullable(refused.remove(feed.id())).map(reason -> Report.failed(feed.id(), reason));
            case Pulled.NothingNew nothing -> Optional.of(Report.unchanged(feed.id()));
        };
    }

    @Override
    public void close() {
        routes.close();
        fetch.close();
        notes.close();
    }
}
