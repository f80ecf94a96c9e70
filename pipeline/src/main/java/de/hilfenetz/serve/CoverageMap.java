package de.hilfenetz.serve;

import de.hilfenetz.planning.Cell;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.serve.PlanningWords.Measure;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The map of tiles of one life situation, with its four measures side by side and what people found about it (P9). */
final class CoverageMap {

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;
    private final CoverageChoices choices;

    CoverageMap(Sheets sheets, CoverageChoices choices) {
        this.sheets = sheets;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
        this.choices = choices;
    }

    /** {@code /karte/{lebenslage}}: the same figures as a map, with what people found about them. */
    void map(Context ctx) {
        var published = sheets.published();
        var situation = ctx.pathParam("lebenslage");
        if (vocabulary.find("lebenslage", situation).isEmpty()) {
            throw Refusal.of(404);
        }
        var chosen = Chosen.ofAnyHour(ctx, vocabulary, t).about(situation);
        var measure = choices.measure(ctx);
        var all = published.figures().coverage();
        var coverage = chosen.among(published.figures());
        var city = chosen.in(sheets.city());
        var sections = new ArrayList<Section>();
        for (var level : List.of(2, 3)) {
            sections.add(new Section(t.of("karte.ebene." + level))
                    .withPicture(tiles(coverage, city, measure, level))
                    .withLinks(List.of(new Link(
                            t.of("karte.svg"),
                            city.on("/karte.svg") + "&ebene=" + level + "&mass=" + measure.word()))));
        }
        sections.add(table(coverage, city));
        sections.add(choices.legend(coverage, chosen).withText(choices.missing(coverage)));
        sections.add(new Section(t.of("planung.gesagt"), t.of("planung.gesagt.satz"))
                .withStatements(sheets.statements().about(published.edition(), situation)));
        sheets.send(
                ctx,
                published,
                new Sheet(
                        words.situation(situation),
                        List.of(new Link(t.of("planung.titel"), "/planung"), new Link(t.of("karte.titel"), "/karte")),
                        List.of(t.of(
                                "karte.satz", t.day(coverage.week().monday()).text())),
                        choices.form("/karte/" + situation, chosen, all, measure),
                        sections,
                        List.of(new Link(t.of("karte.ganz"), "/daten/versorgung")),
                        true),
                t.of("karte.beschreibung"));
    }

    /** {@code /karte.svg?lebenslage=&ebene=}: one map as a file. */
    void svg(Context ctx) {
        var published = sheets.published();
        var chosen = Chosen.ofAnyHour(ctx, vocabulary, t);
        var level = "3".equals(ctx.queryParam("ebene")) ? 3 : 2;
        var tiles = tiles(chosen.among(published.figures()), chosen, choices.measure(ctx), level);
        Answers.send(
                ctx,
                "image/svg+xml",
                sheets.pages()
                        .render(
                                "teil/bild",
                                Map.of(
                                        "picture",
                                        tiles.under(sheets.pages().base()),
                                        "width",
                                        Integer.toString(tiles.width()))),
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
                    chosen.in(area).list(measure),
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
            case JE_10000 -> Math.round(cell.rate().orElse(0) * 10);
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
        for (var district : coverage.within(sheets.city())) {
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
                    Box.of(words.part(cell.withoutHours(), cell.services())),
                    Box.of(t.number(cell.byAppointment())),
                    Box.of(cell.services() == 0 ? "" : words.text(cell, Measure.KAPAZITAET)),
                    Box.of(words.part(cell.withoutCapacity(), cell.services())),
                    Box.of(t.number(cell.catchment())),
                    Box.of(t.number(cell.cityWide()))));
        }
        return new Section(t.of("karte.zahlen"), t.of("karte.zahlen.satz"))
                .with(new Grid(
                        words.situation(chosen.situation()) + chosen.slots(words),
                        sheets.head(
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
}
