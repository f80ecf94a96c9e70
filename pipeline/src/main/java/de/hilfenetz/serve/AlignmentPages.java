package de.hilfenetz.serve;

import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Statement;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /abstimmung}: planning rounds, what bodies found and what organizations say to figures, word for word. */
final class AlignmentPages {

    private final Supplier<Optional<Published>> current;
    private final Words t;
    private final Pages pages;
    private final Statements statements;

    AlignmentPages(Supplier<Optional<Published>> current, Words t, Pages pages, Statements statements) {
        this.current = current;
        this.t = t;
        this.pages = pages;
        this.statements = statements;
    }

    void page(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var edition = published.edition();
        var sections = new ArrayList<Section>();
        sections.add(section("abstimmung.runden", statements.rounds(edition)));
        sections.add(section("abstimmung.bewertungen", statements.assessments(edition)));
        sections.add(section("abstimmung.stellungnahmen", statements.comments(edition)));
        var sheet = new Sheet(
                t.of("abstimmung.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("abstimmung.satz")),
                null,
                sections,
                List.of(
                        new Link(t.of("abstimmung.datensatz"), "/daten/abstimmungen"),
                        new Link(t.of("planung.s6.frage"), "/fragen/generationen")),
                false);
        var frame = pages.frame(
                ctx, Optional.of(published), sheet.title(), sheet.lead().getFirst());
        pages.send(ctx, Optional.of(published), "planung", Map.of("frame", frame, "sheet", sheet));
    }

    private Section section(String key, List<Statement> said) {
        return said.isEmpty()
                ? new Section(t.of(key), t.of("abstimmung.keine"))
                : new Section(t.of(key)).withStatements(said);
    }
}
