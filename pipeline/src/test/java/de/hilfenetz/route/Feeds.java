package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Feeds as tests need them: pulled, and small. */
final class Feeds {

    private Feeds() {}

    static Feed at(String url) {
        return at("caritas", internal(URI.create(url), Duration.ofHours(6), Duration.ofSeconds(10), 1000));
    }

    static Feed within(String url, Duration deadline) {
        return at("caritas", internal(URI.create(url), Duration.ofHours(6), deadline, 1_000_000));
    }

    static Feed every(String id, String url, Duration every) {
        return at(id, internal(URI.create(url), every, Duration.ofSeconds(60), 1_000_000));
    }

    /** Test servers lie at the local address, which feeds have to allow. */
    static final Feed.Access LOCAL = new Feed.Access(null, null, null, true, Feed.Access.MIN_RATE);

    private static Feed.Fetch internal(URI url, Duration every, Duration deadline, long maxBytes) {
        return new Feed.Fetch(url, every, deadline, maxBytes, Map.of(), LOCAL, null, false);
    }

    static Feed telling(Feed.Alerts when) {
        var feed = at("https://caritas.example.org/liste.csv");
        return new Feed(
                feed.id(),
                feed.title(),
                feed.organizations(),
                feed.format(),
                feed.mapping(),
                feed.ids(),
                feed.deliveries(),
                feed.fetch(),
                Duration.ofDays(1),
                feed.licence(),
                null,
                "it@caritas.example.org",
                null,
                feed.brake(),
                feed.trust(),
                feed.language(),
                feed.table(),
                null,
                when,
                feed.takesOver(),
                feed.words(),
                feed.persons(),
                feed.release(),
                feed.harmless());
    }

    static Feed at(String id, Feed.Fetch where) {
        return FeedFixture.called(id)
                .title("Beispielverband")
                .organizations(new Feed.Organizations("caritas", null, List.of()))
                .format(Feed.Format.CSV)
                .mapping("beispiel.jslt")
                .fetch(where)
                .secret("caritas-token")
                .feed();
    }
}
