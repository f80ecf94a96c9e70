package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.record.Answer;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What people assigned to the four goals, and which fields carry the five criteria. */
final class GoalPages {

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;

    GoalPages(Sheets sheets) {
        this.sheets = sheets;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
    }

    static String query(URI base) {
        return Queries.workbench("""
            PREFIX hnv: <%sdef/>
            PREFIX schema: <https://schema.org/>
            PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

            SELECT ?zielName (COUNT(DISTINCT ?angebot) AS ?angebote) WHERE {
              ?ziel skos:inScheme <%1$sdef/ziel> ; skos:prefLabel ?zielName .
              FILTER (LANG(?zielName) = "de")
              OPTIONAL { ?angebot a schema:Service ; hnv:goal ?ziel }
            }
            GROUP BY ?ziel ?zielName
            ORDER BY ?zielName
            """.formatted(base));
    }
    /** {@code /ziele}: what people assigned to the four goals; nothing is inferred. */
    void goals(Context ctx) {
        var published = sheets.published();
        var offers = published.figures().inventory().offers();
        var sections = new ArrayList<Section>();
        var assigned = count(offers, offer -> !offer.goals().isEmpty());
        for (var goal : vocabulary.getScheme("ziel").concepts()) {
            var those = offers.stream()
                    .filter(offer -> offer.goals().contains(goal.notation()))
                    .toList();
            sections.add(new Section(
                            goal.label(t.tag()),
                            goal.definition(),
                            t.of("ziele.zugeordnet", words.share(those.size(), offers.size())))
                    .with(offers(published, those)));
        }
        sections.add(chain(offers.stream().toList()));
        var sheet = new Sheet(
                t.of("ziele.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("ziele.satz"), t.of("ziele.insgesamt", words.share(assigned, offers.size()))),
                null,
                sections,
                List.of(
                        new Link(t.of("planung.abfrage"), query(sheets.pages().base())),
                        new Link(
                                t.of("begriff.schema") + ": "
                                        + vocabulary.getScheme("ziel").title(t.tag()),
                                "/begriffe/ziel")),
                true);
        sheets.send(ctx, published, sheet);
    }

    static long count(Collection<Offer> offers, Predicate<Offer> which) {
        return offers.stream().filter(which).count();
    }

    /** The result chain as reported: how many say something of each step. */
    private Section chain(List<Offer> offers) {
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

    /** {@code /kriterien}: for each of the five, the fields that carry it and how often they are known. */
    void criteria(Context ctx) {
        var published = sheets.published();
        var inventory = published.figures().inventory();
        var offers = inventory.offers().stream().toList();
        var sections = new ArrayList<Section>();
        for (var criterion : vocabulary.getScheme("kriterium").concepts()) {
            var fields = new ArrayList<List<Box>>();
            switch (criterion.notation()) {
                case "diversitaet" -> {
                    fields.add(field(
                            "planung.sprache",
                            offers,
                            offer -> !offer.languages().isEmpty(),
                            "/fragen/sprachen"));
                    fields.add(threshold("dolmetschen", offers));
                    fields.add(threshold("ohne-aufenthaltsstatus", offers));
                    fields.add(field(
                            "planung.zielgruppe",
                            offers,
                            offer -> !offer.audiences().isEmpty(),
                            "/karte"));
                }
                case "inklusion" -> {
                    var places = offers.stream()
                            .flatMap(offer -> offer.at().stream())
                            .flatMap(site -> inventory.findSpot(site.location()).stream())
                            .distinct()
                            .toList();
                    for (var feature : Parts.FEATURES) {
                        fields.add(List.of(
                                Box.link(words.label("merkmal", feature), "/karte?merkmal=" + feature),
                                Box.of(words.share(
                                        places.stream()
                                                .filter(spot -> spot.feature(feature) != Answer.UNKNOWN)
                                                .count(),
                                        places.size())),
                                Box.of(t.number(places.stream()
                                        .filter(spot -> spot.feature(feature) == Answer.YES)
                                        .count()))));
                    }
                    fields.add(threshold("dgs", offers));
                }
                case "gender" -> {
                    fields.add(field(
                            "planung.zielgruppe",
                            offers,
                            offer -> !offer.audiences().isEmpty(),
                            "/karte"));
                    for (var audience : List.of("frauen", "maenner", "trans-inter-nichtbinaer")) {
                        fields.add(List.of(
                                Box.link(words.label("zielgruppe", audience), "/karte?zielgruppe=" + audience),
                                Box.of("–"),
                                Box.of(t.number(
                                        count(offers, offer -> offer.audiences().contains(audience))))));
                    }
                    fields.add(threshold("kinder-mitbringen", offers));
                }
                case "sozialraum" -> {
                    fields.add(field(
                            "planung.ort",
                            offers,
                            offer -> offer.at().stream()
                                    .anyMatch(site -> inventory.findSpot(site.location()).stream()
                                            .anyMatch(spot -> !spot.areas().isEmpty())),
                            "/fragen/angebote-je-stadtteil"));
                    fields.add(field(
                            "planung.einzugsgebiet",
                            offers,
                            offer -> !offer.area().isEmpty(),
                            "/karte"));
                }
                default -> {}
            }
            var section = new Section(criterion.label(t.tag()), criterion.definition());
            sections.add(
                    criterion.notation().equals("wirkung")
                            ? section.with(Objects.requireNonNull(chain(offers).grid()))
                            : section.with(new Grid(
                                    criterion.label(t.tag()),
                                    sheets.head("kriterien.angabe", "kriterien.bekannt", "kriterien.ja"),
                                    fields,
                                    true)));
        }
        var sheet = new Sheet(
                t.of("kriterien.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("kriterien.satz")),
                null,
                sections,
                List.of(new Link(t.of("fragen.titel"), "/fragen")),
                true);
        sheets.send(ctx, published, sheet);
    }

    private List<Box> field(String key, List<Offer> offers, Predicate<Offer> known, String href) {
        return List.of(
                Box.link(t.of(key), href), Box.of(words.share(count(offers, known), offers.size())), Box.of("–"));
    }

    private List<Box> threshold(String notation, List<Offer> offers) {
        return List.of(
                Box.link(words.label("zugang", notation), "/karte?zugang=" + notation),
                Box.of(words.share(count(offers, offer -> answer(offer, notation) != Answer.UNKNOWN), offers.size())),
                Box.of(t.number(count(offers, offer -> answer(offer, notation) == Answer.YES))));
    }

    static Answer answer(Offer offer, String threshold) {
        return offer.access().getOrDefault(threshold, Answer.UNKNOWN);
    }

    private Grid offers(Published published, List<Offer> offers) {
        var rows = new ArrayList<List<Box>>();
        for (var offer : offers) {
            rows.add(List.of(
                    Box.link(offer.name(), "/angebote/" + offer.id()),
                    Box.of(published
                            .directory()
                            .find(offer.organization())
                            .map(Directory.Listed::name)
                            .orElse("–")),
                    Box.of(
                            offer.goalsAssigned() == null
                                    ? t.of("nicht-gemeldet")
                                    : t.day(offer.goalsAssigned()).text())));
        }
        return new Grid(
                t.of("ziele.angebote"), sheets.head("planung.angebot", "planung.traeger", "ziele.am"), rows, false);
    }
}
