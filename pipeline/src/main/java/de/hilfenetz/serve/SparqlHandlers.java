package de.hilfenetz.serve;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.RowFormat;
import de.hilfenetz.graph.Sparql;
import de.hilfenetz.graph.SparqlProblem;
import de.hilfenetz.record.Sha256;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The SPARQL 1.1 Protocol, reading only; for people the same address is a page with a form. Not more queries compute at once
 * than the site allows: others wait as long as one may take, then are asked to come again.
 */
final class SparqlHandlers {

    /** The word of {@code format=} in links that name a form. */
    private static final Map<String, String> FORMATS = formats();

    private final Supplier<Optional<Published>> current;
    private final Sparql sparql;
    private final QueryPages queryPages;
    private final Site site;
    private final Words t;
    private final Semaphore computing;

    SparqlHandlers(Supplier<Optional<Published>> current, Sparql sparql, QueryPages queryPages, Site site, Words t) {
        this.current = current;
        this.sparql = sparql;
        this.queryPages = queryPages;
        this.site = site;
        this.t = t;
        computing = new Semaphore(site.queriesAtOnce(), true);
    }

    private static Map<String, String> formats() {
        var formats = new LinkedHashMap<String, String>();
        for (var row : RowFormat.values()) {
            formats.put(row.name().toLowerCase(java.util.Locale.ROOT), row.mediaType());
        }
        for (var graph : GraphFormat.values()) {
            formats.put(graph.extension(), graph.mediaType());
        }
        return formats;
    }

    /** GET: a query, the page with the form, or the service description. */
    void get(Context ctx) throws IOException {
        Answers.vary(ctx, "Accept");
        refuseDatasets(ctx.queryParamMap().keySet());
        refuseTwo(ctx.queryParams("query"));
        var query = ctx.queryParam("query");
        var person = ctx.queryParam("format") == null && Accept.isPerson(ctx.header("Accept"));
        if (query == null || query.isBlank()) {
            if (person) {
                queryPages.form(ctx);
            } else {
                describe(ctx);
            }
            return;
        }
        if (person) {
            withTurn(() -> queryPages.answer(ctx, query));
        } else {
            answer(ctx, query, format(ctx));
        }
    }

    /** POST: a form or the query itself. */
    void post(Context ctx) throws IOException {
        Answers.vary(ctx, "Accept");
        var type = ctx.contentType() == null ? "" : ctx.contentType().toLowerCase(java.util.Locale.ROOT);
        refuseDatasets(ctx.queryParamMap().keySet());
        if (type.startsWith("application/sparql-query")) {
            answer(ctx, ctx.body(), ctx.header("Accept"));
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            refuseDatasets(ctx.formParamMap().keySet());
            refuseTwo(ctx.formParams("query"));
            var query = ctx.formParam("query");
            if (query == null) {
                throw Refusal.of(400, t.of("abfrage.fehlt"));
            }
            answer(ctx, query, ctx.header("Accept"));
        } else if (type.startsWith("application/sparql-update")) {
            throw Refusal.of(403);
        } else {
            throw Refusal.of(415);
        }
    }

    /** What a page of another site must ask before it may POST (the CORS protocol). */
    void options(Context ctx) {
        ctx.header("Access-Control-Allow-Methods", "GET, HEAD, POST");
        ctx.header("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match");
        ctx.header("Access-Control-Max-Age", "86400");
        ctx.status(204);
    }

    /** A data set of one's own, and writing, are not offered. */
    private static void refuseDatasets(Iterable<String> parameters) {
        for (var name : parameters) {
            if (name.equals("update") || name.startsWith("using-")) {
                throw Refusal.of(403);
            }
            if (name.equals("default-graph-uri") || name.equals("named-graph-uri")) {
                throw Refusal.of(400);
            }
        }
    }

    /** The protocol knows exactly one query. */
    private static void refuseTwo(List<String> queries) {
        if (queries.size() > 1) {
            throw Refusal.of(400);
        }
    }

    private static @Nullable String format(Context ctx) {
        var format = ctx.queryParam("format");
        return format == null ? ctx.header("Accept") : FORMATS.getOrDefault(format, format);
    }

    private void answer(Context ctx, String query, @Nullable String accept) throws IOException {
        if (current.get().isEmpty()) {
            throw Refusal.of(503, t.of("fehler.503.leer"));
        }
        var asked = Sha256.of((accept + "\n" + query).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 16);
        if (Answers.isKnown(ctx, current.get().orElseThrow().release() + "-" + asked)) {
            return;
        }
        withTurn(() -> {
            try {
                sparql.answer(query, accept, (mediaType, release) -> {
                    // The answer says itself which release it is made of; a new one may have come since.
                    ctx.header("ETag", '"' + release + "-" + asked + '"');
                    ctx.header("Cache-Control", Answers.REVALIDATE);
                    ctx.contentType(mediaType.startsWith("text/") ? mediaType + ";charset=utf-8" : mediaType);
                    return ctx.outputStream();
                });
            } catch (SparqlProblem.Broken e) {
                Answers.cut(ctx);
            } catch (SparqlProblem e) {
                ctx.res().reset();
                throw refusal(e);
            }
        });
    }

    private static Refusal refusal(SparqlProblem problem) {
        return switch (problem) {
            case SparqlProblem.Syntax syntax -> Refusal.of(400, syntax.german());
            case SparqlProblem.Refused refused -> Refusal.of(403, refused.german());
            case SparqlProblem.Timeout timeout -> Refusal.of(503, timeout.german());
            case SparqlProblem.Broken broken -> Refusal.of(500);
        };
    }

    private interface Computation {
        void run() throws IOException;
    }

    private void withTurn(Computation computation) throws IOException {
        try {
            if (!computing.tryAcquire(site.queryTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.of(503, t.of("fehler.503.voll"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(503, t.of("fehler.503.voll"));
        }
        try {
            computation.run();
        } finally {
            computing.release();
        }
    }

    /** What this endpoint is (SPARQL 1.1 Service Description). */
    private void describe(Context ctx) {
        var text = """
                @prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
                @prefix formats: <http://www.w3.org/ns/formats/> .

                <%1$ssparql> a sd:Service ;
                    sd:endpoint <%1$ssparql> ;
                    sd:supportedLanguage sd:SPARQL11Query ;
                    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
                        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:JSON-LD, formats:RDF_XML ;
                    sd:defaultDataset <%1$ssparql#dataset> .

                <%1$ssparql#dataset> a sd:Dataset ;
                    sd:defaultGraph <%1$ssparql#graph> .

                <%1$ssparql#graph> a sd:Graph .
                """.formatted(site.base());
        Answers.send(
                ctx,
                "text/turtle;charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8),
                "beschreibung",
                Answers.REVALIDATE);
    }

    static List<String> rowFormats() {
        return List.of("csv", "tsv", "json", "xml");
    }

    static List<String> graphFormats() {
        return List.of("ttl", "nt", "jsonld", "rdf");
    }
}
