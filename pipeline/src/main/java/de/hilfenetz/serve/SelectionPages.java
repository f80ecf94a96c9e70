package de.hilfenetz.serve;

import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Selection;
import de.hilfenetz.planning.Selection.Reason;
import de.hilfenetz.planning.SelectionQuery;
import de.hilfenetz.planning.SelectionQuery.Counted;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.planning.Spot;
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
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The services behind a figure: who they are, since when confirmed, and what of them is not known. */
final class SelectionPages {

    private static final int MOST_LISTED = 100;
    private static final int MOST_DOUBTFUL = 50;

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;
    private final CoverageChoices choices;

    SelectionPages(Sheets sheets, CoverageChoices choices) {
        this.sheets = sheets;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
        this.choices = choices;
    }

    /** A service with why it may fit only. */
    private record Found(Offer offer, List<Reason> reasons) {}

    /** {@code /planung/angebote}: who is behind a figure, since when confirmed, and what is not known. */
    void list(Context ctx) {
        var published = sheets.published();
        var chosen = Chosen.of(ctx, vocabulary, t);
        choices.measure(ctx);
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
                        sure.isEmpty() ? t.of("planung.passt.keins") : places(sieve, sure))
                .with(sure.isEmpty() ? null : grid(published, figures, sure, MOST_LISTED, chosen, asked)));
        if (!doubtful.isEmpty()) {
            var title = t.of("planung.koennte", t.count("angebote", doubtful.size()));
            sections.add(new Section(title, t.of("planung.koennte.satz"))
                    .with(grid(published, figures, doubtful, MOST_DOUBTFUL, chosen, title)));
        }
        var said = sheets.statements().about(published.edition(), List.of(chosen.area()), chosen.situation());
        if (!said.isEmpty()) {
            sections.add(new Section(t.of("planung.gesagt"), t.of("planung.gesagt.satz")).withStatements(said));
        }
        sections.add(new Section(
                        t.of("planung.so-gezaehlt"),
                        t.of(chosen.asksWhen() ? "planung.so-gezaehlt.zeit" : "planung.so-gezaehlt.satz"))
                .withLinks(List.of(
                        new Link(t.of("planung.abfrage"), chosen.on(Chosen.QUERY)),
                        new Link(t.of("planung.abfrage.orte"), chosen.query(Measure.ORTE)),
                        new Link(t.of("wann.titel"), chosen.at(null).on("/wann")),
                        new Link(
                                t.of("karte.titel"),
                                chosen.at(null).about("alle").in(sheets.city()).on("/karte")))));
        sheets.send(
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

    /** {@code /planung/abfrage}: the query that finds the same services, or with {@code mass=orte} their places; or why none can. */
    void query(Context ctx) {
        var chosen = Chosen.of(ctx, vocabulary, t);
        var counted = choices.measure(ctx) == Measure.ORTE ? Counted.PLACES : Counted.SERVICES;
        var query =
                SelectionQuery.of(chosen.selection(), counted, sheets.pages().base(), vocabulary);
        if (query.isPresent()) {
            var said = chosen.asksWhen() ? "# " + t.of("planung.abfrage.zeit") + "\n" : "";
            ctx.redirect(t.prefix() + Queries.workbench(said + query.get()), HttpStatus.SEE_OTHER);
            return;
        }
        sheets.send(
                ctx,
                sheets.published(),
                new Sheet(
                        t.of("planung.abfrage.titel"),
                        List.of(new Link(t.of("planung.titel"), "/planung")),
                        List.of(t.of("planung.abfrage.keine"), asked(chosen)),
                        null,
                        List.of(new Section("")
                                .withLinks(List.of(new Link(t.of("planung.angebote.titel"), chosen.on(Chosen.LIST))))),
                        List.of(),
                        true),
                t.of("planung.abfrage.keine"));
    }

    /** At how many places they are, which is what other pages may have counted. */
    private String places(Selection.Sieve sieve, List<Found> sure) {
        var places = new HashSet<Spot>();
        var without = 0;
        for (var found : sure) {
            var at = sieve.places(found.offer);
            places.addAll(at);
            without += at.isEmpty() ? 1 : 0;
        }
        return t.of("planung.passt.satz", t.count("orte", places.size()), t.count("angebote", without));
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
        var selects = new ArrayList<Choice>();
        var situations = new ArrayList<Option>();
        situations.add(new Option("", t.of("filter.alle"), chosen.situation().equals("alle")));
        coverage.situations().stream()
                .filter(situation -> !situation.equals("alle"))
                .forEach(situation -> situations.add(
                        new Option(situation, words.situation(situation), situation.equals(chosen.situation()))));
        selects.add(new Choice("lebenslage", t.of("planung.lebenslage"), situations));
        selects.add(new Choice("gebiet", t.of("planung.gebiet"), sheets.areas(chosen.area())));
        Chosen.SPLITS.forEach(split -> selects.add(choices.choice(split, chosen, coverage)));
        var hour = chosen.selection().hour();
        var days = new ArrayList<Option>();
        days.add(new Option("", t.of("planung.tag.egal"), hour == null));
        for (var day = 0; day < 8; day++) {
            days.add(new Option("" + day, t.of("planung.tag." + day), hour != null && hour / 24 == day));
        }
        selects.add(new Choice("tag", t.of("planung.tag"), days));
        var hours = new ArrayList<Option>();
        hours.add(new Option("", t.of("planung.stunde.egal"), hour == null));
        for (var one = 0; one < 24; one++) {
            hours.add(new Option("" + one, t.of("planung.uhr", one), hour != null && one == hour % 24));
        }
        selects.add(new Choice("stunde", t.of("planung.stunde"), hours));
        var checks = vocabulary.getScheme("zugang").concepts().stream()
                .map(concept -> new Slot(Split.ACCESS, concept.notation(), Answer.YES))
                .map(slot -> new Check("zugang", slot.value(), words.slot(slot), chosen.asks(slot)))
                .toList();
        return new Form("/planung/angebote", selects, checks, List.of());
    }

    private Grid grid(Published published, Figures figures, List<Found> found, int most, Chosen chosen, String title) {
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
            var unknown = new ArrayList<>(one.reasons.stream()
                    .map(reason -> offer.protectedPlace() && reason.doubt() == Selection.Doubt.HOURS
                            ? t.of("planung.zeiten-geschuetzt")
                            : words.reason(reason))
                    .toList());
            if (chosen.selection().hour() == null
                    && offer.hours().isUnknown()
                    && offer.at().stream().allMatch(site -> site.hours().isUnknown())) {
                unknown.add(t.of(offer.protectedPlace() ? "planung.zeiten-geschuetzt" : "planung.zweifel.hours"));
            }
            rows.add(List.of(
                    Box.offer(offer, t),
                    Sheets.provider(published, offer),
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
        return new Grid(
                found.size() > most ? title + ": " + t.of("planung.die-ersten", t.number(most)) : title,
                sheets.head(
                        "planung.angebot",
                        "planung.traeger",
                        "planung.ort",
                        "planung.bestaetigt",
                        "planung.unbekannt-spalte"),
                rows,
                false);
    }
}
