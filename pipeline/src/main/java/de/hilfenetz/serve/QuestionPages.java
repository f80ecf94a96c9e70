package de.hilfenetz.serve;

import de.hilfenetz.query.AskedQuery;
import de.hilfenetz.query.Limits;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.Question;
import de.hilfenetz.query.QuestionCheck;
import de.hilfenetz.query.Questions;
import de.hilfenetz.query.SparqlProblem;
import de.hilfenetz.query.Table;
import de.hilfenetz.serve.Views.Choice;
import de.hilfenetz.serve.Views.Drawing;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Option;
import de.hilfenetz.serve.Views.QuestionGroup;
import de.hilfenetz.serve.Views.QuestionPage;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Questions in plain words: the list, and each with its choices, its answer and its files. */
final class QuestionPages {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)(?::(\\w+))?(?:\\|([^|}]*)\\|([^|}]*))?}");

    private final Supplier<Optional<Published>> current;
    private final Stands stands;
    private final QueryDesk desk;
    private final Questions questions;
    private final Results results;
    private final CorrectionPages corrections;
    private final Words t;
    private final Pages pages;

    QuestionPages(
            Supplier<Optional<Published>> current,
            Stands stands,
            QueryDesk desk,
            Questions questions,
            Results results,
            CorrectionPages corrections,
            Words t,
            Pages pages) {
        this.current = current;
        this.stands = stands;
        this.desk = desk;
        this.questions = questions;
        this.results = results;
        this.corrections = corrections;
        this.t = t;
        this.pages = pages;
    }

    /** All questions, by desk. */
    void list(Context ctx) {
        var published = current.get();
        var groups = new ArrayList<QuestionGroup>();
        questions
                .byDesk(t.tag())
                .forEach((name, list) -> groups.add(new QuestionGroup(
                        name,
                        list.stream()
                                .map(question -> new Link(said(question).question(), "/fragen/" + question.slug()))
                                .toList())));
        var frame = pages.frame(ctx, published, t.of("fragen.titel"), t.of("fragen.beschreibung"));
        pages.send(ctx, published, "fragen", Map.of("frame", frame, "groups", groups));
    }

    private Question.Wording said(Question question) {
        return question.in(t.tag());
    }

    /** A question as a page, or its answer as a file: {@code /fragen/{slug}.csv}. */
    void one(Context ctx) throws IOException {
        var name = ctx.pathParam("name");
        var dot = name.indexOf('.');
        var question = questions.find(dot < 0 ? name : name.substring(0, dot)).orElseThrow(() -> Refusal.of(404));
        var published = current.get().orElseThrow(() -> Refusal.of(503, t.of("fehler.503.leer")));
        try {
            var asked = ask(ctx, question, stands.of(ctx, published), published);
            if (dot < 0) {
                show(ctx, asked, published);
            } else {
                file(ctx, asked, name.substring(dot + 1));
            }
        } catch (SparqlProblem e) {
            throw SparqlHandlers.refusal(ctx, e);
        }
    }

    /** A question with what was chosen, and its answer. */
    private record Asked(
            Question question, Stands.Stand stand, Map<String, Choices> choices, AskedQuery query, Table table) {

        /** The part of the address that says what was chosen. */
        Query parameters() {
            var parameters = new Query();
            for (var choice : choices.entrySet()) {
                parameters = parameters.with(choice.getKey(), choice.getValue().key());
            }
            return parameters.with("stand", stand.pinned());
        }

        Choices choice(String slot) {
            return Objects.requireNonNull(choices.get(slot), () -> question.slug() + ".rq has no slot " + slot);
        }

        String tag() {
            return table.release() + "-" + QueryDesk.key(query, new QueryDesk.Form("", null, 0, false));
        }
    }

    /**
     * What there is to choose for a slot, and what is chosen.
     *
     * @param term the SPARQL term; null where there is nothing to choose
     * @param label of what is chosen
     */
    private record Choices(
            List<Option> options, String key, @Nullable String term, Link label) {}

    private Asked ask(Context ctx, Question question, Stands.Stand stand, Published published)
            throws SparqlProblem, IOException {
        var client = Client.address(ctx);
        var day = QuestionCheck.day(stand.release());
        var chosen = new LinkedHashMap<String, String>();
        var choices = new LinkedHashMap<String, Choices>();
        for (var slot : question.slots()) {
            var offered = desk.read(question.choices(slot, chosen, day, t.tag(), desk.names()));
            var table = desk.table(offered, Limits.VALUES, stand.pinned(), published.release(), client);
            var choice = choose(Objects.requireNonNull(said(question).slots().get(slot)), table, ctx.queryParam(slot));
            choices.put(slot, choice);
            if (choice.term() != null) {
                chosen.put(slot, choice.term());
            }
        }
        var query = desk.read(question.sparql(chosen, day, t.tag(), desk.names()));
        var answer = desk.table(query, Limits.ROWS, stand.pinned(), published.release(), client);
        return new Asked(question, stand, choices, query, answer);
    }

    /** The most frequent one is chosen where nobody chose. */
    private Choices choose(String what, Table table, @Nullable String wanted) {
        var rows = table.rows();
        var most = rows.stream()
                .max(Comparator.comparing(row -> row.get(2).number().orElse(0.0)))
                .map(row -> key(row.getFirst()))
                .orElse("");
        var key = wanted == null || wanted.isEmpty() ? most : wanted;
        var options = new ArrayList<Option>();
        String term = null;
        var label = new Link("", "");
        for (var row : rows) {
            var one = key(row.getFirst());
            var name = results.plain(row.get(1));
            options.add(new Option(
                    one, "%s (%s)".formatted(name.text(), results.text(row.get(2))), one.equals(key), name.language()));
            if (one.equals(key)) {
                term = term(row.getFirst());
                label = name;
            }
        }
        if (term == null && !key.isEmpty()) {
            throw Refusal.of(404, t.of("fragen.keine-auswahl", what));
        }
        return new Choices(options, key, term, label);
    }

    private static String key(Table.Cell cell) {
        return cell.iri() ? cell.text().substring(cell.text().lastIndexOf('/') + 1) : cell.text();
    }

    private static String term(Table.Cell cell) {
        return cell.iri() ? "<" + cell.text() + ">" : '"' + cell.text().replaceAll("[\"\\\\\n\r]", " ") + '"';
    }

    private Results.Answer answer(Asked asked) {
        var question = asked.question();
        var columns = new LinkedHashMap<>(said(question).columns());
        columns.put(Results.LINK, t.of("ergebnis.adresse.kurz"));
        var chart = question.chart();
        return new Results.Answer(
                title(asked),
                asked.query().text(),
                asked.table(),
                columns,
                chart == null ? null : chart.label(),
                chart == null ? null : chart.value());
    }

    private String title(Asked asked) {
        var question = said(asked.question()).question();
        var labels = asked.choices().values().stream()
                .map(choice -> choice.label().text())
                .toList();
        return labels.isEmpty() ? question : question + " (" + String.join(", ", labels) + ")";
    }

    private void file(Context ctx, Asked asked, String form) throws IOException {
        if (!Results.FORMS.contains(form)) {
            throw Refusal.of(404);
        }
        var name = asked.question().slug() + "-"
                + asked.tag().substring(asked.tag().length() - 8);
        results.send(ctx, answer(asked), form, name, asked.tag());
    }

    private void show(Context ctx, Asked asked, Published published) throws SparqlProblem, IOException {
        var question = asked.question();
        var said = said(question);
        var answer = answer(asked);
        var drawing = question.chart() == null ? Drawing.NONE : results.drawing(answer);
        var page = new QuestionPage(
                said.question(),
                said.desk(),
                sentence(asked),
                question.slots().stream()
                        .map(slot -> new Choice(
                                slot,
                                Objects.requireNonNull(said.slots().get(slot)),
                                asked.choice(slot).options()))
                        .toList(),
                said.caveat(),
                t.of("fragen.kopf", said.unit(), said.population()),
                stands.when(asked.stand()),
                unknown(asked, published, Client.address(ctx)),
                said.how(),
                published
                        .edition()
                        .explanation("question", question.slug(), "explanation", t.tag(), t)
                        .orElse(null),
                drawing,
                results.table(answer, Limits.ROWS_SHOWN),
                ResultPages.summary(t, asked.table()),
                results.files(
                        drawing,
                        form -> asked.parameters()
                                .on("/fragen/" + asked.question().slug() + "." + form)),
                ResultPages.resultLink(
                        asked.query().text(), title(asked), asked.stand().release()),
                Queries.workbench(asked.query().text()),
                asked.query().text(),
                asked.stand().release(),
                asked.stand().pinned() == null
                        ? null
                        : new Link(
                                t.of("ergebnis.heute"),
                                asked.parameters().without("stand").on("/fragen/" + question.slug())),
                corrections.of(asked.stand().release(), question.slug()));
        var frame = pages.frame(ctx, Optional.of(published), said.question(), said.question())
                .with(List.of(
                        new Frame.Alternate("text/csv", asked.parameters().on("/fragen/" + question.slug() + ".csv"))));
        ctx.header("Cache-Control", Answers.REVALIDATE);
        Answers.vary(ctx, "Accept");
        var shown = ctx.queryString() == null ? frame : frame.withoutIndex();
        Answers.send(
                ctx,
                "text/html;charset=utf-8",
                pages.render("frage", Map.of("frame", shown, "page", page)),
                asked.tag() + "-" + published.release() + "-" + pages.today() + "-"
                        + page.corrections().hashCode(),
                Answers.REVALIDATE);
    }

    private @Nullable String unknown(Asked asked, Published published, String client)
            throws SparqlProblem, IOException {
        var unknown = said(asked.question()).unknown();
        var sparql = asked.question().unknownSparql(desk.names());
        if (unknown == null || sparql == null) {
            return null;
        }
        var table = desk.table(desk.read(sparql), 1, asked.stand().pinned(), published.release(), client);
        var row = table.rows().getFirst();
        var of = row.get(1).number().orElse(0.0);
        var share = of == 0 ? 0 : Math.round(100 * row.get(0).number().orElse(0.0) / of);
        return t.of("fragen.unbekannt", unknown, results.text(row.get(0)), results.text(row.get(1)), share);
    }

    /** The answer in pieces, as what is filled in may be in another language. */
    private List<Link> sentence(Asked asked) {
        var said = said(asked.question());
        if (asked.table().rows().isEmpty()) {
            return List.of(new Link(said.none() == null ? t.of("fragen.leer") : said.none(), ""));
        }
        var pieces = new ArrayList<Link>();
        var end = 0;
        for (var place : PLACE.matcher(said.answer()).results().toList()) {
            pieces.add(new Link(said.answer().substring(end, place.start()), ""));
            pieces.add(fill(asked, place.group(1), place.group(2), place.group(3), place.group(4)));
            end = place.end();
        }
        pieces.add(new Link(said.answer().substring(end), ""));
        return pieces;
    }

    private Link fill(Asked asked, String what, @Nullable String name, @Nullable String one, @Nullable String many) {
        var rows = asked.table().rows();
        return switch (what) {
            case "rows" ->
                new Link(t.number(rows.size()) + (one == null ? "" : " " + (rows.size() == 1 ? one : many)), "");
            case "first" -> cell(asked, 0, name);
            case "second" -> cell(asked, 1, name);
            case "slot" -> asked.choice(String.valueOf(name)).label();
            default ->
                throw new IllegalArgumentException(asked.question().slug() + ".rq: nothing is called {" + what + "}");
        };
    }

    private Link cell(Asked asked, int row, @Nullable String name) {
        var column = asked.table().column(String.valueOf(name));
        if (column < 0) {
            throw new IllegalArgumentException(asked.question().slug() + ".rq has no column " + name);
        }
        return row < asked.table().rows().size()
                ? results.plain(asked.table().rows().get(row).get(column))
                : new Link("–", "");
    }
}
