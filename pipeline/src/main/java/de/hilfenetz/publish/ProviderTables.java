package de.hilfenetz.publish;

import de.hilfenetz.publish.Manifest.Terms;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * The services that one provider delivered, as a table with the columns of the table of all: what belongs to whom stays under its
 * own licence and name, also for those who want nothing else. Made of the sealed table.
 */
final class ProviderTables {

    /** A data set of this name and the provider's. */
    static final String PREFIX = Dumps.SERVICES + "-";

    private static final int MOST_NAMES = 3;

    private final Path home;
    private final List<String> names;
    private final SortedMap<String, Table> tables = new TreeMap<>();

    private ProviderTables(Path home, List<String> names) {
        this.home = home;
        this.names = names;
    }

    /**
     * One table as written.
     *
     * @param terms of its rows: the stricter licence where they came under several; where none of them says whom to name, the
     *     organizations that offer the services, at most three of them
     */
    record Made(Path path, long rows, Terms terms) {}

    /**
     * Writes the tables.
     *
     * @param home folder of the release
     * @param names of the columns
     * @return by the names of their data sets
     */
    static SortedMap<String, Made> write(Path home, List<String> names) throws IOException {
        var tables = new ProviderTables(home, names);
        try {
            tables.split();
        } finally {
            for (var table : tables.tables.values()) {
                table.csv.close();
            }
        }
        var made = new TreeMap<String, Made>();
        tables.tables.forEach(
                (dataset, table) -> made.put(dataset, new Made(table.path, table.rows, table.terms(dataset))));
        return made;
    }

    private void split() throws IOException {
        var feed = names.indexOf("quelle");
        var licence = names.indexOf("lizenz");
        var attribution = names.indexOf("namensnennung");
        var organization = names.indexOf("traeger");
        try (var rows = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(home.resolve(Dumps.SERVICES + ".csv.gz")), 1 << 16),
                        StandardCharsets.UTF_8))) {
            var each = rows.iterator();
            each.next(); // the headings
            while (each.hasNext()) {
                var row = each.next().getFields();
                var terms = new Terms(row.get(licence), row.get(attribution));
                table(PREFIX + row.get(feed), terms).add(row, terms, row.get(organization));
            }
        }
    }

    private Table table(String dataset, Terms terms) throws IOException {
        var known = tables.get(dataset);
        if (known != null) {
            return known;
        }
        var table = new Table(home.resolve(dataset + ".csv"), names, terms);
        tables.put(dataset, table);
        return table;
    }

    private static final class Table {

        private final Path path;
        private final CsvWriter csv;
        private final SortedSet<String> organizations = new TreeSet<>();
        private Terms terms;
        private long rows;

        private Table(Path path, List<String> names, Terms terms) throws IOException {
            this.path = path;
            this.terms = terms;
            csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(path, StandardCharsets.UTF_8);
            csv.writeRecord(names);
        }

        private void add(List<String> row, Terms theirs, String organization) {
            csv.writeRecord(row);
            rows++;
            if (!organization.isEmpty()) {
                organizations.add(organization);
            }
            if (terms.isFree()) {
                terms = theirs;
            }
        }

        private Terms terms(String dataset) {
            return terms.attribution().isEmpty() ? new Terms(terms.licence(), names(dataset)) : terms;
        }

        private String names(String dataset) {
            if (organizations.isEmpty()) {
                return dataset.substring(PREFIX.length());
            }
            var first = organizations.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
            return organizations.size() > MOST_NAMES ? first + ", …" : first;
        }
    }
}
