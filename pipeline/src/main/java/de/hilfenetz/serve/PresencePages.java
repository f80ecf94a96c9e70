package de.hilfenetz.serve;

import de.hilfenetz.planning.Presence;
import de.hilfenetz.serve.PlanningWords.Measure;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Form;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Choice;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Option;
import de.hilfenetz.vocabulary.Vocabulary;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** "Wann ist niemand da?": how many places are open at each hour of the week, as table, picture and file. */
final class PresencePages {

    private static final int TILE = 34;
    private static final int LEFT = 96;
    private static final int TOP = 28;

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;
    private final CoverageChoices choices;

    PresencePages(Sheets sheets, CoverageChoices choices) {
        this.sheets = sheets;
        this.choices = choices;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
    }

    private Presence presence(Published published, Chosen chosen) {
        return Presence.of(chosen.selection(), published.figures().inventory(), vocabulary);
    }

    /** {@code /wann?lebenslage=&gebiet=}. */
    void page(Context ctx) {
        var published = sheets.published();
        var chosen = Chosen.of(ctx, vocabulary, t).at(null);
        var presence = presence(published, chosen);
        var sections = new ArrayList<Section>();
        var reporting = published.figures().coverage().reporting();
        var missing = reporting.known() && !reporting.missing().isEmpty()
                ? choices.missing(published.figures().coverage())
                : null;
        var summary = new Section("", summary(presence)).withNote(missing);
        if (presence.known() + presence.knownWithoutPlace() == 0) {
            // Of nothing that is known there is no picture but one of zeros.
            sections.add(summary);
        } else {
            sections.add(summary.withPicture(heat(presence, chosen)));
            sections.add(new Section(t.of("wann.tabelle"), t.of("wann.tabelle.satz")).with(grid(presence, chosen)));
        }
        var unknown = new ArrayList<String>();
        words.some("wann.ohne-zeiten", presence.unknown(), presence.known() + (long) presence.unknown())
                .ifPresent(unknown::add);
        if (presence.unknownWithoutPlace() > 0) {
            unknown.add(t.of("wann.ohne-ort", t.number(presence.unknownWithoutPlace())));
        }
        words.some("wann.ohne-feiertag", presence.unknownHoliday(), presence.known())
                .ifPresent(unknown::add);
        unknown.add(t.of("wann.woche", day(published, 0), day(published, 7)));
        sections.add(new Section(t.of("planung.was-wir-nicht-wissen"), unknown.toArray(String[]::new)));
        var sheet = new Sheet(
                t.of("wann.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("wann.satz"), asked(chosen)),
                form(published, chosen),
                sections,
                List.of(
                        new Link(t.of("wann.csv"), chosen.on("/wann.csv")),
                        new Link(t.of("karte.svg"), chosen.on("/wann.svg")),
                        new Link(t.of("planung.abfrage.orte"), chosen.query(Measure.ORTE))),
                true);
        sheets.send(ctx, published, sheet, t.of("wann.beschreibung"));
    }

    private String day(Published published, int day) {
        return t.day(published.figures().inventory().week().day(day)).text();
    }

    private String asked(Chosen chosen) {
        var parts = new ArrayList<String>();
        parts.add(words.situation(chosen.situation()));
        parts.add(words.area(chosen.area()));
        chosen.selection().slots().forEach(slot -> parts.add(words.slot(slot)));
        return String.join(" · ", parts);
    }

    /** At how many hours of the week nobody is there. */
    private String summary(Presence presence) {
        var empty = 0;
        var best = 0;
        for (var hour = 0; hour < 7 * 24; hour++) {
            empty += presence.places().get(hour) == 0 ? 1 : 0;
            best = presence.places().get(hour) > presence.places().get(best) ? hour : best;
        }
        if (presence.known() == 0) {
            return t.of("wann.nichts");
        }
        var most = t.count("orte", presence.places().get(best));
        var when = t.of("planung.um", t.of("planung.tag." + best / 24), best % 24);
        return empty == 0 ? t.of("wann.immer", most, when) : t.of("wann.summe", empty, most, when);
    }

    private Sheet.Heat heat(Presence presence, Chosen chosen) {
        var highest = 0;
        for (var value : presence.places()) {
            highest = Math.max(highest, value);
        }
        var tiles = new ArrayList<Sheet.Tile>();
        var labels = new ArrayList<Sheet.Label>();
        for (var hour = 0; hour < 24; hour++) {
            labels.add(new Sheet.Label(LEFT + hour * TILE + TILE / 2, TOP - 8, "" + hour, "middle"));
        }
        for (var day = 0; day < 8; day++) {
            var y = TOP + day * TILE + (day == 7 ? 10 : 0);
            labels.add(new Sheet.Label(LEFT - 8, y + TILE / 2 + 5, t.of("wann.tag." + day), "end"));
            for (var hour = 0; hour < 24; hour++) {
                var value = presence.places().get(day * 24 + hour);
                var kind = value == 0
                        ? isKnown(presence, day) ? "keine" : "fehlt"
                        : "s" + Math.clamp((value * 4L + highest - 1) / highest, 1, 4);
                tiles.add(new Sheet.Tile(
                        LEFT + hour * TILE,
                        y,
                        TILE,
                        "",
                        value == 0 && isKnown(presence, day) ? "" : figure(presence, day, value),
                        t.of("planung.um", t.of("planung.tag." + day), hour) + ": "
                                + (isKnown(presence, day) ? t.count("orte", value) : t.of("nicht-gemeldet")),
                        "",
                        kind));
            }
        }
        return new Sheet.Heat(
                t.of("wann.bild", asked(chosen)),
                summary(presence),
                LEFT + 24 * TILE + 2,
                TOP + 8 * TILE + 14,
                tiles,
                labels);
    }

    private Grid grid(Presence presence, Chosen chosen) {
        var head = new ArrayList<Box>();
        head.add(Box.of(t.of("planung.stunde")));
        for (var day = 0; day < 8; day++) {
            head.add(Box.of(t.of("planung.tag." + day)));
        }
        var rows = new ArrayList<List<Box>>();
        for (var hour = 0; hour < 24; hour++) {
            var row = new ArrayList<Box>();
            row.add(Box.of(t.of("planung.uhr", hour)));
            for (var day = 0; day < 8; day++) {
                var at = day * 24 + hour;
                var places = presence.places().get(at);
                var more = presence.withoutPlace().get(at);
                row.add(new Box(
                        figure(presence, day, places) + (more > 0 ? " + " + more : ""),
                        isKnown(presence, day) ? "" : t.of("nicht-gemeldet"),
                        chosen.at(at).list(Measure.ORTE),
                        places + more > 0 ? "" : isKnown(presence, day) ? "keine" : "fehlt"));
            }
            rows.add(row);
        }
        return new Grid(t.of("wann.bild", asked(chosen)), head, rows, true);
    }

    /** Where there are places and none of them tells its hours, nobody knows that none is open. */
    private static boolean isKnown(Presence presence, int day) {
        return presence.knownOn(day) > 0 || presence.unknownOn(day) == 0;
    }

    private static String figure(Presence presence, int day, int places) {
        return isKnown(presence, day) ? Integer.toString(places) : "?";
    }

    private Form form(Published published, Chosen chosen) {
        var coverage = published.figures().coverage();
        var situations = new ArrayList<Option>();
        situations.add(new Option("", t.of("filter.alle"), chosen.situation().equals("alle")));
        coverage.topSituations()
                .forEach(one -> situations.add(new Option(one, words.situation(one), one.equals(chosen.situation()))));
        return new Form(
                "/wann",
                List.of(
                        new Choice("lebenslage", t.of("planung.lebenslage"), situations),
                        new Choice("gebiet", t.of("planung.gebiet"), sheets.areas(chosen.area()))),
                List.of(),
                chosen.selection().slots().stream()
                        .map(slot -> new Link(slot.split().word(), slot.value()))
                        .toList());
    }

    /** {@code /wann.svg}. */
    void svg(Context ctx) {
        var published = sheets.published();
        var chosen = Chosen.of(ctx, vocabulary, t).at(null);
        var heat = heat(presence(published, chosen), chosen);
        Answers.send(
                ctx,
                "image/svg+xml",
                sheets.pages().render("teil/bild", Map.of("picture", heat, "width", Integer.toString(heat.width()))),
                published.release(),
                Answers.REVALIDATE);
    }

    /** {@code /wann.csv}: a row for each hour of the week and of the holiday. */
    void csv(Context ctx) {
        var published = sheets.published();
        var chosen = Chosen.of(ctx, vocabulary, t).at(null);
        var presence = presence(published, chosen);
        var out = new StringWriter();
        try (var csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(
                    "gebiet_nr",
                    "lebenslage",
                    "tag",
                    "stunde",
                    "orte_offen",
                    "angebote_ohne_ort_offen",
                    "orte",
                    "orte_ohne_zeiten");
            for (var at = 0; at < Presence.HOURS; at++) {
                csv.writeRecord(
                        chosen.area(),
                        chosen.situation(),
                        t.of("planung.tag." + at / 24),
                        "" + at % 24,
                        "" + presence.places().get(at),
                        "" + presence.withoutPlace().get(at),
                        "" + (presence.known() + presence.unknown()),
                        "" + presence.unknownOn(at / 24));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answers.send(
                ctx,
                "text/csv;charset=utf-8",
                out.toString().getBytes(StandardCharsets.UTF_8),
                published.release(),
                Answers.REVALIDATE);
    }
}
