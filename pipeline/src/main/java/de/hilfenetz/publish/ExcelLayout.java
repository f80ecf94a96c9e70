package de.hilfenetz.publish;

import de.hilfenetz.graph.WeeklyHours;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A table as a German office reads it: street and number in one cell ({@code anschrift}), postal code and town
 * ({@code plz_ort}), number and name of the Stadtteil, German values, and a column for each day of the week beside the
 * opening hours. Nothing is lost: {@link #machine} gives back the row it was made of.
 */
final class ExcelLayout {

    /** Joins two values; the second of them never holds it. */
    static final char JOINT = '\u00a0';

    private static final Map<String, String> JOINED =
            Map.of("strasse", "hausnummer", "plz", "ort", "stadtteil_nr", "stadtteil");
    private static final Map<String, String> NAMES =
            Map.of("strasse", "anschrift", "plz", "plz_ort", "stadtteil_nr", "stadtteil");
    private static final String HOURS = "oeffnungszeiten";
    private static final List<String> DAYS = List.of("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So");
    private static final int WHOLE_DAY = 24 * 60;

    private final List<Heading> machine;

    /** A column of a table. */
    record Heading(String name, CellForm form) {}

    ExcelLayout(List<Heading> machine) {
        this.machine = List.copyOf(machine);
    }

    /** The headings of this table, with the form of their cells. */
    List<Heading> headings() {
        var headings = new ArrayList<Heading>();
        for (var i = 0; i < machine.size(); i++) {
            var heading = machine.get(i);
            if (isJoined(i)) {
                headings.add(new Heading(NAMES.getOrDefault(heading.name(), heading.name()), CellForm.TEXT));
                i++;
            } else {
                headings.add(heading);
            }
            if (heading.name().equals(HOURS)) {
                DAYS.forEach(day -> headings.add(new Heading(day, CellForm.TEXT)));
            }
        }
        return headings;
    }

    /** Whether this column and the next are one here. */
    private boolean isJoined(int column) {
        return column + 1 < machine.size()
                && machine.get(column + 1)
                        .name()
                        .equals(JOINED.get(machine.get(column).name()));
    }

    /** The row in German, not guarded from Excel: for a file whose cells are texts. */
    List<String> written(List<String> row) {
        return cells(row, false);
    }

    /** The row for {@code excel.csv}. */
    List<String> german(List<String> row) {
        return cells(row, true);
    }

    private List<String> cells(List<String> row, boolean guarded) {
        var cells = new ArrayList<String>();
        for (var i = 0; i < machine.size(); i++) {
            var heading = machine.get(i);
            if (isJoined(i)) {
                var joined = joined(row.get(i), row.get(i + 1));
                cells.add(guarded ? CellForm.TEXT.german(joined) : joined);
                i++;
            } else {
                cells.add(
                        guarded
                                ? heading.form().german(row.get(i))
                                : heading.form().written(row.get(i)));
            }
            if (heading.name().equals(HOURS)) {
                cells.addAll(week(row.get(i)));
            }
        }
        return cells;
    }

    private static String joined(String first, String second) {
        return second.isEmpty() && first.indexOf(JOINT) < 0 ? first : first + JOINT + second;
    }

    /** {@code 08:00–12:00; 14:00–17:00}, Monday first; empty where the hours say more than a week or nothing. */
    private static List<String> week(String osm) {
        var spans = new String[DAYS.size()];
        Arrays.fill(spans, "");
        if (!osm.isEmpty()) {
            WeeklyHours.parse(osm)
                    .ifPresent(week -> week.openings().stream()
                            .sorted(java.util.Comparator.comparingInt(WeeklyHours.Opening::opens))
                            .forEach(opening -> {
                                for (DayOfWeek day : opening.days()) {
                                    var i = day.getValue() - 1;
                                    spans[i] += (spans[i].isEmpty() ? "" : "; ") + clock(opening.opens()) + "–"
                                            + clock(opening.closes());
                                }
                            }));
        }
        return List.of(spans);
    }

    private static String clock(int minutes) {
        var ofDay = minutes == WHOLE_DAY ? WHOLE_DAY : minutes % WHOLE_DAY;
        return "%02d:%02d".formatted(ofDay / 60, ofDay % 60);
    }

    /** The row of the exact table that {@link #german} made this of. */
    List<String> machine(List<String> cells) {
        return row(cells, true);
    }

    /** The row of the exact table that {@link #written} made this of. */
    List<String> read(List<String> cells) {
        return row(cells, false);
    }

    private List<String> row(List<String> cells, boolean guarded) {
        var row = new ArrayList<String>();
        var next = 0;
        for (var i = 0; i < machine.size(); i++) {
            var heading = machine.get(i);
            var cell = cells.get(next++);
            if (isJoined(i)) {
                var text = guarded ? CellForm.TEXT.machine(cell) : cell;
                var joint = text.lastIndexOf(JOINT);
                row.add(joint < 0 ? text : text.substring(0, joint));
                row.add(joint < 0 ? "" : text.substring(joint + 1));
                i++;
            } else {
                row.add(guarded ? heading.form().machine(cell) : heading.form().read(cell));
            }
            if (heading.name().equals(HOURS)) {
                next += DAYS.size();
            }
        }
        return row;
    }
}
