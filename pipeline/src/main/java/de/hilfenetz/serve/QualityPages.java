package de.hilfenetz.serve;

import de.hilfenetz.finding.Rule;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.planning.Quality;
import de.hilfenetz.planning.Quality.Dimension;
import de.hilfenetz.planning.Quality.Field;
import de.hilfenetz.planning.Quality.Measurement;
import de.hilfenetz.publish.Catalogue;
import de.hilfenetz.publish.MetadataScore;
import de.hilfenetz.publish.Releases;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /qualitaet}: how complete, fresh and readable the data of each organization are (P12). */
final class QualityPages {

    private final Supplier<Optional<Published>> current;
    private final Releases releases;
    private final Catalogue catalogue;
    private final Vocabulary vocabulary;
    private final Site site;
    private final Words t;
    private final Pages pages;

    QualityPages(
            Supplier<Optional<Published>> current,
            Releases releases,
            Catalogue catalogue,
            Vocabulary vocabulary,
            Site site,
            Words t,
            Pages pages) {
        this.current = current;
        this.releases = releases;
        this.catalogue = catalogue;
        this.vocabulary = vocabulary;
        this.site = site;
        this.t = t;
        this.pages = pages;
    }

    void page(Context ctx) throws IOException {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        Quality quality;
        try (var snapshot = published.open()) {
            quality = Quality.of(
                    published.figures().inventory(),
                    snapshot.listHeld(RuleCatalogue.ofProtection().stream()
                            .map(Rule::code)
                            .toList()),
                    published.manifest().release().day(),
                    vocabulary);
        }
        var missing = published.manifest().feeds().missing();
        var feeds = missing.isEmpty()
                ? new Section(t.of("qualitaet.quellen"), t.of("karte.alle-liefern"))
                : new Section(t.of("qualitaet.quellen"))
                        .with(new Grid(
                                t.of("qualitaet.quellen"),
                                head("qualitaet.quelle", "qualitaet.zustand"),
                                missing.entrySet().stream()
                                        .map(feed -> List.of(
                                                Box.of(site.feedTitles().getOrDefault(feed.getKey(), feed.getKey())),
                                                Box.of(feed.getValue())))
                                        .toList(),
                                false));
        feeds = feeds.withLinks(List.of(new Link(t.of("qualitaet.hinweise"), "/liefern/quellen")));
        var table = OrganizationQuality.of(quality, published, releases, t);
        var sheet = new Sheet(
                t.of("qualitaet.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("qualitaet.satz")),
                null,
                List.of(
                        fields(quality),
                        table.section(ctx.queryParam("sortiert")),
                        table.fields(),
                        features(quality),
                        feeds,
                        metadata(published)),
                List.of(
                        new Link(t.of("qualitaet.datensatz"), "/daten/qualitaet"),
                        new Link(t.of("qualitaet.frage"), "/fragen/was-fehlt"),
                        new Link(t.of("qualitaet.frage.alt"), "/fragen/lange-unbestaetigt")),
                false);
        var frame = pages.frame(
                ctx, Optional.of(published), sheet.title(), sheet.lead().getFirst());
        pages.send(
                ctx,
                Optional.of(published),
                releases.made(published.manifest())
                        .map(made -> "-" + made.release())
                        .orElse(""),
                "planung",
                Map.of("frame", ctx.queryString() == null ? frame : frame.withoutIndex(), "sheet", sheet));
    }

    private List<Box> head(String... keys) {
        return Arrays.stream(keys).map(key -> Box.of(t.of(key))).toList();
    }

    static Box share(Measurement one, Words t) {
        return Box.of(t.of("planung.von", t.number(one.good()), t.number(one.all())));
    }

    private Section fields(Quality quality) {
        var rows = new ArrayList<List<Box>>();
        for (var field : Field.values()) {
            rows.add(List.of(
                    Box.of(t.of("qualitaet.feld." + field.word())),
                    share(quality.total(Dimension.COMPLETENESS, field.word()), t)));
        }
        return new Section(t.of("qualitaet.felder"), t.of("qualitaet.felder.satz"))
                .with(new Grid(t.of("qualitaet.felder"), head("qualitaet.feld", "qualitaet.gemeldet"), rows, true));
    }

    /** The catalogue by the points of data.europa.eu, and why some are missing. */
    private Section metadata(Published published) {
        var manifest = published.manifest();
        var files = AnsweredRelease.isPast() ? releases.files(manifest) : releases.offered(manifest);
        var score = MetadataScore.of(catalogue.describe(manifest, files));
        var rows = score.metrics().stream()
                .map(metric -> List.of(
                        Box.of(t.of("qualitaet.mqa." + metric.name())),
                        Box.of(t.of("planung.von", t.number(Math.round(metric.points())), t.number(metric.weight()))),
                        Box.of(metric.fulfilled() == metric.all() ? "" : why(metric))))
                .toList();
        return new Section(
                        t.of("qualitaet.mqa"),
                        t.of("qualitaet.mqa.satz", t.number(Math.round(score.points())), t.number(score.most())))
                .with(new Grid(
                        t.of("qualitaet.mqa"),
                        head("qualitaet.mqa.merkmal", "qualitaet.mqa.punkte", "qualitaet.mqa.warum"),
                        rows,
                        false));
    }

    private String why(MetadataScore.Metric metric) {
        var key = "qualitaet.mqa." + metric.name() + ".fehlt";
        return t.has(key)
                ? t.of(key)
                : t.of("qualitaet.mqa.sonst", t.number(metric.all() - metric.fulfilled()), t.number(metric.all()));
    }

    private Section features(Quality quality) {
        var rows = vocabulary.getScheme("merkmal").concepts().stream()
                .map(feature -> List.of(
                        Box.link(feature.label(t.tag()), "/karte?merkmal=" + feature.notation()),
                        share(quality.total(Dimension.ACCESSIBILITY, feature.notation()), t)))
                .toList();
        return new Section(t.of("qualitaet.merkmale"), t.of("qualitaet.merkmale.satz"))
                .with(new Grid(t.of("qualitaet.merkmale"), head("planung.merkmal", "kriterien.bekannt"), rows, true));
    }
}
