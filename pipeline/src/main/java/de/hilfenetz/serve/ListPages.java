package de.hilfenetz.serve;

import de.hilfenetz.query.GermanStems;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Directory.Filter;
import de.hilfenetz.serve.Directory.Listed;
import de.hilfenetz.serve.Lines.Facet;
import de.hilfenetz.serve.Views.Choice;
import de.hilfenetz.serve.Views.Letter;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Listing;
import de.hilfenetz.serve.Views.Option;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lists of services, organizations and places: search, filters, letters and pages, all by links. */
final class ListPages {

    /** Name of the parameter that asks for what is open. */
    static final String OPEN = "offen";
    /** Its value for this moment. */
    static final String NOW = "jetzt";

    private static final int PER_PAGE = 25;

    /** In the order they are asked for. */
    private static final List<String> EASE = List.of(
            Directory.STEP_FREE,
            Directory.WITHOUT_APPOINTMENT,
            Directory.WITHOUT_CALL,
            "kostenfrei",
            "anonym",
            "ohne-ausweis",
            "ohne-krankenversicherung",
            "ohne-aufenthaltsstatus",
            "dgs",
            "dolmetschen",
            "kinder-mitbringen",
            "hund");

    private final Words t;
    private final Labels labels;

    ListPages(Words t, Labels labels) {
        this.t = t;
        this.labels = labels;
    }

    /** What the request narrows a list of {@code kind} to; {@code now} is what "open now" means. */
    static Filter filter(Kind kind, Context ctx, Instant now) {
        var filter = new Filter(words(query(ctx)), Map.of(), kind == Kind.SERVICE ? openAt(ctx, now) : null, null);
        for (var facet : facets(kind)) {
            var values = ctx.queryParams(facet.parameter()).stream()
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .distinct()
                    .limit(facet == Facet.EASE ? 20 : 1)
                    .toList();
            filter = filter.with(facet, values);
        }
        return filter;
    }

    /** What somebody typed. */
    static String query(Context ctx) {
        return Objects.requireNonNullElse(ctx.queryParam("q"), "").strip();
    }

    private static List<Facet> facets(Kind kind) {
        return switch (kind) {
            case SERVICE -> Facet.SHOWN;
            case LOCATION -> List.of(Facet.AREA, Facet.LETTER);
            default -> List.of(Facet.LETTER);
        };
    }

    /** {@code offen=jetzt} or {@code offen=2026-11-28T14:30}, in the city's time. */
    private static @Nullable Instant openAt(Context ctx, Instant now) {
        var asked = Objects.requireNonNullElse(ctx.queryParam(OPEN), "").strip();
        if (asked.isEmpty()) {
            return null;
        }
        try {
            return asked.equals(NOW)
                    ? now
                    : LocalDateTime.parse(asked).atZone(Words.BERLIN).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.of(400, "offen=" + NOW + ", offen=2026-11-28T14:30");
        }
    }

    /** The same list again: its parameters without page and letter. */
    static Query link(Filter filter, Context ctx) {
        var link = new Query().with("q", query(ctx));
        for (var facet : Facet.SHOWN) {
            if (facet != Facet.LETTER) {
                link = link.with(facet.parameter(), filter.chosen().getOrDefault(facet, List.of()));
            }
        }
        return link.with(OPEN, filter.openAt() == null ? null : ctx.queryParam(OPEN));
    }

    /** The list of {@code kind} narrowed as the request says, at {@code path}. */
    Listing of(Kind kind, String path, Directory directory, Context ctx, Instant now) {
        var filter = filter(kind, ctx, now);
        var found = directory.select(kind, filter);
        var link = link(filter, ctx);
        var letter = filter.chosen().getOrDefault(Facet.LETTER, List.of());
        var lettered = link.with(Facet.LETTER.parameter(), letter);
        var pages = Math.max(1, (found.size() + PER_PAGE - 1) / PER_PAGE);
        var page = Math.clamp(number(ctx.queryParam("seite")), 1, pages);
        var hits = new Hits(t, labels, directory);
        var key = path.substring(1);
        var shown = found.page((page - 1L) * PER_PAGE, PER_PAGE);
        return new Listing(
                t.of("liste." + key),
                t.of("liste." + key + ".satz"),
                path,
                query(ctx),
                choices(kind, found, filter),
                kind == Kind.SERVICE ? ticks(found, filter) : List.of(),
                filter.openAt() != null,
                letters(found.counts(Facet.LETTER), letter, link, path),
                t.count(Hits.path(kind).substring(1), found.size()),
                shown.stream().map(hits::of).toList(),
                page > 1 ? page("blaettern.zurueck", lettered, path, page - 1) : null,
                t.of("blaettern.seite", page, pages),
                page < pages ? page("blaettern.weiter", lettered, path, page + 1) : null,
                !lettered.on("").isEmpty(),
                found.size() == 0 ? List.of() : files(kind, lettered));
    }

    /** What is listed, to take along: as a table and, of services, on paper. */
    private List<Link> files(Kind kind, Query link) {
        var table = new Link(t.of("liste.csv"), link.on(Hits.path(kind) + ".csv"));
        return kind == Kind.SERVICE
                ? List.of(table, new Link(t.of("wegweiser.drucken"), link.on(FinderPages.GUIDE)))
                : List.of(table);
    }

    /** The lines that {@link #of} shows. */
    List<Listed> shown(Kind kind, Directory directory, Context ctx, Instant now) {
        var found = directory.select(kind, filter(kind, ctx, now));
        var pages = Math.max(1, (found.size() + PER_PAGE - 1) / PER_PAGE);
        var page = Math.clamp(number(ctx.queryParam("seite")), 1, pages);
        return found.page((page - 1L) * PER_PAGE, PER_PAGE);
    }

    /** What was typed as searches compare it; words that stand in every text only where there is no other. */
    static List<String> words(String query) {
        var stems = GermanStems.of(query);
        return stems.isEmpty()
                ? Arrays.stream(GermanOrder.fold(query).split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toList()
                : stems;
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,5}") ? Integer.parseInt(text) : 1;
    }

    private Link page(String key, Query link, String path, int page) {
        return new Link(
                t.of(key),
                link.with("seite", page == 1 ? null : Integer.toString(page)).on(path));
    }

    private List<Choice> choices(Kind kind, Lines.Selection found, Filter filter) {
        return switch (kind) {
            case SERVICE ->
                List.of(
                        choice(Facet.SITUATION, found, filter, value -> labels.of("lebenslage", value)),
                        areas(found, filter),
                        choice(Facet.TOPIC, found, filter, value -> labels.of("thema", value)),
                        choice(Facet.LANGUAGE, found, filter, t::language));
            case LOCATION -> List.of(areas(found, filter));
            default -> List.of();
        };
    }

    private static @Nullable String chosen(Facet facet, Filter filter) {
        var values = filter.chosen().getOrDefault(facet, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }

    /** The Stadtbezirke by number, each with its Stadtteile. */
    private Choice areas(Lines.Selection found, Filter filter) {
        return choice(
                Facet.AREA,
                found,
                filter,
                area -> (area.length() == 3 ? "\u00a0\u00a0" : "") + labels.area(area),
                Map.Entry.comparingByKey());
    }

    private Choice choice(Facet facet, Lines.Selection found, Filter filter, UnaryOperator<String> label) {
        return choice(facet, found, filter, label, Map.Entry.comparingByValue(GermanOrder.comparator()));
    }

    private Choice choice(
            Facet facet,
            Lines.Selection found,
            Filter filter,
            UnaryOperator<String> label,
            Comparator<Map.Entry<String, String>> order) {
        var chosen = chosen(facet, filter);
        var counts = found.counts(facet);
        if (chosen != null) {
            counts.putIfAbsent(chosen, 0);
        }
        var options = new ArrayList<Option>();
        options.add(new Option("", t.of("filter.alle"), chosen == null));
        counts.keySet().stream()
                .map(value -> Map.entry(value, label.apply(value)))
                .sorted(order)
                .forEach(entry -> options.add(new Option(
                        entry.getKey(),
                        entry.getValue() + " (" + t.number(counts.getOrDefault(entry.getKey(), 0)) + ")",
                        entry.getKey().equals(chosen))));
        return new Choice(facet.parameter(), t.of("filter." + facet.parameter()), options);
    }

    /** What makes it easy to come, with how many would be left; what nobody offers is not asked for. */
    private List<Option> ticks(Lines.Selection found, Filter filter) {
        var chosen = filter.chosen().getOrDefault(Facet.EASE, List.of());
        var counts = found.counts(Facet.EASE);
        return Stream.concat(EASE.stream(), chosen.stream())
                .distinct()
                .filter(value -> counts.containsKey(value) || chosen.contains(value))
                .map(value -> new Option(
                        value,
                        ease(value) + " (" + t.number(counts.getOrDefault(value, 0)) + ")",
                        chosen.contains(value)))
                .toList();
    }

    /** What was asked for, in words. */
    List<String> conditions(Filter filter, Context ctx) {
        var conditions = new ArrayList<String>();
        if (!filter.words().isEmpty()) {
            conditions.add(t.of("zitat", query(ctx)));
        }
        for (var facet : List.of(Facet.SITUATION, Facet.TOPIC, Facet.AREA, Facet.LANGUAGE, Facet.EASE)) {
            filter.chosen().getOrDefault(facet, List.of()).forEach(value -> conditions.add(label(facet, value)));
        }
        if (filter.openAt() != null) {
            conditions.add(open(ctx));
        }
        return conditions;
    }

    /** The same list without one of its conditions, each with what is then found; only those that find something. */
    List<Link> relaxed(Kind kind, String path, Directory directory, Filter filter, Context ctx) {
        var links = new ArrayList<Link>();
        var link = link(filter, ctx);
        if (filter.openAt() != null) {
            add(links, open(ctx), link.with(OPEN, ""), path, directory.select(kind, filter.whenever()));
        }
        for (var facet : Facet.SHOWN) {
            var values = filter.chosen().getOrDefault(facet, List.of());
            for (var value : values) {
                var others =
                        values.stream().filter(other -> !other.equals(value)).toList();
                add(
                        links,
                        label(facet, value),
                        link.with(facet.parameter(), others),
                        path,
                        directory.select(kind, filter.with(facet, others)));
            }
        }
        return links;
    }

    private void add(List<Link> links, String label, Query link, String path, Lines.Selection found) {
        if (found.size() > 0) {
            links.add(new Link(t.of("finden.ohne", label, t.count("angebote", found.size())), link.on(path)));
        }
    }

    private String open(Context ctx) {
        var asked = Objects.requireNonNullElse(ctx.queryParam(OPEN), "");
        return asked.equals(NOW)
                ? t.of("mit.offen")
                : t.of(
                        "mit.offen.am",
                        t.moment(LocalDateTime.parse(asked).atZone(Words.BERLIN).toInstant())
                                .text());
    }

    private String label(Facet facet, String value) {
        return switch (facet) {
            case SITUATION -> labels.of("lebenslage", value);
            case TOPIC -> labels.of("thema", value);
            case AREA -> labels.area(value);
            case LANGUAGE -> t.language(value);
            case EASE -> ease(value);
            case LETTER, PROVIDER, AUDIENCE, FEATURE -> value;
        };
    }

    private String ease(String value) {
        return t.has("mit." + value) ? t.of("mit." + value) : labels.of("zugang", value);
    }

    private static List<Letter> letters(Map<String, Integer> occurring, List<String> chosen, Query link, String path) {
        return IntStream.concat(IntStream.rangeClosed('A', 'Z'), IntStream.of('#'))
                .mapToObj(Character::toString)
                .map(letter -> new Letter(
                        letter.equals("#") ? "0–9" : letter,
                        occurring.containsKey(letter)
                                ? link.with(Facet.LETTER.parameter(), letter).on(path)
                                : null,
                        chosen.contains(letter)))
                .toList();
    }
}
