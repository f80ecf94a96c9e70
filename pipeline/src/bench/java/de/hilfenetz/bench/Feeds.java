package de.hilfenetz.bench;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import java.util.List;

/** The feed of {@link GeneratedFeed} as a value. */
final class Feeds {

    private Feeds() {}

    static Feed ndjson() {
        return FeedFixture.called("bench")
                .title("Erzeugter Beispielverband")
                .organizations(new Feed.Organizations("verband", null, List.of()))
                .format(Feed.Format.NDJSON)
                .mapping("bench.jslt")
                .feed();
    }
}
