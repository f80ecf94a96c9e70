package de.hilfenetz.serve;

import de.hilfenetz.query.Contents;
import de.hilfenetz.query.Ontology;
import de.hilfenetz.query.Ontology.Demand;
import de.hilfenetz.query.Prefixes;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.serve.TermPage.Arrow;
import de.hilfenetz.serve.TermPage.Line;
import de.hilfenetz.serve.TermPage.Picture;
import de.hilfenetz.serve.Views.Link;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The classes and properties that are in the data, each at {@code /schema/} and its name with its prefix. */
final class TermPages {

    static final String PATH = "/schema/";

    /** Units of the drawing: the box of the class itself, and each class that it points to. */
    private static final int BOX = 44;

    private static final int ROW = 56;
    private static final Contents.Members NOTHING = new Contents.Members(0, "", new TreeMap<>());
    private static final Demand NONE = new Demand(0, null, null);

    private final Supplier<Optional<Published>> current;
    private final QueryDesk desk;
    private final Ontology ontology;
    private final Site site;
    private final Words t;
    private final Pages pages;

    TermPages(
            Supplier<Optional<Published>> current, QueryDesk desk, Ontology ontology, Site site, Words t, Pages pages) {
        this.current = current;
        this.desk = desk;
        this.ontology = ontology;
        this.site = site;
        this.t = t;
        this.pages = pages;
    }

    /** {@code /schema/{name}}. */
    void page(Context ctx) {
        var contents = desk.contents();
        var iri = iri(ctx.pathParam("name"));
        var members = contents.classes().get(iri);
        if (members == null
                && !contents.properties().containsKey(iri)
                && ontology.label(iri, t.tag()).isEmpty()) {
            throw Refusal.of(404);
        }
        var page = members != null || Ontology.isClass(iri)
                ? type(iri, members == null ? NOTHING : members, contents)
                : property(iri, contents);
        var frame = pages.frame(
                ctx,
                current.get(),
                page.label().equals(page.name()) ? page.name() : page.label() + " (" + page.name() + ")",
                t.of("wortschatz.beschreibung", page.name()));
        pages.send(ctx, current.get(), "-" + contents.triples(), "wortschatz", Map.of("frame", frame, "page", page));
    }

    private String iri(String name) {
        if (!name.matches("[a-z]+:[\\w-]+")) {
            throw Refusal.of(404);
        }
        try {
            return desk.names().iri(name);
        } catch (IllegalArgumentException noSuchPrefix) {
            throw Refusal.of(404);
        }
    }

    private TermPage type(String iri, Contents.Members members, Contents contents) {
        var demands = ontology.demands(iri);
        var name = name(iri);
        return new TermPage(
                name,
                label(iri),
                comment(iri),
                true,
                t.count("wortschatz.dinge", members.count()),
                Queries.workbench(counting("(COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a " + name + " }")),
                example(members.example()),
                sorted(members.properties()).stream()
                        .map(property -> line(
                                property.getKey(),
                                t.of("wortschatz.von", t.number(property.getValue()), t.number(members.count())),
                                demands.getOrDefault(property.getKey(), NONE),
                                contents))
                        .toList(),
                null,
                picture(iri, members.properties(), demands, contents),
                files(iri));
    }

    private TermPage property(String iri, Contents contents) {
        var count = contents.properties().getOrDefault(iri, 0L);
        var lines = new ArrayList<Line>();
        contents.classes().forEach((type, members) -> {
            var having = members.properties().get(iri);
            if (having != null) {
                lines.add(line(
                        type,
                        t.of("wortschatz.von", t.number(having), t.number(members.count())),
                        ontology.demands(type).getOrDefault(iri, NONE),
                        contents));
            }
        });
        return new TermPage(
                name(iri),
                label(iri),
                comment(iri),
                false,
                t.count("wortschatz.aussagen", count),
                Queries.workbench(counting("(COUNT(*) AS ?n) WHERE { ?x " + name(iri) + " ?y }")),
                null,
                lines,
                ontology.range(iri).map(range -> link(range, contents)).orElse(null),
                null,
                files(iri));
    }

    private String counting(String query) {
        return Prefixes.complete("SELECT " + query, desk.names());
    }

    private Line line(String iri, String count, Demand demand, Contents contents) {
        var values = demand.kind() == null ? ontology.range(iri).orElse(null) : demand.kind();
        return new Line(
                link(iri, contents), label(iri), count, often(demand), values == null ? null : link(values, contents));
    }

    private String often(Demand demand) {
        var most = demand.most();
        if (most != null && most == 1) {
            return t.of(demand.least() == 1 ? "wortschatz.genau-einmal" : "wortschatz.hoechstens-einmal");
        }
        return t.of(demand.least() > 0 ? "wortschatz.mindestens-einmal" : "wortschatz.beliebig-oft");
    }

    private static List<Map.Entry<String, Long>> sorted(SortedMap<String, Long> counted) {
        return counted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** What the things of a class point to, where that is a class of the data too. */
    private @Nullable Picture picture(
            String iri, SortedMap<String, Long> properties, SortedMap<String, Demand> demands, Contents contents) {
        var arrows = new ArrayList<Arrow>();
        for (var property : properties.keySet()) {
            var kind = demands.getOrDefault(property, NONE).kind();
            var target = kind == null ? ontology.range(property).orElse(null) : kind;
            if (target != null && contents.classes().containsKey(target) && hasPage(target)) {
                arrows.add(new Arrow(
                        name(property),
                        new Link(label(target), PATH + name(target)),
                        BOX + arrows.size() * ROW + ROW / 2));
            }
        }
        return arrows.isEmpty()
                ? null
                : new Picture(t.of("wortschatz.bild", label(iri)), BOX + arrows.size() * ROW, List.copyOf(arrows));
    }

    /** The classes in the data, the most frequent first. */
    List<Line> classes() {
        var contents = desk.contents();
        return contents.classes().entrySet().stream()
                .filter(type -> hasPage(type.getKey()))
                .sorted(Comparator.comparingLong(type -> -type.getValue().count()))
                .map(type -> new Line(
                        link(type.getKey(), contents),
                        label(type.getKey()),
                        t.number(type.getValue().count()),
                        "",
                        null))
                .toList();
    }

    /** {@code /schema/formen.ttl}: what must be true of each record. */
    void shapes(Context ctx) {
        var text = ontology.shapes();
        Answers.send(
                ctx,
                Accept.TURTLE + ";charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8),
                Integer.toHexString(text.hashCode()),
                Answers.REVALIDATE);
    }

    private List<Link> files(String iri) {
        var base = site.base().toString();
        return iri.startsWith(base)
                ? List.of(
                        new Link("Turtle", "/" + iri.substring(base.length()) + ".ttl"),
                        new Link("JSON-LD", "/" + iri.substring(base.length()) + ".jsonld"))
                : List.of(new Link(iri, Objects.requireNonNullElse(Web.href(iri), "")));
    }

    private @Nullable Link example(String iri) {
        if (iri.isEmpty()) {
            return null;
        }
        var base = site.base().toString();
        return iri.startsWith(base)
                ? new Link(iri.substring(base.length()), "/" + iri.substring(base.length()))
                : new Link(iri, Objects.requireNonNullElse(Web.href(iri), ""));
    }

    private Link link(String iri, Contents contents) {
        var known = contents.classes().containsKey(iri) || contents.properties().containsKey(iri);
        return new Link(name(iri), known && hasPage(iri) ? PATH + name(iri) : "");
    }

    /** Only what has a short name has an address of its own. */
    private boolean hasPage(String iri) {
        return desk.names().findShort(iri).isPresent();
    }

    private String name(String iri) {
        return desk.names().findShort(iri).orElse(iri);
    }

    private String label(String iri) {
        return ontology.label(iri, t.tag()).orElseGet(() -> name(iri));
    }

    private @Nullable String comment(String iri) {
        return ontology.comment(iri, t.tag()).orElse(null);
    }
}
