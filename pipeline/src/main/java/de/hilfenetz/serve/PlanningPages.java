package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Selection;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.record.Answer;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the poverty strategy asks, row by row: goals, criteria, the door, who is responsible and who pays. */
final class PlanningPages {

    /** An availability says nothing after that. */
    private static final Duration STALE = Duration.ofHours(24);

    /** The rows of the strategy, each with its page and its query, by the number of their text. */
    private static final List<List<String>> ROWS = List.of(
            List.of("/ziele", ""),
            List.of("/traeger", "/fragen/angebote-je-traegerart"),
            List.of("/begriffe/grundlage", "/fragen/grundlagen"),
            List.of("/karte", "/fragen/angebote-je-lebenslage"),
            List.of("/zugang", "/fragen/zugangswege"),
            List.of("/abstimmung", "/fragen/generationen"),
            List.of("/kriterien", "/fragen/sprachen"),
            List.of("/orte", "/fragen/orte-je-merkmal"),
            List.of("/abstimmung", "/fragen/angebote-je-traeger"),
            List.of("/verantwortung", "/fragen/verantwortung"),
            List.of("/entwicklung", "/fragen/seit-wann"));

    private final Supplier<Optional<Published>> current;
    private final Vocabulary vocabulary;
    private final Words t;
    private final Pages pages;
    private final PlanningWords words;

    PlanningPages(Supplier<Optional<Published>> current, Vocabulary vocabulary, Words t, Pages pages) {
        this.current = current;
        this.vocabulary = vocabulary;
        this.t = t;
        this.pages = pages;
        words = new PlanningWords(t, vocabulary);
    }

    private Published published() {
        return current.get().orElseThrow(() -> Refusal.of(404));
    }

    private String goalsQuery() {
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
            """.formatted(pages.base()));
    }

    /** {@code /planung}: where to begin, and the strategy's rows. */
    void overview(Context ctx) {
        var published = published();
        var rows = new ArrayList<List<Box>>();
        for (var i = 0; i < ROWS.size(); i++) {
            var row = ROWS.get(i);
            var number = i + 1;
            rows.add(List.of(
                    Box.of(t.of("planung.s" + number)),
                    Box.link(t.of("planung.s" + number + ".seite"), row.getFirst()),
                    Box.link(
                            t.of("planung.s" + number + ".frage"),
                            row.getLast().isEmpty() ? goalsQuery() : row.getLast())));
        }
        var city = vocabulary.areas().city().notation();
        var women = new Chosen(new Selection(
                city,
                "wohnen-und-wohnungslosigkeit",
                List.of(new Slot(Split.AUDIENCE, "frauen", null), new Slot(Split.ACCESS, "ohne-termin", Answer.YES)),
                5 * 24 + 20));
        var door = new Chosen(new Selection(city, "alle", door(), null));
        var sheet = new Sheet(
                t.of("planung.titel"),
                List.of(),
                List.of(t.of("planung.satz")),
                null,
                List.of(
                        new Section(t.of("planung.wege"))
                                .withLinks(List.of(
                                        new Link(t.of("karte.titel"), "/karte"),
                                        new Link(t.of("wann.titel"), "/wann"),
                                        new Link(t.of("planung.angebote.titel"), "/planung/angebote"),
                                        new Link(t.of("zugang.titel"), "/zugang"),
                                        new Link(t.of("entwicklung.titel"), "/entwicklung"),
                                        new Link(t.of("abstimmung.titel"), "/abstimmung"),
                                        new Link(t.of("qualitaet.titel"), "/qualitaet"))),
                        new Section(t.of("planung.beispiele"))
                                .withLinks(List.of(
                                        new Link(t.of("planung.beispiel.frauen"), women.list()),
                                        new Link(t.of("planung.beispiel.tuer"), door.list()))),
                        new Section(t.of("planung.strategie"), t.of("planung.strategie.satz"))
                                .with(new Grid(
                                        t.of("planung.strategie"),
                                        head("planung.zeile", "planung.seite", "planung.frage"),
                                        rows,
                                        false)),
                        new Section(t.of("planung.blaetter"), t.of("planung.blaetter.satz"))
                                .withLinks(vocabulary.areas().quarters().stream()
                                        .map(area ->
                                                new Link(area.label(t.tag()), "/gebiete/" + area.notation() + "/blatt"))
                                        .toList())),
                List.of(new Link(t.of("karte.ganz"), "/daten/versorgung")),
                true);
        send(ctx, published, sheet);
    }

    /** What decides at the door for somebody without appointment, papers and money. */
    private static List<Slot> door() {
        return List.of("ohne-termin", "ohne-ausweis", "kostenfrei").stream()
                .map(notation -> new Slot(Split.ACCESS, notation, Answer.YES))
                .toList();
    }

    /** {@code /ziele}: what people assigned to the four goals; nothing is inferred. */
    void goals(Context ctx) {
        var published = published();
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
                        new Link(t.of("planung.abfrage"), goalsQuery()),
                        new Link(
                                t.of("begriff.schema") + ": "
                                        + vocabulary.getScheme("ziel").title(t.tag()),
                                "/begriffe/ziel")),
                true);
        send(ctx, published, sheet);
    }

    private static long count(java.util.Collection<Offer> offers, Predicate<Offer> which) {
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
                .with(new Grid(t.of("wirkung.titel"), head("wirkung.stufe", "wirkung.berichtet"), rows, true));
    }

    /** {@code /kriterien}: for each of the five, the fields that carry it and how often they are known. */
    void criteria(Context ctx) {
        var published = published();
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
                                    head("kriterien.angabe", "kriterien.bekannt", "kriterien.ja"),
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
        send(ctx, published, sheet);
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

    private static Answer answer(Offer offer, String threshold) {
        return offer.access().getOrDefault(threshold, Answer.UNKNOWN);
    }

    /** {@code /zugang}: what decides at the door, and whether beds are free, without a place. */
    void door(Context ctx) {
        var published = published();
        var offers = published.figures().inventory().offers().stream().toList();
        var rows = new ArrayList<List<Box>>();
        for (var concept : vocabulary.getScheme("zugang").concepts()) {
            var row = new ArrayList<Box>();
            row.add(Box.link(concept.label(t.tag()), "/planung/angebote?zugang=" + concept.notation()));
            for (var answer : Answer.values()) {
                row.add(Box.of(t.number(count(offers, offer -> answer(offer, concept.notation()) == answer))));
            }
            rows.add(row);
        }
        var now = pages.now();
        var city = vocabulary.areas().city().notation();
        var today = now.atZone(Words.BERLIN);
        var day = de.hilfenetz.vocabulary.Holidays.isHoliday(today.toLocalDate())
                ? 7
                : today.getDayOfWeek().getValue() - 1;
        var door = new Chosen(new Selection(city, "alle", door(), null));
        var sheet = new Sheet(
                t.of("zugang.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("zugang.satz")),
                null,
                List.of(
                        new Section(t.of("zugang.heute"), t.of("zugang.heute.satz"))
                                .withLinks(List.of(
                                        new Link(
                                                t.of("zugang.jetzt", today.getHour()),
                                                door.at(day * 24 + today.getHour())
                                                        .list()),
                                        new Link(t.of("zugang.egal"), door.list()))),
                        new Section(t.of("zugang.schwellen"), t.of("zugang.schwellen.satz"))
                                .with(new Grid(
                                        t.of("zugang.schwellen"),
                                        head(
                                                "planung.zugang",
                                                "zugang.ja",
                                                "zugang.eingeschraenkt",
                                                "zugang.nein",
                                                "nicht-gemeldet"),
                                        rows,
                                        true)),
                        new Section(t.of("zugang.frei"), t.of("zugang.frei.satz")).with(free(offers, now))),
                List.of(new Link(t.of("planung.abfrage"), "/fragen/angebote-mit-zugang")),
                true);
        send(ctx, published, sheet);
    }

    private Grid free(List<Offer> offers, Instant now) {
        var rows = new ArrayList<List<Box>>();
        for (var offer : offers) {
            var availability = offer.availability();
            if (availability != null) {
                var stale = Duration.between(availability.at(), now).compareTo(STALE) > 0;
                rows.add(List.of(
                        Box.link(offer.name(), "/angebote/" + offer.id()),
                        Box.of(stale ? t.of("zugang.veraltet") : t.of("zugang.ampel." + availability.state())),
                        Box.of(t.moment(availability.at()).text())));
            }
        }
        return new Grid(t.of("zugang.frei"), head("planung.angebot", "zugang.stand", "zugang.gemeldet"), rows, false);
    }

    /** {@code /verantwortung}: who is responsible, who pays, what ends in the next twelve months. */
    void responsibility(Context ctx) {
        var published = published();
        var offers = published.figures().inventory().offers().stream().toList();
        var rows = new ArrayList<List<Box>>();
        for (var level : vocabulary.getScheme("verantwortung").concepts()) {
            rows.add(List.of(
                    Box.of(level.label(t.tag())),
                    Box.of(t.number(count(offers, offer -> level.notation().equals(offer.responsibility())))),
                    Box.of(t.number(count(offers, offer -> offer.payers().contains(level.notation()))))));
        }
        rows.add(List.of(
                Box.of(t.of("nicht-gemeldet")),
                Box.of(t.number(count(offers, offer -> offer.responsibility() == null))),
                Box.of(t.number(count(offers, offer -> offer.payers().isEmpty())))));
        var sheet = new Sheet(
                t.of("verantwortung.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("verantwortung.satz")),
                null,
                List.of(
                        new Section(t.of("verantwortung.wer"))
                                .with(new Grid(
                                        t.of("verantwortung.wer"),
                                        head(
                                                "verantwortung.ebene",
                                                "verantwortung.verantwortet",
                                                "verantwortung.zahlt"),
                                        rows,
                                        true)),
                        ending(published, pages.today())),
                List.of(
                        new Link(t.of("verantwortung.frage"), "/fragen/verantwortung"),
                        new Link(t.of("verantwortung.frage.endet"), "/fragen/laeuft-aus")),
                true);
        send(ctx, published, sheet);
    }

    /** What is said to end within a year, and who pays. */
    Section ending(Published published, LocalDate today) {
        var byDay = new TreeMap<LocalDate, List<Offer>>();
        var unknown = 0L;
        var offers = published.figures().inventory().offers();
        for (var offer : offers) {
            var ends = offer.ends();
            if (ends == null) {
                unknown++;
            } else if (!ends.isBefore(today) && !ends.isAfter(today.plusYears(1))) {
                byDay.computeIfAbsent(ends, day -> new ArrayList<>()).add(offer);
            }
        }
        var rows = new ArrayList<List<Box>>();
        byDay.forEach((day, those) -> those.forEach(offer -> rows.add(List.of(
                Box.link(offer.name(), "/angebote/" + offer.id()),
                Box.of(t.day(day).text()),
                Box.of(
                        offer.payers().isEmpty()
                                ? t.of("nicht-gemeldet")
                                : String.join(
                                        ", ",
                                        offer.payers().stream()
                                                .map(level -> words.label("verantwortung", level))
                                                .toList()))))));
        return new Section(
                        t.of("verantwortung.endet"),
                        t.of("verantwortung.endet.satz", words.share(unknown, offers.size())))
                .with(new Grid(
                        t.of("verantwortung.endet"),
                        head("planung.angebot", "verantwortung.am", "verantwortung.zahlt"),
                        rows,
                        false));
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
        return new Grid(t.of("ziele.angebote"), head("planung.angebot", "planung.traeger", "ziele.am"), rows, false);
    }

    private List<Box> head(String... keys) {
        return Arrays.stream(keys).map(key -> Box.of(t.of(key))).toList();
    }

    private void send(Context ctx, Published published, Sheet sheet) {
        var frame = pages.frame(
                ctx, Optional.of(published), sheet.title(), sheet.lead().getFirst());
        pages.send(ctx, Optional.of(published), "planung", Map.of("frame", frame, "sheet", sheet));
    }
}
