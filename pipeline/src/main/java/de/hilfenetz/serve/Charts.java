package de.hilfenetz.serve;

import de.hilfenetz.query.Table;
import de.hilfenetz.serve.Results.Answer;
import de.hilfenetz.serve.Views.Bar;
import de.hilfenetz.serve.Views.BarChart;
import de.hilfenetz.serve.Views.Drawing;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Areas;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an answer looks like where its columns allow a picture: bars for names with one to three numbers, a line for days with a
 * number, a map of tiles for Stadtbezirke or Stadtteile with a number. The table always stands beside it.
 */
final class Charts {

    private static final int BARS = 40;
    private static final int NUMBERS = 3;
    private static final int ROW = 46;
    private static final int FURTHER = 24;
    private static final double WIDEST = 80;
    private static final List<String> FILLS = List.of("#00508f", "#a8700a", "#64748b");

    private static final int WIDTH = 720;
    private static final int HEIGHT = 320;
    private static final int EDGE = 50;

    private static final int DISTRICT = 120;
    private static final int QUARTER = 86;
    private static final int GAP = 6;
    private static final int SHADES = 4;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern NUMBERED = Pattern.compile(".*/(\\d{2,3})");

    private final Words t;
    private final Areas areas;

    Charts(Words t, Areas areas) {
        this.t = t;
        this.areas = areas;
    }

    /** @param text a value as people read it */
    Drawing of(Answer answer, Function<Table.Cell, String> text) {
        var line = line(answer).orElse(null);
        return new Drawing(
                line == null ? bars(answer, text).orElse(null) : null,
                line,
                map(answer).orElse(null));
    }

    private Optional<BarChart> bars(Answer answer, Function<Table.Cell, String> text) {
        var table = answer.table();
        var label = answer.label() == null
                ? first(answer, cell -> cell.number().isEmpty())
                : OptionalInt.of(table.column(answer.label()));
        var values = numbers(answer);
        if (label.isEmpty() || values.isEmpty() || table.rows().size() < 2) {
            return Optional.empty();
        }
        var rows = table.rows().stream().limit(BARS).toList();
        var all = rows.stream()
                .flatMap(row -> values.stream().map(value -> number(row.get(value))))
                .toList();
        var most = all.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        var least = all.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        if (most <= 0 || least < 0) {
            return Optional.empty();
        }
        var bars = new ArrayList<Bar>();
        var top = 0;
        for (var row : rows) {
            for (var i = 0; i < values.size(); i++) {
                var at = top + 22 + i * FURTHER;
                var value = number(row.get(values.get(i)));
                var said = t.decimalOrWhole(value);
                bars.add(new Bar(
                        i == 0 ? text.apply(row.get(label.getAsInt())) : "",
                        values.size() == 1 ? said : said + " " + heading(answer, values.get(i)),
                        top + 16,
                        at,
                        at + 13,
                        percent(value / most * WIDEST),
                        percent(value / most * WIDEST + 1),
                        FILLS.get(i)));
            }
            top += ROW + (values.size() - 1) * FURTHER;
        }
        var description = t.of(
                rows.size() < table.rows().size() ? "ergebnis.diagramm.anfang" : "ergebnis.diagramm.text",
                rows.size(),
                t.decimalOrWhole(most),
                t.decimalOrWhole(least),
                values.stream().map(value -> heading(answer, value)).collect(Collectors.joining(", ")));
        return Optional.of(new BarChart(answer.title(), description, bars, top + 6));
    }

    private static String heading(Answer answer, int column) {
        return answer.heading(answer.table().columns().get(column));
    }

    private static String percent(double width) {
        return String.format(Locale.ROOT, "%.2f%%", width);
    }

    private static double number(Table.Cell cell) {
        return cell.number().orElse(0.0);
    }

    /** The first column that is shown and whose every cell is such a one. */
    private static OptionalInt first(Answer answer, java.util.function.Predicate<Table.Cell> which) {
        var rows = answer.table().rows();
        return IntStream.of(answer.shown())
                .filter(i -> !rows.isEmpty() && rows.stream().allMatch(row -> which.test(row.get(i))))
                .findFirst();
    }

    /** The columns of numbers to be drawn: the one that was named, or the first ones. */
    private static List<Integer> numbers(Answer answer) {
        var table = answer.table();
        if (answer.value() != null) {
            return List.of(table.column(answer.value()));
        }
        return IntStream.of(answer.shown())
                .filter(i -> !table.rows().isEmpty()
                        && table.rows().stream()
                                .allMatch(row -> row.get(i).number().isPresent()))
                .limit(NUMBERS)
                .boxed()
                .toList();
    }

    private Optional<Sheet.Line> line(Answer answer) {
        var days = first(answer, cell -> DAY.matcher(cell.text()).matches());
        var values = numbers(answer);
        var rows = answer.table().rows();
        if (days.isEmpty() || values.isEmpty() || rows.size() < 2) {
            return Optional.empty();
        }
        var points = rows.stream()
                .map(row ->
                        Map.entry(LocalDate.parse(row.get(days.getAsInt()).text()), number(row.get(values.getFirst()))))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        var first = points.getFirst();
        var last = points.getLast();
        var span = Math.max(1, last.getKey().toEpochDay() - first.getKey().toEpochDay());
        var most = points.stream().mapToDouble(Map.Entry::getValue).max().orElse(0);
        if (most <= 0 || points.stream().anyMatch(point -> point.getValue() < 0)) {
            return Optional.empty();
        }
        var path = points.stream()
                .map(point -> "%d %d"
                        .formatted(
                                EDGE
                                        + (WIDTH - 2 * EDGE)
                                                * (point.getKey().toEpochDay()
                                                        - first.getKey().toEpochDay())
                                                / span,
                                y(point.getValue(), most)))
                .collect(Collectors.joining("L", "M", ""));
        var labels = List.of(
                new Sheet.Label(EDGE, HEIGHT - 12, t.day(first.getKey()).text(), "start"),
                new Sheet.Label(WIDTH - EDGE, HEIGHT - 12, t.day(last.getKey()).text(), "end"),
                new Sheet.Label(EDGE, y(first.getValue(), most) - 10, t.decimalOrWhole(first.getValue()), "start"),
                new Sheet.Label(WIDTH - EDGE, y(last.getValue(), most) - 10, t.decimalOrWhole(last.getValue()), "end"));
        return Optional.of(new Sheet.Line(
                answer.title(),
                t.of(
                        "ergebnis.linie.text",
                        heading(answer, values.getFirst()),
                        t.day(first.getKey()).text(),
                        t.decimalOrWhole(first.getValue()),
                        t.day(last.getKey()).text(),
                        t.decimalOrWhole(last.getValue()),
                        t.decimalOrWhole(most)),
                WIDTH,
                HEIGHT,
                List.of(path),
                List.of(),
                labels));
    }

    private static int y(double value, double most) {
        return (int) Math.round(HEIGHT - EDGE - value / most * (HEIGHT - 2 * EDGE));
    }

    /** Where a column names a different Stadtbezirk, or Stadtteil, in each row. */
    private Optional<Sheet.Tiles> map(Answer answer) {
        var values = numbers(answer);
        var column = first(answer, cell -> area(cell).isPresent());
        if (values.isEmpty() || column.isEmpty() || answer.table().rows().size() < 2) {
            return Optional.empty();
        }
        var figures = new LinkedHashMap<String, Double>();
        var kinds = new HashSet<Integer>();
        for (var row : answer.table().rows()) {
            var notation = area(row.get(column.getAsInt())).orElseThrow().notation();
            kinds.add(notation.length());
            if (figures.put(notation, number(row.get(values.getFirst()))) != null) {
                return Optional.empty();
            }
        }
        if (kinds.size() != 1 || figures.values().stream().anyMatch(figure -> figure < 0)) {
            return Optional.empty();
        }
        var districts = kinds.contains(2);
        return (districts ? TileMap.DISTRICTS : TileMap.QUARTERS).keySet().containsAll(figures.keySet())
                ? Optional.of(tiles(answer, values.getFirst(), figures, districts))
                : Optional.empty();
    }

    private Optional<Area> area(Table.Cell cell) {
        if (!cell.iri()) {
            return cell.number().isPresent() ? Optional.empty() : areas.findAny(cell.text());
        }
        var numbered = NUMBERED.matcher(cell.text());
        return numbered.matches() ? areas.find(numbered.group(1)) : Optional.empty();
    }

    private Sheet.Tiles tiles(Answer answer, int value, Map<String, Double> figures, boolean districts) {
        var places = districts ? TileMap.DISTRICTS : TileMap.QUARTERS;
        var size = districts ? DISTRICT : QUARTER;
        var most = figures.values().stream().max(Comparator.naturalOrder()).orElse(0.0);
        var tiles = new ArrayList<Sheet.Tile>();
        places.forEach((notation, place) -> {
            var figure = figures.get(notation);
            var name = areas.find(notation).map(area -> area.label(t.tag())).orElse(notation);
            tiles.add(new Sheet.Tile(
                    place.column() * (size + GAP) + GAP / 2,
                    place.row() * (size + GAP) + GAP / 2,
                    size,
                    districts ? t.of("karte.bezirk", Integer.parseInt(notation)) : name,
                    figure == null ? "–" : t.decimalOrWhole(figure),
                    figure == null
                            ? t.of("ergebnis.karte.ohne", name)
                            : "%s: %s %s".formatted(name, t.decimalOrWhole(figure), heading(answer, value)),
                    "/gebiete/" + notation,
                    figure == null ? "" : shade(figure, most)));
        });
        return new Sheet.Tiles(
                answer.title(),
                t.of("ergebnis.karte.text", heading(answer, value)),
                extent(places.values().stream().mapToInt(TileMap.Place::column), size),
                extent(places.values().stream().mapToInt(TileMap.Place::row), size),
                tiles);
    }

    private static int extent(IntStream positions, int size) {
        return (positions.max().orElse(0) + 1) * (size + GAP);
    }

    private static String shade(double value, double most) {
        return most == 0 ? "s1" : "s" + Math.clamp((long) Math.ceil(value / most * SHADES), 1, SHADES);
    }
}
