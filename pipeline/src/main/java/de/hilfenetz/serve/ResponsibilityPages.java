package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Who is responsible, who pays, and what ends. */
final class ResponsibilityPages {

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;
    private final PlanningWords words;

    ResponsibilityPages(Sheets sheets) {
        this.sheets = sheets;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
        words = sheets.words();
    }

    /** {@code /verantwortung}: who is responsible, who pays, what ends in the next twelve months. */
    void responsibility(Context ctx) {
        var published = sheets.published();
        var offers = published.figures().inventory().offers();
        var rows = new ArrayList<List<Box>>();
        for (var level : vocabulary.getScheme("verantwortung").concepts()) {
            rows.add(List.of(
                    Box.of(level.label(t.tag())),
                    Box.of(t.number(
                            GoalPages.count(offers, offer -> level.notation().equals(offer.responsibility())))),
                    Box.of(t.number(
                            GoalPages.count(offers, offer -> offer.payers().contains(level.notation()))))));
        }
        rows.add(List.of(
                Box.of(t.of("nicht-gemeldet")),
                Box.of(t.number(GoalPages.count(offers, offer -> offer.responsibility() == null))),
                Box.of(t.number(GoalPages.count(offers, offer -> offer.payers().isEmpty())))));
        var sheet = new Sheet(
                t.of("verantwortung.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("verantwortung.satz")),
                null,
                List.of(
                        new Section(t.of("verantwortung.wer"))
                                .with(new Grid(
                                        t.of("verantwortung.wer"),
                                        sheets.head(
                                                "verantwortung.ebene",
                                                "verantwortung.verantwortet",
                                                "verantwortung.zahlt"),
                                        rows,
                                        true)),
                        ending(published, sheets.pages().today())),
                List.of(
                        new Link(t.of("verantwortung.frage"), "/fragen/verantwortung"),
                        new Link(t.of("verantwortung.frage.zahlt"), "/fragen/wer-zahlt-bis-wann"),
                        new Link(t.of("verantwortung.frage.endet"), "/fragen/laeuft-aus")),
                true);
        sheets.send(ctx, published, sheet);
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
                Box.offer(offer, t),
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
                        sheets.head("planung.angebot", "verantwortung.am", "verantwortung.zahlt"),
                        rows,
                        false));
    }
}
