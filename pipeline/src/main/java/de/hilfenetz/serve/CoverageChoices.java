package de.hilfenetz.serve;

import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.record.Answer;
import de.hilfenetz.serve.PlanningWords.Measure;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Form;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Choice;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Option;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the matrix and the map have in common: what may be chosen, what the signs mean, whose data are missing. */
final class CoverageChoices {

    private final Sheets sheets;
    private final Site site;
    private final Words t;
    private final PlanningWords words;

    CoverageChoices(Sheets sheets, Site site) {
        this.sheets = sheets;
        this.site = site;
        t = sheets.t();
        words = sheets.words();
    }

    Measure measure(Context ctx) {
        var asked = Objects.requireNonNullElse(Chosen.parameter(ctx, "mass"), Measure.ANGEBOTE.word());
        return Arrays.stream(Measure.values())
                .filter(measure -> measure.word().equals(asked) && isKnown(measure))
                .findFirst()
                .orElseThrow(() -> Refusal.of(400, t.of("planung.unbekannt", "mass", asked)));
    }

    Form form(String action, Chosen chosen, Coverage coverage, Measure measure) {
        var choices = new ArrayList<Choice>();
        for (var split : Chosen.SPLITS) {
            choices.add(choice(split, chosen, coverage));
        }
        choices.add(choice(Split.ACCESS, chosen, coverage));
        choices.add(new Choice(
                "mass",
                t.of("planung.mass"),
                Arrays.stream(Measure.values())
                        .filter(this::isKnown)
                        .map(one -> new Option(one.word(), words.measure(one), one == measure))
                        .toList()));
        var hidden = chosen.area().length() > 4 ? List.<Link>of() : List.of(new Link("gebiet", chosen.area()));
        return new Form(action, choices, List.of(), hidden);
    }

    /** Nobody tells of inhabitants unless the operator does. */
    private boolean isKnown(Measure measure) {
        return measure != Measure.JE_10000
                || sheets.vocabulary()
                        .areas()
                        .figures()
                        .on(sheets.pages().today())
                        .knowsInhabitants();
    }

    Choice choice(Split split, Chosen chosen, Coverage coverage) {
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

    String missing(Coverage coverage) {
        var reporting = coverage.reporting();
        if (!reporting.known()) {
            return t.of("karte.register-fehlt");
        }
        if (reporting.missing().isEmpty()) {
            return t.of("karte.alle-liefern");
        }
        var byReason = new TreeMap<String, List<String>>();
        reporting
                .missing()
                .forEach((feed, reason) -> byReason.computeIfAbsent(reason, none -> new ArrayList<>())
                        .add(site.feedTitles().getOrDefault(feed, feed)));
        return t.of(
                "karte.quellen-fehlen",
                byReason.entrySet().stream()
                        .map(reason -> String.join(", ", reason.getValue()) + " (" + reason.getKey() + ")")
                        .collect(Collectors.joining("; ")));
    }

    Section legend(Coverage coverage, Chosen chosen) {
        var rows = List.of(
                List.of(Box.of("3"), Box.of(t.of("karte.legende.angebote"))),
                List.of(
                        Box.of("–"),
                        Box.of(t.of(coverage.reporting().known() ? "karte.legende.keine" : "karte.legende.unbekannt"))),
                List.of(new Box("?", "", null, "fehlt"), Box.of(t.of("karte.legende.fehlt"))),
                List.of(new Box("S", "", null, "stadtweit"), Box.of(t.of("karte.legende.stadtweit"))),
                List.of(
                        Box.of("Σ"),
                        Box.of(t.of(chosen.asksWhen() ? "karte.legende.summe.zeit" : "karte.legende.summe"))));
        return new Section(t.of("karte.legende"))
                .with(new Grid(
                        t.of("karte.legende"),
                        List.of(Box.of(t.of("karte.zeichen")), Box.of(t.of("karte.heisst"))),
                        rows,
                        false));
    }
}
