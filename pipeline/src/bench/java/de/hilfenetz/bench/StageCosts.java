package de.hilfenetz.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.normalise.Draft;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.vocabulary.Vocabulary;
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
import java.util.UUID;
import org.apache.jena.graph.Triple;

/**
 * What a generated record costs from raw to triples, stage by stage: CPU time of one thread, the best of several rounds, so
 * that a busy machine shifts the figures less than JMH's.
 */
final class StageCosts {

    private static final int ROUNDS = 15;
    private static final URI BASE = URI.create("https://hilfenetz.example.org/");
    private static final Instant DELIVERED = Instant.parse("2026-11-22T08:00:00Z");
    private static final Place PLACE = new Place("lieferung.ndjson", 1, 0, null);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Vocabulary vocabulary = Vocabulary.load();
    private final Normaliser normaliser;
    private final List<RawRecord.Tree> raw = new ArrayList<>();

    StageCosts(Path folder, int services) throws Exception {
        GeneratedFeed.write(folder, services, 0, 0);
        var feed = Feeds.load(folder).feeds().getFirst();
        var mapping = Mapping.compile("bench.jslt", Files.readString(folder.resolve("bench.jslt")));
        normaliser = new Normaliser(feed, mapping, LocalDate.of(2026, 11, 22));
        for (var line : new String(GeneratedFeed.delivery(services), StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
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
        tell("normalise", () -> raw.forEach(this::normalise));
        tell("enrich", () -> {
            for (var i = 0; i < drafts.size(); i++) {
                concepts.apply(drafts.get(i).json(), PLACE, new Findings());
                if (entries.get(i) instanceof Location location) {
                    districts.assign(location, PLACE, new Findings());
                }
            }
        });
        tell("describe", () -> entries.forEach(entry -> crosswalk.describe(entry, triple -> {})));
        var names = ShortNames.load(BASE);
        var described = new ArrayList<List<Triple>>();
        for (var entry : entries) {
            var triples = new ArrayList<Triple>();
            crosswalk.describe(entry, triples::add);
            described.add(triples);
        }
        for (var format : List.of(GraphFormat.NTRIPLES, GraphFormat.TURTLE, GraphFormat.JSONLD)) {
            tell("write " + format, () -> {
                try (var writer = format.open(OutputStream.nullOutputStream(), names)) {
                    for (var triples : described) {
                        writer.write(triples);
                    }
                }
            });
        }
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
