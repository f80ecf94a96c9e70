package de.hilfenetz.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.graph.Sparql;
import de.hilfenetz.graph.SparqlProblem;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.QueryPage;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page at {@code /sparql}: a form that works without scripts, and the answer as a table. */
final class QueryPages {

    private static final int ROWS_SHOWN = 1_000;
    private static final int TRIPLES_SHOWN = 200;
    /** More of an answer than this is not looked at for a page. */
    private static final int BYTES_KEPT = 4_000_000;

    private static final String BOTH = "application/sparql-results+json, application/n-triples;q=0.9";

    private final Supplier<Optional<Published>> current;
    private final Sparql sparql;
    private final Site site;
    private final Words t;
    private final Pages pages;

    QueryPages(Supplier<Optional<Published>> current, Sparql sparql, Site site, Words t, Pages pages) {
        this.current = current;
        this.sparql = sparql;
        this.site = site;
        this.t = t;
        this.pages = pages;
    }

    /** The form with an example in it. */
    void form(Context ctx) {
        send(
                ctx,
                current.get(),
                page(Queries.EXAMPLES.values().iterator().next(), null, Table.NONE, null, List.of()),
                200);
    }

    /** The form with {@code query} and its answer; a problem is told beside the query, which stays. */
    void answer(Context ctx, String query) throws IOException {
        var published = current.get();
        if (published.isEmpty()) {
            throw Refusal.of(503, t.of("fehler.503.leer"));
        }
        var kept = new Kept();
        try {
            sparql.answer(query, BOTH, (type, release) -> {
                kept.mediaType = type;
                return kept;
            });
        } catch (SparqlProblem e) {
            send(ctx, published, page(query, e.german(), Table.NONE, null, List.of()), status(e));
            return;
        } catch (IOException | RuntimeException e) {
            if (!kept.isFull()) {
                throw e;
            }
        }
        var rows = kept.mediaType.contains("json");
        var table = rows ? rows(kept) : triples(kept);
        send(ctx, published, page(query, null, table, summary(table, rows), downloads(query, rows)), 200);
    }

    private static int status(SparqlProblem problem) {
        return switch (problem) {
            case SparqlProblem.Syntax syntax -> 400;
            case SparqlProblem.Refused refused -> 403;
            case SparqlProblem.Timeout timeout -> 503;
            case SparqlProblem.Broken broken -> 500;
        };
    }

    private void send(Context ctx, Optional<Published> published, QueryPage page, int status) {
        var frame = pages.frame(ctx, published, t.of("abfrage.titel"), t.of("abfrage.beschreibung"))
                .withoutIndex();
        ctx.status(status);
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(pages.render("abfrage", Map.of("frame", frame, "page", page)));
    }

    private QueryPage page(
            String query, @Nullable String problem, Table table, @Nullable String summary, List<Link> downloads) {
        var examples = new ArrayList<Link>();
        Queries.EXAMPLES.forEach((key, text) -> examples.add(new Link(t.of(key), Queries.link(text))));
        var state = current.get()
                .map(now -> t.of("datenstand") + " " + t.moment(now.at()).text())
                .orElse(t.of("noch-keine"));
        return new QueryPage(
                query,
                problem,
                table.header(),
                table.rows(),
                summary,
                downloads,
                examples,
                t.of("abfrage.grenzen", state, site.queryTimeout().toSeconds(), t.number(ROWS_SHOWN)));
    }

    private String summary(Table table, boolean rows) {
        if (table.yes() != null) {
            return t.of(table.yes() ? "abfrage.ja" : "abfrage.nein");
        }
        if (!rows) {
            return t.of("abfrage.graph", t.number(TRIPLES_SHOWN));
        }
        return table.cut()
                ? t.of("abfrage.gekuerzt", t.number(table.rows().size()))
                : t.count("abfrage.zeilen", table.rows().size());
    }

    private List<Link> downloads(String query, boolean rows) {
        return (rows ? SparqlHandlers.rowFormats() : SparqlHandlers.graphFormats())
                .stream()
                        .map(format -> new Link(
                                t.of("abfrage.als", format.toUpperCase(java.util.Locale.ROOT)),
                                Queries.link(query) + "&format=" + format))
                        .toList();
    }

    /** What is shown of an answer. */
    private record Table(
            List<String> header,
            List<List<Link>> rows,
            boolean cut,
            @Nullable Boolean yes) {

        private static final Table NONE = new Table(List.of(), List.of(), false, null);
    }

    /** Reads SPARQL results in JSON row by row, so that an answer cut off at the limit still shows what there is. */
    private Table rows(Kept kept) throws IOException {
        var header = new ArrayList<String>();
        var rows = new ArrayList<List<Link>>();
        try (var json = CanonicalJson.mapper().createParser(kept.bytes())) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.FIELD_NAME) {
                    continue;
                }
                switch (json.currentName()) {
                    case "boolean" -> {
                        return new Table(List.of(), List.of(), false, json.nextBooleanValue());
                    }
                    case "vars" -> names(json, header);
                    case "bindings" -> {
                        return bindings(json, header, rows);
                    }
                    default -> {}
                }
            }
        } catch (IOException e) {
            if (!kept.isFull()) {
                throw e;
            }
        }
        return new Table(header, rows, kept.isFull(), null);
    }

    private static void names(JsonParser json, List<String> header) throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            header.add(json.getText());
        }
    }

    private Table bindings(JsonParser json, List<String> header, List<List<Link>> rows) throws IOException {
        json.nextToken();
        try {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                if (rows.size() == ROWS_SHOWN) {
                    return new Table(header, rows, true, null);
                }
                JsonNode binding = json.readValueAsTree();
                rows.add(header.stream().map(name -> cell(binding.path(name))).toList());
            }
        } catch (IOException e) {
            // Cut off inside a row: the rows before it are whole.
            return new Table(header, rows, true, null);
        }
        return new Table(header, rows, false, null);
    }

    private Link cell(JsonNode value) {
        var text = value.path("value").asText();
        return value.path("type").asText().equals("uri") ? link(text) : new Link(text, "");
    }

    /** An IRI as a link: our own as a path of this server, so that a demonstration leads to itself. */
    private Link link(String iri) {
        var base = site.base().toString();
        if (iri.startsWith(base)) {
            return new Link(iri.substring(base.length()), "/" + iri.substring(base.length()));
        }
        var href = Web.href(iri);
        return new Link(iri, href == null ? "" : href);
    }

    private Table triples(Kept kept) {
        var lines = new String(kept.bytes(), StandardCharsets.UTF_8)
                .lines()
                .limit(TRIPLES_SHOWN + 1L)
                .toList();
        var rows = lines.stream()
                .limit(TRIPLES_SHOWN)
                .map(line -> Stream.of(line.replaceFirst(" \\.$", "").split(" ", 3))
                        .map(this::term)
                        .toList())
                .toList();
        return new Table(
                List.of(t.of("abfrage.subjekt"), t.of("abfrage.praedikat"), t.of("abfrage.objekt")),
                rows,
                lines.size() > TRIPLES_SHOWN,
                null);
    }

    private Link term(String term) {
        return term.startsWith("<") && term.endsWith(">")
                ? link(term.substring(1, term.length() - 1))
                : new Link(term, "");
    }

    /** Takes an answer up to a limit, then refuses the rest. */
    private static final class Kept extends OutputStream {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private String mediaType = "";
        private boolean full;

        boolean isFull() {
            return full;
        }

        byte[] bytes() {
            return kept.toByteArray();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (kept.size() + length > BYTES_KEPT) {
                full = true;
                throw new IOException("more than a page shows");
            }
            kept.write(bytes, from, length);
        }
    }
}
