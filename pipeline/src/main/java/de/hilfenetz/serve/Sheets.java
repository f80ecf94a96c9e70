package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Option;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What all pages of figures share: the release they show, their words, and how they are sent. */
final class Sheets {

    private final Supplier<Optional<Published>> current;
    private final Vocabulary vocabulary;
    private final Words t;
    private final Pages pages;
    private final PlanningWords words;
    private final Statements statements;

    Sheets(Supplier<Optional<Published>> current, Vocabulary vocabulary, Words t, Pages pages, Statements statements) {
        this.current = current;
        this.vocabulary = vocabulary;
        this.t = t;
        this.pages = pages;
        this.statements = statements;
        words = new PlanningWords(t, vocabulary);
    }

    /** What is public; there are no figures of nothing. */
    Published published() {
        return current.get().orElseThrow(() -> Refusal.of(404));
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The city's AGS. */
    String city() {
        return vocabulary.areas().city().notation();
    }

    Words t() {
        return t;
    }

    Pages pages() {
        return pages;
    }

    PlanningWords words() {
        return words;
    }

    Statements statements() {
        return statements;
    }

    /** The head of a table by the keys of its words. */
    List<Box> head(String... keys) {
        return Arrays.stream(keys).map(key -> Box.of(t.of(key))).toList();
    }

    /** The cell of who offers a service. */
    static Box provider(Published published, Offer offer) {
        return Box.of(published
                .directory()
                .find(offer.organization())
                .map(Directory.Listed::name)
                .orElse("–"));
    }

    /** The areas to choose from, the smaller ones moved in below the larger, the city first. */
    List<Option> areas(String chosen) {
        var options = new ArrayList<Option>();
        options.add(new Option("", words.area(city()), chosen.equals(city())));
        within(city(), "", chosen, options);
        return options;
    }

    private void within(String area, String indent, String chosen, List<Option> options) {
        for (var inner : vocabulary.areas().within(area)) {
            var number = inner.notation();
            options.add(new Option(number, indent + words.area(number), number.equals(chosen)));
            within(number, indent + "\u00a0\u00a0", chosen, options);
        }
    }

    void send(Context ctx, Published published, Sheet sheet) {
        send(ctx, published, sheet, sheet.lead().getFirst());
    }

    /** Search engines need not know every choice. What organizations say to the figures of a page stands beside them. */
    void send(Context ctx, Published published, Sheet figures, String description) {
        var sheet = figures.with(said(ctx, published));
        var frame = pages.frame(ctx, Optional.of(published), sheet.title(), description);
        pages.send(
                ctx,
                Optional.of(published),
                "planung",
                Map.of("frame", ctx.queryString() == null ? frame : frame.withoutIndex(), "sheet", sheet));
    }

    /** A page that is another one with every minute, though the release is the same. */
    void sendForNow(Context ctx, Published published, Sheet figures) {
        var sheet = figures.with(said(ctx, published));
        var frame = pages.frame(
                ctx, Optional.of(published), sheet.title(), sheet.lead().getFirst());
        var minute = "-" + pages.now().getEpochSecond() / 60;
        pages.send(ctx, Optional.of(published), minute, "planung", Map.of("frame", frame, "sheet", sheet));
    }

    /**
     * A page that nobody keeps: not everybody may see it, or not yet.
     *
     * @param situation that it is about, where its address does not tell
     */
    void sendUnkept(Context ctx, Published published, Sheet sheet, Optional<String> situation) {
        var plain = pages.frame(
                        ctx, Optional.of(published), sheet.title(), sheet.lead().getFirst())
                .withoutIndex();
        var frame = situation
                .map(about -> pages.about(List.of(about), plain, published))
                .orElse(plain);
        pages.send(ctx, Optional.of(published), "planung", Map.of("frame", frame, "sheet", sheet), Answers.NOT_KEPT);
    }

    private List<Section> said(Context ctx, Published published) {
        var address = ctx.path().substring(t.prefix().length() + 1);
        var said = statements.comments(published.edition(), address, ctx.queryString());
        return said.isEmpty()
                ? List.of()
                : List.of(new Section(t.of("abstimmung.stellungnahmen"), t.of("planung.gesagt.traeger"))
                        .withStatements(said));
    }
}
