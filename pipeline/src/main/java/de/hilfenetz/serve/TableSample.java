package de.hilfenetz.serve;

import de.hilfenetz.record.Answer;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What a page shows of a table: its first rows, and of each column how often it is filled and the first value.
 *
 * @param filled rows that say something, by column: "unknown" says nothing
 * @param examples first value, by column; empty where there is none
 */
record TableSample(List<String> header, List<List<String>> first, List<Long> filled, List<String> examples, long rows) {

    private static final int FIRST = 10;
    private static final String UNKNOWN = Answer.UNKNOWN.json();

    /** Reads a gzipped CSV (RFC 4180, UTF-8) once. */
    static TableSample read(Path path) throws IOException {
        try (var in = new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(path), 1 << 16), StandardCharsets.UTF_8);
                var rows = CsvReader.builder().ofCsvRecord(in)) {
            var each = rows.iterator();
            var header = each.hasNext() ? each.next().getFields() : List.<String>of();
            var first = new ArrayList<List<String>>();
            var filled = new long[header.size()];
            var examples = new String[header.size()];
            Arrays.fill(examples, "");
            var count = 0L;
            while (each.hasNext()) {
                var fields = each.next().getFields();
                count++;
                if (first.size() < FIRST) {
                    first.add(List.copyOf(fields));
                }
                for (var i = 0; i < Math.min(header.size(), fields.size()); i++) {
                    if (!fields.get(i).isEmpty() && !fields.get(i).equals(UNKNOWN) && filled[i]++ == 0) {
                        examples[i] = fields.get(i);
                    }
                }
            }
            return new TableSample(
                    List.copyOf(header),
                    List.copyOf(first),
                    Arrays.stream(filled).boxed().toList(),
                    List.of(examples),
                    count);
        }
    }
}
