package de.hilfenetz.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** {@code alles.datasette-metadata.json}: titles, source, licence and first questions for Datasette over {@code alles.sqlite}. */
final class Datasette {

    static final String EXTENSION = "datasette-metadata.json";

    private Datasette() {}

    static byte[] write(Manifest manifest) {
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        var root = json.createObjectNode();
        root.put("title", Catalogue.TITLE)
                .put("description", Catalogue.about(Dumps.EVERYTHING).text())
                .put("license", "Datenlizenz Deutschland – Namensnennung – Version 2.0")
                .put("license_url", "https://www.govdata.de/dl-de/by-2-0")
                .put("source", "Hilfenetz und liefernde Träger")
                .put("source_url", manifest.base() + "id/datensatz/" + Dumps.EVERYTHING);
        var database = root.putObject("databases").putObject(Dumps.EVERYTHING);
        var tables = database.putObject("tables");
        table(tables, "angebote", Dumps.SERVICES, "name")
                .put("fts_table", "angebote_fts")
                .put("fts_pk", "rowid");
        table(tables, "traeger", Dumps.ORGANIZATIONS, "traeger");
        table(tables, "orte", Dumps.LOCATIONS, "ort_name");
        table(tables, "systematik", Dumps.CONCEPTS, "bezeichnung");
        table(tables, "entfallen", Dumps.TOMBSTONES, "id");
        table(tables, "versorgung", Dumps.COVERAGE, "zelle");
        table(tables, "abstimmungen", Dumps.ALIGNMENT, "eintrag");
        table(tables, "qualitaet", Dumps.QUALITY, "messung");
        var queries = database.putObject("queries");
        query(queries, "angebote_je_stadtbezirk", "Wie viele Angebote gibt es in welchem Stadtbezirk?", """
                SELECT o.stadtbezirk_nr, s.bezeichnung, count(DISTINCT p.angebot_id) AS angebote
                FROM angebot_ort p JOIN orte o ON o.ort_id = p.ort_id
                LEFT JOIN systematik s ON s.schema = 'gebiet' AND s.notation = o.stadtbezirk_nr
                GROUP BY o.stadtbezirk_nr ORDER BY o.stadtbezirk_nr\
                """);
        query(
                queries,
                "unbestaetigt_je_traeger",
                "Welche Angaben sind älter als 180 Tage unbestätigt, je Träger?",
                """
                SELECT t.traeger, count(*) AS angebote FROM angebote a LEFT JOIN traeger t ON t.traeger_id = a.traeger_id
                WHERE a.geprueft_am IS NULL OR julianday('now') - julianday(a.geprueft_am) > 180
                GROUP BY t.traeger ORDER BY angebote DESC\
                """);
        query(queries, "stufenlos", "Welche Angebote sind an einem Ort mit stufenlosem Eingang?", """
                SELECT a.name, o.ort_name, o.stadtteil, o.merkmal_aufzug, o.merkmal_wc FROM angebot_ort p
                JOIN angebote a ON a.angebot_id = p.angebot_id JOIN orte o ON o.ort_id = p.ort_id
                WHERE o.merkmal_eingang = 'yes' ORDER BY a.name\
                """);
        try {
            return json.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode table(ObjectNode tables, String name, String dataset, String label) {
        return tables.putObject(name)
                .put("title", Catalogue.about(dataset).title())
                .put("description", Catalogue.about(dataset).text())
                .put("label_column", label);
    }

    private static void query(ObjectNode queries, String name, String title, String sql) {
        queries.putObject(name).put("title", title).put("sql", sql);
    }
}
