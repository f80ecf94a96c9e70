package de.hilfenetz.serve;

import de.hilfenetz.serve.Sheet.Box;
import de.hilfenetz.serve.Sheet.Grid;
import de.hilfenetz.serve.Sheet.Section;
import de.hilfenetz.vocabulary.AreaFigures;
import de.hilfenetz.vocabulary.AreaFigures.Figure;
import java.util.List;
import java.util.Optional;

/**
 * Figures of the operator's own table, shown beside ours with their source, and never computed with: those that everybody saw on
 * the day of the release, over which its rates are told.
 */
final class OperatorFigures {

    private final Sheets sheets;
    private final Words t;

    OperatorFigures(Sheets sheets) {
        this.sheets = sheets;
        t = sheets.t();
    }

    private AreaFigures figures(Published published) {
        return all().on(published.manifest().release().day());
    }

    private AreaFigures all() {
        return sheets.vocabulary().areas().figures();
    }

    /** What only partners see today. */
    Optional<Section> preview(List<String> areas) {
        var today = sheets.pages().today();
        return section(
                "merkmale.neu",
                all().onlyForPartners(today).stream()
                        .filter(figure -> areas.contains(figure.area()))
                        .toList());
    }

    /** What the operator says of the need in an area and those around it. */
    Optional<Section> need(Published published, List<String> areas) {
        var shown = figures(published);
        return section(
                "merkmale.bedarf",
                areas.stream().flatMap(area -> shown.need(area).stream()).toList());
    }

    /** At most three indicators beside a goal or criterion ({@code ziel/teilhabe}). */
    Optional<Section> context(Published published, String about) {
        return section("merkmale.umfeld", figures(published).context(about));
    }

    private Optional<Section> section(String key, List<Figure> shown) {
        var rows = shown.stream()
                .map(figure -> List.of(
                        Box.of(figure.indicator()),
                        Box.of(sheets.words().area(figure.area())),
                        Box.of((figure.value() + " " + figure.unit()).strip()),
                        Box.of(figure.source() + ", " + figure.year())))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(t.of(key), t.of(key + ".satz"))
                        .with(new Grid(
                                t.of(key),
                                sheets.head("merkmale.merkmal", "planung.gebiet", "merkmale.wert", "merkmale.quelle"),
                                rows,
                                false)));
    }

    /** Where the inhabitants that rates are told over come from; empty where there are none. */
    Optional<String> inhabitants(Published published, String area) {
        return figures(published).inhabitants(area, 0, null).map(AreaFigures.Inhabitants::source);
    }
}
