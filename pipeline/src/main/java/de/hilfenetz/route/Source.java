package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way to look at a feed. */
interface Source {

    /**
     * Hands what is new to {@code sink} and returns the mark of what was delivered; empty when the state known by {@code
     * mark} is still the newest.
     *
     * @throws FetchFailed when asking again would not help
     */
    Optional<Mark> fetch(Feed feed, Feed.Fetch where, @Nullable Mark mark, Sink sink) throws IOException;

    /** Takes the bytes of one delivery; the caller closes them. */
    interface Sink {
        void take(InputStream body, Arrival arrival) throws IOException;
    }
}
