package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import de.hilfenetz.planning.Selection;
import de.hilfenetz.record.Answer;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What decides at the door: thresholds, and whether there is a free bed, without a place. */
final class DoorPages {

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;

    DoorPages(Sheets sheets) {
        this.sheets = sheets;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
    }

    /** {@code /zugang}: what decides at the door, and whether beds are free, without a place. */
    void door(Context ctx) {
        var published = sheets.published();
        var offers = published.figures().inventory().offers();
        var rows = new ArrayList<List<Box>>();
        for (var concept : vocabulary.getScheme("zugang").concepts()) {
            var row = new ArrayList<Box>();
            row.add(Box.link(concept.label(t.tag()), "/planung/angebote?zugang=" + concept.notation()));
            for (var answer : Answer.values()) {
                row.add(Box.of(t.number(GoalPages.count(offers, offer -> offer.access(concept.notation()) == answer))));
            }
            rows.add(row);
        }
        var now = sheets.pages().now();
        var city = sheets.city();
        var today = now.atZone(Words.BERLIN);
        var date = t.day(today.toLocalDate()).text();
        var day = de.hilfenetz.vocabulary.Holidays.isHoliday(today.toLocalDate())
                ? 7
                : today.getDayOfWeek().getValue() - 1;
        var door = new Chosen(new Selection(city, "alle", PlanningPages.door(), null));
        var sheet = new Sheet(
                t.of("zugang.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("zugang.satz")),
                null,
                List.of(
                        new Section(t.of("zugang.heute", date), t.of("zugang.heute.satz"))
                                .withLinks(List.of(
                                        new Link(
                                                t.of("zugang.jetzt", date, today.getHour()),
                                                door.at(day * 24 + today.getHour())
                                                        .list()),
                                        new Link(t.of("zugang.egal"), door.list()))),
                        new Section(t.of("zugang.schwellen"), t.of("zugang.schwellen.satz"))
                                .with(new Grid(
                                        t.of("zugang.schwellen"),
                                        sheets.head(
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
        sheets.sendForNow(ctx, published, sheet);
    }

    private Grid free(Collection<Offer> offers, Instant now) {
        var rows = new ArrayList<List<Box>>();
        for (var offer : offers) {
            var availability = offer.availability();
            if (availability != null) {
                rows.add(List.of(
                        Box.offer(offer, t),
                        Box.of(t.places(availability, now)),
                        Box.of(t.moment(availability.at()).text())));
            }
        }
        return new Grid(
                t.of("zugang.frei"), sheets.head("planung.angebot", "zugang.stand", "zugang.gemeldet"), rows, false);
    }
}
