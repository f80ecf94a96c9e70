package de.hilfenetz.vocabulary;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own table about areas ({@code gebiet_merkmale.csv}): inhabitants by age, classes of need, context of a goal or
 * criterion, each figure with its year and source. They stand beside what we count and are never mixed with it into one number.
 */
public record AreaFigures(List<Figure> figures) {

    /** Where the operator supplies none. */
    public static final AreaFigures NONE = new AreaFigures(List.of());

    /** So many indicators may stand beside one goal or criterion. */
    public static final int MOST_INDICATORS = 3;

    private static final String INHABITANTS = "Einwohner";
    private static final List<String> COLUMNS = List.of(
            "gebiet",
            "gebietsstand",
            "merkmal",
            "wert",
            "einheit",
            "jahr",
            "quelle",
            "alter_von",
            "alter_bis",
            "zu",
            "vorschau_ab");

    public AreaFigures {
        figures = List.copyOf(figures);
    }

    /**
     * One figure.
     *
     * @param area number of an area
     * @param cut the cut of the Wohnquartiere it holds for; empty for other areas
     * @param value as written, a number or a word such as "hoch"
     * @param from youngest age, null where it is of all
     * @param to oldest age, null where there is no end
     * @param about the goal or criterion it is context of, {@code ziel/teilhabe}; empty for none
     * @param previewFrom the day from which partners see it, ten working days before everybody; null where it is no new one
     */
    public record Figure(
            String area,
            String cut,
            String indicator,
            String value,
            String unit,
            String year,
            String source,
            @Nullable Integer from,
            @Nullable Integer to,
            String about,
            @Nullable LocalDate previewFrom) {

        /** Whether everybody sees it on {@code day}. */
        private boolean isPublic(LocalDate day) {
            return previewFrom == null || !day.isBefore(Preview.publicOn(previewFrom));
        }

        /** Whether partners do. */
        private boolean isPreviewed(LocalDate day) {
            return previewFrom == null || !day.isBefore(previewFrom);
        }

        /** What it is a figure of: the later of two takes the place of the other. */
        private List<Object> of() {
            var youngest = Objects.requireNonNullElse(from, 0);
            var oldest = Objects.requireNonNullElse(to, Integer.MAX_VALUE);
            return List.of(area, indicator.toLowerCase(Locale.GERMAN), about, youngest, oldest);
        }

        /** New ones follow those that were never in a preview. */
        private LocalDate since() {
            return previewFrom == null ? LocalDate.MIN : previewFrom;
        }

        private boolean isInhabitants() {
            return indicator.equalsIgnoreCase(INHABITANTS);
        }

        private long number() {
            return new BigDecimal(value.replace(',', '.')).longValueExact();
        }
    }

    /**
     * Those who live in an area and are of an age.
     *
     * @param source with its year
     */
    public record Inhabitants(long number, String source) {}

    /**
     * Reads the table: CSV in UTF-8 with semicolons or commas.
     *
     * @throws IllegalArgumentException where it is not what is expected; the message names line, value and remedy
     */
    public static AreaFigures read(Path file, Areas areas) throws IOException {
        var text = Files.readString(file, StandardCharsets.UTF_8).replace("\uFEFF", "");
        var separator = text.lines().findFirst().orElse("").indexOf(';') < 0 ? ',' : ';';
        var figures = new ArrayList<Figure>();
        try (var rows = CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(text)) {
            for (var row : rows) {
                figures.add(figure(row, file, areas));
            }
        } catch (CsvParseException | UncheckedIOException broken) {
            throw new IllegalArgumentException(file + " is no table in UTF-8 (CSV): " + broken.getMessage(), broken);
        }
        if (figures.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s holds no rows; expected are the columns %s".formatted(file, String.join(", ", COLUMNS)));
        }
        check(figures, file);
        return new AreaFigures(figures);
    }

    private static Figure figure(NamedCsvRecord row, Path file, Areas areas) {
        var figure = new Figure(
                text(row, "gebiet"),
                text(row, "gebietsstand"),
                text(row, "merkmal"),
                text(row, "wert"),
                text(row, "einheit"),
                text(row, "jahr"),
                text(row, "quelle"),
                age(row, "alter_von", file),
                age(row, "alter_bis", file),
                text(row, "zu"),
                day(row, "vorschau_ab", file));
        for (var column : List.of("gebiet", "merkmal", "wert", "jahr", "quelle")) {
            if (text(row, column).isEmpty()) {
                throw wrong(file, row, "'%s' is empty; each figure needs it".formatted(column));
            }
        }
        if (areas.find(figure.area()).isEmpty()) {
            throw wrong(
                    file,
                    row,
                    "'%s' is no area; expected is the number of a Stadtbezirk (03), Stadtteil (037) or Wohnquartier (0371) with its leading zeros"
                            .formatted(figure.area()));
        }
        if (figure.isInhabitants() && !figure.value().matches("[0-9]{1,9}")) {
            throw wrong(file, row, "'%s' is no number of inhabitants; expected are digits".formatted(figure.value()));
        }
        if (!figure.about().isEmpty() && !figure.about().matches("(ziel|kriterium)/[a-z-]+")) {
            throw wrong(
                    file,
                    row,
                    "'%s' is no goal or criterion; expected is ziel/… or kriterium/…".formatted(figure.about()));
        }
        return figure;
    }

    private static void check(List<Figure> figures, Path file) {
        var indicators = new HashMap<String, Set<String>>();
        for (var figure : figures) {
            if (!figure.about().isEmpty()) {
                var known = indicators.computeIfAbsent(figure.about(), none -> new HashSet<>());
                known.add(figure.indicator());
                if (known.size() > MOST_INDICATORS) {
                    throw new IllegalArgumentException(
                            "%s names more than %d indicators for %s: %s; leave the most telling ones"
                                    .formatted(file, MOST_INDICATORS, figure.about(), known));
                }
            }
        }
    }

    private static String text(NamedCsvRecord row, String column) {
        return row.findField(column).map(String::strip).orElse("");
    }

    private static @Nullable Integer age(NamedCsvRecord row, String column, Path file) {
        var text = text(row, column);
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,3}")) {
            throw wrong(file, row, "'%s' in '%s' is no age in years".formatted(text, column));
        }
        return Integer.valueOf(text);
    }

    private static @Nullable LocalDate day(NamedCsvRecord row, String column, Path file) {
        var text = text(row, column);
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            throw wrong(file, row, "'%s' in '%s' is no day; expected is 2026-11-23".formatted(text, column));
        }
    }

    private static IllegalArgumentException wrong(Path file, NamedCsvRecord row, String what) {
        return new IllegalArgumentException("%s, line %d: %s".formatted(file, row.getStartingLineNumber(), what));
    }

    /** Those that everybody sees on {@code day}; a new one in place of what it follows. */
    public AreaFigures on(LocalDate day) {
        return newest(figure -> figure.isPublic(day));
    }

    /** Those that partners see on {@code day}. */
    public AreaFigures forPartners(LocalDate day) {
        return newest(figure -> figure.isPreviewed(day));
    }

    /** Those that only partners see on {@code day}. */
    public List<Figure> onlyForPartners(LocalDate day) {
        return forPartners(day).figures().stream()
                .filter(figure -> !figure.isPublic(day))
                .toList();
    }

    /** Whether one becomes public after {@code before} and by {@code day}. */
    public boolean opens(LocalDate before, LocalDate day) {
        return figures.stream().anyMatch(figure -> !figure.isPublic(before) && figure.isPublic(day));
    }

    private AreaFigures newest(Predicate<Figure> isShown) {
        var shown = figures.stream().filter(isShown).toList();
        var newest = new HashMap<List<Object>, LocalDate>();
        shown.forEach(
                figure -> newest.merge(figure.of(), figure.since(), (one, other) -> one.isAfter(other) ? one : other));
        return new AreaFigures(shown.stream()
                .filter(figure -> figure.since().equals(newest.get(figure.of())))
                .toList());
    }

    /** Whether rates can be told of anything at all. */
    public boolean knowsInhabitants() {
        return figures.stream().anyMatch(Figure::isInhabitants);
    }

    /**
     * Those of an age who live in an area: of one figure, or of several that lie end to end. Empty where none match exactly:
     * a rate over another age would say something else.
     *
     * @param from youngest age, 0 for all
     * @param to oldest age, null where there is no end
     */
    public Optional<Inhabitants> inhabitants(String area, int from, @Nullable Integer to) {
        var bands = figures.stream()
                .filter(figure -> figure.isInhabitants() && figure.area().equals(area))
                .sorted(Comparator.comparingInt(figure -> age(figure.from())))
                .toList();
        var exact = bands.stream()
                .filter(band -> age(band.from()) == from && Objects.equals(band.to(), to))
                .findFirst();
        if (exact.isPresent()) {
            return Optional.of(new Inhabitants(exact.get().number(), source(exact.get())));
        }
        var sum = 0L;
        var next = from;
        for (var band : bands) {
            if (age(band.from()) == next && (to == null || (band.to() != null && band.to() <= to))) {
                sum += band.number();
                if (Objects.equals(band.to(), to)) {
                    return Optional.of(new Inhabitants(sum, source(band)));
                }
                if (band.to() == null) {
                    break;
                }
                next = band.to() + 1;
            }
        }
        return Optional.empty();
    }

    private static int age(@Nullable Integer years) {
        return years == null ? 0 : years;
    }

    private static String source(Figure figure) {
        return figure.source() + ", " + figure.year();
    }

    /** What the operator says of the need in an area, in the order of the table. */
    public List<Figure> need(String area) {
        return figures.stream()
                .filter(figure -> figure.area().equals(area)
                        && !figure.isInhabitants()
                        && figure.about().isEmpty())
                .toList();
    }

    /** Context of a goal or criterion ({@code ziel/teilhabe}), in the order of the table. */
    public List<Figure> context(String about) {
        return figures.stream().filter(figure -> figure.about().equals(about)).toList();
    }
}
