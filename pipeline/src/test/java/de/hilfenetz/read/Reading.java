package de.hilfenetz.read;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What reading a delivery gave: every record with its tree, and every remark. */
final class Reading implements Sink {

    final List<Got> records = new ArrayList<>();
    final List<Finding> notes = new ArrayList<>();

    /** A feed that delivers {@code format} and is otherwise as plain as can be. */
    static Feed feed(Feed.Format format) {
        return feed(format, Feed.Table.DETECT, null);
    }

    static Feed feed(Feed.Format format, Feed.Table table, @Nullable String records) {
        return FeedFixture.called("probe")
                .title("Probe")
                .format(format)
                .table(table)
                .records(records)
                .feed();
    }

    static Reading of(Feed.Format format, String text) {
        return of(feed(format), text.getBytes(StandardCharsets.UTF_8));
    }

    static Reading of(Feed feed, byte[] bytes) {
        return of(feed, new ByteArrayInputStream(bytes));
    }

    static Reading of(Feed feed, InputStream bytes) {
        var reading = new Reading();
        try {
            Readers.read(feed, "angebote", bytes, reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reading;
    }

    @Override
    public void accept(RawRecord record, List<Finding> findings) {
        try {
            records.add(new Got(record, record.parse().get(), findings));
        } catch (UnreadableRecord e) {
            records.add(new Got(record, null, List.of(e.finding())));
        }
    }

    @Override
    public void note(Finding finding) {
        notes.add(finding);
    }

    /** The trees as JSON, in order. */
    List<String> json() {
        return records.stream().map(got -> got.json()).toList();
    }

    List<Sha256> hashes() {
        return records.stream().map(got -> got.record.sha256()).toList();
    }

    List<String> noteCodes() {
        return notes.stream().map(note -> note.rule().code()).toList();
    }

    /** One record. */
    record Got(RawRecord record, RawRecord.@Nullable Tree tree, List<Finding> findings) {

        JsonNode root() {
            return Objects.requireNonNull(tree).root();
        }

        String json() {
            return tree == null ? "" : tree.root().toString();
        }

        List<String> codes() {
            return findings.stream().map(finding -> finding.rule().code()).toList();
        }

        /** {@code line:column} of every scalar that has a place of its own, by field. */
        TreeMap<String, String> places() {
            var places = new TreeMap<String, String>();
            if (tree != null) {
                for (Place place : tree.places().values()) {
                    places.put(String.valueOf(place.field()), place.line() + ":" + place.column());
                }
            }
            return places;
        }
    }
}
