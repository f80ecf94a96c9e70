package de.hilfenetz.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.publish.Manifest.DataFile;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
    private static final String SKOS = "http://www.w3.org/2004/02/skos/core#";

    /** What the cells of some columns say of the row's subject; the others say more than one triple could. */
    private static final Map<String, Map<String, String>> PROPERTIES = Map.of(
            Dumps.SERVICES, Map.of("angebot_id", DCT + "identifier", "traeger_id", "https://schema.org/provider"),
            Dumps.ORGANIZATIONS, Map.of("traeger_id", DCT + "identifier"),
            Dumps.LOCATIONS, Map.of("ort_id", DCT + "identifier"),
            Dumps.CONCEPTS, Map.of("bezeichnung", SKOS + "prefLabel", "notation", SKOS + "notation"),
            Dumps.TOMBSTONES, Map.of(),
            Dumps.COVERAGE, Map.of(),
            Dumps.ALIGNMENT, Map.of("eintrag", DCT + "identifier"),
            Dumps.QUALITY, Map.of());

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
        var property = PROPERTIES.getOrDefault(dataset, Map.of()).get(heading.name());
        if (property == null) {
            column.put("suppressOutput", true);
        } else {
            column.put("propertyUrl", property);
            if (heading.name().equals("bezeichnung")) {
                column.put("lang", "de");
            } else if (property.endsWith("provider")) {
                column.put("valueUrl", base + "id/traeger/{traeger_id}");
            }
        }
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
