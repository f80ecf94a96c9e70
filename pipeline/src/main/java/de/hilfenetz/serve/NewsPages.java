package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.serve.Views.Edited;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.NewsLine;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /neuigkeiten}: what whoever uses the data has to know, day by day, from the log in {@code site/neuigkeiten.yaml} and
 * the announcements of editors; as a page and as Atom.
 */
final class NewsPages {

    private static final String PATH = "/neuigkeiten";

    private final Supplier<Optional<Published>> current;
    private final Site site;
    private final Words t;
    private final Pages pages;
    private final JsonNode log = log();

    NewsPages(Supplier<Optional<Published>> current, Site site, Words t, Pages pages) {
        this.current = current;
        this.site = site;
        this.t = t;
        this.pages = pages;
    }

    /** The log as it is written. */
    static JsonNode log() {
        try (var file = NewsPages.class.getResourceAsStream("/site/neuigkeiten.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One piece of news; {@code edited} and {@code plain} are its text, where the title does not say it all. */
    private record News(
            LocalDate day,
            String id,
            String kind,
            String title,
            @Nullable Edited edited,
            String plain,
            @Nullable String link,
            @Nullable LocalDate until) {}

    void page(Context ctx) {
        var published = current.get();
        var frame = pages.frame(ctx, published, t.of("neuigkeiten"), t.of("neuigkeiten.satz"))
                .with(List.of(new Frame.Alternate(Atom.TYPE, PATH + ".atom")));
        pages.send(
                ctx,
                published,
                "neuigkeiten",
                Map.of(
                        "frame",
                        frame,
                        "news",
                        news(published).stream().map(this::line).toList()));
    }

    void atom(Context ctx) {
        var published = current.get();
        var news = news(published);
        var updated =
                news.stream().map(News::day).max(Comparator.naturalOrder()).orElseGet(pages::today);
        var feed = new Atom(
                site.base() + PATH.substring(1) + ".atom",
                site.base() + PATH.substring(1),
                t.of("neuigkeiten"),
                t.of("name"),
                noon(updated),
                news.stream().map(this::entry).toList());
        Answers.send(
                ctx,
                Atom.TYPE,
                feed.write(),
                published.map(Published::release).orElse("leer") + "-" + updated,
                Answers.REVALIDATE);
    }

    private List<News> news(Optional<Published> published) {
        var news = new ArrayList<News>();
        log.path("entries").forEach(entry -> news.add(news(entry)));
        var today = pages.today();
        published.map(Published::edition).orElse(Edition.EMPTY).list("announcement").stream()
                .map(this::news)
                .filter(one -> !one.day().isAfter(today))
                .forEach(news::add);
        news.sort(Comparator.comparing(News::day).reversed());
        return news;
    }

    private News news(JsonNode entry) {
        return new News(
                LocalDate.parse(entry.path("day").asText()),
                entry.path("day").asText() + "-" + entry.path("id").asText(),
                entry.path("kind").asText(),
                entry.path(t.tag()).asText(),
                null,
                "",
                entry.path("link").textValue(),
                entry.has("until") ? LocalDate.parse(entry.path("until").asText()) : null);
    }

    private News news(Editorial entry) {
        return new News(
                LocalDate.parse(entry.content().path("from").asText()),
                "hinweis-" + entry.key(),
                "hinweis",
                entry.name().best(t.tag()),
                Edition.text(entry, "text", t.tag(), t).orElse(null),
                entry.content().path("text").path(t.tag()).asText(),
                null,
                null);
    }

    private NewsLine line(News one) {
        return new NewsLine(
                one.id(),
                t.day(one.day()),
                t.of("neuigkeiten." + one.kind()),
                one.title(),
                one.edited(),
                one.until() == null ? null : t.day(one.until()),
                one.link() == null ? null : new Link(t.of("neuigkeiten.weiter"), one.link()));
    }

    private Atom.Entry entry(News one) {
        return new Atom.Entry(
                site.base() + PATH.substring(1) + "#" + one.id(),
                one.title(),
                noon(one.day()),
                site.base() + PATH.substring(1) + "#" + one.id(),
                one.kind(),
                one.plain().isEmpty() ? null : one.plain());
    }

    /** Atom wants a moment, the log knows days. */
    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(Words.BERLIN).toInstant();
    }
}
