package de.hilfenetz.serve;

import de.hilfenetz.planning.Cell;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Selection;
import de.hilfenetz.planning.Selection.Reason;
import de.hilfenetz.planning.SelectionQuery;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.record.Answer;
import de.hilfenetz.serve.PlanningWords.Measure;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Check;
import de.hilfenetz.serve.Sheet.Form;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Choice;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Option;
import de.hilfenetz.vocabulary.Vocabulary;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.javalin.http.Context;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Where how much is offered: the matrix, the map of tiles, and the list behind each of their cells (P9). */
final class CoveragePages {

    private static final int MOST_LISTED = 100;
    private static final int MOST_DOUBTFUL = 50;

    private final Supplier<Optional<Published>> current;
    private final Vocabulary vocabulary;
    private final Site site;
    private final Words t;
    private final Pages pages;
    private final PlanningWords words;
    private final Statements statements;

    CoveragePages(
            Supplier<Optional<Published>> current,
            Vocabulary vocabulary,
            Site site,
            Words t,
            Pages pages,
            Statements statements) {
        this.current = current;
        this.vocabulary = vocabulary;
        this.site = site;
        this.t = t;
        this.pages = pages;
        this.statements = statements;
        words = new PlanningWords(t, vocabulary);
    }

    private Measure measure(Context ctx) {
        var asked = Objects.requireNonNullElse(Chosen.parameter(ctx, "mass"), Measure.ANGEBOTE.word());
        return Arrays.stream(Measure.values())
                .filter(measure -> measure.word().equals(asked))
                .findFirst()
                .orElseThrow(() -> Refusal.of(400, t.of("planung.unbekannt", "mass", asked)));
    }

    /** {@code /karte}: life situations by areas, the primary form. */
    void matrix(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var chosen = Chosen.of(ctx, vocabulary, t);
        var measure = measure(ctx);
        var coverage = published.figures().coverage();
        var above = vocabulary.areas().city().notation().equals(chosen.area());
        var title = above ? t.of("karte.titel") : t.of("karte.titel.in", words.area(chosen.area()));
        var sections = new ArrayList<Section>();
        var isComplete =
                coverage.reporting().known() && coverage.reporting().missing().isEmpty();
        sections.add((isComplete
                        ? new Section("", t.of("karte.lesen"), missing(coverage))
                        : new Section("", t.of("karte.lesen")).withNote(missing(coverage)))
                .with(grid(coverage, chosen, measure)));
        sections.add(legend(coverage));
        sections.add(unknown(coverage, chosen));
        sections.add(maps(coverage, chosen));
        send(
                ctx,
                published,
                new Sheet(
                        title,
                        List.of(new Link(t.of("planung.titel"), "/planung")),
                        List.of(t.of(
                                "karte.satz", t.day(coverage.week().monday()).text())),
                        form("/karte", chosen, coverage, measure),
                        sections,
                        files(ctx),
                        true),
                t.of("karte.beschreibung"));
    }

    private List<Link> files(Context ctx) {
        var query = ctx.queryString() == null ? "" : "?" + ctx.queryString();
        return List.of(
                new Link(t.of("karte.csv"), "/karte.csv" + query), new Link(t.of("karte.ganz"), "/daten/versorgung"));
    }

    private List<String> columns(Coverage coverage, Chosen chosen) {
        var columns = new ArrayList<>(coverage.within(chosen.area()));
        columns.add(chosen.area());
        return columns;
    }

    private List<String> rows(Coverage coverage) {
        var rows = new ArrayList<>(coverage.topSituations());
        rows.add("alle");
        rows.add(Split.UNKNOWN);
        return rows;
    }

    private Grid grid(Coverage coverage, Chosen chosen, Measure measure) {
        var columns = columns(coverage, chosen);
        var head = new ArrayList<Box>();
        head.add(Box.of(t.of("planung.lebenslage")));
        for (var area : columns) {
            var canDrill = !coverage.within(area).isEmpty() && !area.equals(chosen.area());
            head.add(
                    canDrill
                            ? new Box(
                                    short_(area),
                                    words.area(area),
                                    chosen.in(area).on("/karte"),
                                    "")
                            : new Box(short_(area), "", null, ""));
        }
        var rows = new ArrayList<List<Box>>();
        for (var situation : rows(coverage)) {
            var row = new ArrayList<Box>();
            row.add(
                    situation.equals(Split.UNKNOWN) || situation.equals("alle")
                            ? Box.of(words.situation(situation))
                            : Box.link(
                                    words.situation(situation),
                                    chosen.about("alle").on("/karte/" + situation)));
            for (var area : columns) {
                var cell = coverage.cell(area, situation, chosen.slot());
                row.add(new Box(
                        words.text(cell, measure),
                        cell.kind() == Cell.Kind.SERVICES && measure == Measure.ANGEBOTE
                                ? ""
                                : words.said(cell, measure),
                        chosen.in(area).about(situation).list(),
                        PlanningWords.kind(cell)));
            }
            rows.add(row);
        }
        var caption = words.measure(measure) + (chosen.slot().equals(Slot.ALL) ? "" : ", " + words.slot(chosen.slot()));
        return new Grid(caption, head, rows, true);
    }

    /** {@code 3} for Stadtbezirk 3, the name of a Stadtteil, {@code gesamt} for what holds the others. */
    private String short_(String area) {
        return switch (area.length()) {
            case 2 -> t.of("karte.bezirk", Integer.parseInt(area));
            case 3 -> words.area(area);
            default -> words.area(area);
        };
    }

    private String missing(Coverage coverage) {
        var reporting = coverage.reporting();
        if (!reporting.known()) {
            return t.of("karte.register-fehlt");
        }
        return reporting.missing().isEmpty()
                ? t.of("karte.alle-liefern")
                : t.of(
                        "karte.quellen-fehlen",
                        String.join(
                                ", ",
                                reporting.missing().entrySet().stream()
                                        .map(feed -> site.feedTitles().getOrDefault(feed.getKey(), feed.getKey()) + " ("
                                                + feed.getValue() + ")")
                                        .toList()));
    }

    private Section legend(Coverage coverage) {
        var rows = List.of(
                List.of(Box.of("3"), Box.of(t.of("karte.legende.angebote"))),
                List.of(
                        Box.of("–"),
                        Box.of(t.of(coverage.reporting().known() ? "karte.legende.keine" : "karte.legende.unbekannt"))),
                List.of(new Box("?", "", null, "fehlt"), Box.of(t.of("karte.legende.fehlt"))),
                List.of(new Box("S", "", null, "stadtweit"), Box.of(t.of("karte.legende.stadtweit"))));
        return new Section(t.of("karte.legende"))
                .with(new Grid(
                        t.of("karte.legende"),
                        List.of(Box.of(t.of("karte.zeichen")), Box.of(t.of("karte.heisst"))),
                        rows,
                        false));
    }

    private Section unknown(Coverage coverage, Chosen chosen) {
        var cell = coverage.cell(chosen.area(), "alle", chosen.slot());
        var sentences = new ArrayList<>(words.unknown(cell));
        var none = coverage.cell(chosen.area(), Split.UNKNOWN, chosen.slot());
        sentences.add(t.of("planung.ohne-lebenslage.satz", words.share(none.services(), cell.services())));
        sentences.add(t.of("karte.mehrfach"));
        return new Section(t.of("planung.was-wir-nicht-wissen"), sentences.toArray(String[]::new));
    }

    private Section maps(Coverage coverage, Chosen chosen) {
        return new Section(t.of("karte.karten"))
                .withLinks(coverage.topSituations().stream()
                        .map(situation -> new Link(
                                words.situation(situation), chosen.about("alle").on("/karte/" + situation)))
                        .toList());
    }

    private Form form(String action, Chosen chosen, Coverage coverage, Measure measure) {
        var choices = new ArrayList<Choice>();
        for (var split : Chosen.SPLITS) {
            choices.add(choice(split, chosen, coverage));
        }
        choices.add(choice(Split.ACCESS, chosen, coverage));
        choices.add(new Choice(
                "mass",
                t.of("planung.mass"),
                Arrays.stream(Measure.values())
                        .map(one -> new Option(one.word(), words.measure(one), one == measure))
                        .toList()));
        var hidden = chosen.area().length() > 4 ? List.<Link>of() : List.of(new Link("gebiet", chosen.area()));
        return new Form(action, choices, List.of(), hidden);
    }

    private Choice choice(Split split, Chosen chosen, Coverage coverage) {
        var asked = chosen.value(split);
        var options = new ArrayList<Option>();
        options.add(new Option("", t.of("filter.alle"), asked.isEmpty()));
        coverage.slots(split).stream()
                .filter(slot -> !slot.value().equals(Split.UNKNOWN))
                .map(slot -> new Slot(split, slot.value(), slot.answer() == null ? null : Answer.YES))
                .distinct()
                .forEach(slot -> options.add(
                        new Option(slot.value(), words.slot(slot), slot.value().equals(asked))));
        return new Choice(split.word(), t.of("planung." + split.word()), options);
    }

    /** {@code /karte/{lebenslage}}: the same figures as a map, with what people found about them. */
    void map(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var situation = ctx.pathParam("lebenslage");
        if (vocabulary.find("lebenslage", situation).isEmpty()) {
            throw Refusal.of(404);
        }
        var chosen = Chosen.of(ctx, vocabulary, t).about(situation);
        var measure = measure(ctx);
        var coverage = published.figures().coverage();
        var city = chosen.in(vocabulary.areas().city().notation());
        var sections = new ArrayList<Section>();
        for (var level : List.of(2, 3)) {
            sections.add(new Section(t.of("karte.ebene." + level))
                    .withPicture(tiles(coverage, city, measure, level))
                    .withLinks(List.of(new Link(
                            t.of("karte.svg"),
                            city.on("/karte.svg") + "&ebene=" + level + "&mass=" + measure.word()))));
        }
        sections.add(table(coverage, city));
        sections.add(legend(coverage).withText(missing(coverage)));
        sections.add(new Section(t.of("planung.gesagt"), t.of("planung.gesagt.satz"))
                .withStatements(statements.about(published.edition(), situation)));
        send(
                ctx,
                published,
                new Sheet(
                        words.situation(situation),
                        List.of(new Link(t.of("planung.titel"), "/planung"), new Link(t.of("karte.titel"), "/karte")),
                        List.of(t.of(
                                "karte.satz", t.day(coverage.week().monday()).text())),
                        form("/karte/" + situation, chosen, coverage, measure),
                        sections,
                        List.of(new Link(t.of("karte.ganz"), "/daten/versorgung")),
                        true),
                t.of("karte.beschreibung"));
    }

    /** {@code /karte.svg?lebenslage=&ebene=}: one map as a file. */
    void svg(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var chosen = Chosen.of(ctx, vocabulary, t);
        var level = "3".equals(ctx.queryParam("ebene")) ? 3 : 2;
        var tiles = tiles(published.figures().coverage(), chosen, measure(ctx), level);
        Answers.send(
                ctx,
                "image/svg+xml",
                pages.render(
                        "teil/bild",
                        Map.of("picture", tiles.under(pages.base()), "width", Integer.toString(tiles.width()))),
                published.release(),
                Answers.REVALIDATE);
    }

    private Sheet.Tiles tiles(Coverage coverage, Chosen chosen, Measure measure, int level) {
        var places = level == 2 ? TileMap.DISTRICTS : TileMap.QUARTERS;
        var size = level == 2 ? 120 : 86;
        var gap = 6;
        var highest = places.keySet().stream()
                .mapToLong(area -> amount(coverage.cell(area, chosen.situation(), chosen.slot()), measure))
                .max()
                .orElse(0);
        var tiles = new ArrayList<Sheet.Tile>();
        places.forEach((area, place) -> {
            var cell = coverage.cell(area, chosen.situation(), chosen.slot());
            var kind = PlanningWords.kind(cell);
            var label = level == 2 ? t.of("karte.bezirk", Integer.parseInt(area)) : words.area(area);
            tiles.add(new Sheet.Tile(
                    place.column() * (size + gap) + gap / 2,
                    place.row() * (size + gap) + gap / 2,
                    size,
                    label,
                    cell.kind() == Cell.Kind.SERVICES && measure == Measure.KAPAZITAET
                            ? (cell.capacity().isEmpty() ? "…" : t.number(amount(cell, measure)))
                            : words.text(cell, measure),
                    "%s, %s: %s"
                            .formatted(
                                    words.area(area), words.situation(chosen.situation()), words.said(cell, measure)),
                    chosen.in(area).list(),
                    kind.isEmpty() ? shade(amount(cell, measure), highest) : kind));
        });
        var columns =
                places.values().stream().mapToInt(TileMap.Place::column).max().orElse(0) + 1;
        var rows = places.values().stream().mapToInt(TileMap.Place::row).max().orElse(0) + 1;
        return new Sheet.Tiles(
                t.of(
                        "karte.bild",
                        words.measure(measure),
                        words.situation(chosen.situation()),
                        t.of("karte.ebene." + level)),
                t.of("karte.bild.text"),
                columns * (size + gap),
                rows * (size + gap),
                tiles);
    }

    private static long amount(Cell cell, Measure measure) {
        return switch (measure) {
            case ANGEBOTE -> cell.services();
            case ORTE -> cell.places();
            case STUNDEN -> Math.round(cell.minutes() / 60.0);
            case KAPAZITAET ->
                cell.capacity().values().stream().mapToInt(Integer::intValue).sum();
        };
    }

    private static String shade(long value, long highest) {
        return highest == 0 ? "s1" : "s" + Math.clamp((value * 4 + highest - 1) / highest, 1, 4);
    }

    /** The four measures side by side, with what is not known. */
    private Section table(Coverage coverage, Chosen chosen) {
        var rows = new ArrayList<List<Box>>();
        var areas = new ArrayList<String>();
        areas.add(chosen.area());
        for (var district : coverage.within(vocabulary.areas().city().notation())) {
            areas.add(district);
            areas.addAll(coverage.within(district));
        }
        for (var area : areas) {
            var cell = coverage.cell(area, chosen.situation(), chosen.slot());
            if (area.length() == 3 && cell.kind() != Cell.Kind.SERVICES) {
                continue;
            }
            rows.add(List.of(
                    Box.link(words.area(area), "/gebiete/" + area + (area.length() == 3 ? "/blatt" : "")),
                    new Box(
                            words.text(cell, Measure.ANGEBOTE),
                            cell.kind() == Cell.Kind.SERVICES ? "" : words.said(cell, Measure.ANGEBOTE),
                            chosen.in(area).list(),
                            PlanningWords.kind(cell)),
                    Box.of(t.number(cell.places())),
                    Box.of(t.number(Math.round(cell.minutes() / 60.0))),
                    Box.of(words.share(cell.withoutHours(), cell.services())),
                    Box.of(t.number(cell.byAppointment())),
                    Box.of(cell.services() == 0 ? "" : words.text(cell, Measure.KAPAZITAET)),
                    Box.of(words.share(cell.withoutCapacity(), cell.services())),
                    Box.of(t.number(cell.catchment())),
                    Box.of(t.number(cell.cityWide()))));
        }
        return new Section(t.of("karte.zahlen"), t.of("karte.zahlen.satz"))
                .with(new Grid(
                        words.situation(chosen.situation()),
                        head(
                                "planung.gebiet",
                                "planung.mass.angebote",
                                "planung.mass.orte",
                                "planung.mass.stunden",
                                "planung.spalte.ohne-zeiten",
                                "planung.spalte.vereinbarung",
                                "planung.mass.kapazitaet",
                                "planung.spalte.ohne-kapazitaet",
                                "planung.spalte.einzugsgebiet",
                                "planung.spalte.stadtweit"),
                        rows,
                        true));
    }

    List<Box> head(String... keys) {
        return Arrays.stream(keys).map(key -> Box.of(t.of(key))).toList();
    }

    /** {@code /karte.csv}: the matrix as a table, with the kind of each cell. */
    void csv(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var chosen = Chosen.of(ctx, vocabulary, t);
        var coverage = published.figures().coverage();
        var out = new StringWriter();
        try (var csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(
                    "gebiet_nr",
                    "gebiet",
                    "lebenslage",
                    "zellart",
                    "angebote",
                    "orte",
                    "stunden_je_woche",
                    "angebote_ohne_zeiten",
                    "angebote_ohne_kapazitaet");
            for (var area : columns(coverage, chosen)) {
                for (var situation : rows(coverage)) {
                    var cell = coverage.cell(area, situation, chosen.slot());
                    csv.writeRecord(
                            area,
                            words.area(area),
                            situation,
                            cell.kind().word(),
                            "" + cell.services(),
                            "" + cell.places(),
                            "" + cell.minutes() / 60.0,
                            "" + cell.withoutHours(),
                            "" + cell.withoutCapacity());
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Answers.send(
                ctx,
                "text/csv;charset=utf-8",
                out.toString().getBytes(StandardCharsets.UTF_8),
                published.release(),
                Answers.REVALIDATE);
    }

    /** A service with why it may fit only. */
    private record Found(Offer offer, List<Reason> reasons) {}

    /** {@code /planung/angebote}: who is behind a figure, since when confirmed, and what is not known. */
    void list(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var chosen = Chosen.of(ctx, vocabulary, t);
        var figures = published.figures();
        var sieve = new Selection.Sieve(chosen.selection(), figures.inventory(), vocabulary);
        var sure = new ArrayList<Found>();
        var doubtful = new ArrayList<Found>();
        for (var offer : figures.inventory().offers()) {
            sieve.fit(offer).ifPresent(reasons -> (reasons.isEmpty() ? sure : doubtful).add(new Found(offer, reasons)));
        }
        GermanOrder.sort(
                sure, found -> found.offer.name(), found -> found.offer.id().toString());
        GermanOrder.sort(
                doubtful, found -> found.offer.name(), found -> found.offer.id().toString());
        doubtful.sort(java.util.Comparator.comparingInt(found -> found.reasons.size()));
        var asked = asked(chosen);
        var sections = new ArrayList<Section>();
        sections.add(new Section(
                        t.of("planung.passt", t.count("angebote", sure.size())),
                        sure.isEmpty() ? t.of("planung.passt.keins") : t.of("planung.passt.satz"))
                .with(sure.isEmpty() ? null : grid(published, figures, sure, MOST_LISTED, chosen)));
        if (!doubtful.isEmpty()) {
            sections.add(new Section(
                            t.of("planung.koennte", t.count("angebote", doubtful.size())), t.of("planung.koennte.satz"))
                    .with(grid(published, figures, doubtful, MOST_DOUBTFUL, chosen)));
        }
        sections.add(new Section(
                        t.of("planung.so-gezaehlt"),
                        t.of(
                                chosen.selection().hour() == null
                                        ? "planung.so-gezaehlt.satz"
                                        : "planung.so-gezaehlt.zeit"))
                .withLinks(List.of(
                        new Link(
                                t.of("planung.abfrage"),
                                Queries.workbench(SelectionQuery.of(chosen.selection(), pages.base(), vocabulary))),
                        new Link(t.of("wann.titel"), chosen.at(null).on("/wann")),
                        new Link(
                                t.of("karte.titel"),
                                chosen.at(null)
                                        .about("alle")
                                        .in(vocabulary.areas().city().notation())
                                        .on("/karte")))));
        send(
                ctx,
                published,
                new Sheet(
                        t.of("planung.angebote.titel"),
                        List.of(new Link(t.of("planung.titel"), "/planung")),
                        List.of(asked),
                        listForm(chosen, figures.coverage()),
                        sections,
                        List.of(),
                        true),
                t.of("planung.angebote.beschreibung"));
    }

    /** What was asked for, in words. */
    String asked(Chosen chosen) {
        var parts = new ArrayList<String>();
        parts.add(words.situation(chosen.situation()));
        parts.add(words.area(chosen.area()));
        chosen.selection().slots().forEach(slot -> parts.add(words.slot(slot)));
        var hour = chosen.selection().hour();
        if (hour != null) {
            parts.add(t.of("planung.um", t.of("planung.tag." + hour / 24), hour % 24));
        }
        return String.join(" · ", parts);
    }

    private Form listForm(Chosen chosen, Coverage coverage) {
        var choices = new ArrayList<Choice>();
        var situations = new ArrayList<Option>();
        situations.add(new Option("", t.of("filter.alle"), chosen.situation().equals("alle")));
        coverage.situations().stream()
                .filter(situation -> !situation.equals("alle"))
                .forEach(situation -> situations.add(
                        new Option(situation, words.situation(situation), situation.equals(chosen.situation()))));
        choices.add(new Choice("lebenslage", t.of("planung.lebenslage"), situations));
        var areas = new ArrayList<Option>();
        areas.add(new Option("", t.of("filter.alle"), chosen.area().length() > 4));
        for (var district : coverage.within(vocabulary.areas().city().notation())) {
            areas.add(new Option(district, words.area(district), district.equals(chosen.area())));
            coverage.within(district)
                    .forEach(quarter -> areas.add(
                            new Option(quarter, "\u00a0\u00a0" + words.area(quarter), quarter.equals(chosen.area()))));
        }
        choices.add(new Choice("gebiet", t.of("planung.gebiet"), areas));
        Chosen.SPLITS.forEach(split -> choices.add(choice(split, chosen, coverage)));
        var hour = chosen.selection().hour();
        var days = new ArrayList<Option>();
        days.add(new Option("", t.of("planung.tag.egal"), hour == null));
        for (var day = 0; day < 8; day++) {
            days.add(new Option("" + day, t.of("planung.tag." + day), hour != null && hour / 24 == day));
        }
        choices.add(new Choice("tag", t.of("planung.tag"), days));
        var hours = new ArrayList<Option>();
        for (var one = 0; one < 24; one++) {
            hours.add(new Option("" + one, t.of("planung.uhr", one), one == (hour == null ? 12 : hour % 24)));
        }
        choices.add(new Choice("stunde", t.of("planung.stunde"), hours));
        var checks = vocabulary.getScheme("zugang").concepts().stream()
                .map(concept -> new Slot(Split.ACCESS, concept.notation(), Answer.YES))
                .map(slot -> new Check("zugang", slot.value(), words.slot(slot), chosen.asks(slot)))
                .toList();
        return new Form("/planung/angebote", choices, checks, List.of());
    }

    private Grid grid(Published published, Figures figures, List<Found> found, int most, Chosen chosen) {
        var rows = new ArrayList<List<Box>>();
        for (var one : found.subList(0, Math.min(most, found.size()))) {
            var offer = one.offer;
            var places = offer.at().stream()
                    .flatMap(site -> figures.inventory().findSpot(site.location()).stream())
                    .filter(spot -> chosen.area().length() > 4 || spot.areas().contains(chosen.area()))
                    .map(spot -> spot.name()
                            + spot.areas().stream()
                                    .filter(area -> area.length() == 3)
                                    .findFirst()
                                    .map(area -> " (" + words.area(area) + ")")
                                    .orElse(""))
                    .distinct()
                    .toList();
            var unknown =
                    new ArrayList<>(one.reasons.stream().map(words::reason).toList());
            if (chosen.selection().hour() == null
                    && offer.hours().isUnknown()
                    && offer.at().stream().allMatch(site -> site.hours().isUnknown())) {
                unknown.add(t.of("planung.zweifel.hours"));
            }
            rows.add(List.of(
                    Box.link(offer.name(), "/angebote/" + offer.id()),
                    Box.of(published
                            .directory()
                            .find(offer.organization())
                            .map(Directory.Listed::name)
                            .orElse("–")),
                    Box.of(
                            offer.protectedPlace()
                                    ? t.of("planung.geschuetzt")
                                    : places.isEmpty() ? t.of("planung.kein-ort") : String.join("; ", places)),
                    Box.of(
                            offer.confirmed() == null
                                    ? t.of("planung.nie-bestaetigt")
                                    : t.day(offer.confirmed()).text()),
                    Box.of(unknown.isEmpty() ? "–" : String.join("; ", unknown))));
        }
        var caption = found.size() > most ? t.of("planung.die-ersten", t.number(most)) : asked(chosen);
        return new Grid(
                caption,
                head(
                        "planung.angebot",
                        "planung.traeger",
                        "planung.ort",
                        "planung.bestaetigt",
                        "planung.unbekannt-spalte"),
                rows,
                false);
    }

    void send(Context ctx, Published published, Sheet sheet, String description) {
        var frame = pages.frame(ctx, Optional.of(published), sheet.title(), description);
        pages.send(
                ctx,
                Optional.of(published),
                "planung",
                Map.of("frame", ctx.queryString() == null ? frame : frame.withoutIndex(), "sheet", sheet));
    }
}
