package de.hilfenetz.serve;

import de.hilfenetz.publish.Releases;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What every field and every column means, from the schemas themselves. */
final class SchemaPages {

    private final Supplier<Optional<Published>> current;
    private final Releases releases;
    private final TermPages terms;
    private final Words t;
    private final Pages pages;
    private final Dictionary dictionary;

    SchemaPages(
            Supplier<Optional<Published>> current,
            Releases releases,
            TermPages terms,
            Dictionary dictionary,
            Words t,
            Pages pages) {
        this.current = current;
        this.releases = releases;
        this.terms = terms;
        this.t = t;
        this.pages = pages;
        this.dictionary = dictionary;
    }

    /** {@code /schema}. */
    void schema(Context ctx) {
        var frame = pages.frame(ctx, current.get(), t.of("schema"), t.of("schema.beschreibung"));
        var classes = terms.classes();
        pages.send(
                ctx,
                current.get(),
                "-" + classes.size(),
                "schema",
                Map.of("frame", frame, "tables", dictionary.tables(), "classes", classes));
    }

    /** {@code /daten/{dataset}/felder}. */
    void columns(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var dataset = ctx.pathParam("dataset");
        var file = published.manifest().files().stream()
                .filter(one -> one.dataset().equals(dataset) && one.extension().equals("csv"))
                .findFirst()
                .orElseThrow(() -> Refusal.of(404));
        var header = TableSample.read(releases.path(published.manifest().release(), file.name()))
                .header();
        var title = t.has("datensatz." + dataset) ? t.of("datensatz." + dataset) : dataset;
        var frame = pages.frame(ctx, Optional.of(published), t.of("felder", title), t.of("felder.beschreibung", title));
        pages.send(
                ctx,
                Optional.of(published),
                "felder",
                Map.of("frame", frame, "dataset", dataset, "title", title, "columns", explained(header)));
    }

    private List<Dictionary.Explained> explained(List<String> header) {
        return header.stream()
                .map(column -> new Dictionary.Explained(
                        column,
                        dictionary
                                .findColumn(column)
                                .orElseGet(() -> new Dictionary.Field("", column, "", false, "", "", ""))))
                .toList();
    }
}
