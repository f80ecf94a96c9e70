package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Selection;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.planning.Spot;
import de.hilfenetz.record.Answer;
import de.hilfenetz.serve.PlanningWords.Measure;
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
import java.util.Map;
import java.util.function.Predicate;

/** The five criteria of planning: which fields carry each, and how often they are known. A share known is no score. */
final class CriterionPages {

    private static final String PATH = "/kriterien";

    /** Questions by criterion, each with the key of its words. */
    private static final Map<String, List<String>> QUESTIONS = Map.of(
            "diversitaet", List.of("sprachen", "angebote-in-einer-sprache", "angebote-mit-mehreren-sprachen"),
            "inklusion", List.of("orte-je-merkmal", "merkmal-je-stadtbezirk", "rundum-barrierefrei"),
            "gender", List.of("angebote-je-zielgruppe"),
            "sozialraum", List.of("angebote-je-stadtteil", "einzugsgebiete"),
            "wirkung", List.of("wirkung-berichtet"));

    private final Sheets sheets;
    private final GoalPages goals;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;
    private final OperatorFigures operator;

    CriterionPages(Sheets sheets, GoalPages goals) {
        this.sheets = sheets;
        this.goals = goals;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
        operator = new OperatorFigures(sheets);
    }

    /** {@code /kriterien}: the five side by side. */
    void list(Context ctx) {
        var rows = vocabulary.getScheme("kriterium").concepts().stream()
                .map(criterion -> List.of(
                        Box.link(criterion.label(t.tag()), PATH + "/" + criterion.notation()),
                        Box.of(criterion.definition(t.tag()))))
                .toList();
        var sheet = new Sheet(
                t.of("kriterien.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("kriterien.satz")),
                null,
                List.of(new Section("")
                        .with(new Grid(
                                t.of("kriterien.titel"),
                                sheets.head("kriterien.kriterium", "kriterien.meint"),
                                rows,
                                false))),
                List.of(new Link(
                        t.of("begriff.schema") + ": "
                                + vocabulary.getScheme("kriterium").title(t.tag()),
                        "/begriffe/kriterium")),
                true);
        sheets.send(ctx, sheets.published(), sheet);
    }

    /** {@code /kriterien/{notation}}: the fields of one. */
    void one(Context ctx) {
        var published = sheets.published();
        var criterion = vocabulary.find("kriterium", ctx.pathParam("notation")).orElseThrow(() -> Refusal.of(404));
        var offers = published.figures().inventory().offers();
        var sections = new ArrayList<Section>();
        sections.add(
                criterion.notation().equals("wirkung")
                        ? goals.chain(offers)
                        : new Section(t.of("kriterien.felder"), t.of("kriterien.felder.satz"))
                                .with(new Grid(
                                        criterion.label(t.tag()),
                                        sheets.head("kriterien.angabe", "kriterien.bekannt", "kriterien.ja"),
                                        fields(criterion, published),
                                        true)));
        operator.context(published, "kriterium/" + criterion.notation()).ifPresent(sections::add);
        sections.add(new Section(t.of("planung.fragen"))
                .withLinks(QUESTIONS.getOrDefault(criterion.notation(), List.of()).stream()
                        .map(question -> new Link(t.of("kriterien.frage." + question), "/fragen/" + question))
                        .toList()));
        var sheet = new Sheet(
                criterion.label(t.tag()),
                List.of(new Link(t.of("planung.titel"), "/planung"), new Link(t.of("kriterien.titel"), PATH)),
                List.of(criterion.definition(t.tag()), t.of("kriterien.kein-urteil")),
                null,
                sections,
                List.of(new Link(
                        t.of("begriff.schema") + ": " + criterion.label(t.tag()),
                        "/begriffe/kriterium/" + criterion.notation())),
                true);
        sheets.send(ctx, published, sheet);
    }

    private List<List<Box>> fields(Concept criterion, Published published) {
        var inventory = published.figures().inventory();
        var offers = inventory.offers();
        return switch (criterion.notation()) {
            case "diversitaet" ->
                List.of(
                        field(
                                "planung.sprache",
                                offers,
                                offer -> !offer.languages().isEmpty(),
                                "/fragen/sprachen"),
                        threshold("dolmetschen", offers),
                        threshold("ohne-aufenthaltsstatus", offers),
                        field(
                                "planung.zielgruppe",
                                offers,
                                offer -> !offer.audiences().isEmpty(),
                                "/fragen/angebote-je-zielgruppe"));
            case "inklusion" -> {
                var places = offers.stream()
                        .flatMap(offer -> offer.at().stream())
                        .flatMap(site -> inventory.findSpot(site.location()).stream())
                        .distinct()
                        .toList();
                var fields = new ArrayList<List<Box>>();
                Parts.FEATURES.forEach(feature -> fields.add(feature(feature, places)));
                fields.add(threshold("dgs", offers));
                yield fields;
            }
            case "gender" -> {
                var fields = new ArrayList<List<Box>>();
                fields.add(field(
                        "planung.zielgruppe",
                        offers,
                        offer -> !offer.audiences().isEmpty(),
                        "/fragen/angebote-je-zielgruppe"));
                for (var audience : List.of("frauen", "maenner", "trans-inter-nichtbinaer")) {
                    var those = only(new Slot(Split.AUDIENCE, audience, null));
                    fields.add(List.of(
                            Box.link(words.label("zielgruppe", audience), those.on("/karte")),
                            Box.of("–"),
                            Box.link(
                                    t.count(
                                            "angebote",
                                            published
                                                    .figures()
                                                    .coverage()
                                                    .cell(sheets.city(), "alle", those.slot())
                                                    .services()),
                                    those.list())));
                }
                fields.add(threshold("kinder-mitbringen", offers));
                yield fields;
            }
            case "sozialraum" ->
                List.of(
                        field(
                                "planung.ort",
                                offers,
                                offer -> offer.at().stream()
                                        .flatMap(site -> inventory.findSpot(site.location()).stream())
                                        .anyMatch(spot -> !spot.areas().isEmpty()),
                                "/fragen/angebote-je-stadtteil"),
                        field(
                                "planung.einzugsgebiet",
                                offers,
                                offer -> !offer.area().isEmpty(),
                                "/fragen/einzugsgebiete"));
            default -> List.of();
        };
    }

    private List<Box> feature(String feature, List<Spot> places) {
        var those = only(new Slot(Split.FEATURE, feature, Answer.YES));
        return List.of(
                Box.link(words.label("merkmal", feature), those.on("/karte", Measure.ORTE)),
                Box.of(t.of(
                        "kriterien.von-orten",
                        words.share(
                                places.stream()
                                        .filter(spot -> spot.feature(feature) != Answer.UNKNOWN)
                                        .count(),
                                places.size()))),
                Box.link(
                        t.count(
                                "orte",
                                places.stream()
                                        .filter(spot -> spot.feature(feature) == Answer.YES)
                                        .count()),
                        those.list(Measure.ORTE)));
    }

    private List<Box> field(String key, Collection<Offer> offers, Predicate<Offer> known, String href) {
        return List.of(
                Box.link(t.of(key), href),
                Box.of(t.of("kriterien.von-angeboten", words.share(GoalPages.count(offers, known), offers.size()))),
                Box.of("–"));
    }

    private List<Box> threshold(String notation, Collection<Offer> offers) {
        var those = only(new Slot(Split.ACCESS, notation, Answer.YES));
        return List.of(
                Box.link(words.label("zugang", notation), those.on("/karte")),
                Box.of(t.of(
                        "kriterien.von-angeboten",
                        words.share(
                                GoalPages.count(offers, offer -> offer.access(notation) != Answer.UNKNOWN),
                                offers.size()))),
                Box.link(
                        t.count("angebote", GoalPages.count(offers, offer -> offer.access(notation) == Answer.YES)),
                        those.list()));
    }

    /** All over the city. */
    private Chosen only(Slot slot) {
        return new Chosen(new Selection(sheets.city(), "alle", List.of(slot), null));
    }
}
