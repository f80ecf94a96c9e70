package de.hilfenetz.feed;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A feed of which a test says only what matters to it: a JSON snapshot under dl-zero, asked for nowhere, unless told. */
public final class FeedFixture {

    private final String id;
    private String title;
    private Feed.@Nullable Organizations organizations;
    private Feed.Format format = Feed.Format.JSON;
    private @Nullable String mapping;
    private String ids;
    private Feed.Deliveries deliveries = Feed.Deliveries.SNAPSHOT;
    private Feed.@Nullable Fetch fetch;
    private @Nullable Duration expect;
    private @Nullable String contact;
    private @Nullable String secret;
    private Feed.Table table = Feed.Table.DETECT;
    private @Nullable String records;
    private Feed.@Nullable TakeOver takesOver;
    private final SortedMap<String, List<String>> words = new TreeMap<>();
    private final List<Feed.Named> persons = new ArrayList<>();
    private Feed.Release release = Feed.Release.NOW;
    private final SortedSet<String> harmless = new TreeSet<>();

    private FeedFixture(String id) {
        this.id = id;
        title = id;
        ids = id;
    }

    public static FeedFixture called(String id) {
        return new FeedFixture(id);
    }

    public FeedFixture title(String of) {
        title = of;
        return this;
    }

    public FeedFixture organizations(Feed.@Nullable Organizations it) {
        organizations = it;
        return this;
    }

    public FeedFixture format(Feed.Format it) {
        format = it;
        return this;
    }

    public FeedFixture mapping(@Nullable String file) {
        mapping = file;
        return this;
    }

    public FeedFixture ids(String space) {
        ids = space;
        return this;
    }

    public FeedFixture deliveries(Feed.Deliveries are) {
        deliveries = are;
        return this;
    }

    public FeedFixture fetch(Feed.@Nullable Fetch from) {
        fetch = from;
        return this;
    }

    public FeedFixture expect(@Nullable Duration rhythm) {
        expect = rhythm;
        return this;
    }

    public FeedFixture contact(@Nullable String mailbox) {
        contact = mailbox;
        return this;
    }

    public FeedFixture secret(@Nullable String file) {
        secret = file;
        return this;
    }

    public FeedFixture table(Feed.Table it) {
        table = it;
        return this;
    }

    public FeedFixture records(@Nullable String at) {
        records = at;
        return this;
    }

    public FeedFixture takesOver(String feed, Map<String, String> its) {
        takesOver = new Feed.TakeOver(feed, new TreeMap<>(its));
        return this;
    }

    public FeedFixture word(String word, String... concepts) {
        words.put(word, List.of(concepts));
        return this;
    }

    public FeedFixture named(String contact, LocalDate until) {
        persons.add(new Feed.Named(contact, "Einwilligung", until));
        return this;
    }

    public FeedFixture release(Feed.Release release) {
        this.release = release;
        return this;
    }

    public FeedFixture harmless(String... names) {
        harmless.addAll(List.of(names));
        return this;
    }

    public Feed feed() {
        return new Feed(
                id,
                title,
                organizations,
                format,
                mapping,
                ids,
                deliveries,
                fetch,
                expect,
                URI.create("http://dcat-ap.de/def/licenses/dl-zero-de/2.0"),
                null,
                contact,
                secret,
                Feed.Brake.DEFAULT,
                Feed.Trust.DEFAULT,
                "de",
                table,
                records,
                Feed.Alerts.ON_ERROR,
                takesOver,
                words,
                persons,
                release,
                harmless);
    }
}
