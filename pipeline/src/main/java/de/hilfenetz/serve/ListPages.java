package de.hilfenetz.serve;

import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Directory.Filter;
import de.hilfenetz.serve.Directory.Listed;
import de.hilfenetz.serve.Views.Choice;
import de.hilfenetz.serve.Views.Letter;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Listing;
import de.hilfenetz.serve.Views.Option;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The lists of services, organizations and places: search, filters, letters and pages, all by links. */
final class ListPages {

    private static final int PER_PAGE = 25;

    private final Words t;
    private final Labels labels;

    ListPages(Words t, Labels labels) {
        this.t = t;
        this.labels = labels;
    }

    /** The list of {@code kind} narrowed as the request says. */
    Listing of(Kind kind, Directory directory, Context ctx) {
        var path = Hits.path(kind);
        var query = Objects.requireNonNullElse(ctx.queryParam("q"), "").strip();
        var area = parameter(ctx, "gebiet");
        var topic = kind == Kind.SERVICE ? parameter(ctx, "thema") : null;
        var situation = kind == Kind.SERVICE ? parameter(ctx, "lebenslage") : null;
        var provider = kind == Kind.SERVICE ? parameter(ctx, "traeger") : null;
        var letter = parameter(ctx, "buchstabe");
        var filter = new Filter(words(query), area, topic, situation, null);
        var unlettered = directory.list(kind, filter).stream()
                .filter(listed -> provider == null || provider.equals(String.valueOf(listed.organization())))
                .toList();
        var found = letter == null
                ? unlettered
                : unlettered.stream()
                        .filter(listed -> listed.letter().equals(letter))
                        .toList();
        var link = new Query()
                .with("q", query)
                .with("gebiet", area)
                .with("thema", topic)
                .with("lebenslage", situation)
                .with("traeger", provider);
        var pages = Math.max(1, (found.size() + PER_PAGE - 1) / PER_PAGE);
        var page = Math.clamp(number(ctx.queryParam("seite")), 1, pages);
        var lettered = link.with("buchstabe", letter);
        var hits = new Hits(t, labels, directory);
        return new Listing(
                t.of("liste." + path.substring(1)),
                t.of("liste." + path.substring(1) + ".satz"),
                path,
                query,
                choices(kind, directory, area, topic, situation),
                letters(unlettered, letter, link, path),
                t.count(path.substring(1), found.size()),
                found.stream()
                        .skip((page - 1L) * PER_PAGE)
                        .limit(PER_PAGE)
                        .map(hits::of)
                        .toList(),
                page > 1 ? page("blaettern.zurueck", lettered, path, page - 1) : null,
                t.of("blaettern.seite", page, pages),
                page < pages ? page("blaettern.weiter", lettered, path, page + 1) : null,
                !lettered.on("").isEmpty());
    }

    static List<String> words(String query) {
        return Arrays.stream(GermanOrder.fold(query).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static @Nullable String parameter(Context ctx, String name) {
        var value = ctx.queryParam(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,5}") ? Integer.parseInt(text) : 1;
    }

    private Link page(String key, Query link, String path, int page) {
        return new Link(
                t.of(key),
                link.with("seite", page == 1 ? null : Integer.toString(page)).on(path));
    }

    private List<Choice> choices(
            Kind kind, Directory directory, @Nullable String area, @Nullable String topic, @Nullable String situation) {
        var choices = new ArrayList<Choice>();
        if (kind != Kind.ORGANIZATION) {
            choices.add(areas(directory.count(kind, Listed::areas).keySet(), area));
        }
        if (kind == Kind.SERVICE) {
            choices.add(choice("thema", directory, Listed::topics, topic));
            choices.add(choice("lebenslage", directory, Listed::lifeSituations, situation));
        }
        return choices;
    }

    /** The Stadtbezirke by number, each with its Stadtteile. */
    private Choice areas(Set<String> occurring, @Nullable String chosen) {
        var options = new ArrayList<Option>();
        options.add(new Option("", t.of("filter.alle"), chosen == null));
        occurring.stream()
                .sorted()
                .forEach(area -> options.add(new Option(
                        area, (area.length() == 3 ? "\u00a0\u00a0" : "") + labels.area(area), area.equals(chosen))));
        return new Choice("gebiet", t.of("filter.gebiet"), options);
    }

    private Choice choice(
            String name, Directory directory, Function<Listed, Set<String>> values, @Nullable String chosen) {
        var counts = directory.count(Kind.SERVICE, values);
        var options = new ArrayList<Option>();
        options.add(new Option("", t.of("filter.alle"), chosen == null));
        labels.byLabel(name, counts.keySet())
                .forEach((label, notation) -> options.add(
                        new Option(notation, label + " (" + counts.get(notation) + ")", notation.equals(chosen))));
        return new Choice(name, t.of("filter." + name), options);
    }

    private static List<Letter> letters(List<Listed> found, @Nullable String chosen, Query link, String path) {
        var occurring = found.stream().map(Listed::letter).collect(Collectors.toSet());
        return IntStream.concat(IntStream.rangeClosed('A', 'Z'), IntStream.of('#'))
                .mapToObj(Character::toString)
                .map(letter -> new Letter(
                        letter.equals("#") ? "0–9" : letter,
                        occurring.contains(letter)
                                ? link.with("buchstabe", letter).on(path)
                                : null,
                        letter.equals(chosen)))
                .toList();
    }
}
