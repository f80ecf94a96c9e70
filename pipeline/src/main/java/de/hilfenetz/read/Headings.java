package de.hilfenetz.read;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The names of a table's columns, none empty, none twice.
 *
 * @param names in the order of columns
 */
record Headings(List<String> names) {

    static final Rule EMPTY = Rule.info(
            "ueberschrift-leer",
            "Die Spalte {column} hat keine Überschrift; sie heißt hier „{value}“.",
            "Column {column} has no heading; it is called “{value}” here.");
    static final Rule TWICE = Rule.warning(
            "ueberschrift-doppelt",
            "Die Überschrift „{value}“ kommt mehrmals vor; die Spalte {column} heißt hier „{name}“.",
            "The heading “{value}” stands more than once; column {column} is called “{name}” here.");

    Headings {
        names = List.copyOf(names);
    }

    /** The headings in {@code row}; what had to be named anew is noted. Empty ones at the end are no columns. */
    static Headings of(List<String> row, Place place, Sink sink) {
        var taken = new HashSet<String>();
        var cells = row.stream().map(Headings::clean).toList();
        var names = new ArrayList<String>();
        int columns = cells.size();
        while (columns > 0 && cells.get(columns - 1).isEmpty()) {
            columns--;
        }
        for (int i = 0; i < columns; i++) {
            var cell = cells.get(i);
            var column = Integer.toString(i + 1);
            var wanted = cell.isEmpty() ? "Spalte " + column : cell;
            var name = wanted;
            for (int n = 2; taken.contains(name) || (!name.equals(cell) && cells.contains(name)); n++) {
                name = wanted + " " + n;
            }
            taken.add(name);
            names.add(name);
            if (cell.isEmpty()) {
                sink.note(Finding.of(EMPTY, place.in(name), null, name).with("column", column));
            } else if (!name.equals(cell)) {
                sink.note(Finding.of(TWICE, place.in(name), null, cell)
                        .with("column", column)
                        .with("name", name));
            }
        }
        return new Headings(names);
    }

    /** Without blanks and invisible marks around it, which nobody could write in a mapping. */
    private static String clean(String heading) {
        return heading.replace('\u00A0', ' ')
                .replace("\uFEFF", "")
                .replace("\u200B", "")
                .strip();
    }
}
