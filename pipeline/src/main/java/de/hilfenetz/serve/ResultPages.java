package de.hilfenetz.serve;

import de.hilfenetz.query.AskedQuery;
import de.hilfenetz.query.Limits;
import de.hilfenetz.query.Prefixes;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.SparqlProblem;
import de.hilfenetz.query.Table;
import de.hilfenetz.serve.Views.Difference;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.ResultPage;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Results that show themselves when they are opened: of any query at any kept release ({@code /ergebnis?q=…&stand=…}), and those
 * that somebody made citable ({@code /ergebnis/{id}}), which stay what they are.
 */
final class ResultPages {

    private static final int LONGEST_TITLE = 200;
    private static final int STORED_PER_MINUTE = 10;
    private static final int CHANGES_SHOWN = 200;
    private static final String EMBEDDED = "einbetten";

    private final Supplier<Optional<Published>> current;
    private final Stands stands;
    private final QueryDesk desk;
    private final Results results;
    private final StoredResults stored;
    private final CorrectionPages corrections;
    private final Site site;
    private final Words t;
    private final Pages pages;
    private final Clock clock;
    private final Rate storing = new Rate(STORED_PER_MINUTE, Duration.ofMinutes(1), System::nanoTime);

    ResultPages(
            Supplier<Optional<Published>> current,
            Stands stands,
            QueryDesk desk,
            Results results,
            StoredResults stored,
            CorrectionPages corrections,
            Site site,
            Words t,
            Pages pages,
            Clock clock) {
        this.current = current;
        this.stands = stands;
        this.desk = desk;
        this.results = results;
        this.stored = stored;
        this.corrections = corrections;
        this.site = site;
        this.t = t;
        this.pages = pages;
        this.clock = clock;
    }

    /** The page of a query's result at a release. */
    static String resultLink(String sparql, String title, @Nullable String release) {
        return new Query()
                .with("q", sparql)
                .with("titel", title)
                .with("stand", release)
                .on("/ergebnis");
    }

    static String summary(Words t, Table table) {
        if (table.yes() != null) {
            return t.of(table.yes() ? "abfrage.ja" : "abfrage.nein");
        }
        return table.rows().size() <= Limits.ROWS_SHOWN && table.complete()
                ? t.count("abfrage.zeilen", table.rows().size())
                : t.of(
                        table.complete() ? "ergebnis.gezeigt" : "ergebnis.gekuerzt",
                        t.number(Math.min(Limits.ROWS_SHOWN, table.rows().size())),
                        t.number(table.rows().size()));
    }

    /** {@code /ergebnis}, or a file of it. */
    void page(Context ctx) throws IOException {
        answer(ctx, null);
    }

    /** {@code /ergebnis/einbetten}: the result for a frame of another site. */
    void embedded(Context ctx) throws IOException {
        answer(ctx, EMBEDDED);
    }

    /** {@code /ergebnis.csv} and its like. */
    void file(Context ctx) throws IOException {
        answer(ctx, ctx.pathParam("form"));
    }

    private void answer(Context ctx, @Nullable String form) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(503, t.of("fehler.503.leer")));
        var stand = stands.of(ctx, published);
        try {
            var asked = asked(ctx.queryParam("q"));
            var answer = run(ctx, asked, stand.pinned(), published);
            if (form == null || form.equals(EMBEDDED)) {
                show(ctx, answer, stand, published, asked, form != null);
            } else {
                sendFile(ctx, answer, form, key(asked));
            }
        } catch (SparqlProblem e) {
            throw SparqlHandlers.refusal(ctx, e);
        }
    }

    private AskedQuery asked(@Nullable String text) throws SparqlProblem {
        if (text == null || text.isBlank()) {
            throw Refusal.of(400, t.of("ergebnis.keine-abfrage"));
        }
        var asked = desk.read(Prefixes.complete(text.replace("\r\n", "\n"), desk.names()));
        if (!asked.givesRows()) {
            throw Refusal.of(400, t.of("ergebnis.nur-zeilen"));
        }
        return asked;
    }

    private static String key(AskedQuery asked) {
        return QueryDesk.key(asked, new QueryDesk.Form("", null, 0, false)).substring(0, 8);
    }

    private Results.Answer run(Context ctx, AskedQuery asked, @Nullable String pinned, Published published)
            throws SparqlProblem, IOException {
        var client = Client.address(ctx);
        var table = desk.table(asked, Limits.ROWS, pinned, published.release(), client);
        return new Results.Answer(title(ctx.queryParam("titel")), asked.text(), table, titles(), null, null);
    }

    private Map<String, String> titles() {
        return Map.of(Results.LINK, t.of("ergebnis.adresse.kurz"));
    }

    private String title(@Nullable String asked) {
        var title = asked == null ? "" : asked.strip();
        return title.isEmpty() ? t.of("ergebnis.titel") : title.substring(0, Math.min(LONGEST_TITLE, title.length()));
    }

    private void sendFile(Context ctx, Results.Answer answer, String form, String key) throws IOException {
        if (!Results.FORMS.contains(form)) {
            throw Refusal.of(404);
        }
        results.send(ctx, answer, form, "ergebnis-" + key, answer.table().release() + "-" + key);
    }

    private void show(
            Context ctx,
            Results.Answer answer,
            Stands.Stand stand,
            Published published,
            AskedQuery asked,
            boolean embedded)
            throws SparqlProblem, IOException {
        var title = ctx.queryParam("titel");
        var parameters =
                new Query().with("q", asked.text()).with("titel", title).with("stand", stand.pinned());
        var compare = ctx.queryParam("vergleich") != null;
        send(
                ctx,
                published,
                page(
                        answer,
                        stands.when(stand),
                        form -> parameters.on("/ergebnis." + form),
                        resultLink(asked.text(), answer.title(), stand.release()),
                        stand.release().equals(published.release())
                                ? null
                                : new Link(
                                        t.of("ergebnis.heute"),
                                        parameters.without("stand").on("/ergebnis")),
                        stand.release().equals(published.release())
                                ? null
                                : new Link(
                                        t.of("ergebnis.vergleichen", stand.release()),
                                        parameters.with("vergleich", "1").on("/ergebnis")),
                        compare ? difference(ctx, answer, asked, published) : null,
                        true,
                        null),
                embedded);
    }

    private ResultPage page(
            Results.Answer answer,
            Views.When at,
            java.util.function.UnaryOperator<String> file,
            String permalink,
            @Nullable Link today,
            @Nullable Link compare,
            @Nullable Difference difference,
            boolean storable,
            @Nullable String storedAs) {
        var drawing = results.drawing(answer);
        var address = site.base() + permalink.substring(1);
        return new ResultPage(
                answer.title(),
                at,
                answer.table().release(),
                summary(t, answer.table()),
                drawing,
                results.table(answer, Limits.ROWS_SHOWN),
                results.files(drawing, file),
                address,
                t.of(
                        "ergebnis.zitat",
                        answer.title(),
                        answer.table().release(),
                        storedAs == null ? address : site.base() + "ergebnis/" + storedAs,
                        t.day(pages.today()).text()),
                t.of("ergebnis.vermerk", answer.table().release(), site.base()),
                answer.sparql(),
                Queries.workbench(answer.sparql()),
                today,
                compare,
                difference,
                storable && answer.table().yes() == null,
                embedding(answer.title(), embedded(permalink)),
                corrections.of(answer.table().release(), null));
    }

    /** The address of a result's page for frames. */
    private String embedded(String permalink) {
        var query = permalink.indexOf('?');
        var path = query < 0 ? permalink : permalink.substring(0, query);
        return site.base() + path.substring(1) + "/" + EMBEDDED + (query < 0 ? "" : permalink.substring(query));
    }

    /** What another site writes to show a result: a frame in which no script runs. */
    private static String embedding(String title, String address) {
        return "<iframe src=\"%s\" title=\"%s\" width=\"100%%\" height=\"520\" loading=\"lazy\" sandbox=\"allow-popups\"></iframe>"
                .formatted(attribute(address), attribute(title));
    }

    private static String attribute(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private void send(Context ctx, Published published, ResultPage page, boolean embedded) {
        var frame = pages.frame(ctx, Optional.of(published), page.title(), page.title())
                .withoutIndex();
        if (embedded) {
            Headers.allowFraming(ctx);
        }
        ctx.header("Cache-Control", Answers.REVALIDATE);
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(pages.render(embedded ? EMBEDDED : "ergebnis", Map.of("frame", frame, "page", page)));
    }

    /** Rows that only one of the two answers has. */
    private Difference difference(Context ctx, Results.Answer before, AskedQuery asked, Published published)
            throws SparqlProblem, IOException {
        var now = run(ctx, asked, null, published);
        var gone = without(before.table().rows(), now.table().rows());
        var come = without(now.table().rows(), before.table().rows());
        return new Difference(
                gone.isEmpty() && come.isEmpty()
                        ? t.of(
                                "ergebnis.gleich",
                                before.table().release(),
                                now.table().release())
                        : t.of(
                                "ergebnis.anders",
                                t.number(gone.size()),
                                t.number(come.size()),
                                before.table().release(),
                                now.table().release()),
                lines(gone),
                lines(come));
    }

    /** The rows of {@code some} that are not among {@code others}, each as often as it is missing. */
    private static List<List<Table.Cell>> without(List<List<Table.Cell>> some, List<List<Table.Cell>> others) {
        var left = new HashMap<List<Table.Cell>, Integer>();
        others.forEach(row -> left.merge(row, 1, Integer::sum));
        return some.stream()
                .filter(row -> left.merge(row, -1, Integer::sum) < 0)
                .toList();
    }

    private List<String> lines(List<List<Table.Cell>> rows) {
        return rows.stream()
                .limit(CHANGES_SHOWN)
                .map(row -> String.join(" · ", row.stream().map(results::text).toList()))
                .toList();
    }

    /** "Zitierfähig machen": keeps a result and leads to it. */
    void store(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(503, t.of("fehler.503.leer")));
        if (!storing.take(Client.address(ctx))) {
            throw Refusal.of(429);
        }
        var stand = stands.of(ctx.formParam("stand"), published);
        try {
            var asked = asked(ctx.formParam("q"));
            var client = Client.address(ctx);
            var table = desk.table(asked, Limits.ROWS, stand.pinned(), published.release(), client);
            var answer = new Results.Answer(title(ctx.formParam("titel")), asked.text(), table, titles(), null, null);
            var id = stored.keep(answer, clock.instant());
            ctx.redirect("/ergebnis/" + id, io.javalin.http.HttpStatus.SEE_OTHER);
        } catch (StoredResults.TooLong e) {
            throw Refusal.of(413, t.of("ergebnis.zu-lang", t.size(StoredResults.LARGEST)));
        } catch (StoredResults.Withdrawn e) {
            throw Refusal.of(503, t.of("ergebnis.eben-zurueckgezogen"));
        } catch (SparqlProblem e) {
            throw SparqlHandlers.refusal(ctx, e);
        }
    }

    private StoredResults.Stored find(String id) throws IOException {
        try {
            return stored.find(id).orElseThrow(() -> Refusal.of(404, t.of("ergebnis.unbekannt")));
        } catch (StoredResults.Withdrawn e) {
            throw Refusal.of(410, t.of("ergebnis.zurueckgezogen"));
        }
    }

    /** A stored result, or a file of it: {@code /ergebnis/{id}.csv}. */
    void stored(Context ctx) throws IOException {
        stored(ctx, false);
    }

    /** {@code /ergebnis/{id}/einbetten}. */
    void storedEmbedded(Context ctx) throws IOException {
        stored(ctx, true);
    }

    private void stored(Context ctx, boolean embedded) throws IOException {
        var name = ctx.pathParam("name");
        var dot = name.indexOf('.');
        var id = dot < 0 ? name : name.substring(0, dot);
        var found = find(id);
        var published = current.get().orElseThrow(() -> Refusal.of(503, t.of("fehler.503.leer")));
        if (dot >= 0) {
            sendFile(ctx, found.answer(), name.substring(dot + 1), id);
            return;
        }
        try {
            var sparql = found.answer().sparql();
            var compare = ctx.queryParam("vergleich") != null;
            send(
                    ctx,
                    published,
                    page(
                            found.answer(),
                            t.moment(found.at()),
                            form -> "/ergebnis/" + id + "." + form,
                            "/ergebnis/" + id,
                            new Link(
                                    t.of("ergebnis.heute"),
                                    resultLink(sparql, found.answer().title(), null)),
                            new Link(
                                    t.of(
                                            "ergebnis.vergleichen",
                                            found.answer().table().release()),
                                    "/ergebnis/" + id + "?vergleich=1"),
                            compare ? difference(ctx, found.answer(), asked(sparql), published) : null,
                            false,
                            id),
                    embedded);
        } catch (SparqlProblem e) {
            throw SparqlHandlers.refusal(ctx, e);
        }
    }
}
