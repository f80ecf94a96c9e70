package de.hilfenetz.record;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a delivery, the way its sender would look for it.
 *
 * @param file name of the file, or of the entry in the zip or folder
 * @param line physical line, from 1; for a sheet its row; 0 when unknown
 * @param column character in that line, from 1; for a sheet its column; 0 when unknown
 * @param field column heading of a table, JSON pointer in a tree; null for the record as a whole
 */
public record Place(
        String file, int line, int column, @Nullable String field) {

    /** The same line, one field of it. */
    public Place in(String field) {
        return new Place(file, line, column, field);
    }

    /** For a report: {@code angebote.csv, Zeile 17, Spalte zeiten}; for trees {@code feed.json, Zeile 17, /name}. */
    @Override
    public String toString() {
        var words = new StringBuilder(file);
        if (line > 0) {
            words.append(", Zeile ").append(line);
        }
        if (field != null) {
            words.append(field.startsWith("/") ? ", " : ", Spalte ").append(field);
        }
        return words.toString();
    }
}
