package de.hilfenetz.feed;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table of two columns beside a feed file, as a spreadsheet saves it: CSV in UTF-8 with semicolons or commas, headings in
 * its first line. What is wrong with it is told to the feed file, with the table's line.
 */
final class PairsFile {

    private static final int SIZE_LIMIT = 16 << 20;

    private final Path folder;
    private final YamlFile file;

    PairsFile(Path folder, YamlFile file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * What {@code name} says, sorted by its first column; empty where anything is wrong.
     *
     * @param pointer where the feed file names it
     */
    SortedMap<String, String> read(String name, String pointer, String first, String second) {
        var pairs = new TreeMap<String, String>();
        try {
            var path = folder.resolve(name);
            if (!Files.isRegularFile(path) || Files.size(path) > SIZE_LIMIT) {
                tell(
                        pointer,
                        "die Datei „%s“ liegt nicht neben dieser Datei",
                        "the file “%s” does not lie beside this file",
                        name);
                return pairs;
            }
            var text = Files.readString(path, StandardCharsets.UTF_8);
            var rows = rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
            var heading = rows.isEmpty() ? Collections.<String>emptyList() : rows.removeFirst();
            var from = heading.indexOf(first);
            var to = heading.indexOf(second);
            if (from < 0 || to < 0) {
                tell(
                        pointer,
                        "die erste Zeile von „%s“ muss die Überschriften „" + first + "“ und „" + second + "“ haben",
                        "the first line of “%s” must hold the headings “" + first + "” and “" + second + "”",
                        name);
                return pairs;
            }
            var line = 1;
            for (var row : rows) {
                line++;
                var key = from < row.size() ? row.get(from).strip() : "";
                var value = to < row.size() ? row.get(to).strip() : "";
                if (!key.isEmpty() && pairs.put(key, value) != null) {
                    tell(
                            pointer,
                            "in „%s“, Zeile " + line + ", steht „" + key + "“ ein zweites Mal",
                            "in “%s”, line " + line + ", “" + key + "” stands a second time",
                            name);
                }
            }
        } catch (IOException | UncheckedIOException | InvalidPathException | CsvParseException e) {
            tell(
                    pointer,
                    "die Datei „%s“ ist keine Tabelle in UTF-8 (CSV, UTF-8)",
                    "the file “%s” is no table in UTF-8 (CSV, UTF-8)",
                    name);
        }
        return pairs;
    }

    private static List<List<String>> rows(String text) throws IOException {
        var end = text.indexOf('\n');
        var separator = (end < 0 ? text : text.substring(0, end)).indexOf(';') >= 0 ? ';' : ',';
        var rows = new ArrayList<List<String>>();
        try (var reader = CsvReader.builder().fieldSeparator(separator).ofCsvRecord(text)) {
            reader.forEach(
                    row -> rows.add(row.getFields().stream().map(String::strip).toList()));
        }
        return rows;
    }

    private void tell(String pointer, String german, String english, String name) {
        var key = pointer.substring(pointer.lastIndexOf('/') + 1) + ": ";
        file.problemAt(pointer, key + german.formatted(name), key + english.formatted(name));
    }
}
