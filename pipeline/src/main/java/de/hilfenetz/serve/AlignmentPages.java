package de.hilfenetz.serve;

import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Statement;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;

/** {@code /abstimmung}: planning rounds, what bodies found and what organizations say to figures, word for word. */
final class AlignmentPages {

    private final Sheets sheets;
    private final Words t;

    AlignmentPages(Sheets sheets) {
        this.sheets = sheets;
        t = sheets.t();
    }

    void page(Context ctx) {
        var published = sheets.published();
        var edition = published.edition();
        var statements = sheets.statements();
        var sections = new ArrayList<Section>();
        sections.add(section("abstimmung.runden", statements.rounds(published), 0));
        sections.add(section(
                "abstimmung.bewertungen", statements.assessments(edition), statements.countKept(edition, "bewertung")));
        sections.add(section(
                "abstimmung.stellungnahmen",
                statements.comments(edition),
                statements.countKept(edition, "stellungnahme")));
        var sheet = new Sheet(
                t.of("abstimmung.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("abstimmung.satz")),
                null,
                sections,
                List.of(
                        new Link(t.of("abstimmung.datensatz"), "/daten/abstimmungen"),
                        new Link(t.of("planung.s9.frage"), "/fragen/mit-den-partnern")),
                false);
        sheets.send(ctx, published, sheet);
    }

    /** @param kept how many more only partners see */
    private Section section(String key, List<Statement> said, int kept) {
        var sentences = new ArrayList<String>();
        if (kept > 0) {
            sentences.add(t.of("abstimmung.vorschau", t.number(kept)));
        } else if (said.isEmpty()) {
            sentences.add(t.of("abstimmung.keine"));
        }
        return new Section(t.of(key), sentences.toArray(String[]::new)).withStatements(said);
    }
}
