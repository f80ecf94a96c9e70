package de.hilfenetz.publish;

import static java.util.stream.Collectors.joining;

import de.hilfenetz.publish.ExcelLayout.Heading;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Makes {@code alles.sqlite} of the sealed tables, ready for Datasette: services, organizations, places and concepts with foreign
 * keys between them, {@code angebot_ort} with what differs from place to place, {@code angebot_begriff} with one row per concept
 * of a service, a full-text index, and the view {@code angebote_orte} with the rows of {@code angebote.csv}. Equal tables give
 * equal bytes. An id that leads to nothing public is empty here.
 */
final class SqliteFile {

    static final String EXTENSION = "sqlite";
    static final String MEDIA_TYPE = "application/vnd.sqlite3";

    /** What may differ from place to place. */
    private static final Set<String> AT_PLACE = Set.of(
            "raum",
            "telefon",
            "fax",
            "email",
            "web",
            "oeffnungszeiten",
            "oeffnungszeiten_text",
            "nach_vereinbarung",
            "ort_id");

    /** Columns with notations, and the scheme these are of. */
    private static final Map<String, String> SCHEMES = new LinkedHashMap<>();

    static {
        SCHEMES.put("themen", "thema");
        SCHEMES.put("lebenslagen", "lebenslage");
        SCHEMES.put("generationen", "generation");
        SCHEMES.put("hilfearten", "hilfeart");
        SCHEMES.put("zielgruppen", "zielgruppe");
    }

    private final Connection connection;
    private final Path home;
    private final Columns columns;

    private SqliteFile(Connection connection, Path home, Columns columns) {
        this.connection = connection;
        this.home = home;
        this.columns = columns;
    }

    /**
     * @param home folder of the release, with its tables
     * @param to the file; beside it a draft lies for a while
     */
    static void write(Path home, Columns columns, Path to) throws IOException {
        var draft = to.resolveSibling(to.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        Files.deleteIfExists(to);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + draft)) {
            new SqliteFile(connection, home, columns).fill();
            try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
                statement.setString(1, to.toString());
                statement.execute();
            }
        } catch (SQLException e) {
            throw new IOException("alles.sqlite could not be made", e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void fill() throws SQLException, IOException {
        run("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN");
        table("systematik", Dumps.CONCEPTS, "PRIMARY KEY (schema, notation)");
        table("traeger", Dumps.ORGANIZATIONS, "PRIMARY KEY (traeger_id)", reference("uebergeordnet_id", "traeger"));
        table("orte", Dumps.LOCATIONS, "PRIMARY KEY (ort_id)", reference("traeger_id", "traeger"));
        services();
        table("entfallen", Dumps.TOMBSTONES, "PRIMARY KEY (id)");
        table("versorgung", Dumps.COVERAGE, "PRIMARY KEY (zelle)");
        table("abstimmungen", Dumps.ALIGNMENT, "PRIMARY KEY (eintrag)");
        table("qualitaet", Dumps.QUALITY, "PRIMARY KEY (messung)");
        emptyUnless("traeger", "uebergeordnet_id", "traeger", "traeger_id");
        emptyUnless("orte", "traeger_id", "traeger", "traeger_id");
        emptyUnless("angebote", "traeger_id", "traeger", "traeger_id");
        emptyUnless("angebot_ort", "ort_id", "orte", "ort_id");
        run("COMMIT");
    }

    private void emptyUnless(String table, String column, String other, String key) throws SQLException {
        run("UPDATE %1$s SET %2$s = NULL WHERE %2$s NOT IN (SELECT %4$s FROM %3$s)"
                .formatted(table, column, other, key));
    }

    private void table(String table, String dataset, String... constraints) throws SQLException, IOException {
        var headings = Dumps.layout(dataset, columns);
        create(table, headings, constraints);
        try (var insert = insert(table, headings)) {
            forEachRow(dataset, row -> put(insert, headings, row));
        }
    }

    private void services() throws SQLException, IOException {
        var flat = Dumps.layout(Dumps.SERVICES, columns);
        var joined = new HashSet<String>();
        columns.organization().forEach(column -> joined.add(column.name()));
        columns.location().forEach(column -> joined.add(column.name()));
        var own = flat.stream()
                .filter(heading -> !joined.contains(heading.name()) && !AT_PLACE.contains(heading.name()))
                .toList();
        var atPlace = flat.stream()
                .filter(heading ->
                        AT_PLACE.contains(heading.name()) || heading.name().equals("angebot_id"))
                .toList();
        create("angebote", own, "PRIMARY KEY (angebot_id)", reference("traeger_id", "traeger"));
        create("angebot_ort", atPlace, reference("angebot_id", "angebote"), reference("ort_id", "orte"));
        run("CREATE TABLE angebot_begriff (angebot_id TEXT NOT NULL REFERENCES angebote, schema TEXT NOT NULL,"
                + " notation TEXT NOT NULL, PRIMARY KEY (angebot_id, schema, notation),"
                + " FOREIGN KEY (schema, notation) REFERENCES systematik)");
        try (var service = insert("angebote", own);
                var place = insert("angebot_ort", atPlace);
                var concept =
                        connection.prepareStatement("INSERT OR IGNORE INTO angebot_begriff SELECT ?, schema, notation"
                                + " FROM systematik WHERE schema = ? AND notation = ?")) {
            forEachRow(Dumps.SERVICES, new RowConsumer() {
                private String last = "";

                @Override
                public void accept(List<String> row) throws SQLException {
                    // The rows of one service stand together.
                    if (!row.getFirst().equals(last)) {
                        last = row.getFirst();
                        put(service, own, picked(flat, own, row));
                        concepts(concept, flat, row);
                    }
                    put(place, atPlace, picked(flat, atPlace, row));
                }
            });
        }
        run(
                "CREATE INDEX angebote_traeger ON angebote (traeger_id)",
                "CREATE INDEX angebot_ort_angebot ON angebot_ort (angebot_id)",
                "CREATE INDEX angebot_ort_ort ON angebot_ort (ort_id)",
                "CREATE INDEX angebot_begriff_notation ON angebot_begriff (schema, notation)",
                "CREATE INDEX orte_stadtteil ON orte (stadtteil_nr)",
                "CREATE VIRTUAL TABLE angebote_fts USING fts5 (name, name_alternativ, beschreibung, beschreibung_leicht,"
                        + " kategorien, schlagworte, content='angebote', tokenize='unicode61 remove_diacritics 2')",
                "INSERT INTO angebote_fts (angebote_fts) VALUES ('rebuild')",
                "INSERT INTO angebote_fts (angebote_fts) VALUES ('optimize')",
                view(flat));
    }

    private static void concepts(PreparedStatement insert, List<Heading> flat, List<String> row) throws SQLException {
        for (var scheme : SCHEMES.entrySet()) {
            for (var notation : row.get(place(flat, scheme.getKey())).split("\\|", -1)) {
                if (!notation.isEmpty()) {
                    insert.setString(1, row.getFirst());
                    insert.setString(2, scheme.getValue());
                    insert.setString(3, notation);
                    insert.executeUpdate();
                }
            }
        }
    }

    /** The rows of {@code angebote.csv}, put together again. */
    private String view(List<Heading> flat) {
        var ofOrganization =
                columns.organization().stream().map(Columns.Column::name).toList();
        var ofLocation = columns.location().stream().map(Columns.Column::name).toList();
        return "CREATE VIEW angebote_orte AS SELECT "
                + flat.stream()
                        .map(Heading::name)
                        .map(name -> {
                            if (AT_PLACE.contains(name)) {
                                return "p." + name;
                            }
                            return (ofOrganization.contains(name) ? "t." : ofLocation.contains(name) ? "o." : "a.")
                                    + name;
                        })
                        .collect(joining(", "))
                + " FROM angebot_ort p JOIN angebote a ON a.angebot_id = p.angebot_id"
                + " LEFT JOIN traeger t ON t.traeger_id = a.traeger_id LEFT JOIN orte o ON o.ort_id = p.ort_id";
    }

    private static int place(List<Heading> headings, String name) {
        return headings.stream().map(Heading::name).toList().indexOf(name);
    }

    private static List<String> picked(List<Heading> from, List<Heading> some, List<String> row) {
        return some.stream().map(heading -> row.get(from.indexOf(heading))).toList();
    }

    private static String reference(String column, String table) {
        return "FOREIGN KEY (" + column + ") REFERENCES " + table;
    }

    private void create(String table, List<Heading> headings, String... constraints) throws SQLException {
        var columns = new ArrayList<String>();
        for (var heading : headings) {
            columns.add(heading.name()
                    + switch (heading.form()) {
                        case INTEGER -> " INTEGER";
                        case DECIMAL -> " REAL";
                        case TEXT, ID, LIST, PHONES, ANSWER, DAY, MOMENT -> " TEXT";
                    });
        }
        columns.addAll(List.of(constraints));
        run("CREATE TABLE " + table + " (" + String.join(", ", columns) + ")");
    }

    private PreparedStatement insert(String table, List<Heading> headings) throws SQLException {
        var marks = headings.stream().map(heading -> "?").collect(joining(", "));
        return connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")");
    }

    private static void put(PreparedStatement insert, List<Heading> headings, List<String> row) throws SQLException {
        for (var i = 0; i < headings.size(); i++) {
            bind(insert, i + 1, headings.get(i).form(), row.get(i));
        }
        insert.executeUpdate();
    }

    private static void bind(PreparedStatement insert, int place, CellForm form, String cell) throws SQLException {
        if (cell.isEmpty()) {
            insert.setObject(place, null);
        } else if (form == CellForm.INTEGER) {
            insert.setLong(place, Long.parseLong(cell));
        } else if (form == CellForm.DECIMAL) {
            insert.setDouble(place, Double.parseDouble(cell));
        } else {
            insert.setString(place, cell);
        }
    }

    private interface RowConsumer {
        void accept(List<String> row) throws SQLException;
    }

    private void forEachRow(String dataset, RowConsumer each) throws IOException, SQLException {
        try (var csv = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(home.resolve(dataset + ".csv.gz")), 1 << 16),
                        StandardCharsets.UTF_8))) {
            var rows = csv.iterator();
            rows.next(); // the headings
            while (rows.hasNext()) {
                each.accept(rows.next().getFields());
            }
        }
    }

    private void run(String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
