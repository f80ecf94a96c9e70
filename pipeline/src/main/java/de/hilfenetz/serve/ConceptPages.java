package de.hilfenetz.serve;

import de.hilfenetz.serve.Views.ConceptPage;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Row;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Scheme;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of the vocabulary's words and of the city's areas. */
final class ConceptPages {

    /** Schemes that the list of services and the feeds of changes are narrowed by, under the same name. */
    private static final Set<String> FILTERS = Set.of("thema", "lebenslage");

    private final Supplier<Optional<Published>> current;
    private final Vocabulary vocabulary;
    private final Words t;
    private final Pages pages;
    private final Parts parts;
    private final Statements statements;

    ConceptPages(
            Supplier<Optional<Published>> current,
            Vocabulary vocabulary,
            Words t,
            Pages pages,
            Parts parts,
            Statements statements) {
        this.current = current;
        this.vocabulary = vocabulary;
        this.t = t;
        this.pages = pages;
        this.parts = parts;
        this.statements = statements;
    }

    /** {@code /begriffe/{scheme}}. */
    void scheme(Context ctx) {
        var scheme = find(ctx);
        var concepts = scheme.topConcepts().stream().map(this::link).toList();
        send(
                ctx,
                new ConceptPage(
                        scheme.title(t.tag()),
                        t.of("begriff.schema"),
                        null,
                        parts.links("begriff.enthaelt", concepts).toList(),
                        null,
                        List.of(),
                        parts.machine("def/" + scheme.name())),
                null);
    }

    /** {@code /begriffe/{scheme}/{notation}}. */
    void concept(Context ctx) {
        var scheme = find(ctx);
        var concept = scheme.find(ctx.pathParam("notation")).orElseThrow(() -> Refusal.of(404));
        var rows = Stream.of(
                        broader(scheme, concept),
                        parts.links(
                                "feld.unterbegriffe",
                                scheme.narrower(concept.notation()).stream()
                                        .map(this::link)
                                        .toList()),
                        parts.wordings("feld.auch", concept.otherLabels()),
                        parts.links("feld.in-sprachen", inLanguages(concept)),
                        successor(scheme, concept),
                        parts.links("feld.seiten", explaining(concept.path())))
                .flatMap(row -> row)
                .toList();
        send(
                ctx,
                new ConceptPage(
                        concept.label(t.tag()),
                        scheme.title(t.tag()),
                        Edition.plain(concept.definitions(), t.tag(), t),
                        rows,
                        FILTERS.contains(scheme.name()) ? services(scheme.name(), concept.notation()) : null,
                        List.of(),
                        parts.machine(concept.path())),
                FILTERS.contains(scheme.name()) ? feed(scheme.name(), concept.notation()) : null);
    }

    /** What it is called in the languages that this page is not in. */
    private List<Link> inLanguages(Concept concept) {
        return concept.labels().entrySet().stream()
                .filter(label -> !label.getKey().equals(t.tag()))
                .map(label -> new Link(t.language(label.getKey()) + ": " + label.getValue(), "", label.getKey()))
                .toList();
    }

    private List<Link> explaining(String path) {
        return current.get().stream()
                .flatMap(now -> now.edition().pagesAbout(path).stream())
                .map(page -> Edition.link(page, t.tag(), t))
                .toList();
    }

    private Stream<Row> successor(Scheme scheme, Concept concept) {
        return Optional.ofNullable(concept.replacedBy())
                .flatMap(scheme::find)
                .map(next -> parts.links("feld.ersetzt-durch", List.of(link(next))))
                .orElse(Stream.of());
    }

    /** {@code /gebiete}: the city by its districts. */
    void areas(Context ctx) {
        var areas = vocabulary.areas();
        var rows = areas.districts().stream()
                .map(district -> new Row(
                        district.label(t.tag()),
                        Stream.concat(Stream.of(district), areas.quarters().stream())
                                .filter(area -> area.equals(district)
                                        || district.notation().equals(area.within()))
                                .map(this::link)
                                .toList()))
                .toList();
        send(
                ctx,
                new ConceptPage(
                        t.of("gebiete"),
                        t.of("begriff.gebiet"),
                        null,
                        rows,
                        null,
                        List.of(),
                        parts.machine(areas.city().path())),
                null);
    }

    /** {@code /lebenslagen}: a short address of a scheme. */
    void situations(Context ctx) {
        ctx.redirect(t.prefix() + "/begriffe/lebenslage", HttpStatus.MOVED_PERMANENTLY);
    }

    /** {@code /gebiete/{number}}. */
    void area(Context ctx) {
        var area = vocabulary.areas().find(ctx.pathParam("number")).orElseThrow(() -> Refusal.of(404));
        var within = area.within() == null
                ? Optional.<Area>empty()
                : vocabulary.areas().find(area.within());
        var inside = vocabulary.areas().within(area.notation()).stream()
                .map(this::link)
                .toList();
        var rows = Stream.of(
                        parts.links(
                                "feld.teil-von", within.stream().map(this::link).toList()),
                        parts.links("feld.unterbegriffe", inside),
                        parts.texts("feld.auch", area.otherLabels()))
                .flatMap(row -> row)
                .toList();
        var services = area.kind() == Area.AreaKind.CITY
                ? new Link(t.of("begriff.angebote"), "/angebote")
                : services("gebiet", area.notation());
        send(
                ctx,
                new ConceptPage(
                        area.label(t.tag()),
                        t.of("begriff.gebiet"),
                        null,
                        rows,
                        services,
                        current.get()
                                .map(now -> statements.in(now.edition(), area.notation()))
                                .orElse(List.of()),
                        parts.machine(area.path())),
                area.kind() == Area.AreaKind.CITY ? feed("gebiet", null) : feed("gebiet", area.notation()));
    }

    private Scheme find(Context ctx) {
        var name = ctx.pathParam("scheme");
        return vocabulary.schemes().stream()
                .filter(scheme -> scheme.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.of(404));
    }

    private Stream<Row> broader(Scheme scheme, Concept concept) {
        List<Link> broader = concept.broader() == null
                ? List.of()
                : scheme.find(concept.broader()).stream().map(this::link).toList();
        return parts.links("feld.oberbegriff", broader);
    }

    private Link link(Concept concept) {
        return new Link(concept.label(t.tag()), "/begriffe/" + concept.scheme() + "/" + concept.notation());
    }

    private Link link(Area area) {
        return new Link(area.label(t.tag()), "/gebiete/" + area.notation());
    }

    private Link services(String parameter, @Nullable String notation) {
        return new Link(
                t.of("begriff.angebote"), new Query().with(parameter, notation).on("/angebote"));
    }

    private static String feed(String parameter, @Nullable String notation) {
        return new Query().with(parameter, notation).on("/aenderungen.atom");
    }

    private void send(Context ctx, ConceptPage page, @Nullable String feed) {
        var published = current.get();
        var plain = pages.frame(ctx, published, page.title(), t.of("begriff.beschreibung", page.title()));
        var frame = feed == null ? plain : plain.withFeed(feed);
        pages.send(ctx, published, "begriff", Map.of("frame", frame, "page", page));
    }
}
