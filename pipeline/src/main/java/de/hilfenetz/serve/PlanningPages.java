package de.hilfenetz.serve;

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where planning begins: the ways in, two questions as examples, and the rows of the poverty strategy. */
final class PlanningPages {

    /** The rows of the strategy, each with its page and its query, by the number of their text. */
    private static final List<List<String>> ROWS = List.of(
            List.of("/ziele", "/fragen/angebote-je-ziel"),
            List.of("/traeger", "/fragen/angebote-je-traegerart"),
            List.of("/begriffe/grundlage", "/fragen/grundlagen"),
            List.of("/karte", "/fragen/angebote-je-lebenslage"),
            List.of("/zugang", "/fragen/zugangswege"),
            List.of("/abstimmung", "/fragen/generationen"),
            List.of("/kriterien", "/fragen/sprachen"),
            List.of("/orte", "/fragen/orte-je-merkmal"),
            List.of("/abstimmung", "/fragen/mit-den-partnern"),
            List.of("/verantwortung", "/fragen/verantwortung"),
            List.of("/entwicklung", "/fragen/seit-wann"));

    private final Sheets sheets;
    private final Vocabulary vocabulary;
    private final Words t;

    PlanningPages(Sheets sheets) {
        this.sheets = sheets;
        vocabulary = sheets.vocabulary();
        t = sheets.t();
    }

    /** {@code /planung}: where to begin, and the strategy's rows. */
    void overview(Context ctx) {
        var published = sheets.published();
        var rows = new ArrayList<List<Box>>();
        for (var i = 0; i < ROWS.size(); i++) {
            var row = ROWS.get(i);
            var number = i + 1;
            rows.add(List.of(
                    Box.of(t.of("planung.s" + number)),
                    Box.link(t.of("planung.s" + number + ".seite"), row.getFirst()),
                    Box.link(t.of("planung.s" + number + ".frage"), row.getLast())));
        }
        var city = sheets.city();
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
                                        sheets.head("planung.zeile", "planung.seite", "planung.frage"),
                                        rows,
                                        false)),
                        new Section(t.of("planung.blaetter"), t.of("planung.blaetter.satz"))
                                .withLinks(Stream.concat(
                                                vocabulary.areas().quarters().stream(),
                                                vocabulary.areas().neighbourhoods().stream())
                                        .map(area ->
                                                new Link(area.label(t.tag()), "/gebiete/" + area.notation() + "/blatt"))
                                        .toList())),
                List.of(new Link(t.of("karte.ganz"), "/daten/versorgung")),
                true);
        sheets.send(ctx, published, sheet);
    }

    /** What decides at the door for somebody without appointment, papers and money. */
    static List<Slot> door() {
        return List.of("ohne-termin", "ohne-ausweis", "kostenfrei").stream()
                .map(notation -> new Slot(Split.ACCESS, notation, Answer.YES))
                .toList();
    }
}
