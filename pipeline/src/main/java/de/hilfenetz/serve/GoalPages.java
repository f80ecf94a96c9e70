package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What people assigned to the four goals, with the result chain as reported. Nothing is inferred, nothing is reached. */
final class GoalPages {

    private static final String PATH = "/ziele";

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;
    private final OperatorFigures operator;

    GoalPages(Sheets sheets) {
        this.sheets = sheets;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
        operator = new OperatorFigures(sheets);
    }

    /** {@code /ziele}: the four goals side by side. */
    void list(Context ctx) {
        var published = sheets.published();
        var offers = published.figures().inventory().offers();
        var rows = vocabulary.getScheme("ziel").concepts().stream()
                .map(goal -> List.of(
                        Box.link(goal.label(t.tag()), PATH + "/" + goal.notation()),
                        Box.of(goal.definition(t.tag())),
                        Box.of(words.share(assigned(goal, offers).size(), offers.size()))))
                .toList();
        var assigned = count(offers, offer -> !offer.goals().isEmpty());
        var sheet = new Sheet(
                t.of("ziele.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("ziele.satz"), t.of("ziele.insgesamt", words.share(assigned, offers.size()))),
                null,
                List.of(
                        new Section("")
                                .with(new Grid(
                                        t.of("ziele.titel"),
                                        sheets.head("ziele.ziel", "ziele.wortlaut", "ziele.anzahl"),
                                        rows,
                                        false)),
                        chain(offers),
                        new Section(t.of("planung.fragen"))
                                .withLinks(List.of(new Link(t.of("planung.s1.frage"), "/fragen/angebote-je-ziel")))),
                List.of(new Link(
                        t.of("begriff.schema") + ": "
                                + vocabulary.getScheme("ziel").title(t.tag()),
                        "/begriffe/ziel")),
                true);
        sheets.send(ctx, published, sheet);
    }

    /** {@code /ziele/{notation}}: who is assigned to one goal, by whom it was said and when. */
    void one(Context ctx) {
        var published = sheets.published();
        var goal = vocabulary.find("ziel", ctx.pathParam("notation")).orElseThrow(() -> Refusal.of(404));
        var offers = published.figures().inventory().offers();
        var those = assigned(goal, offers);
        var sections = new ArrayList<Section>();
        sections.add(
                those.isEmpty()
                        ? new Section(t.of("ziele.angebote"), t.of("ziele.keine"))
                        : new Section(t.of("ziele.angebote"), t.of("ziele.angebote.satz"))
                                .with(offers(published, those)));
        sections.add(chain(those));
        operator.context(published, "ziel/" + goal.notation()).ifPresent(sections::add);
        var questions = new ArrayList<Link>();
        if (!those.isEmpty()) {
            questions.add(new Link(
                    t.of("ziele.frage.eins"), "/fragen/angebote-zum-ziel?ziel=" + Query.encode(goal.notation())));
        }
        questions.add(new Link(t.of("planung.s1.frage"), "/fragen/angebote-je-ziel"));
        questions.add(new Link(t.of("wirkung.frage"), "/fragen/wirkung-berichtet"));
        sections.add(new Section(t.of("planung.fragen")).withLinks(questions));
        var sheet = new Sheet(
                goal.label(t.tag()),
                List.of(new Link(t.of("planung.titel"), "/planung"), new Link(t.of("ziele.titel"), PATH)),
                List.of(
                        goal.definition(t.tag()),
                        t.of("ziele.zugeordnet", words.share(those.size(), offers.size())),
                        t.of("ziele.nichts-hergeleitet")),
                null,
                sections,
                List.of(new Link(
                        t.of("begriff.schema") + ": " + goal.label(t.tag()), "/begriffe/ziel/" + goal.notation())),
                true);
        sheets.send(ctx, published, sheet);
    }

    private static List<Offer> assigned(Concept goal, Collection<Offer> offers) {
        return offers.stream()
                .filter(offer -> offer.goals().contains(goal.notation()))
                .toList();
    }

    private Grid offers(Published published, List<Offer> offers) {
        var rows = new ArrayList<List<Box>>();
        var sorted = new ArrayList<>(offers);
        GermanOrder.sort(sorted, Offer::name, offer -> offer.id().toString());
        for (var offer : sorted) {
            var assigned = Objects.requireNonNull(offer.goalsAssigned(), "nobody is here without a goal");
            rows.add(List.of(
                    Box.offer(offer, t),
                    Sheets.provider(published, offer),
                    Box.of(t.of(assigned.byEditors() ? "ziele.redaktion" : "ziele.traeger")),
                    Box.of(
                            assigned.on() == null
                                    ? t.of("ziele.ohne-datum")
                                    : t.day(assigned.on()).text()),
                    Box.of(
                            offer.outcomeLevels().isEmpty()
                                    ? t.of("wirkung.nicht-berichtet")
                                    : String.join(
                                            ", ",
                                            offer.outcomeLevels().stream()
                                                    .map(level -> words.label("wirkungsstufe", level))
                                                    .toList()))));
        }
        return new Grid(
                t.count("angebote", rows.size()),
                sheets.head("planung.angebot", "planung.traeger", "ziele.von", "ziele.am", "wirkung.berichtet"),
                rows,
                false);
    }

    /** The result chain as reported: how many services say something of each step. */
    Section chain(Collection<Offer> offers) {
        var rows = vocabulary.getScheme("wirkungsstufe").concepts().stream()
                .map(step -> List.of(
                        Box.of(step.label(t.tag())),
                        Box.of(words.share(
                                count(offers, offer -> offer.outcomeLevels().contains(step.notation())),
                                offers.size()))))
                .toList();
        return new Section(t.of("wirkung.titel"), t.of("wirkung.satz"))
                .with(new Grid(t.of("wirkung.titel"), sheets.head("wirkung.stufe", "wirkung.berichtet"), rows, true));
    }

    static long count(Collection<Offer> offers, Predicate<Offer> which) {
        return offers.stream().filter(which).count();
    }
}
