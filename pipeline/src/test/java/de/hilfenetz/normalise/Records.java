package de.hilfenetz.normalise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Raw records and feeds as tests need them. */
final class Records {

    static final Instant DELIVERED = Instant.parse("2026-11-22T08:00:00Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Records() {}

    static JsonNode json(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** A row of a table: every cell stands in line {@code row + 1}, in the column of its name. */
    static Map.Entry<RawRecord, RawRecord.Tree> row(long row, JsonNode root) {
        var place = new Place("angebote.csv", (int) row + 1, 0, null);
        var places = new IdentityHashMap<JsonNode, Place>();
        root.properties().forEach(cell -> {
            if (cell.getValue().isValueNode()) {
                places.put(cell.getValue(), place.in(cell.getKey()));
            }
        });
        var tree = new RawRecord.Tree(root, places);
        return Map.entry(
                new RawRecord(row, place, Sha256.of(root.toString().getBytes(StandardCharsets.UTF_8)), () -> tree),
                tree);
    }

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    static Feed feed(Feed.Format format) {
        return feed(format, null);
    }

    static Feed feed(Feed.Format format, Feed.@Nullable Organizations organizations) {
        return FeedFixture.called("beispiel")
                .title("Beispielverband")
                .organizations(organizations)
                .format(format)
                .feed();
    }

    /** What becomes of a record that has the lenient shape already. */
    static Draft draft(String json) {
        return drafts(new Normaliser(feed(Feed.Format.JSON), null, TODAY), json(json))
                .getFirst();
    }

    /** The same for a feed that may name a person until a day. */
    static Draft named(String contact, String until, String json) {
        var feed = FeedFixture.called("beispiel")
                .named(contact, LocalDate.parse(until))
                .feed();
        return drafts(new Normaliser(feed, null, TODAY), json(json)).getFirst();
    }

    static Draft draft(JsonNode json) {
        return drafts(new Normaliser(feed(Feed.Format.JSON), null, TODAY), json).getFirst();
    }

    static List<Draft> hsds(JsonNode json) {
        return drafts(new Normaliser(feed(Feed.Format.HSDS), null, TODAY), json);
    }

    static List<Draft> drafts(Normaliser normaliser, JsonNode json) {
        var record = row(1, json);
        return normaliser.normalise(record.getKey(), record.getValue(), DELIVERED);
    }

    /** The draft as it is once written and read again: 0 is 0 whatever Java type it had. */
    static JsonNode written(Draft draft) {
        return json(draft.json().toString());
    }

    /** Codes of a draft's findings, in order. */
    static List<String> codes(Draft draft) {
        return draft.findings().stream().map(finding -> finding.rule().code()).toList();
    }
}
