package de.hilfenetz.serve;

import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/**
 * Answers the IRIs: {@code /id/…} and {@code /def/…} lead, by what the client accepts, to the page or to the same with an
 * extension, and that answers with the triples of this one thing.
 */
final class LinkedData {

    /** What an IRI leads to, in the order of our own preference. */
    private static final List<String> OFFERED =
            List.of(Accept.HTML, Accept.TURTLE, Accept.JSONLD, Accept.NTRIPLES, Accept.RDFXML, Accept.JSON);

    /** The same for what is no record. */
    private static final List<String> OFFERED_OF_TERMS =
            List.of(Accept.HTML, Accept.TURTLE, Accept.JSONLD, Accept.NTRIPLES, Accept.RDFXML);

    private static final Map<String, String> EXTENSIONS = Map.of(
            Accept.TURTLE, "ttl",
            Accept.JSONLD, "jsonld",
            Accept.NTRIPLES, "nt",
            Accept.RDFXML, "rdf",
            Accept.JSON, "json");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Supplier<Optional<Published>> current;
    private final RecordHandlers records;
    private final Crosswalk crosswalk;
    private final ShortNames names;
    private final Vocabulary vocabulary;
    private final String fingerprint;
    private final KeptDocuments documents;
    private volatile Terms terms;

    /** What one state of the vocabulary says, by subject. */
    private record Terms(String fingerprint, Map<String, List<Triple>> bySubject) {}

    /** @param fingerprint of all else that decides what is answered */
    LinkedData(
            Supplier<Optional<Published>> current,
            RecordHandlers records,
            Crosswalk crosswalk,
            Vocabulary vocabulary,
            String fingerprint,
            KeptDocuments documents) {
        this.current = current;
        this.records = records;
        this.crosswalk = crosswalk;
        this.vocabulary = vocabulary;
        this.fingerprint = fingerprint;
        this.documents = documents;
        names = ShortNames.load(crosswalk.base());
        terms = read();
    }

    private Terms read() {
        var bySubject = new HashMap<String, List<Triple>>();
        var state = vocabulary.fingerprint();
        crosswalk.describeVocabulary(triple -> {
            if (triple.getSubject().isURI()) {
                bySubject
                        .computeIfAbsent(triple.getSubject().getURI(), subject -> new ArrayList<>())
                        .add(triple);
            }
        });
        return new Terms(state, bySubject);
    }

    private Terms terms() {
        var known = terms;
        if (!known.fingerprint().equals(vocabulary.fingerprint())) {
            known = read();
            terms = known;
        }
        return known;
    }

    /** {@code /id/angebot/{uuid}} and its kin, with or without extension; {@code /id/gebiet/037}. */
    void thing(Context ctx) {
        var kind = Kind.findByPath(ctx.pathParam("kind"));
        var name = ctx.pathParam("id");
        if (kind.isPresent()) {
            record(ctx, kind.get(), name);
        } else if (ctx.pathParam("kind").equals("gebiet")) {
            term(ctx, "id/gebiet/", name, "/gebiete/");
        } else if (ctx.pathParam("kind").equals("datensatz")) {
            see(ctx, OFFERED_OF_TERMS, "/daten/" + name, "/catalog");
        } else if (ctx.pathParam("kind").equals("lieferung")) {
            delivery(ctx, name);
        } else {
            throw Refusal.of(404);
        }
    }

    /** {@code /id/lieferung/{sha256}}: for people where its feed stands, for programs when it came and was processed. */
    private void delivery(Context ctx, String name) {
        var journal = current.get().orElseThrow(() -> Refusal.of(404)).journal();
        var dot = name.indexOf('.');
        var bytes = dot < 0 ? name : name.substring(0, dot);
        var deliveries = SHA256.matcher(bytes).matches() ? journal.published(Sha256.parse(bytes)) : List.<Delivery>of();
        if (deliveries.isEmpty()) {
            throw Refusal.of(404);
        }
        if (dot < 0) {
            see(
                    ctx,
                    OFFERED_OF_TERMS,
                    "/liefern/quellen/" + deliveries.getFirst().feed(),
                    "/id/lieferung/" + bytes);
            return;
        }
        var triples = new ArrayList<Triple>();
        for (var delivery : deliveries) {
            var run = journal.findRun(delivery);
            crosswalk.describeDelivery(
                    bytes,
                    delivery.feed(),
                    delivery.received(),
                    run.map(RunSummary::started).orElse(null),
                    run.flatMap(RunSummary::findEnded).orElse(null),
                    triples::add);
        }
        send(
                ctx,
                triples,
                name.substring(dot + 1),
                Sha256.of(triples.toString().getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .substring(0, 16) + "-" + name.substring(dot + 1));
    }

    private void record(Context ctx, Kind kind, String name) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var dot = name.indexOf('.');
        var id = RecordHandlers.id(dot < 0 ? name : name.substring(0, dot));
        var emptied = published.journal().emptied();
        try (var snapshot = published.open()) {
            var version = records.get(snapshot, kind, id);
            if (dot < 0) {
                see(ctx, OFFERED, Hits.path(kind) + "/" + id, "/id/" + kind.path() + "/" + id);
                return;
            }
            var extension = name.substring(dot + 1);
            // Of the record, not of the release: who has it already need not read it again because of others.
            var tag = "%s-%s-%s"
                    .formatted(
                            Sha256.of(version.json()).toString().substring(0, 16),
                            published.manifest().fingerprint().substring(0, 16),
                            extension);
            if (Answers.hasAlready(ctx, tag)) {
                return;
            }
            if (extension.equals("json")) {
                Answers.send(ctx, Accept.JSON, version.told(), tag, Answers.REVALIDATE);
                documents.keep(ctx, published, emptied);
                return;
            }
            var triples = new ArrayList<Triple>();
            crosswalk.describe(version.entry(), triples::add);
            crosswalk.describeDocument(version.entry(), extension, triples::add);
            send(ctx, triples, extension, tag);
            documents.keep(ctx, published, emptied);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code /def/thema/schulden}, {@code /def/thema}, {@code /def/offeredAt}, with or without extension. */
    void term(Context ctx) {
        var path = ctx.path().substring("/def/".length());
        var page = path.contains("/") || Vocabulary.isScheme(path) ? "/begriffe/" : "";
        term(ctx, "def/", path, page);
    }

    /** The vocabulary itself, {@code /def/}. */
    void ontology(Context ctx) {
        see(ctx, OFFERED_OF_TERMS, "/schema", "/def/");
    }

    private void term(Context ctx, String prefix, String name, String page) {
        var dot = name.lastIndexOf('.');
        var extension = dot < 0 ? "" : name.substring(dot + 1);
        var local = prefix + (dot < 0 ? name : name.substring(0, dot));
        var known = terms();
        var triples = known.bySubject().get(crosswalk.base() + local);
        if (triples == null) {
            throw Refusal.of(404);
        }
        if (extension.isEmpty()) {
            see(ctx, OFFERED_OF_TERMS, page.isEmpty() ? TermPages.PATH + "hnv:" + name : page + name, "/" + local);
        } else {
            send(
                    ctx,
                    triples,
                    extension,
                    fingerprint + "-" + known.fingerprint().substring(0, 16) + "-" + extension);
        }
    }

    /** The catalogue itself, {@code /id/katalog}. */
    void catalogue(Context ctx) {
        see(ctx, OFFERED_OF_TERMS, "/daten", "/catalog");
    }

    /** 303 to the page for people, to {@code path} with an extension for programs. */
    private static void see(Context ctx, List<String> offered, String page, String path) {
        Answers.vary(ctx, "Accept");
        var type = Accept.best(ctx.header("Accept"), offered).orElseThrow(() -> Refusal.of(406));
        var asked = ctx.queryParam("stand");
        var target = (type.equals(Accept.HTML) ? page : path + "." + EXTENSIONS.get(type))
                + (asked == null || asked.isBlank()
                        ? ""
                        : "?stand=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
        ctx.status(303);
        ctx.header("Location", target);
        ctx.header("Cache-Control", Answers.REVALIDATE);
        ctx.header(
                "Link",
                Stream.of("ttl", "jsonld", "nt", "rdf")
                        .map(extension ->
                                "<" + path + "." + extension + ">; rel=\"alternate\"; type=\"" + type(extension) + "\"")
                        .reduce((one, other) -> one + ", " + other)
                        .orElse(""));
    }

    private static @Nullable String type(String extension) {
        return GraphFormat.findByExtension(extension)
                .map(GraphFormat::mediaType)
                .orElse(null);
    }

    private void send(Context ctx, List<Triple> triples, String extension, String tag) {
        var format = GraphFormat.findByExtension(extension).orElseThrow(() -> Refusal.of(404));
        var out = new ByteArrayOutputStream();
        try {
            format.write(triples, names, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answers.send(ctx, typeWithCharset(format), out.toByteArray(), tag, Answers.REVALIDATE);
    }

    /** Turtle is UTF-8 by its own definition; for the old {@code text/} rule it is said. */
    static String typeWithCharset(GraphFormat format) {
        return format == GraphFormat.TURTLE ? format.mediaType() + ";charset=utf-8" : format.mediaType();
    }
}
