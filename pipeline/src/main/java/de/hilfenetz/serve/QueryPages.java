package de.hilfenetz.serve;

import de.hilfenetz.query.AskedQuery;
import de.hilfenetz.query.Completions;
import de.hilfenetz.query.Limits;
import de.hilfenetz.query.Ontology;
import de.hilfenetz.query.Prefixes;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.QueryDesk.Form;
import de.hilfenetz.query.QueryLayout;
import de.hilfenetz.query.SparqlProblem;
import de.hilfenetz.query.Table;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.serve.Views.ClassView;
import de.hilfenetz.serve.Views.Editor;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.QueryPage;
import de.hilfenetz.serve.Views.QueryProblem;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page at {@code /abfrage}, and at {@code /sparql} for people: a form that works without scripts, and the answer as a table.
 * A script makes an editor of the form's field.
 */
final class QueryPages {

    private static final int TRIPLES_SHOWN = 200;
    private static final int CLASSES_SHOWN = 24;
    /** So many patterns are tried one by one where a query finds nothing. */
    private static final int STEPS = 12;
    /** More of a graph than this is not looked at for a page. */
    private static final int BYTES_KEPT = 400_000;

    private final Supplier<Optional<Published>> current;
    private final QueryDesk desk;
    private final Site site;
    private final Words t;
    private final Pages pages;
    private final Assets assets;
    private final Ontology ontology;
    private final Completions completions;
    private final Supplier<String> nonces;

    /** @param nonces gives words that nobody can guess */
    QueryPages(
            Supplier<Optional<Published>> current,
            QueryDesk desk,
            Site site,
            Words t,
            Pages pages,
            Assets assets,
            Ontology ontology,
            Supplier<String> nonces) {
        this.current = current;
        this.desk = desk;
        this.site = site;
        this.t = t;
        this.pages = pages;
        this.assets = assets;
        this.nonces = nonces;
        this.ontology = ontology;
        completions = new Completions(desk.names(), ontology, t.tag());
    }

    /** What is shown of an answer. */
    private record Shown(
            List<String> header,
            List<List<Link>> rows,
            @Nullable String summary,
            List<Link> downloads) {

        /** Whether there was an answer without a row. */
        boolean isEmpty() {
            return !header.isEmpty() && rows.isEmpty();
        }

        private static final Shown NOTHING = new Shown(List.of(), List.of(), null, List.of());
    }

    /** The form with an example in it. */
    void form(Context ctx) {
        var example = Queries.EXAMPLES.values().iterator().next();
        send(ctx, current.get(), page(example, null, List.of(), Shown.NOTHING, false), 200);
    }

    /** The page at {@code /abfrage}, which calls the query {@code q}; with {@code form=1} it only lays it out. */
    void workbench(Context ctx) throws IOException {
        var query = ctx.queryParam("q");
        if (query == null || query.isBlank()) {
            form(ctx);
        } else if (ctx.queryParam("form") != null && query.length() <= Limits.LONGEST) {
            send(ctx, current.get(), page(QueryLayout.of(query), null, List.of(), Shown.NOTHING, false), 200);
        } else {
            answer(ctx, query);
        }
    }

    /** {@code /abfrage/vorschlaege.json}: what an editor may offer, for the newest release, with its words. */
    void completions(Context ctx) {
        Answers.send(
                ctx,
                "application/json",
                completions.of(desk.contents()),
                current.get().map(Published::release).orElse("leer") + "-" + assets.fingerprint(),
                Answers.REVALIDATE);
    }

    /**
     * The form with {@code typed} and its answer, with the prefixes it lacks; a problem is told beside the query, which stays.
     */
    void answer(Context ctx, String typed) throws IOException {
        var text = Prefixes.complete(typed.replace("\r\n", "\n"), desk.names());
        var published = current.get().orElseThrow(() -> Refusal.of(503, t.of("fehler.503.leer")));
        var client = Client.address(ctx);
        try {
            var query = desk.read(text, client);
            var shown = query.givesRows() ? rows(query, published, client) : triples(query, published, client);
            var hints = new ArrayList<>(hints(query));
            if (shown.isEmpty()) {
                hints.addAll(whereItEnds(query, published, client));
            }
            send(ctx, Optional.of(published), page(text, null, hints, shown, query.givesRows()), 200);
        } catch (SparqlProblem e) {
            var refusal = SparqlHandlers.refusal(ctx, e);
            send(
                    ctx,
                    Optional.of(published),
                    page(text, problem(e), List.of(), Shown.NOTHING, false),
                    refusal.status());
            if (refusal.status() == 429 || refusal.status() == 503) {
                var wait = refusal.waiting();
                ctx.header("Retry-After", wait == null ? "5" : String.valueOf(Math.max(1, wait.toSeconds())));
            }
        }
    }

    private QueryProblem problem(SparqlProblem problem) {
        var text = t.isGerman() ? problem.german() : String.valueOf(problem.getMessage());
        return problem instanceof SparqlProblem.Syntax syntax
                ? new QueryProblem(text, syntax.pointer(), syntax.line(), syntax.column(), syntax.suggestion())
                : new QueryProblem(text, "", 0, 0, null);
    }

    private void send(Context ctx, Optional<Published> published, QueryPage page, int status) {
        var frame = pages.frame(ctx, published, t.of("abfrage.titel"), t.of("abfrage.beschreibung"))
                .withoutIndex();
        ctx.status(status);
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        Headers.allowEditor(ctx, page.editor().nonce());
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(pages.render("abfrage", Map.of("frame", frame, "page", page)));
    }

    private QueryPage page(
            String query, @Nullable QueryProblem problem, List<String> hints, Shown shown, boolean quotable) {
        var examples = new ArrayList<Link>();
        Queries.EXAMPLES.forEach((key, text) -> examples.add(new Link(t.of(key), Queries.link(text))));
        var state = current.get()
                .map(now -> t.of("datenstand") + " " + t.moment(now.at()).text())
                .orElse(t.of("noch-keine"));
        return new QueryPage(
                query,
                problem,
                hints,
                shown.header(),
                shown.rows(),
                shown.summary(),
                shown.downloads(),
                examples,
                t.of("abfrage.grenzen", state, desk.time().toSeconds(), t.number(Limits.ROWS_SHOWN)),
                quotable
                        ? ResultPages.resultLink(
                                query,
                                t.of("ergebnis.titel"),
                                current.get().map(Published::release).orElse(null))
                        : null,
                QuerySnippets.of(site.base(), query, t),
                contents(),
                new Editor(
                        nonces.get(),
                        assets.importMap(),
                        assets.path("abfrage.js"),
                        t.prefix() + "/abfrage/vorschlaege.json",
                        words()));
    }

    /** What the editor says itself. */
    private String words() {
        var words = CanonicalJson.mapper().createObjectNode();
        for (var word : List.of("field", "always", "of", "isA")) {
            words.put(word, t.of("abfrage.editor." + word));
        }
        var phrases = words.putObject("phrases");
        for (var phrase : List.of("Completions", "Selection deleted", "Control character")) {
            phrases.put(phrase, t.of("abfrage.editor." + phrase.replace(' ', '-')));
        }
        return words.toString();
    }

    /** What there is to ask about: the classes with the most things, and what is said of them. */
    private List<ClassView> contents() {
        var contents = desk.contents();
        return contents.classes().entrySet().stream()
                .filter(entry ->
                        entry.getValue().example().startsWith(site.base().toString()))
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().count()))
                .limit(CLASSES_SHOWN)
                .map(entry -> new ClassView(
                        shortName(entry.getKey()),
                        ontology.label(entry.getKey(), t.tag()).orElse(""),
                        t.number(entry.getValue().count()),
                        link(entry.getValue().example()),
                        entry.getValue().properties().entrySet().stream()
                                .sorted(Map.Entry.<String, Long>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                                .map(property -> "%s (%s)"
                                        .formatted(shortName(property.getKey()), t.number(property.getValue())))
                                .toList()))
                .toList();
    }

    private String shortName(String iri) {
        return desk.names().findShort(iri).orElse("<" + iri + ">");
    }

    /** Properties that nothing has: the likely reason why a query finds nothing. */
    private List<String> hints(AskedQuery query) {
        return query.unused().stream()
                .map(unused -> unused.nearest() == null
                        ? t.of("abfrage.unbenutzt", unused.property())
                        : t.of("abfrage.unbenutzt.naechste", unused.property(), unused.nearest()))
                .toList();
    }

    /** The pattern from which on there is nothing any more, for whoever found nothing. */
    private List<String> whereItEnds(AskedQuery query, Published published, String client)
            throws SparqlProblem, IOException {
        var steps = query.steps(STEPS);
        for (var step : steps) {
            var table = desk.table(desk.read(step.ask()), 1, null, published.release(), client);
            if (!Boolean.TRUE.equals(table.yes())) {
                return List.of(t.of(
                        step.equals(steps.getFirst()) ? "abfrage.leer.erstes" : "abfrage.leer.ab", step.pattern()));
            }
        }
        return steps.isEmpty() || steps.size() == STEPS ? List.of() : List.of(t.of("abfrage.leer.bedingungen"));
    }

    private Shown rows(AskedQuery query, Published published, String client) throws SparqlProblem, IOException {
        var table = desk.table(query, Limits.ROWS_SHOWN, null, published.release(), client);
        var rows = table.rows().stream()
                .map(row -> row.stream().map(this::cell).toList())
                .toList();
        return new Shown(table.columns(), rows, summary(table), downloads(query));
    }

    private String summary(Table table) {
        if (table.yes() != null) {
            return t.of(table.yes() ? "abfrage.ja" : "abfrage.nein");
        }
        return table.complete()
                ? t.count("abfrage.zeilen", table.rows().size())
                : t.of("abfrage.gekuerzt", t.number(table.rows().size()));
    }

    private List<Link> downloads(AskedQuery query) {
        return (query.givesRows() ? SparqlHandlers.rowFormats() : SparqlHandlers.graphFormats())
                .stream()
                        .map(format -> new Link(
                                t.of("abfrage.als", format.toUpperCase(Locale.ROOT)),
                                Queries.link(query.text()) + "&format=" + format))
                        .toList();
    }

    private Link cell(Table.Cell cell) {
        return cell.iri() ? link(cell.text()) : new Link(cell.text(), "");
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

    private Shown triples(AskedQuery query, Published published, String client) throws SparqlProblem, IOException {
        var beginning = new Beginning();
        desk.answer(query, new Form(Accept.NTRIPLES, null, 0, false), published.release(), client, head -> beginning);
        var rows = beginning
                .text()
                .lines()
                .limit(TRIPLES_SHOWN)
                .map(line -> Stream.of(line.replaceFirst(" \\.$", "").split(" ", 3))
                        .map(this::term)
                        .toList())
                .toList();
        return new Shown(
                List.of(t.of("abfrage.subjekt"), t.of("abfrage.praedikat"), t.of("abfrage.objekt")),
                rows,
                t.of("abfrage.graph", t.number(TRIPLES_SHOWN)),
                downloads(query));
    }

    private Link term(String term) {
        return term.startsWith("<") && term.endsWith(">")
                ? link(term.substring(1, term.length() - 1))
                : new Link(term, "");
    }

    /** Keeps the first bytes of an answer, and lets the rest pass. */
    private static final class Beginning extends OutputStream {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (kept.size() < BYTES_KEPT) {
                kept.write(bytes, from, length);
            }
        }
    }
}
