package de.hilfenetz.bench;

import de.hilfenetz.feed.Feed;
import java.net.URI;
import java.util.List;

/** The feed of {@link GeneratedFeed} as a value. */
final class Feeds {

    private Feeds() {}

    static Feed ndjson() {
        return new Feed(
                "bench",
                "Erzeugter Beispielverband",
                new Feed.Organizations("verband", null, List.of()),
                Feed.Format.NDJSON,
                "bench.jslt",
                "bench",
                Feed.Deliveries.SNAPSHOT,
                null,
                null,
                URI.create("http://dcat-ap.de/def/licenses/dl-zero-de/2.0"),
                null,
                null,
                null,
                Feed.Brake.DEFAULT,
                Feed.Trust.DEFAULT,
                "de",
                Feed.Table.DETECT,
                null,
                Feed.Alerts.ON_ERROR);
    }
}
