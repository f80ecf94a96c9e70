package de.hilfenetz.serve;

import de.hilfenetz.query.Question;
import de.hilfenetz.query.Questions;
import de.hilfenetz.serve.Views.CorrectionLine;
import de.hilfenetz.serve.Views.Link;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /korrekturen}: errors in figures that we published; and the same beside each figure they concern. */
final class CorrectionPages {

    static final String PATH = "/korrekturen";

    private final Supplier<Optional<Published>> current;
    private final Questions questions;
    private final Site site;
    private final Words t;
    private final Pages pages;

    CorrectionPages(Supplier<Optional<Published>> current, Questions questions, Site site, Words t, Pages pages) {
        this.current = current;
        this.questions = questions;
        this.site = site;
        this.t = t;
        this.pages = pages;
    }

    void page(Context ctx) {
        var published = current.get();
        var frame = pages.frame(ctx, published, t.of("korrekturen"), t.of("korrekturen.satz"));
        var lines = lines(all -> true);
        pages.send(ctx, published, "-" + lines.hashCode(), "korrekturen", Map.of("frame", frame, "corrections", lines));
    }

    /**
     * What is known to be wrong in figures of {@code release}.
     *
     * @param question as for {@link Correction#concerns}
     */
    List<CorrectionLine> of(String release, @Nullable String question) {
        return lines(correction -> correction.concerns(release, question));
    }

    private List<CorrectionLine> lines(Predicate<Correction> which) {
        return site.corrections().stream().filter(which).map(this::line).toList();
    }

    private CorrectionLine line(Correction correction) {
        var english = t.isGerman() ? null : correction.english();
        return new CorrectionLine(
                t.day(correction.day()),
                english == null ? correction.german() : english,
                english == null ? t.markGerman() : null,
                correction.first().equals(correction.last())
                        ? t.of("korrekturen.datenstand", correction.first().toString())
                        : t.of(
                                "korrekturen.datenstaende",
                                correction.first().toString(),
                                correction.last().toString()),
                correction.questions().stream()
                        .flatMap(slug -> questions.find(slug).stream())
                        .map(this::link)
                        .toList());
    }

    private Link link(Question question) {
        return new Link(question.in(t.tag()).question(), "/fragen/" + question.slug());
    }
}
