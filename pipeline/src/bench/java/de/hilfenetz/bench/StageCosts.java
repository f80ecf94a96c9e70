package de.hilfenetz.bench;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.journal.Decision;
import de.hilfenetz.journal.Run;
import de.hilfenetz.journal.Way;
import de.hilfenetz.normalise.Draft;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.publish.Hsds;
import de.hilfenetz.publish.Rows;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.apache.jena.graph.Triple;

/**
 * What a generated record costs from its bytes to packed triples and rows, stage by stage: CPU time of one thread, the best of
 * several rounds, so that a busy machine shifts the figures less than JMH's.
 */
final class StageCosts {

    private static final int ROUNDS = 15;
    private static final URI BASE = URI.create("https://hilfenetz.example.org/");
    private static final Instant DELIVERED = Instant.parse("2026-11-22T08:00:00Z");
    private static final Place PLACE = new Place("lieferung.ndjson", 1, 0, null);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Vocabulary vocabulary = Vocabulary.load();
    private final Normaliser normaliser;
    private final Path folder;
    private final List<byte[]> lines = new ArrayList<>();
    private final List<RawRecord.Tree> raw = new ArrayList<>();

    /** @param delivery of so many generated services */
    StageCosts(Path folder, int services, IntFunction<byte[]> delivery) throws Exception {
        this.folder = folder;
        GeneratedFeed.write(folder, services, 0, 0);
        var feed = Feeds.load(folder).feeds().getFirst();
        var mapping = Mapping.compile("bench.jslt", Files.readString(folder.resolve("bench.jslt")));
        normaliser = new Normaliser(feed, mapping, LocalDate.of(2026, 11, 22));
        for (var line : new String(delivery.apply(services), StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                lines.add(line.getBytes(StandardCharsets.UTF_8));
                raw.add(new RawRecord.Tree(mapper.readTree(line), new IdentityHashMap<>()));
            }
        }
    }

    void measure() throws Exception {
        var drafts = raw.stream().map(this::normalise).toList();
        var concepts = new Concepts(vocabulary);
        var districts = Districts.load(null, vocabulary.areas());
        var crosswalk = new Crosswalk(BASE, vocabulary);
        var entries = new ArrayList<Entry>();
        for (var draft : drafts) {
            entries.add(entry(draft, concepts));
        }
        tell("parse", () -> {
            for (var line : lines) {
                mapper.readTree(line);
            }
        });
        tell("hash", () -> lines.forEach(Sha256::of));
        tell("normalise", () -> raw.forEach(this::normalise));
        tell("enrich", () -> {
            for (var i = 0; i < drafts.size(); i++) {
                concepts.apply(drafts.get(i).json(), PLACE, new Findings());
                if (entries.get(i) instanceof Location location) {
                    districts.assign(location, PLACE, new Findings());
                }
            }
        });
        var schemas = new Schemas();
        var complete = entries.stream()
                .map(CanonicalJson::write)
                .map(CanonicalJson::tree)
                .toList();
        tell("schemas", () -> {
            for (var i = 0; i < entries.size(); i++) {
                schemas.check(entries.get(i).kind(), complete.get(i), PLACE, new TreeMap<>(), new Findings());
            }
        });
        var shapes = new RecordShapes(vocabulary);
        tell("shapes", () -> entries.forEach(entry -> shapes.check(entry, PLACE, new Findings())));
        tell("journal", () -> keep(entries));
        measureUnchanged(entries);
        tell("describe", () -> entries.forEach(entry -> crosswalk.describe(entry, triple -> {})));
        var names = ShortNames.load(BASE);
        var described = new ArrayList<List<Triple>>();
        for (var entry : entries) {
            var triples = new ArrayList<Triple>();
            crosswalk.describe(entry, triples::add);
            described.add(triples);
        }
        System.out.printf(
                "%d records, each of %d bytes and %d triples%n",
                entries.size(),
                lines.stream().mapToInt(line -> line.length).sum() / lines.size(),
                described.stream().mapToInt(List::size).sum() / described.size());
        for (var format : List.of(GraphFormat.NTRIPLES, GraphFormat.TURTLE, GraphFormat.JSONLD)) {
            tell("write " + format, () -> write(described, format, names, OutputStream.nullOutputStream()));
        }
        var known = entries.stream().collect(toMap(Entry::id, identity()));
        var rows = new Rows(vocabulary, new Hsds(BASE, vocabulary), id -> Optional.ofNullable(known.get(id)));
        var services = entries.stream()
                .filter(Service.class::isInstance)
                .map(Service.class::cast)
                .toList();
        tell("write csv", () -> rows.write(services, OutputStream.nullOutputStream()));
        var triples = new ByteArrayOutputStream();
        write(described, GraphFormat.NTRIPLES, names, triples);
        tell("gzip N-Triples", () -> pack(triples));
        var table = new ByteArrayOutputStream();
        rows.write(services, table);
        tell("gzip csv", () -> pack(table));
    }

    private static void write(List<List<Triple>> described, GraphFormat format, ShortNames names, OutputStream out)
            throws IOException {
        try (var writer = format.open(out, names)) {
            for (var triples : described) {
                writer.write(triples);
            }
        }
    }

    private static void pack(ByteArrayOutputStream bytes) throws IOException {
        try (var out = new GZIPOutputStream(OutputStream.nullOutputStream())) {
            bytes.writeTo(out);
        }
    }

    /** Into a journal of its own, until they are durable. */
    private void keep(List<Entry> entries) throws IOException {
        try (var desk = IntakeDesk.open(folder)) {
            keep(desk, entries);
        }
    }

    private void keep(IntakeDesk desk, List<Entry> entries) throws IOException {
        try (var run = begin(desk, 0)) {
            for (var i = 0; i < entries.size(); i++) {
                run.put(entries.get(i), Sha256.of(lines.get(i)));
            }
            run.settle(new Decision.Settle());
        }
    }

    /** What is left of all this for a record that was delivered before: its bytes are walked over, hashed and looked up. */
    private void measureUnchanged(List<Entry> entries) throws IOException {
        try (var desk = IntakeDesk.open(folder)) {
            keep(desk, entries);
            var delivery = new AtomicInteger();
            tell("unchanged", () -> {
                try (var run = begin(desk, delivery.incrementAndGet())) {
                    for (var line : lines) {
                        try (var parser = mapper.createParser(line)) {
                            parser.nextToken();
                            parser.skipChildren();
                        }
                        if (run.known(Sha256.of(line)).isEmpty()) {
                            throw new IllegalStateException("not known");
                        }
                    }
                    run.abandon("measured");
                }
            });
        }
    }

    private Run begin(IntakeDesk desk, int delivery) throws IOException {
        var feed = Feeds.load(folder).feeds().getFirst();
        var bytes = new ByteArrayInputStream(lines.get(delivery));
        return desk.journal()
                .begin(desk.journal().receive(feed, "lieferung.ndjson", null, Way.PULL, bytes), Sha256.of(new byte[0]));
    }

    private interface Work {
        void run() throws IOException;
    }

    private void tell(String stage, Work work) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        var best = Long.MAX_VALUE;
        for (var round = 0; round < ROUNDS; round++) {
            var begin = threads.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - begin);
        }
        System.out.printf("%-14s %6.1f µs CPU a record%n", stage, best / 1000.0 / raw.size());
    }

    private Draft normalise(RawRecord.Tree tree) {
        var record = new RawRecord(1, PLACE, Sha256.of(new byte[0]), () -> tree);
        return normaliser.normalise(record, tree, DELIVERED).getFirst();
    }

    /** As intake would have completed it. */
    private static Entry entry(Draft draft, Concepts concepts) {
        var json = draft.json().deepCopy();
        concepts.apply(json, PLACE, new Findings());
        json.put("feed", "bench").put("sourceId", json.path("id").asText());
        json.put("id", uuid(json.path("id").asText()));
        for (var member : List.of("organization", "competentAuthority")) {
            if (json.has(member)) {
                json.put(member, uuid(json.get(member).asText()));
            }
        }
        json.path("at")
                .forEach(at -> ((ObjectNode) at)
                        .put("location", uuid(at.path("location").asText())));
        var changed = Objects.requireNonNullElse(json.remove("changed"), json.textNode(DELIVERED.toString()));
        var dates = json.putObject("dates").put("delivered", DELIVERED.toString());
        dates.set("changed", changed);
        if (json.has("confirmed")) {
            dates.set("confirmed", json.remove("confirmed"));
        }
        return CanonicalJson.from(json);
    }

    private static String uuid(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
