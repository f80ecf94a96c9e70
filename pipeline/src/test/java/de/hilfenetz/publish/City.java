package de.hilfenetz.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.journal.Decision;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A city with a journal, a clock one can set, and the full examples of the schemas as its records. */
final class City implements AutoCloseable {

    static final URI BASE = URI.create("https://hilfenetz.example/");
    static final Vocabulary VOCABULARY = Vocabulary.load();

    final SetClock clock = new SetClock();
    final ConfidentialValues confidential = new ConfidentialValues();
    final Crosswalk crosswalk;
    final Path data;
    private final Journal journal = Journal.inMemory(clock);
    Reporting reporting = Reporting.complete();
    /** With what the operator knows of areas. */
    Vocabulary vocabulary = VOCABULARY;

    private int deliveries;
    private @Nullable Delivery last;

    City(Path data) {
        this(data, BASE);
    }

    City(Path data, URI base) {
        this.data = data;
        crosswalk = new Crosswalk(base, VOCABULARY);
    }

    /** A city to which the examples and so many {@link #services} were delivered. */
    static City with(Path data, int services) throws IOException {
        var city = new City(data);
        city.deliver(examples());
        city.deliver(services(services));
        return city;
    }

    /** An entry that editors keep. */
    static Editorial editorial(String type, String key, String content) throws IOException {
        return new Editorial(
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                "redaktion",
                type + "/" + key,
                type,
                Texts.german(key),
                new ObjectMapper().readTree(content),
                null,
                null,
                null,
                null);
    }

    static final class SetClock extends Clock {

        private Instant now = Instant.parse("2026-11-22T09:00:00Z");

        void set(String instant) {
            now = Instant.parse(instant);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** What ends the process between two steps: nothing of ours catches it. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1;
    }

    Releases open() throws IOException {
        return open(step -> {});
    }

    Releases open(Consumer<Releases.Step> after) throws IOException {
        return Releases.open(
                new Releases.Sources(
                        data, journal, crosswalk, vocabulary, confidential, "test", clock, () -> reporting),
                after);
    }

    /** Delivers {@code entries}, new or changed. */
    void deliver(Entry... entries) throws IOException {
        deliver(Feed.Deliveries.DELTA, entries);
    }

    /** Delivers {@code entries} as all there is: the rest is gone. */
    void deliverOnly(Entry... entries) throws IOException {
        deliver(Feed.Deliveries.SNAPSHOT, entries);
    }

    /** Delivers {@code entries} as all there is; that the rest goes waits. */
    void deliverOnlyParking(Entry... entries) throws IOException {
        receive(Feed.Deliveries.SNAPSHOT);
        park("rules", entries);
    }

    private void deliver(Feed.Deliveries mode, Entry... entries) throws IOException {
        receive(mode);
        process("rules", new Decision.Settle(), entries);
    }

    private void receive(Feed.Deliveries mode) throws IOException {
        var bytes = ("delivery " + deliveries++).getBytes(StandardCharsets.UTF_8);
        last = journal.receive(
                feed(), mode, "alles.json", "application/json", Way.PUSH, new ByteArrayInputStream(bytes));
    }

    /** The last delivery again: other rules make {@code entries} of it. */
    void readAnew(String rules, Entry... entries) throws IOException {
        process(rules, new Decision.Settle(), entries);
    }

    /** The last delivery again, whose removals wait. */
    void park(String rules, Entry... entries) throws IOException {
        process(rules, new Decision.Park("Zu viele."), entries);
    }

    /** What waits is carried out. */
    void confirm() {
        journal.confirmRemovals(journal.parked(feed().id()).getLast().id());
    }

    /** The provider says that all is still right. */
    void attest() {
        journal.attest(feed().id());
    }

    private void process(String rules, Decision decision, Entry... entries) throws IOException {
        var run = journal.begin(Objects.requireNonNull(last), Sha256.of(rules.getBytes(StandardCharsets.UTF_8)));
        for (var entry : entries) {
            run.put(entry, Sha256.of(CanonicalJson.write(entry)));
        }
        run.settle(decision);
    }

    /** Nobody may know of a record any longer. */
    void withdraw(Entry entry) {
        journal.withdraw(feed().id(), List.of(entry.id()));
    }

    private static Feed feed() {
        return FeedFixture.called("beispielverband")
                .title("Beispielverband")
                .deliveries(Feed.Deliveries.DELTA)
                .feed();
    }

    static Entry example(String kind, UnaryOperator<String> change) {
        try {
            var json = Files.readString(Path.of("../schemas/examples", kind + ".json"));
            return CanonicalJson.read(change.apply(json).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many services like the example, each with a number and a name of its own. */
    static Entry[] services(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> service(i, "Angebot " + i))
                .toArray(Entry[]::new);
    }

    /** One of {@link #services}, under another name. */
    static Entry service(int number, String name) {
        return example(
                "service",
                json -> json.replace(
                                "5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01",
                                id(number).toString())
                        .replace("\"sb-17\"", "\"sb-" + (1000 + number) + "\"")
                        .replace("\"Schuldnerberatung Bilk\"", "\"" + name + "\""));
    }

    static UUID id(int number) {
        return UUID.nameUUIDFromBytes(("angebot " + number).getBytes(StandardCharsets.UTF_8));
    }

    static Entry example(String kind) {
        return example(kind, UnaryOperator.identity());
    }

    static Entry[] examples() {
        return List.of(example("organization"), example("location"), example("service"), secondService())
                .toArray(new Entry[0]);
    }

    /** A service without a place, whose text is hard on every form. */
    static Entry secondService() {
        return example(
                "service",
                json -> json.replaceFirst("(?s)\"at\": \\[.*?\\]\\s*}\\s*\\],", "")
                        .replace("5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01", "00000000-0000-5000-8000-000000000002")
                        .replace("\"sb-17\"", "\"sb-18\"")
                        .replace("\"Schuldnerberatung Bilk\"", "\"\\\"Rat, Tat\\\"; \\\\ und\\nHilfe 🙂 <b>\""));
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
