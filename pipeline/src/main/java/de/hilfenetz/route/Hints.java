package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * "Something changed", as webhooks say it: perhaps twice, too early, out of order or not at all. However many come, the feed
 * is looked at once shortly after, when the change can be read, and once more later. Thread-safe.
 */
public final class Hints {

    static final Duration SOON = Duration.ofSeconds(3);
    static final Duration LATER = Duration.ofSeconds(60);

    private final Consumer<Feed> look;
    private final Timer timer;
    private final Set<String> soon = ConcurrentHashMap.newKeySet();
    private final Set<String> later = ConcurrentHashMap.newKeySet();

    /** Does something after a while. */
    @FunctionalInterface
    public interface Timer {
        void after(Duration time, Runnable step);
    }

    /** @param look looks at the feed, on another thread */
    public Hints(Consumer<Feed> look, Timer timer) {
        this.look = look;
        this.timer = timer;
    }

    /** Takes a hint; never waits. */
    public void offer(Feed feed) {
        begin(feed, soon, SOON);
        begin(feed, later, LATER);
    }

    private void begin(Feed feed, Set<String> waiting, Duration time) {
        if (waiting.add(feed.id())) {
            timer.after(time, () -> {
                waiting.remove(feed.id());
                look.accept(feed);
            });
        }
    }
}
