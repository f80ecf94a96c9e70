package de.hilfenetz.serve;

import de.hilfenetz.finding.Rule;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.planning.Quality;
import de.hilfenetz.planning.Quality.Dimension;
import de.hilfenetz.planning.Quality.Field;
import de.hilfenetz.planning.Quality.Measurement;
import de.hilfenetz.record.Freshness;
import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /qualitaet}: how complete, fresh and readable the data of each organization are (P12). */
final class QualityPages {

    private final Supplier<Optional<Published>> current;
    private final Vocabulary vocabulary;
    private final Site site;
    private final Words t;
    private final Pages pages;

    QualityPages(Supplier<Optional<Published>> current, Vocabulary vocabulary, Site site, Words t, Pages pages) {
        this.current = current;
        this.vocabulary = vocabulary;
        this.site = site;
        this.t = t;
        this.pages = pages;
    }

    void page(Context ctx) {
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
        var sheet = new Sheet(
                t.of("qualitaet.titel"),
                List.of(new Link(t.of("planung.titel"), "/planung")),
                List.of(t.of("qualitaet.satz")),
                null,
                List.of(fields(quality), organizations(quality, published), features(quality), feeds),
                List.of(
                        new Link(t.of("qualitaet.datensatz"), "/daten/qualitaet"),
                        new Link(t.of("qualitaet.frage"), "/fragen/was-fehlt"),
                        new Link(t.of("qualitaet.frage.alt"), "/fragen/lange-unbestaetigt")),
                false);
        var frame = pages.frame(
                ctx, Optional.of(published), sheet.title(), sheet.lead().getFirst());
        pages.send(ctx, Optional.of(published), "planung", Map.of("frame", frame, "sheet", sheet));
    }

    private List<Box> head(String... keys) {
        return Arrays.stream(keys).map(key -> Box.of(t.of(key))).toList();
    }

    private Box share(Measurement one) {
        return Box.of(t.of("planung.von", t.number(one.good()), t.number(one.all())));
    }

    private Section fields(Quality quality) {
        var rows = new ArrayList<List<Box>>();
        for (var field : Field.values()) {
            rows.add(List.of(
                    Box.of(t.of("qualitaet.feld." + field.word())),
                    share(quality.total(Dimension.COMPLETENESS, field.word()))));
        }
        return new Section(t.of("qualitaet.felder"), t.of("qualitaet.felder.satz"))
                .with(new Grid(t.of("qualitaet.felder"), head("qualitaet.feld", "qualitaet.gemeldet"), rows, true));
    }

    private Section organizations(Quality quality, Published published) {
        var rows = new ArrayList<List<Box>>();
        var byOrganization = new java.util.LinkedHashMap<@Nullable UUID, List<Measurement>>();
        quality.measurements()
                .forEach(one -> byOrganization
                        .computeIfAbsent(one.organization(), none -> new ArrayList<>())
                        .add(one));
        byOrganization.forEach((id, those) -> rows.add(List.of(
                id == null
                        ? Box.of(t.of("aenderungen.ohne-traeger"))
                        : Box.link(
                                published
                                        .directory()
                                        .find(id)
                                        .map(Directory.Listed::name)
                                        .orElse(id.toString()),
                                "/traeger/" + id),
                Box.of(t.number(find(those, Dimension.FRESHNESS, Freshness.FRESH.notation())
                        .all())),
                percent(those, Dimension.COMPLETENESS),
                share(find(those, Dimension.FRESHNESS, Freshness.FRESH.notation())),
                share(find(those, Dimension.FRESHNESS, Freshness.STALE.notation())),
                share(find(those, Dimension.VALIDITY, "zeiten-lesbar")),
                share(find(those, Dimension.VALIDITY, "nicht-zurueckgestellt")),
                percent(those, Dimension.ACCESSIBILITY))));
        GermanOrder.sort(
                rows,
                row -> row.getFirst().text(),
                row -> String.valueOf(row.getFirst().href()));
        return new Section(t.of("qualitaet.traeger"), t.of("qualitaet.traeger.satz"))
                .with(new Grid(
                        t.of("qualitaet.traeger"),
                        head(
                                "planung.traeger",
                                "planung.mass.angebote",
                                "qualitaet.vollstaendig",
                                "qualitaet.frisch",
                                "qualitaet.veraltet",
                                "qualitaet.lesbar",
                                "qualitaet.ohne-klaerfall",
                                "qualitaet.barrierefreiheit"),
                        rows,
                        true));
    }

    private static Measurement find(List<Measurement> those, Dimension dimension, String field) {
        return those.stream()
                .filter(one -> one.dimension() == dimension && one.field().equals(field))
                .findFirst()
                .orElse(new Measurement(null, dimension, field, 0, 0));
    }

    /** Over all fields of a dimension. */
    private Box percent(List<Measurement> those, Dimension dimension) {
        var good = 0;
        var all = 0;
        for (var one : those) {
            if (one.dimension() == dimension) {
                good += one.good();
                all += one.all();
            }
        }
        return Box.of(all == 0 ? "–" : t.of("qualitaet.prozent", t.number(Math.round(100.0 * good / all))));
    }

    private Section features(Quality quality) {
        var rows = vocabulary.getScheme("merkmal").concepts().stream()
                .map(feature -> List.of(
                        Box.link(feature.label(t.tag()), "/karte?merkmal=" + feature.notation()),
                        share(quality.total(Dimension.ACCESSIBILITY, feature.notation()))))
                .toList();
        return new Section(t.of("qualitaet.merkmale"), t.of("qualitaet.merkmale.satz"))
                .with(new Grid(t.of("qualitaet.merkmale"), head("planung.merkmal", "kriterien.bekannt"), rows, true));
    }
}
