package de.hilfenetz.serve;

import de.hilfenetz.planning.Cell;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Selection;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.serve.PlanningWords.Measure;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.javalin.http.Context;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where how much is offered: life situations by areas, each cell with the list behind it (P9). */
final class CoveragePages {

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;
    private final OperatorFigures operator;
    private final CoverageChoices choices;

    CoveragePages(Sheets sheets, CoverageChoices choices) {
        this.sheets = sheets;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
        operator = new OperatorFigures(sheets);
        this.choices = choices;
    }

    /** {@code /karte}: life situations by areas, the primary form. */
    void matrix(Context ctx) {
        var published = sheets.published();
        var chosen = Chosen.ofAnyHour(ctx, vocabulary, t);
        var measure = choices.measure(ctx);
        var all = published.figures().coverage();
        var coverage = chosen.among(published.figures());
        var above = sheets.city().equals(chosen.area());
        var title = above ? t.of("karte.titel") : t.of("karte.titel.in", words.area(chosen.area()));
        var sections = new ArrayList<Section>();
        var isComplete =
                coverage.reporting().known() && coverage.reporting().missing().isEmpty();
        var sentences = new ArrayList<String>();
        sentences.add(t.of(chosen.asksWhen() ? "karte.lesen.zeit" : "karte.lesen"));
        if (measure == Measure.JE_10000) {
            operator.inhabitants(published, chosen.area())
                    .ifPresent(source -> sentences.add(t.of("karte.einwohner", source)));
        }
        if (isComplete) {
            sentences.add(choices.missing(coverage));
        }
        sections.add(new Section("", sentences.toArray(String[]::new))
                .withNote(isComplete ? null : choices.missing(coverage))
                .with(grid(coverage, chosen, measure)));
        var said = sheets.statements().about(published.edition(), columns(coverage, chosen), "alle");
        if (!said.isEmpty()) {
            sections.add(new Section(t.of("planung.gesagt"), t.of("planung.gesagt.satz")).withStatements(said));
        }
        sections.add(choices.legend(coverage, chosen));
        sections.add(unknown(coverage, published.figures(), chosen));
        sections.add(maps(coverage, chosen));
        sheets.send(
                ctx,
                published,
                new Sheet(
                        title,
                        List.of(new Link(t.of("planung.titel"), "/planung")),
                        List.of(t.of(
                                "karte.satz", t.day(coverage.week().monday()).text())),
                        choices.form("/karte", chosen, all, measure),
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
                        chosen.in(area).about(situation).list(measure),
                        PlanningWords.kind(cell)));
            }
            rows.add(row);
        }
        return new Grid(words.measure(measure) + chosen.slots(words), head, rows, true);
    }

    /** {@code 3} for Stadtbezirk 3, the name of a Stadtteil, {@code gesamt} for what holds the others. */
    private String short_(String area) {
        return switch (area.length()) {
            case 2 -> t.of("karte.bezirk", Integer.parseInt(area));
            case 3 -> words.area(area);
            default -> words.area(area);
        };
    }

    private Section unknown(Coverage coverage, Figures figures, Chosen chosen) {
        var cell = coverage.cell(chosen.area(), "alle", chosen.slot());
        var sentences = new ArrayList<>(words.unknown(cell));
        var there = figures.coverage().cell(chosen.area(), "alle", Slot.ALL).services();
        for (var slot : chosen.selection().slots()) {
            var one = new Selection(chosen.area(), "alle", List.of(slot), null);
            var silent = new Selection.Sieve(one, figures.inventory(), vocabulary).countSilent();
            if (silent > 0) {
                sentences.add(t.of("planung.ohne-angabe", words.slot(slot), words.share(silent, there)));
            }
        }
        var none = coverage.cell(chosen.area(), Split.UNKNOWN, chosen.slot());
        words.some("planung.ohne-lebenslage.satz", none.services(), cell.services())
                .ifPresent(sentences::add);
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

    /** {@code /karte.csv}: the matrix as a table, with the kind of each cell. */
    void csv(Context ctx) {
        var published = sheets.published();
        var chosen = Chosen.ofAnyHour(ctx, vocabulary, t);
        choices.measure(ctx);
        var coverage = chosen.among(published.figures());
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
                    "angebote_ohne_kapazitaet",
                    "einwohner",
                    "angebote_je_10000",
                    "einwohner_quelle");
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
                            "" + cell.withoutCapacity(),
                            cell.inhabitants() == null
                                    ? ""
                                    : "" + cell.inhabitants().number(),
                            cell.rate().isEmpty()
                                    ? ""
                                    : "" + Math.round(cell.rate().getAsDouble() * 100) / 100.0,
                            cell.inhabitants() == null ? "" : cell.inhabitants().source());
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
}
