package de.hilfenetz.serve;

import static java.util.stream.Collectors.toSet;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sends pages: puts the frame around what a template shows. */
final class Pages {

    private final Site site;
    private final Words t;
    private final Assets assets;
    private final Clock clock;
    private final Languages languages;
    private final Subjects subjects;
    private final CrisisNumbers numbers;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    Pages(Site site, Words t, Languages languages, Subjects subjects, Assets assets, Clock clock) {
        this.site = site;
        this.t = t;
        this.languages = languages;
        this.subjects = subjects;
        numbers = new CrisisNumbers(t);
        this.assets = assets;
        this.clock = clock;
    }

    /** Whether nobody answers for the site yet. */
    boolean demonstration() {
        return site.demonstration();
    }

    /** The public base address. */
    java.net.URI base() {
        return site.base();
    }

    /** The day in the city. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Words.BERLIN);
    }

    /** This moment. */
    Instant now() {
        return clock.instant();
    }

    /** The frame of the page at the request's path: with crisis numbers and the quick way out where its subject needs them. */
    Frame frame(Context ctx, Optional<Published> published, String title, String description) {
        var path = Languages.withoutLanguage(ctx.path());
        var asked = subjects.of(ctx);
        return new Frame(
                title,
                description,
                path,
                site.base() + (t.prefix() + path).substring(1),
                site.demonstration(),
                !site.demonstration() && !AnsweredRelease.isPast(),
                Subjects.isDelicate(ctx, asked) ? site.exit().toString() : null,
                published.map(now -> numbers(now, asked)).orElse(List.of()),
                List.of(),
                languages.translations(path, ctx.queryString(), t, site),
                published
                        .map(now -> new Frame.Stand(
                                now.release(),
                                t.moment(now.at()),
                                now.manifest().software(),
                                AnsweredRelease.isPast()))
                        .orElse(null),
                t,
                assets);
    }

    /**
     * The same frame for a page that is about more than its address tells.
     *
     * @param notations of topics and life situations
     */
    Frame about(Collection<String> notations, Frame frame, Published published) {
        var about = subjects.of(notations);
        var told = frame.withCrisis(numbers(published, about));
        return Subjects.isDelicate(about) ? told.withExit(site.exit().toString()) : told;
    }

    /** The same for a page that lists these services. */
    Frame aboutOffers(List<Directory.Listed> offers, Frame frame, Published published) {
        var delicate = delicate(offers.stream()
                .flatMap(offer -> Stream.concat(offer.topics().stream(), offer.lifeSituations().stream()))
                .collect(toSet()));
        var told = about(delicate, frame, published);
        return offers.stream().anyMatch(Directory.Listed::protectedPlace)
                ? told.withExit(site.exit().toString())
                : told;
    }

    /** Those that fit; where it is delicate and none fits, the most urgent ones. */
    private List<Views.Crisis> numbers(Published published, Set<String> about) {
        var fitting = numbers.about(published, about);
        return fitting.isEmpty() && Subjects.isDelicate(about) ? numbers.mostUrgent(published) : fitting;
    }

    /** Of these topics and life situations those whose readers may have to leave at once. */
    private List<String> delicate(Collection<String> notations) {
        return notations.stream()
                .filter(notation -> Subjects.isDelicate(subjects.of(List.of(notation))))
                .toList();
    }

    /** Renders a page and sends it; its ETag holds the release, the day and the look. */
    void send(Context ctx, Optional<Published> published, String template, Map<String, Object> values) {
        send(ctx, published, template, values, Answers.REVALIDATE);
    }

    void send(Context ctx, Optional<Published> published, String template, Map<String, Object> values, String cache) {
        send(ctx, published, "", template, values, cache);
    }

    /** @param mark of what else than the release decides the page */
    void send(Context ctx, Optional<Published> published, String mark, String template, Map<String, Object> values) {
        send(ctx, published, mark, template, values, Answers.REVALIDATE);
    }

    private void send(
            Context ctx,
            Optional<Published> published,
            String mark,
            String template,
            Map<String, Object> values,
            String cache) {
        var tag = published.map(Published::release).orElse("leer") + mark + "-" + today() + "-" + assets.fingerprint();
        Answers.vary(ctx, "Accept");
        Answers.send(ctx, "text/html;charset=utf-8", render(template, values), tag, cache);
    }

    /** The page as bytes. */
    byte[] render(String template, Map<String, Object> values) {
        var output = new StringOutput();
        templates.render(template + ".jte", values, output);
        var page = Days.marked(output.toString());
        return (t.isGerman() ? page : languages.lead(page, t)).getBytes(StandardCharsets.UTF_8);
    }
}
