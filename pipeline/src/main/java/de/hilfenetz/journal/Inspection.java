package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A look at what has come in, before it is kept: some things must not be. */
@FunctionalInterface
public interface Inspection {

    /** Keeps whatever comes. */
    Inspection NONE = (feed, fileName, plain) -> Optional.empty();

    /**
     * Why the bytes must not be kept, without a value of theirs; empty where they may.
     *
     * @param plain need not be read to its end; not closed here
     */
    Optional<Finding> inspect(Feed feed, String fileName, InputStream plain) throws IOException;
}
