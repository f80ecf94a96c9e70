package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A delivery's bytes on their way in: never more than the feed may send, and told apart when they break off. */
final class Body extends FilterInputStream {

    private final Feed feed;
    private final long limit;
    private final Deadline deadline;
    private long count;

    /** @param limit bytes this body may have */
    Body(Feed feed, long limit, InputStream bytes, Deadline deadline) {
        super(bytes);
        this.feed = feed;
        this.limit = limit;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int got;
        try {
            got = in.read(buffer, offset, length);
        } catch (IOException cause) {
            deadline.check(count);
            throw new IOException(
                    "%s: Die Lieferung brach nach %d Bytes ab / the delivery broke off after %d bytes: %s"
                            .formatted(feed.id(), count, count, cause.getMessage()),
                    cause);
        }
        count += Math.max(got, 0);
        if (got >= 0) {
            deadline.check(count);
        }
        if (count > limit) {
            throw new FetchFailed(feed, Reason.TOO_LARGE, "erlaubt sind %d Bytes".formatted(limit));
        }
        return got;
    }

    @Override
    public long skip(long n) throws IOException {
        return in.skip(0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
