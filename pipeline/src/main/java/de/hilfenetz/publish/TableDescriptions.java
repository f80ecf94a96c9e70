package de.hilfenetz.publish;

import static de.hilfenetz.publish.TableDescriptions.Statement.link;
import static de.hilfenetz.publish.TableDescriptions.Statement.text;
import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.publish.Manifest.DataFile;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What programs need to know of the exact tables: CSV on the Web beside each ({@code angebote.csv-metadata.json}), which says the
 * form of every column and turns rows into triples that the RDF files hold too, and one {@code datapackage.json} for all.
 */
final class TableDescriptions {

    static final String EXTENSION = "csv-metadata.json";
    static final String MEDIA_TYPE = "application/csvm+json";
    static final String PACKAGE = "datapackage.json";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String DCT = "http://purl.org/dc/terms/";
    private static final String LOCN = "http://www.w3.org/ns/locn#";
    private static final String SCHEMA = "https://schema.org/";
    private static final String SKOS = "http://www.w3.org/2004/02/skos/core#";

    /**
     * What the cells of a column say, in one triple each. The cells of the others say more than one triple could, in a language
     * that the row does not tell, or as a link that some rows do not have: not all readers leave a link out where a cell is empty.
     *
     * @param property begins with {@code def/} where it is ours
     * @param of path of what they say it of, as a template; null where that is the row's subject
     * @param value the value's IRI, as a template; null where the cell is the value
     * @param language of the value
     */
    record Statement(
            String property,
            @Nullable String of,
            @Nullable String value,
            @Nullable String language) {

        static Statement text(String property) {
            return new Statement(property, null, null, null);
        }

        static Statement text(String property, String language) {
            return new Statement(property, null, null, language);
        }

        static Statement link(String property, String value) {
            return new Statement(property, null, value, null);
        }

        Statement about(String path) {
            return new Statement(property, path, value, language);
        }
    }

    private static final String PLACE = "id/ort/{ort_id}";

    private static final Map<String, Statement> PROVENANCE = Map.of(
            "quelle", text("def/feed"),
            "quelle_id", text("def/sourceId"),
            "geliefert_am", text("def/deliveredAt"),
            "geaendert_am", text(DCT + "modified"),
            "geprueft_am", text("def/confirmedAt"),
            "lizenz", link(DCT + "license", "{+lizenz}"));

    private static final Map<String, Statement> AT_PLACE = Map.ofEntries(
            entry("ort_id", text(DCT + "identifier").about(PLACE)),
            entry("strasse", text(LOCN + "thoroughfare", "de").about(PLACE + "#address")),
            entry("hausnummer", text(LOCN + "locatorDesignator").about(PLACE + "#address")),
            entry("plz", text(LOCN + "postCode").about(PLACE + "#address")),
            entry("ort", text(SCHEMA + "addressLocality").about(PLACE + "#address")),
            entry("lon", text(SCHEMA + "longitude").about(PLACE + "#point")),
            entry("lat", text(SCHEMA + "latitude").about(PLACE + "#point")),
            entry("lage_quelle", text("def/positionSource").about(PLACE)),
            entry("wohnquartier_nr", text("def/wohnquartier").about(PLACE)),
            entry("gebietsstand", text("def/areaCut").about(PLACE)));

    private static final Map<String, Statement> OF_SERVICE = Map.ofEntries(
            entry("angebot_id", text(DCT + "identifier")),
            entry("beschreibung_leicht", text(DCT + "description", "de-simple")),
            entry("status", link("http://www.w3.org/ns/adms#status", "def/status/{status}")),
            entry("traeger_id", link(SCHEMA + "provider", "id/traeger/{traeger_id}")),
            entry("alter_von", text(SCHEMA + "requiredMinAge").about("id/angebot/{angebot_id}#audience")),
            entry("alter_bis", text(SCHEMA + "requiredMaxAge").about("id/angebot/{angebot_id}#audience")),
            entry("kapazitaet", text("def/capacity")),
            entry("kapazitaet_einheit", text("def/capacityUnit", "de")),
            entry("besteht_seit", text("def/existsSince")),
            entry("endet_am", text("def/endsOn")),
            entry("befristet_bis", text("def/fundedUntil")));

    private static final Map<String, Map<String, Statement>> STATEMENTS = Map.of(
            Dumps.SERVICES, all(List.of(OF_SERVICE, AT_PLACE, PROVENANCE)),
            Dumps.ORGANIZATIONS, all(List.of(Map.of("traeger_id", text(DCT + "identifier")), PROVENANCE)),
            Dumps.LOCATIONS,
                    all(List.of(
                            Map.of("traeger_id", link("http://www.w3.org/ns/org#siteOf", "id/traeger/{traeger_id}")),
                            AT_PLACE,
                            PROVENANCE)),
            Dumps.CONCEPTS, Map.of("bezeichnung", text(SKOS + "prefLabel", "de"), "notation", text(SKOS + "notation")),
            Dumps.ALIGNMENT, Map.of("eintrag", text(DCT + "identifier")));

    private static Map<String, Statement> all(List<Map<String, Statement>> parts) {
        var all = new HashMap<String, Statement>();
        parts.forEach(all::putAll);
        return all;
    }

    /** The column that no two rows have the same in, where there is one. */
    private static final Map<String, String> KEYS = Map.of(
            Dumps.ORGANIZATIONS, "traeger_id",
            Dumps.LOCATIONS, "ort_id",
            Dumps.CONCEPTS, "iri",
            Dumps.TOMBSTONES, "id",
            Dumps.COVERAGE, "zelle",
            Dumps.ALIGNMENT, "eintrag",
            Dumps.QUALITY, "messung");

    /** The subject of a row. */
    private static final Map<String, String> SUBJECTS = Map.of(
            Dumps.SERVICES, "id/angebot/{angebot_id}",
            Dumps.ORGANIZATIONS, "id/traeger/{traeger_id}",
            Dumps.LOCATIONS, "id/ort/{ort_id}",
            Dumps.TOMBSTONES, "id/{art}/{id}",
            Dumps.COVERAGE, "id/datensatz/versorgung#{zelle}",
            Dumps.ALIGNMENT, "id/datensatz/abstimmungen#{eintrag}",
            Dumps.QUALITY, "id/datensatz/qualitaet#{messung}");

    private TableDescriptions() {}

    /** CSV on the Web for one table. */
    static byte[] csvw(String dataset, Catalogue.About about, List<Heading> headings, String base) {
        var root = JSON.createObjectNode();
        root.putArray("@context").add("http://www.w3.org/ns/csvw").addObject().put("@language", "de");
        root.put("url", dataset + ".csv").put("dc:title", about.title()).put("dc:description", about.text());
        var schema = root.putObject("tableSchema");
        // The IRI of a concept stands in its row.
        var kind = dataset.startsWith(ProviderTables.PREFIX) ? Dumps.SERVICES : dataset;
        schema.put("aboutUrl", SUBJECTS.containsKey(kind) ? base + SUBJECTS.get(kind) : "{+iri}");
        if (KEYS.containsKey(kind)) {
            schema.put("primaryKey", KEYS.get(kind));
        }
        var columns = schema.putArray("columns");
        headings.forEach(heading -> column(columns.addObject(), kind, heading, base));
        return write(root);
    }

    private static void column(ObjectNode column, String dataset, Heading heading, String base) {
        column.put("name", heading.name()).put("titles", heading.name());
        column.put("datatype", heading.form().datatype());
        if (heading.form().separator() != null) {
            column.put("separator", heading.form().separator());
        }
        var statement = STATEMENTS.getOrDefault(dataset, Map.of()).get(heading.name());
        if (statement == null) {
            column.put("suppressOutput", true);
            return;
        }
        column.put("propertyUrl", absolute(statement.property(), base));
        if (statement.of() != null) {
            column.put("aboutUrl", base + statement.of());
        }
        if (statement.value() != null) {
            column.put("valueUrl", absolute(statement.value(), base));
        }
        if (statement.language() != null) {
            column.put("lang", statement.language());
        }
    }

    private static String absolute(String iri, String base) {
        return iri.startsWith("def/") || iri.startsWith("id/") ? base + iri : iri;
    }

    /**
     * A Data Package of all exact tables.
     *
     * @param path where a file is found, from the package or as a whole address
     */
    static byte[] dataPackage(Manifest manifest, Columns columns, Function<DataFile, String> path) {
        var root = JSON.createObjectNode();
        root.put("profile", "tabular-data-package")
                .put("name", "hilfenetz")
                .put("title", Catalogue.TITLE)
                .put("version", manifest.release().toString())
                .put("created", manifest.created().toString())
                .put("homepage", manifest.base().toString());
        root.putArray("licenses")
                .addObject()
                .put("name", "dl-de-by-2.0")
                .put("path", "https://www.govdata.de/dl-de/by-2-0")
                .put("title", "Datenlizenz Deutschland – Namensnennung – Version 2.0");
        var resources = root.putArray("resources");
        for (var file : manifest.files()) {
            if (file.extension().equals("csv")) {
                resource(resources.addObject(), file, Dumps.layout(file.dataset(), columns), path);
            }
        }
        return write(root);
    }

    private static void resource(
            ObjectNode resource, DataFile file, List<Heading> headings, Function<DataFile, String> path) {
        resource.put("profile", "tabular-data-resource")
                .put("name", file.dataset())
                .put("title", Catalogue.about(file.dataset()).title())
                .put("path", path.apply(file))
                .put("format", "csv")
                .put("mediatype", file.mediaType())
                .put("encoding", "utf-8")
                .put("bytes", file.plainBytes())
                .put("hash", "sha256:" + file.plainSha256());
        var fields = resource.putObject("schema").putArray("fields");
        for (var heading : headings) {
            fields.addObject()
                    .put("name", heading.name())
                    .put(
                            "type",
                            switch (heading.form()) {
                                case INTEGER -> "integer";
                                case DECIMAL -> "number";
                                case DAY -> "date";
                                case MOMENT -> "datetime";
                                case TEXT, ID, LIST, PHONES, ANSWER -> "string";
                            });
        }
    }

    private static byte[] write(ObjectNode root) {
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
