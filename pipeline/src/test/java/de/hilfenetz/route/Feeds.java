package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Feeds as tests need them: pulled, and small. */
final class Feeds {

    private Feeds() {}

    static Feed at(String url) {
        return at(
                "caritas",
                new Feed.Fetch(URI.create(url), Duration.ofHours(6), Duration.ofSeconds(10), 1000, Map.of()));
    }

    static Feed within(String url, Duration deadline) {
        return at("caritas", new Feed.Fetch(URI.create(url), Duration.ofHours(6), deadline, 1_000_000, Map.of()));
    }

    static Feed every(String id, String url, Duration every) {
        return at(id, new Feed.Fetch(URI.create(url), every, Duration.ofSeconds(60), 1_000_000, Map.of()));
    }

    static Feed at(String id, Feed.Fetch where) {
        return new Feed(
                id,
                "Beispielverband",
                new Feed.Organizations("caritas", null, List.of()),
                Feed.Format.CSV,
                "beispiel.jslt",
                id,
                Feed.Deliveries.SNAPSHOT,
                where,
                null,
                URI.create("http://dcat-ap.de/def/licenses/dl-zero-de/2.0"),
                null,
                null,
                null,
                Feed.Brake.DEFAULT,
                Feed.Trust.DEFAULT,
                "de",
                Feed.Table.DETECT,
                null);
    }
}
