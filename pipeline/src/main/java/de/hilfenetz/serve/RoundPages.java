package de.hilfenetz.serve;

import de.hilfenetz.planning.Cell;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Week;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.publish.Round;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.PlanningWords.Measure;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.atlas.lib.Cache;
import org.apache.jena.atlas.lib.CacheFactory;

/**
 * {@code /abstimmung/{runde}/zahlen}: the figures a planning round is about, of the state it names, with what partners say to
 * them. For ten working days only partners see them: whoever has a key, which a browser asks for as a password.
 */
final class RoundPages {

    private static final int ROUNDS_KEPT = 20;

    private final Sheets sheets;
    private final Releases releases;
    private final Doorkeeper door;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;
    private final OperatorFigures operator;
    /** By release, whose records never change, day and who sees them. */
    private final Cache<String, Figures> figures = CacheFactory.createCache(ROUNDS_KEPT);

    RoundPages(Sheets sheets, Releases releases, Doorkeeper door) {
        this.sheets = sheets;
        this.releases = releases;
        this.door = door;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
        operator = new OperatorFigures(sheets);
    }

    /** Days are compared as they are written. */
    private String missing(Round round) {
        var today = sheets.pages().today().toString();
        var isDay = round.state().length() == today.length();
        return t.of(
                isDay && round.state().compareTo(today) >= 0 ? "runde.tag-laeuft" : "runde.stand-fehlt", round.state());
    }

    void page(Context ctx) {
        var published = sheets.published();
        var edition = published.edition();
        var round = edition.rounds().find(ctx.pathParam("runde")).orElseThrow(() -> Refusal.of(404));
        var today = sheets.pages().today();
        var isPublic = !today.isBefore(round.publicOn());
        if (!isPublic) {
            door.admitPartner(ctx);
            if (today.isBefore(round.previewFrom())) {
                throw Refusal.of(
                        404,
                        t.of("runde.vorschau-ab", t.day(round.previewFrom()).text()));
            }
        }
        var manifest = releases.find(round.state()).orElseThrow(() -> Refusal.of(404, missing(round)));
        var counted = figures.get(
                "%s %s %s".formatted(manifest.release(), today, isPublic),
                key -> count(published, manifest, isPublic ? vocabulary.on(today) : vocabulary.forPartners(today)));
        var told = vocabulary.areas().figures();
        var rates = (isPublic ? told.on(today) : told.forPartners(today)).knowsInhabitants();
        var sections = new ArrayList<Section>();
        sections.add(new Section(t.of("karte.zahlen"), t.of("runde.zahlen.satz"))
                .with(grid(counted.coverage(), round, rates)));
        sections.add(new Section(t.of("ziele.titel"), t.of("ziele.satz"))
                .with(goals(counted.inventory().offers())));
        if (!isPublic) {
            var areas = new ArrayList<>(counted.coverage().within(area(round)));
            areas.addAll(List.of(area(round), sheets.city()));
            operator.preview(areas).ifPresent(sections::add);
        }
        var found = sheets.statements().of(edition, round);
        if (!found.isEmpty()) {
            sections.add(
                    new Section(t.of("abstimmung.bewertungen"), t.of("planung.gesagt.satz")).withStatements(found));
        }
        var comments = sheets.statements().comments(edition, round);
        sections.add(
                comments.isEmpty()
                        ? new Section(
                                t.of("abstimmung.stellungnahmen"), t.of("runde.keine-stellungnahme", round.address()))
                        : new Section(t.of("abstimmung.stellungnahmen"), t.of("planung.gesagt.traeger"))
                                .withStatements(comments));
        var sheet = new Sheet(
                t.of("runde.titel", round.title()),
                List.of(new Link(t.of("planung.titel"), "/planung"), new Link(t.of("abstimmung.titel"), "/abstimmung")),
                List.of(
                        t.of(
                                "runde.stand",
                                manifest.release(),
                                t.day(manifest.created()).text()),
                        t.of(
                                isPublic ? "runde.oeffentlich" : "runde.vorschau",
                                t.day(round.publicOn()).text())),
                null,
                sections,
                List.of(new Link(t.of("karte.titel"), "/karte")),
                true);
        sheets.sendUnkept(ctx, published, sheet, round.situation());
    }

    private Figures count(Published published, Manifest manifest, Vocabulary shown) {
        var inventory = new Inventory(Week.after(manifest.release().day()));
        try (var snapshot = published.journal().snapshotAt(manifest.journal())) {
            for (var kind : List.of(Kind.LOCATION, Kind.SERVICE)) {
                snapshot.forEach(kind, version -> inventory.add(version.entry()));
            }
        }
        return new Figures(inventory, manifest.feeds(), shown);
    }

    private String area(Round round) {
        return round.area().orElse(sheets.city());
    }

    /** By area where the round is about one life situation, by life situation where it is not. */
    private Grid grid(Coverage coverage, Round round, boolean hasRates) {
        var area = area(round);
        var rows = new ArrayList<List<Box>>();
        if (round.situation().isPresent()) {
            var areas = new ArrayList<>(coverage.within(area));
            areas.add(area);
            for (var one : areas) {
                rows.add(row(
                        words.area(one), coverage.cell(one, round.situation().get(), Slot.ALL), hasRates));
            }
        } else {
            var situations = new ArrayList<>(coverage.topSituations());
            situations.add("alle");
            situations.forEach(
                    one -> rows.add(row(words.situation(one), coverage.cell(area, one, Slot.ALL), hasRates)));
        }
        var head = new ArrayList<>(sheets.head(
                round.situation().isPresent() ? "planung.gebiet" : "planung.lebenslage",
                "planung.mass.angebote",
                "planung.mass.orte",
                "planung.mass.stunden",
                "planung.spalte.ohne-zeiten",
                "planung.mass.kapazitaet",
                "planung.spalte.ohne-kapazitaet"));
        if (hasRates) {
            head.add(Box.of(t.of("planung.mass.je10000")));
        }
        return new Grid(words.situation(round.situation().orElse("alle")) + " · " + words.area(area), head, rows, true);
    }

    private List<Box> row(String name, Cell cell, boolean hasRates) {
        var row = new ArrayList<>(List.of(
                Box.of(name),
                new Box(
                        words.text(cell, Measure.ANGEBOTE),
                        cell.kind() == Cell.Kind.SERVICES ? "" : words.said(cell, Measure.ANGEBOTE),
                        null,
                        PlanningWords.kind(cell)),
                Box.of(t.number(cell.places())),
                Box.of(t.number(Math.round(cell.minutes() / 60.0))),
                Box.of(words.part(cell.withoutHours(), cell.services())),
                Box.of(cell.services() == 0 ? "" : words.text(cell, Measure.KAPAZITAET)),
                Box.of(words.part(cell.withoutCapacity(), cell.services()))));
        if (hasRates) {
            row.add(Box.of(cell.services() == 0 ? "" : words.text(cell, Measure.JE_10000)));
        }
        return row;
    }

    private Grid goals(java.util.Collection<Offer> offers) {
        var rows = vocabulary.getScheme("ziel").concepts().stream()
                .map(goal -> List.of(
                        Box.of(goal.label(t.tag())),
                        Box.of(words.share(
                                GoalPages.count(offers, offer -> offer.goals().contains(goal.notation())),
                                offers.size()))))
                .toList();
        return new Grid(t.of("ziele.titel"), sheets.head("ziele.ziel", "ziele.anzahl"), rows, true);
    }
}
