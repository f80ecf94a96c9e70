package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where everything that was fetched arrives. Called on the feed's own thread, never twice at once for one feed, for several
 * feeds at once.
 */
@FunctionalInterface
public interface Reception {

    /**
     * Takes one delivery and returns once its bytes are durable. The stream is read to its end: only then is the delivery
     * known to be whole.
     *
     * @throws IOException from the stream when the delivery breaks off, is too large or too slow: whatever was written by then
     *     is to be thrown away. From here when the bytes could not be kept: the feed is asked again
     */
    void receive(Feed feed, InputStream body, Arrival arrival) throws IOException;

    /** Hears how a look at a feed ended, after its last try. */
    default void looked(Feed feed, Pulled outcome) {}
}
