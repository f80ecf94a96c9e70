package de.hilfenetz.route;

import de.hilfenetz.cms.CmsFault;
import de.hilfenetz.cms.CmsProfile;
import de.hilfenetz.cms.Telling;
import de.hilfenetz.feed.Feed;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Tells editors in their CMS what became of the feeds they keep, with a token that may write nothing else. */
public final class FeedNotes implements AutoCloseable {

    private final HttpSource http;

    /** @param secrets the token that may write */
    public FeedNotes(Function<Feed, Optional<String>> secrets) {
        http = new HttpSource(secrets);
    }

    /**
     * Makes the CMS say this of each feed; what it says already is not written again.
     *
     * @param editors the feed that the CMS is
     * @param notes by the key of the feed's entry
     * @throws IOException when something could not be told; telling it again later does no harm
     */
    public void tell(Feed editors, Feed.Fetch where, SortedMap<String, Telling.Note> notes) throws IOException {
        var deadline = Deadline.startNow(editors, where);
        var telling = new Telling(CmsProfile.of(editors.format()), notes);
        try {
            for (var next = telling.next(); next != null; next = telling.next()) {
                var uri = URI.create(where.url().toString().replaceFirst("/+$", "") + next);
                telling.take(http.answer(editors, where, uri, where.maxBytes(), deadline));
            }
            for (var writing : telling.writings()) {
                telling.written(http.send(editors, where, writing, deadline));
            }
        } catch (CmsFault fault) {
            throw new IOException(editors.id() + ": " + fault.getMessage(), fault);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
