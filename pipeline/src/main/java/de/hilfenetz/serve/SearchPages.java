package de.hilfenetz.serve;

import de.hilfenetz.query.Questions;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Directory.Filter;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.SearchPage;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code /suche}: one field for everything there is, help first. The word may come in the address or, for somebody who wants to
 * leave no trace of it in history and logs, in the body.
 */
final class SearchPages {

    static final String PATH = "/suche";

    private static final int SHOWN = 8;
    private static final int LONGEST = 200;
    private static final List<String> SCHEMES = List.of("lebenslage", "thema", "zielgruppe");
    private static final List<String> TEXTS = List.of(
            "hilfe", "liefern", "api", "lizenz", "barrierefreiheit", "datenschutz", "impressum", "leichte-sprache");

    private final Supplier<Optional<Published>> current;
    private final Vocabulary vocabulary;
    private final Questions questions;
    private final Site site;
    private final Words t;
    private final Labels labels;
    private final Pages pages;

    SearchPages(
            Supplier<Optional<Published>> current,
            Vocabulary vocabulary,
            Questions questions,
            Site site,
            Words t,
            Labels labels,
            Pages pages) {
        this.current = current;
        this.vocabulary = vocabulary;
        this.questions = questions;
        this.site = site;
        this.t = t;
        this.labels = labels;
        this.pages = pages;
    }

    void byAddress(Context ctx) {
        send(ctx, Objects.requireNonNullElse(ctx.queryParam("q"), ""));
    }

    void byBody(Context ctx) {
        send(ctx, Objects.requireNonNullElse(ctx.formParam("q"), ""));
    }

    private void send(Context ctx, String typed) {
        var query = typed.strip();
        if (query.length() > LONGEST) {
            throw Refusal.of(400, t.of("suche.lang", t.number(LONGEST)));
        }
        var published = current.get();
        var words = ListPages.words(query);
        var concepts = words.isEmpty() ? List.<Concept>of() : concepts(words);
        var groups = new ArrayList<SearchPage.Group>();
        if (!words.isEmpty()) {
            for (var kind : List.of(Kind.SERVICE, Kind.ORGANIZATION, Kind.LOCATION)) {
                published.ifPresent(now -> add(groups, kind, now.directory(), words, query));
            }
            add(
                    groups,
                    "suche.begriffe",
                    concepts.stream()
                            .map(concept -> new Link(
                                    concept.label(t.tag()),
                                    "/begriffe/" + concept.scheme() + "/" + concept.notation())));
            add(
                    groups,
                    "suche.fragen",
                    questions.list().stream()
                            .map(question -> new Link(question.in(t.tag()).question(), "/fragen/" + question.slug()))
                            .filter(link -> hasAll(link.text(), words)));
            add(groups, "suche.seiten", texts(published).filter(link -> hasAll(link.text(), words)));
        }
        var frame = pages.frame(ctx, published, t.of("suche.titel"), t.of("suche.beschreibung"))
                .withoutIndex()
                .withExit(site.exit().toString());
        var page = new SearchPage(query, groups);
        pages.send(ctx, published, "suche", Map.of("frame", frame, "page", page), Answers.NOT_KEPT);
    }

    private void add(List<SearchPage.Group> groups, Kind kind, Directory directory, List<String> words, String query) {
        var found = directory.select(kind, Filter.of(words));
        if (found.size() == 0) {
            return;
        }
        var hits = new Hits(t, labels, directory);
        var list = kind == Kind.SERVICE ? FinderPages.PATH : Hits.path(kind);
        groups.add(new SearchPage.Group(
                t.of("liste." + Hits.path(kind).substring(1)),
                found.page(0, SHOWN).stream().map(hits::of).toList(),
                List.of(),
                found.size() > SHOWN || kind == Kind.SERVICE
                        ? new Link(
                                t.of("suche.alle", t.count(Hits.path(kind).substring(1), found.size())),
                                new Query().with("q", query).on(list))
                        : null));
    }

    private void add(List<SearchPage.Group> groups, String title, Stream<Link> links) {
        var some = links.limit(SHOWN).toList();
        if (!some.isEmpty()) {
            groups.add(new SearchPage.Group(t.of(title), List.of(), some, null));
        }
    }

    private List<Concept> concepts(List<String> words) {
        return SCHEMES.stream()
                .flatMap(scheme -> vocabulary.getScheme(scheme).concepts().stream())
                .filter(concept -> hasAll(concept.label(t.tag()), words))
                .toList();
    }

    /** Data sets, pages of editors and our own. */
    private Stream<Link> texts(Optional<Published> published) {
        var own = TEXTS.stream().map(name -> new Link(t.of("seite." + name), "/" + name));
        var edited = published.stream()
                .flatMap(now -> now.edition().list("page").stream())
                .map(page -> new Link(
                        page.name().best(t.tag()),
                        "/seiten/" + page.content().path("path").asText()));
        var data = published.stream()
                .flatMap(now -> now.manifest().files().stream())
                .map(file -> file.dataset())
                .distinct()
                .map(dataset -> new Link(
                        t.of("suche.datensatz", t.has("datensatz." + dataset) ? t.of("datensatz." + dataset) : dataset),
                        "/daten/" + dataset));
        return Stream.of(data, own, edited).flatMap(links -> links);
    }

    private static boolean hasAll(String text, List<String> words) {
        var folded = GermanOrder.fold(text);
        return words.stream().allMatch(folded::contains);
    }
}
