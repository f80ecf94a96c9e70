package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Dates;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.record.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small provider and what it sends: locations, named by their number. */
final class Feeds {

    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Sha256 RULES = Sha256.of(bytes("rules of today"));
    static final Rule NAMELESS = Rule.error("name-fehlt", "Der Name fehlt.", "The name is missing.");
    static final Rule TWICE = Rule.error("kennung-doppelt", "Die Kennung steht zweimal da.", "The id occurs twice.");

    private Feeds() {}

    static Feed feed(String id, Feed.Deliveries mode) {
        return FeedFixture.called(id).deliveries(mode).feed();
    }

    static Feed club() {
        return feed("verein", Feed.Deliveries.SNAPSHOT);
    }

    static Feed messenger() {
        return feed("meldung", Feed.Deliveries.DELTA);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(bytes(text));
    }

    static Delivery deliver(Journal journal, Feed feed, String bytes) throws IOException {
        return journal.receive(feed, "orte.json", "application/json", Way.PUSH, stream(bytes));
    }

    /** A delivery whose bytes nobody sent before, under the rules of today. */
    static Run begin(Journal journal, Feed feed) throws IOException {
        return journal.begin(deliver(journal, feed, "delivery " + System.nanoTime()), RULES);
    }

    static Entry place(Journal journal, Feed feed, String sourceId, String name) {
        return place(journal, feed, sourceId, name, null);
    }

    static Entry place(Journal journal, Feed feed, String sourceId, String name, @Nullable Dates dates) {
        SortedMap<String, de.hilfenetz.record.Answer> features = new TreeMap<>();
        return new Location(
                journal.identify(feed.ids(), Kind.LOCATION, sourceId),
                feed.id(),
                sourceId,
                Texts.german(name),
                null,
                null,
                Location.LocationKind.PHYSICAL,
                null,
                null,
                null,
                null,
                features,
                List.of(),
                null,
                null,
                List.of(),
                feed.licence().toString(),
                null,
                dates,
                Origin.of("00", "orte.json, Zeile " + sourceId));
    }

    static Dates confirmed(LocalDate day) {
        return new Dates(NOW, NOW, day);
    }

    static Sha256 raw(String sourceId, String name) {
        return Sha256.of(bytes(sourceId + "=" + name));
    }

    static Run.Put put(Journal journal, Run run, Feed feed, String sourceId, String name) {
        return run.put(place(journal, feed, sourceId, name), raw(sourceId, name));
    }

    static void hold(Run run, String sourceId, String name, Rule rule) {
        var at = new Place("orte.json", 7, 1, null);
        run.hold(raw(sourceId, name), at, Kind.LOCATION, sourceId, List.of(Finding.of(rule, at, "/name", name)));
    }

    static RunSummary settle(Run run) {
        return run.settle(new Decision.Settle());
    }
}
